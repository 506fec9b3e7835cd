"""Prose: what a text claims of its place, of events, sources and numbers, and what is no claim."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from plugins.language import claims as claims_module
from plugins.language.claims import Claim, claims, opening
from plugins.language.ordinals import ordinal

CLAIMS = [
    ("This is the fourth of a short series of five.",
     [("part", "fourth of a short series of five", 4, 5, 0)]),
    ("The fourth of five short posts on 2021. And more.", [("part", "fourth of five", 4, 5, 0)]),
    ("Today is the second of our three posts.", [("part", "second of our three", 2, 3, 0)]),
    ("This is part 3 of 4 of the series.", [("part", "part 3 of 4", 3, 4, 0)]),
    ("Tomorrow, in the fifth and final post, we ask.",
     [("part", "fifth and final post", -1, 0, 1), ("part", "fifth and final post", 5, 0, 1)]),
    ("Today, in the penultimate post, we ask.", [("part", "penultimate post", -2, 0, 0)]),
    ("Yesterday, in the first of five posts, we asked.", [("part", "first of five", 1, 5, -1)]),
    ("Today is the fifth World Patient Safety Day.",
     [("event", "fifth World Patient Safety Day", 5, 2019, 0)]),
    ("The third World Patient Safety Day, in 2021, was good.",
     [("event", "third World Patient Safety Day", 3, 2019, 2021)]),
    ("World Patient Safety Day 2020 was the second.",
     [("event", "World Patient Safety Day 2020 was the second", 2, 2019, 2020)]),
    ("World Patient Safety Day on 17 September 2025 was the eighth.",
     [("event", "World Patient Safety Day on 17 September 2025 was the eighth", 8, 2019, 2025)]),
    ("World Patient Safety Day, 17 September 2025, the eighth of its kind, asks.",
     [("event", "World Patient Safety Day, 17 September 2025, the eighth", 8, 2019, 2025)]),
    ("Since 2019, and on the eighth World Patient Safety Day on 17 September 2025, we ask.",
     [("event", "eighth World Patient Safety Day", 8, 2019, 2025)]),
    ("In 2019 it began, and 2025 was the eighth World Patient Safety Day.",
     [("event", "eighth World Patient Safety Day", 8, 2019, 2025)]),
    ("---\ntitle: A\nsummary: >\n  On the\n  eighth World Patient Safety Day.\n---\nWords.\n",
     [("event", "eighth World Patient Safety Day", 8, 2019, -1)]),
    ("The third Example Handover Week (2024) was good.",
     [("event", "third Example Handover Week", 3, 0, 2024)]),
    ("There were 218,00 events.", [("number", "218,00", 0, 0, 0)]),
    ("There were 1,234,56 events.", [("number", "1,234,56", 0, 0, 0)]),
    ("## Sources\n\n- A report, 29 June 2021.\n", [("source", "29 June 2021", 0, 0, 20210629)]),
]  # fmt: skip

NOTHING = [
    "The first of two patients was moved on Monday.",
    'The fourth and last part of this series is called "Next year".',
    "One in five people said so; two of three agreed.",
    "The last post was in May.",
    "When the first World Patient Safety Day came, we were ready.",
    "---\ntitle: A\nsummary: More.\n---\nOn the eighth World Patient Safety Day we asked.\n",
    "World Patient Safety Day 2024, the first thing to do.",
    "World Patient Safety Day 2024 was the first to be kept here.",
    "It was the eighth Never Event of 2024.",
    "On the third day of May 2024.",
    "There were 218,000 events, 1,234,567 in all; see 10, 12 and 2019,",
    "`218,00` and [x](https://example.org/218,00)",
    "A report of 29 June 2021 said so.",
    "## Sources\n\n- A report. Recorded 29 June 2026.\n",
]


@pytest.mark.parametrize(("text", "found"), CLAIMS)
def test_a_claim_is_found_with_what_it_says(
    text: str, found: list[tuple[str, str, int, int, int]]
) -> None:
    line = text.count("\n", 0, text.find(found[0][1])) + 1

    assert list(claims(text)) == [
        Claim(kind, line, words, number, total, other)
        for kind, words, number, total, other in found
    ]


@pytest.mark.parametrize("text", NOTHING)
def test_other_words_claim_nothing(text: str) -> None:
    assert list(claims(text)) == []


def test_outside_a_series_no_part_is_claimed() -> None:
    assert list(claims("This is the fourth of a short series of five.", in_series=False)) == []


def test_the_opening_is_the_first_paragraph_in_plain_words() -> None:
    assert opening("## Head\n\n> quote\n\nCare *becomes*\n[safer](x.md).\n\nMore.") == (
        "Care becomes safer."
    )
    assert opening("") == ""


def test_ordinals_are_words_up_to_twenty() -> None:
    assert [ordinal(n) for n in (1, 12, 20, 21, 22, 23, 111)] == [
        "first", "twelfth", "twentieth", "21st", "22nd", "23rd", "111th",
    ]  # fmt: skip


# -- Cheap looks leave out nothing

WORDS = some.lists(
    some.sampled_from([
        "the", "Final", "LAST", "penultimate", "blast", "short", "post", "parts", "blog", "fourth",
        "2nd", "Part", "of", "IN", "a", "our", "series", "five", "12", "one", "and", "per", "%",
        ".", "\u0130", "s\u017f",
    ]), max_size=12,
)  # fmt: skip
SPACES = some.sampled_from([" ", "\n", "  ", "\t", "\u00a0", "", ", "])


@pytest.mark.slow
@settings(max_examples=1000, deadline=None)
@given(WORDS, SPACES)
def test_what_says_a_place_is_found_as_without_a_hint(words: list[str], space: str) -> None:
    text = space.join(words)

    assert [each.span() for each in claims_module._lasts(text)] == [
        each.span() for each in claims_module._LAST.finditer(text)
    ]
    total = re.compile(
        rf"\b(?:of|in)\s+(?:(?:a|an|the|our|this)\s+)?(?:(?:short|small|little|brief|new)\s+)?"
        rf"{claims_module._CARDINAL}\b(?!\s+(?:per|%))",
        re.IGNORECASE,
    )
    places = [
        found.span()
        for each in total.finditer(text)
        if (found := claims_module._OF.search(text, max(0, each.start() - 60), each.end()))
        and found.end() == each.end()
    ]
    assert [each.span() for each in claims_module._places(text)] == places


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("TODO: ask Ann", "ask Ann"), ("See [insert figure here].", "insert figure here"),
        ("So it is [citation needed].", "citation needed"), ("Ask [name to follow] there.", "name to follow"),
        ("It fell [TBC] last year.", "TBC"), ("Ring [XXX] now.", "XXX"), ("[Comment: check this]", "Comment: check this"),
        ("Dear [your name],", "your name"), ("Lorem ipsum dolor.", "Lorem ipsum"), ("[To be confirmed]", "To be confirmed"),
    ],
)  # fmt: skip
def test_what_is_still_to_be_written_is_a_gap(text: str, words: str) -> None:
    (gap,) = claims(f"Words.\n{text}\n")

    assert (gap.kind, gap.line, gap.words) == ("gap", 2, words)


@pytest.mark.parametrize(
    "text",
    ["[sic]", "[name withheld]", "[added by the editor]", "[the ward]", "[insert a line](https://x.org/)",
     "`[TBC]`", "[check the dose](../2021/one.md)", "[source needed]: https://x.org", "We add [a note]."],
)  # fmt: skip
def test_words_in_brackets_that_belong_to_a_text_are_none(text: str) -> None:
    assert [each for each in claims(f"Words.\n{text}\n") if each.kind == "gap"] == []
