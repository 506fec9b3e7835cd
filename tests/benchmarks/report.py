"""Report: what was measured, as a table in Markdown and as a plot."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple
from xml.etree import ElementTree as ET

CASES = ("cold", "no change", "one edit", "one new post", "one renamed topic", "watch")
REFERENCE = "hugo"

# Of Hugo's wall time, by builder, case and size; of its memory under "memory". From the design.
TARGETS = {
    ("hub-cmarkgfm", "cold", 1_000): 1.2,
    ("hub-cmarkgfm", "cold", 10_000): 0.7,
    ("hub-markdown", "cold", 1_000): 4.0,
    ("hub-markdown", "cold", 10_000): 3.5,
    **{
        (name, case, size): most
        for name in ("hub-cmarkgfm", "hub-markdown")
        for case, size, most in (
            ("no change", 1_000, 0.6),
            ("no change", 10_000, 0.15),
            ("one edit", 1_000, 0.6),
            ("one edit", 10_000, 0.2),
            ("watch", 1_000, 0.2),
            ("watch", 10_000, 0.1),
            ("memory", 10_000, 0.5),
        )
    },
}
# Ten times the posts may take this many times as long.
GROWTH = 11.0


class Measured(NamedTuple):
    """One run: wall and CPU seconds, and the peak of memory in bytes. None is not known."""

    wall: float
    cpu: float | None = None
    memory: int | None = None


@dataclass(frozen=True)
class Named:
    """A tool as the report names it."""

    name: str
    label: str
    version: str = ""
    less: str = ""


@dataclass
class Results:
    """All that was measured. `counted` is how many pages and feeds each tool made."""

    sizes: Sequence[int]
    builders: Sequence[Named]
    figures: dict[tuple[int, str, str], list[Measured]] = field(default_factory=dict)
    counted: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    machine: str = ""
    date: str = ""
    command: str = ""

    def add(self, size: int, case: str, name: str, measured: Measured) -> None:
        self.figures.setdefault((size, case, name), []).append(measured)

    def wall(self, size: int, case: str, name: str) -> float | None:
        """Return the median of the wall times."""
        found = self.figures.get((size, case, name))
        return median(each.wall for each in found) if found else None

    def cpu(self, size: int, case: str, name: str) -> float | None:
        found = self.figures.get((size, case, name), ())
        known = [each.cpu for each in found if each.cpu is not None]
        return median(known) if known else None

    def memory(self, size: int, case: str, name: str) -> float | None:
        known = [each.memory for each in self.figures.get((size, case, name), ()) if each.memory]
        return median(known) if known else None


def ratio(mine: float | None, other: float | None) -> float | None:
    return mine / other if mine is not None and other else None


# -- The table ---------------------------------------------------------------------


def table(results: Results) -> str:
    """Return the whole report in Markdown."""
    lines = ["# Benchmark", ""]
    lines += [f"{line}  " for line in (results.date, results.machine) if line]
    lines += [f"Repeat it with `{results.command}`.", ""] if results.command else [""]
    for size in results.sizes:
        lines += [f"## {size:,} posts", "", *_rows(results, size), ""]
    lines += _growth(results)
    lines += ["## What is measured", ""]
    lines += [f"- {line}" for line in [*_explained(), *_peers(results), *results.notes]]
    return "\n".join(lines) + "\n"


def _rows(results: Results, size: int) -> Iterator[str]:
    yield (
        "| Case | Built by | Wall, s: median (least to most) | CPU, s | Peak memory, MiB "
        "| Time, of Hugo | Memory, of Hugo | Target |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |"
    for case in CASES:
        for builder in results.builders:
            found = results.figures.get((size, case, builder.name))
            if not found:
                continue
            wall, memory = (
                ratio(of(size, case, builder.name), of(size, case, REFERENCE))
                for of in (results.wall, results.memory)
            )
            cells = [case, builder.label, _spread([each.wall for each in found])]
            cells += [_seconds(results.cpu(size, case, builder.name))]
            cells += [_mebibytes(results.memory(size, case, builder.name))]
            cells += [_times(wall), _times(memory)]
            cells += [_target(builder.name, case, size, wall, memory)]
            yield f"| {' | '.join(cells)} |"


def _target(name: str, case: str, size: int, wall: float | None, memory: float | None) -> str:
    found = []
    most = TARGETS.get((name, case, size))
    if most is not None and wall is not None:
        found.append(f"at most {most:g}: {'met' if wall <= most else 'missed'}")
    most = TARGETS.get((name, "memory", size)) if case == "cold" else None
    if most is not None and memory is not None:
        found.append(f"memory at most {most:g}: {'met' if memory <= most else 'missed'}")
    return "; ".join(found)


def _growth(results: Results) -> Iterator[str]:
    pairs = [pair for pair in pairwise(sorted(results.sizes)) if pair[0] * 10 <= pair[1]]
    if not pairs:
        return
    yield "## Growth"
    yield ""
    yield f"Ten times the posts should take at most {GROWTH:g} times as long."
    yield ""
    yield "| Case | Built by | From | To | Wall time grows by | CPU grows by | Target |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | --- |"
    for small, large in pairs:
        for case in CASES:
            for builder in results.builders:
                grown = ratio(*(results.wall(n, case, builder.name) for n in (large, small)))
                if grown is None:
                    continue
                target = ""
                if large == 10 * small and builder.name.startswith("hub-"):
                    target = "met" if grown <= GROWTH else "missed"
                worked = ratio(*(results.cpu(n, case, builder.name) for n in (large, small)))
                cells = [case, builder.label, f"{small:,}", f"{large:,}", f"{grown:.1f}"]
                cells += ["-" if worked is None else f"{worked:.1f}", target]
                yield f"| {' | '.join(cells)} |"
    yield ""


def _explained() -> Iterator[str]:
    yield (
        "cold: no output and nothing left of earlier builds; no change: once more; one edit: a "
        "word in one body; one new post; one renamed topic: its name; watch: from saving a post "
        "to its page being ready in a preview that runs."
    )
    yield (
        "Wall time is that of the whole process, from its start to its end. CPU is user and "
        "system time of the process and all its workers. Peak memory is the most that any one "
        "process held: workers share most of theirs with the process that forked them, and that "
        "part is not counted twice, but what a worker adds to it is not counted at all."
    )
    yield "The tools take turns; every build is looked at, whether it shows what was changed."


def _peers(results: Results) -> Iterator[str]:
    for builder in results.builders:
        parts = [builder.label + (f" ({builder.version})" if builder.version else "")]
        counts = [
            f"{pages:,} pages and {feeds:,} feeds at {size:,} posts"
            for size in results.sizes
            if (size, builder.name) in results.counted
            for pages, feeds in [results.counted[size, builder.name]]
        ]
        parts += ["; ".join(counts)] if counts else []
        parts += [f"does less: {builder.less}"] if builder.less else []
        yield f"{'; '.join(parts)}."
    if REFERENCE not in [builder.name for builder in results.builders]:
        yield "Hugo was not measured, so there are no ratios."


def _seconds(seconds: float | None) -> str:
    if seconds is None:
        return "-"
    return (
        f"{seconds:.3f}"
        if seconds < 0.1
        else f"{seconds:.2f}"
        if seconds < 10
        else f"{seconds:.1f}"
    )


def _spread(seconds: list[float]) -> str:
    middle = _seconds(median(seconds))
    if len(seconds) == 1:
        return middle
    return f"{middle} ({_seconds(min(seconds))} to {_seconds(max(seconds))})"


def _mebibytes(size: float | None) -> str:
    return "-" if size is None else f"{size / 2**20:,.0f}"


def _times(found: float | None) -> str:
    return "-" if found is None else f"{found:.2f}" if found >= 0.1 else f"{found:.3f}"


# -- The plot ----------------------------------------------------------------------

WIDTH, PANEL, GAP, TOP, ACROSS = 960, 250, 62, 70, 3
# Told apart by shape as well as by colour; each colour is readable on white.
MARKS = (
    ("circle", "#0b5394"),
    ("square", "#a04000"),
    ("triangle", "#1b6b3a"),
    ("diamond", "#6a2c91"),
)


def plot(results: Results) -> str:
    """Return the wall times as an SVG picture: a panel for each case, both axes logarithmic."""
    cases = [case for case in CASES if any(key[1] == case for key in results.figures)]
    height = (
        TOP
        + -(-max(len(cases), 1) // ACROSS) * (PANEL + GAP)
        + 30 * (len(results.builders) // 2 + 1)
    )
    root = ET.Element(
        "svg",
        {
            "xmlns": "http://www.w3.org/2000/svg",
            "viewBox": f"0 0 {WIDTH} {height}",
            "role": "img",
            "aria-labelledby": "bench-title bench-words",
            "font-family": "system-ui, sans-serif",
            "font-size": "13",
        },
    )
    ET.SubElement(root, "title", {"id": "bench-title"}).text = "Time to build the blog, by its size"
    ET.SubElement(root, "desc", {"id": "bench-words"}).text = _in_words(results, cases)
    ET.SubElement(root, "rect", {"width": "100%", "height": "100%", "fill": "#ffffff"})
    _text(root, 20, 32, "Time to build the blog, by its size", size="20", weight="bold")
    _text(
        root,
        20,
        52,
        "Wall seconds: a mark is the median; an upright line goes from the least to the most.",
    )
    walls = [each.wall for found in results.figures.values() for each in found] or [1.0]
    low, high = math.floor(math.log10(min(walls))), math.ceil(math.log10(max(walls)))
    scale = _Scale(low, max(high, low + 1), sorted(results.sizes))
    for number, case in enumerate(cases):
        left = 20 + number % ACROSS * (WIDTH - 20) / ACROSS
        top = TOP + 10 + number // ACROSS * (PANEL + GAP)
        _panel(root, results, case, scale, left, top)
    for number, builder in enumerate(results.builders):
        x, y = 30 + number % 2 * WIDTH / 2, height - 30 * (len(results.builders) // 2 + 1) + 10
        y += number // 2 * 28
        _mark(root, number, x, y)
        _text(root, x + 14, y + 4, builder.label)
    ET.indent(root)
    return ET.tostring(root, encoding="unicode") + "\n"


class _Scale(NamedTuple):
    """From seconds and sizes to places within a panel."""

    low: int
    high: int
    sizes: list[int]

    def down(self, seconds: float) -> float:
        share = (math.log10(seconds) - self.low) / (self.high - self.low)
        return PANEL - 20 - share * (PANEL - 50)

    def across(self, size: int) -> float:
        inner = (WIDTH - 20) / ACROSS - 100
        if len(self.sizes) == 1:
            return 50 + inner / 2
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        return 60 + (math.log10(size) - first) / (last - first) * inner


def _panel(
    root: ET.Element, results: Results, case: str, scale: _Scale, left: float, top: float
) -> None:
    group = ET.SubElement(root, "g", {"transform": f"translate({left:.1f} {top:.1f})"})
    _text(group, 0, 14, case, weight="bold")
    right = (WIDTH - 20) / ACROSS - 20
    for power in range(scale.low, scale.high + 1):
        y = scale.down(10**power)
        _line(group, 40, y, right, y, "#d0d0d0")
        _text(group, 34, y + 4, f"{10**power:g}", anchor="end")
    for size in scale.sizes:
        _text(group, scale.across(size), PANEL + 4, f"{size:,}", anchor="middle")
    for number, builder in enumerate(results.builders):
        points = []
        for size in scale.sizes:
            if found := results.figures.get((size, case, builder.name)):
                walls = [each.wall for each in found]
                x, ends = scale.across(size), [scale.down(end(walls)) for end in (min, max)]
                _line(group, x, ends[0], x, ends[1], MARKS[number % len(MARKS)][1])
                points.append((x, scale.down(median(walls))))
        for (x1, y1), (x2, y2) in pairwise(points):
            _line(group, x1, y1, x2, y2, MARKS[number % len(MARKS)][1], "2")
        for x, y in points:
            _mark(group, number, x, y)


def _in_words(results: Results, cases: Sequence[str]) -> str:
    """Return the medians as a text, for those who cannot see the plot."""
    sentences = []
    for size in results.sizes:
        for case in cases:
            found = [
                f"{builder.label} {_seconds(wall)} s"
                for builder in results.builders
                if (wall := results.wall(size, case, builder.name)) is not None
            ]
            if found:
                sentences.append(f"{size:,} posts, {case}: {', '.join(found)}.")
    return " ".join(sentences) or "Nothing was measured."


def _line(
    parent: ET.Element, x1: float, y1: float, x2: float, y2: float, colour: str, width: str = "1"
) -> None:
    ends = {
        name: f"{at:.1f}"
        for name, at in zip(("x1", "y1", "x2", "y2"), (x1, y1, x2, y2), strict=True)
    }
    ET.SubElement(parent, "line", {**ends, "stroke": colour, "stroke-width": width})


def _text(
    parent: ET.Element,
    x: float,
    y: float,
    words: str,
    anchor: str = "start",
    size: str = "13",
    weight: str = "normal",
) -> None:
    place = {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor, "fill": "#1a1a1a"}
    made = ET.SubElement(parent, "text", {**place, "font-size": size, "font-weight": weight})
    made.text = words


def _mark(parent: ET.Element, number: int, x: float, y: float) -> None:
    shape, colour = MARKS[number % len(MARKS)]
    if shape == "circle":
        ET.SubElement(
            parent, "circle", {"cx": f"{x:.1f}", "cy": f"{y:.1f}", "r": "5", "fill": colour}
        )
        return
    corners = {
        "square": ((-4.5, -4.5), (4.5, -4.5), (4.5, 4.5), (-4.5, 4.5)),
        "triangle": ((0, -6), (6, 5), (-6, 5)),
        "diamond": ((0, -6.5), (6.5, 0), (0, 6.5), (-6.5, 0)),
    }[shape]
    points = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in corners)
    ET.SubElement(parent, "polygon", {"points": points, "fill": colour})
