"""Year pages: the series that look back on a year, its other posts by month and by topic."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.model.closed_years import closing
from plugins.model.library import Library
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.model.records import Cited, Event, UsedFigure
from plugins.pages.years import YearListsView, YearsView, YearView, year_views
from plugins.presentation.views import Link
from tests.support.examples import (
    a_figure,
    a_library,
    a_post,
    a_series,
    a_source,
    a_topic,
    an_author,
    on,
)

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
    assert [each.box.title for each in page.series] == ["2021 in review"]
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

    assert [(row.label, row.cells[0].text) for row in page.charts[1].rows] == [
        ("B", "3"),
        ("C", "2"),
        ("A", "1"),
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
    assert [each.box.title for each in page.series] == ["2018 in review"]
    assert (page.months, page.charts, page.numbers, page.lists) == ((), (), (), None)
    assert [each.state for each in page.series] == ["0 of 5 parts published"]


def test_all_years_are_listed_newest_first_with_their_series() -> None:
    posts = [a_post(title=str(year), date=on(year)) for year in (2019, 2021)]

    listed = next(year_views(a_library(posts, series=[a_series(slug=SLUG)])))

    assert isinstance(listed, YearsView)
    assert listed.save_as == "year-in-review/index.html"
    assert [(each.year, each.count) for each in listed.years] == [
        (2021, "1 post"),
        (2019, "1 post"),
    ]
    assert [each.title for each in listed.years[0].series] == ["2021 in review"]
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

    assert [row.label for row in page.charts[1].rows] == ["Speaking up"]


def test_a_year_with_one_post_makes_a_sensible_page() -> None:
    page = year_of(a_library([a_post()]), 2021)

    assert [(each.name, each.count) for each in page.numbers] == [
        ("post", "1"),
        ("topic", "1"),
        ("contributor", "1"),
    ]
    assert [each.summary for each in page.charts] == [
        "12 points. The highest is December: 1. The lowest is 0, 11 times. The median is 0.",
        "1 bar. Patient engagement: 1.",
    ]


def full_year() -> Library:
    """Return a library with something of everything in 2021, and one closed year before."""
    one, two = a_source(key="one", date="2021-02"), a_source(key="two", date="2020")
    figures = (a_figure(source="two", superseded_by="newer"), a_figure(name="newer", source="one"))
    fixed = Update(date=on(2021, 7), kind="correction", wrong="A.", right="B.", by="C")
    comma = Update(date=on(2021, 8), kind="minor", what="A comma.")
    posts = [
        a_post(title="Old", date=on(2020, 5), topics=("a",), updates=(fixed, comma)),
        a_post(
            title="First", date=on(2021, 3), topics=("a", "b"), authors=("ann", "bo"),
            references=(Cited(key="one"), Cited(key="two")), figures=(UsedFigure(name="slips-2021"),),
        ),
        a_post(title="Next", date=on(2021, 4), topics=("b",), authors=("ann",),
               references=(Cited(key="one"),), series=SLUG, part=1),
    ]  # fmt: skip
    return a_library(
        posts,
        sources=(one, two),
        figures=figures,
        series=[a_series(slug=SLUG, parts=("P1", "P2"))],
        authors=[an_author(slug="ann", role="Editor"), an_author(slug="bo", role="Nurse")],
        events=(
            Event(name="World Day", date=dt.date(2019, 9, 17), yearly=True, source="two",
                  themes=((2021, "Safe birth"),)),
            Event(name="the report", date=dt.date(2020, 2, 29)),
            Event(name="the law", date=dt.date(2021, 1, 5)),
            Event(name="what is to come", date=dt.date(2022, 1, 5)),
        ),
        notices=(Notice(document="posts/x.md", path="x/", id="tag:x", date=on(2019), withdrawn=on(2021, 9)),),
    )  # fmt: skip


def test_every_number_of_a_year_leads_to_a_list_of_that_length() -> None:
    library = full_year()
    page = year_of(library, 2021)
    (behind,) = (v for v in year_views(library) if isinstance(v, YearListsView) and v.year == 2021)
    lists = {each.id: each for sort in behind.sorts for each in sort.lists}
    sorts = {sort.id: sort for sort in behind.sorts}

    counted = [
        *page.new_topics,
        *page.sources,
        *(each for role in page.roles for each in role.people),
    ]
    cells = [cell for chart in page.charts for row in chart.rows for cell in row.cells if cell.url]

    assert len(counted) == 5
    for number, url in [
        *((each.count, each.url) for each in counted),
        *((each.text, each.url) for each in cells),
    ]:
        anchor = url.rpartition("#")[2]
        assert url == f"/hub/year-in-review/2021/lists/#{anchor}"
        assert len(lists[anchor].posts) == int(number.split()[0]), anchor
    for each in page.numbers[1:]:
        assert len(sorts[each.url.rpartition("#")[2]].lists) == int(each.count), each
    assert page.numbers[0].url == "/hub/blog/2021/"
    assert {each.url.rpartition("#")[2] for each in page.updates} <= set(lists)


def test_a_year_says_what_it_brought() -> None:
    page = year_of(full_year(), 2021)

    assert [(each.name, each.count) for each in page.numbers] == [
        ("posts", "2"), ("topics", "2"), ("contributors", "2"), ("sources cited", "2"), ("figure given", "1"),
    ]  # fmt: skip
    assert [each.state for each in page.series] == ["1 of 2 parts published"]
    assert [each.name for each in page.new_topics] == ["B"]
    assert [(each.name, each.count) for each in page.updates] == [
        ("Corrections", "1"),
        ("Withdrawals", "1"),
    ]
    assert [(each.name, each.count) for each in page.sources] == [
        ("One", "2 posts"),
        ("Two", "1 post"),
    ]
    assert [(each.before, each.after) for each in page.figures] == [
        ("1,234 slips, October 2021", "1,234, October 2021")
    ]
    assert [(role.name, [person.name for person in role.people]) for role in page.roles] == [
        ("Editor", ["Ann"]),
        ("Nurse", ["Bo"]),
    ]


def test_days_of_a_year_are_counted_rightly() -> None:
    page = year_of(full_year(), 2021)

    assert [(each.day.text, each.text) for each in page.events] == [
        ("5 January 2021", "The law"),
        ("28 February 2021", "The first anniversary of the report"),
        ("17 September 2021", "The third World Day: Safe birth"),
    ]


@pytest.mark.parametrize(
    ("year", "words"), [(2019, "first"), (2024, "sixth"), (2025, "seventh"), (2031, "thirteenth")]
)
def test_world_patient_safety_day_has_its_right_number(year: int, words: str) -> None:
    """Published pages have called that of 2024 the fifth and that of 2025 the sixth."""
    day = Event(name="World Patient Safety Day", date=dt.date(2019, 9, 17), yearly=True)

    page = year_of(a_library([a_post(date=on(year, 2))], events=(day,)), year)

    assert [each.text for each in page.events] == [f"The {words} World Patient Safety Day"]


def test_a_closed_year_keeps_its_numbers_and_tells_what_was_declared_since() -> None:
    before = a_post(title="Kept", date=on(2021, 3), topics=("a",))
    closed = closing(a_library([before, a_post(title="Gone", date=on(2021, 4))]), 2021, dt.date(2022, 2, 1), {})  # fmt: skip
    late = Update(date=on(2022, 3), kind="correction", wrong="A.", right="B.", by="C")
    now = a_post(title="Kept", date=on(2021, 3), topics=("b",), updates=(late,))

    page = year_of(a_library([now], closed=(closed,)), 2021)

    assert (page.count, page.state) == ("2 posts", "Closed on 1 February 2022")
    assert page.since == (Link(url=now.url, text="Kept"),)
    rows = {row.label: row.cells[0] for row in page.charts[1].rows}
    assert {name: cell.text for name, cell in rows.items()} == {"a": "1", "patient-engagement": "1"}
    (topics,) = (each for each in page.numbers if each.name == "topics")
    assert (topics.count, topics.url) == ("2", "/hub/year-in-review/2021/lists/#topics")


@pytest.mark.parametrize(
    ("name", "year", "words"),
    [
        ("The report Reading the signals", 2022, "The report Reading the signals"),
        ("The report Reading the signals", 2023,
         "The first anniversary of the report Reading the signals"),
        ("Therapists' Act", 2023, "The first anniversary of Therapists' Act"),
        ("a law", 2022, "A law"),
    ],
)  # fmt: skip
def test_a_name_fits_the_sentence_that_it_stands_in(name: str, year: int, words: str) -> None:
    event = Event(name=name, date=dt.date(2022, 10, 19))

    page = year_of(a_library([a_post(date=on(year, 2))], events=(event,)), year)

    assert [each.text for each in page.events] == [words]
