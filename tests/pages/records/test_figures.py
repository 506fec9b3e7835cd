"""Figures: the register, with what each number may be set beside and who gives it."""

from __future__ import annotations

from plugins.model.records import UsedFigure
from plugins.pages.records.figures import figure_views
from plugins.presentation.views import Link
from tests.support.examples import a_figure, a_library, a_post, a_source, on

OLD = a_figure(superseded_by="slips-2023", comparable_with=("slips-2023",))
NEW = a_figure(name="slips-2023", as_of="2023-05-31", period="May 2023", value="987")
OTHER = a_figure(
    name="falls", counts="Falls", not_comparable_with=("slips-2021",), why="Falls are no slips."
)
SOURCES = (a_source(),)


def test_figures_that_count_one_thing_stand_together_the_newest_first() -> None:
    (page,) = figure_views(a_library(figures=(OLD, OTHER, NEW), sources=SOURCES))

    assert [(each.name, [line.figure.name for line in each.lines]) for each in page.subjects] == [
        ("Falls", ["falls"]),
        ("Slips in one ward", ["slips-2023", "slips-2021"]),
    ]
    assert page.count == "3 figures"
    assert page.table == "/hub/figures/figures.csv"


def test_a_line_says_what_is_newer_what_compares_and_who_gives_it() -> None:
    used = (UsedFigure(name=OLD.name),)
    posts = [a_post(title=title, date=on(year), figures=used) for title, year in (("A", 2022), ("B", 2023))]  # fmt: skip

    (page,) = figure_views(a_library(posts, figures=(OLD, OTHER, NEW), sources=SOURCES))
    falls, _, old = (line for subject in page.subjects for line in subject.lines)

    assert old.newer == Link(url=NEW.url, text="slips in one ward, England, May 2023")
    assert old.comparable == (Link(url=NEW.url, text="slips in one ward, England, May 2023"),)
    assert [post.text for post in old.posts] == ["B", "A"]
    assert (falls.apart, falls.why, falls.posts) == (
        (Link(url=OLD.url, text="slips in one ward, England, October 2021"),),
        "Falls are no slips.",
        (),
    )


def test_an_empty_register_has_its_page() -> None:
    (page,) = figure_views(a_library())

    assert (page.subjects, page.count) == ((), "0 figures")
