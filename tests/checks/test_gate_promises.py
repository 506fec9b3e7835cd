"""Gate: what subscribers rely on is refused with its place and the way to mend it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Build, write_post

UPDATE = "updates:\n  - date: {}\n    kind: {}\n    what: It changed.\n"
TEXTS = "    wrong: It was so.\n    right: It is so.\n    by: Ann Example\n"


def first(build: Build) -> str:
    build()
    assert build.code == 1, build.said
    return build.said[0].split("\n")[0]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            UPDATE.format("2027-01-01", "correction") + TEXTS,
            "8: the date of an update is to come (2027-01-01); write the day on which the post was "
            "changed [update-date]",
        ),
        (
            UPDATE.format("2019-01-01", "minor"),
            "8: the date of an update is before the post itself (2020-05-05); write the day on which "
            "the post was changed [update-date]",
        ),
        (
            UPDATE.format("2020-05-05 09:30", "correction") + TEXTS,
            "8: the date of an update is the same moment as that of the post; add the time, such as "
            "2020-05-05T15:00 [update-date]",
        ),
        (
            UPDATE.format("2020-05-05", "major"),
            "8: the date of an update is earlier on the day than the post itself (09:30); add the "
            "time, such as 2020-05-05T15:00 [update-date]",
        ),
        (
            UPDATE.format("2021-01-01", "correction")
            + TEXTS
            + "  - date: 2021-01-01\n    kind: major\n    what: Again.\n",
            "14: the date of an update is the same moment as that of another update; add the time, "
            "such as 2021-01-01T15:00 [update-date]",
        ),
        (
            UPDATE.format("2021-01-01", "corection"),
            "9: updates.kind is not known ('corection'); did you mean 'correction'? [unknown-kind]",
        ),
        (
            UPDATE.format("2021-01-01", "major").replace("    what: It changed.\n", ""),
            "8: updates.what is missing; add what changed, in one or two sentences [missing-field]",
        ),
        (
            UPDATE.format("2021-01-01", "major").replace("what:", "waht:"),
            "10: unknown field 'updates.waht'; did you mean 'what'? [unknown-field]",
        ),
        (
            "id: my post\n",
            "7: id is not a permanent id ('my post'); write it as content/ids.yaml has it, such as "
            "tag:example.org,2021:3f2a [bad-id]",
        ),
    ],
    ids=[
        "to come", "before", "same moment", "earlier that day", "two at once", "kind", "no what",
        "misspelt", "id",
    ],
)  # fmt: skip
def test_a_declared_change_must_make_sense(
    site: Path, build: Build, more: str, message: str
) -> None:
    write_post(site / "content", "2020/x.md", "X", "2020-05-05 09:30", more=more)

    assert first(build) == f"content/posts/2020/x.md:{message}"


@pytest.mark.parametrize(
    ("summary", "hint"),
    [
        ("On the eighth World Patient Safety Day.", "that of 2025 is the seventh"),
        ("On the eighth World Day.", "that of 2025 is the seventh"),
        ("World Day on 17 September 2024 was the fifth.", "that of 2024 is the sixth"),
        ("On the seventh World Day.", ""),
        ("On the sixth World Day, which is past.", ""),
        ("On the eighth World Conference.", ""),
    ],
)
def test_a_summary_counts_a_day_that_comes_each_year_rightly(
    site: Path, build: Build, summary: str, hint: str
) -> None:
    path = write_post(site / "content", "2025/day.md", "A day", "2025-02-03")
    text = path.read_text(encoding="utf-8").replace("What A day says.", summary)
    path.write_text(text, encoding="utf-8")
    if not hint:
        build()
        assert build.code == 0, build.said
        return
    said = first(build)
    assert "posts/2025/day.md:4: '" in said
    assert said.endswith(f"was the first; {hint} [event-number]")


def test_an_old_name_may_be_nobodys_name(site: Path, build: Build) -> None:
    path = site / "content/topics/medicines.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace("name:", "aliases: [culture]\nname:"), "utf-8")

    assert first(build) == (
        "content/topics/medicines.md:2: aliases names 'culture', which is taken (topic 'culture'); "
        "delete one of them [alias-taken]"
    )


def test_an_old_name_belongs_to_one(site: Path, build: Build) -> None:
    for name in ("medicines", "speaking-up"):
        path = site / f"content/topics/{name}.md"
        text = path.read_text("utf-8")
        path.write_text(text.replace("name:", "aliases: [drugs]\nname:"), "utf-8")

    assert first(build) == (
        "content/topics/speaking-up.md:2: aliases names 'drugs', which is taken "
        "(an alias in topics/medicines.md); delete one of them [alias-taken]"
    )


def test_a_published_post_that_becomes_a_draft_is_refused_with_its_line(
    site: Path, build: Build
) -> None:
    build()
    path = site / "content/posts/2022/three.md"
    text = path.read_text("utf-8").replace("summary:", "status: draft\nsummary:")
    path.write_text(text, "utf-8")

    assert first(build) == (
        "content/posts/2022/three.md:4: is a draft, but was published as 'Safer tablets'; to take "
        "it back, write 'status: withdrawn', and 'withdrawn:' with the day; if it never "
        "went live, delete its record in content/ids.yaml (line 14) [published-draft]"
    )


def test_a_published_post_that_is_deleted_is_named(site: Path, build: Build) -> None:
    before = build()
    (site / "content/posts/2022/three.md").unlink()

    said = first(build)

    assert "posts/2022/three.md ('Safer tablets') was published under this id, and is gone" in said
    assert (site / "output/blog/2022/three/index.html").read_bytes() == before[
        "blog/2022/three/index.html"
    ]


@pytest.mark.parametrize("engine", ["markdown", "cmarkgfm"])
@pytest.mark.parametrize(
    ("title", "body", "message"),
    [
        (
            "A\\x0bB", "Words.",
            "2: holds the control character U+000B, written as an escape; delete it "
            "[control-character]",
        ),
        (
            "A", "Words.\n\nMore &#11; here.",
            "10: holds the control character U+000B by its number ('&#11;'); delete it [control-character]",
        ),
        (
            "A", "&#x1F;0&#x1F;",
            "8: holds the control character U+001F by its number ('&#x1F;'); delete it [control-character]",
        ),
        (
            "A", "[x](https://x.example/&#xFFFE;)",
            "8: holds the control character U+FFFE by its number ('&#xFFFE;'); delete it [control-character]",
        ),
    ],
    ids=["header", "text", "gap", "address"],
)  # fmt: skip
def test_what_xml_cannot_hold_is_refused_in_every_spelling(
    site: Path,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    engine: str,
    title: str,
    body: str,
    message: str,
) -> None:
    monkeypatch.setenv("HUB_MARKDOWN_ENGINE", engine)
    write_post(site / "content", "2020/x.md", title, body=body)

    assert first(build) == f"content/posts/2020/x.md:{message}"


def test_such_a_reference_in_code_is_only_text(site: Path, build: Build) -> None:
    write_post(site / "content", "2020/x.md", "X", body="Write `&#11;` so.")

    files = build()

    assert build.code == 0, build.said
    assert b"<code>&amp;#11;</code>" in files["blog/2024/x/index.html"]


def test_a_post_page_shows_its_notes_above_the_text(site: Path, build: Build) -> None:
    more = "content_note: About loss.\nsponsor: none\n" + UPDATE.format("2025-01-02", "correction")
    more += TEXTS
    write_post(site / "content", "2020/x.md", "X", more=more)

    page = build()["blog/2024/x/index.html"].decode()

    notes = [
        "<strong>Content note:</strong> About loss.</p>",
        '<p class="correction"><strong>Correction, 2 January 2025:</strong> It changed. '
        "This was wrong: It was so. This is right: It is so. (Ann Example)</p>",
        "Some words.",
        "<dt>Sponsor</dt><dd>none declared</dd>",
    ]
    places = [page.index(note) for note in notes]
    assert places == sorted(places)
