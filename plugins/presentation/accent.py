"""One colour of a hub, and all that follow from it: each legible on what lies behind it (WCAG AA).

A colour that is too pale or too dark for its place is darkened or lightened there as far as needed.
"""

from __future__ import annotations

import colorsys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

# WCAG 2.2, 1.4.3: text against what lies behind it; and somewhat more, for what is read at length.
AA, AT_LENGTH = 4.5, 5.5
# The grounds of the theme, light and dark, as `site.css` has them.
PAPER, LIGHT = "#fffdf8", ("#fffdf8", "#f7f0e3", "#fbe9e2")
NIGHT, DARK = "#10191d", ("#10191d", "#18242a", "#38211c")
ON_BUTTON, ON_DARK_BUTTON = "#fffdf8", "#0d2126"
ON_HERO = "#fbf4e6"


@dataclass(frozen=True, kw_only=True)
class Palette:
    """The colours that follow from one: for the stylesheet, for cards and the newsletter."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    hero: str

    @property
    def stylesheet(self) -> str:
        """What stands over the tokens of the theme, on screens."""
        light = "".join(f"  --{name}: {value};\n" for name, value in self.light.items())
        dark = "".join(f"  --{name}: {value};\n" for name, value in self.dark.items())
        return (
            f"@media screen {{\n:root {{\n{light}  --hero: {self.hero};\n}}\n}}\n"
            f"@media screen and (prefers-color-scheme: dark) {{\n:root {{\n{dark}}}\n}}\n"
        )


@cache
def palette(accent: str) -> Palette:
    """Return what follows from a colour, given as # and six digits."""
    calm, night_calm = mixed(PAPER, accent, 0.1), mixed(NIGHT, accent, 0.18)
    link = darkened(accent, AT_LENGTH, *LIGHT, calm)
    bright = lightened(accent, AT_LENGTH, *DARK, night_calm)
    return Palette(
        light={
            "link": link,
            "link-hover": mixed(link, "#000000", 0.45),
            "line": mixed(link, PAPER, 0.5),
            "button": darkened(accent, AT_LENGTH, ON_BUTTON),
            "calm": calm,
        },
        dark={
            "link": bright,
            "link-hover": mixed(bright, "#ffffff", 0.5),
            "line": mixed(bright, NIGHT, 0.5),
            "button": lightened(bright, AT_LENGTH, ON_DARK_BUTTON),
            "calm": night_calm,
        },
        hero=darkened(accent, AT_LENGTH, ON_HERO),
    )


def said_of(accent: str) -> str:
    """Return what became of a colour that is not legible as it is, in words, or nothing."""
    found = palette(accent)
    shown = {"on light": found.light["link"], "on dark": found.dark["link"], "as hero": found.hero}
    mended = [f"{where} {value}" for where, value in shown.items() if value != accent]
    return f"{accent} is not legible everywhere, and becomes {', '.join(mended)}" if mended else ""


def plain_mark(accent: str) -> str:
    """Return the mark of a hub that has none of its own: a ring on the ground of the hero."""
    ground = palette(accent).hero if accent else "#37474f"
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">\n'
        f'  <rect width="64" height="64" rx="12" fill="{ground}"/>\n'
        f'  <circle cx="32" cy="32" r="16" fill="none" stroke="{ON_HERO}" stroke-width="8"/>\n'
        "</svg>\n"
    )


# -- Colours


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, from 1 to 21 (WCAG 2.2)."""
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def darkened(colour: str, least: float, *grounds: str) -> str:
    """Return a colour, darker if need be, that stands out from light grounds."""
    return _moved(colour, least, grounds, lambda light, step: light * (1 - step))


def lightened(colour: str, least: float, *grounds: str) -> str:
    """Return a colour, lighter if need be, that stands out from dark grounds."""
    return _moved(colour, least, grounds, lambda light, step: light + (1 - light) * step)


def _moved(
    colour: str, least: float, grounds: tuple[str, ...], move: Callable[[float, float], float]
) -> str:
    hue, light, full = colorsys.rgb_to_hls(*rgb(colour))
    for step in range(101):
        found = _hex(colorsys.hls_to_rgb(hue, move(light, step / 100), full)) if step else colour
        if all(contrast(found, ground) >= least for ground in grounds):
            return found
    return found


def mixed(one: str, other: str, share: float) -> str:
    """Return a colour between two; `share` is how much of the other is in it, from 0 to 1."""
    pairs = zip(rgb(one), rgb(other), strict=True)
    return _hex(tuple(a + (b - a) * share for a, b in pairs))


def rgb(colour: str) -> tuple[float, float, float]:
    """Return red, green and blue of a colour, each from 0 to 1."""
    red, green, blue = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _hex(parts: tuple[float, ...]) -> str:
    return "#" + "".join(f"{round(255 * each):02x}" for each in parts)


def _luminance(colour: str) -> float:
    parts = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in rgb(colour)
    )
    return sum(weight * each for weight, each in zip((0.2126, 0.7152, 0.0722), parts, strict=True))
