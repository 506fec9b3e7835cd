"""Drawings as pictures: shapes, paths and holes where they should be, or nothing at all."""

from __future__ import annotations

import pytest

from plugins.images.drawing import picture
from tests.conftest import ROOT

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40">'
RED, CLEAR = (255, 0, 0, 255), 0


def at(inside: str, *points: tuple[int, int]) -> list[tuple[int, ...]]:
    found = picture(f"{HEAD}{inside}</svg>".encode(), 40)
    assert found is not None
    made: list[tuple[int, ...]] = []
    for point in points:
        value = found.getpixel(point)
        assert isinstance(value, tuple)
        made.append(value)
    return made


@pytest.mark.parametrize(
    "shape",
    [
        '<rect x="10" y="10" width="20" height="20" fill="red"/>',
        '<rect x="10" y="10" width="20" height="20" rx="4" style="fill: #f00"/>',
        '<circle cx="20" cy="20" r="12" fill="#ff0000"/>',
        '<ellipse cx="20" cy="20" rx="12" ry="11" fill="red"/>',
        '<polygon points="8,8 32,8 32,32 8,32" fill="red"/>',
        '<path d="M10 10h20v20H10z" fill="red"/>',
        '<path d="M20,8a12,12 0 1 1 0,24a12,12 0 110-24" fill="red"/>',
        '<path d="M8 20C8 4 32 4 32 20S8 36 8 20Z" fill="red"/>',
        '<path d="M8 20Q20 0 32 20T8 20" fill="red"/><rect x="15" y="15" width="9" height="9" fill="red"/>',
        '<g fill="red" transform="translate(20 20) scale(2)"><rect x="-5" y="-5" width="10" height="10"/></g>',
        '<g transform="rotate(45 20 20)"><rect x="10" y="10" width="20" height="20" fill="red"/></g>',
        '<g transform="matrix(1 0 0 1 5 5)"><rect x="5" y="5" width="20" height="20" fill="red"/></g>',
        '<line x1="4" y1="20" x2="36" y2="20" stroke="red" stroke-width="8"/>',
        '<polyline points="4,20 36,20" fill="none" stroke="red" stroke-width="8"/>',
    ],
)  # fmt: skip
def test_a_shape_is_where_it_should_be(shape: str) -> None:
    middle, corner = at(shape, (20, 20), (1, 1))

    assert middle == RED
    assert corner[3] == CLEAR


def test_a_line_that_runs_the_other_way_is_a_hole() -> None:
    outer, inner = "M2 2H38V38H2Z", "M12 12V28H28V12Z"

    middle, rim = at(f'<path fill="red" d="{outer}{inner}"/>', (20, 20), (6, 6))
    same, _ = at(f'<path fill="red" d="{outer}M12 12H28V28H12Z"/>', (20, 20), (6, 6))

    assert (middle[3], rim, same) == (CLEAR, RED, RED)


def test_what_is_see_through_is() -> None:
    (middle,) = at('<rect width="40" height="40" fill="red" opacity="0.5"/>', (20, 20))

    assert (middle[:3], middle[3]) == ((255, 0, 0), 128)


def test_a_wide_drawing_stands_in_the_middle() -> None:
    text = '<svg xmlns="http://www.w3.org/2000/svg" width="40px" height="20"><rect width="40" height="20" fill="red"/></svg>'
    found = picture(text.encode(), 40)

    assert found is not None
    assert [found.getpixel(point) for point in ((20, 20), (1, 20))] == [RED, RED]
    above = found.getpixel((20, 5))
    assert isinstance(above, tuple)
    assert above[3] == CLEAR


@pytest.mark.parametrize(
    "inside",
    [
        "<text>Hub</text>",
        '<rect width="9" height="9" fill="url(#g)"/>',
        '<rect width="9" height="9" filter="url(#f)"/>',
        '<use href="#a"/>',
        "<style>.a { fill: red }</style>",
        '<rect class="a" width="9" height="9"/>',
        '<rect width="9" height="9" transform="skewX(20)"/>',
        '<rect width="wide" height="9"/>',
        '<rect width="9" height="9" fill="no-such-colour"/>',
    ],
)
def test_what_is_not_known_makes_nothing(inside: str) -> None:
    assert picture(f"{HEAD}{inside}</svg>".encode(), 40) is None


@pytest.mark.parametrize("content", [b"", b"<svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'])
def test_what_is_no_drawing_makes_nothing(content: bytes) -> None:
    assert picture(content, 40) is None


def test_the_mark_of_the_sample_can_be_drawn() -> None:
    assert picture((ROOT / "theme/static/icon.svg").read_bytes(), 72) is not None
