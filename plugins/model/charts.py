"""Values made ready to be drawn, to be read in a table and to be taken away as CSV.

The theme draws; all that is worked out is worked out here. Sideways everything is in percent of
the width, so that a chart fits any screen while its words keep their size; up and down it is in
ems, so that it grows with the words.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise
from statistics import median

from plugins.base.csv_file import csv_file
from plugins.model.values import Shared

# Heights in ems: one bar with its words above it, and the field in which a line is drawn.
BAR_ROW, BAR_WORDS, BAR = 3.0, 1.35, 1.1
FIELD, FIELD_TOP, FIELD_FOOT = 12.0, 1.6, 1.8
# The longest bar leaves room for its number.
LONGEST_BAR = 78.0
# Limits say what is usual, and need some points to know it (Provost and Murray, "The Health Care
# Data Guide", 2nd edition, chapter 4: a run chart has ten or more).
FEWEST_FOR_LIMITS = 10
# Natural process limits around a median: 3 / d4, with d4 = 0.954 for ranges of two (Wheeler,
# "Understanding Variation", 2nd edition).
LIMIT_FACTOR = 3.145


@dataclass(frozen=True, kw_only=True)
class ChartCell:
    """One value in a table: for people, for programs, and the list behind it."""

    text: str
    plain: str
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class ChartRow:
    label: str
    cells: tuple[ChartCell, ...]


@dataclass(frozen=True, kw_only=True)
class Bar:
    """A bar: where its words stand, its own height and length, and its number."""

    label: str
    words: float
    top: float
    length: float
    height: float
    value: str


@dataclass(frozen=True, kw_only=True)
class Point:
    """A point of a line. `label` is printed below it, and empty where there is no room.

    `peak` is the value of the first of the highest, from which the others can be judged.
    """

    x: float
    y: float
    label: str
    peak: str = ""
    unusual: bool = False


@dataclass(frozen=True, kw_only=True)
class Stroke:
    """A straight piece of a line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, kw_only=True)
class Level:
    """A line across: the median, or a limit."""

    kind: str
    y: float
    label: str


