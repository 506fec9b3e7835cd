"""Series pages: every planned part in order, all parts as one document, and a page of all."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser as Html

from plugins.model.library import Library
from plugins.model.publication import Notice
from plugins.model.records import Cited
from plugins.pages.series import (
    SeriesListView,
    SeriesView,
    WholeSeriesView,
    series_views,
    state_of,
)
from plugins.presentation.codec import Decoder
from tests.conftest import Build, write_post
from tests.support.examples import (
    a_body,
    a_library,
    a_post,
    a_series,
    a_service,
    a_source,
    an_update,
    on,
)

SLUG = "2021-in-review"


def parts_of(*numbers: int | str) -> Library:
    """Return a library with these parts of a series of five."""
    posts = [
        a_post(title=f"The {n}", series=SLUG, part=n, date=on(2021, 12, 12 + place))
        for place, n in enumerate(numbers, 1)
    ]
    return a_library(posts, series=[a_series(slug=SLUG)])


def page_of(library: Library) -> SeriesView:
    (found,) = (view for view in series_views(library) if isinstance(view, SeriesView))
    return found


def test_a_series_has_its_page_and_stands_in_the_list() -> None:
    listed, page, _ = series_views(parts_of(1, 2))

    assert isinstance(listed, SeriesListView)
    assert listed.save_as == "series/index.html"
    assert [(each.title, each.url) for each in listed.series] == [("2021 in review", page.url)]
    assert page.save_as == "series/2021-in-review/index.html"
    assert page.canonical == "https://example.org/hub/series/2021-in-review/"


def test_a_series_lists_every_planned_part_in_order() -> None:
    page = page_of(parts_of(2, 1, 4))

    assert [part.title for part in page.parts] == ["The 1", "The 2", "Three", "The 4", "Five"]


def test_a_part_that_is_announced_has_a_title_and_no_link() -> None:
    page = page_of(parts_of(1))

    announced = page.parts[1:]
    assert [part.title for part in announced] == ["Two", "Three", "Four", "Five"]
    assert not any(part.url or part.date or part.summary for part in announced)


def test_parts_that_are_there_show_their_summary() -> None:
    page = page_of(parts_of(1))

    assert page.parts[0].summary == "What changes when patients are asked first."


@pytest.mark.parametrize(
    ("numbers", "state"),
    [
        ((), "0 of 5 parts published"),
        ((1, 2, 3), "3 of 5 parts published"),
        ((1, 2, 3, 4, 5), "5 parts"),
        (("introduction", 1, "closing"), "1 of 5 parts published"),
        (("introduction", 1, 2, 3, 4, 5, "closing"), "5 parts"),
    ],
)
def test_the_state_of_a_series_counts_its_planned_parts(
    numbers: tuple[int | str, ...], state: str
) -> None:
    library = parts_of(*numbers)

    assert state_of(library.series[0], library) == state
    assert page_of(library).state == state


def test_a_series_of_one_part_says_part() -> None:
    series = a_series(slug="labels", parts=("One",))

    assert state_of(series, a_library(series=[series])) == "0 of 1 part published"


def test_a_series_without_posts_has_a_page_and_no_feed() -> None:
    page = page_of(a_library(series=[a_series()]))

    assert page.feed is None
    assert page.feeds == ()
    assert len(page.parts) == 5


def test_a_series_with_posts_has_a_feed() -> None:
    page = page_of(parts_of(1))

    assert page.feed is not None
    assert page.feed.url == "/hub/feeds/series/2021-in-review.rss"
    assert page.feeds == (page.feed,)


def test_a_series_that_looks_back_leads_to_its_year() -> None:
    page = page_of(parts_of(1))

    assert page.review is not None
    assert page.review.url == "/hub/year-in-review/2021/"


def test_a_series_without_a_year_leads_to_none() -> None:
    library = a_library([a_post(series="labels", part=1)], series=[a_series(slug="labels")])

    assert page_of(library).review is None


def test_series_are_listed_with_the_newest_year_first() -> None:
    slugs = ["labels", "2021-in-review", "2025-in-review", "2022-in-review"]
    library = a_library(series=[a_series(slug=slug) for slug in slugs])

    listed = next(series_views(library))

    assert isinstance(listed, SeriesListView)
    assert [each.title for each in listed.series] == [
        "2025 in review", "2022 in review", "2021 in review", "Labels"
    ]  # fmt: skip


def test_a_hub_without_series_says_so_on_one_page() -> None:
    (listed,) = series_views(a_library())

    assert isinstance(listed, SeriesListView)
    assert listed.series == ()


# -- All parts as one document


def whole_of(library: Library) -> WholeSeriesView:
    (found,) = (view for view in series_views(library) if isinstance(view, WholeSeriesView))
    return found


def test_all_public_parts_stand_once_and_in_order_on_one_page() -> None:
    page = whole_of(parts_of("introduction", 1, 2, 4, "closing"))

    assert page.save_as == "series/2021-in-review/all/index.html"
    assert page.canonical == "https://example.org/hub/series/2021-in-review/all/"
    assert [(part.id, part.line.title) for part in page.parts] == [
        ("_introduction", "The introduction"),
        ("_part-1", "The 1"),
        ("_part-2", "The 2"),
        ("_part-4", "The 4"),
        ("_closing", "The closing"),
    ]
    assert [(line.title, line.url) for line in page.lines if line.label.startswith("Part")] == [
        ("The 1", "#_part-1"), ("The 2", "#_part-2"), ("Three", ""), ("The 4", "#_part-4"),
        ("Five", ""),
    ]  # fmt: skip


def test_a_series_and_each_of_its_parts_lead_to_the_whole_once_there_is_one() -> None:
    assert page_of(parts_of(1)).whole == "/hub/series/2021-in-review/all/"

    empty = a_library(series=[a_series()])
    assert page_of(empty).whole == ""
    assert not any(isinstance(view, WholeSeriesView) for view in series_views(empty))


def test_a_part_has_with_it_what_its_own_page_says() -> None:
    post = a_post(
        series=SLUG, part=1, content_note="Of harm.", support=("distress",), applies_to=("Wales",),
        learning_point="Ask first.", sponsor="none", references=(Cited(key="first", backs=("_cite-1-1",)),),
        updates=(
            an_update(kind="clarification", what="Said more clearly."),
            an_update(kind="correction", wrong="Five.", right="Six.", by="An editor"),
        ),
    )  # fmt: skip

    library = a_library([post], services=(a_service(),), sources=(a_source(key="first"),))
    (part,) = whole_of(library).parts

    assert part.post is not None
    assert part.post.content_note == "Of harm."
    assert [each.name for each in part.post.help] == ["A line"]
    assert part.post.applies == "Wales"
    assert part.post.learning_point == "Ask first."
    assert [each.label for each in part.post.disclosure] == ["Sponsor"]
    assert [each.kind for each in part.post.notes] == ["correction"]
    assert [each.kind for each in part.post.changes] == ["clarification"]
    assert part.post.references[0].backs == ("_part-1-_cite-1-1",)
    assert part.post.updated is not None
    assert part.post.updated.iso.startswith("2022-01-05")


def test_a_withdrawn_part_leaves_its_place_and_no_word() -> None:
    gone = Notice(document="posts/2021/b.md", id="b", path="blog/2021/b/", date=on(2021, 12, 13),
                  withdrawn=on(2022), series=SLUG, part=2, url="/hub/blog/2021/b/")  # fmt: skip
    library = replace(parts_of(1, 3), notices=(gone,))

    page = whole_of(library)

    assert [(part.id, part.post is None) for part in page.parts] == [
        ("_part-1", False), ("_part-2", True), ("_part-3", False)
    ]  # fmt: skip
    assert [line.withdrawn for line in page.lines] == [False, True, False, False, False]
    assert "Two" not in repr(page)


def test_it_is_made_again_from_its_recipe_with_another_text() -> None:
    posts = [
        a_post(title=f"T{n}", series=SLUG, part=n, body=a_body(f"<p>Text {n}.</p>"))
        for n in (1, 2)
    ]  # fmt: skip
    page = whole_of(a_library(posts))
    recipe = page.recipe()

    again = WholeSeriesView.from_recipe(recipe, Decoder("Europe/London", str), {})

    assert again == page
    assert recipe.holds[1:] == ("<p>Text 1.</p>", "<p>Text 2.</p>")
    other = [posts[0], replace(posts[1], body=a_body("<p>Another text.</p>"))]
    expected = whole_of(a_library(other))
    assert page.reworded("<p>Text 2.</p>", "<p>Another text.</p>", 2) == expected


WHOLE = "series/2021-in-review/all/index.html"
NOTES = """## Why

