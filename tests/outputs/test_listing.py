"""The listing: every public post with its fields, and a schema that says the same."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from typing import Any

import pytest

from plugins.content.schema.model import fields_of, shown_fields
from plugins.content.schema.post_header import PostHeader
from plugins.model.image import Picture
from plugins.model.post import Fact, Format, Post, Reply, Review, Update
from plugins.model.records import Cited, UsedFigure
from plugins.outputs.listing import listing_documents
from tests.support.examples import (
    a_figure,
    a_library,
    a_picture,
    a_post,
    a_response,
    a_rule,
    a_series,
    a_source,
    a_term,
    a_version,
    an_author,
    an_update,
    on,
)

RECORDS: dict[str, Any] = {
    "learning_point": "Ask first.",
    "references": (Cited(key="first-count-2021", backs=("_cite-1-1",)),),
    "figures": (UsedFigure(name="slips-2021", backs=("_use-1-1",)),),
    "terms": ("advocate",),
    "aliases": ("old/place/",),
}
KNOWN: dict[str, Any] = {
    "sources": (a_source(),),
    "figures": (a_figure(),),
    "terms": (a_term(url="/hub/glossary/#advocate"),),
    "rules": (a_rule(a_version(on(2020))),),
}


def written(library: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the listing and its schema."""
    listing, schema = listing_documents(library, "Hub", "en-gb")
    assert [listing.save_as, schema.save_as] == ["index.json", "index.schema.json"]
    return json.loads(listing.render()), json.loads(schema.render())


def test_a_post_is_listed_with_all_that_is_public_of_it() -> None:
    post = a_post(
        series="2021-in-review", part=4, image=a_picture(), content_note="On loss.",
        sensitive=("baby-loss",),
        updated=on(2022, 1, 5), canonical="https://example.com/first/",
        applies_to=("England", "Wales"), audience=("staff",), discussion="https://example.com/talk/",
        sponsor="A charity", interests="none", review_by=on(2023, 1, 5), **RECORDS,
        reviewed=Review(date=on(2022, 1, 5), by="ann"),
        replies=(Reply(named="Example Trust", asked="2021-11-01", due="2021-11-20"),),
        updates=(
            an_update(kind="correction", what="", wrong="It was five.", right="It is six.", by="Ann"),
            an_update(kind="minor"),
        ),
    )  # fmt: skip

    authors = [an_author(), an_author(slug="ann", name="Ann")]
    found, _ = written(a_library([post], authors=authors, responses=(a_response(post),), **KNOWN))

    assert found["version"] == 1
    assert found["name"] == "Hub"
    assert found["url"] == "https://example.org/hub/"
    assert found["posts"] == [
        {
            "id": "tag:example.org,2021:patients-as-partners",
            "url": "https://example.org/hub/blog/2021/patients-as-partners/",
            "title": "Patients as partners",
            "summary": "What changes when patients are asked first.",
            "published": "2021-12-16T00:00:00+00:00",
            "updated": "2022-01-05T00:00:00+00:00",
            "authors": [
                {"name": "Safety Team", "url": "https://example.org/hub/authors/safety-team/"}
            ],
            "topics": [
                {
                    "name": "Patient engagement",
                    "url": "https://example.org/hub/topics/patient-engagement/",
                }
            ],
            "series": {
                "name": "2021 in review",
                "url": "https://example.org/hub/series/2021-in-review/",
                "part": 4,
                "parts": 5,
            },
            "image": {
                "url": "https://example.org/hub/images/ward-round.png",
                "alt": "A ward round, drawn",
                "credit": "Drawn by the project",
                "width": 1200,
                "height": 630,
            },
            "applies_to": ["England", "Wales"],
            "sensitive": ["baby-loss"],
            "audience": ["staff"],
            "content_note": "On loss.",
            "discussion": "https://example.com/talk/",
            "canonical": "https://example.com/first/",
            "disclosure": {"sponsor": "A charity", "funding": "", "interests": "none declared"},
            "changes": [
                {
                    "date": "2022-01-05T00:00:00+00:00",
                    "kind": "correction",
                    "text": "This was wrong: It was five. This is right: It is six.",
                    "by": "Ann",
                }
            ],
            "replies": [
                {
                    "named": "Example Trust",
                    "asked": "2021-11-01",
                    "due": "2021-11-20",
                    "replied": "",
                    "text": "",
                }
            ],
            "responses": [
                {
                    "by": "A reader",
                    "date": "2022-01-04",
                    "url": "https://example.org/hub/blog/2021/patients-as-partners/"
                    "#_response-a-reader",
                }
            ],
            "reviewed": {
                "date": "2022-01-05",
                "by": {"name": "Ann", "url": "https://example.org/hub/authors/ann/"},
            },
            "review_by": "2023-01-05",
            "lang": "en-GB",
            "translations": [],
            "translation_of": "",
            "formats": [],
            "kind": "post",
            "rules": [],
            "support": [],
            "reporting": [],
            "facts": {},
            "learning_point": "Ask first.",
            "evidence": [],
            "sources": [
                {
                    "title": "First count 2021",
                    "publisher": "Example Office",
                    "date": "2021-11",
                    "status": "current",
                    "url": "https://example.org/hub/sources/first-count-2021/",
                    "link": "https://example.org/first-count-2021",
                }
            ],
            "figures": [
                {
                    "value": "1,234",
                    "unit": "slips",
                    "counts": "slips in one ward",
                    "place": "England",
                    "period": "October 2021",
                    "as_of": "2021-10",
                    "url": "https://example.org/hub/figures/#slips-2021",
                }
            ],
            "terms": [{"name": "advocate", "url": "https://example.org/hub/glossary/#advocate"}],
            "aliases": ["https://example.org/hub/old/place/"],
        }
    ]


