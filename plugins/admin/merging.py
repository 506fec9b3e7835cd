"""What somebody changed in a form goes into the file, and nothing else of it changes.

A form writes a header anew, in its own order and with its own quotes. Here each field that still
says the same keeps its lines, comments and all, and so does the text.
"""

from __future__ import annotations

from collections.abc import Mapping

from plugins.content.front_matter import Header, parse
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
        own = lines[start:stop]
        if name in values and same.get(name) == values[name]:
            out += own
        elif name in values:
            out += lines_of_field(model, name, values[name])
        elif name not in same:  # it was empty before, and still is
            out += own
        seen.add(name)
    order = [*model.model_fields, *(name for name in values if name not in model.model_fields)]
    for name in order:
        if name in values and name not in seen:
            out += lines_of_field(model, name, values[name])
    return out
