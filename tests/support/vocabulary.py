"""Schema.org's vocabulary as npm's schema-dts has it, which is made from schema.org's own files.

`.ci/run` fetches that file; `plugins/audit/schema_org.json` is what follows from it.
"""

from __future__ import annotations

import json
import re
from typing import Any

from tests.support.checkers import lacking, left_out

_INTERFACE = re.compile(
    r"^(?:export )?interface (\w+?)(?:Base|Leaf) extends ([^{]*)\{(.*?)^\}", re.M | re.S
)
# Names with a digit first are no names in TypeScript, where "3DModel" is called "_3DModel".
_PARENT, _PROPERTY = re.compile(r"\b_?(\w+)Base\b"), re.compile(r'^    "(\w+)"\??:', re.M)
FOREIGN = re.compile(r"[a-z0-9]+_[a-z0-9]+_")


def without_vocabulary() -> str:
    return lacking("SCHEMA_DTS", "schema-dts")


needs_vocabulary = left_out(without_vocabulary())


def vocabulary(typings: str) -> dict[str, dict[str, list[str]]]:
    """Return each type with the types that it is `of` and the properties that it `has`."""
    found: dict[str, dict[str, set[str]]] = {}
    for name, parents, body in _INTERFACE.findall(typings):
        name = name.lstrip("_")
        if FOREIGN.match(name):
            continue
        one = found.setdefault(name, {"of": set(), "has": set()})
        one["of"] |= {each for each in _PARENT.findall(parents) if not FOREIGN.match(each)} - {name}
        one["has"] |= set(_PROPERTY.findall(body))
    return {
        name: {key: sorted(values) for key, values in sorted(one.items()) if values}
        for name, one in sorted(found.items())
    }


def text(made: Any) -> str:
    """Return a vocabulary as the file has it: one type a line."""
    lines = (f"{json.dumps(name)}: {json.dumps(one)}" for name, one in made.items())
    return "{\n" + ",\n".join(lines) + "\n}\n"