def test_the_schema_names_every_field_that_is_there_and_no_other() -> None:
    post = a_post(
        series="2021-in-review", part=1, image=a_picture(), updates=(an_update(),),
        reviewed=Review(date=on(2022, 1, 5), by="ann"), **RECORDS,
    )  # fmt: skip

    authors = [an_author(), an_author(slug="ann")]
    found, schema = written(a_library([post], authors=authors, **KNOWN))

    assert found["$schema"] == schema["$id"] == "https://example.org/hub/index.schema.json"
    assert schema["properties"].keys() == found.keys()
    parts = schema["$defs"]
    (listed,) = found["posts"]
    assert parts["Listed"]["properties"].keys() == listed.keys()
    for name, value in (
        ("Named", listed["authors"][0]), ("Place", listed["series"]), ("Shown", listed["image"]),
        ("Declared", listed["disclosure"]), ("Changed", listed["changes"][0]),
        ("Checked", listed["reviewed"]), ("CitedSource", listed["sources"][0]),
        ("GivenFigure", listed["figures"][0]),
    ):  # fmt: skip
        assert parts[name]["properties"].keys() == value.keys()
        assert set(parts[name]["required"]) == value.keys()


def test_posts_are_listed_newest_first() -> None:
    library = a_library([a_post(title="Old", date=on(2019)), a_post(title="New", date=on(2023))])

    found, _ = written(library)

    assert [post["title"] for post in found["posts"]] == ["New", "Old"]


# -- Nothing public is forgotten

