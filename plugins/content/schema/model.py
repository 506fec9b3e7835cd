"""What all headers share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pydantic import (
    BaseModel,
    ConfigDict,
)
from pydantic.fields import FieldInfo

from plugins.content.front_matter import FieldPath


@dataclass(frozen=True)
class Use:
    """What the hub does with a field, said beside its type. One field may have several.

    `shown` is the label under which readers see the field's text: in the notes of the page and of
    feed entries, in `/index.json` and in the inventory, without a line of code for it. A `guest`
    may state the field; a closed year holds what is `sealed`. Every text of a post that is not
    public is searched for before a site goes live, but for what is `open`: names and choices that
    stand elsewhere. What is for `editors` is searched for in public posts, too.
    """

    shown: str = ""
    guest: bool = False
    sealed: bool = False
    open: bool = False
    editors: bool = False


GUEST = Use(guest=True)
SEALED = Use(sealed=True)
OPEN = Use(open=True)
EDITORS = Use(editors=True)


class Between(NamedTuple):
    """A fault between fields: where it is best mended, what is wrong, and how to mend it."""

    place: FieldPath
    message: str
    hint: str
    rule: str


class Model(BaseModel):
    """A header: nothing but the fields below, and nothing changes once it was read."""

    # A process that reads one kind of file builds the checks of that kind alone.
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    def between(self) -> Iterator[Between]:
        """Yield what is wrong between fields that are right by themselves."""
        yield from ()


def fields_of(model: type[Model]) -> dict[str, FieldInfo]:
    """Return the fields of a model by the names that stand in a header."""
    return {about.alias or name: about for name, about in model.model_fields.items()}


def uses(about: FieldInfo) -> list[Use]:
    """Return what is said of the use of one field."""
    return [each for each in about.metadata if isinstance(each, Use)]


def names_with(model: type[Model], use: str) -> tuple[str, ...]:
    """Return the fields of a model that have a use, such as `guest`, in their order."""
    return tuple(
        name
        for name, about in fields_of(model).items()
        if any(getattr(each, use) for each in uses(about))
    )


def shown_fields(model: type[Model]) -> dict[str, str]:
    """Return the labels of fields that readers see as they are, by name."""
    labels = {
        name: next((each.shown for each in uses(about) if each.shown), "")
        for name, about in fields_of(model).items()
    }
    return {name: label for name, label in labels.items() if label}


def texts_of(
    model: type[Model], values: Mapping[str, Any], groups: Mapping[str, type[Model]], use: str = ""
) -> Iterator[str]:
    """Yield every text of a header that is not open, also in groups; or those of one use alone."""
    for name, about in fields_of(model).items():
        marks = uses(about)
        if any(mark.open for mark in marks):
            continue
        wanted = not use or any(getattr(mark, use) for mark in marks)
        given = values.get(name)
        for each in given if isinstance(given, list) else [given]:
            if isinstance(each, dict) and name in groups:
                yield from texts_of(groups[name], each, groups, use)
            elif isinstance(each, str) and each and wanted:
                yield each
