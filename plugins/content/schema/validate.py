"""A header or a record against its model: values, or every problem with its line."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from typing import Any, Protocol

from pydantic import (
    ValidationError,
)
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails, PydanticCustomError

from plugins.base.problems import Problem, did_you_mean, shortened, shown
from plugins.content.front_matter import FieldPath, Header
from plugins.content.schema import foreign_fields
from plugins.content.schema.headers import GROUPS
from plugins.content.schema.model import Model, fields_of
from plugins.content.schema.post_header import ConsentHeader
from plugins.content.schema.values import KEY, UNSEEN, record_key
from plugins.content.yaml_faults import quoted
from plugins.language.odd_signs import first_odd, name_of, plain
from plugins.language.words import words_of

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
RULES = {
    "extra_forbidden": "unknown-field",
    "missing": "missing-field",
    "literal_error": "unknown-kind",
}


class Stated(Protocol):
    """Values that know their lines: a header, or one record of a register."""

    @property
    def values(self) -> dict[str, object]: ...

    def line(self, place: FieldPath) -> int: ...

    def column(self, place: FieldPath, words: str = "") -> int: ...

    def written(self, place: FieldPath) -> str: ...


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
        meant = {
            (*each["loc"][:-1], plain(str(each["loc"][-1])).strip())
            for each in errors
            if each["type"] == "extra_forbidden"
        }
        errors = [each for each in errors if each["type"] != "missing" or each["loc"] not in meant]
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


# What a reader may call something, and what that is called here.
LONGEST_WORDS, MOST_MEANINGS = 100, 10


def checked_word(
    path: str, header: Header, word: str, value: object
) -> tuple[list[str], list[Problem]]:
    """Return what one word of `words.yaml` means, or what is wrong with that line."""
    means = value if isinstance(value, list) else [value]
    line = header.line((word,))
    hint = "write the words that posts use behind the colon, or a list of them in [ ]"
    for each in means or [""]:
        if not isinstance(each, str) or not words_of(each):
            return [], [
                Problem(path, line, f"'{word}' does not say what it means", hint, "bad-word")
            ]
    texts = [" ".join(str(each).split()) for each in (word, *means)]
    if not words_of(word) or max(map(len, texts)) > LONGEST_WORDS or len(means) > MOST_MEANINGS:
        what = f"'{word[:60]}' is not a few words, or means too much"
        hint = f"write at most {LONGEST_WORDS} characters, and at most {MOST_MEANINGS} meanings"
        return [], [Problem(path, line, what, hint, "bad-word")]
    return texts[1:], []


class _Within:
    """One record of a register, seen as a header of its own."""

    def __init__(self, header: Header, name: str, values: dict[str, object]) -> None:
        self.header, self.name, self.values = header, name, values

    def line(self, place: FieldPath) -> int:
        return self.header.line((self.name, *place))

    def column(self, place: FieldPath, words: str = "") -> int:
        return self.header.column((self.name, *place), words)

    def written(self, place: FieldPath) -> str:
        return self.header.written((self.name, *place))


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
        return _unknown(path, line, name, owner, error["input"])
    what = fields[last].description if last in fields else "it anew"
    given, written = error["input"], _first_line(header.written(place))
    if kind == "missing" or (given is None and written in ("", "~", "null", "NULL")):
        missing = "missing" if kind == "missing" else "empty"
        return Problem(path, line, f"{name} is {missing}", f"add {what}", "missing-field")
    if mistaken := _mistaken(kind, given, written, last, isinstance(place[-1], int)):
        return Problem(path, line, f"{name} {mistaken[0]}", mistaken[1], rule)
    context = error.get("ctx", {})
    if kind == UNSEEN:
        column = header.column(place, context["sign"])
        what = f"{name} {error['msg']} (column {column})"
        return Problem(path, line, what, context["hint"], rule, column)
    if isinstance(given, str) and (meant := _meant(header, model, place, given)):
        sign = first_odd(given)
        column = header.column(place, sign)
        what = f"{name} holds {name_of(sign)}"
        return Problem(path, line, what, f"write {meant}", "odd-sign", column)
    if kind == "literal_error":  # which names the words that may be: 'public' or 'staff'
        hint = did_you_mean(str(given), re.findall("'([^']*)'", context["expected"]))
        return Problem(path, line, f"{name} is not known ({shown(given)})", hint, rule)
    plain_words = PLAIN.get(kind)
    length = len(given) if isinstance(given, str) else 0
    message = error["msg"]
    if plain_words:
        message = plain_words.format(given=shown(given), length=length, **context)
    message = message if len(message) < 160 else f"{message[:100]}...')"
    hint = context.get("hint", f"write {what}")
    if kind.startswith("model_"):
        hint += f", each on a line of its own below '{last}:', indented by two"
    return Problem(path, line, f"{name} {message}", hint, rule)


def _unknown(path: str, line: int, name: str, owner: type[Model], given: object) -> Problem:
    """Return what a field that the site does not know most likely stands for."""
    last = name.rpartition(".")[2]
    fields = fields_of(owner)
    bare = plain(last).strip()
    if bare in fields and bare != last:
        what = f"the name of the field '{bare}' holds {name_of(first_odd(last))}"
        return Problem(path, line, what, f"write {bare}: anew", "odd-sign")
    if owner is ConsentHeader and last in ("name", "person", "patient", "contact"):
        hint = "the name behind a story belongs in no file of the site; delete the line"
    else:
        hint = foreign_fields.hint_for(last, given, fields) or _like(last, given, fields)
    return Problem(path, line, f"unknown field '{name}'", hint, "unknown-field")


def _like(name: str, given: object, fields: Mapping[str, FieldInfo]) -> str:
    """Return the field that a name is like by its letters, among those of its kind of value."""
    kind = _kind(given)
    alike = [each for each, about in fields.items() if not kind or kind in _kinds(about)]
    near = did_you_mean(name, alike, cutoff=0.7) if alike else ""
    return near if near.startswith("did") else _one_of(fields)


def _one_of(fields: Iterable[str]) -> str:
    return did_you_mean("", fields)


def _kind(given: object) -> str:
    """Return the kind of a value, and nothing of one that is not there yet."""
    if given is None or given == "":
        return ""
    if isinstance(given, bool):
        return "bool"
    if isinstance(given, (int, float)):
        return "int"
    return "list" if isinstance(given, list) else "dict" if isinstance(given, dict) else "str"


def _kinds(about: FieldInfo) -> set[str]:
    """Return the kinds of value that a field may hold."""
    text = str(about.annotation)
    found = {"list"} if text.startswith(("tuple", "list")) else set[str]()
    if not found:
        found |= {
            kind for kind in ("bool", "int", "dict", "str") if re.search(rf"\b{kind}\b", text)
        }
        found |= {"dict"} if "Header" in text else set()
        found |= {"str"} if "Literal" in text else set()
        found |= {"int"} if "str" in found else set()  # YAML takes a volume for a number
    return found


_TRUE, _FALSE = ("yes", "on", "y", "true", "1"), ("no", "off", "n", "false", "0")


def _mistaken(
    kind: str, given: object, written: str, last: str, in_list: bool
) -> tuple[str, str] | None:
    """Return what YAML took a value for that is written like something else, and the cure.

    The cure is the line to write: `title: "2024"`, or the item of a list alone.
    """
    head = "" if in_list else f"{last}: "
    if kind == "string_type" or (given is None and written):
        hint = f"put quotes round it: {head}{quoted(written)}"
        if isinstance(given, dict) and not written.startswith("{"):
            below = "begins a group of fields" if not in_list else "holds a colon"
            return (
                f"{below} ({written})",
                hint if in_list else "write its text on the line of its name",
            )
        taken = {
            bool: "true or false",
            list: "a list",
            dict: "a group of fields",
            type(None): "nothing",
        }
        what = taken.get(type(given), "a number")
        return f"is read as {what} ({shortened(written)})", hint
    if kind == "tuple_type" and isinstance(given, str):
        pieces = [each.strip(" '\"") for each in plain(given).split(",")]
        if not all(KEY.fullmatch(each) for each in pieces):
            # Dashes and bullets of a word processor, and YAML made one text of their lines.
            items = re.split(r"(?:^|\s)[\u2010-\u2015\u2022\u00b7*]\s+", given)
            pieces = [
                each.strip() if each.strip().isalpha() else quoted(each.strip())
                for each in items
                if each.strip()
            ]
        listed = ", ".join(pieces)
        if listed and len(listed) <= 60 and "\n" not in listed:
            return f"is not a list ({shown(given)})", f"write {last}: [{listed}]"
    if kind == "int_type" and isinstance(given, str) and plain(given).strip(" '\"").isdecimal():
        return (
            f"is not a whole number ({shown(given)})",
            f"write {head}{plain(given).strip(chr(34) + chr(39) + ' ')}",
        )
    if kind == "bool_type" and str(given).strip().casefold() in (*_TRUE, *_FALSE):
        word = "true" if str(given).strip().casefold() in _TRUE else "false"
        return f"is neither true nor false ({shown(given)})", f"write {head}{word}"
    return None


def _meant(header: Stated, model: type[Model], place: FieldPath, given: str) -> str:
    """Return a value with plain signs if that would be right, and nothing otherwise."""
    meant = plain(given).strip(" '\"")
    if meant == given or not first_odd(given):
        return ""
    try:
        model.model_validate(_with(header.values, place, meant))
    except ValidationError as error:
        if any(each["loc"] == place for each in error.errors()):
            return ""
    return meant


def _with(values: object, place: FieldPath, meant: str) -> Any:
    """Return values with another one at a place."""
    if not place:
        return meant
    if isinstance(values, dict):
        return {**values, place[0]: _with(values.get(place[0]), place[1:], meant)}
    if isinstance(values, list) and isinstance(place[0], int):
        return [
            _with(each, place[1:], meant) if number == place[0] else each
            for number, each in enumerate(values)
        ]
    return values


def _first_line(text: str) -> str:
    return text.partition("\n")[0].strip()
