"""A header or a record against its model: values, or every problem with its line."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import replace
from typing import Any, Protocol

from pydantic import (
    ValidationError,
)
from pydantic_core import ErrorDetails, PydanticCustomError

from plugins.base.problems import Problem, did_you_mean
from plugins.content.front_matter import FieldPath, Header
from plugins.content.schema.headers import GROUPS
from plugins.content.schema.model import Model
from plugins.content.schema.post_header import ConsentHeader
from plugins.content.schema.values import record_key, shortened

# Pydantic's own words are for programmers; these end a sentence that begins with the field.
PLAIN = {
    "string_type": "is not text ({given})",
    "string_too_long": "is too long ({length} letters, at most {max_length})",
    "too_long": "names too many ({actual_length}, at most {max_length})",
    "tuple_type": "is not a list ({given})",
    "too_short": "is empty",
    "bool_type": "is neither true nor false ({given})",
    "int_type": "is not a whole number ({given})",
    "int_from_float": "is not a whole number ({given})",
    "int_parsing": "is not a whole number ({given})",
    "model_type": "is not a group of fields ({given})",
    "model_attributes_type": "is not a group of fields ({given})",
    "greater_than_equal": "is too small ({given}, at least {ge})",
    "less_than_equal": "is too large ({given}, at most {le})",
}
RULES = {"extra_forbidden": "unknown-field", "missing": "missing-field"}


class Stated(Protocol):
    """Values that know their lines: a header, or one record of a register."""

    @property
    def values(self) -> dict[str, object]: ...

    def line(self, place: FieldPath) -> int: ...


def checked(
    path: str, header: Stated, model: type[Model], unread: Container[str] = ()
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of one header as plain data, or every problem of them.

    Of fields that are there and could not be read, `unread`, nothing is said.
    """
    try:
        found = model.model_validate(header.values)
    except ValidationError as error:
        errors = error.errors()
        # A list with a wrong item is not "empty".
        inside = {each["loc"][:depth] for each in errors for depth in range(1, len(each["loc"]))}
        wrong = [
            each for each in errors if each["loc"] not in inside and each["loc"][0] not in unread
        ]
        return {}, [_problem(path, header, model, each) for each in wrong]
    faults = [
        Problem(path, header.line(each.place), each.message, each.hint, each.rule)
        for each in (() if unread else found.between())
    ]
    return ({}, faults) if faults else (found.model_dump(mode="json"), [])


def checked_record(
    path: str, header: Header, name: str, model: type[Model]
) -> tuple[dict[str, Any], list[Problem]]:
    """Return the values of one record of a register, such as a figure, or every problem of them."""
    line, values = header.line((name,)), header.values[name]
    try:
        record_key(name)
    except PydanticCustomError as error:
        said = error.context or {}
        return {}, [Problem(path, line, f"'{name}' {said['said']}", said["hint"], "record-key")]
    if not isinstance(values, dict):
        hint = "write its fields below it, each on a line of its own, indented by two"
        return {}, [Problem(path, line, f"'{name}' has no fields", hint, "bad-record")]
    found, faults = checked(path, _Within(header, name, values), model)
    return found, [replace(each, message=f"{name}: {each.message}") for each in faults]


class _Within:
    """One record of a register, seen as a header of its own."""

    def __init__(self, header: Header, name: str, values: dict[str, object]) -> None:
        self.header, self.name, self.values = header, name, values

    def line(self, place: FieldPath) -> int:
        return self.header.line((self.name, *place))


def _problem(path: str, header: Stated, model: type[Model], error: ErrorDetails) -> Problem:
    place = error["loc"]
    line, name = (
        header.line(place),
        ".".join(step for step in place if isinstance(step, str) and step != "[key]"),
    )
    owner = model
    for step in place[:-1]:
        inner = owner.model_fields.get(str(step))
        if inner is not None and str(step) in GROUPS:
            owner = GROUPS[str(step)]
    last = name.rpartition(".")[2]
    fields = {field.alias or known: field for known, field in owner.model_fields.items()}
    kind = error["type"]
    rule = RULES.get(kind, kind if "-" in kind else f"bad-{place[0]!s}")
    if kind == "extra_forbidden":
        hint = did_you_mean(last, fields)
        if owner is ConsentHeader and last in ("name", "person", "patient", "contact"):
            hint = "the name behind a story belongs in no file of the site; delete the line"
        return Problem(path, line, f"unknown field '{name}'", hint, rule)
    what = fields[last].description if last in fields else "it anew"
    if kind == "missing" or error["input"] is None:
        missing = "missing" if kind == "missing" else "empty"
        return Problem(path, line, f"{name} is {missing}", f"add {what}", "missing-field")
    given = error["input"]
    shown = shortened(repr(given))
    context = error.get("ctx", {})
    plain = PLAIN.get(kind)
    length = len(given) if isinstance(given, str) else 0
    message = plain.format(given=shown, length=length, **context) if plain else error["msg"]
    message = message if len(message) < 160 else f"{message[:100]}...')"
    hint = context.get("hint", f"write {what}")
    if kind.startswith("model_"):
        hint += f", each on a line of its own below '{last}:', indented by two"
    return Problem(path, line, f"{name} {message}", hint, rule)
