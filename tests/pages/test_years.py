"""Year pages: the series that look back on a year, its other posts by month and by topic."""

from __future__ import annotations

from plugins.core.library import Library
from plugins.core.views import Link
from plugins.pages.years import YearsView, YearView, year_views
from tests.examples import a_library, a_post, a_series, a_topic, on

SLUG = "2021-in-review"


def year_of(library: Library, year: int) -> YearView:
    (found,) = (v for v in year_views(library) if isinstance(v, YearView) and v.year == year)
    return found


def test_a_year_shows_its_series_and_its_other_posts_by_month() -> None:
    part = a_post(title="Part", series=SLUG, part=1, date=on(2021, 12, 13))
    march, june = (a_post(title=f"M{n}", date=on(2021, n, 5)) for n in (3, 6))
    late = a_post(title="Late", date=on(2021, 6, 20))

    page = year_of(a_library([part, march, june, late]), 2021)

    assert page.save_as == "year-in-review/2021/index.html"
    assert [box.title for box in page.series] == ["2021 in review"]
    assert [(month.name, [post.title for post in month.posts]) for month in page.months] == [
        ("March", ["M3"]),
        ("June", ["M6", "Late"]),
    ]
    assert page.count == "4 posts"


def test_parts_of_a_series_that_looks_back_on_another_year_are_listed_by_month() -> None:
    late = a_post(title="Late part", series="2020-in-review", part=1, date=on(2021, 1, 10))

    page = year_of(a_library([late]), 2021)

    assert [month.name for month in page.months] == ["January"]
    assert page.series == ()


def test_a_year_counts_its_topics_the_commonest_first() -> None:
    posts = [
        a_post(title=f"P{n}", topics=topics, date=on(2021, n))
        for n, topics in enumerate([("b", "c"), ("b",), ("a",), ("c", "b")], 1)
    ]

    page = year_of(a_library(posts), 2021)

    assert [(each.topic.text, each.count) for each in page.topics] == [
        ("B", "3 posts"),
        ("C", "2 posts"),
        ("A", "1 post"),
    ]


def test_years_lead_to_the_years_before_and_after() -> None:
    library = a_library([a_post(title=str(year), date=on(year)) for year in (2019, 2021, 2022)])

    first, middle, last = (year_of(library, year) for year in (2019, 2021, 2022))

    assert (first.earlier, last.later) == (None, None)
    assert middle.earlier == Link(url="/hub/year-in-review/2019/", text="2019")
    assert middle.later == Link(url="/hub/year-in-review/2022/", text="2022")


def test_a_year_that_only_a_series_looks_back_on_has_a_page() -> None:
    page = year_of(a_library(series=[a_series(slug="2018-in-review")]), 2018)

    assert page.count == "0 posts"
    assert [box.title for box in page.series] == ["2018 in review"]
    assert (page.months, page.topics) == ((), ())


def test_all_years_are_listed_newest_first_with_their_series() -> None:
    posts = [a_post(title=str(year), date=on(year)) for year in (2019, 2021)]

    listed = next(year_views(a_library(posts, series=[a_series(slug=SLUG)])))

    assert isinstance(listed, YearsView)
    assert listed.save_as == "year-in-review/index.html"
    assert [(each.year, each.count) for each in listed.years] == [
        (2021, "1 post"),
        (2019, "1 post"),
    ]
    assert [link.text for link in listed.years[0].series] == ["2021 in review"]
    assert listed.years[1].series == ()


def test_a_hub_without_posts_still_has_the_page_of_years() -> None:
    (listed,) = year_views(a_library())

    assert isinstance(listed, YearsView)
    assert listed.years == ()


def test_a_post_at_midnight_of_new_year_belongs_to_the_new_year() -> None:
    page = year_of(a_library([a_post(date=on(2021, 1, 1))]), 2021)

    assert [month.name for month in page.months] == ["January"]


def test_posts_are_counted_by_the_topics_that_they_name_themselves() -> None:
    topics = [a_topic(slug="culture"), a_topic(slug="speaking-up", parent="culture")]

    page = year_of(a_library([a_post(topics=("speaking-up",))], topics=topics), 2021)

    assert [each.topic.text for each in page.topics] == ["Speaking up"]
