"""What can be found: posts, pages and every record, each with its words and what narrows it."""

from __future__ import annotations

import json
from pathlib import Path

from plugins.model.addresses import Root
from plugins.model.library import Library
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.model.records import LayWord, Term
from plugins.outputs.search.documents import index_files
from plugins.outputs.search.entries import others, posts
from plugins.outputs.search.store import Index
from plugins.outputs.search.synonyms import synonyms
from plugins.presentation.search_kinds import KINDS, kinds_of
from tests.support.examples import (
    ROOT,
    a_body,
    a_figure,
    a_library,
    a_page,
    a_post,
    a_recommendation,
    a_response,
    a_rule,
    a_series,
    a_service,
    a_source,
    a_term,
    a_topic,
    on,
)


def everything(**changes: object) -> Library:
    corrected = Update(date=on(2024, 6, 1), kind="correction", wrong="Five.", right="Six.", by="A")
    given = {
        "topics": [a_topic(slug="medicines", parent="safety", synonyms=("tablets",)),
                   a_topic(slug="safety")],
        "series": [a_series(slug="2024-in-review")],
        "pages": (a_page(),),
        "sources": (a_source(),),
        "figures": (a_figure(),),
        "rules": (a_rule(),),
        "terms": (a_term(),),
        "services": (a_service(),),
    }  # fmt: skip
    post = a_post(
        title="Labels & lids",
        date=on(2024, 3, 5, 9, 30),
        topics=("medicines",),
        series="2024-in-review",
        part=1,
        applies_to=("Wales",),
        audience=("staff",),
        updates=(corrected,),
        body=a_body("<p>Ask <em>first</em>.</p>"),
    )
    given["recommendations"] = (a_recommendation(),)
    given["responses"] = (a_response(post),)
    return a_library([post], **{**given, **changes})


def test_a_post_says_what_narrows_it_and_what_it_is_known_by() -> None:
    (entry,) = posts(everything())

    assert entry.filters == (
        ("topic", "Medicines"),
        ("topic", "Safety"),
        ("year", "2024"),
        ("series", "2024 in review"),
        ("author", "Safety Team"),
        ("nation", "Wales"),
        ("audience", "Health and care staff"),
    )
    assert entry.aside == "5 March 2024"
    assert {
        "labels",
        "lids",
        "ask",
        "first",
        "medicines",
        "review",
        "safety",
    } <= entry.terms().keys()


def test_everything_with_a_place_of_its_own_is_found() -> None:
    library = everything()

    found = {entry.kind for entry in others(library)}

    assert found == set(KINDS) - {"Post"}
    assert kinds_of(library) == KINDS
    assert len({entry.id for entry in others(library)}) == len(list(others(library)))


def test_a_service_is_found_by_its_number_however_it_is_written() -> None:
    library = everything(services=(a_service(phone="116 123", subjects=("baby-loss",)),))

    (service,) = (entry for entry in others(library) if entry.kind == "Support")

    assert {"116", "123", "116123", "baby", "loss"} <= service.terms().keys()
    assert service.url == ROOT.url("support/") + "#_the-whole-of-the-uk"


def test_older_posts_have_the_lower_numbers_so_that_a_new_one_moves_none() -> None:
    library = a_library([a_post(title="New", date=on(2024)), a_post(title="Old", date=on(2020))])

    assert [entry.title for entry in posts(library)] == ["Old", "New"]


def test_files_lie_in_one_folder_and_say_how_to_read_them(tmp_path: Path) -> None:
    made = {each.save_as: each for each in index_files(everything(), Index(tmp_path))}

    assert set(made) == {
        f"search/index/{name}.json"
        for name in ("new-0", "new-1", "new-2", "others-0", "posts-0", "spelling", "start")
    }
    start = json.loads(made["search/index/start.json"].render())
    assert start["posts"] == 1
    assert start["names"]["topic"] == ["Medicines", "Safety"]
    assert start["narrowed"]["topic"].startswith("0.1,")
    assert len(start["titles"]) == 1 + len(start["kinds"])
    (row,) = json.loads(made["search/index/posts-0.json"].render())
    assert row == [ROOT.url("blog/2024/labels-lids/"), "Labels & lids",
                   "What changes when patients are asked first.", "5 March 2024"]  # fmt: skip


def test_what_is_meant_comes_from_topics_abbreviations_and_the_list_of_the_hub() -> None:
    term = Term(key="cqc", url="/g#cqc", name="Care Quality Commission", short="CQC", means="It.")
    words = (
        LayWord(word="Bed sore", means=("pressure ulcer",)),
        LayWord(word="pressure ulcer", means=("wound care", "skin")),
    )
    library = Library(
        root=Root.of("https://example.org"),
        topics=(a_topic(slug="medicines", synonyms=("Tablets",)),),
        terms=(term,),
        words=words,
    )

    assert synonyms(library) == {
        "bed sore": ["pressure ulcer", "wound care", "skin"],
        "care quality commission": ["cqc"],
        "cqc": ["care quality commission"],
        "pressure ulcer": ["wound care", "skin"],
        "tablets": ["medicines"],
    }


def test_a_withdrawal_is_found_by_its_notice_and_by_nothing_that_the_post_said() -> None:
    notice = Notice(
        document="posts/2024/a.md", id="tag:x", path="blog/2024/a/", date=on(2024, 1, 1),
        withdrawn=on(2024, 2, 1), url="/hub/blog/2024/a/", reason="A figure was wrong.",
    )  # fmt: skip

    page, found = (
        each for each in others(a_library(notices=(notice,))) if each.kind == "Correction"
    )

    assert (page.title, page.url) == ("Corrections", "/hub/corrections/")
    assert (found.title, found.url) == ("A post was withdrawn", "/hub/corrections/#year-2024")
    assert found.summary.endswith("Why: A figure was wrong.")
    assert found.aside == "1 February 2024"


def test_a_recommendation_is_found_by_its_words_and_without_them_by_the_list() -> None:
    source = a_source(key="report")
    told = a_recommendation(key="told", report="report", words="Count them.")
    bare = a_recommendation(key="bare", report="report", words="")

    found = others(a_library(sources=(source,), recommendations=(told, bare)))

    urls = [each.url for each in found if each.kind == "Recommendation"]
    assert urls == ["/hub/recommendations/", told.url]


def test_a_series_is_found_as_one_document_while_a_part_of_it_is_public() -> None:
    series = a_series(slug="2021-in-review", title="2021 in review")
    part = a_post(series="2021-in-review", part=1)

    told = [
        each.url for each in others(a_library([part], series=[series])) if each.kind == "Series"
    ]
    bare = [each.url for each in others(a_library([], series=[series])) if each.kind == "Series"]

    assert told == [series.url, f"{series.url}all/"]
    assert bare == [series.url]
