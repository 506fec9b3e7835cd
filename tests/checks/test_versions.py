"""Translations: in a language of their own, of an original that readers can see."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.check import check
from tests.conftest import Build, write_post

OF_THREE = "lang: cy\ntranslation_of: posts/2022/three.md\n"
CY = "posts/2024/tri.md"


def write(site: Path, more: str, name: str = "2024/tri.md", **changes: str) -> None:
    write_post(site / "content", name, "Tabledi mwy diogel", more=more, **changes)


def said(build: Build) -> list[str]:
    build()
    assert build.code == 1, build.said
    return [line.removeprefix("content/") for line in build.said[0].split("\n")[:-1]]


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("lang: Welsh\n", "lang is not the tag of a language ('Welsh'); write cy [language-tag]"),
        ("lang: en_UK\n", "lang is not the tag of a language ('en_UK'); write en-GB [language-tag]"),
        ("lang: Klingon\n", "lang is not the tag of a language ('Klingon'); write its tag, such as cy for Welsh or gd for Gaelic [language-tag]"),
        ("language: Welsh\n", "unknown field 'language'; write lang: cy [unknown-field]"),
        ("translation_of: posts/2022/thre.md\n", "translation_of names 'posts/2022/thre.md', which is not there; did you mean 'posts/2022/three.md'? [broken-link]"),
        ("translation_of: pages/about.md\n", "translation_of names 'pages/about.md', which is not there; write one of: posts/2021/one.md, posts/2021/two.md, posts/2022/three.md, posts/2023/more-1.md, posts/2023/more-2.md, posts/2023/more-3.md, posts/2023/more-4.md, posts/2023/more-5.md [broken-link]"),
        ("translation_of: posts/2024/tri.md\n", "translation_of names the text itself; name the text that it translates, or delete the line [translation]"),
        ("translation_of: posts/2022/three.md\n", "is in English, as 'posts/2022/three.md' is, which it translates; write the language of this text, such as lang: cy, or delete 'translation_of' [translation]"),
        ("lang: en\ntranslation_of: posts/2022/three.md\n", "is in English, as 'posts/2022/three.md' is, which it translates; write the language of this text, such as lang: cy, or delete 'translation_of' [translation]"),
    ],
)  # fmt: skip
def test_what_cannot_stand_as_a_translation_is_refused(
    site: Path, build: Build, more: str, message: str
) -> None:
    write(site, more)

    (line,) = said(build)

    place, _, told = line.partition(": ")
    number = 7 + more.rstrip("\n").count("\n")
    assert (place, told) == (f"{CY}:{number}", message)


def test_a_translation_of_a_translation_is_refused(site: Path, build: Build) -> None:
    write(site, OF_THREE)
    write(site, f"lang: ga\ntranslation_of: {CY}\n", "2024/tri-ga.md")

    assert said(build) == [
        f"posts/2024/tri-ga.md:8: translation_of names '{CY}', which is a translation itself; "
        "write translation_of: posts/2022/three.md [translation]"
    ]


def test_two_translations_in_one_language_are_refused(site: Path, build: Build) -> None:
    write(site, OF_THREE)
    write(site, OF_THREE, "2024/tri-eto.md")
    write(site, OF_THREE.replace("cy", "gd"), "2024/a-tri.md")

    assert said(build) == [
        f"{CY}:8: translates 'posts/2022/three.md' into Welsh, and so does posts/2024/tri-eto.md; "
        "keep one of them, or mend 'lang' in the other [translation]"
    ]


@pytest.mark.parametrize(
    ("more", "date", "message"),
    [
        ("status: draft\n", "2024-01-01", "is a draft; let this post be a draft until that one is public [hidden-target]"),
        ("status: withdrawn\nwithdrawn: 2024-05-01\n", "2024-01-01", "was withdrawn; write 'status: withdrawn' here too, or delete 'translation_of' [hidden-target]"),
        ("", "2031-01-01", "appears on 2031-01-01; let this post be a draft until that one is public [hidden-target]"),
    ],
)  # fmt: skip
def test_a_translation_of_what_nobody_sees_is_refused(
    site: Path, build: Build, more: str, date: str, message: str
) -> None:
    write(site, "lang: cy\ntranslation_of: posts/2024/first.md\n")
    write_post(site / "content", "2024/first.md", "First of all", date, more=more)

    expected = f"{CY}:8: translation_of names 'posts/2024/first.md', which {message}"
    assert said(build) == [expected]


def test_a_draft_may_translate_a_draft_and_a_later_post_a_later_one(
    site: Path, build: Build
) -> None:
    write(site, "status: draft\nlang: cy\ntranslation_of: posts/2024/first.md\n")
    write_post(site / "content", "2024/first.md", "First of all", more="status: draft\n")
    more = "lang: cy\ntranslation_of: posts/2031/later.md\n"
    write(site, more, "2031/wedyn.md", date="2031-02-01")
    write_post(site / "content", "2031/later.md", "Later on", "2031-01-31")

    build()

    assert build.code == 0, build.said


def test_a_translation_ends_with_the_consent_to_the_story(site: Path, build: Build) -> None:
    story = (
        "kind: story\nconsent: {holder: The office, date: 2024-01-01, scope: All of it., "
        "expires: 2025-01-01}\n"
    )
    write_post(site / "content", "2024/first.md", "A story told", more=story)
    write(site, "lang: cy\ntranslation_of: posts/2024/first.md\n")

    before = build(now="2024-12-31")
    after = build(now="2025-01-01")

    assert build.code == 0, build.said
    name = "blog/2024/tri/index.html"
    assert b"Tabledi" in before[name]
    assert b"Tabledi" not in after[name]


def test_a_page_translates_a_page(site: Path, build: Build) -> None:
    path = site / "content/pages/ynghylch.md"
    header = (
        "---\ntitle: Ynghylch\nsummary: Beth yw hyn.\nlang: cy\ntranslation_of: {}\n---\nGair.\n"
    )
    path.write_text(header.format("pages/abuot.md"), encoding="utf-8")
    assert said(build) == [
        "pages/ynghylch.md:5: translation_of names 'pages/abuot.md', which is not there; "
        "did you mean 'pages/about.md'? [broken-link]"
    ]

    path.write_text(header.format("pages/about.md"), encoding="utf-8")
    build()
    assert build.code == 0, build.said


def advice(site: Path) -> str:
    given: dict[str, object] = {"content": str(site / "content"), "output": None, "siteurl": None, "explain": None,
             "exceptions": False, "format": "text", "now": "2026-06-01T12:00", "paths": []}  # fmt: skip
    said: list[str] = []
    check(site, Namespace(**given), said.append)
    return "\n".join(said)


HARD = "Suicide is what the committee of the CQX commits. "
ENGLISH_ONLY = ("reading-ease", "wording", "abbreviation", "content-note", "link-text", "spelling")


def test_what_is_for_english_alone_does_not_look_at_another_language(site: Path) -> None:
    text = "Institutional interoperability characteristically necessitates prioritisation. " * 40
    body = f"{text}\n\n{HARD}The elderly langauge recieve it: [here](https://example.org/).\n"
    body += (
        "\nToday is the ninth World Patient Safety Day. It cost 12,34 pounds.\n\n#### Too deep\n"
    )
    write_post(site / "content", "2024/hard.md", "A hard one", more="lang: en\n", body=body)
    english = advice(site)
    assert all(f"[{name}]" in english for name in ENGLISH_ONLY), english
    assert "[event-number]" in english
    assert "[number-format]" in english

    write_post(site / "content", "2024/hard.md", "A hard one", more="lang: pl\n", body=body)
    other = advice(site)

    lines = [line for line in other.split("\n") if "2024/hard.md" in line]
    assert [line.rpartition("[")[2] for line in lines] == ["heading-skip]"]


def test_what_is_still_to_be_written_is_told_in_every_language(site: Path, build: Build) -> None:
    write(site, "lang: cy\n", body="TODO: a figure")

    (line,) = said(build)
    assert line.endswith("[published-gap]")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("posts/2022/thre.md", "evidence names 'posts/2022/thre.md', which is not there; did you mean 'posts/2022/three.md'? [broken-link]"),
        ("pages/about.md", "evidence names 'pages/about.md', which is not there; write one of: posts/2021/one.md, posts/2021/two.md, posts/2022/three.md, posts/2023/more-1.md, posts/2023/more-2.md, posts/2023/more-3.md, posts/2023/more-4.md, posts/2023/more-5.md [broken-link]"),
        (CY, "evidence names the post itself; name another post [format-place]"),
        ("posts/2024/plan.md", "evidence names 'posts/2024/plan.md', which is a draft; delete it, or publish that post first [hidden-target]"),
    ],
)  # fmt: skip
def test_the_evidence_behind_a_story_is_what_readers_can_see(
    site: Path, build: Build, name: str, message: str
) -> None:
    if "plan" in name:
        write_post(site / "content", "2024/plan.md", "Plan", more="status: draft\n")
    write(site, f"evidence: [{name}]\n")
    (line,) = said(build)
    assert line.partition(": ")[2].replace(", posts/2024/tri.md", "") == message
