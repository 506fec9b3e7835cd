"""Drawings as pictures: what they show is where it should be; what harms is not drawn, or in time."""

from __future__ import annotations

import base64
import io
from pathlib import Path

import pytest
from PIL import Image

from plugins.images import drawing
from plugins.images.drawing import picture
from tests.conftest import ROOT

FONT = str(ROOT / "theme/fonts/SourceSerifPro-Bold.ttf")
NAMES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
HEAD = f'<svg {NAMES} viewBox="0 0 40 40">'
RED, CLEAR = (255, 0, 0, 255), 0


def opened(png: bytes) -> Image.Image:
    return Image.open(io.BytesIO(png)).convert("RGBA")


def at(text: str, *points: tuple[int, int]) -> list[tuple[int, ...]]:
    text = text if text.startswith("<svg") else f"{HEAD}{text}</svg>"
    found = opened(picture(text.encode(), 40, FONT, ours=True))
    assert found.size == (40, 40)
    made: list[tuple[int, ...]] = []
    for point in points:
        value = found.getpixel(point)
        assert isinstance(value, tuple)
        made.append(value)
    return made


RED_STRIPES = (
    '<linearGradient id="g" gradientUnits="userSpaceOnUse" x1="0" x2="40"><stop offset="0.1" '
    'stop-color="blue"/><stop offset="0.2" stop-color="red"/></linearGradient>'
)


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="10" y="10" width="20" height="20" style="fill: #f00"/>',
        '<path d="M20,8a12,12 0 1 1 0,24a12,12 0 110-24" fill="red"/>',
        f'<defs>{RED_STRIPES}</defs><circle cx="20" cy="20" r="12" fill="url(#g)"/>',
        '<clipPath id="c"><circle cx="20" cy="20" r="12"/></clipPath>'
        '<rect width="40" height="40" fill="red" clip-path="url(#c)"/>',
        '<style>.a { fill: red }</style><g transform="rotate(45 20 20)">'
        '<rect class="a" x="10" y="10" width="20" height="20"/></g>',
        '<symbol id="s"><circle cx="20" cy="20" r="12" fill="red"/></symbol><use xlink:href="#s"/>',
        '<text x="20" y="30" text-anchor="middle" font-family="Arial" font-size="30" '
        'fill="red" stroke="red" stroke-width="6">I</text>',
    ],
    ids=["rect", "arcs", "gradient", "clip path", "style", "symbol", "text"],
)
def test_what_is_drawn_is_where_it_should_be(shape: str) -> None:
    middle, corner = at(shape, (20, 20), (1, 1))

    assert middle == RED
    assert corner[3] == CLEAR


@pytest.mark.parametrize("size", ['viewBox="0 0 40 20"', 'width="40px" height="20"'])
def test_a_wide_drawing_stands_in_the_middle(size: str) -> None:
    text = f'<svg {NAMES} {size}><rect width="40" height="20" fill="red"/></svg>'

    *red, above = at(text, (20, 20), (1, 20), (20, 5))

    assert red == [RED, RED]
    assert above[3] == CLEAR


def test_the_same_drawing_gives_the_same_bytes_guarded_or_not() -> None:
    text = (ROOT / "theme/static/icon.svg").read_bytes()

    made = {picture.__wrapped__(text, 72, FONT, ours) for ours in (True, False, True)}

    assert len(made) == 1
    assert opened(made.pop()).size == (72, 72)


def test_nothing_is_fetched_from_this_machine_or_another(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    Image.new("RGB", (40, 40), "lime").save(secret)
    shape = '<rect width="40" height="40" fill="red"/>'

    for harm in (
        f'<image href="{secret}" width="40" height="40"/>',
        f'<image xlink:href="file://{secret}" width="40" height="40"/>',
    ):
        assert picture(f"{HEAD}{shape}{harm}</svg>".encode(), 40, FONT) == b""
    for harm in (
        f"<style>@import url(file://{secret}); rect {{ fill: lime }}</style>",
        f'<use href="{secret}#a"/>',
        f'<rect width="40" height="40" fill="url({secret}#a)" opacity="0"/>',
    ):
        assert at(f"{shape}{harm}", (20, 20)) == [RED]
    entity = f'<!DOCTYPE svg [<!ENTITY a SYSTEM "file://{ROOT}/README.md">]>'
    text = f'{entity}{HEAD}<text y="20">&a;</text></svg>'
    assert picture(text.encode(), 40, FONT) == b""


def bomb() -> str:
    made = io.BytesIO()
    Image.new("1", (12000, 12000)).save(made, "PNG")
    return base64.b64encode(made.getvalue()).decode()


def tenfold(tag: str, wrapped: str, used: str) -> str:
    """Return definitions each of which uses the one before ten times over."""
    first = wrapped.format(number=0, inside='<rect width="9" height="9"/>')
    more = [wrapped.format(number=n, inside=used.format(number=n - 1) * 10) for n in range(1, 10)]
    return f"<defs>{first}{''.join(more)}</defs>{tag}"


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        f'<svg {NAMES} width="1000000000" height="1"><rect width="1" height="1"/></svg>',
        HEAD + "<g>" * 100_000 + "</g>" * 100_000 + "</svg>",
        HEAD
        + tenfold('<use href="#a9"/>', '<g id="a{number}">{inside}</g>', '<use href="#a{number}"/>')
        + "</svg>",
        HEAD
        + tenfold(
            '<rect width="40" height="40" fill="url(#p9)"/>',
            '<pattern id="p{number}" width="1" height="1">{inside}</pattern>',
            '<rect width="9" height="9" fill="url(#p{number})"/>',
        )
        + "</svg>",
        f'{HEAD}<filter id="f"><feTurbulence numOctaves="1000000000" baseFrequency="0.1"/></filter>'
        '<rect width="40" height="40" filter="url(#f)"/></svg>',
        f'{HEAD}<image href="data:image/png;base64,{bomb()}" width="40" height="40"/></svg>',
        f'{HEAD}<text y="20">{"A" * 2_000_000}</text></svg>',
        '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        f'{HEAD}<text y="20">&b;</text></svg>',
        f'{HEAD}<g id="a"><use href="#a"/></g></svg>',
    ],
    ids=["wide", "deep", "uses", "patterns", "filter", "picture", "long", "entities", "circle"],
)  # fmt: skip
def test_what_is_made_to_harm_is_not_drawn(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(drawing, "LIMIT", 1.0)

    assert picture(text.encode(), 40, FONT) == b""


@pytest.mark.parametrize("content", [b"", b"<svg", b"<html/>", f"<svg {NAMES}/>".encode()])
def test_what_is_no_drawing_makes_nothing(content: bytes) -> None:
    assert picture(content, 40, FONT) == b""
