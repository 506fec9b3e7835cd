"""Data for search engines, by the words that schema.org has.

`schema_org.json` names each type with the types that it is `of` and the properties that it `has`;
it is what npm's schema-dts 2.0.0 has, which is made from schema.org's own vocabulary.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

_CONTEXT = re.compile(r"https?://schema\.org/?")
_WHOLE = re.compile(r"https?://[^/\s]+|mailto:|tel:")
# Properties whose texts are addresses.
_ADDRESSES = {"url", "contentUrl", "sameAs", "logo", "mainEntityOfPage", "license"}
# Dates by ISO 8601.
_DATES = {"datePublished", "dateModified", "dateCreated", "expires"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d|Z)?)?)?)?")


@cache
def vocabulary() -> Mapping[str, Mapping[str, list[str]]]:
    text = Path(__file__).with_name("schema_org.json").read_text(encoding="utf-8")
    found: Mapping[str, Mapping[str, list[str]]] = json.loads(text)
    return found


@cache
def properties(kind: str) -> frozenset[str]:
    """Return every property that a type has of its own or by what it is. Raises KeyError."""
    own = vocabulary()[kind]
    found = set(own.get("has", ()))
    for parent in own.get("of", ()):
        found |= properties(parent)
    return frozenset(found)


def faults(text: str) -> Iterator[str]:
    """Yield what is wrong in one script of JSON-LD."""
    try:
        data = json.loads(text)
    except ValueError as error:
        yield f"has data that is no JSON: {error}"
        return
    for one in data if isinstance(data, list) else [data]:
        if not isinstance(one, dict):
            yield "has data that describes nothing"
        elif not _CONTEXT.fullmatch(str(one.get("@context"))):
            yield "has data that does not name schema.org as its context"
        else:
            graph = one.get("@graph")
            for each in graph if isinstance(graph, list) else [one]:
                yield from _node(each)


def _node(node: Any) -> Iterator[str]:
    if not isinstance(node, dict):
        yield "has data that describes nothing"
        return
    kinds = node.get("@type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if not kinds and set(node) - {"@id", "@context"}:
        yield f"has data without a type: {', '.join(sorted(node))}"
        return
    unknown = [each for each in kinds if each not in vocabulary()]
    yield from (f"says '{each}', which schema.org does not know" for each in unknown)
    allowed = {name for each in kinds if each not in unknown for name in properties(each)}
    for name, value in node.items():
        if name.startswith("@"):
            continue
        # "query-input" and the like annotate an action: schema.org, "Potential Actions".
        if not unknown and name not in allowed and not name.endswith(("-input", "-output")):
            yield f"says '{name}' of a {' and '.join(kinds)}, which has no such property"
        yield from _value(name, value)


def _value(name: str, value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        yield from _node(value)
    elif isinstance(value, list):
        for each in value:
            yield from _value(name, each)
    elif value is None or value == "":
        yield f"leaves '{name}' empty"
    elif name in _ADDRESSES and not _WHOLE.match(str(value)):
        yield f"has half an address as '{name}': {value}"
    elif name in _DATES and not _DATE.fullmatch(str(value)):
        yield f"has a date as '{name}' that is not of ISO 8601: {value}"
