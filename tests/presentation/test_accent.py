"""Colours that follow from one: legible wherever they stand, whatever the one is."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.presentation import accent
from plugins.presentation.accent import (
    AA,
    DARK,
    LIGHT,
    ON_BUTTON,
    ON_DARK_BUTTON,
    ON_HERO,
    contrast,
    palette,
    plain_mark,
    said_of,
)  # fmt: skip
from tests.conftest import ROOT

CSS = (ROOT / "theme/static/site.css").read_text(encoding="utf-8")
COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def tokens(part: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#\w+);", part))


OF_THEME = [tokens(part) for part in re.findall(r":root \{(.*?)\n *\}", CSS, re.DOTALL)[:2]]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.48), ("#0b5563", "#fffdf8", 8.28)],
)
def test_contrast_is_that_of_the_standard(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert round(contrast(one, other), 1) == round(ratio, 1)


@given(COLOURS)
def test_whatever_the_colour_all_is_legible(colour: str) -> None:
    found = palette(colour)

    for theirs, ours, grounds in (
        (OF_THEME[0], found.light, LIGHT), (OF_THEME[1], found.dark, DARK)
    ):  # fmt: skip
        for ground in (*grounds, ours["calm"]):
            assert contrast(ours["link"], ground) >= AA
            assert contrast(ours["link-hover"], ground) >= AA
        for words in ("ink", "soft", "here"):
            assert contrast(theirs[words], ours["calm"]) >= AA, words
    assert contrast(found.light["button"], ON_BUTTON) >= AA
    assert contrast(found.dark["button"], ON_DARK_BUTTON) >= AA
    assert contrast(found.hero, ON_HERO) >= AA


def test_the_grounds_are_those_of_the_theme() -> None:
    light, dark = OF_THEME

    assert tuple(light[name] for name in ("page", "sand", "alert")) == LIGHT
    assert tuple(dark[name] for name in ("page", "sand", "alert")) == DARK
    assert (light["on-button"], dark["on-button"]) == (ON_BUTTON, ON_DARK_BUTTON)
    assert f"color: {ON_HERO};" in CSS
    assert light["page"] == accent.PAPER
    assert palette("#0f4c5c").light.keys() <= light.keys()
    assert palette("#0f4c5c").dark.keys() <= dark.keys()


def test_a_colour_that_is_legible_stays_as_it_is() -> None:
    found = palette("#0f4c5c")

    assert (found.light["link"], found.light["button"], found.hero) == ("#0f4c5c",) * 3


def test_a_colour_that_nobody_can_read_is_told() -> None:
    assert said_of("#ffff00") == (
        "#ffff00 is not legible everywhere, and becomes on light #616100, as hero #666600"
    )


def test_the_stylesheet_leaves_paper_alone() -> None:
    text = palette("#7a3cff").stylesheet

    assert re.findall(r"@media .*", text) == [
        "@media screen {", "@media screen and (prefers-color-scheme: dark) {",
    ]  # fmt: skip
    assert f"--hero: {palette('#7a3cff').hero};" in text


def test_the_plain_mark_stands_on_the_colour() -> None:
    assert f'fill="{palette("#7a3cff").hero}"' in plain_mark("#7a3cff")
    assert "<circle" in plain_mark("")
