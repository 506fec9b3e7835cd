"""Fields of other systems: each is answered by the line to write here, and read by the importer."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest

from plugins.content.front_matter import parse
from plugins.content.schema.foreign_fields import (
    NAMES,
    STATUSES,
    hint_for,
    normal,
    our_status,
    theirs,
)
from plugins.content.schema.headers import HEADERS
from plugins.content.schema.model import Model, fields_of
from plugins.content.schema.page_header import PageHeader
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.records.source_header import SourceHeader
from plugins.content.schema.topic_header import TopicHeader
from plugins.content.schema.validate import checked
from plugins.importer.found import Found
from plugins.importer.sources.front_matter import posts_in_markdown
from plugins.importer.sources.site_config import Site

STATUS = "a post is public unless its status says otherwise; delete the line"
PLACE = "the folder of a file says what it is; delete the line"
NOTHING = "nothing here answers to it; delete the line"
SLUG = "for the rest of an address follows from the date"
LANGUAGE = "the language is a setting of the site (DEFAULT_LANG); delete the line"
UPDATES = "write what changed below 'updates:', with date, kind and what"
ONE_OF = "write one of: " + ", ".join(sorted(PostHeader.model_fields)[:12]) + ", ..."

LINES = [
    # Jekyll
    ("published: false", "write status: draft"),
    ("published: true", STATUS),
    ("published: 1 May 2024", "write date: 2024-05-01"),
    ("layout: post", PLACE),
    ("permalink: /2024/05/clear-labels.html", f"write slug: clear-labels, {SLUG}"),
    ("categories: safety news", "write topics: [safety-news]"),
    ("categories: [Patient safety, News]", "write topics: [patient-safety, news]"),
    ("excerpt: What one ward changed.", "write summary: What one ward changed."),
    ("redirect_from: /old/place/", "write aliases: [/old/place/]"),
    # Hugo
    ("draft: true", "write status: draft"),
    ("draft: false", STATUS),
    ("publishDate: 2024-05-01T09:00:00+01:00", "write date: 2024-05-01T09:00"),
    ("expiryDate: 2025-05-01", "no post ends by itself; write status: withdrawn when its day has come"),
    ("lastmod: 2024-06-01", UPDATES),
    ("description: What one ward changed", "write summary: What one ward changed"),
    ("featureImage: /img/ward.jpg", "write image: {src: images/ward.jpg, alt: \"what the picture shows\"}"),
    ("weight: 3", NOTHING),
    # Pelican
    ("category: Safety", "write topics: [safety]"),
    ("tags: safety, medicines", "write topics: [safety, medicines]"),
    ("author: Nell Marsh", "write authors: [nell-marsh]"),
    ("modified: 2024-06-01", UPDATES),
    ("language: Welsh", "write lang: cy"),
    ("save_as: labels.html", f"write slug: labels, {SLUG}"),
    ("series_index: 2", "write part: 2"),
    # WordPress
    ("post_title: Clear labels", "write title: Clear labels"),
    ("post_date: 2024-05-01 09:00:00", "write date: 2024-05-01T09:00"),
    ("post_status: private", "write status: draft"),
    ("post_status: publish", "write status: published"),
    ("post_type: post", PLACE),
    ("comment_status: open", NOTHING),
    ("guid: https://old.example/?p=7", "write id: https://old.example/?p=7"),
    ("post_excerpt: \"Why: labels\"", 'write summary: "Why: labels"'),
    # Ghost
    ("visibility: members", "write status: draft"),
    ("custom_excerpt: Words.", "write summary: Words."),
    ("feature_image: https://old.example/a/b.png?x=1", "write image: {src: images/b.png, alt: \"what the picture shows\"}"),
    ("feature_image_alt: A ward", "write it below 'image:', as 'alt:'"),
    ("featured: true", NOTHING),
    ("primary_tag: Safety", "write topics: [safety]"),
    ("published_at: 2024-05-01T08:00:00.000Z", "write date: 2024-05-01T09:00"),
    ("canonical_url: https://old.example/a/", 'write canonical: "https://old.example/a/"'),
    # Eleventy
    ("eleventyExcludeFromCollections: true", "write status: draft"),
    ("eleventyNavigation:\n  key: A", NOTHING),
    ("templateEngineOverride: md", ""),
    # Nikola
    ("type: text", PLACE),
    ("hidetitle: true", ""),
    ("previewimage: /images/a.png", "write image: {src: images/a.png, alt: \"what the picture shows\"}"),
    ("link: https://old.example/labels/", f"write slug: labels, {SLUG}"),
    # what people write by themselves
    ("headline: Clear labels", "write title: Clear labels"),
    ("byline: Nell Marsh; Idris Fenwick", "write authors: [nell-marsh, idris-fenwick]"),
    ("keywords: [safety]", "write topics: [safety]"),
    ("content_warning: Speaks of death.", "write content_note: Speaks of death."),
    ("hidden: yes", "write status: draft"),
    # likeness by letters: only of one kind of value
    ("sumary: Words", "did you mean 'summary'?"),
    ("titel: Words", "did you mean 'title'?"),
    ("topcs: [a]", "did you mean 'topics'?"),
    ("topcs: true", ONE_OF),
    ("datum: true", ONE_OF),
    ("gon: true", "did you mean 'gone'?"),
    ("gon: [a]", ONE_OF),
    ("imag: {src: a}", "did you mean 'image'?"),
    ("imag: [a]", ONE_OF),
    ("parts: [a, b]", ONE_OF),
]  # fmt: skip


def said_of(line: str, model: type[Model] = PostHeader) -> str:
    header, problems = parse("x.md", f"---\n{line}\n---\n")
    assert problems == []
    (found,) = [
        each for each in checked("x.md", header, model)[1] if each.check_id == "unknown-field"
    ]
    name = line.partition(":")[0]
    assert found.message == f"unknown field '{name}'"
    return found.hint


@pytest.mark.parametrize(("line", "hint"), LINES, ids=[line for line, _ in LINES])
def test_a_field_of_another_system_is_answered_by_the_line_to_write(line: str, hint: str) -> None:
    assert said_of(line) == (hint or ONE_OF)


@pytest.mark.parametrize(
    ("line", "model", "hint"),
    [
        ("title: Falls", TopicHeader, "write name: Falls"),
        ("summary: On falls", TopicHeader, "write description: On falls"),
        ("weight: 5", PageHeader, "write order: 5"),
        ("menu_order: 5", PageHeader, "write order: 5"),
        ("description: On us", PageHeader, "write summary: On us"),
        ("author: Marsh", SourceHeader, "write authors: [marsh]"),
        ("journal: A journal", SourceHeader, "write container: A journal"),
        ("link: https://example.org/", SourceHeader, 'write url: "https://example.org/"'),
    ],
)
def test_the_table_knows_what_each_kind_of_file_may_say(
    line: str, model: type[Model], hint: str
) -> None:
    assert said_of(line, model) == hint


@pytest.mark.parametrize("word", [*STATUSES])
def test_a_state_of_another_system_is_one_of_ours(word: str) -> None:
    header, _ = parse("x.md", f"---\nstatus: {word}\n---\n")

    (found,) = [
        each for each in checked("x.md", header, PostHeader)[1] if each.check_id == "unknown-status"
    ]
    assert found.hint == f"did you mean '{our_status(word)}'?"


def test_every_line_of_the_table_leads_to_a_field_that_is_there() -> None:
    known = {name for model in HEADERS.values() for name in fields_of(model)}

    assert NAMES.keys() <= known
    for names in NAMES.values():
        assert [name for name in names.split() if name != normal(name)] == []


def test_no_field_of_ours_is_taken_for_one_of_another_system() -> None:
    for model in HEADERS.values():
        for name in fields_of(model):
            header, _ = parse("x.md", f"---\n{name}: x\n---\n")
            found = checked("x.md", header, model)[1]
            assert [each for each in found if each.check_id == "unknown-field"] == []


# -- The importer reads the same table


def imported(fields: str) -> Found:
    (found,) = posts_in_markdown(
        "posts/labels.md",
        f"---\n{fields}\n---\nThese words are enough for a post, and here are some more of them.\n",
        True,
        Site(),
    )
    assert isinstance(found, Found)
    return found


@pytest.mark.parametrize(
    "name", ["date", "publishDate", "post_date", "published_at", "created", "date-published"]
)
def test_the_importer_reads_dates_by_every_name_of_the_table(name: str) -> None:
    assert imported(f"title: A\n{name}: 2024-05-01").date == "2024-05-01"


@pytest.mark.parametrize(
    ("fields", "hidden"),
    [("draft: true", True), ("draft: false", False), ("published: false", True), ("hidden: true", True),
     ("post_status: private", True), ("visibility: public", False), ("published: 2024-05-01", False)],
)  # fmt: skip
def test_the_importer_makes_a_draft_of_what_was_not_public(fields: str, hidden: bool) -> None:
    found = imported(f"title: A\ndate: 2024-05-01\n{fields}")

    assert bool(found.closed) is hidden


def test_the_importer_takes_the_surest_name_first() -> None:
    found = imported(
        "title: A\ndate: 2024-05-01\nexcerpt: E.\nsummary: S.\nwriter: Nell Marsh\n"
        "keywords: [safety]\nfeature_image: b.png\nredirect_from: /old/"
    )

    assert found.summary == "S."
    assert [each.text for each in found.authors] == ["Nell Marsh"]
    assert [(each.text, each.sure) for each in found.categories] == [("safety", False)]
    assert found.picture is not None
    assert PurePosixPath(found.picture.address).name == "b.png"
    assert found.addresses == ["/old/"]
    assert theirs("summary", ["excerpt", "Summary", "x"]) == ["Summary", "excerpt"]


def test_a_name_that_nobody_knows_has_no_hint_of_the_table() -> None:
    assert [
        name for name in ("colour", "foo", "rota") if hint_for(name, "x", PostHeader.model_fields)
    ] == []


def test_what_has_no_language_of_its_own_is_in_that_of_the_site() -> None:
    assert hint_for("lang", "en", fields_of(HEADERS["topic"])) == LANGUAGE
