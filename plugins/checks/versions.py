"""Other versions of a text: translations of it, and the same text in other formats.

Each names what readers can see: an original, a post, or a file that is what its name says.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from plugins.base.problems import Problem, did_you_mean
from plugins.checks.check_context import CheckContext
from plugins.content.kept_paths import kept_by_others
from plugins.content.parsed import Document, valid
from plugins.language import tongues
from plugins.model.addresses import FILES
from plugins.model.publication import is_public, state_of

STATES = {"draft": "is a draft", "withdrawn": "was withdrawn", "ended": "has lost its consent"}


def problems(site: CheckContext) -> Iterator[Problem]:
    """Yield what this module finds."""
    for kind in ("post", "page"):
        yield from translations(site, valid(site.content.of(kind)))
    yield from formats(site)
    yield from evidence(site)


def translations(site: CheckContext, sources: list[Document]) -> Iterator[Problem]:
    """Yield every translation that stands beside no original, or in no language of its own."""
    looked = _Translations(site, {each.path: each for each in sources})
    taken: dict[tuple[str, str], str] = {}
    for source in sources:
        if not (name := source.values["translation_of"]):
            continue
        if fault := looked.fault(source, name):
            yield _problem(site, source, "translation_of", fault)
            continue
        key = name, looked.language(source).casefold()
        first = taken.setdefault(key, source.path)
        if first != source.path:
            language = tongues.english_name(looked.language(source))
            what = f"translates '{name}' into {language}, and so does {first}"
            fault = Fault(what, "keep one of them, or mend 'lang' in the other", "translation")
            yield _problem(site, source, "translation_of", fault)


def formats(site: CheckContext) -> Iterator[Problem]:
    """Yield every format whose file or post is not there, or is not what it should be."""
    for source in valid(site.content.of("post")):
        for number, each in enumerate(source.values["formats"]):
            name = "file" if each["file"] else "post"
            fault = _file_fault(site, each["file"]) if each["file"] else None
            if each["post"]:
                fault = _post_fault(site, source, each["post"])
            if fault:
                line = site.line(source.path, "formats", number, name)
                yield Problem(source.path, line, fault.what, fault.hint, fault.rule)


def evidence(site: CheckContext) -> Iterator[Problem]:
    """Yield what a story names as the evidence and is no post that readers can see."""
    for source in valid(site.content.of("post")):
        for number, name in enumerate(source.values["evidence"]):
            if fault := _post_fault(site, source, name, "evidence"):
                line = site.line(source.path, "evidence", number)
                yield Problem(source.path, line, fault.what, fault.hint, fault.rule)


# How files begin, by their endings; those of MPEG-4 say so behind four bytes of a length.
_BEGINS = {
    ".pdf": (b"%PDF-",), ".docx": (b"PK",), ".odt": (b"PK",), ".ogg": (b"OggS",),
    ".mp3": (b"ID3", b"\xff\xfb", b"\xff\xf3", b"\xff\xf2", b"\xff\xfa"),
    ".webm": (b"\x1a\x45\xdf\xa3",), ".m4a": (b"ftyp",), ".mp4": (b"ftyp",),
}  # fmt: skip
_BEHIND_LENGTH = (".m4a", ".mp4")


def _file_fault(site: CheckContext, name: str) -> Fault | None:
    files = site.content.folder.files
    if name not in files:
        near = did_you_mean(name, [each for each in files if each.startswith(FILES)])
        hint = near or "put it there: content/files/ holds none yet"
        return Fault(f"formats.file names '{name}', which is not there", hint, "format-file")
    if taken := kept_by_others(name):
        what = f"formats.file names '{name}': it {taken}"
        return Fault(what, "rename the file", "format-file")
    with (site.content.folder.root / name).open("rb") as file:
        begins = file.read(16)
    ending = PurePosixPath(name).suffix.lower()
    begins = begins[4:] if ending in _BEHIND_LENGTH else begins
    if begins.startswith(_BEGINS[ending]):
        return None
    what = f"formats.file names '{name}', which does not begin as a file of that kind does"
    return Fault(what, "save it again in the program that it comes from", "format-file")


def _post_fault(
    site: CheckContext, source: Document, name: str, field: str = "formats.post"
) -> Fault | None:
    here, there = site.posts.get(source.path), site.posts.get(name)
    if name == source.path:
        what = f"{field} names the post itself"
        hint = "name the post that is the other format" if "." in field else "name another post"
        return Fault(what, hint, "format-place")
    if there is None:
        if name in site.documents:
            return None if site.documents[name].kind == "post" else _no_post(site, name, field)
        return _no_post(site, name, field)
    if here is None or here.status != "published" or is_public(there, site.now):
        return None
    state = state_of(there, site.now)
    if state in ("withdrawn", "ended"):
        return None  # what has to go must go at once: the link to it goes with it
    if state == "future" and here.date >= there.date:
        return None
    said = f"appears on {there.date:%Y-%m-%d}" if state == "future" else STATES[state]
    what = f"{field} names '{name}', which {said}"
    return Fault(what, "delete it, or publish that post first", "hidden-target")


def _no_post(site: CheckContext, name: str, field: str) -> Fault:
    what = f"{field} names '{name}', which is not there"
    return Fault(what, did_you_mean(name, site.posts), "broken-link")


class Fault(NamedTuple):
    """What is wrong, how to mend it, and the name of the check."""

    what: str
    hint: str
    rule: str


def _problem(site: CheckContext, source: Document, field: str, fault: Fault) -> Problem:
    line = site.line(source.path, field)
    return Problem(source.path, line, fault.what, fault.hint, fault.rule)


class _Translations:
    """The texts of one kind, as far as their languages go."""

    def __init__(self, site: CheckContext, sources: dict[str, Document]) -> None:
        self.site, self.sources = site, sources

    def language(self, source: Document) -> str:
        """Return the language of a text; one that names none is in the site's own."""
        return str(source.values["lang"] or self.site.assembled.language)

    def fault(self, source: Document, name: str) -> Fault | None:
        """Return why a text cannot stand as a translation of the file it names, or nothing."""
        original = self.sources.get(name)
        if original is None:
            if name in self.site.documents and self.site.documents[name].kind == source.kind:
                return None  # it has faults of its own, which are told
            near = did_you_mean(name, [each for each in self.sources if each != source.path])
            what = f"translation_of names '{name}', which is not there"
            return Fault(what, near, "broken-link")
        if original is source:
            what = "translation_of names the text itself"
            return Fault(
                what, "name the text that it translates, or delete the line", "translation"
            )
        if first := original.values["translation_of"]:
            what = f"translation_of names '{name}', which is a translation itself"
            return Fault(what, f"write translation_of: {first}", "translation")
        mine, theirs = self.language(source), self.language(original)
        if tongues.same(mine, theirs):
            what = f"is in {tongues.english_name(mine)}, as '{name}' is, which it translates"
            hint = "write the language of this text, such as lang: cy, or delete 'translation_of'"
            return Fault(what, hint, "translation")
        return self.hidden(source, name)

    def hidden(self, source: Document, name: str) -> Fault | None:
        """Return why readers of a translation would not find its original, or nothing."""
        site = self.site
        here, there = site.posts.get(source.path), site.posts.get(name)
        if here is None or there is None or here.status != "published":
            return None
        if is_public(there, site.now) or not (here.ends is None or here.ends > site.now):
            return None
        state = state_of(there, site.now)
        if state == "future":
            if here.date >= there.date:
                return None
            said = f"appears on {there.date:%Y-%m-%d}"
        else:
            said = STATES[state]
        what = f"translation_of names '{name}', which {said}"
        hint = "let this post be a draft until that one is public"
        if state == "withdrawn":
            hint = "write 'status: withdrawn' here too, or delete 'translation_of'"
        return Fault(what, hint, "hidden-target")
