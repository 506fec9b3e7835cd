"""Once: a block of a template that is written once for each value, however many pages show it.

`{% once card, level %}...{% endonce %}` says that what stands between depends on these values and
on nothing else. A post's card stands in some seven lists, and most of a list is its cards.
"""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import nodes
from jinja2.ext import Extension
from jinja2.parser import Parser

from plugins.core.views import Shared


class Once(Extension):
    """What was written is kept with the first value, and goes when the value goes."""

    tags = {"once"}  # noqa: RUF012 - as Jinja declares it

    def parse(self, parser: Parser) -> nodes.Node:
        line = next(parser.stream).lineno
        values = [parser.parse_expression()]
        while parser.stream.skip_if("comma"):
            values.append(parser.parse_expression())
        body = parser.parse_statements(("name:endonce",), drop_needle=True)
        place = nodes.Const(f"{parser.name}:{line}")
        call = self.call_method("_written", [place, *values])
        return nodes.CallBlock(call, [], [], body).set_lineno(line)

    def _written(
        self, place: str, value: Shared, *others: object, caller: Callable[[], str]
    ) -> str:
        if not isinstance(value, Shared):
            raise TypeError(f"{{% once %}} needs a Shared value first, not {value!r:.60}")
        kept: dict[tuple[object, ...], str] = vars(value).setdefault("_written", {})
        key = (place, *others)
        if key not in kept:
            kept[key] = caller()
        return kept[key]