# What is not told, and why.
UNTOLD = {
    "document": "a file of the editors",
    "path": "its url says it",
    "slug": "its url says it",
    "status": "all are published",
    "overdue": "it follows from review_by and the day",
    "owner": "for editors",
    "quiet": "of feeds alone",
    "withdrawn": "of posts that are not public",
    "withdrawn_because": "of posts that are not public",
    "replaced_by": "of posts that are not public",
    "ends": "of the consent",
    "gone": "of posts that are not public",
    "mark": "of a preview",
    "body": "the page and the feeds have the text",
    "translation_of": "told with the original, by `translations`",
}
# Fields of a header that no post of the model has: for editors alone, and never told, or told
# among `facts`.
EDITORS = {"consent", "exceptions", "silence", "interview", "consultation"}
# Another value of every field that is told.
OTHER: dict[str, Any] = {
    "url": "/hub/blog/2021/another/",
    "title": "Another",
    "summary": "Another summary.",
    "date": on(2021, 12, 17),
    "authors": ("ann",),
    "topics": ("culture",),
    "series": "2020-in-review",
    "part": 2,
    "image": a_picture(),
    "kind": "story",
    "sensitive": ("death",),
    "content_note": "Another note.",
    "learning_point": "Another point.",
    "evidence": ("posts/2021/patients-as-partners.md",),
    "sponsor": "Another sponsor",
    "funding": "Another fund",
    "interests": "Another interest",
    "facts": (Fact("method", "How", "Another way"),),
    "reviewed": Review(date=on(2022, 2, 2), by="ann"),
    "review_by": on(2024),
    "references": RECORDS["references"],
    "figures": RECORDS["figures"],
    "rules": ("two-checks",),
    "replies": (Reply(named="Example Trust", asked="2022-01-01", due="2022-02-01"),),
    "id": "tag:example.org,2021:another",
    "updated": on(2022, 3, 3),
    "updates": (an_update(),),
    "aliases": ("another/place/",),
    "terms": ("advocate",),
    "support": ("distress",),
    "reporting": ("a-way",),
    "audience": ("staff",),
    "lang": "cy",
    "formats": (Format(kind="bsl", link="https://example.com/film"),),
    "applies_to": ("Wales",),
    "discussion": "https://example.com/another/",
    "canonical": "https://example.com/other/",
}


def test_every_field_of_a_post_is_told_or_is_known_not_to_be() -> None:
    """A field that is added to the model or to the header has to be named here."""
    declared = {each.name for each in fields(Post)}
    header = fields_of(PostHeader).keys() - shown_fields(PostHeader).keys()

    assert declared == OTHER.keys() | UNTOLD.keys()
    assert not OTHER.keys() & UNTOLD.keys()
    assert header - declared == EDITORS


def listed_of(post: Post) -> Any:
    library = a_library(
        [post], authors=[an_author(), an_author(slug="ann")],
        series=[a_series(), a_series(slug="2020-in-review")], **KNOWN,
    )  # fmt: skip
    found, _ = written(library)
    return found["posts"]


PLAIN = a_post(series="2021-in-review", part=1)


@pytest.mark.parametrize("name", sorted(OTHER))
def test_another_value_of_a_field_that_is_told_is_another_listing(name: str) -> None:
    assert listed_of(replace(PLAIN, **{name: OTHER[name]})) != listed_of(PLAIN)


@pytest.mark.parametrize(
    ("name", "value", "untold", "others"),
    [
        (
            "image",
            a_picture(),
            {"type", "length", "alternatives"},
            {"url": "/hub/images/b.png", "alt": "B", "credit": "C", "width": 1, "height": 1},
        ),
        (
            "updates",
            an_update(kind="correction", what="A", wrong="B", right="C", by="D"),
            set(),
            {"date": on(2023), "kind": "major", "what": "X", "wrong": "X", "right": "X", "by": "X"},
        ),
        ("reviewed", Review(date=on(2022), by="ann"), set(), {"date": on(2023), "by": "safety-team"}),
    ],
)  # fmt: skip
def test_so_it_is_with_the_fields_of_a_group(
    name: str, value: Picture | Update | Review, untold: set[str], others: dict[str, Any]
) -> None:
    def told(given: object) -> Any:
        changes: dict[str, Any] = {name: (given,) if name == "updates" else given}
        return listed_of(replace(PLAIN, **changes))

    assert {each.name for each in fields(value)} == untold | others.keys()
    for field, other in others.items():
        assert told(replace(value, **{field: other})) != told(value), field
