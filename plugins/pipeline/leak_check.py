"""Before a tree goes live, what is not public is looked for in every byte of it.

The rooms cannot show what the library does not hold. This is the second wall: it knows nothing of
rooms, and looks at the files alone, packed ones opened, and at the data of what is no text, such
as the title on a picture. What stands in a public source too (a greeting that all parts share, a
title that the plan of a series announces) is no secret; what a header says for editors only, such
as who holds a consent, is one in every post.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from html import escape
from pathlib import Path, PurePosixPath
from typing import NamedTuple
from urllib.parse import quote

from plugins.base import worker_pool
from plugins.base.code_version import PACKAGE
from plugins.base.hashing import digest
from plugins.base.problems import SiteFault
from plugins.base.text_search import finder
from plugins.content.assemble import AssembledContent
from plugins.content.front_matter import parse, read_text
from plugins.content.parsed import Document, valid
from plugins.images import plain_copy
from plugins.model.addresses import BLOG, FILES
from plugins.model.post import Post, Response
from plugins.model.publication import is_public, is_shown, notice_of, state_of
from plugins.presentation.contracts import OutputFile, Worded

# Runs of plain words, which look the same in Markdown, HTML, feeds and JSON.
_RUN = re.compile(r"[^\W_][\w ,;:.?!]*[^\W_]")
_MARKER = re.compile(r"^\s*(?:[-*+>#]+|\d{1,9}[.)])\s+")
# Characters: what is shorter stands elsewhere by chance; of longer ones the beginning is enough.
SHORTEST, LONGEST = 20, 48
# From a post of few words shorter runs are taken too, of two words and more.
FEW, SHORT = 3, 8
# Files that one job searches, and how deep packed files may hold packed files.
BATCH, DEEPEST = 64, 3
STATES = {
    "draft": "is a draft",
    "future": "is not yet due",
    "withdrawn": "is withdrawn",
    "ended": "has lost its consent",
}


class Secret(NamedTuple):
    """A text that must not get out: whose, from which line (0: none), and what it is.

    `said` is the same as its source has it, where the text is a spelling of it, such as JSON's.
    """

    text: str
    source: str
    line: int
    what: str
    said: str = ""


class Leak(NamedTuple):
    """One text in one file of the output."""

    name: str
    secret: Secret


class LeakCheck:
    """The secrets of one build, and the search for them."""

    def __init__(self, assembled: AssembledContent, now: dt.datetime, workers: int) -> None:
        self.assembled, self.now, self.workers = assembled, now, workers

    @cached_property
    def hidden(self) -> tuple[Post, ...]:
        return tuple(post for post in self.assembled.posts if not is_public(post, self.now))

    @cached_property
    def hidden_letters(self) -> tuple[Response, ...]:
        """Responses that no reader may see: their post is not public, or their consent ended."""
        public = {post.document for post in self.assembled.posts if is_public(post, self.now)}
        return tuple(
            each for each in self.assembled.responses if not is_shown(each, public, self.now)
        )

    @cached_property
    def secrets(self) -> tuple[Secret, ...]:
        found: dict[str, Secret] = {}
        for post in self.hidden:
            for secret in (
                *self._words(post),
                *self._addresses(post),
                *self._names(self._sources[post.document]),
            ):
                found.setdefault(secret.text, secret)
        for letter in self.hidden_letters:
            for secret in self._letter(letter):
                found.setdefault(secret.text, secret)
        for source in (*self._sources.values(), *self._letters.values()):
            for secret in _private(source):
                found.setdefault(secret.text, secret)
        return tuple(
            each._replace(text=text, said=each.text)
            for each in found.values()
            for text in _spellings(each.text)
        )

    @cached_property
    def key(self) -> str:
        """A digest of all secrets: files searched for the same ones need no second look."""
        return digest(*(repr(secret).encode() for secret in sorted(self.secrets)))

    # -- What is secret

    def _words(self, post: Post) -> Iterator[Secret]:
        """Yield the plain runs of a post's text and of every text of its header."""
        runs = self._said_in(self._sources[post.document])
        runs += [(1, text) for text in (post.title, escape(post.title)) if len(text) >= 12]
        for line, run in runs:
            yield Secret(run[:LONGEST], post.document, line, "words")

    def _letter(self, letter: Response) -> Iterator[Secret]:
        """Yield what a response says, who wrote it, and the images that it alone shows."""
        source = self._letters[letter.document]
        for line, run in self._said_in(source):
            yield Secret(run[:LONGEST], letter.document, line, "words")
        if len(letter.by) >= 12:
            yield Secret(letter.by[:LONGEST], letter.document, 1, "words")
        yield from self._names(source)

    def _said_in(self, source: Document) -> list[tuple[int, str]]:
        """Return the plain runs of a text and of its header, with their lines."""
        folder = self.assembled.content.folder
        header, _ = parse(source.path, read_text(source.path, folder.read(source.path))[0])
        lines = list(enumerate(header.body.split("\n"), header.body_line))
        runs = [(line, run) for line, text in lines for run in _runs(text, SHORTEST)]
        if len(runs) < FEW:
            runs = [(line, run) for line, text in lines for run in _runs(text, SHORT)]
        fields = _texts(source)
        return runs + [(1, run) for text in fields for run in _runs(text, SHORTEST)]

    def _addresses(self, post: Post) -> Iterator[Secret]:
        """Yield the address of a post, and its year and slug, as its card is called by them.

        A slug by itself says nothing: a topic, a feed or an image may have the same.
        """
        notice = notice_of(post, self.now)
        if (notice is not None and notice.url) or {post.document, post.path} & self._linked:
            return
        for path in (post.path, quote(post.path)):
            yield Secret(path, post.document, 0, "the address")
            text = f"/{path.removeprefix(BLOG).rstrip('/')}."
            yield Secret(text, post.document, 0, "the address")

    @cached_property
    def _linked(self) -> frozenset[str]:
        """What public texts lead to. To a draft none may; what has to go goes, whoever links."""
        hidden = {post.document for post in self.hidden}
        hidden |= {letter.document for letter in self.hidden_letters}
        documents = self.assembled.content.documents
        public = (each for each in documents if each.path not in hidden)
        return frozenset(found.target for each in public for found in each.references)

    def _names(self, source: Document) -> Iterator[Secret]:
        """Yield the names of images and other files that only hidden texts show, in any size.

        An image is named with its folder, under which it is published in every size: a feed or a
        page may be called as it is.
        """
        library = self.assembled.library
        public = [file.path for file in (*library.files, *library.attachments)]
        names = {PurePosixPath(path).name for path in public}
        for path in sorted(self.images_of(source)):
            if path.startswith(FILES):  # it is published under its own name alone
                if PurePosixPath(path).name not in names:
                    yield Secret(f"/{PurePosixPath(path).name}", source.path, 0, "a file")
                continue
            stem = str(PurePosixPath(path).with_suffix(""))
            for end in ".-":
                if not any(each.startswith(stem + end) for each in public):
                    yield Secret(f"{stem}{end}", source.path, 0, "an image")

    def images_of(self, source: Document) -> set[str]:
        """Return the images and other files that this text shows and no public page does."""
        named = {each.target for each in source.references if each.target.startswith("images/")}
        if source.values.get("image"):
            named.add(source.values["image"]["src"])
        named.update(each["file"] for each in source.values.get("formats", ()) if each["file"])
        library = self.assembled.library
        return named - {file.path for file in (*library.files, *library.attachments)}

    @cached_property
    def _sources(self) -> dict[str, Document]:
        return {source.path: source for source in valid(self.assembled.content.of("post"))}

    @cached_property
    def _letters(self) -> dict[str, Document]:
        return {each.path: each for each in valid(self.assembled.content.of("response"))}

    @cached_property
    def _pictures(self) -> dict[str, tuple[int, str]]:
        """The size and the owner of each secret image, by the digest of its bytes.

        As it lies in the content, and as its plain file is published.
        """
        content = self.assembled.content
        library = self.assembled.library
        public = {file.digest for file in (*library.files, *library.attachments)}
        found = {}
        hidden = [self._sources[post.document] for post in self.hidden]
        hidden += [self._letters[each.document] for each in self.hidden_letters]
        for source in hidden:
            for path in sorted(self.images_of(source) & content.folder.files.keys()):
                if content.folder.files[path].digest in public:
                    continue
                given = content.folder.read(path)
                found[digest(given)] = (len(given), source.path)
                if path not in content.images:
                    continue  # it is published as it lies there
                plain = plain_copy.plain(
                    content.images[path].type, given, content.images[path].moving
                )
                found[digest(plain)] = (len(plain), source.path)
        return found

    # -- The search

    def prove(
        self,
        tree: Path,
        known: Iterable[str] = (),
        documents: Mapping[str, OutputFile] | None = None,
    ) -> None:
        """Search all files of a tree but those known to be clean. Raises SiteFault for a leak.

        `documents` are what files were made from, by name: what a picture says is not in its bytes.
        """
        lines = [f"{name}: {what}" for name, what in self.leaks(tree, known, documents).items()]
        if lines:
            shown = lines[:10] + (
                [f"... and {len(lines) - 10} more files"] if len(lines) > 10 else []
            )
            shown.append(
                "Nothing was published. Look whether a public text, the theme or a setting repeats "
                "these words; if not, send these lines to those who look after the program."
            )
            raise SiteFault("\n".join(shown))

    def leaks(
        self,
        tree: Path,
        known: Iterable[str] = (),
        documents: Mapping[str, OutputFile] | None = None,
    ) -> dict[str, str]:
        """Return what each file of a tree would show, by its name; see `prove`."""
        if not self.secrets:
            return {}
        known = set(known)
        names = sorted(name for name in _files(tree) if name not in known)
        return self._said(self._guilty(self.find(tree, names, documents or {}))) if names else {}

    def find(
        self, tree: Path, names: Sequence[str], documents: Mapping[str, OutputFile]
    ) -> list[Leak]:
        """Return every secret in every file, whether or not it is public elsewhere."""
        search = finder([secret.text for secret in self.secrets])
        sizes = {size for size, _ in self._pictures.values()}

        def look(number: int) -> list[tuple[str, int]]:
            found: set[tuple[str, int]] = set()
            for name in names[number * BATCH : (number + 1) * BATCH]:
                content = (tree / name).read_bytes()
                said = [f"/{name}".encode(), content, *_opened(content, name)]
                if name in documents:
                    said += _said_by(documents[name])
                for text in said:
                    found.update((name, hit) for hit in search(text))
                if len(content) in sizes and digest(content) in self._pictures:
                    found.add((name, -1))
            return sorted(found)

        leaks = []
        jobs = range(-(-len(names) // BATCH))
        for _, found in worker_pool.each(look, jobs, self.workers):
            assert isinstance(found, list)
            for name, hit in found:
                secret = self.secrets[hit] if hit >= 0 else self._picture_in(tree / name)
                leaks.append(Leak(name, secret))
        return sorted(leaks)

    def _picture_in(self, path: Path) -> Secret:
        return Secret("", self._pictures[digest(path.read_bytes())][1], 0, "an image")

    def _guilty(self, leaks: list[Leak]) -> list[Leak]:
        """Return the leaks of what stands in no public source."""
        asked = {leak.secret for leak in leaks if leak.secret.what in ("words", "a private field")}
        for text, private in self._public_texts():
            if not asked:
                break
            asked = {
                each for each in asked if _count(text, each.said) <= _count(private, each.said)
            }
        return [
            leak
            for leak in leaks
            if leak.secret.what not in ("words", "a private field") or leak.secret in asked
        ]

    def _public_texts(self) -> Iterator[tuple[str, str]]:
        """Yield what anybody may read: public documents, and our own words.

        Beside each is the part of it that is for editors only. The theme and the settings are not
        among them: a draft's words may have been typed into them.
        """
        hidden = {post.document for post in self.hidden}
        hidden |= {letter.document for letter in self.hidden_letters}
        folder = self.assembled.content.folder
        known = self._sources | self._letters
        for name in folder.files:
            if name not in hidden and not name.startswith("images/"):
                text = " ".join(folder.read(name).decode("utf-8", "replace").split())
                yield text, "\n".join(_private_texts(known.get(name)))
        for module in sorted(PACKAGE.rglob("*.py")):
            yield module.read_text(encoding="utf-8"), ""

    def _said(self, leaks: list[Leak]) -> dict[str, str]:
        """Name each file and its secret, without saying the secret: messages go into logs."""
        states = {post.document: STATES[state_of(post, self.now)] for post in self.hidden}
        states |= {each.document: "is not shown" for each in self.hidden_letters}
        found = {}
        for name in sorted({leak.name for leak in leaks}):
            secret = min(leak.secret for leak in leaks if leak.name == name)
            place = f"{secret.source}:{secret.line}" if secret.line else secret.source
            state = f", which {states[secret.source]}" if secret.source in states else ""
            found[name] = f"would show {secret.what} of {place}{state}"
        return found


def _count(text: str, words: str) -> int:
    """Return how often a text has some words, at the beginning of a sentence or within one.

    A term of the glossary is written small there, and heads a list with a capital letter.
    """
    other = words[0].swapcase() + words[1:]
    return text.count(words) + (text.count(other) if other != words else 0)


def _runs(text: str, shortest: int) -> Iterator[str]:
    """Yield the plain runs of one line that are long enough.

    A single word never counts: it may be part of the address at which a notice has to stand.
    """
    least = 2 if shortest >= SHORTEST else 1
    for found in _RUN.finditer(_MARKER.sub("", text)):
        run = found[0]
        if len(run) >= shortest and ".." not in run and run.count(" ") >= least:
            yield run


def _texts(source: Document) -> Iterator[str]:
    """Yield the texts of a header that its declaration does not call open."""
    from plugins.content.schema.headers import GROUPS, HEADERS  # pydantic, which few builds need
    from plugins.content.schema.model import texts_of

    return texts_of(HEADERS[source.kind], source.values, GROUPS)


def _private_texts(source: Document | None) -> Iterable[str]:
    """Return what the header of a post says to editors only."""
    return source.private if source is not None else ()


def _private(source: Document) -> Iterator[Secret]:
    for text in _private_texts(source):
        for run in _runs(text, SHORTEST):
            yield Secret(run[:LONGEST], source.path, 0, "a private field")


def _spellings(text: str) -> Iterator[str]:
    """Yield a text as files may write it: as it is, as JSON in ASCII, and as HTML in ASCII."""
    yield text
    if not text.isascii():
        yield json.dumps(text)[1:-1]
        yield text.encode("ascii", "xmlcharrefreplace").decode()


def _said_by(document: OutputFile) -> Iterator[bytes]:
    """Yield the words of a file whose bytes need not show them."""
    yield repr(document).encode("utf-8", "replace")
    if isinstance(document, Worded):
        for text in document.words():
            yield text.encode("utf-8", "replace")


def _opened(content: bytes, name: str, depth: int = 0) -> Iterator[bytes]:
    """Yield what a packed file holds, and what is packed in that. Raises SiteFault.

    A packed stream may stand behind a mark of its program.
    """
    at = content.find(b"\x1f\x8b\x08", 0, 64)
    packed = name.endswith(".br") and not depth
    if at < 0 and not packed:
        return
    try:
        if packed:
            import brotli

            inside = brotli.decompress(content)
        else:
            inside = _unzipped(content[at:])
    except Exception as error:  # brotli's error has no name of its own in every version
        if at > 0:
            return  # three bytes that only look like a beginning
        raise SiteFault(f"{name}: cannot be opened to be searched ({error}).") from None
    yield inside
    if depth < DEEPEST:
        yield from _opened(inside, name, depth + 1)


def _unzipped(content: bytes) -> bytes:
    """Return all that gzip streams hold, one behind the other, also when the last is cut."""
    found = []
    while content.startswith(b"\x1f\x8b"):
        stream = zlib.decompressobj(31)
        found.append(stream.decompress(content))
        content = stream.unused_data
    return b"".join(found)


def _files(tree: Path) -> Iterator[str]:
    for folder, _, names in os.walk(tree):
        inside = Path(folder).relative_to(tree).as_posix()
        for name in names:
            yield name if inside == "." else f"{inside}/{name}"
