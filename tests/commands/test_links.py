"""Links: what is asked, what is remembered, and what is said of it."""

from __future__ import annotations

import json
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.commands.link_answers import Answer, Asker
from plugins.commands.links import links
from tests.conftest import tree, write_post

GONE = "https://gone.nhs.uk/report"
COPY = "https://web.archive.org/web/2021/https://gone.nhs.uk/report"


class Known(Asker):
    """Answers from a list, and remembers what it was asked."""

    def __init__(self, answers: dict[str, Answer]) -> None:
        super().__init__("test")
        self.answers, self.asked = answers, list[str]()

    def ask(self, address: str) -> Answer:
        self.asked.append(address)
        return self.answers.get(address, Answer("well", "the answer is 200"))


def run(site: Path, asker: Asker, **options: object) -> tuple[int, list[str]]:
    given: dict[str, object] = {"again": False, "format": "text", "private": False, "content": None,
             "output": None, "siteurl": None, "now": "2026-06-01T12:00"}  # fmt: skip
    said: list[str] = []
    return links(site, Namespace(**{**given, **options}), said.append, asker), said


@pytest.fixture
def hub(site: Path) -> Path:
    content = site / "content"
    (content / "sources/gone-2021.md").write_text(
        "---\ntitle: A report\npublisher: Example Office\ndate: 2021\nkind: report\n"
        f"url: {GONE}\narchive: {COPY}\n---\n",
        encoding="utf-8",
    )
    write_post(content, "2024/links.md", "Links", body=(
        f"See [one]({GONE}#page-3).\n\nAnd [two](https://moved.nhs.uk/a), [two](https://moved.nhs.uk/a)."
    ))  # fmt: skip
    write_post(content, "2024/back.md", "Back", more="status: withdrawn\n",
               body="See [it](https://withdrawn.nhs.uk/).")  # fmt: skip
    return site


def answers() -> Known:
    return Known(
        {
            GONE: Answer("gone", "the answer is 404"),
            "https://moved.nhs.uk/a": Answer(
                "moved", "it has moved for good", "https://moved.nhs.uk/b"
            ),
        }
    )


def test_what_is_gone_or_moved_is_told_with_its_places_and_nothing_is_written(hub: Path) -> None:
    before = tree(hub / "content")
    asker = answers()

    code, said = run(hub, asker)

    assert code == 1
    assert said == [
        "Addresses to ask: 5, at most one a second a host.",
        f"content/posts/2024/links.md:8 (and in 1 place more): gone: {GONE}: the answer is 404; the "
        f"source names a copy: {COPY} (asked 2026-06-01)",
        "content/posts/2024/links.md:10: moved: https://moved.nhs.uk/a: it has moved for good; it "
        "is at https://moved.nhs.uk/b now (asked 2026-06-01)",
        "5 outside: 3 well, 1 gone, 1 moved. Nothing in the content was changed.",
    ]
    assert sorted(asker.asked) == [
        "https://doi.org/10.1000/182", "https://example.org/first", GONE, "https://moved.nhs.uk/a",
        COPY,
    ]  # fmt: skip
    assert tree(hub / "content") == before


def test_answers_are_kept_with_their_days_and_bad_ones_are_asked_again_sooner(hub: Path) -> None:
    run(hub, answers())

    later = answers()
    code, said = run(hub, later, now="2026-06-04T12:00")
    assert (code, later.asked) == (1, [GONE])
    assert said[0] == "Addresses to ask: 1, at most one a second a host."
    assert "(asked 2026-06-01)" in said[2], "what moved is told on, with the day of its answer"

    month = answers()
    run(hub, month, now="2026-07-02T12:00")
    assert len(month.asked) == 5
    again = answers()
    run(hub, again, now="2026-07-02T12:00", again=True)
    assert len(again.asked) == 5


@pytest.mark.parametrize("damage", ["", "[]", "{", '{"https://x.org/": {"on": 1}}'])
def test_a_damaged_memory_is_as_good_as_none(hub: Path, damage: str) -> None:
    (hub / ".hub").mkdir()
    (hub / ".hub/links.json").write_text(damage, encoding="utf-8")

    code, said = run(hub, answers())

    assert (code, said[0]) == (1, "Addresses to ask: 5, at most one a second a host.")


def test_a_program_gets_all_of_it(hub: Path) -> None:
    _, said = run(hub, answers(), format="json")

    (found,) = [each for each in json.loads(said[-1]) if each["address"] == GONE]
    assert found == {
        "address": GONE, "on": "2026-06-01", "state": "gone", "why": "the answer is 404", "to": "",
        "archive": COPY, "in": ["content/posts/2024/links.md:8", "content/sources/gone-2021.md"],
    }  # fmt: skip
