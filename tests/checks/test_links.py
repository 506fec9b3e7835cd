"""Links side by side: own addresses, hidden addresses, names in two Unicode forms; their places."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path

import pytest

from plugins.checks.catalogue import is_advice
from plugins.pipeline.load import survey
from tests.conftest import write_post

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)
HUB = "https://hub.example/safety"


def said(site: Path, siteurl: str = HUB) -> list[str]:
    """Return every error of a project, with line and column."""
    override = {
        "PATH": str(site / "content"),
        "OUTPUT_PATH": str(site / "output"),
        "THEME": str(site / "theme"),
        "SITEURL": siteurl,
    }
    found = survey(site / "pelicanconf.py", override, NOW).findings
    return [
        f"{each.path}:{each.line}:{each.column} {each.message}; {each.hint} [{each.check_id}]"
        for each in sorted(found)
        if not is_advice(each.check_id)
    ]


LOCAL = "links to '{}', which only this computer can open; write '{}' [own-address]"
WHOLE = "links to '{}', the whole address of a page of this hub; write '{}' [own-address]"


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("http://127.0.0.1:8000/blog/2021/one/", LOCAL.format("http://127.0.0.1:8000/blog/2021/one/", "../2021/one.md")),
        ("http://localhost:8000/topics/culture/", LOCAL.format("http://localhost:8000/topics/culture/", "../../topics/culture.md")),
        ("http://0.0.0.0/blog/2021/two#a-heading", LOCAL.format("http://0.0.0.0/blog/2021/two#a-heading", "../2021/two.md#a-heading")),
        (f"{HUB}/about/", WHOLE.format(f"{HUB}/about/", "../../pages/about.md")),
        ("https://www.hub.example/safety/blog/2021/one/", WHOLE.format("https://www.hub.example/safety/blog/2021/one/", "../2021/one.md")),
        (f"{HUB}/topics/", WHOLE.format(f"{HUB}/topics/", "/topics/")),
        (f"{HUB}/images/ward.svg", WHOLE.format(f"{HUB}/images/ward.svg", "/images/ward.svg")),
        (f"{HUB}/blog/2021/oen/", "links to '/blog/2021/oen/', which is not there; did you mean '/blog/2021/one/'? [broken-link]"),
        ("http://127.0.0.1:8000/nowhere/at/all/", "links to '/nowhere/at/all/', which is not there; look at the address, or link to the file, such as ../2020/name.md [broken-link]"),
    ],
)  # fmt: skip
def test_an_address_of_the_hub_itself_is_a_link_within_it(
    site: Path, address: str, message: str
) -> None:
    write_post(site / "content", "2024/new.md", "New", body=f"Some words, and [a page]({address}).")

    assert said(site) == [f"posts/2024/new.md:8:{len('Some words, and [a page](') + 1} {message}"]


def test_another_site_is_left_alone(site: Path) -> None:
    body = "See [it](https://other.example/blog/2021/one/) and <https://example.org>."
    write_post(site / "content", "2024/new.md", "New", body=body)

    assert said(site) == []


@pytest.mark.parametrize(
    ("body", "column"),
    [
        ("It comes at /blog/2031/hidden/ soon.", 14),
        ("Look at `https://hub.example/safety/blog/2031/hidden/`", 37),
        ("See [/blog/2031/hidden/](../2021/one.md).", 7),
    ],
)
def test_a_text_may_not_name_the_address_of_a_hidden_post(
    site: Path, body: str, column: int
) -> None:
    write_post(site / "content", "2031/hidden.md", "Hidden", "2031-01-01")
    write_post(site / "content", "2024/new.md", "New", body=f"Some words.\n\n{body}")

    found = [line for line in said(site) if "hidden-address" in line]

    assert found == [
        f"posts/2024/new.md:10:{column} names '/blog/2031/hidden/', the address of a post that is "
        "not public (posts/2031/hidden.md); delete the address, or publish that post first "
        "[hidden-address]"
    ]


def test_a_link_to_it_is_told_once(site: Path) -> None:
    write_post(site / "content", "2031/hidden.md", "Hidden", "2031-01-01")
    body = f"Some words.\n\nLook at {HUB}/blog/2031/hidden/ then."
    write_post(site / "content", "2024/new.md", "New", body=body)

    assert said(site) == [
        "posts/2024/new.md:10:9 links to posts/2031/hidden.md, which appears on 2031-01-01; "
        "delete the link, or publish that post first [hidden-target]"
    ]


def test_a_summary_may_not_name_it_either_and_a_draft_may(site: Path) -> None:
    write_post(site / "content", "2031/hidden.md", "Hidden", "2031-01-01")
    more = "learning_point: Read /blog/2031/hidden/ then.\n"
    write_post(site / "content", "2024/new.md", "New", more=more)
    write_post(
        site / "content", "2024/draft.md", "D", more="status: draft\n", body="/blog/2031/hidden/"
    )

    assert [line.partition(" ")[0] for line in said(site)] == ["posts/2024/new.md:7:23"]


def test_a_name_in_another_unicode_form_is_told(site: Path) -> None:
    name = unicodedata.normalize("NFD", "café")
    write_post(site / "content", f"2024/{name}.md", "Cafe", more="slug: cafe\n")
    written = unicodedata.normalize("NFC", "café")
    write_post(site / "content", "2024/new.md", "New", body=f"See [it]({written}.md) there.")

    assert said(site) == [
        f"posts/2024/new.md:8:10 links to 'posts/2024/{written}.md'; the name of that file stores an "
        "accent in another way; rename the file and the link without accents, such as 'cafe.md' "
        "[broken-link]"
    ]


@pytest.mark.parametrize("body", ["", "<!-- to come -->", "\n\n", "&nbsp;"])
def test_a_post_without_words_is_told(site: Path, body: str) -> None:
    write_post(site / "content", "2024/new.md", "New", body=body)

    assert said(site) == [
        "posts/2024/new.md:8:0 has no words; write them below the header; a comment is for editors "
        "only [no-words]"
    ]


@pytest.mark.parametrize("body", ["![A ward](../../images/ward.svg)", "{fig:slips-2021}", "One."])
def test_a_picture_or_a_figure_is_a_text(site: Path, body: str) -> None:
    write_post(site / "content", "2024/new.md", "New", body=body)

    assert said(site) == []


@pytest.mark.parametrize(
    "note",
    [
        "## Correction (14 March 2025)", "Update: 14/03/2025", "**Update, 14th March 2025:** more.",
        "### Updated 2025-03-14", "*Correction, March 14, 2025.*", "Edited 14 Mar 2025: more.",
    ],
)  # fmt: skip
def test_a_dated_note_in_any_form_asks_for_its_update(site: Path, note: str) -> None:
    write_post(site / "content", "2024/new.md", "New", body=f"Some words.\n\n{note}\n\nMore.")

    assert [line.partition(" ")[2] for line in said(site)] == [
        "holds a note of 2025-03-14, of which the header says nothing; add 'updates:' with "
        "'date: 2025-03-14', a kind and 'what:' [dated-note]"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Updates since 2019 were many.", "Note: in 2020 they said so.",
        "Updated guidance was published on 14 March 2025 by the office, and more was to come.",
    ],
)  # fmt: skip
def test_a_sentence_is_no_dated_note(site: Path, words: str) -> None:
    write_post(site / "content", "2024/new.md", "New", body=words)

    assert said(site) == []
