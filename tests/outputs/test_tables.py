"""Tables: what charts show and what the register holds, in files for spreadsheets."""

from __future__ import annotations

import csv
import io

from plugins.model.charts import bar_chart, counts
from plugins.outputs.tables import table_documents
from tests.support.examples import a_body, a_figure, a_library, a_post, a_source


def test_every_chart_of_a_post_has_its_file() -> None:
    charts = [bar_chart(f"c{n}", "T", ("A", "B"), counts([("x", n, "")]), "") for n in (1, 2)]
    post = a_post(body=a_body(charts=((0, charts[0]), (3, charts[1]))))

    files = {each.save_as: each.render() for each in table_documents(a_library([post]))}

    assert files[f"{post.path}chart-1.csv"] == b"A,B\r\nx,1\r\n"
    assert files[f"{post.path}chart-2.csv"] == b"A,B\r\nx,2\r\n"


def test_every_table_of_numbers_of_a_post_has_its_file() -> None:
    post = a_post(body=a_body(tables=((2, "A,B\r\nx,1\r\n"),)))

    files = {each.save_as: each.render() for each in table_documents(a_library([post]))}

    assert files[f"{post.path}table-2.csv"] == b"A,B\r\nx,1\r\n"


def test_the_register_is_one_row_a_figure() -> None:
    figure = a_figure(
        value="more than 1.2 million", note='A "note", with signs', superseded_by="later"
    )

    library = a_library(figures=(figure, a_figure(name="later")), sources=(a_source(),))
    *_, document = table_documents(library)
    rows = list(csv.DictReader(io.StringIO(document.render().decode())))

    assert document.save_as == "figures/figures.csv"
    assert [row["name"] for row in rows] == ["slips-2021", "later"]
    assert (rows[0]["value"], rows[0]["number"], rows[0]["note"], rows[0]["superseded_by"]) == (
        "more than 1.2 million", "1200000", 'A "note", with signs', "later",
    )  # fmt: skip
