from __future__ import annotations

import pytest

from plugins.language.ordinals import ORDINALS, ordinal


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "first"), (4, "fourth"), (12, "twelfth"), (20, "twentieth"), (21, "21st"), (22, "22nd"),
     (23, "23rd"), (24, "24th"), (101, "101st"), (111, "111th"), (112, "112th"), (0, "0th")],
)  # fmt: skip
def test_a_number_of_an_order(number: int, words: str) -> None:
    assert ordinal(number) == words


def test_each_word_stands_at_its_number() -> None:
    assert [ORDINALS.index(ordinal(number)) for number in range(1, 21)] == list(range(1, 21))
