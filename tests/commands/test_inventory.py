from __future__ import annotations

import csv
import io
import json
from argparse import Namespace
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from plugins.commands.inventory import inventory
from tests.conftest import write_post


@pytest.fixture
def hub(site: Path) -> Path:
    content = site / "content"
    write_post(content, "2024/draft.md", "=SUM(A1)", "2024-12-20", more="status: draft\n")
    write_post(content, "2031/later.md", "Later", "2031-12-20")
    write_post(
        content, "2024/links.md", "Links", "2024-05-01", "medicines",
        more="review_by: 2025-05-01\n",
        body="Read [one](../2021/one.md) and [two](https://example.org/). See <https://x.example/>.",
    )  # fmt: skip
    return site


def told(hub: Path, form: str, into: Path | None = None) -> str:
    said: list[str] = []
    options = Namespace(format=form, into=str(into) if into else None, content=None, output=None,
                        siteurl=None, now="2026-06-01T12:00")  # fmt: skip
    assert inventory(hub, options, said.append) == 0
    return into.read_text(encoding="utf-8") if into else "\n".join(said)


def test_every_post_is_in_the_table_with_its_state(hub: Path) -> None:
    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(told(hub, "csv")))}

    assert len(rows) == len(list((hub / "content/posts").rglob("*.md")))
    assert {name: row["state"] for name, row in rows.items() if row["state"] != "public"} == {
        "content/posts/2024/draft.md": "draft", "content/posts/2031/later.md": "future"}  # fmt: skip
    links = rows["content/posts/2024/links.md"]
    assert (links["links_inside"], links["links_outside"], links["review_by"]) == (
        "1", "2", "2025-05-01")  # fmt: skip
    part = rows["content/posts/2021/two.md"]
    assert (part["series"], part["part"], part["owner"]) == ("2021-in-review", "2", "jo-guest")
    assert part["address"] == "https://patient-safety-hub.example/blog/2021/two/"


def test_an_editor_in_chief_can_sort_by_review_sponsor_note_and_consent(hub: Path) -> None:
    write_post(
        hub / "content", "2024/story.md", "A story",
        more="kind: story\nsponsor: A charity\ncontent_note: On loss.\n"
        "reviewed: {date: 2026-01-02, by: jo-guest}\n"
        "consent: {holder: The office, date: 2026-01-01, scope: This post, expires: 2029-01-01}\n",
    )  # fmt: skip

    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(told(hub, "csv")))}

    story = rows["content/posts/2024/story.md"]
    names = ("reviewed", "reviewed_by", "sponsor", "content_note", "consent_until")
    assert [story[name] for name in names] == [
        "2026-01-02", "jo-guest", "A charity", "On loss.", "2029-01-01",
    ]  # fmt: skip
    assert "The office" not in str(story)


def test_it_tells_what_headers_state_and_which_links_were_gone(hub: Path, tmp_path: Path) -> None:
    write_post(
        hub / "content", "2024/story.md", "A story",
        more="audience: [staff, safety-leads]\nfunding: none\nupdates:\n"
        "  - {date: 2024-04-01, kind: major, what: More.}\n",
    )  # fmt: skip
    answers = {
        "https://example.org/": {"on": "2026-05-30", "state": "gone", "why": "404", "to": ""},
        "https://x.example/": {"on": "2026-05-30", "state": "well", "why": "200", "to": ""},
    }
    (hub / ".hub").mkdir()
    (hub / ".hub/links.json").write_text(json.dumps(answers), encoding="utf-8")

    rows = {row["path"]: row for row in csv.DictReader(io.StringIO(told(hub, "csv")))}

    story = rows["content/posts/2024/story.md"]
    assert [story[name] for name in ("audience", "funding", "updates", "links_gone")] == [
        "staff safety-leads", "none", "1", "",
    ]  # fmt: skip
    assert rows["content/posts/2024/links.md"]["links_gone"] == "https://example.org/"
    page = BeautifulSoup(told(hub, "html", tmp_path / "report.html"), "html.parser")
    (lost,) = [each for each in page.select("section") if "gone" in str(each.h2)]
    assert [cell.get_text() for cell in lost.select("td")] == ["Links", "https://example.org/"]


def test_a_title_cannot_be_a_formula_in_a_spreadsheet(hub: Path) -> None:
    assert "'=SUM(A1)" in told(hub, "csv")


def test_data_say_the_same_as_the_table(hub: Path, tmp_path: Path) -> None:
    found = json.loads(told(hub, "json", tmp_path / "x.json"))
    table = list(csv.DictReader(io.StringIO(told(hub, "csv"))))

    assert [row["path"] for row in found] == [row["path"] for row in table]
    assert [str(row["words"]) for row in found] == [row["words"] for row in table]
    assert found[-1]["topics"] == table[-1]["topics"].split()


def test_the_report_says_what_an_editor_in_chief_asks(hub: Path, tmp_path: Path) -> None:
    page = BeautifulSoup(told(hub, "html", tmp_path / "report.html"), "html.parser")
    sections = {str(each.h2.get_text()): each for each in page.select("section") if each.h2}

    def rows(name: str, table: int = 0) -> list[list[str]]:
        body = sections[name].select("tbody")[table]
        return [[cell.get_text() for cell in row.select("td")] for row in body.select("tr")]

    assert "On 1 June 2026: 1 draft, 1 future, 9 public." in page.get_text()
    assert rows("Posts a month")[-1] == ["2026-06", "0"]
    assert len(rows("Posts a month")) == 24
    assert ["Medicines", "thin, stale", "2024-05-01", "2"] in rows("Topics")
    assert rows("Reviews")[0] == ["overdue", "1"]
    assert rows("Reviews", 1) == [["2025-05-01", "Links", "Ann Example"]]
    assert rows("Series") == [["2021 in review", "3", "2 of 3"]]
    assert len(rows("Hard to read")) == 9
    chart = sections["Posts a month"].svg
    assert chart is not None
    assert str(chart["aria-label"]).startswith("Posts a month from 2024-07 to 2026-06:")
    drawn = sections["Topics"].svg
    assert drawn is not None
    assert str(drawn["aria-label"]) == "Posts of each topic: 3 topics of 3 thin or stale."
    assert len(drawn.select("rect")) == 3
    assert len(drawn.select("rect.needs")) == 3
    assert page.select("script, link, [src]") == []
