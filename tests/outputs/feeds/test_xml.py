"""RSS and Atom: each weak spot of feedgen, and every kind of text."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from typing import Any

import pytest
from lxml import etree

from plugins.audit.feeds import faults, read
from plugins.outputs.feeds.entries import Entry, Person
from plugins.outputs.feeds.render import Press
from tests.support.examples import on
from tests.support.feed_examples import a_head, a_media, an_entry

ATOM = "{http://www.w3.org/2005/Atom}"
FORMS = ("rss", "atom", "json")


def rendered(form: str, entries: Sequence[Entry], whole: bool = True, **head: Any) -> bytes:
    return Press().render(form, a_head(**head), entries, whole)


def check(form: str, entries: Sequence[Entry], **head: Any) -> bytes:
    content = rendered(form, entries, **head)
    assert list(faults(f"x.{form}", content)) == []
    return content


def links_of(element: Any) -> list[dict[str, str]]:
    return [dict(link.attrib) for link in element.findall(f"{ATOM}link")]


def test_an_atom_enclosure_is_not_a_second_alternate() -> None:
    feed = etree.fromstring(check("atom", [an_entry(image=a_media())]))

    assert links_of(feed.find(f"{ATOM}entry")) == [
        {"href": "https://example.org/hub/blog/2021/post-1/", "rel": "alternate", "type": "text/html"},
        {
            "href": "https://example.org/hub/images/a.png", "rel": "enclosure", "type": "image/png",
            "length": "4821",
        },
    ]  # fmt: skip


def test_the_link_of_an_rss_channel_is_its_page() -> None:
    root = etree.fromstring(check("rss", [an_entry()]))

    assert [each.text for each in root.iterfind("channel/link")] == ["https://example.org/hub/"]


def test_hub_and_archive_links_stand_in_rss_too() -> None:
    more: dict[str, Any] = {
        "hub": "https://hub.example/", "current": "https://example.org/c", "older": "https://example.org/o",
        "newer": "https://example.org/n",
    }  # fmt: skip

    for form in ("rss", "atom"):
        root = etree.fromstring(rendered(form, [an_entry()], **more))
        holder = root.find("channel") if form == "rss" else root
        links = {link["rel"]: link["href"] for link in links_of(holder)}
        assert (links["hub"], links["current"]) == (more["hub"], more["current"])
        assert (links["prev-archive"], links["next-archive"]) == (more["older"], more["newer"])
        assert holder.find("{http://purl.org/syndication/history/1.0}archive") is not None


def test_content_is_html_and_no_section_of_its_own_kind() -> None:
    """CDATA is invalid as a type of Atom, and xhtml breaks on a bare ampersand."""
    content = check("atom", [an_entry(lead="<p>Q&A & ]]> more</p>")])

    (element,) = etree.fromstring(content).iter(f"{ATOM}content")
    assert (element.get("type"), element.text) == ("html", "<p>Q&A & ]]> more</p>")


@pytest.mark.parametrize("form", FORMS)
def test_what_xml_cannot_hold_never_reaches_a_feed(form: str) -> None:
    bad = "a\x0bb\x00c\ufffed\ud800e"

    content = check(form, [an_entry(title=bad, summary=bad, lead=f"<p>{bad}</p>")], title=bad)

    (item,) = read(f"x.{form}", content).items
    assert (item.title, item.summary, item.content) == ("abcde", "abcde", "<p>abcde</p>")


@pytest.mark.parametrize("form", FORMS)
def test_items_come_in_the_order_given(form: str) -> None:
    content = check(form, [an_entry(n) for n in range(1, 6)])

    assert [item.title for item in read(f"x.{form}", content).items] == [
        f"Post {n}" for n in range(1, 6)
    ]


@pytest.mark.parametrize("form", FORMS)
def test_no_date_but_those_given_is_in_a_feed(form: str) -> None:
    first = rendered(form, [an_entry()])
    time.sleep(1.1)  # feedgen stamps whole seconds

    assert rendered(form, [an_entry()]) == first
    assert str(dt.datetime.now(dt.UTC).year).encode() not in first


def test_an_id_is_no_permalink() -> None:
    root = etree.fromstring(check("rss", [an_entry()]))

    assert [dict(guid.attrib) for guid in root.iter("guid")] == [{"isPermaLink": "false"}]


@pytest.mark.parametrize("form", FORMS)
def test_every_item_has_a_summary_beside_its_text(form: str) -> None:
    (item,) = read(f"x.{form}", check(form, [an_entry()])).items

    assert (item.summary, item.content) == ("What it says.", "<p>Words.</p>")


def test_an_atom_feed_says_what_its_addresses_start_from() -> None:
    feed = etree.fromstring(check("atom", [an_entry()]))

    assert feed.get("{http://www.w3.org/XML/1998/namespace}base") == "https://example.org/hub/"


@pytest.mark.parametrize("form", ["rss", "atom"])
def test_the_generator_is_ours(form: str) -> None:
    content = rendered(form, [an_entry()])

    assert b"<generator>patient-safety-hub engine</generator>" in content
    assert b"python-feedgen" not in content


TEXTS = [
    "]]>", "a & b", "<b>bold</b>", "&amp;lt;", "“quotes” 'and' \"more\"", "🩺 emoji", "\U00010348",
    "مرحبا بالعالم", "e\u0301", "x" * 300, "a  b",
]  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_text_comes_through(form: str, text: str) -> None:
    person = Person(name=text, url="https://example.org/hub/authors/x/")
    entry = an_entry(title=text, summary=text, authors=(person,), categories=(text,))

    found = read(f"x.{form}", check(form, [entry], title=text, description=text))

    (item,) = found.items
    assert (item.title, item.summary, item.authors, item.categories) == (
        text, text, (text,), (text,)
    )  # fmt: skip
    assert (found.title, found.description) == (text, text)


@pytest.mark.parametrize("form", FORMS)
def test_all_authors_are_named(form: str) -> None:
    people = tuple(
        Person(name=f'Dr "A" O’{n}', url=f"https://example.org/hub/authors/{n}/")
        for n in range(200)
    )

    (item,) = read(f"x.{form}", check(form, [an_entry(authors=people)])).items

    assert item.authors == tuple(person.name for person in people)


@pytest.mark.parametrize("form", FORMS)
def test_a_post_without_body_is_no_empty_item(form: str) -> None:
    (item,) = read(f"x.{form}", check(form, [an_entry(lead="", summary="A & b")])).items

    assert item.content == "<p>A &amp; b</p>"


@pytest.mark.parametrize("form", FORMS)
def test_an_update_moves_the_second_date_only(form: str) -> None:
    entry = an_entry(updated=on(2026, 1, 2))

    (item,) = read(f"x.{form}", check(form, [entry])).items

    assert (item.published, item.updated) == (on(2021, 12, 15), on(2026, 1, 2))


@pytest.mark.parametrize("form", FORMS)
def test_an_item_without_text_keeps_its_summary(form: str) -> None:
    content = rendered(form, [an_entry()], whole=False)

    assert list(faults(f"x.{form}", content)) == []
    (item,) = read(f"x.{form}", content).items
    assert (item.summary, item.content) == ("What it says.", "")


@pytest.mark.parametrize("form", FORMS)
def test_an_item_is_the_same_in_every_document(form: str) -> None:
    press = Press()
    entries = [an_entry(n) for n in (1, 2)]

    alone = press.render(form, a_head(), entries[:1], True)
    again = press.render(form, a_head(), entries, True)
    short = press.render(form, a_head(), entries, False)

    assert alone == Press().render(form, a_head(), entries[:1], True)
    assert again == Press().render(form, a_head(), entries, True)
    assert short == Press().render(form, a_head(), entries, False)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("rss", "<dc:source>https://example.com/a?b=1&amp;c=2</dc:source>"),
        ("atom", '<link rel="via" href="https://example.com/a?b=1&amp;c=2"/>'),
        ("json", '"external_url":"https://example.com/a?b=1&c=2"'),
    ],
)
def test_every_format_says_where_a_post_was_published_first(form: str, said: str) -> None:
    content = check(form, [an_entry(first="https://example.com/a?b=1&c=2")])

    assert said in content.decode()
    assert said.partition("https")[0] not in check(form, [an_entry()]).decode()
