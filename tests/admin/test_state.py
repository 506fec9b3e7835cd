from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from plugins.admin.state import told
from tests.conftest import write_post

NOW = dt.datetime(2026, 6, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("date", "more", "state"),
    [
        ("2024-03-01", "", "Public: readers see what is saved after the next publish."),
        ("2024-03-01", "status: draft\n", "Draft: readers do not see it."),
        ("2024-03-01", "status: withdrawn\n", "Withdrawn: readers see a notice."),
        (
            "2027-01-02 09:30",
            "",
            "Scheduled for 2027-01-02 09:30 GMT: readers see it after the first publish from then "
            "on.",
        ),
    ],
)
def test_the_state_of_a_post_is_a_sentence(site: Path, date: str, more: str, state: str) -> None:
    write_post(site / "content", "2024/new.md", "New", date, more=more)

    found = told(site, "content/posts/2024/new.md", NOW)

    assert found == {"state": state, "errors": [], "elsewhere": 0}


def test_errors_are_those_of_check_with_their_lines(site: Path) -> None:
    write_post(site / "content", "2024/new.md", "New", body="As said \\[@first-count-2021].")
    lines = [
        "content/posts/2024/new.md:8: '\\[@first-count-2021]' is printed as signs, because a "
        "backslash stands before it; write '[@first-count-2021]'; put signs that are meant in "
        "backquotes [escaped-signs]"
    ]
    own: dict[str, Any] = told(site, "content/posts/2024/new.md", NOW)
    other = told(site, "content/posts/2021/one.md", NOW)

    assert (own["errors"], own["elsewhere"]) == (lines, 0)
    assert (other["errors"], other["elsewhere"]) == ([], 1)


def test_settings_that_cannot_be_read_are_an_error_too(site: Path) -> None:
    (site / "pelicanconf.py").write_text("SITENAME =", encoding="utf-8")

    (error,) = told(site, "content/posts/2021/one.md", NOW)["errors"]

    assert "pelicanconf.py" in error


def test_the_errors_of_a_record_are_its_own(site: Path) -> None:
    path = site / "content/figures.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("source: second-count-2023", "source: second-count"), "utf-8")

    own = told(site, "content/figures/slips-2023.md", NOW)
    other = told(site, "content/figures/slips-2021.md", NOW)

    assert own == {
        "state": "What posts call for is what is saved after the next publish.",
        "errors": [
            "content/figures.yaml:17: slips-2023: source names an unknown source 'second-count'; did you mean "
            "'second-count-2023'? [unknown-source]"
        ],
        "elsewhere": 0,
    }
    assert (other["errors"], other["elsewhere"]) == ([], 1)
