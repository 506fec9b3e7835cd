"""The values of charts and tables, and the register of figures, in files for spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.base.csv_file import csv_file
from plugins.language.numerals import read_number
from plugins.model import addresses
from plugins.model.charts import Chart, as_csv
from plugins.model.library import Library
from plugins.model.year_counts import yearbooks_of
from plugins.presentation.contracts import OutputFile, files
from plugins.presentation.year_charts import month_chart, months_chart, topic_chart, years_chart

REGISTER = (
    "name value number unit counts place period as_of source superseded_by comparable_with "
    "not_comparable_with note"
).split()


@dataclass(frozen=True, kw_only=True)
class ChartTable:
    """The values of one chart."""

    save_as: str
    chart: Chart

    def render(self) -> bytes:
        return as_csv(self.chart)


@dataclass(frozen=True, kw_only=True)
class TextTable:
    """The values of one table of a text."""

    save_as: str
    values: str

    def render(self) -> bytes:
        return self.values.encode()


@dataclass(frozen=True, kw_only=True)
class FiguresTable:
    """The register of figures."""

    save_as: str
    rows: tuple[tuple[str, ...], ...]

    def render(self) -> bytes:
        return csv_file(REGISTER, self.rows)


def table_documents(library: Library) -> Iterator[OutputFile]:
    """Yield the values of each chart and table of posts, and of years, then the register."""
    for post in library.posts:
        for number, (_, chart) in enumerate(post.body.charts, 1):
            yield ChartTable(save_as=addresses.chart_table(post.path, number), chart=chart)
        for number, values in post.body.tables:
            yield TextTable(save_as=addresses.table(post.path, number), values=values)
    for year, book in yearbooks_of(library).items():
        if book.posts:
            charts = (month_chart(book, library), topic_chart(book, library))
            for name, chart in zip(addresses.YEAR_TABLES, charts, strict=True):
                yield ChartTable(save_as=addresses.year_table(year, name), chart=chart)
    if library.posts:
        yield ChartTable(save_as=addresses.YEARS_TABLE, chart=years_chart(library))
        yield ChartTable(save_as=addresses.MONTHS_TABLE, chart=months_chart(library))
    yield FiguresTable(save_as=addresses.FIGURES_TABLE, rows=tuple(_rows(library)))


def _rows(library: Library) -> Iterator[tuple[str, ...]]:
    for figure in library.figures:
        found = read_number(figure.value)
        yield (
            figure.name,
            figure.value,
            f"{found.value:.12g}" if found else "",
            figure.unit,
            figure.counts,
            figure.place,
            figure.period,
            figure.as_of,
            figure.source,
            figure.superseded_by,
            " ".join(figure.comparable_with),
            " ".join(figure.not_comparable_with),
            figure.note,
        )


register = files(lambda build: table_documents(build.library))
