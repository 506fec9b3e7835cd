"""Figures: what a number says, and what superseded it."""

from __future__ import annotations

from plugins.model.records import UsedFigure
from plugins.presentation.record_lines.figures import figure_lines, figure_text, later
from plugins.presentation.views import Day, Link
from tests.support.examples import a_figure, a_library, a_post, a_source

FIRST = a_figure(
    name="calls-1", value="4,906", unit="calls", as_of="2025-06", superseded_by="calls-2"
)
SECOND = a_figure(name="calls-2", value="7,000", unit="calls", as_of="2025-09-30",
                  superseded_by="calls-3")  # fmt: skip
THIRD = a_figure(name="calls-3", value="10,119", unit="calls", as_of="2025-12")
LIBRARY = a_library(figures=(FIRST, SECOND, THIRD), sources=(a_source(),))


def test_a_superseded_figure_says_what_stands_now_however_long_the_chain() -> None:
    assert later(FIRST, LIBRARY) == (
        "In June 2025 the figure was 4,906 calls; later: 10,119, December 2025."
    )
    assert later(SECOND, LIBRARY) == (
        "On 30 September 2025 the figure was 7,000 calls; later: 10,119, December 2025."
    )
    assert later(THIRD, LIBRARY) == ""


def test_a_figure_says_all_that_must_be_known_to_read_it() -> None:
    text = figure_text(THIRD, LIBRARY)

    assert (text.value, text.counts, text.place, text.period) == (
        "10,119 calls", "slips in one ward", "England", "October 2021",
    )  # fmt: skip
    assert text.as_of == Day(iso="2025-12", text="December 2025")
    assert text.source == Link(url=a_source().url, text="Example Office 2021: First count 2021")


def test_the_figures_of_a_post_stand_in_the_order_of_its_text() -> None:
    post = a_post(
        figures=(UsedFigure(name="calls-3", backs=("_use-1-1",)), UsedFigure(name="calls-1"))
    )

    lines = figure_lines(post, LIBRARY)

    assert [(line.number, line.figure.name, line.backs) for line in lines] == [
        (1, "calls-3", ("_use-1-1",)),
        (2, "calls-1", ()),
    ]


def test_a_circle_of_figures_ends() -> None:
    one = a_figure(name="one", superseded_by="two")
    two = a_figure(name="two", superseded_by="one")

    assert set(a_library(figures=(one, two)).newest_of) <= {"one", "two"}
