"""Reader: files become sources, sources become the library.

A source is what one file says by itself: its header's values, its converted body, its own faults.
It is stored by its content, so an unchanged file is neither parsed nor converted again.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from plugins.build import pool
from plugins.build.kinds import (
    KINDS,
    RECORDED,
    REGISTERS,
    is_register,
    kind_of,
    register_key,
    store_key,
)
from plugins.core import addresses, code, guests, personal, prose
from plugins.core.files import Folder, Look, look_at, read_at
from plugins.core.header import CONTROL, Header, parse_all, parse_data, read_text
from plugins.core.markdown import Converted, Reference, convert
from plugins.core.personal import Sign
from plugins.core.pictures import DOCUMENTS
from plugins.core.problems import Problem
from plugins.core.progress import Say, quiet, tracked
from plugins.core.prose import Claim
from plugins.core.store import Record, Row, Store
from plugins.core.yearbook import seal

# A post of a hundred pages has some 0.3 MB. What is larger is a mistake, or costs minutes.
LARGEST = 1_000_000
# Seconds. An ordinary post takes some 0.01 s.
LONGEST = 10.0


@dataclass
class Source:
    """What one Markdown file says. `values` are those of its header, checked.

    `named` are the authors, topics and series of a post whose header has a fault elsewhere.
    The `start` of a sign is its line, or 0 for one in the file's name. `notes` are the days of its
    dated notes, and `seal` are the digests of what a post says.
    """

    path: str
    kind: str
    key: str
    slug: str
    values: dict[str, Any]
    words: int
    headings: list[tuple[int, str, str]]
    references: list[Reference]
    notes: list[tuple[str, int]]
    seal: tuple[str, str]
    problems: list[Problem]
    named: dict[str, list[str]] = field(default_factory=dict)
    signs: list[Sign] = field(default_factory=list)
    claims: list[Claim] = field(default_factory=list)
    opening: str = ""


class Image(NamedTuple):
    """An image of the content: its media type; width and height in pixels and size in bytes of its
    plain file; the digest of the file as it lies there."""

    type: str
    width: int
    height: int
    size: int
    digest: str


@dataclass
class Content:
    """All that was read, before anything is decided about it.

    `registers` has the records of each register by their names; one with a fault has none. `years`
    has the values of each closed year.
    """

    folder: Folder
    sources: list[Source] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    registers: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    years: dict[int, dict[str, Any]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    converted: int = 0

    def of(self, kind: str) -> list[Source]:
        return [source for source in self.sources if source.kind == kind]


def read_content(
    root: Path,
    store: Store,
    engine: str,
    known: Mapping[str, Look] | None = None,
    taken: int = 0,
    workers: int = 1,
    limit: float = LONGEST,
    tell: Say = quiet,
    folder: Folder | None = None,
) -> Content:
    """Read all files below `root`; convert what the store lacks in worker processes.

    They also read what may have changed, and find out whether it has. `folder` is the root as
    somebody has just looked at it.
    """
    folder = folder or Folder(root, known, taken, kind_of)
    content = Content(folder)
    content.problems += [_odd(path, kind) for path, kind in folder.odd]
    kinds = {name: kind for name in folder.files if (kind := kind_of(name))}
    keys = {name: store_key(name, folder.files[name].digest, engine) for name in kinds}
    missing = [
        Job(str(root), name, kind, engine)
        for name, kind in kinds.items()
        if not folder.files[name].digest or keys[name] not in store.records
    ]
    work = partial(_read_one, stored=store.records.keys() if pool.can_fork() else frozenset())
    results = pool.each(work, missing, workers, limit)
    for number, result in tracked(results, len(missing), "Converting", tell):
        job = missing[number]
        if isinstance(result, pool.Failure):
            result = _failed(job, result, limit)
        if isinstance(result, str):
            content.problems.append(_odd(job.path, f"cannot be read ({result})"))
            del kinds[job.path], folder.files[job.path]
            continue
        look, made = result
        folder.files[job.path] = look
        keys[job.path] = store_key(job.path, look.digest, engine)
        if made is not None:
            store.put(made)
            content.converted += 1
    for name, kind in kinds.items():
        content.sources.append(_source(name, kind, keys[name], store.records[keys[name]]))
    for name in folder.files:
        if _is_looked_into(name):
            _read_image(content, store, name)
        if name not in kinds and name.partition("/")[0] in KINDS:
            what = "is in a folder of pages, but no page is made from it"
            hint = "give it the ending .md and no folder of its own, or move it elsewhere"
            content.problems.append(Problem(name, 0, what, hint, "unknown-file"))
    for name in filter(is_register, folder.files):
        _read_register(content, store, name)
    return content


def _odd(path: str, kind: str) -> Problem:
    return Problem(path, 0, kind, _mend(kind), "odd-file")


def _mend(kind: str) -> str:
    return "rename it with plain letters" if "UTF-8" in kind else "put a plain file there"


def used_keys(content: Content) -> set[str]:
    """Return the keys of the store that this content needs."""
    files = content.folder.files
    images = {_image_key(name, files[name]) for name in files if _is_looked_into(name)}
    registers = {register_key(name, files[name]) for name in filter(is_register, files)}
    return {source.key for source in content.sources} | images | registers


def forget_failures(content: Content, store: Store) -> None:
    """Drop what failed for a reason that may be gone the next time, such as a time limit."""
    for source in content.sources:
        if any(problem.rule == "time-limit" for problem in source.problems):
            store.records.pop(source.key, None)
            store.fresh.pop(source.key, None)


class Job(NamedTuple):
    root: str
    path: str
    kind: str
    engine: str


# How a file looks, and what it became unless that is stored; or why it cannot be read.
_Read = tuple[Look, Row | None] | str


def _read_one(job: Job, stored: Container[str] = frozenset()) -> _Read:
    """Read and convert one file. Runs in a worker, which also does all that can be done there."""
    try:
        look, content = read_at(f"{job.root}/{job.path}")
    except OSError as error:
        return error.strerror or str(error)
    key = store_key(job.path, look.digest, job.engine)
    if key in stored:
        return look, None
    return look, Row.of(key, *read_source(job.path, job.kind, content, job.engine))


def read_source(path: str, kind: str, content: bytes, engine: str) -> tuple[Record, str]:
    """Return the record and the HTML of one file."""
    from plugins.core import schema

    if len(content) > LARGEST:
        what = f"is too large ({len(content):,} bytes, at most {LARGEST:,})"
        hint = "divide it into several posts"
        return _record([Problem(path, 0, what, hint, "file-size")]), ""
    text, problems = read_text(path, content)
    if not text and problems:
        return _record(problems), ""
    # What a control character breaks is said once, as what it is.
    header, faults, unread = parse_all(path, CONTROL.sub(" ", text) if problems else text)
    problems += faults
    found = {
        "signs": list(_signs(path, text)),
        "claims": list(prose.claims(text, "series" in header.values)) if kind == "post" else [],
        "opening": prose.opening(header.body) if kind == "post" else "",
    }
    model = schema.HEADERS[kind]
    values: dict[str, Any] = {}
    if header.root is not None or not faults:
        values, faults = schema.checked(path, header, model, unread)
        problems += faults
    if guests.is_guests(path):
        problems += guests.beyond_role(path, header)
    slug, faults = _slug(path, header) if kind not in RECORDED else _record_name(path)
    problems += faults
    made = Converted()
    if header.values or not problems:
        made = convert(path, header.body, header.body_line, engine)
        problems += made.problems
    values = {} if problems else values
    sealed = seal(values, header.body) if kind == "post" and values else ("", "")
    record = _record(problems, values, values.get("slug") or slug, made, sealed)
    if kind == "post" and not values:
        found["named"] = _named(header.values)
    return {**record, **found}, made.html


def _named(values: Mapping[str, object]) -> dict[str, list[str]]:
    """Return the names of other files that a header gives, as far as they have the right shape."""
    given = {name: values.get(name) for name in ("authors", "topics")}
    given["series"] = [values.get("series")]
    return {
        name: [each for each in items if isinstance(each, str) and each]
        for name, items in given.items()
        if isinstance(items, list)
    }


def _signs(path: str, text: str) -> Iterable[Sign]:
    """Yield signs of a person in a file and in its name, each with its line."""
    for sign in _signs_in_name(path):
        yield sign._replace(start=0)
    for sign in personal.signs(text):
        yield sign._replace(start=text.count("\n", 0, sign.start) + 1)


def _signs_in_name(path: str) -> Iterable[Sign]:
    return personal.signs(path.replace("_", " ").replace("/", " " * 5))


def _slug(path: str, header: Header) -> tuple[str, list[Problem]]:
    from pydantic_core import PydanticCustomError

    from plugins.core.schema import slug_from

    name = PurePosixPath(path).stem
    if header.values.get("slug"):
        return "", []
    try:
        return slug_from(name), []
    except PydanticCustomError:
        what = f"the file's name '{name}' cannot be part of an address"
        hint = "rename the file with letters, digits and hyphens"
        return "", [Problem(path, 0, what, hint, "bad-slug")]


def _record_name(path: str) -> tuple[str, list[Problem]]:
    """Return what texts call a record by: the name of its file."""
    from pydantic_core import PydanticCustomError

    from plugins.core.schema import record_key

    name = PurePosixPath(path).stem
    try:
        return record_key(name), []
    except PydanticCustomError as error:
        hint = str((error.context or {})["hint"]).replace("write ", "rename the file with ")
        what = f"the file's name '{name}' cannot be the name of a record"
        return "", [Problem(path, 0, what, hint, "record-key")]


def _record(
    problems: list[Problem],
    values: dict[str, Any] | None = None,
    slug: str = "",
    made: Converted | None = None,
    seal: tuple[str, str] = ("", ""),
) -> Record:
    made = made or Converted()
    return {
        "values": values or {},
        "slug": slug,
        "seal": seal,
        "words": made.words,
        "headings": made.headings,
        "references": made.references,
        "notes": made.notes,
        "problems": [dataclasses.astuple(problem) for problem in problems],
        "named": {},
        "signs": [],
        "claims": [],
        "opening": "",
    }


def _failed(job: Job, failure: pool.Failure, limit: float) -> _Read:
    what = f"could not be converted ({failure.reason})"
    hint = "keep the file, and send it to those who look after the program"
    if failure.reason == "time":
        what = f"is too deep or too repetitive to convert ({limit:g} s limit)"
        hint = "look for long runs of brackets, stars or nested lists"
    try:
        look = look_at(f"{job.root}/{job.path}")
    except OSError as error:
        return error.strerror or str(error)
    record = _record([Problem(job.path, 0, what, hint, "time-limit")])
    return look, Row.of(store_key(job.path, look.digest, job.engine), record, "")


def _source(path: str, kind: str, key: str, record: Record) -> Source:
    return Source(
        path=path,
        kind=kind,
        key=key,
        slug=record["slug"],
        values=record["values"],
        words=record["words"],
        headings=record["headings"],
        references=[Reference(*each) for each in record["references"]],
        notes=[(day, line) for day, line in record["notes"]],
        seal=(record["seal"][0], record["seal"][1]),
        problems=[Problem(*each) for each in record["problems"]],
        named=record["named"],
        signs=[Sign(*each) for each in record["signs"]],
        claims=[Claim(*each) for each in record["claims"]],
        opening=record["opening"],
    )


def only_words(old: Source, new: Source) -> bool:
    """Return whether two states of a file differ in nothing that another file or a check could see.

    But for two things that are asked for elsewhere: whether the opening of a part of a series is
    shared with another part, and whether the post is part of a closed year.
    """
    return (
        new.values == old.values
        and [day for day, _ in new.notes] == [day for day, _ in old.notes]
        and new.slug == old.slug
        and [tuple(each) for each in new.headings] == [tuple(each) for each in old.headings]
        and _without_lines(new.references) == _without_lines(old.references)
        and _without_lines(new.claims) == _without_lines(old.claims)
        and [each._replace(start=0) for each in new.signs]
        == [each._replace(start=0) for each in old.signs]
    )


def _without_lines(found: Iterable[Reference] | Iterable[Claim]) -> list[Reference | Claim]:
    return [each._replace(line=0) for each in found]


class Change(NamedTuple):
    """A post that was read again: how it looks, its new row, and whether only its words changed."""

    look: Look
    row: Row
    only_words: bool


def compared(job: Job, before: str, store: Store) -> Change | None:
    """Read a post again and compare it with what the store has of it under the key `before`.

    Returns nothing when it was not sound, or is not. Runs in a worker.
    """
    result = _read_one(job)
    if isinstance(result, str) or before not in store.records:
        return None
    look, row = result
    if row is None:
        return None
    old = _source(job.path, job.kind, before, store.records[before])
    new = _source(job.path, job.kind, row.key, json.loads(row.record))
    if not old.values or not new.values or old.problems or new.problems:
        return None
    return Change(look, row, only_words(old, new))


def reread(content: Content, old: Source, store: Store, engine: str, limit: float) -> Source | None:
    """Return what a file says now, or nothing when it is not a plain file that says something.

    Converts what the store lacks. What was `old` is the very same when its bytes are.
    """
    path = content.folder.root / old.path
    try:
        if path.is_symlink() or not path.is_file():
            return None
        look = look_at(path)
    except OSError:
        return None
    key = store_key(old.path, look.digest, engine)
    if key == old.key:
        return old
    if key not in store.records:
        job = Job(str(content.folder.root), old.path, old.kind, engine)
        ((_, result),) = pool.each(_read_one, [job], 1, limit)
        if isinstance(result, pool.Failure | str) or result[1] is None or result[1].key != key:
            return None
        store.put(result[1])
    new = _source(old.path, old.kind, key, store.records[key])
    return new if new.values and not new.problems else None


# -- Registers


def _read_register(content: Content, store: Store, name: str) -> None:
    key = register_key(name, content.folder.files[name])
    record = store.records.get(key)
    if record is None:
        store.put(Row.of(key, _registered(name, content.folder.read(name)), ""))
        record = store.records[key]
    if name in REGISTERS:
        content.registers[name] = record["records"]
    elif record["records"]:
        content.years[int(PurePosixPath(name).stem)] = record["records"]
    content.problems += [Problem(*each) for each in record["problems"]]


def _registered(name: str, content: bytes) -> Record:
    """Return the sound records of a register, and what is wrong with it."""
    from plugins.core import schema

    if len(content) > LARGEST:
        what = f"is too large ({len(content):,} bytes, at most {LARGEST:,})"
        problem = Problem(name, 0, what, "take out what no post needs any more", "file-size")
        return {"records": {}, "problems": [dataclasses.astuple(problem)]}
    text, problems = read_text(name, content)
    header, faults = parse_data(name, text)
    problems += faults
    records: dict[str, Any] = {}
    if name not in REGISTERS:
        if not re.fullmatch(r"years/(?:19|20)\d\d\.yaml", name):
            hint = "such files are written by close-year, and named 2021.yaml"
            problems = [Problem(name, 0, "is not the file of a year", hint, "unknown-file")]
        if not problems:
            records, problems = schema.checked(name, header, schema.YearHeader)
    elif not problems:
        model = schema.RECORDS[name]
        for record in header.values:
            values, faults = schema.checked_record(name, header, record, model)
            problems += faults
            if values:
                records[record] = values
    return {"records": records, "problems": [dataclasses.astuple(each) for each in problems]}


# -- Images


def _is_looked_into(name: str) -> bool:
    return name.startswith("images/") or name.lower().endswith(DOCUMENTS)


def _image_key(name: str, look: Look) -> str:
    return code.digest(b"image", name.encode(), look.digest.encode(), code.key().encode())


def _read_image(content: Content, store: Store, name: str) -> None:
    look = content.folder.files[name]
    key = _image_key(name, look)
    record = store.records.get(key)
    if record is None:
        from plugins.core.pictures import look_into

        given = content.folder.read(name)
        found = look_into(name, given)
        problems = [
            *found.problems,
            *(
                Problem(name, 0, f"has a name that {pointing(sign)}", "rename the file", sign.rule)
                for sign in _signs_in_name(name)
            ),
        ]
        made = {"type": found.type, "width": found.width, "height": found.height, "size": 0}
        if name.startswith("images/") and not problems:
            problems += _as_published(made, name, given)
        made["problems"] = [dataclasses.astuple(each) for each in problems]
        store.put(Row.of(key, made, ""))
        record = store.records[key]
    content.problems += [Problem(*each) for each in record["problems"]]
    if name.startswith("images/"):  # also a bad one: that it is bad has been said
        content.images[name] = Image(
            record["type"], record["width"], record["height"], record["size"], look.digest
        )


# What a sign is called in a message; the words themselves are not repeated in logs.
SIGNS = {
    "nhs-number": "an NHS number",
    "chi-number": "a CHI number",
    "phone-number": "a telephone number",
    "email-address": "an e-mail address",
    "postcode": "a postcode",
    "birth-date": "a date of birth",
    "record-number": "a hospital or record number",
}


def _as_published(made: Record, name: str, content: bytes) -> Iterator[Problem]:
    """Put into a record how large its plain file is, in pixels and bytes."""
    from plugins.core import renditions

    try:
        made["size"] = len(renditions.plain(made["type"], content))
    except ValueError as error:
        what = f"is not a drawing that browsers show ({error})"
        yield Problem(name, 0, what, "export it again as plain SVG, or as PNG", "bad-image")
        return
    if made["type"] in renditions.PAINTED:
        width, height = renditions.upright(made["width"], made["height"], content)
        made["width"], made["height"] = renditions.shrunk(width, height)


def pointing(sign: Sign) -> str:
    """Say what a sign is, without repeating it where many may read it."""
    return f"holds what looks like {SIGNS[sign.rule]} ('{sign.text[:3]}...')"


def address_of(source: Source) -> str:
    """Return the path of the page that a source becomes."""
    if source.kind == "post":
        return addresses.post(int(str(source.values["date"])[:4]), source.slug)
    makers = {
        "page": addresses.page,
        "topic": addresses.topic,
        "series": addresses.series,
        "author": addresses.author,
        "source": addresses.source,
        "rule": addresses.rule,
    }
    return makers[source.kind](source.slug)


def sound(sources: Iterable[Source]) -> list[Source]:
    """Return the sources that have values: those without a fault of their own."""
    return [source for source in sources if source.values]
