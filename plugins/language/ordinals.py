"""Small numbers in words, and numbers of an order."""

from __future__ import annotations

ORDINALS = (
    "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
    "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
).split()
CARDINALS = "zero one two three four five six seven eight nine ten eleven twelve".split()


def ordinal(number: int) -> str:
    """Return "fourth", or "21st" beyond the words."""
    if 0 < number < len(ORDINALS):
        return ORDINALS[number]
    ends = {1: "st", 2: "nd", 3: "rd"}
    end = "th" if number % 100 in (11, 12, 13) else ends.get(number % 10, "th")
    return f"{number}{end}"
