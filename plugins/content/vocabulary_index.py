"""What the hub has already, as far as somebody has to know who adds to it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from plugins.content.front_matter import parse, read_text
from plugins.model import addresses, post_ids

_OWN = re.compile(r"^(?:id|aliases):", re.MULTILINE)
_SERIES = re.compile(r"^series:[ \t]*[\"']?([\w.-]+)", re.MULTILINE)
_PART = re.compile(r"^part:[ \t]*[\"']?(\w+)", re.MULTILINE)


@dataclass(frozen=True)
class KnownTerm:
    """A topic, author, series or record: the name of its file, and the names it is known by."""

    slug: str
    name: str
    others: tuple[str, ...] = ()
    year: int = 0
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Known:
    """A post that is here: its file, and by what it can be known again."""

    path: str
    title: str = ""
    day: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    series: str = ""
    part: str = ""


@dataclass
class VocabularyIndex:
    """The vocabularies and the posts of a content folder."""

    root: Path
    topics: dict[str, KnownTerm] = field(default_factory=dict)
    authors: dict[str, KnownTerm] = field(default_factory=dict)
    series: dict[str, KnownTerm] = field(default_factory=dict)
    sources: dict[str, KnownTerm] = field(default_factory=dict)
    rules: dict[str, KnownTerm] = field(default_factory=dict)
    recommendations: dict[str, KnownTerm] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)  # path of the page: file
    posts: list[Known] = field(default_factory=list)
    records: list[post_ids.Record] = field(default_factory=list)

    def of(self, kind: str) -> dict[str, KnownTerm]:
        """Return a vocabulary by the name of its folder."""
        found = {"topics": self.topics, "authors": self.authors, "series": self.series}
        found |= {"sources": self.sources, "rules": self.rules}
        return {**found, "recommendations": self.recommendations}[kind]


def vocabulary_index_of(root: Path) -> VocabularyIndex:
    """Return what lies in a content folder. Files with faults are passed over."""
    shelf = VocabularyIndex(root)
    for kind, path_of in (
        ("topics", addresses.topic),
        ("authors", addresses.author),
        ("series", addresses.series),
        ("sources", addresses.source),
        ("rules", addresses.rule),
        ("recommendations", addresses.recommendation),
    ):
        for path, values in _headers(root, kind):
            term = _term(Path(path).stem, values)
            shelf.of(kind)[term.slug] = term
            shelf.pages[path_of(term.slug)] = path
    for path, _ in _headers(root, "pages"):
        shelf.pages[addresses.page(Path(path).stem)] = path
    ids = root / post_ids.FILE
    if ids.is_file():
        shelf.records, _ = post_ids.read(read_text(post_ids.FILE, ids.read_bytes())[0])
    shelf.posts = [*_posts(root, shelf.records)]
    return shelf


def _term(slug: str, values: dict[str, object]) -> KnownTerm:
    name = str(values.get("name") or values.get("title") or slug)
    others = [*_list(values.get("synonyms")), *_list(values.get("aliases"))]
    year = values.get("year")
    parts = tuple(_list(values.get("parts")))
    return KnownTerm(slug, name, tuple(others), year if isinstance(year, int) else 0, parts)


def _list(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else []


def _headers(root: Path, folder: str) -> Iterator[tuple[str, dict[str, object]]]:
    for path in sorted((root / folder).glob("*.md")):
        if path.is_file() and not path.is_symlink():
            name = path.relative_to(root).as_posix()
            text, _ = read_text(name, path.read_bytes())
            yield name, parse(name, text)[0].values


def _posts(root: Path, records: list[post_ids.Record]) -> Iterator[Known]:
    """Yield every post. What `ids.yaml` says need not be read from the post itself."""
    recorded = {record.post: record for record in records}
    for path in sorted((root / "posts").rglob("*.md")):
        if path.is_symlink() or not path.is_file():
            continue
        name = path.relative_to(root).as_posix()
        text, _ = read_text(name, path.read_bytes())
        record = recorded.get(name)
        head = text[: text.find("\n---", 4) + 1]
        series, part = _SERIES.search(head), _PART.search(head)
        place = (series[1] if series else "", part[1] if part else "")
        if record is not None and not _OWN.search(head):
            yield Known(name, record.title, record.date[:10], record.id, (), *place)
            continue
        values = parse(name, text)[0].values
        yield Known(
            name,
            str(values.get("title") or ""),
            str(values.get("date") or "")[:10],
            record.id if record else str(values.get("id") or ""),
            tuple(_list(values.get("aliases"))),
            *place,
        )
    for record in records:
        if record.removed:
            yield Known(record.post, record.title, record.date[:10], record.id)
