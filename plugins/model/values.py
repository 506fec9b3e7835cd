"""Frozen values whose repr() is a cache key, worked out once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter


class Shared:
    """A value that stands in many views: what repr() says of it is worked out once."""

    def __repr__(self) -> str:
        said: str | None = self.__dict__.get("_said")
        if said is None:
            said = f"{type(self).__name__}{values_of(self)!r}"
            object.__setattr__(self, "_said", said)
        return said

    def once(self, name: str, write: Callable[[], str]) -> str:
        """Return a text that is made of this value alone, written at its first use.

        A cache by value would compare all the fields of all values.
        """
        kept: str | None = self.__dict__.get(name)
        if kept is None:
            kept = self.__dict__[name] = write()
        return kept


_getters: dict[type, Callable[[object], object]] = {}


def values_of(value: object) -> object:
    """Return the fields of a dataclass that repr() says: getting all at once is twice as quick."""
    owner = type(value)
    if owner not in _getters:
        names = [each.name for each in fields(owner) if each.repr]  # type: ignore[arg-type]
        _getters[owner] = attrgetter(*names)
    return _getters[owner](value)
