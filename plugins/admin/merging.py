"""What somebody changed in a form goes into the file, and nothing else of it changes.

A form writes a header anew, in its own order and with its own quotes. Here each field that still
says the same keeps its lines, comments and all, and so does the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from plugins.base.problems import Problem
from plugins.content.front_matter import Header, parse, parse_data
from plugins.content.schema.model import Model
from plugins.content.write_file import lines_of_field, written


def merged(path: str, old: str, new: str, model: type[Model]) -> str:
    """Return the old file with what the new one says otherwise. Without an old one, the new one."""
    form, problems = parse(path, new)
    if problems:
        return new
    values = cleaned(form.values, model)
    before, faults = parse(path, old) if old else (Header({}, "", 1), [])
    if faults or not old:
        return written(model, values, form.body)
    lines = _merged_header(old, before, values, model)
    kept = before.body.strip("\n") == form.body.strip("\n")
    return "\n".join(
        ["---", *lines, "---", before.body if kept else _reworded(before.body, form.body)]
    )


def _reworded(old: str, new: str) -> str:
    """Return a new text with the empty lines that stood before and behind the old one."""
    if not old.strip("\n") or not new.strip("\n"):
        return new.strip("\n") + "\n"
    before, after = old[: len(old) - len(old.lstrip("\n"))], old[len(old.rstrip("\n")) :]
    return before + new.strip("\n") + (after or "\n")


def cleaned(values: Mapping[str, object], model: type[Model]) -> dict[str, object]:
    """Return what a form says, without what it leaves empty or what goes without saying."""
    found: dict[str, object] = {}
    for name, value in values.items():
        about = model.model_fields.get(name)
        if isinstance(value, Mapping):
            value = {key: each for key, each in value.items() if each not in ("", None)}
        if value in ("", None, [], {}):
            continue
        if about is not None and not about.is_required() and value == about.default:
            continue
        found[name] = value
    return found


def _merged_header(
    old: str, before: Header, values: Mapping[str, object], model: type[Model]
) -> list[str]:
    """Return the lines of the header: those of the old one wherever it says the same."""
    lines = old.split("\n")
    end = before.body_line - 2
    starts = sorted((before.line((name,)) - 1, name) for name in before.values)
    out = lines[1 : starts[0][0]] if starts else []
    same = cleaned(before.values, model)
    seen = set()
    for number, (start, name) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else end
        own, notes = _without_notes(lines[start:stop])
        if name in values and same.get(name) == values[name]:
            out += [*own, *notes]
        elif name in values:
            out += [*lines_of_field(model, name, values[name]), *notes]
        elif name not in same:  # it was empty before, and still is
            out += [*own, *notes]
        else:
            out += notes
        seen.add(name)
    order = [*model.model_fields, *(name for name in values if name not in model.model_fields)]
    for name in order:
        if name in values and name not in seen:
            out += lines_of_field(model, name, values[name])
    return out


def _without_notes(own: list[str]) -> tuple[list[str], list[str]]:
    """Return the lines of a field, and the comments and empty lines between it and the next one."""
    indent = len(own[0]) - len(own[0].lstrip())
    stop = len(own)
    while stop > 1:
        line = own[stop - 1]
        if line.strip() and not re.match(rf" {{0,{indent}}}#", line):
            break
        stop -= 1
    return own[:stop], own[stop:]


# -- Records of a register


class Unreadable(Exception):
    """A register that has a fault of its own has to be mended first."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.text("content/"))


def records(path: str, text: str) -> dict[str, dict[str, object]]:
    """Return the records of a register by name. Raises Unreadable."""
    header, faults = parse_data(path, text)
    if faults:
        raise Unreadable(faults[0])
    return {name: found for name, found in header.values.items() if isinstance(found, dict)}


def shown(name: str, values: Mapping[str, object]) -> str:
    """Return a record as a form reads it: a header of its own, whose `key` is its name."""
    lines = [f"{field}: {json.dumps(value)}" for field, value in {"key": name, **values}.items()]
    return "\n".join(["---", *lines, "---", ""])


