"""The text of a post on a page that holds several.

No id and no landmark stands there twice, and headings are a level lower.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape

from plugins.model.text import Body, BodySegment

# One tag of converted HTML, whose values stand in double quotes, and what an attribute may hold.
_TAG = re.compile(r'<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:\s+[^\s=>"]+(?:="[^"]*")?)*)(\s*/?>)')
_NAMING = re.compile(
    r'(\s)(id|for|headers|aria-labelledby|aria-describedby|aria-controls|href)="([^"]*)"'
)

# What readers with a screen reader go through by name: boxes, notes, tables that scroll.
_LANDMARK = re.compile(r'\srole="region"')
_LABEL = re.compile(r'(\saria-label="[^"]*)"')


@dataclass(frozen=True, kw_only=True)
class TextWithin:
    """A text as one of several of a page.

    Its ids, and its links to them, begin with `prefix`; its landmarks say the `name` of the text.
    """

    body: Body
    prefix: str
    name: str

    def __iter__(self) -> Iterator[BodySegment]:
        for piece in self.body:
            if piece.chart is not None:
                chart = replace(piece.chart, id=f"{self.prefix}{piece.chart.id}")
                yield BodySegment(chart=chart)
            else:
                yield BodySegment(html=within(piece.html, self.prefix, self.name))

    def reworded(self, old: str, new: str, words: int) -> TextWithin:
        return replace(self, body=self.body.reworded(old, new, words))


def within(html: str, prefix: str, text: str) -> str:
    """Return converted HTML with every id behind a prefix, and every heading a level lower.

    `text` is the name of the text, which a landmark is told apart by.
    """

    def tag(found: re.Match[str]) -> str:
        slash, name, attributes, end = found.groups()
        if len(name) == 2 and name[0] == "h" and name[1] in "12345":
            name = f"h{int(name[1]) + 1}"
        if name in ("aside", "section") or _LANDMARK.search(attributes):
            attributes = _LABEL.sub(lambda found: f'{found[1]}, {escape(text)}"', attributes)
        return f"<{slash}{name}{_NAMING.sub(attribute, attributes)}{end}"

    def attribute(found: re.Match[str]) -> str:
        space, name, value = found.groups()
        if name == "href":
            inside = value.startswith("#") and value != "#"
            value = f"#{prefix}{value[1:]}" if inside else value
        else:
            value = " ".join(f"{prefix}{each}" for each in value.split())
        return f'{space}{name}="{value}"'

    return _TAG.sub(tag, html)
