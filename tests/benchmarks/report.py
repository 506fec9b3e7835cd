"""Report: what was measured, as a table in Markdown and as a plot."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import NamedTuple

from plugins.model.charts import Chart, Value, bar_chart
from plugins.pipeline.templates import environment

TEMPLATE, STAGED, PUBLISHED = (
    "one changed template",
    "check of one staged post",
    "publish of one edit",
)
# What only our own tool can be asked for.
OURS = (STAGED, PUBLISHED)
CASES = (
    *("cold", "no change", "one edit", "one new post", "one renamed topic", TEMPLATE),
    *OURS,
    "watch",
)
# Whom our times are held against: first one that does the same work, then the leanest.
SAME, LEANEST = "hugo-same", "hugo"
LEAN = "-lean"

# Most of a peer's wall time, by builder, case, size and peer; "memory" is of a cold build. From the
# design: of Hugo doing the same, but "watch", which only the leanest Hugo can.
TARGETS = {
    ("hub-markdown", "cold", 1_000, SAME): 1.2,
    ("hub-cmarkgfm", "cold", 1_000, SAME): 0.8,
    ("hub-markdown", "cold", 10_000, SAME): 0.8,
    ("hub-cmarkgfm", "cold", 10_000, SAME): 0.5,
    **{
        (name, case, size, peer): most
        for name in ("hub-markdown", "hub-cmarkgfm")
        for case, peer, small, large in (
            ("no change", SAME, 0.05, 0.05),
            ("no change", LEANEST, 0.2, 0.05),
            ("one edit", SAME, 0.12, 0.02),
            ("one edit", LEANEST, 0.6, 0.12),
            ("one new post", SAME, 0.3, 0.1),
            ("one new post", LEANEST, 1.5, 0.7),
            ("one renamed topic", SAME, 0.3, 0.1),
            ("one renamed topic", LEANEST, 1.5, 0.7),
            ("watch", LEANEST, 0.1, 0.1),
        )
        for size, most in ((1_000, small), (10_000, large))
    },
    ("hub-markdown", "memory", 10_000, SAME): 0.5,
    ("hub-cmarkgfm", "memory", 10_000, SAME): 0.5,
}
# Milliseconds of CPU that the two nets may take of each post, on average.
NETS = 0.4
# What a reader opens, for the table of what that costs.
READ = ("home page", "a post", "first result of a search")
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


class Paid(NamedTuple):
    """What a reader pays for a page: requests, and bytes as they come, packed."""

    requests: int
    size: int


@dataclass
class Results:
    """All that was measured. `counted` is how many pages and feeds each tool made.

    `paid` is what a reader pays, by size and by what is opened; `converted` are the milliseconds
    that one post takes, by engine: its conversion, and the nets within it.
    """

    sizes: Sequence[int]
    builders: Sequence[Named]
    figures: dict[tuple[int, str, str], list[Measured]] = field(default_factory=dict)
    counted: dict[tuple[int, str], tuple[int, int]] = field(default_factory=dict)
    paid: dict[tuple[int, str], Paid] = field(default_factory=dict)
    converted: dict[str, tuple[float, float]] = field(default_factory=dict)
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
    lean = [each for each in results.builders if each.name.endswith(LEAN)]
    whole = [each for each in results.builders if each not in lean]
    for size in results.sizes:
        lines += [f"## {size:,} posts", "", *_rows(results, size, whole), ""]
    lines += _growth(results)
    lines += _readers(results)
    for size in results.sizes if lean else ():
        title = f"## {size:,} posts, with search index, image sizes and cards switched off"
        peers = [each for each in whole if each.name in (SAME, LEANEST)]
        lines += [title, "", *_rows(results, size, [*lean, *peers]), ""]
    lines += _conversions(results)
    lines += ["## What is measured", ""]
    lines += [f"- {line}" for line in [*_explained(), *_peers(results), *results.notes]]
    return "\n".join(lines) + "\n"


def _rows(results: Results, size: int, builders: Sequence[Named]) -> Iterator[str]:
    yield (
        "| Case | Built by | Wall, s: median (least to most) | CPU, s | Memory, MiB "
        "| Time, of Hugo doing the same | of the leanest Hugo | Memory, of Hugo doing the same "
        "| Target |"
    )
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for case in CASES:
        for builder in builders:
            found = results.figures.get((size, case, builder.name))
            if not found:
                continue
            walls = {
                peer: ratio(results.wall(size, case, builder.name), results.wall(size, case, peer))
                for peer in (SAME, LEANEST)
            }
            memory = ratio(
                results.memory(size, case, builder.name), results.memory(size, case, SAME)
            )
            cells = [case, builder.label, _spread([each.wall for each in found])]
            cells += [_seconds(results.cpu(size, case, builder.name))]
            cells += [_mebibytes(results.memory(size, case, builder.name))]
            cells += [_times(walls[SAME]), _times(walls[LEANEST]), _times(memory)]
            cells += [_target(builder.name, case, size, walls, memory)]
            yield f"| {' | '.join(cells)} |"


def _target(
    name: str, case: str, size: int, walls: Mapping[str, float | None], memory: float | None
) -> str:
    found = []
    for peer, words in ((SAME, ""), (LEANEST, " of the leanest")):
        most, wall = TARGETS.get((name, case, size, peer)), walls[peer]
        if most is not None and wall is not None:
            found.append(f"at most {most:g}{words}: {'met' if wall <= most else 'missed'}")
    most = TARGETS.get((name, "memory", size, SAME)) if case == "cold" else None
    if most is not None and memory is not None:
        found.append(f"memory at most {most:g}: {'met' if memory <= most else 'missed'}")
    return "; ".join(found)


def _readers(results: Results) -> Iterator[str]:
    if not results.paid:
        return
    yield "## What a reader pays"
    yield ""
    yield "Requests and kB as they come, packed; a search is what it asks for beside its page."
    yield ""
    yield f"| Posts | {' | '.join(READ)} |"
    yield f"| ---: |{' ---: |' * len(READ)}"
    for size in sorted({size for size, _ in results.paid}):
        cells = [
            f"{paid.requests}, {paid.size / 1000:.0f} kB" if paid else "-"
            for paid in (results.paid.get((size, what)) for what in READ)
        ]
        yield f"| {size:,} | {' | '.join(cells)} |"
    yield ""


def _conversions(results: Results) -> Iterator[str]:
    if not results.converted:
        return
    yield "## One post"
    yield ""
    yield "| Engine | Conversion, ms of CPU | of it, that no word is lost and no sign left over | Target |"
    yield "| --- | ---: | ---: | --- |"
    for engine, (whole, nets) in results.converted.items():
        met = "met" if nets <= NETS else "missed"
        yield f"| {engine} | {whole:.2f} | {nets:.2f} | at most {NETS:g}: {met} |"
    yield ""


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
        "word in one body; one new post; one renamed topic: its name; one changed template: that "
        "which every page has; check of one staged post: what the commit hook does; publish of one "
        "edit: to a folder, where the site is published already; watch: from saving a post to its "
        "page being ready in a preview that runs."
    )
    yield (
        "Wall time is that of the whole process, from its start to its end. CPU is user and "
        "system time of the process and all its workers. Memory is the most that the process and "
        "its workers held together, looked at up to five times a second, what they share counted once; "
        "or that any one of them held, if that is more."
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
    if not {SAME, LEANEST} & {builder.name for builder in results.builders}:
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

TITLE = "Seconds to build the blog: median, by what is done and by how many posts there are"
# Ems above a chart, in which its name stands.
NAME = 3.0


def plot(results: Results) -> str:
    """Return the median wall times as an SVG picture: a chart for each case, a bar for each tool.

    The theme draws them, as it draws those of the posts.
    """
    charts: list[tuple[float, Chart]] = []
    top = NAME * 1.5
    for size in results.sizes:
        for case in CASES:
            values = [
                Value(label=builder.label, value=wall, text=f"{_seconds(wall)} s")
                for builder in results.builders
                if (wall := results.wall(size, case, builder.name)) is not None
            ]
            if values:
                title = f"{size:,} posts, {case}"
                chart = bar_chart(f"chart-{len(charts)}", title, ("Tool", "Seconds"), values, "")
                charts.append((round(top, 2), chart))
                top += chart.height + NAME
    here = Path(__file__).parent
    page = environment(here, here.parents[1] / "theme" / "templates").get_template("plot.svg")
    return page.render(
        title=TITLE, words=_in_words(results), charts=charts, height=round(top - NAME / 2, 2)
    )


def _in_words(results: Results) -> str:
    """Return the medians as a text, for those who cannot see the plot."""
    sentences = []
    for size in results.sizes:
        for case in CASES:
            found = [
                f"{builder.label} {_seconds(wall)} s"
                for builder in results.builders
                if (wall := results.wall(size, case, builder.name)) is not None
            ]
            if found:
                sentences.append(f"{size:,} posts, {case}: {', '.join(found)}.")
    return " ".join(sentences) or "Nothing was measured."