So.[^1] Look [up](#why), or at [@first-count-2021] and {fig:slips-2021}.

[^1]: A note of the part about %s.
"""


def annotated(site: Path) -> None:
    for number, name in enumerate(("one", "two"), 1):
        write_post(
            site / "content", f"2021/{name}.md", f"Part {name}", f"2021-12-1{number}",
            more=f"series: 2021-in-review\npart: {number}\n", body=NOTES % name,
        )  # fmt: skip


def test_notes_headings_and_sources_of_parts_keep_to_themselves(site: Path, build: Build) -> None:
    annotated(site)

    page = Html(build()[WHOLE])

    assert build.code == 0, build.said
    ids = [str(node.attributes["id"]) for node in page.css("[id]")]
    assert sorted(ids) == sorted(set(ids))
    assert [node.text() for node in page.css("h1")] == ["2021 in review: the whole series"]
    assert [node.text() for node in page.css("h2")] == ["Part one", "Part two"]
    assert [node.attributes["id"] for node in page.css("h3[id]")] == ["_part-1-why", "_part-2-why"]
    for number, name in ((1, "one"), (2, "two")):
        part = page.css("article")[number - 1]
        for link in part.css("a[href^='#']"):
            led = part.css_first(f"[id='{str(link.attributes['href'])[1:]}']")
            assert led is not None, link.html
        note = part.css_first(f"#_part-{number}-fn-1")
        assert note is not None
        assert note.text().strip().startswith(f"A note of the part about {name}.")
        assert part.css_first(f"#_part-{number}-_source-1") is not None
        assert part.css_first(f"#_part-{number}-_figure-1") is not None


def test_search_engines_leave_it_out_and_the_site_s_own_search_knows_its_name_alone(
    site: Path, build: Build
) -> None:
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace("\nSEARCH = False", "\nSEARCH = True")
    settings.write_text(text, encoding="utf-8")

    files = build()

    assert b'<meta name="robots" content="noindex">' in files[WHOLE]
    assert b"series/2021-in-review/all" not in files["sitemap.xml"]
    assert b"series/2021-in-review/" in files["sitemap.xml"]
    rows = [
        row
        for name, content in files.items()
        if name.startswith("search/index/") and name.endswith(".json")
        for row in re.findall(rb"\[[^\[]*in-review/all/[^\]]*", content)
    ]
    assert len(rows) == 1
    assert b"2021 in review: the whole series" in rows[0]
    for name in ("series/2021-in-review/", "blog/2021/one/", "blog/2021/two/"):
        assert b'href="/series/2021-in-review/all/"' in files[f"{name}index.html"]


@pytest.mark.parametrize("more", ["One more word.", "## One more heading"])
def test_an_edit_of_a_part_changes_it_and_any_other_edit_does_not(
    site: Path, build: Build, more: str
) -> None:
    before = build()
    for name, changes in (("2023/more-1.md", False), ("2021/one.md", True)):
        path = site / "content/posts" / name
        path.write_text(path.read_text(encoding="utf-8") + f"\n{more}\n", encoding="utf-8")

        after = build()

        assert (after[WHOLE] != before[WHOLE]) is changes
        assert after == build.clean()
        before = after
