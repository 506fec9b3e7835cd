"""The listing: every public post with its fields, and a schema that says the same."""

from __future__ import annotations

import json
from typing import Any

from plugins.model.post import Review
from plugins.outputs.listing import listing_documents
from tests.support.examples import a_library, a_picture, a_post, an_author, an_update, on


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
        applies_to=("England", "Wales"), discussion="https://example.com/talk/",
        sponsor="A charity", interests="none", review_by=on(2023, 1, 5),
        reviewed=Review(date=on(2022, 1, 5), by="ann"),
        updates=(
            an_update(kind="correction", what="", wrong="It was five.", right="It is six.", by="Ann"),
            an_update(kind="minor"),
        ),
    )  # fmt: skip

    found, _ = written(a_library([post], authors=[an_author(), an_author(slug="ann", name="Ann")]))

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
                "width": 1200,
                "height": 630,
            },
            "applies_to": ["England", "Wales"],
            "sensitive": ["baby-loss"],
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
            "reviewed": {
                "date": "2022-01-05",
                "by": {"name": "Ann", "url": "https://example.org/hub/authors/ann/"},
            },
            "review_by": "2023-01-05",
            "kind": "post",
            "rules": [],
            "support": [],
            "facts": {},
        }
    ]


def test_the_schema_names_every_field_that_is_there_and_no_other() -> None:
    post = a_post(
        series="2021-in-review", part=1, image=a_picture(), updates=(an_update(),),
        reviewed=Review(date=on(2022, 1, 5), by="ann"),
    )  # fmt: skip

    found, schema = written(a_library([post], authors=[an_author(), an_author(slug="ann")]))

    assert found["$schema"] == schema["$id"] == "https://example.org/hub/index.schema.json"
    assert schema["properties"].keys() == found.keys()
    parts = schema["$defs"]
    (listed,) = found["posts"]
    assert parts["Listed"]["properties"].keys() == listed.keys()
    for name, value in (
        ("Named", listed["authors"][0]), ("Place", listed["series"]), ("Shown", listed["image"]),
        ("Declared", listed["disclosure"]), ("Changed", listed["changes"][0]),
        ("Checked", listed["reviewed"]),
    ):  # fmt: skip
        assert parts[name]["properties"].keys() == value.keys()
        assert set(parts[name]["required"]) == value.keys()


def test_posts_are_listed_newest_first() -> None:
    library = a_library([a_post(title="Old", date=on(2019)), a_post(title="New", date=on(2023))])

    found, _ = written(library)

    assert [post["title"] for post in found["posts"]] == ["New", "Old"]
