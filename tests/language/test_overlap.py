from __future__ import annotations

import random

import pytest

from plugins.language.overlap import FEWEST, Overlap, overlaps


def text(seed: int, words: int) -> str:
    chosen = random.Random(seed)  # noqa: S311 - the same words each time
    return " ".join(f"w{chosen.randrange(5000)}" for _ in range(words))


@pytest.mark.parametrize("seed", range(20))
def test_a_shared_run_is_found_wherever_it_stands_and_whatever_it_says(seed: int) -> None:
    shared = text(seed, 80)
    first, second = f"{text(100 + seed, 30)}. {shared}", f"{shared.upper()}! {text(200 + seed, 30)}"

    (found,) = overlaps([first, text(300 + seed, 500), second])

    assert (found.first, found.second, found.words) == (0, 2, 80)
    assert first[found.at_first :] == shared
    assert found.at_second == 0


def test_each_pair_is_told_once_with_its_longest_run() -> None:
    long, short = text(1, 120), text(2, 60)

    found = list(overlaps([f"{long} x {short}", f"{short} y {long}"]))

    assert found == [Overlap(0, 1, 0, len(short) + 3, 120)]


def test_less_than_the_fewest_words_is_an_accident() -> None:
    shared = text(3, FEWEST - 1)

    assert list(overlaps([f"a {shared} b", f"c {shared} d"])) == []
    assert list(overlaps(["", "one", shared])) == []
