"""Headings, and a body with placeholders that other files fill."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

from plugins.model.charts import Chart

# Separates the fixed text of converted HTML from the places that other files decide.
PLACEHOLDER = "\x1f"


@dataclass(frozen=True, kw_only=True)
class Heading:
    level: int
    id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class BodySegment:
    """A stretch of a body as HTML, or a chart that stands between two of them."""

    html: str = ""
    chart: Chart | None = None

    def __html__(self) -> str:
        return self.html


@dataclass(frozen=True, kw_only=True, repr=False)
class Body:
    """Converted text: the key of its HTML, and what fills the gaps that other files decide.

    A chart fills its gap with a table, for programs that draw nothing; `charts` has, by the number
    of the gap, what a page draws there; `tables`, by their numbers, those of numbers as CSV.

    The HTML itself stays in the store until a page is rendered, so that a build that renders one
    page of ten thousand reads one body. Key and fills together say all there is to know of it,
    and so they are all that repr() says.
    """

    key: str
    substitutions: tuple[str, ...] = ()
    words: int = 0
    headings: tuple[Heading, ...] = ()
    charts: tuple[tuple[int, Chart], ...] = ()
    tables: tuple[tuple[int, str], ...] = ()
    load: Callable[[str], str] = field(default=str, repr=False, compare=False)

    def __repr__(self) -> str:
        return f"Body({self.key!r}, {self.substitutions!r})"

    def __html__(self) -> str:
        pieces = self.load(self.key).split(PLACEHOLDER)
        pieces[1::2] = [self.substitutions[int(number)] for number in pieces[1::2]]
        return "".join(pieces)

    def __iter__(self) -> Iterator[BodySegment]:
        """Yield the text in pieces, with the charts between them as what they show."""
        drawn = dict(self.charts)
        pieces = self.load(self.key).split(PLACEHOLDER)
        text: list[str] = []
        for number, piece in enumerate(pieces):
            if number % 2 == 0:
                text.append(piece)
            elif int(piece) in drawn:
                yield BodySegment(html="".join(text))
                yield BodySegment(chart=drawn[int(piece)])
                text = []
            else:
                text.append(self.substitutions[int(piece)])
        yield BodySegment(html="".join(text))

    def __bool__(self) -> bool:
        return self.words > 0

    def reworded(self, old: str, new: str, words: int) -> Body:
        """Return this body with another HTML that has the same gaps, if it is the one meant."""
        return replace(self, key=new, words=words) if self.key == old else self
