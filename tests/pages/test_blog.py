"""The blog: all posts, twenty a page, and a page for each year."""

from __future__ import annotations

import pytest

from plugins.model.library import Library
from plugins.pages.blog import BlogView, BlogYearView, blog_views
from plugins.presentation.views import Link
from tests.support.examples import a_library, a_post, on, posts_of


def pages_of(library: Library) -> list[BlogView]:
    return [view for view in blog_views(library) if isinstance(view, BlogView)]


def years_of(library: Library) -> list[BlogYearView]:
    return [view for view in blog_views(library) if isinstance(view, BlogYearView)]


@pytest.mark.parametrize(
    ("count", "sizes"), [(0, [0]), (1, [1]), (20, [20]), (21, [20, 1]), (45, [20, 20, 5])]
)
def test_the_blog_has_twenty_posts_a_page(count: int, sizes: list[int]) -> None:
    pages = pages_of(a_library(posts_of(count)))

    assert [len(page.posts) for page in pages] == sizes
    assert pages[0].save_as == "blog/index.html"


def test_every_post_stands_on_one_page_of_the_blog_newest_first() -> None:
    pages = pages_of(a_library(posts_of(45)))

    titles = [post.title for page in pages for post in page.posts]
    assert titles == [f"Post {n}" for n in range(45, 0, -1)]


def test_the_pages_of_the_blog_lead_to_one_another() -> None:
    first, second = pages_of(a_library(posts_of(21)))

    assert first.turn.older == second.url == "/hub/blog/page/2/"
    assert second.turn.newer == first.url == "/hub/blog/"
    assert (first.title, second.title) == ("Blog", "Blog, page 2")
    assert first.crumbs == ()
    assert second.crumbs == (Link(url="/hub/blog/", text="Blog"),)


def test_an_empty_blog_has_one_page_that_counts_none() -> None:
    (page,) = pages_of(a_library())

    assert page.count == "0 posts"
    assert page.years == ()


def test_a_year_has_its_posts_by_month_newest_first() -> None:
    days = [(2021, 3, 1), (2021, 12, 16), (2021, 12, 13), (2020, 5, 1)]
    library = a_library([a_post(title=f"{y}-{m}-{d}", date=on(y, m, d)) for y, m, d in days])

    newest, older = years_of(library)

    assert newest.save_as == "blog/2021/index.html"
    assert [(month.name, month.id) for month in newest.months] == [
        ("December", "december"),
        ("March", "march"),
    ]
    assert [post.title for post in newest.months[0].posts] == ["2021-12-16", "2021-12-13"]
    assert newest.count == "3 posts"
    assert older.count == "1 post"


def test_a_year_leads_to_its_review() -> None:
    (page,) = years_of(a_library([a_post()]))

    assert page.review == Link(url="/hub/year-in-review/2021/", text="2021 in review")


def test_every_page_of_the_blog_lists_all_years_newest_first() -> None:
    library = a_library([a_post(title=str(year), date=on(year)) for year in (2019, 2022)])

    lists = {tuple(link.text for link in view.years) for view in blog_views(library)
             if isinstance(view, BlogView | BlogYearView)}  # fmt: skip

    assert lists == {("2022", "2019")}
