"""Check: what is said of the content, in three formats, and when it is an error."""

from __future__ import annotations

import json
import shutil
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.base.problems import Problem
from plugins.checks import catalogue
from plugins.commands import status
from plugins.commands.check import MANY_KINDS, as_text, check
from tests.conftest import Build, write_post

DECLARED = "sponsor: none\nfunding: none\ninterests: none\n"
BAD = "content/posts/2020/bad.md:6: topics names an unknown topic 'cultrue'; did you mean 'culture'? [unknown-topic]"


def asked(site: Path, *paths: str, **options: object) -> tuple[int, str]:
    given = {"content": str(site / "content"), "output": None, "siteurl": None, "explain": None,
             "exceptions": False, "format": "text", "now": "2026-06-01T12:00",
             "paths": [str(site / path) for path in paths]}  # fmt: skip
    said: list[str] = []
    code = check(site, Namespace(**{**given, **options}), said.append)
    return code, "\n".join(said)


@pytest.fixture
def there(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(site)
    return site


def test_errors_and_advice_stand_apart_and_nothing_is_built(there: Path) -> None:
    write_post(there / "content", "2020/bad.md", "Bad", topic="cultrue")
    write_post(there / "content", "2020/here.md", "Here", body="See [here](https://example.org/).")

    code, said = asked(there)

    assert code == 1
    errors, _, advice = said.partition("\n\nAdvice\n")
    assert errors == f"Errors\n{BAD}"
    assert (
        "content/posts/2020/here.md:8: the link 'here' does not say where it leads; "
        "use the name of the page as its words [link-text]"
    ) in advice
    assert not (there / "output").exists()


def test_more_overdue_reviews_than_the_hub_allows_itself_are_told(there: Path) -> None:
    for name, day in (("late", "2025-02-01"), ("later", "2025-03-01")):
        more = f"{DECLARED}review_by: {day}\n"
        write_post(there / "content", f"2024/{name}.md", name.capitalize(), more=more)
    settings = there / "pelicanconf.py"
    text = settings.read_text("utf-8")

    settings.write_text(f"{text}\nOVERDUE_REVIEWS = 1\n", "utf-8")
    _, said = asked(there)
    settings.write_text(f"{text}\nOVERDUE_REVIEWS = 2\n", "utf-8")
    _, allowed = asked(there)

    assert (
        "content/posts/2024/late.md:1: is the longest overdue of 2 posts, and OVERDUE_REVIEWS "
        "allows 1; read this one first; 'due' lists them all [review-budget]"
    ) in said
    assert "[review-budget]" not in allowed


HARD = (
    "Notwithstanding considerable organisational reconfiguration, interdisciplinary communication "
    "deteriorated unexpectedly."
)


def test_a_hard_text_names_its_worst_sentences_whole_each_on_its_line(there: Path) -> None:
    plain = "The ward was calm and the night was long, and so we sat and had a cup of tea.\n" * 20
    for name, audience in (("all", "everyone"), ("staff", "staff")):
        more = f"{DECLARED}audience: [{audience}]\n"
        body = f"{plain}\n\n{HARD}"
        write_post(there / "content", f"2024/{name}.md", name, more=more, body=body)
    settings = there / "pelicanconf.py"
    text = settings.read_text("utf-8")

    _, before = asked(there)
    settings.write_text(f'{text}\nREADING_EASE = {{"everyone": 100, "staff": 60}}\n', "utf-8")
    _, said = asked(there)

    assert "[reading-ease]" not in before
    settings.write_text(text, "utf-8")
    write_post(there / "content", "2024/all.md", "all", more=DECLARED, body=f"{HARD}\n\n" * 20)
    assert "(reading ease -256, aim for 45 or more); begin with" in asked(there)[1]
    lines = [line for line in said.split("\n") if "[reading-ease]" in line]
    assert lines[0] == (
        "content/posts/2024/all.md:12: is hard to read (reading ease 96, aim for 100 or more for "
        "'everyone'); begin with the sentences that are named below [reading-ease]"
    )
    assert lines[-1] == (
        f"content/posts/2024/all.md:34: reading ease -256: '{HARD}'; cut it in two, or choose "
        "shorter words [reading-ease]"
    )
    assert len(lines) == 6
    assert "staff.md" not in "".join(lines)


def test_advice_alone_is_no_failure(there: Path) -> None:
    code, said = asked(there)

    assert code == 0
    assert said.splitlines()[-1].startswith("0 errors, ")


@pytest.mark.skipif(
    not Path(sys.executable).with_name("typos").exists() and shutil.which("typos") is None,
    reason="typos is not installed",
)
def test_spelling_is_british_and_ids_are_no_words(there: Path) -> None:
    path = write_post(there / "content", "2020/here.md", "Here", body="The color of teh pill.")
    ids = "- id: tag:example.org,2020:dbe9afe1abd2ba3f\n  post: posts/2020/gone.md\n"
    more = '  title: "Gone"\n  date: 2020-01-01\n  slug: gone\n  removed: 2026-01-01\n'
    (there / "content/ids.yaml").write_text(ids + more, encoding="utf-8")

    code, said = asked(there)

    spelt = [line for line in said.splitlines() if line.endswith("[spelling]")]
    assert code == 0
    assert [line.partition(":")[0] for line in spelt] == ["content/posts/2020/here.md"] * 2
    assert path.is_file()
    assert "'color' may be misspelt; write 'colour'" in spelt[0]


@pytest.mark.skipif(
    not Path(sys.executable).with_name("typos").exists() and shutil.which("typos") is None,
    reason="typos is not installed",
)
def test_names_are_spelt_as_they_are_printed(there: Path) -> None:
    source = (
        "---\ntitle: The color of care\npublisher: World Organization of Wards\ndate: 2019\n"
        "kind: report\nurl: https://example.org/color\n---\nA labor of love.\n"
    )
    (there / "content/sources/color-of-care.md").write_text(source, encoding="utf-8")
    body = (
        "The World Organization of Wards wrote The color of care [@color-of-care].\n\n"
        "An organization may differ. See [it](https://example.org/center). The Centers for Disease "
        'Control, Pearl Harbor and <span lang="cy">oer color</span> <b title="color">too</b>. '
        "The Hosptial Trust."
    )
    write_post(there / "content", "2020/n.md", "N", body=body)
    term = "labor-ward:\n  term: labour ward\n  means: A ward. It has a center.\n"
    (there / "content/glossary.yaml").write_text(term, encoding="utf-8")

    _, said = asked(there)

    assert [line for line in said.splitlines() if line.endswith("[spelling]")] == [
        "content/glossary.yaml:3: 'center' may be misspelt; write 'centre' [spelling]",
        "content/posts/2020/n.md:10: 'Hosptial' may be misspelt; write 'Hospital' [spelling]",
        "content/posts/2020/n.md:10: 'organization' may be misspelt; write 'organisation' [spelling]",
        "content/sources/color-of-care.md:8: 'labor' may be misspelt; write 'labour' [spelling]",
    ]


def test_only_the_paths_that_are_named_are_told_of(there: Path) -> None:
    write_post(there / "content", "2020/bad.md", "Bad", topic="cultrue", more=DECLARED)
    write_post(there / "content", "2021/other.md", "Other", topic="cultrue")

    assert asked(there, "content/posts/2020/bad.md") == (
        1,
        f"Errors\n{BAD}\n\n1 error, 0 of advice.",
    )
    assert asked(there, "content/posts/2022")[0] == 0


def test_a_path_that_is_not_there_is_a_wrong_use(
    there: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked(there, "content/nope.md") == (2, "")
    assert capsys.readouterr().err == f"'{there}/content/nope.md' is not there; look at the path.\n"


def test_json_holds_every_part_of_a_message(there: Path) -> None:
    write_post(there / "content", "2020/bad.md", "Bad", topic="cultrue", more=DECLARED)

    code, said = asked(there, "content/posts/2020/bad.md", format="json")

    assert (code, json.loads(said)) == (1, {"advice": [], "errors": [{
        "path": "content/posts/2020/bad.md", "line": 6, "column": 10, "rule": "unknown-topic",
        "message": "topics names an unknown topic 'cultrue'", "hint": "did you mean 'culture'?",
    }]})  # fmt: skip


def test_github_gets_commands_that_no_text_can_forge(there: Path) -> None:
    write_post(there / "content", "2020/bad.md", "Bad", topic='"a%0A::set-env,b"')

    code, said = asked(there, "content/posts/2020/bad.md", format="github")

    assert code == 1
    assert said.splitlines()[0] == (
        "::error file=content/posts/2020/bad.md,line=6,col=11,title=unknown-topic::topics names an unknown "
        "topic 'a%250A::set-env,b'; write one of: culture, medicines, speaking-up"
    )


@pytest.mark.parametrize(
    ("rule", "more", "body"),
    [("link-text", "", "[here](https://example.org/)"),
     # These are found between files, where errors come from, too.
     ("open-gap", "status: draft\n", "TODO: the date."),
     ("undisclosed", "", "Nothing of interests."),
     ("withdrawn-target", "", "See [two](../2021/two.md).")],
)  # fmt: skip
def test_advice_is_silenced_by_its_name(there: Path, rule: str, more: str, body: str) -> None:
    two = there / "content/posts/2021/two.md"
    header = two.read_text("utf-8").replace(
        "---\n", "---\nstatus: withdrawn\nwithdrawn: 2024-05-02\n", 1
    )
    two.write_text(header, encoding="utf-8")
    silence = f"silence: [{{rule: {rule}, reason: It quotes a sign.}}]\n"

    for silenced in (False, True):
        write_post(there / "content", "2020/s.md", "S", more=more + silenced * silence, body=body)
        assert (f"[{rule}]" in asked(there, "content/posts/2020/s.md")[1]) is not silenced


def test_a_header_that_silences_an_error_is_one_more_error(there: Path) -> None:
    more = "silence: [{rule: unknown-topic, reason: I like it.}]\n"
    write_post(there / "content", "2020/bad.md", "Bad", topic="cultrue", more=more)

    code, said = asked(there, "content/posts/2020/bad.md")

    assert code == 1
    assert "[unknown-topic]" in said
    assert "[bad-silence]" in said


def test_an_exception_lets_one_sign_pass_and_is_listed(there: Path) -> None:
    more = (
        'exceptions:\n  - {rule: phone-number, text: "01632 960001", by: Ann Example, '
        "date: 2026-03-14, reason: The ward is invented.}\n"
    )
    write_post(there / "content", "2020/e.md", "E", more=more, body="Ring 01632-960001.")

    assert asked(there)[0] == 0
    assert asked(there, exceptions=True) == (0, (
        "content/posts/2020/e.md: phone-number '01632 960001', by Ann Example on 2026-03-14: "
        "The ward is invented.\n1 exception."
    ))  # fmt: skip


@pytest.mark.parametrize("list_of", ["settings", "support", "sources"])
def test_contacts_that_the_hub_lists_are_no_signs(there: Path, list_of: str) -> None:
    write_post(there / "content", "2020/c.md", "C", body="Ring 01632 960001 or ask a@example.org.")
    assert asked(there)[0] == 1
    listed = "Helpline: 01632 960 001, a@example.org"
    if list_of == "settings":
        path = there / "pelicanconf.py"
        text = path.read_text(encoding="utf-8")
        path.write_text(f"{text}\nCONTACTS = ({listed!r},)\n", encoding="utf-8")
    elif list_of == "support":
        service = (
            "line:\n  name: The line, a@example.org\n  for: Anyone.\n  subjects: [grief]\n"
            "  nations: [UK]\n  phone: 01632 960 001\n  url: https://example.org/\n"
            "  checked: 2026-01-01\n"
        )
        (there / "content/support.yaml").write_text(service, encoding="utf-8")
    else:
        source = (
            "---\ntitle: The leaflet\npublisher: The charity\ndate: 2019\nkind: page\n"
            f"url: https://example.org/\n---\n{listed}\n"
        )
        (there / "content/sources/x.md").write_text(source, encoding="utf-8")

    assert asked(there)[0] == 0


ADVICE = [
    ("1. one\n  - two\n", "8: some programs take the inner list for items of the outer one; indent a list inside a list by four spaces [list-indent]"),
    ("A step.\n---\nMore.", "8: 'A step.' becomes a heading, because '---' stands directly below it; leave an empty line between them, or write '## ' before it if it is a heading [heading-line]"),
    ("The CQC said so.", "7: 'CQC' is not written out; write it out once, with '(CQC)' behind it [abbreviation]"),
    ("She was non-compliant.", "7: 'non-compliant' may hurt or blame: it blames the patient; write: did not take, or could not [wording]"),
    ("She was an error-prone nurse.", "7: 'error-prone' may hurt or blame: it makes a trait of what happened; write: say what made the mistake likely [wording]"),
    ("We wrote to her.\n\nOne of the three women treated in Sandham on 3 May told us why.", "9: 'One of the three women' with a place and a day may point to persons; leave one of the three out, or say it less exactly [small-number]"),
    ("A stillbirth.", "7: speaks of baby loss ('stillbirth'), but has no content note; add 'sensitive' to the header [content-note]"),
    ("The deaths of three babies.", "7: speaks of baby loss ('deaths of three babies'), but has no content note; add 'sensitive' to the header [content-note]"),
    ("Give .5 mg.", "7: '.5 mg' can be misread: a point without a 0 before it is overlooked; write '0.5 mg' [dose-form]"),
    ("Give 10.0 mg, no more.", "7: '10.0 mg' can be misread: who overlooks the point gives ten times as much; write '10 mg' [dose-form]"),
    ("Give 1,250 \u00b5g.", "7: '1,250 \u00b5g' can be misread: its short form is taken for mg; write '1,250 micrograms' [dose-form]"),
    ("Give 10U of insulin.", "7: '10U' can be misread: a U is taken for a 0; write '10 units' [dose-form]"),
    ("We met on 31 June 2024, and on 31/12/2023.", "7: '31 June 2024' is no day of the calendar, read as the British write it; look it up, and write it out, such as 28 February 2024 [impossible-day]"),
    ("## Two\n\n#### Four", "9: the heading 'Four' skips from level 2 to 4; begin it with '###' [heading-skip]"),
    ("A zero\u200bwidth space.", "7: holds the invisible character U+200B (column 7); delete it [invisible-character]"),
]  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [
        "A single patient at Sandham Hospital died on 3 May.",
        "The only baby born at Sandham on 3 May 2024 did not live.",
        "Both women were treated in Sandham on 3 May.",
        "Two nurses at Sandham Hospital spoke of it on May 3rd.",
        "Three of the five patients seen at Sandham on 03/05/2024 came back.",
        "Three of our patients came back from Sandham on 2024-05-03.",
        "Three elderly women were treated in Sandham on the 3rd of May.",
        "Of the two operated on at Sandham on 3 May one went home.",
        "There were four deaths at Example Valley Hospital on 3.5.2024.",
        "The three members of staff on Ward 7 on 3 May were asked.",
    ],
)
def test_a_small_number_with_a_day_and_a_place_may_point_to_somebody(
    there: Path, body: str
) -> None:
    write_post(there / "content", "2020/a.md", "A", body=body)

    assert "[small-number]" in asked(there, "content/posts/2020/a.md")[1]


@pytest.mark.parametrize(
    "body",
    [
        "An error-prone nurse.",
        "A nurse who is prone to making mistakes.",
        "An incompetent junior doctor.",
        "A forgetful porter was the culprit.",
        "It was put down to user error.",
        "They looked for human errors.",
        "He was the weakest link.",
    ],
)
def test_words_that_make_a_trait_of_what_happened_are_told_wherever_they_stand(
    there: Path, body: str
) -> None:
    path = write_post(there / "content", "2020/a.md", "A", body=f"Words.\n\n> {body}\n\n“{body}”")
    assert "[wording]" not in asked(there, "content/posts/2020/a.md")[1]

    path.write_text(path.read_text("utf-8").replace("What A says.", body), "utf-8")
    said = asked(there, "content/posts/2020/a.md")[1]
    assert "content/posts/2020/a.md:4: " in said
    assert "may hurt or blame" in said


@pytest.mark.parametrize(
    "body",
    [
        "One of the three women treated on 3 May told us why.",
        "One in ten patients in Sandham was asked on 3 May.",
        "Two years after patients in Sandham were asked on 3 May, it changed.",
        "Two reports on Sandham Hospital came out on 3 May.",
        "One of the three women treated in Sandham told us why.",
        "On 3 May in Sandham 300 women were treated.",
        "Two patients in May told us why.",
        "On 3 May two patients in England told us why.",
    ],
)
def test_a_small_number_alone_points_to_nobody(there: Path, body: str) -> None:
    write_post(there / "content", "2020/a.md", "A", body=body)

    assert "small-number" not in asked(there, "content/posts/2020/a.md")[1]


WORDS = " ".join(f"word{number} and more of it," for number in range(12))


@pytest.mark.parametrize(
    ("first", "second", "body", "told"),
    [
        ("", "", WORDS, True),
        ("", "canonical: https://elsewhere.nhs.uk/post\n", WORDS, False),
        ("status: withdrawn\n", "", WORDS, False),
        (
            "series: 2021-in-review\npart: introduction\n",
            "series: 2021-in-review\npart: closing\n",
            WORDS,
            False,
        ),
        ("", "", "> " + WORDS, False),
        ("", "", WORDS[:150], False),
    ],
)
def test_what_two_posts_have_in_common_is_told_with_both_lines(
    there: Path, first: str, second: str, body: str, told: bool
) -> None:
    write_post(there / "content", "2020/a.md", "A", more=first, body=f"Own.\n\n{body}\n\nEnd.")
    write_post(there / "content", "2020/b.md", "B", more=second, body=f"{body}\n\nAnother end.")

    _, said = asked(there)

    line = (
        "content/posts/2020/b.md:8: has 60 words in a row of posts/2020/a.md (line 10): 'word0 and "
        "more of it, word1 and more of it, wor...'; let one link to the other, or name where it "
        "stood first in 'canonical' [copied-text]"
    )
    assert (line in said) == told
    assert ("copied-text" in said) == told


def test_two_files_on_one_thing_are_told_with_both_lines_and_the_cure(there: Path) -> None:
    content = there / "content"
    described = "description: The same.\n---\n"
    (content / "topics/medicine.md").write_text(f"---\nname: Medicine\n{described}", "utf-8")
    (content / "topics/pills.md").write_text(f"---\nname: Drug\n{described}", "utf-8")
    (content / "authors/ann-exampel.md").write_text(
        "---\nrole: Nurse\nname: Ann Exampel\n---\n", "utf-8"
    )
    series = "year: 2021\nparts: [One]\n---\nA look.\n"
    (content / "series/in-review.md").write_text(f"---\ntitle: In review 2021\n{series}", "utf-8")
    for name, more in {
        "a": "url: http://www.example.org/first/?utm_source=mail\n",
        "b": "doi: 10.1000/182\n",
        "c": "url: https://example.org/c\n",
    }.items():
        title, date = ("A second counts", "2023") if name == "c" else (f"Titled {name}", "2021")
        (content / f"sources/z-{name}.md").write_text(
            f"---\ntitle: {title}\npublisher: Example Office\ndate: {date}\nkind: statistics\n"
            f"{more}---\n",
            "utf-8",
        )

    _, said = asked(there)

    other = "give one of them a name that tells them apart"
    found = [line for line in said.split("\n") if "[double-" in line]
    assert found == [
        "content/authors/ann-example.md:2: name 'Ann Example' is nearly that of authors/"
        "ann-exampel.md (line 3, 'Ann Exampel'); if they are one, python3 tasks.py rename author "
        f"ann-example ann-exampel --merge; if not, {other} [double-author]",
        "content/series/in-review.md:2: title 'In review 2021' is nearly that of series/"
        "2021-in-review.md (line 2, '2021 in review'); if they are one, python3 tasks.py rename "
        f"series in-review 2021-in-review --merge; if not, {other} [double-series]",
        "content/sources/z-a.md:6: url 'http://www.example.org/first/?utm_source=mail' leads to "
        "the same place as sources/first-count-2021.md (line 6, 'https://example.org/first'); if "
        "they are one, cite [@first-count-2021] everywhere, and delete this file [double-source]",
        "content/sources/z-b.md:6: doi '10.1000/182' is that of sources/second-count-2023.md "
        "(line 7); if they are one, cite [@second-count-2023] everywhere, and delete this file "
        "[double-source]",
        "content/sources/z-c.md:2: title 'A second counts' is nearly that of sources/"
        "second-count-2023.md (line 2, 'A second count'); if they are one, cite "
        "[@second-count-2023] everywhere, and delete this file [double-source]",
        "content/topics/medicines.md:2: name 'Medicines' is nearly that of topics/medicine.md "
        "(line 2, 'Medicine'); if they are one, python3 tasks.py rename topic medicines medicine "
        f"--merge; if not, {other} [double-topic]",
        "content/topics/pills.md:2: name 'Drug' is nearly that of topics/medicines.md (line 2, "
        "'Medicines'); if they are one, python3 tasks.py rename topic pills medicines --merge; if "
        f"not, {other} [double-topic]",
    ]


@pytest.mark.parametrize(("body", "message"), ADVICE)
def test_advice_says_where_what_and_how(there: Path, body: str, message: str) -> None:
    path = write_post(there / "content", "2020/a.md", "A", body=body)
    text = path.read_text(encoding="utf-8")

    _, said = asked(there, "content/posts/2020/a.md")

    line = text[: text.index("---\n", 4)].count("\n") + 2 - 7
    number, _, words = message.partition(":")
    assert f"content/posts/2020/a.md:{int(number) + line}:{words}" in said


@pytest.mark.parametrize(
    "body",
    ['He said: "She was non-compliant."', "> non-compliant", "Care Quality Commission (CQC): the CQC.",
     "text\n\n- a\n- b", "1. one\n    - two\n", "The NHS and the UK."],
)  # fmt: skip
def test_what_is_well_written_gets_no_advice(there: Path, body: str) -> None:
    write_post(there / "content", "2020/a.md", "A", more=DECLARED, body=body)

    assert asked(there, "content/posts/2020/a.md") == (0, "0 errors, 0 of advice.")


def test_a_story_needs_a_lesson_and_a_review_is_due(there: Path) -> None:
    more = (
        "kind: story\nreview_by: 2025-01-01\nconsent: {holder: Office, date: 2024-01-01, "
        "scope: This post, expires: 2030-01-01}\n"
    )
    write_post(there / "content", "2020/s.md", "S", more=more)

    _, said = asked(there, "content/posts/2020/s.md")

    assert "is a story without a learning point" in said
    assert "was to be read again by 2025-01-01" in said


def test_a_painful_text_leads_to_help_where_there_is_some(there: Path) -> None:
    note = 'content_note: "On loss."\n'
    write_post(there / "content", "2020/n.md", "N", more=note, body="A stillbirth. A suicide.")
    assert "no-help" not in asked(there)[1]

    (there / "content/support.yaml").write_text(
        "line:\n  name: A line\n  for: Anyone.\n  subjects: [baby-loss]\n  nations: [UK]\n"
        "  url: https://example.org/\n  checked: 2026-01-01\n",
        encoding="utf-8",
    )
    said = asked(there)[1]
    assert said.count("no-help") == 1
    assert (
        "content/posts/2020/n.md:9: speaks of suicide ('suicide'), but leads to no help; "
        "name its subject of support.yaml in 'support' [no-help]"
    ) in said

    write_post(there / "content", "2020/n.md", "N", more=f"{note}support: [baby-loss]\n",
               body="A stillbirth. A suicide.")  # fmt: skip
    assert "no-help" not in asked(there)[1]


def test_every_rule_can_be_explained(there: Path) -> None:
    for name in catalogue.CHECKS:
        code, said = asked(there, explain=name)
        assert code == 0
        assert said.startswith(f"{name} (")


def test_an_unknown_rule_gets_the_nearest(there: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(there, explain="poscode") == (2, "")
    assert capsys.readouterr().err == "There is no rule 'poscode'; did you mean 'postcode'?\n"


def test_status_says_what_is_due_and_when(there: Path) -> None:
    write_post(there / "content", "2020/d.md", "D", more="status: draft\n")
    write_post(there / "content", "2026/s.md", "S", "2026-07-01")
    said: list[str] = []
    options = Namespace(content=None, output=None, siteurl=None, now="2026-06-01T12:00")

    code = status.status(there, options, said.append)

    assert (code, said) == (0, [
        "Public: 8.",
        "Scheduled: 2026-07-01 00:00 BST (2026-06-30 23:00 UTC): content/posts/2026/s.md",
        "Draft: content/posts/2020/d.md",
        "The next build that changes something is due 2026-07-01 00:00 BST (2026-06-30 23:00 UTC).",
    ])  # fmt: skip


def test_status_says_what_subscribers_will_notice_of_an_edit(there: Path, build: Build) -> None:
    options = Namespace(content=str(there / "content"), output=None, siteurl=None,
                        now="2026-06-01T12:00")  # fmt: skip

    def last() -> str:
        said: list[str] = []
        assert status.status(there, options, said.append) == 0
        return said[-1]

    assert "notif" not in last()
    build()
    path = there / "content/posts/2022/three.md"
    path.write_text(path.read_text(encoding="utf-8") + "\nA slip is mended.\n", encoding="utf-8")
    assert last() == "This edit re-notifies nobody."
    write_post(there / "content", "2026/new.md", "New", "2026-05-30")
    assert last() == "1 subscriber notice (new: 'New')."


@pytest.mark.parametrize(
    "words",
    [
        "A doctor \U0001f469\u200d\u2695\ufe0f and a family \U0001f468\u200d\U0001f469\u200d\U0001f467.",
        "In Persian: \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645.",
        "In Hebrew: \u05e9\u05dc\u05d5\u05dd\u200f! \u2067\u05e9\u05dc\u05d5\u05dd\u2069",
        "In Hindi: \u0915\u094d\u200d\u0937.",
        "In Thai: \u0e2a\u0e27\u0e31\u0e2a\u0e14\u0e35\u200b\u0e04\u0e23\u0e31\u0e1a.",
    ],
)
def test_joiners_and_marks_of_direction_stay_where_they_belong(there: Path, words: str) -> None:
    write_post(there / "content", "2020/a.md", "A", body=words)

    assert "invisible-character" not in asked(there, "content/posts/2020/a.md")[1]


@pytest.mark.parametrize(
    ("words", "sign"),
    [
        ("Give 5\u200b0 mg.", "U+200B"), ("a\u200db", "U+200D"), ("paid\u202eto", "U+202E"),
        ("left\u200eright", "U+200E"), ("\u05e9\u202e\u05dc", "U+202E"), ("so\u00adft", "U+00AD"),
    ],
)  # fmt: skip
def test_elsewhere_they_are_told(there: Path, words: str, sign: str) -> None:
    write_post(there / "content", "2020/a.md", "A", body=words)

    assert f"holds the invisible character {sign}" in asked(there, "content/posts/2020/a.md")[1]


def test_a_column_is_in_json_and_in_annotations_and_not_on_a_terminal(there: Path) -> None:
    write_post(there / "content", "2020/a.md", "A", body="Some words.\n\nSee [x][y] there.")
    path = "content/posts/2020/a.md"

    (found,) = json.loads(asked(there, path, format="json")[1])["errors"]

    assert (found["line"], found["column"], found["rule"]) == (10, 5, "link-form")
    assert (
        f"::error file={path},line=10,col=5,title=link-form::"
        in asked(there, path, format="github")[1]
    )
    assert f"{path}:10: '[x][y]' is no link" in asked(there, path)[1]


def test_what_says_the_same_of_many_words_is_one_line_unless_all_are_asked_for() -> None:
    alike = [
        Problem("posts/2020/p.md", n + 5, f"holds what looks like 'a{n}'", "take it out", "x")
        for n in range(MANY_KINDS)
    ]
    whole = [f"content/posts/2020/p.md:{n + 5}: holds what looks like 'a{n}'; take it out [x]"
             for n in range(MANY_KINDS)]  # fmt: skip

    assert [*as_text(alike, [], "content/")] == [
        "Errors",
        "30 times: holds what looks like 'a0'; take it out [x] (content/posts/2020/p.md:5, "
        "content/posts/2020/p.md:6, content/posts/2020/p.md:7 and 27 more; --all)",
        "",
        "30 errors, 0 of advice.",
    ]
    assert [*as_text(alike, [], "content/", whole=True)][1:-2] == whole
    assert [*as_text(alike[1:], [], "content/")][1:-2] == whole[1:]


def test_what_many_files_lack_is_one_line_with_a_count_and_three_places() -> None:
    alike = [Problem(f"posts/2020/p{n}.md", 5, "topics is empty", "add one", "x") for n in range(8)]
    other = Problem("posts/2020/q.md", 3, "title is empty", "add one", "x")

    assert [*as_text([*alike, other], [], "content/")][:3] == [
        "Errors",
        "8 times: topics is empty; add one [x] (content/posts/2020/p0.md:5, "
        "content/posts/2020/p1.md:5, content/posts/2020/p2.md:5 and 5 more)",
        "content/posts/2020/q.md:3: title is empty; add one [x]",
    ]


def test_a_scheduled_post_that_was_not_built_is_told(there: Path) -> None:
    write_post(there / "content", "2026/later.md", "Later", "2031-01-01")

    code, said = asked(there)

    assert code == 0
    assert (
        "content/posts/2026/later.md:3: is scheduled for 2031-01-01, which content/ids.yaml does "
        "not say yet; run python3 tasks.py build, and commit content/ids.yaml with the post "
        "[unkept-id]"
    ) in said


def test_a_series_that_no_post_names_is_told(there: Path) -> None:
    text = "---\ntitle: Lonely\nparts: [One]\n---\n"
    (there / "content/series/lonely.md").write_text(text, encoding="utf-8")

    assert (
        "content/series/lonely.md:1: no post names this series yet; write 'series: lonely' in one "
        "[series-empty]"
    ) in asked(there)[1]
