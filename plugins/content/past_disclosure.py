"""What authors declared before, so that it is asked for once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from plugins.content.front_matter import parse, read_text
from plugins.model.disclosure import FIELDS, NONE, nothing

_DATE = re.compile(r"^date:[ \t]*[\"']?([0-9:T -]+)", re.MULTILINE)


def past_disclosure(content: Path, authors: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return what these authors declared last: field to text and file, below the content folder.

    Interests stand in the files of the authors; the rest is that of their newest common post
    that was not withdrawn.
    """
    found: dict[str, tuple[str, str]] = {}
    if not authors:
        return found
    newest = ""
    for path in (content / "posts").rglob("*.md"):
        if path.is_symlink() or not path.is_file():
            continue
        text, _ = read_text(path.name, path.read_bytes())
        head = text[: text.find("\n---", 4) + 1]
        if not all(author in head for author in authors):
            continue
        day = _DATE.search(head)
        if not day or day[1].strip() <= newest:
            continue
        values = parse(path.name, text)[0].values
        declared = {name: str(values[name]) for name in FIELDS if values.get(name)}
        stated = values.get("authors")
        if not isinstance(stated, list) or set(map(str, stated)) != set(authors):
            continue
        if declared and values.get("status") != "withdrawn":
            newest = day[1].strip()
            name = path.relative_to(content).as_posix()
            found = {field: (said, name) for field, said in declared.items()}
    return found | _interests(content, authors)


def _interests(content: Path, authors: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Return the interests of all authors, where each file states them."""
    stated, name = [], ""
    for author in authors:
        name = f"authors/{author}.md"
        if not (content / name).is_file():
            return {}
        values = parse(name, read_text(name, (content / name).read_bytes())[0])[0].values
        said = values.get("interests")
        if not isinstance(said, str) or not said:
            return {}
        stated.append(said)
    declared = dict.fromkeys(said for said in stated if not nothing(said))
    return {"interests": (" ".join(declared) or NONE, name)}
