"""The sources of each post, and each source, in files for reference managers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from plugins.model import addresses
from plugins.model.library import Library
from plugins.model.records import Source
from plugins.presentation.contracts import OutputFile, files
from plugins.presentation.reference_formats import bibtex, ris


@dataclass(frozen=True, kw_only=True)
class References:
    """Some sources in one format, in the order in which a post cites them."""

    save_as: str
    form: str
    sources: tuple[Source, ...]

    def render(self) -> bytes:
        if self.form == "bib":
            return "\n".join(map(bibtex, self.sources)).encode()
        return "".join(map(ris, self.sources)).encode()


def reference_documents(library: Library) -> Iterator[OutputFile]:
    """Yield the files of every post that cites, and of everything that can be cited."""
    for post in library.posts:
        if post.references:
            cited = tuple(library.source_of[each.key] for each in post.references)
            yield from _files(post.path, cited)
    for source in library.source_of.values():
        yield from _files(source.path, (source,))


def _files(path: str, sources: tuple[Source, ...]) -> Iterator[References]:
    for form, _ in addresses.REFERENCES:
        yield References(save_as=addresses.references(path, form), form=form, sources=sources)


register = files(lambda build: reference_documents(build.library))