@dataclass(frozen=True, kw_only=True, repr=False)
class Chart(Shared):
    """One chart. `summary` says in words what it shows; `csv` is where its values are."""

    id: str
    title: str
    summary: str
    columns: tuple[str, ...]
    rows: tuple[ChartRow, ...]
    csv: str
    height: float
    bars: tuple[Bar, ...] = ()
    points: tuple[Point, ...] = ()
    strokes: tuple[Stroke, ...] = ()
    levels: tuple[Level, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Value:
    """One value to draw. `more` are the cells of a table after the number itself."""

    label: str
    value: float
    text: str
    url: str = ""
    short: str = ""  # what is printed below a point
    more: tuple[ChartCell, ...] = ()

    def row(self) -> ChartRow:
        plain = f"{self.value:.12g}"
        return ChartRow(
            label=self.label,
            cells=(ChartCell(text=self.text, plain=plain, url=self.url), *self.more),
        )


def counts(pairs: Sequence[tuple[str, int, str]]) -> list[Value]:
    """Return values that are plain counts: label, count, and the list behind it."""
    return [Value(label=label, value=n, text=f"{n:,}", url=url) for label, n, url in pairs]


def bar_chart(
    name: str, title: str, columns: Sequence[str], values: Sequence[Value], csv_url: str
) -> Chart:
    """Return bars, one below the other, in the order of the values."""
    most = max((abs(each.value) for each in values), default=0) or 1
    bars = tuple(
        Bar(
            label=each.label,
            words=round(number * BAR_ROW + 1, 2),
            top=round(number * BAR_ROW + BAR_WORDS, 2),
            length=round(abs(each.value) / most * LONGEST_BAR, 2),
            height=BAR,
            value=each.text,
        )
        for number, each in enumerate(values)
    )
    return Chart(
        id=name,
        title=title,
        summary=_summary(values, "bar"),
        columns=tuple(columns),
        rows=tuple(each.row() for each in values),
        csv=csv_url,
        height=round(len(values) * BAR_ROW, 2),
        bars=bars,
    )


def line_chart(
    name: str,
    title: str,
    columns: Sequence[str],
    values: Sequence[Value],
    csv_url: str,
    with_limits: bool = False,
) -> Chart:
    """Return a line over time, with its median and, where there are points enough, its limits."""
    numbers = [each.value for each in values]
    middle, low, high = limits(numbers) if with_limits else (None, None, None)
    top = max([*numbers, high or 0, 0]) or 1
    foot = min([*numbers, 0])

    def height(value: float) -> float:
        return round(FIELD_TOP + (top - value) / (top - foot) * FIELD, 2)

    highest = max(range(len(numbers)), key=numbers.__getitem__, default=-1)
    points = tuple(
        Point(
            x=round((number + 0.5) / len(values) * 100, 2),
            y=height(each.value),
            label=each.short,
            peak=each.text if number == highest else "",
            unusual=high is not None and low is not None and not low <= each.value <= high,
        )
        for number, each in enumerate(values)
    )
    levels = []
    if middle is not None:
        levels.append(Level(kind="median", y=height(middle), label=f"median {middle:g}"))
    if high is not None and low is not None:
        levels.append(Level(kind="limit", y=height(high), label=f"upper limit {high:.1f}"))
        levels.append(Level(kind="limit", y=height(low), label=f"lower limit {low:.1f}"))
    return Chart(
        id=name,
        title=title,
        summary=" ".join([_summary(values, "point"), *_limits_in_words(middle, low, high, points)]),
        columns=tuple(columns),
        rows=tuple(each.row() for each in values),
        csv=csv_url,
        height=FIELD_TOP + FIELD + FIELD_FOOT,
        points=points,
        strokes=tuple(Stroke(x1=a.x, y1=a.y, x2=b.x, y2=b.y) for a, b in pairwise(points)),
        levels=tuple(levels),
    )


def limits(values: Sequence[float]) -> tuple[float | None, float | None, float | None]:
    """Return the median of some counts and the limits of what is usual, or nothing for too few.

    The limits lie around the median by the median of the steps from one value to the next. A count
    is never below zero, and so is no limit.
    """
    if not values:
        return None, None, None
    middle = median(values)
    if len(values) < FEWEST_FOR_LIMITS:
        return middle, None, None
    step = median(abs(after - before) for before, after in pairwise(values))
    if not step:  # so seldom something else that nothing can be called usual
        return middle, None, None
    reach = LIMIT_FACTOR * step
    return middle, max(0.0, middle - reach), middle + reach


def _summary(values: Sequence[Value], thing: str) -> str:
    if not values:
        return "No values."
    most = max(values, key=lambda each: each.value)
    least = min(values, key=lambda each: each.value)
    count = f"{len(values)} {thing}{'' if len(values) == 1 else 's'}."
    if len(values) == 1:
        return f"{count} {most.label}: {most.text}."
    if most.value == least.value:
        return f"{count} All are {most.text}."
    return f"{count} {_end('highest', most, values)} {_end('lowest', least, values)}"


def _end(which: str, value: Value, values: Sequence[Value]) -> str:
    """Return which value is the highest or the lowest, or how many are."""
    alike = sum(each.value == value.value for each in values)
    if alike > 1:
        return f"The {which} is {value.text}, {alike} times."
    return f"The {which} is {value.label}: {value.text}."


def _limits_in_words(
    middle: float | None, low: float | None, high: float | None, points: Sequence[Point]
) -> list[str]:
    if middle is None:
        return []
    if low is None or high is None:
        return [f"The median is {middle:g}."]
    outside = sum(point.unusual for point in points)
    words = "No point is" if not outside else f"{outside} point{' is' if outside == 1 else 's are'}"
    usual = f"The median is {middle:g}; between {low:.1f} and {high:.1f} is usual."
    return [usual, f"{words} outside."]


def as_csv(chart: Chart) -> bytes:
    """Return the table of a chart as a file for spreadsheets, its numbers without commas."""
    return csv_file(
        chart.columns, [[row.label, *(cell.plain for cell in row.cells)] for row in chart.rows]
    )


def _linked(cell: ChartCell) -> str:
    words = escape(cell.text)
    return f'<a href="{escape(cell.url)}">{words}</a>' if cell.url else words


def as_table(chart: Chart) -> str:
    """Return a chart as a plain table in HTML, for readers of feeds and other programs."""
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in chart.columns)
    rows = []
    for row in chart.rows:
        cells = "".join(f"<td>{_linked(cell)}</td>" for cell in row.cells)
        rows.append(f'<tr><th scope="row">{escape(row.label)}</th>{cells}</tr>')
    return (
        f"<table><caption>{escape(chart.title)}</caption><thead><tr>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table>"
    )
