"""Views and documents as plain data, and back.

A dataclass is the list of the fields that count when two of them are compared, in their order; what
each of them is follows from its declaration. A date is in the site's zone.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import types
import typing
from collections.abc import Callable
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from plugins.model.text import Body, Heading

Read = Callable[[Any], Any]
Load = Callable[[str], str]

_getters: dict[type, Read] = {}


def encoded(value: object) -> str:
    """Return a dataclass as JSON. The charts of a body are left out."""
    return _encode(value)


def _plain(value: Any) -> Any:
    owner = type(value)
    if owner not in _getters:
        _getters[owner] = _getter(owner)
    return _getters[owner](value)


def _getter(owner: type) -> Read:
    if owner is dt.datetime:
        return dt.datetime.isoformat
    names = fields_of(owner)
    if len(names) > 1:
        return attrgetter(*names)
    return lambda value: [getattr(value, name) for name in names]


_encode = json.JSONEncoder(
    ensure_ascii=False, check_circular=False, separators=(",", ":"), default=_plain
).encode


def fields_of(owner: Any) -> tuple[str, ...]:
    """Return the names of the fields that count. Raises TypeError for what is no dataclass."""
    if owner is Body:
        return ("key", "substitutions", "words", "headings")
    return tuple(each.name for each in dataclasses.fields(owner) if each.compare)


class Decoder:
    """Makes values of their JSON. `zone` is that of all dates, and `load` gives a body its HTML."""

    def __init__(self, zone: str, load: Load) -> None:
        self.zone, self.load = ZoneInfo(zone), load
        self._readers: dict[Any, Read] = {}
        self._of_fields: dict[Any, list[Read]] = {}

    def fields(self, owner: Any, text: str) -> dict[str, Any]:
        """Return the fields of a dataclass, by name. Raises ValueError."""
        found = json.loads(text)
        names = fields_of(owner)
        if not isinstance(found, list) or len(found) != len(names):
            raise ValueError(text[:80])
        readers = self._readers_of(owner)
        return {name: read(each) for name, read, each in zip(names, readers, found, strict=True)}

    def value(self, owner: Any, text: str) -> Any:
        """Return a dataclass. Raises ValueError."""
        return owner(**self.fields(owner, text))

    def _readers_of(self, owner: Any) -> list[Read]:
        if owner is Body:
            return [str, tuple, int, self._reader(tuple[Heading, ...])]
        if owner not in self._of_fields:
            hints = typing.get_type_hints(owner)
            self._of_fields[owner] = [self._reader(hints[name]) for name in fields_of(owner)]
        return self._of_fields[owner]

    def _reader(self, hint: Any) -> Read:
        if hint not in self._readers:
            self._readers[hint] = self._made(hint)
        return self._readers[hint]

    def _made(self, hint: Any) -> Read:
        origin, inner = typing.get_origin(hint), typing.get_args(hint)
        if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
            each = self._reader(inner[0])
            return tuple if each is _as_it_is else lambda found: tuple(map(each, found))
        if origin is tuple:
            readers = [self._reader(one) for one in inner]
            return lambda found: tuple(read(one) for read, one in zip(readers, found, strict=True))
        if origin in (typing.Union, types.UnionType):
            known = [one for one in inner if one is not type(None)]
            if len(known) == 1:
                read = self._reader(known[0])
                return lambda found: None if found is None else read(found)
            return _as_it_is  # of plain values, which JSON tells apart
        if hint is dt.datetime:
            return lambda found: dt.datetime.fromisoformat(found).astimezone(self.zone)
        if dataclasses.is_dataclass(hint):
            return self._maker(hint)
        if named := getattr(hint, "_fields", None):  # a NamedTuple is a list in JSON
            hints = typing.get_type_hints(hint)
            readers = [self._reader(hints[name]) for name in named]
            return lambda found: hint(
                *(read(one) for read, one in zip(readers, found, strict=True))
            )
        return _as_it_is

    def _maker(self, owner: Any) -> Read:
        names, readers = fields_of(owner), self._readers_of(owner)
        more = {"load": self.load} if owner is Body else {}

        def make(found: list[Any]) -> Any:
            values = zip(names, readers, found, strict=True)
            return owner(**{name: read(each) for name, read, each in values}, **more)

        return make


def _as_it_is(found: Any) -> Any:
    return found
