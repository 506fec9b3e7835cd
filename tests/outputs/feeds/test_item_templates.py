"""Moulds: a gap that is filled gives what feedgen itself would have written."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from html import escape

from hypothesis import given, settings
from hypothesis import strategies as some
from lxml import etree

from plugins.outputs.feeds.entries import Entry, Media, Person, clean
from plugins.outputs.feeds.item_templates import (
    _ATOM,
    _RSS,
    ATOM_TEXT,
    RSS_TEXT,
    _item,
    _written,
    xml_items,
)
from tests.support.examples import on

TEXTS = some.text(
    some.characters(exclude_categories=["Cs"], exclude_characters="\x00")
    | some.sampled_from("&<>\"'\t\n\r"),
    max_size=30,
)
# An id is never empty, and feedgen takes no other address than a text without spaces at its ends.
NAMES = TEXTS.map(lambda text: f"x{text}x")
ZONES = [dt.UTC, on(2021, 7, 1).tzinfo, dt.timezone(dt.timedelta(hours=-3))]
MOMENTS = some.datetimes(
    dt.datetime(1970, 1, 1),  # noqa: DTZ001 - hypothesis takes the bounds without a zone
    dt.datetime(2099, 1, 1),  # noqa: DTZ001
    timezones=some.sampled_from(ZONES),
)
ENTRIES = some.builds(
    Entry,
    id=NAMES.map(lambda text: "".join(each for each in text if each.isprintable())),
    url=some.just("") | some.just('https://example.org/?a=1&b="2"'),
    first=some.just("") | some.just('https://example.com/?a=1&b="2"'),
    title=NAMES,
    summary=NAMES,
    published=MOMENTS,
    updated=MOMENTS,
    authors=some.lists(
        some.builds(Person, name=NAMES, url=some.just("https://example.org/authors/a&b/")), max_size=3
    ).map(tuple),
    categories=some.lists(NAMES, max_size=3).map(tuple),
    image=some.none()
    | some.builds(
        Media, url=some.just("https://example.org/a&b.png"), alt=TEXTS, type=some.just("image/png"),
        length=some.integers(1, 9_999_999), width=some.just(4), height=some.just(3),
    ),
    lead=some.just(""), body=some.none(), references=some.just(()), figures=some.just(()),
    origin=some.just(""), key=some.just(""),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(ENTRIES)
def test_an_item_is_what_feedgen_writes(entry: Entry) -> None:
    made = _item(entry)
    as_html = _item(replace(entry, summary=escape(clean(entry.summary), quote=False)))

    items = {form: parts.whole(b"textgap").decode() for form, parts in xml_items(entry).items()}

    assert items == {
        "rss": _written(_RSS, as_html.rss_entry()),
        "atom": _written(_ATOM, made.atom_entry()),
    }


@settings(max_examples=50, deadline=None)
@given(ENTRIES)
def test_an_item_is_well_formed(entry: Entry) -> None:
    for form, tag in (("rss", RSS_TEXT), ("atom", ATOM_TEXT)):
        parts = xml_items(entry)[form]

        spaces = "".join(f' xmlns:{name}="{space}"' for name, space in _RSS.nsmap.items())
        etree.fromstring(f"<x{spaces}>{parts.whole(b'words').decode()}</x>")

        assert (parts.opens.decode(), parts.closes.decode()) == tag
