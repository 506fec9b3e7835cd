"""Charts: they are seen in light, in dark and in forced colours, and hold what their tables hold."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

import pytest

from tests.browser.conftest import Hub, Tab

KINDS = ("year", "years", "post")
SCHEMES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"forced_colors": "active", "color_scheme": "light"},
    {"forced_colors": "active", "color_scheme": "dark"},
)

# What is drawn and what is written: the contrast of each with the page, by WCAG 2.2, 1.4.3 and
# 1.4.11. A chart of lines is judged by its strokes, and words by what fills them.
SEEN = """() => {
    const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
    const light = colour => numbers(colour).slice(0, 3).map(n => n / 255)
        .map(n => n <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4)
        .reduce((sum, n, i) => sum + n * [0.2126, 0.7152, 0.0722][i], 0);
    let page = getComputedStyle(document.documentElement).backgroundColor;
    const body = getComputedStyle(document.body).backgroundColor;
    page = numbers(body)[3] === 0 ? page : body;
    const contrast = colour => {
        const [a, b] = [light(colour), light(page)].sort((x, y) => y - x);
        return (a + 0.05) / (b + 0.05);
    };
    const found = [];
    for (const each of document.querySelectorAll('.drawing rect, .drawing circle'))
        found.push(['shape', contrast(getComputedStyle(each).fill)]);
    for (const each of document.querySelectorAll('.drawing line'))
        found.push(['shape', contrast(getComputedStyle(each).stroke)]);
    for (const each of document.querySelectorAll('.drawing text'))
        found.push(['words', contrast(getComputedStyle(each).fill)]);
    return found;
}"""

# What a chart shows: its title, its drawing in pixels, its table, and where the file is.
SHOWN = """() => [...document.querySelectorAll('figure.chart')].map(chart => ({
    bars: [...chart.querySelectorAll('rect.bar')].map(bar => bar.getBoundingClientRect().width),
    words: [...chart.querySelectorAll('text.value')].map(text => text.textContent),
    points: [...chart.querySelectorAll('circle.point')].map(point => {
        const box = point.getBoundingClientRect();
        return [box.x + box.width / 2, box.y + box.height / 2];
    }),
    peaks: [...chart.querySelectorAll('text.peak')].map(text => text.textContent),
    columns: [...chart.querySelectorAll('thead th')].map(cell => cell.textContent),
    rows: [...chart.querySelectorAll('tbody tr')].map(
        row => [...row.children].map(cell => cell.textContent)),
    csv: chart.querySelector('a[download]').href,
    said: chart.querySelector('desc').textContent,
}))"""


def charts(tab: Tab, kind: str) -> Iterator[dict[str, Any]]:
    page = tab.open(tab.hub.example(kind))
    found = page.evaluate(SHOWN)
    assert found
    for each in found:
        each["file"] = [*csv.reader(io.StringIO(page.request.get(each["csv"]).text()))]
        yield each


@pytest.mark.parametrize("scheme", SCHEMES, ids=["light", "dark", "forced", "forced, dark"])
@pytest.mark.parametrize("kind", KINDS)
def test_all_of_a_chart_stands_out_from_the_page(
    hub: Hub, kind: str, scheme: dict[str, Any]
) -> None:
    with hub.tab(**scheme) as tab:
        seen = tab.open(hub.example(kind)).evaluate(SEEN)

    assert {what for what, _ in seen} == {"shape", "words"}
    assert [contrast for what, contrast in seen if what == "shape" and contrast < 3] == []
    assert [contrast for what, contrast in seen if what == "words" and contrast < 4.5] == []


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("kind", KINDS)
def test_drawing_table_and_file_hold_the_same_values(hub: Hub, kind: str, width: int) -> None:
    with hub.tab(width=width) as tab:
        for chart in charts(tab, kind):
            columns, *rows = chart["file"]
            assert columns == chart["columns"]
            assert [row[0] for row in rows] == [row[0] for row in chart["rows"]]
            values = [float(row[1]) for row in rows]
            most = max(values)
            if chart["bars"]:
                assert chart["words"] == [row[1] for row in chart["rows"]]
                longest = max(chart["bars"])
                for drawn, value in zip(chart["bars"], values, strict=True):
                    assert drawn == pytest.approx(longest * value / most, abs=0.6)
            else:
                across = [x for x, _ in chart["points"]]
                assert across == sorted(across)
                assert chart["peaks"] == [chart["rows"][values.index(most)][1]]
                heights = [y for _, y in chart["points"]]
                foot, top = max(heights), min(heights)
                least = min(values)
                for height, value in zip(heights, values, strict=True):
                    share = (value - least) / ((most - least) or 1)
                    assert foot - height == pytest.approx((foot - top) * share, abs=0.6)
            assert chart["said"].startswith(f"{len(rows)} ")


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_of_a_chart_stay_on_the_page_and_apart(hub: Hub, kind: str) -> None:
    """At 320 pixels: nothing beside the screen, and no number upon another word of its chart."""
    with hub.tab(width=320) as tab:
        boxes = tab.open(hub.example(kind)).evaluate(
            """() => [...document.querySelectorAll('.drawing')].map(chart =>
                [...chart.querySelectorAll('text')].map(text => {
                    const box = text.getBoundingClientRect();
                    return [text.textContent, box.left, box.right, box.top, box.bottom];
                }))"""
        )

    for chart in boxes:
        assert [each[0] for each in chart if each[1] < 0 or each[2] > 320] == []
        for number, (name, left, right, top, bottom) in enumerate(chart):
            for other, left_of, right_of, top_of, bottom_of in chart[number + 1 :]:
                beside = right <= left_of + 1 or right_of <= left + 1
                above = bottom <= top_of + 4 or bottom_of <= top + 4
                assert beside or above, (name, other)
