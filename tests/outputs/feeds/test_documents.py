"""Documents: which files a feed has, and what their heads say."""

from __future__ import annotations

from typing import Any

from plugins.model.library import Library
from plugins.outputs.feeds.documents import FeedDocument, Names, documents
from plugins.presentation.views import fingerprint
from tests.support.examples import WORDS, a_library, a_post, a_topic, on, posts_of

NAMES = Names(site="Hub", description="Safer care.", language="en-GB", authority="hub.example")


def by_name(library: Library, **changes: Any) -> dict[str, FeedDocument]:
    names = Names(**{**vars(NAMES), **changes})
    return {
        each.save_as: each
        for each in documents(library, names, WORDS)
        if isinstance(each, FeedDocument)
    }


def test_titles_say_what_each_feed_is() -> None:
    found = by_name(a_library(posts_of(1)))

    assert {name.removesuffix(".rss"): one.head.title for name, one in found.items() if "rss" in name} == {
        "feeds/all": "Hub: all posts",
        "feeds/topics/patient-engagement": "Patient engagement (topic): Hub",
        "feeds/authors/safety-team": "Posts by Safety Team: Hub",
    }  # fmt: skip
    assert found["feeds/all.atom"].head.description == "Safer care."


def test_an_old_address_has_the_same_document_as_the_new_one() -> None:
    library = a_library(posts_of(2), topics=[a_topic(aliases=("patients",))])

    found = by_name(library)

    old, new = (found[f"feeds/topics/{slug}.atom"] for slug in ("patients", "patient-engagement"))
    assert old.head == new.head
    assert old.render() == new.render()


def test_a_feed_keeps_its_id_under_a_new_name_and_on_a_new_host() -> None:
    posts = posts_of(2)
    before = by_name(a_library(posts))["feeds/topics/patient-engagement.atom"]
    renamed = [a_topic(slug="patients", aliases=("patient-engagement",))]
    moved = tuple(type(post)(**{**vars_of(post), "topics": ("patients",)}) for post in posts)

    after = by_name(a_library(moved, topics=renamed))["feeds/topics/patients.atom"]

    assert after.head.id == before.head.id
    assert before.head.id.startswith("urn:uuid:")


def vars_of(post: Any) -> dict[str, Any]:
    return {name: getattr(post, name) for name in post.__dataclass_fields__}


def test_a_file_is_made_anew_when_what_it_holds_has_changed_and_not_otherwise() -> None:
    posts = posts_of(3)
    before = by_name(a_library(posts))
    edited = (type(posts[0])(**{**vars_of(posts[0]), "summary": "Another."}), *posts[1:])

    same, other = by_name(a_library(posts)), by_name(a_library(edited))

    for name, document in before.items():
        assert fingerprint(document) == fingerprint(same[name])
        assert fingerprint(document) != fingerprint(other[name])


def test_archives_of_all_posts_are_whole_and_those_of_a_topic_are_short() -> None:
    found = by_name(a_library(posts_of(21)))

    assert {name: one.whole for name, one in found.items() if name.endswith("1.json")} == {
        "feeds/all/1.json": True,
        "feeds/topics/patient-engagement/1.json": False,
        "feeds/authors/safety-team/1.json": False,
    }
    assert all(
        one.whole
        for name, one in found.items()
        if not name.endswith("1.json") and "/1." not in name
    )


def test_documents_that_hold_the_same_items_stand_together() -> None:
    posts = [
        a_post(title=f"{year} {n}", date=on(year, 5, n), topics=(topic,), authors=(topic,))
        for year, topic in ((2021, "old"), (2022, "new"))
        for n in (1, 2, 3)
    ]

    names = [each.save_as for each in documents(a_library(posts), NAMES, WORDS)]

    of_old = [number for number, name in enumerate(names) if "/old." in name]
    assert of_old == list(range(of_old[0], of_old[0] + 6))  # a topic's and an author's
