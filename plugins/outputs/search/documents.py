"""The files of the search index, which readers' browsers read: see `docs/search.md`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from plugins.base.hashing import digest
from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.text import Body
from plugins.outputs.search.entries import Entry, filter_values, others, posts
from plugins.outputs.search.files import GROUPS, older, prefixes
from plugins.outputs.search.postings import DIGITS, data
from plugins.outputs.search.store import Files, Index
from plugins.outputs.search.synonyms import synonyms
from plugins.outputs.search.terms import STOP
from plugins.presentation.contracts import BuildContext, files
from plugins.presentation.search_kinds import FILTERS, KINDS

# What is shown of so many pages, one after another, lies in one file.
POSTS_A_FILE, OTHERS_A_FILE = 48, 160


@dataclass(frozen=True, kw_only=True)
class IndexFile:
    """One file of the index. Its digest says all there is to know of it."""

    save_as: str
    digest: str
    content: bytes = field(repr=False, compare=False)

    def render(self) -> bytes:
        return self.content

    @classmethod
    def of(cls, name: str, content: bytes) -> IndexFile:
        save_as = f"{addresses.SEARCH_INDEX}{name}.json"
        return cls(save_as=save_as, digest=digest(content), content=content)

    @classmethod
    def with_texts(cls, cache: Path, changes: Iterable[tuple[str, Body]]) -> Iterator[IndexFile]:
        """Yield the files that change with texts of posts: see `presentation.contracts.SumsUp`."""
        for name, content in Index(cache / "search").reworded(changes).items():
            yield cls.of(name, content)


def index_files(library: Library, index: Index) -> Iterator[IndexFile]:
    """Yield all files of the index of a library."""
    found, more = list(posts(library)), list(others(library))
    made = {
        "start": start(library, found, more),
        **lists("posts", found, POSTS_A_FILE),
        **lists("others", more, OTHERS_A_FILE),
        **index.update(found, more),
    }
    for name, content in sorted(made.items()):
        yield IndexFile.of(name, content)


def start(library: Library, found: Sequence[Entry], more: Sequence[Entry]) -> bytes:
    """Return what a search needs first: how the index is divided, what narrows, what else is meant.

    `version` changes with the numbers of older posts and of what is no post. A browser asks for
    the other files by it, so that it never takes a number of one version for that of another.
    """
    entries, base = [*found, *more], older(len(found))
    values = filter_values(entries)
    numbered = [entry.id for entry in (*found[:base], *more)]
    return data(
        {
            "version": digest(*(id.encode() for id in numbered))[:10],
            "posts": len(found),
            "base": base,
            "lists": [POSTS_A_FILE, OTHERS_A_FILE],
            "divided": " ".join(sorted(prefixes(base))).strip(),
            "groups": GROUPS,
            "kinds": "".join(DIGITS[KINDS.index(entry.kind)] for entry in more),
            "kind_names": KINDS,
            "titles": "".join(DIGITS[min(entry.title_words, 63)] for entry in entries),
            "names": values,
            "narrowed": {name: _column(name, values[name], entries) for name in FILTERS[:-1]},
            "synonyms": synonyms(library),
            "stop": " ".join(sorted(STOP)),
        }
    )


def _column(name: str, values: Sequence[str], entries: Iterable[Entry]) -> str:
    """Return the numbers of what each entry is narrowed by: "0.3,1,,2" of four entries."""
    place = {value: str(number) for number, value in enumerate(values)}
    return ",".join(
        ".".join(place[value] for filter, value in entry.filters if filter == name)
        for entry in entries
    )


def lists(name: str, entries: Sequence[Entry], size: int) -> Files:
    """Return what is shown of each entry: address, title, summary, what stands aside, language."""
    rows = [
        [entry.url, entry.title, entry.summary, entry.aside, *([entry.lang] if entry.lang else [])]
        for entry in entries
    ]
    return {
        f"{name}-{number}": data(rows[number * size : (number + 1) * size])
        for number in range(-(-len(rows) // size))
    }


def _files(build: BuildContext) -> Iterable[IndexFile]:
    if not build.settings["SEARCH"]:
        return ()
    index = Index(build.cache / "search", build.workers, build.report)
    return index_files(build.library, index)


register = files(_files)
