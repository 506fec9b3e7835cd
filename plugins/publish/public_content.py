"""The public part of the content, as files: what readers see, in the form in which it was written.

What is not known to be public is left out: texts that no reader sees, fields that their
declaration gives to editors, comments, and each line of a body with words that its page lacks.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from html import unescape
from pathlib import PurePosixPath
from typing import Any

import yaml

from plugins.content.assemble import AssembledContent
from plugins.content.file_kinds import WORDS
from plugins.content.front_matter import parse, read_text
from plugins.content.markdown.nets import without_comments
from plugins.content.parsed import Document, valid
from plugins.content.schema.headers import GROUPS, HEADERS, RECORDS
from plugins.content.schema.model import Model, fields_of, names_with

_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)+")
_TAG = re.compile(r"<[^>]*>")
_SAID_IN_TAG = re.compile(r'\s(?:alt|title|aria-label)="([^"]*)"')


def public_content(assembled: AssembledContent) -> Iterator[tuple[str, str]]:
    """Yield the name and the text of each file of the content that holds something public."""
    library = assembled.public
    shown = set(library.post_of) | {letter.document for letter in library.responses}
    hidden = {post.document for post in assembled.posts} - shown
    for source in valid(assembled.content.documents):
        if source.kind not in ("post", "response") or source.path in shown:
            yield source.path, _written(assembled, source, hidden)
    records = {
        "figures.yaml": {each.name for each in library.figures},
        "glossary.yaml": {each.key for each in library.terms},
        "support.yaml": {each.name for each in library.services},
        "reporting.yaml": {each.key for each in library.routes},
    }
    for name, found in sorted(assembled.content.registers.items()):
        if name == WORDS:
            yield name, _yaml({word: each["means"] for word, each in found.items()})
        elif name in records:  # events that no page tells of yet are nobody's business
            yield name, _yaml({
                key: public_values(RECORDS[name], values)
                for key, values in found.items()
                if key in records[name] or values.get("name") in records[name]
            })  # fmt: skip


def public_values(
    model: type[Model], values: Mapping[str, Any], hidden: Collection[str] = ()
) -> dict[str, Any]:
    """Return the fields of a header that are not for editors, without those that say nothing.

    A group that would be nothing without what is for editors goes as a whole, such as a consent.
    `hidden` are documents that nothing public may name.
    """
    private = names_with(model, "editors")
    found = {}
    for name, about in fields_of(model).items():
        value = values.get(name)
        if name in private or value == about.get_default() or value in (None, "", [], ()):
            continue
        if group := GROUPS.get(name):
            if any(fields_of(group)[each].is_required() for each in names_with(group, "editors")):
                continue
            if isinstance(value, Mapping):
                value = public_values(group, value, hidden)
            else:
                value = [public_values(group, each, hidden) for each in value]
        elif isinstance(value, str) and value in hidden:
            continue
        elif isinstance(value, list | tuple):
            value = [each for each in value if each not in hidden]
        if value:
            found[name] = value
    return found


def _written(assembled: AssembledContent, source: Document, hidden: Collection[str]) -> str:
    """Return a file of the content as far as it is public."""
    values = public_values(HEADERS[source.kind], source.values, hidden)
    folder = assembled.content.folder
    header, _ = parse(source.path, read_text(source.path, folder.read(source.path))[0])
    body = without_comments(header.body)
    for name in {PurePosixPath(each.target).name for each in source.references} & {
        PurePosixPath(each).name for each in hidden
    }:
        body = re.sub(rf"[^\s()<>\[\]\"']*\b{re.escape(name)}[^\s()<>\"']*", "", body)
    page = assembled.body(source).__html__()
    said = unescape(_TAG.sub("", page) + "\n" + "\n".join(_SAID_IN_TAG.findall(page)))
    said = " ".join(said.split())
    lines = [
        line
        for line in body.split("\n")
        if all(found[0] in said for found in _WORDS.finditer(line))
    ]
    return f"---\n{_yaml(values)}---\n" + "\n".join(lines).strip("\n") + "\n"


def _yaml(values: Mapping[str, Any]) -> str:
    return yaml.safe_dump(dict(values), sort_keys=False, allow_unicode=True, width=100)
