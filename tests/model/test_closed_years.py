"""Yearbook: the numbers of a year, and what seals a year that was closed."""

from __future__ import annotations

import datetime as dt

import pytest

from plugins.content.front_matter import parse_data
from plugins.content.schema.model import names_with
from plugins.content.schema.post_header import PostHeader
from plugins.content.schema.validate import checked
from plugins.content.schema.year_header import YearHeader
from plugins.model.closed_years import closed_from, closing, seal, written
from plugins.model.library import Library
from plugins.model.post import Update
from plugins.model.publication import Notice
from plugins.model.records import Cited, UsedFigure
from plugins.model.year_counts import MOST_CITED, yearbooks
from plugins.model.yearbook import Contributor, SeriesCount, Yearbook
from tests.support.examples import a_figure, a_library, a_post, a_series, a_source, an_author, on

DAY = dt.date(2022, 1, 15)
SEALED = names_with(PostHeader, "sealed")


def a_year() -> Library:
    series = "2021-in-review"
    old = a_figure(superseded_by="new", source="late")
    new = a_figure(name="new", source="early")
    fixed = Update(date=on(2021, 6), kind="correction", wrong="A", right="B", by="C")
    told = Update(date=on(2022, 6), kind="major", what="D")
    posts = [
        a_post(title="Before", date=on(2020, 5), topics=("b",), updates=(fixed, told)),
        a_post(
            title="One", date=on(2021, 1), topics=("a", "b"), authors=("ann", "bo"), series=series,
            part=1, references=(Cited(key="early"), Cited(key="late")),
            figures=(UsedFigure(name="slips-2021"), UsedFigure(name="new")),
        ),
        a_post(title="Two", date=on(2021, 12, 31), topics=("c",), authors=("ann",), series=series,
               part="introduction", references=(Cited(key="late"),), figures=(UsedFigure(name="new"),)),
    ]  # fmt: skip
    return a_library(
        posts,
        series=[a_series(slug=series, parts=("x", "y"))],
        authors=[an_author(slug="ann", role="Editor"), an_author(slug="bo", role="Nurse")],
        sources=(a_source(key="early", date="2021-02"), a_source(key="late", date="2022")),
        figures=(old, new),
        notices=(Notice(document="x.md", path="x/", id="t", date=on(2019), withdrawn=on(2021, 2)),),
    )


def test_a_year_is_counted_from_its_posts_and_from_what_happened_in_it() -> None:
    assert yearbooks(a_year())[2021] == Yearbook(
        year=2021,
        posts=2,
        months=(1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1),
        topics=(("a", 1), ("b", 1), ("c", 1)),
        new_topics=("a", "c"),
        series=(SeriesCount(slug="2021-in-review", planned=2, published=1),),
        updates=(("correction", 1), ("withdrawal", 1)),
        cited=2,
        sources=(("late", 2), ("early", 1)),
        given=2,
        figures=(("slips-2021", "new"),),
        contributors=(
            Contributor(author="ann", role="Editor", posts=2),
            Contributor(author="bo", role="Nurse", posts=1),
        ),
    )


def test_what_happened_to_older_posts_belongs_to_the_year_in_which_it_happened() -> None:
    books = yearbooks(a_year())

    assert books[2022].updates == (("major", 1),)
    assert books[2022].posts == 0
    assert books[2020].updates == ()


def test_only_so_many_sources_are_named_and_all_are_counted() -> None:
    keys = [f"s{number:02}" for number in range(MOST_CITED + 3)]
    post = a_post(references=tuple(Cited(key=key) for key in keys))

    book = yearbooks(a_library([post], sources=tuple(a_source(key=key) for key in keys)))[2021]

    assert book.cited == MOST_CITED + 3
    assert [key for key, _ in book.sources] == keys[:MOST_CITED]


def test_a_closed_year_is_written_and_read_back_as_it_was() -> None:
    seals = {post.document: (f"h-{post.title}", f"t-{post.title}") for post in a_year().posts}
    closed = closing(a_year(), 2021, DAY, seals)

    text = written(closed)
    header, problems = parse_data("years/2021.yaml", text)
    values, faults = checked("years/2021.yaml", header, YearHeader)

    assert (problems, faults) == ([], [])
    assert closed_from(2021, values) == closed
    assert text.startswith("# What 2021 was on the day it was closed.")
    assert [(each.post, each.updates, each.text) for each in closed.sealed] == [
        ("posts/2021/one.md", 0, "t-One"),
        ("posts/2021/two.md", 0, "t-Two"),
    ]


def test_a_year_without_anything_can_be_closed() -> None:
    closed = closing(a_library(), 2018, DAY, {})
    header, _ = parse_data("years/2018.yaml", written(closed))
    values, faults = checked("years/2018.yaml", header, YearHeader)

    assert faults == []
    assert closed_from(2018, values) == closed


def test_names_that_yaml_would_take_for_something_else_survive() -> None:
    post = a_post(topics=("2020", "null", "true"), authors=("no",))
    library = a_library([post], authors=[an_author(slug="no", role='Nurse: "senior" # 5')])
    closed = closing(library, 2021, DAY, {post.document: ("0e1", "012")})

    header, _ = parse_data("years/2021.yaml", written(closed))
    values, faults = checked("years/2021.yaml", header, YearHeader)

    assert faults == []
    assert closed_from(2021, values) == closed


VALUES = {"title": "A", "date": "2021-01-01", "summary": "S", "series": "", "part": "",
          "sponsor": "none", "funding": "", "interests": ""}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "value"),
    [("title", "B"), ("date", "2021-01-02"), ("summary", "T"), ("series", "x"), ("part", 1),
     ("sponsor", "Example Ltd"), ("funding", "x"), ("interests", "x")],
)  # fmt: skip
def test_a_seal_breaks_when_a_header_says_something_else(field: str, value: object) -> None:
    assert seal({**VALUES, field: value}, "Text", SEALED)[0] != seal(VALUES, "Text", SEALED)[0]
    assert seal({**VALUES, field: value}, "Text", SEALED)[1] == seal(VALUES, "Text", SEALED)[1]


@pytest.mark.parametrize(
    "more",
    [{"reviewed": {"date": "2022-01-01", "by": "a"}}, {"review_by": "2023-01-01"}, {"owner": "b"},
     {"updates": [1]}, {"aliases": ["x/"]}],
    ids=lambda each: next(iter(each)),
)  # fmt: skip
def test_a_seal_holds_when_a_post_is_only_looked_after(more: dict[str, object]) -> None:
    assert seal({**VALUES, **more}, "Text", SEALED) == seal(VALUES, "Text", SEALED)


def test_a_seal_minds_words_and_not_blanks() -> None:
    one = seal(VALUES, "A line.\n\nAnother.\n", SEALED)

    assert seal(VALUES, "\nA line.  \n\nAnother.\n\n", SEALED) == one
    assert seal(VALUES, "A line.\n\nAnother!\n", SEALED)[1] != one[1]
    assert seal(VALUES, "A line.\nAnother.\n", SEALED)[1] != one[1]


def test_a_field_that_is_sealed_later_breaks_no_seal_until_it_says_something() -> None:
    later = (*SEALED, "method")

    assert seal(VALUES, "Text", later) == seal(VALUES, "Text", SEALED)
    assert seal({**VALUES, "method": ""}, "Text", later) == seal(VALUES, "Text", SEALED)
    assert seal({**VALUES, "method": "x"}, "Text", later)[0] != seal(VALUES, "Text", SEALED)[0]
