"""A plain drawing (SVG) as a picture, for cards: shapes and paths in one colour each.

What it does not know, such as text, gradients and filters, makes the whole of it unknown: half a
mark is none.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Point = tuple[float, float]
Line = list[Point]
_SVG = "{http://www.w3.org/2000/svg}"
_PASSED = ("title", "desc", "metadata", "defs")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_TIMES = 4  # drawn larger and made smaller, for smooth edges
_STEPS = 24  # of a curve
# Attributes of how a shape looks that are not heeded, where they have another value than these.
_PLAIN = {"clip-path": "none", "mask": "none", "filter": "none", "stroke-dasharray": "none"}


class _Unknown(Exception):
    """Something that is not drawn here."""


@dataclass(frozen=True)
class _Look:
    fill: str = "#000"
    stroke: str = "none"
    width: float = 1.0
    opacity: float = 1.0
    matrix: tuple[float, float, float, float, float, float] = (1, 0, 0, 1, 0, 0)

    def at(self, point: Point) -> Point:
        a, b, c, d, e, f = self.matrix
        return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f

    @property
    def scale(self) -> float:
        a, b, c, d, _, _ = self.matrix
        return math.sqrt(abs(a * d - b * c))


def picture(content: bytes, size: int) -> Image | None:
    """Return a drawing as a square picture (RGBA), or nothing where it holds what is not known."""
    from lxml import etree
    from PIL import Image as Pillow

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(content, parser)
        large = size * _TIMES
        found = Pillow.new("RGBA", (large, large), (0, 0, 0, 0))
        for lines, look in _shapes(root, _Look(matrix=_frame(root, large))):
            _paint(found, lines, look)
    except (_Unknown, etree.XMLSyntaxError, ValueError, IndexError, KeyError, OverflowError):
        return None
    return found.resize((size, size), Pillow.Resampling.BOX)


def _frame(root: object, large: int) -> tuple[float, float, float, float, float, float]:
    get: Callable[[str, str], str] = root.get  # type: ignore[attr-defined]
    box = _numbers(get("viewBox", ""))
    if len(box) != 4:
        box = [0, 0, _length(get("width", "")), _length(get("height", ""))]
    left, top, wide, high = box
    scale = large / max(wide, high)
    return (scale, 0, 0, scale, (large - scale * wide) / 2 - left * scale,
            (large - scale * high) / 2 - top * scale)  # fmt: skip


def _length(text: str) -> float:
    found = re.fullmatch(r"\s*([\d.]+)(?:px)?\s*", text)
    if not found:
        raise _Unknown(text)
    return float(found[1])


def _shapes(node: object, look: _Look) -> Iterator[tuple[list[tuple[Line, bool]], _Look]]:
    """Yield each shape as lines, each with whether it is closed, and how it looks."""
    tag = node.tag  # type: ignore[attr-defined]
    if not isinstance(tag, str) or not tag.startswith(_SVG) or tag[len(_SVG) :] in _PASSED:
        return
    kind = tag[len(_SVG) :]
    attributes: Mapping[str, str] = dict(node.attrib)  # type: ignore[attr-defined]
    style = dict(re.findall(r"([\w-]+)\s*:\s*([^;]+)", attributes.get("style", "")))
    given = {**attributes, **style}
    if given.get("display") == "none" or given.get("visibility") == "hidden":
        return
    if "class" in given or any(given.get(each, plain) != plain for each, plain in _PLAIN.items()):
        raise _Unknown(kind)
    look = replace(
        look,
        fill=given.get("fill", look.fill).strip(),
        stroke=given.get("stroke", look.stroke).strip(),
        width=_length(given["stroke-width"]) if "stroke-width" in given else look.width,
        opacity=look.opacity * float(given.get("opacity", 1)),
        matrix=_moved(look.matrix, given.get("transform", "")),
    )
    if kind in ("svg", "g"):
        for child in node:  # type: ignore[attr-defined]
            yield from _shapes(child, look)
    elif kind in _SHAPES:
        yield list(_SHAPES[kind](given)), look
    else:
        raise _Unknown(kind)


def _moved(
    matrix: tuple[float, float, float, float, float, float], text: str
) -> tuple[float, float, float, float, float, float]:
    for name, inside in re.findall(r"(\w+)\s*\(([^)]*)\)", text):
        values = _numbers(inside)
        if name == "matrix":
            more = values
        elif name == "translate":
            more = [1, 0, 0, 1, values[0], values[1] if len(values) > 1 else 0]
        elif name == "scale":
            more = [values[0], 0, 0, values[-1], 0, 0]
        elif name == "rotate":
            angle = math.radians(values[0])
            x, y = values[1:3] if len(values) == 3 else (0.0, 0.0)
            cos, sin = math.cos(angle), math.sin(angle)
            more = [cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y]
        else:
            raise _Unknown(name)
        a, b, c, d, e, f = matrix
        g, h, i, j, k, m = more
        matrix = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j,
                  a * k + c * m + e, b * k + d * m + f)  # fmt: skip
    return matrix


def _numbers(text: str) -> list[float]:
    return [float(each) for each in _NUMBER.findall(text)]


# -- Shapes as lines

Lines = Iterator[tuple[Line, bool]]


def _value(given: Mapping[str, str], name: str) -> float:
    return float(given.get(name, "0").removesuffix("px"))


def _rect(given: Mapping[str, str]) -> Lines:
    x, y, wide, high = (_value(given, name) for name in ("x", "y", "width", "height"))
    rx = min(_value(given, "rx" if "rx" in given else "ry"), wide / 2)
    ry = min(_value(given, "ry" if "ry" in given else "rx"), high / 2)
    line: Line = []
    for number, (cx, cy) in enumerate(
        ((x + wide - rx, y + ry), (x + wide - rx, y + high - ry), (x + rx, y + high - ry),
         (x + rx, y + ry))
    ):  # fmt: skip
        for step in range(_STEPS // 4 + 1):
            angle = math.pi / 2 * (number - 1 + step / (_STEPS // 4))
            line.append((cx + rx * math.cos(angle), cy + ry * math.sin(angle)))
    yield line, True


def _round(given: Mapping[str, str]) -> Lines:
    x, y = _value(given, "cx"), _value(given, "cy")
    rx = _value(given, "rx" if "rx" in given else "r")
    ry = _value(given, "ry" if "ry" in given else "r")
    angles = [math.tau * step / (3 * _STEPS) for step in range(3 * _STEPS)]
    yield [(x + rx * math.cos(angle), y + ry * math.sin(angle)) for angle in angles], True


def _straight(given: Mapping[str, str]) -> Lines:
    ends = [(_value(given, f"x{end}"), _value(given, f"y{end}")) for end in "12"]
    yield ends, False


def _corners(given: Mapping[str, str], closed: bool) -> Lines:
    values = _numbers(given.get("points", ""))
    yield list(zip(values[::2], values[1::2], strict=False)), closed


def _path(given: Mapping[str, str]) -> Lines:
    line: Line = []
    here = start = (0.0, 0.0)
    bent: Point | None = None  # the last handle of a curve, which S and T mirror
    for command, inside in _COMMAND.findall(given.get("d", "")):
        kind = command.upper()
        if kind == "Z":
            if line:
                yield line, True
            line, here, bent = [], start, None
            continue
        values = _numbers(_apart(inside) if kind == "A" else inside)
        count = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "Q": 4, "T": 2, "A": 7}[kind]
        for at in range(0, len(values) - count + 1, count):
            part = values[at : at + count]
            base = here if command.islower() else (0.0, 0.0)
            if kind == "M" and at == 0:
                if line:
                    yield line, False
                here = start = (base[0] + part[0], base[1] + part[1])
                line, bent = [here], None
                continue
            line = line or [here]
            if kind == "H":
                here, bent = (base[0] + part[0], here[1]), None
                line.append(here)
            elif kind == "V":
                here, bent = (here[0], base[1] + part[0]), None
                line.append(here)
            elif kind == "A":
                end = (base[0] + part[5], base[1] + part[6])
                line += _arc(here, end, part[0], part[1], part[2], bool(part[3]), bool(part[4]))
                here, bent = end, None
            else:
                points = [(base[0] + x, base[1] + y)
                          for x, y in zip(part[::2], part[1::2], strict=True)]  # fmt: skip
                if kind in "ST":
                    last = bent or here
                    points.insert(0, (2 * here[0] - last[0], 2 * here[1] - last[1]))
                if len(points) > 1:
                    line += _curve([here, *points])
                else:
                    line += points
                bent = points[-2] if len(points) > 1 else None
                here = points[-1]
    if line:
        yield line, False


def _apart(inside: str) -> str:
    """Return the numbers of arcs with their two flags apart, which may stand close together."""
    number = r"[\s,]*(" + _NUMBER.pattern + r")"
    flag = r"[\s,]*([01])"
    return re.sub(number * 3 + flag * 2 + number * 2, r" \1 \2 \3 \4 \5 \6 \7 ", inside)


def _curve(points: list[Point]) -> Iterator[Point]:
    """Yield points of a Bézier curve, by de Casteljau."""
    for step in range(1, _STEPS + 1):
        part, row = step / _STEPS, points
        while len(row) > 1:
            pairs = pairwise(row)
            row = [(a[0] + (b[0] - a[0]) * part, a[1] + (b[1] - a[1]) * part) for a, b in pairs]
        yield row[0]


def _arc(
    start: Point, end: Point, rx: float, ry: float, turn: float, large: bool, sweep: bool
) -> Iterator[Point]:
    """Yield points of an arc of an ellipse, as SVG 2, appendix B.2, works it out."""
    rx, ry = abs(rx), abs(ry)
    if not rx or not ry or start == end:
        yield end
        return
    cos, sin = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    x, y = cos * dx + sin * dy, cos * dy - sin * dx
    grow = math.sqrt(max(1.0, (x / rx) ** 2 + (y / ry) ** 2))
    rx, ry = rx * grow, ry * grow
    below = (rx * y) ** 2 + (ry * x) ** 2
    share = math.sqrt(max(0.0, (rx * ry) ** 2 - below) / below) * (-1 if large == sweep else 1)
    cx, cy = share * rx * y / ry, -share * ry * x / rx
    middle = (cos * cx - sin * cy + (start[0] + end[0]) / 2,
              sin * cx + cos * cy + (start[1] + end[1]) / 2)  # fmt: skip
    first = math.atan2((y - cy) / ry, (x - cx) / rx)
    whole = math.atan2((-y - cy) / ry, (-x - cx) / rx) - first
    if sweep and whole < 0:
        whole += math.tau
    elif not sweep and whole > 0:
        whole -= math.tau
    for step in range(1, _STEPS + 1):
        angle = first + whole * step / _STEPS
        px, py = rx * math.cos(angle), ry * math.sin(angle)
        yield middle[0] + cos * px - sin * py, middle[1] + sin * px + cos * py


_SHAPES: Mapping[str, Callable[[Mapping[str, str]], Lines]] = {
    "rect": _rect, "circle": _round, "ellipse": _round, "line": _straight, "path": _path,
    "polyline": lambda given: _corners(given, closed=False),
    "polygon": lambda given: _corners(given, closed=True),
}  # fmt: skip


# -- Paint


def _paint(image: Image, lines: list[tuple[Line, bool]], look: _Look) -> None:
    from PIL import Image as Pillow
    from PIL import ImageDraw

    placed = [([look.at(point) for point in line], closed) for line, closed in lines]
    if colour := _colour(look.fill):
        _lay(image, _inside(image.size, [line for line, _ in placed]), colour, look.opacity)
    if colour := _colour(look.stroke):
        mask = Pillow.new("L", image.size, 0)
        drawn, width = ImageDraw.Draw(mask), look.width * look.scale
        for line, closed in placed:
            whole = [*line, line[0]] if closed else line
            drawn.line(whole, fill=255, width=max(1, round(width)))
            for x, y in whole if closed else whole[1:-1]:
                reach = width / 2
                drawn.ellipse((x - reach, y - reach, x + reach, y + reach), fill=255)
        _lay(image, mask, colour, look.opacity)


def _inside(size: tuple[int, int], lines: list[Line]) -> Image:
    """Return what lies within lines; one that runs the other way is a hole (nonzero rule)."""
    from PIL import Image as Pillow
    from PIL import ImageChops, ImageDraw

    counts = [Pillow.new("L", size, 0), Pillow.new("L", size, 0)]
    for line in (each for each in lines if len(each) > 2):
        one = Pillow.new("L", size, 0)
        ImageDraw.Draw(one).polygon(line, fill=1)
        following = zip(line, [*line[1:], line[0]], strict=True)
        way = sum(a[0] * b[1] - b[0] * a[1] for a, b in following) < 0
        counts[way] = ImageChops.add(counts[way], one)
    return ImageChops.difference(*counts).point([0] + [255] * 255)


def _lay(image: Image, mask: Image, colour: tuple[int, int, int], opacity: float) -> None:
    from PIL import Image as Pillow

    if opacity < 1:
        mask = mask.point([round(value * max(0.0, opacity)) for value in range(256)])
    whole = Pillow.new("RGBA", image.size, (*colour, 255))
    whole.putalpha(mask)
    image.alpha_composite(whole)


def _colour(text: str) -> tuple[int, int, int] | None:
    from PIL import ImageColor

    if text in ("none", "transparent"):
        return None
    if text.startswith("url") or text in ("currentColor", "inherit"):
        raise _Unknown(text)
    return ImageColor.getrgb(text)[:3]
