"""A Markdown file with a header as the guide shows it, and never over another one."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.content.schema.headers import GROUPS
from plugins.content.schema.model import Model, fields_of

# What stands in a header without quotes: one word, a date, a list of such words.
_PLAIN = re.compile(r"[A-Za-z0-9](?:[\w./:+-]*[\w/])?", re.ASCII)
_GUESSED = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|true|false|null|~", re.IGNORECASE)
_QUOTED = frozenset(("title", "summary", "alt", "credit", "description", "name", "role", "what"))


class Gap:
    """Something that is required and not known. `check` asks for it, and a comment says what."""


GAP = Gap()
Values = Mapping[str, object]


def written(model: type[Model], values: Values, body: str = "") -> str:
    """Return a file: the fields that have a value, in the order of the model, and the text."""
    lines = ["---"]
    names = [*model.model_fields, *(name for name in values if name not in model.model_fields)]
    for name in names:
        if name in values:
            lines += lines_of_field(model, name, values[name])
    return "\n".join([*lines, "---", body.strip("\n")]).rstrip("\n") + "\n"


def lines_of_field(model: type[Model], name: str, value: object) -> list[str]:
    """Return the lines of one field."""
    about = model.model_fields.get(name)
    return [*_field(name, value, (about.description if about else "") or "", 0)]


def _field(name: str, value: object, hint: str, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if isinstance(value, Gap):
        yield f"{indent}{name}:  # {hint}"
    elif isinstance(value, Mapping):
        yield f"{indent}{name}:"
        yield from _group(name, value, depth + 1)
    elif isinstance(value, (list, tuple)):
        plain = [_is_plain(str(each)) and not isinstance(each, Gap) for each in value]
        if value and all(plain):
            yield f"{indent}{name}: [{', '.join(map(str, value))}]"
            return
        yield f"{indent}{name}:"
        for each in value:
            if isinstance(each, Mapping):
                first, *rest = _group(name, each, depth + 2)
                yield from (f"{indent}  - {first.lstrip()}", *rest)
                continue
            shown = f"  # {hint}" if isinstance(each, Gap) else f" {scalar(each)}"
            yield f"{indent}  -{shown}"
    else:
        quoted = name in _QUOTED and isinstance(value, str)
        shown = json.dumps(value, ensure_ascii=False) if quoted else scalar(value)
        yield f"{indent}{name}: {shown}"


def _group(name: str, values: Mapping[object, object], depth: int) -> Iterator[str]:
    fields = fields_of(GROUPS[name]) if name in GROUPS else {}
    for inner, said in values.items():
        about = fields.get(str(inner))
        yield from _field(str(inner), said, (about.description if about else "") or "", depth)


def scalar(value: object) -> str:
    """Return a value as a header holds it; a text in quotes unless it is one plain word."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    text = str(value)
    return text if _is_plain(text) else json.dumps(text, ensure_ascii=False)


def _is_plain(text: str) -> bool:
    return bool(_PLAIN.fullmatch(text)) and not _GUESSED.fullmatch(text)


def write_new(path: Path, content: bytes) -> bool:
    """Write a file that is not there yet, whole; return whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        try:
            os.link(fresh, path)  # fails where a rename would overwrite
        except FileExistsError:
            return False
        except OSError:  # a disk without links
            if path.exists():
                return False
            fresh.replace(path)
        return True
    finally:
        fresh.unlink(missing_ok=True)
