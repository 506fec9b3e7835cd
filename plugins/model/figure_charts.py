"""A chart that a text calls for, made from figures of the register."""

from __future__ import annotations

from collections.abc import Sequence

from plugins.language.numerals import read_number, shown
from plugins.model.charts import Chart, ChartCell, Value, bar_chart, line_chart
from plugins.model.records import Figure


def figure_chart(
    name: str,
    spec: dict[str, object],
    figures: Sequence[tuple[Figure, str, str]],
    csv_url: str,
) -> Chart:
    """Return a chart of figures of the register, each with its day and the words for its source."""
    labels = spec["labels"]
    assert isinstance(labels, list)
    values = []
    for number, (figure, as_of, source) in enumerate(figures):
        found = read_number(figure.value)
        label = str(labels[number]) if labels else figure.label or figure.period
        more = (
            ChartCell(text=as_of, plain=figure.as_of),
            ChartCell(text=source, plain=figure.source),
        )
        values.append(
            Value(
                label=label,
                short=label,
                value=found.value if found else 0.0,
                text=shown(figure.value, figure.unit),
                url=figure.url,
                more=more,
            )
        )
    columns = ("What", figures[0][0].unit, "As of", "Source")
    draw = line_chart if spec["kind"] == "line" else bar_chart
    return draw(name, str(spec["title"]), columns, values, csv_url)