def merged_record(
    path: str, old: str, name: str, values: Mapping[str, object], model: type[Model]
) -> str:
    """Return a register with what a form says of one record; one that is not there comes last.

    Raises Unreadable.
    """
    known = records(path, old)
    values = {field: _as_text(value) for field, value in cleaned(values, model).items()}
    if name not in known:
        apart = "\n" if len(re.findall(r"\n\n(?=[^\s#])", old)) > 1 or len(known) < 2 else ""
        own = [f"  {field}: {_inline(field, value, '')}" for field, value in values.items()]
        before = f"{old.rstrip()}\n{apart}" if old.strip() else ""
        return "\n".join([f"{before}{name}:", *own, ""])
    header = parse_data(path, old)[0]
    lines, same = old.split("\n"), cleaned(known[name], model)
    begin = header.line((name,)) - 1
    stops = [header.line((other,)) - 1 for other in header.values]
    end = min((stop for stop in stops if stop > begin), default=len(lines))
    starts = sorted((header.line((name, field)) - 1, field) for field in known[name])
    if not starts or starts[0][0] <= begin:  # all on one line
        own = [f"  {field}: {_inline(field, value, '')}" for field, value in values.items()]
        behind = _without_notes(lines[begin:end])[1]
        return "\n".join([*lines[:begin], f"{name}:", *own, *behind, *lines[end:]])
    indent = " " * (len(lines[starts[0][0]]) - len(lines[starts[0][0]].lstrip()))
    out = lines[: starts[0][0]]
    notes: list[str] = []
    for number, (first, field) in enumerate(starts):
        stop = starts[number + 1][0] if number + 1 < len(starts) else end
        out += notes
        own, notes = _without_notes(lines[first:stop])
        if field in values and same.get(field) != values[field]:
            out += _reworded_field(field, values[field], own, header.written((name, field)))
        elif field in values or field not in same:
            out += own
    added = [field for field in model.model_fields if field in values and field not in known[name]]
    out += [f"{indent}{field}: {_inline(field, values[field], '')}" for field in added]
    return "\n".join([*out, *notes, *lines[end:]])


def _reworded_field(field: str, value: object, own: list[str], written: str) -> list[str]:
    """Return the lines of a field with another value: what else stands on them stays."""
    at = own[0].find(written, own[0].index(":")) if written else -1
    if len(own) == 1 and at >= 0:
        return [f"{own[0][:at]}{_inline(field, value, written)}{own[0][at + len(written) :]}"]
    if len(own) > 1 and isinstance(value, list) and own[1].lstrip().startswith("- "):
        items = [f"{own[1][: own[1].index('-')]}- {_bare(field, each)}" for each in value]
        kept = {_item(line): line for line in own[1:]}
        return [
            own[0],
            *(kept.get(str(each), item) for each, item in zip(value, items, strict=True)),
        ]
    indent = own[0][: len(own[0]) - len(own[0].lstrip())]
    return [f"{indent}{field}: {_inline(field, value, '')}"]


def _item(line: str) -> str:
    """Return what a line says as the item of a list, or nothing."""
    found = parse_data("x", f"x:\n{line}")[0].values.get("x")
    return str(found[0]) if isinstance(found, list) and found else ""


def _as_text(value: object) -> object:
    """Return a value of a form as a register has it: texts, and lists of texts."""
    if isinstance(value, list):
        return [_as_text(each) for each in value]
    return str(getattr(value, "written", value))


def _inline(field: str, value: object, written: str) -> str:
    """Return a value on one line: without quotes where it had none and needs none."""
    quoted = written[:1] in ("'", '"') if written else False
    if isinstance(value, list):
        return f"[{', '.join(_bare(field, each, ', x]', '[') for each in value)}]"
    return json.dumps(value, ensure_ascii=False) if quoted else _bare(field, value)


def _bare(field: str, value: object, after: str = "", before: str = "") -> str:
    """Return a text as it is if YAML reads it so, and in quotes if not."""
    header, faults = parse_data("x", f"{field}: {before}{value}{after}")
    read = header.values.get(field)
    if not faults and read == ([value, "x"] if before else value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)
