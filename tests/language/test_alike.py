from __future__ import annotations

import random

import pytest

from plugins.language.alike import address, pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Medicine safety", "Medicines safety"),
        ("Incident reporting", "Reporting of incidents"),
        ("Patient-safety culture", "Patient safety culture"),
        ("Healthcare staff", "Health care staff"),
        ("Families and carers", "Families & Carers"),
        ("Policies", "Policy"),
        ("Safety of medicines", "medicines safety"),
        ("Maternity safety", "Materntiy safety"),
        ("Leadership", "Leadreship"),
        ("Deterioration", "Deteriorration"),
        ("Transparency", "Transparancy"),
        ("Zoë Example", "Zoe Example"),
        ("Ann Example-Jones", "Ann Example Jones"),
        ("2021 in review", "In review: 2021"),
    ],
)
def test_names_of_one_thing_are_alike(one: str, other: str) -> None:
    assert list(pairs([one, "Something else", other])) == [(0, 2)]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2021 in review", "2022 in review"),
        ("Tom Sample", "Tim Sample"),
        ("Culture", "Medicines"),
        ("Patient safety", "Staff safety"),
        ("Ward 7", "Ward 8"),
        ("Report A2019", "Report A2018"),
        ("Medicines", "Medicines safety"),
        ("Listening", "Learning"),
        ("&", "of the"),
        ("Cafe", "Cage"),
    ],
)
def test_names_of_two_things_are_not(one: str, other: str) -> None:
    assert list(pairs([one, other])) == []


def test_ten_thousand_names_are_not_compared_each_with_each() -> None:
    chosen = random.Random(7)  # noqa: S311 - the same names each time
    letters = "abcdefghijklmnopqrtuvw"
    words = ["".join(chosen.choices(letters, k=9)) + "a" for _ in range(3000)]
    names = [" ".join(chosen.sample(words, 4)) for _ in range(10_000)]
    names += [f"{names[17]}s", " ".join(reversed(names[4321].split()))]

    assert list(pairs(names)) == [(17, 10_000), (4321, 10_001)]


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/report",
        "http://www.example.org/a/report/",
        "https://EXAMPLE.org/a/report/index.html",
        "https://example.org/a/report?utm_source=mail&fbclid=1",
        "https://example.org/a/report#:~:text=words",
    ],
)
def test_one_place_has_one_address(url: str) -> None:
    assert address(url) == "example.org/a/report"


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a/report?id=1",
        "https://example.org/a/report#part-2",
        "https://example.org/A/report",
        "https://docs.example.org/a/report",
    ],
)
def test_another_place_has_another(url: str) -> None:
    assert address(url) != "example.org/a/report"
