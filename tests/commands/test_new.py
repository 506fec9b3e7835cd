from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.admin.cms_settings import kinds
from plugins.commands.new import FOLDERS, given, new
from plugins.content.front_matter import parse
from plugins.model.post_ids import read
from tests.conftest import Build


class Desk:
    """Starts files in a project; answers questions; remembers what was said and asked."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.said: list[str] = []
        self.asked: list[str] = []
        self.answers: Iterator[str] = iter(())

    def __call__(self, kind: str | None, *words: str, answers: list[str] | None = None) -> int:
        self.said, self.asked, self.answers = [], [], iter(answers or ())
        options = Namespace(kind=kind, content=None, no_questions=answers is None, rest=[*words])
        return new(self.root, options, self.said.append, self.ask if answers is not None else None)

    def ask(self, question: str) -> str:
        self.asked.append(question)
        return next(self.answers)

    def read(self, name: str) -> str:
        return (self.root / "content" / name).read_text(encoding="utf-8")


@pytest.fixture
def desk(site: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1769900400")  # 31 January 2026, 23:00 in London
    return Desk(site)


POST = """\
---
title: "Clear labels: one ward"
date: 2026-01-31
summary:  # one or two sentences, shown in lists and feeds, at most 300 letters
authors: [ann-example]
topics: [culture, medicines]
status: draft
id: "tag:patient-safety-hub.example,2026:51ef2a1ddd46ee14"
---
<!-- The text begins here. Headings begin with ##. -->
"""


def test_a_post_is_whole_but_for_its_marked_gaps(desk: Desk) -> None:
    code = desk("post", "--title", "Clear labels: one ward", "--author=ann-example",
                "--topic", "culture,medicines")  # fmt: skip

    assert code == 0
    text = desk.read("posts/2026/clear-labels-one-ward.md")
    assert text.partition("id: ")[0] == POST.partition("id: ")[0]
    assert desk.said == [
        "content/posts/2026/clear-labels-one-ward.md is written.",
        "To fill: content/posts/2026/clear-labels-one-ward.md:4: summary is empty; add one or two "
        "sentences, shown in lists and feeds, at most 300 letters [missing-field]",
        "It is a draft. To publish it, fill what is marked, write its text and delete 'status: draft'.",
    ]


def test_a_day_may_be_said_in_words_and_is_told(desk: Desk) -> None:
    words = [
        "--title",
        "A",
        "--date",
        "next Monday",
        "--author",
        "ann-example",
        "--topic",
        "culture",
    ]

    assert desk("post", *words) == 0

    assert "date: 2026-02-02\n" in desk.read("posts/2026/a.md")
    assert desk.said[0] == "'next Monday' is Monday 2 February 2026."
    assert desk("post", "--title", "B", "--date", "next week", "--author", "ann-example") == 2


def test_it_passes_once_the_gap_is_filled_and_keeps_its_id(desk: Desk, build: Build) -> None:
    desk("post", "--title", "Clear labels", "--author", "ann-example", "--topic", "culture")
    path = desk.root / "content/posts/2026/clear-labels.md"
    header, _ = parse("x", path.read_text(encoding="utf-8"))
    text = path.read_text(encoding="utf-8").replace("summary:  #", "summary: What changed. #")

    path.write_text(text.replace("status: draft\n", "") + "Words.\n", encoding="utf-8")
    build(now="2026-01-31T22:59")

    assert build.code == 0, build.said
    records, _ = read((desk.root / "content/ids.yaml").read_text(encoding="utf-8"))
    assert header.values["id"] in {record.id for record in records if "clear" in record.post}


@pytest.mark.parametrize(
    ("kind", "words", "name", "text"),
    [
        ("topic", ("--name", "Falls", "--parent", "culture"), "topics/falls.md",
         '---\nname: "Falls"\ndescription:  # one sentence on the topic\nparent: culture\n---\n'),
        ("author", ("--name", "Zoe O'Hara", "--role", "Nurse", "--guest", "yes"),
         "authors/zoe-ohara.md", '---\nname: "Zoe O\'Hara"\nrole: "Nurse"\nguest: true\n---\n'),
        ("series", ("--title", "2025 in review", "--year", "2025", "--parts", "One", "--parts", "Two"),
         "series/2025-in-review.md",
         '---\ntitle: "2025 in review"\nparts: [One, Two]\nyear: 2025\n---\n'),
        ("page", ("--title", "Contact", "--summary", "Write to us."), "pages/contact.md",
         '---\ntitle: "Contact"\nsummary: "Write to us."\n---\n'),
    ],
)  # fmt: skip
def test_every_kind_has_its_own_fields(
    desk: Desk, kind: str, words: tuple[str, ...], name: str, text: str
) -> None:
    assert desk(kind, *words) == 0
    assert desk.read(name) == text


def test_a_picture_has_its_fields_and_a_gap_for_what_it_shows(desk: Desk) -> None:
    desk("post", "--title", "A", "--image.src", "images/ward.svg", "--slug", "other-name")

    text = desk.read("posts/2026/other-name.md")
    assert "image:\n  src: images/ward.svg\n  alt:  # what the picture shows" in text
    assert "slug" not in text


def test_the_next_part_of_a_series_is_the_one_nobody_wrote(desk: Desk) -> None:
    desk("post", "--title", "A", "--series", "2021-in-review")

    assert "series: 2021-in-review\npart: 3\n" in desk.read("posts/2026/a.md")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "new post: give --title; the file is named by it."),
        (("--title", "One"), None),
        (("--titel", "A"), "new post: unknown option '--titel'; did you mean '--title'?"),
        (("--title",), "new post: --title has no value."),
        (("A title",), "new post: 'A title' follows no option; put quotes round a text."),
        (("--title", "A", "--topic", "drug"),
         "new post: --topics names 'drug', which is not here; write one of: culture, medicines, "
         "speaking-up."),
        (("--title", "A", "--date", "March"),
         "new post: --date is not a date ('March'); write the day of publication, such as "
         "2026-03-14."),
        (("--title", "The *real* cause"),
         "new post: --title holds stars, which a field shows as signs; write The real cause."),
        (("--title", "A", "--image", "x.png"),
         "new post: --image is a group of fields; give --image.src, --image.alt, --image.credit."),
        (("--title", "?!"), "new post: no file can be named after '?!'; give --slug a word."),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said(
    desk: Desk, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str | None
) -> None:
    if said is None:
        assert desk("post", *words) == 0
        assert desk("post", *words) == 2
        said = (
            "'content/posts/2026/one.md' is there already, and stays as it is; give it another "
            "title, or --slug and a name of its own."
        )
    else:
        assert desk("post", *words) == 2

    assert capsys.readouterr().err == said + "\n"


def test_another_folder_is_called_by_its_name(desk: Desk, tmp_path: Path) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    options = Namespace(
        kind="topic", content=f"{folder}/", no_questions=True, rest=["--name", "Falls"]
    )

    assert new(desk.root, options, desk.said.append) == 0
    assert desk.said[0] == f"{folder.as_posix()}/topics/falls.md is written."
    assert desk.said[1].startswith(f"To fill: {folder.as_posix()}/topics/falls.md:3: ")


def test_a_name_that_differs_only_in_case_is_taken(desk: Desk) -> None:
    path = desk.root / "content/posts/2026/ONE.md"
    path.parent.mkdir(parents=True)
    path.write_text("mine", encoding="utf-8")

    assert desk("post", "--title", "One") == 2
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_person_is_asked_for_what_is_needed_and_offered_what_there_is(desk: Desk) -> None:
    answers = ["Clear labels", "", "x" * 301, "What changed.", "1", "9, culture", "2, culture", "1",
               "", "", ""]  # fmt: skip

    assert desk("post", "--sponsor", "none", answers=answers) == 0

    header, _ = parse("x", desk.read("posts/2026/clear-labels.md"))
    header.values.pop("id")
    assert header.values == {
        "title": "Clear labels", "date": "2026-01-31", "summary": "What changed.",
        "authors": ["ann-example"], "topics": ["medicines", "culture"],
        "series": "2021-in-review", "part": 3, "status": "draft", "sponsor": "none",
    }  # fmt: skip
    assert [question.partition(" (")[0] for question in desk.asked] == [
        "title", "date", "summary", "summary", "authors", "topics", "topics", "series", "part",
        "kind",
    ]  # fmt: skip
    assert "    2 medicines (Medicines)" in desk.said
    assert "The next part is 3, planned as 'Third part'." in desk.said
    assert any(said.startswith("summary is too long (301 letters") for said in desk.said)
    assert any(said.startswith("topics names '9', which is not here") for said in desk.said)


# What an editor writes into the gaps of each kind, by the name of the field.
FILLED = {
    "sponsor": "none", "funding": "A grant of the Example Fund.", "interests": "none",
    "summary": "What changed.", "holder": "Office, file 12", "date": "2026-01-31",
    "scope": "This text", "expires": "2031-01-30", "asked": "Ann", "answered": "Zoe",
    "agreed_by": "Zoe", "by": "ann-example", "review_by": "2027-01-30", "applies_to": "[England]",
    "asked_by": "Example Office", "about": "Safer wards", "sent": "2026-01-20",
    "named": "Example Valley Hospital", "due": "2026-01-29",
}  # fmt: skip
DISCLOSED = ("sponsor", "funding", "interests")
OWN_GAPS = {
    "post": (),
    "story": ("consent.holder", "consent.date", "consent.scope", "consent.expires"),
    "interview": ("interview.asked", "interview.answered", "interview.agreed_by"),
    "policy": ("reviewed.date", "reviewed.by", "review_by", "applies_to"),
    "consultation": ("consultation.asked_by", "consultation.about", "consultation.sent"),
    "concern": ("replies.named", "replies.asked", "replies.due"),
}


def disclosing(site: Path) -> None:
    """Let the hub demand a disclosure, and its posts have one."""
    settings = site / "pelicanconf.py"
    text = settings.read_text("utf-8")
    settings.write_text(
        text.replace("REQUIRE_DISCLOSURE = False", "REQUIRE_DISCLOSURE = True"), "utf-8"
    )
    for path in (site / "content/posts").rglob("*.md"):
        text = path.read_text("utf-8").replace("sponsor: none\n", "")
        said = "sponsor: none\nfunding: none\ninterests: none\ntopics:"
        path.write_text(text.replace("topics:", said), "utf-8")


def gaps(desk: Desk) -> list[str]:
    return [each.split(": ")[2].split(" ")[0] for each in desk.said if each.startswith("To fill")]


@pytest.mark.parametrize("kind", OWN_GAPS)
def test_a_filled_post_of_each_kind_is_published(desk: Desk, build: Build, kind: str) -> None:
    disclosing(desk.root)
    desk("author", "--name", "Zoe", "--role", "Nurse")
    desk("post", "--title", "Handover", "--author", "zoe", "--topic", "culture", "--kind", kind)
    assert sorted(gaps(desk)) == sorted(("summary", *OWN_GAPS[kind], *DISCLOSED))
    path = desk.root / "content/posts/2026/handover.md"
    fill(path, "Example Valley Hospital was asked.")

    tree = build(now="2026-01-31T22:59")

    assert build.code == 0, build.said
    assert b"A grant of the Example Fund." in tree["blog/2026/handover/index.html"]


def fill(path: Path, words: str) -> None:
    """Write what is known into each marked gap, some words as the text, and publish."""
    lines = path.read_text(encoding="utf-8").replace("status: draft\n", "").split("\n")
    for number, line in enumerate(lines):
        head, sign, _ = line.partition(":  # ")
        if sign:
            value = FILLED[head.strip(" -")]
            if head.strip() == "asked" and "replies:" in lines:
                value = "2026-01-10"
            lines[number] = f"{head}: {value}"
    path.write_text("\n".join(lines) + words + "\n", encoding="utf-8")


def test_a_disclosure_is_asked_for_once(desk: Desk) -> None:
    disclosing(desk.root)
    desk("author", "--name", "Zoe", "--role", "Nurse", "--interests", "Zoe is a governor.")
    start = ("post", "--author", "zoe", "--topic", "culture", "--title")
    asked = ["What changed.", "", "", "Acme", "2", ""]
    desk(*start, "One", "--date", "2026-01-30", answers=asked)
    fields = [question.partition(" (")[0] for question in desk.asked]
    assert fields == ["summary", "series", "kind", "sponsor", "funding", "interests"]
    assert desk.asked[-1].endswith("Enter for Zoe is a governor., as in content/authors/zoe.md): ")
    header, _ = parse("x", desk.read("posts/2026/one.md"))
    said = {name: header.values[name] for name in DISCLOSED}
    assert said == {"sponsor": "Acme", "funding": "2", "interests": "Zoe is a governor."}

    desk(*start, "Two")
    header, _ = parse("x", desk.read("posts/2026/two.md"))
    assert {name: header.values[name] for name in DISCLOSED} == said
    assert desk.said[1:3] == [
        "Declared as in content/posts/2026/one.md: sponsor and funding. Look whether that still "
        "holds.",
        "Declared as in content/authors/zoe.md: interests. Look whether that still holds.",
    ]
    assert gaps(desk) == ["summary"]


def test_enter_leaves_a_gap(desk: Desk) -> None:
    desk("topic", answers=["Falls", "", ""])

    assert desk.read("topics/falls.md") == (
        '---\nname: "Falls"\ndescription:  # one sentence on the topic\n---\n'
    )


def test_without_a_kind_a_person_is_asked_and_a_program_is_told(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk(None, answers=["page", "Contact", "How to write to us."]) == 0
    assert desk(None) == 2
    assert capsys.readouterr().err == f"new: say what to start: {', '.join(kinds())}.\n"


@pytest.mark.parametrize("kind", kinds())
def test_every_field_of_every_kind_can_be_given(kind: str) -> None:
    """Groups that come in lists are for later: a new post has no updates."""
    model = kinds()[kind]
    for name, about in model.model_fields.items():
        if name not in ("updates",) and "Header" not in str(about.annotation):
            assert name in given(kind, model, [f"--{name.replace('_', '-')}", "1"])
    assert kind in FOLDERS


def test_a_rule_begins_with_one_version_to_fill_in(desk: Desk) -> None:
    desk("rule", answers=["Two specialists", "Who reviews.", "England"])

    assert desk.read("rules/two-specialists.md") == (
        '---\nname: "Two specialists"\nsummary: "Who reviews."\nplace: England\nversions:\n'
        "  - from:  # from when it applies, such as 2024-01-31\n"
        "    text:  # what the rule says from then on\n"
        "    source:  # the name of the source that says so\n---\n"
    )
    assert [said for said in desk.said if said.startswith("To fill")] == [
        "To fill: content/rules/two-specialists.md:6: versions.from is empty; add from when it "
        "applies, such as 2024-01-31 [missing-field]",
        "To fill: content/rules/two-specialists.md:7: versions.text is empty; add what the rule "
        "says from then on [missing-field]",
        "To fill: content/rules/two-specialists.md:8: versions.source is empty; add the name of "
        "the source that says so [missing-field]",
    ]


def test_only_a_post_is_of_today(desk: Desk) -> None:
    desk("source", "--title", "The report", "--author", "Fenwick, Idris; The charity")

    header, _ = parse("x", desk.read("sources/the-report.md"))
    assert header.values["date"] is None
    assert header.values["authors"] == ["Fenwick, Idris", "The charity"]


def test_a_record_must_be_here(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    (known,) = (each.stem for each in (desk.root / "content/rules").glob("*.md"))

    assert desk("post", "--title", "P", "--rule", f"{known}s") == 2
    said = f"new post: --rules names '{known}s', which is not here; did you mean '{known}'?\n"
    assert capsys.readouterr().err == said
    assert desk("post", "--title", "P", "--rule", known) == 0
