"""Reader: files become sources, sources become the library.

A source is what one file says by itself: its header's values, its converted body, its own faults.
It is stored by its content, so an unchanged file is neither parsed nor converted again.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

from plugins.build import pool
from plugins.core import addresses, code
from plugins.core.files import Folder, Look, look_at
from plugins.core.header import Header, parse, parse_data, read_text
from plugins.core.markdown import Converted, Reference, convert
from plugins.core.problems import Problem
from plugins.core.progress import Say, quiet, tracked
from plugins.core.store import Record, Row, Store

# A post of a hundred pages has some 0.3 MB. What is larger is a mistake, or costs minutes.
LARGEST = 1_000_000
# Seconds. An ordinary post takes some 0.01 s.
LONGEST = 10.0

KINDS = {
    "posts": "post",
    "pages": "page",
    "topics": "topic",
    "series": "series",
    "authors": "author",
    "sources": "source",
    "rules": "rule",
}
# Kinds that texts call by the names of their files.
RECORDED = ("source", "rule")
# Files that are YAML from the first line to the last, and the model of each of their records.
REGISTERS = {
    "figures.yaml": "FigureHeader",
    "events.yaml": "EventHeader",
    "glossary.yaml": "TermHeader",
    "support.yaml": "ServiceHeader",
}
RASTERS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
}


@dataclass
class Source:
    """What one Markdown file says. `values` are those of its header, checked."""

    path: str
    kind: str
    key: str
    slug: str
    values: dict[str, Any]
    words: int
    headings: list[tuple[int, str, str]]
    references: list[Reference]
    notes: list[tuple[str, int]]
    problems: list[Problem]


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

    `registers` has the records of each register by their names; one with a fault has none.
    """

    folder: Folder
    sources: list[Source] = field(default_factory=list)
    images: dict[str, Image] = field(default_factory=dict)
    registers: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    converted: int = 0

    def of(self, kind: str) -> list[Source]:
        return [source for source in self.sources if source.kind == kind]


def kind_of(path: str) -> str:
    """Return what a file below the content folder is: a post, a topic ..., or nothing known."""
    top, _, rest = path.partition("/")
    if not path.endswith(".md") or top not in KINDS or (top != "posts" and "/" in rest):
        return ""
    return KINDS[top]


def read_content(
    root: Path,
    store: Store,
    engine: str,
    known: Mapping[str, Look] | None = None,
    taken: int = 0,
    workers: int = 1,
    limit: float = LONGEST,
    tell: Say = quiet,
) -> Content:
    """Read all files below `root`; convert what the store lacks in worker processes."""
    folder = Folder(root, known, taken)
    content = Content(folder)
    content.problems += [
        Problem(path, 0, kind, _mend(kind), "odd-file") for path, kind in folder.odd
    ]
    names = {name: kind for name in folder.files if (kind := kind_of(name))}
    keys = {name: _key(name, folder.files[name].digest, engine) for name in names}
    missing = [
        _Job(keys[name], str(root), name, kind, engine)
        for name, kind in names.items()
        if keys[name] not in store.records
    ]
    results = pool.each(_read_one, missing, workers, limit)
    for number, result in tracked(results, len(missing), "Converting", tell):
        if isinstance(result, pool.Failure):
            result = _failed(missing[number], result, limit)
        store.put(result)
    content.converted = len(missing)
    for name, kind in names.items():
        content.sources.append(_source(name, kind, keys[name], store.records[keys[name]]))
    for name in folder.files:
        if name.startswith("images/"):
            _read_image(content, store, name)
    for name in REGISTERS:
        if name in folder.files:
            _read_register(content, store, name)
    return content


def _mend(kind: str) -> str:
    return "rename it with plain letters" if "name" in kind else "put a plain file there"


def used_keys(content: Content) -> set[str]:
    """Return the keys of the store that this content needs."""
    images = {_image_key(name, look) for name, look in content.folder.files.items()}
    registers = {
        _register_key(name, content.folder.files[name])
        for name in REGISTERS
        if name in content.folder.files
    }
    return {source.key for source in content.sources} | images | registers


def forget_failures(content: Content, store: Store) -> None:
    """Drop what failed for a reason that may be gone the next time, such as a time limit."""
    for source in content.sources:
        if any(problem.rule == "time-limit" for problem in source.problems):
            store.records.pop(source.key, None)
            store.fresh.pop(source.key, None)


def _key(path: str, digest: str, engine: str) -> str:
    return code.digest(path.encode(), digest.encode(), engine.encode(), code.key().encode())


class _Job(NamedTuple):
    key: str
    root: str
    path: str
    kind: str
    engine: str


def _read_one(job: _Job) -> Row:
    """Read and convert one file. Runs in a worker, which also does all that can be done there."""
    content = Path(job.root, job.path).read_bytes()
    return Row.of(job.key, *read_source(job.path, job.kind, content, job.engine))


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
    header, faults = parse(path, text)
    problems += faults
    model = getattr(schema, f"{kind.capitalize()}Header")
    values: dict[str, Any] = {}
    if not faults:
        values, faults = schema.checked(path, header, model)
        problems += faults
    slug, faults = _slug(path, header) if kind not in RECORDED else _record_name(path)
    problems += faults
    made = Converted()
    if header.values or not problems:
        made = convert(path, header.body, header.body_line, engine)
        problems += made.problems
    values = {} if problems else values
    return _record(problems, values, values.get("slug") or slug, made), made.html


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
) -> Record:
    made = made or Converted()
    return {
        "values": values or {},
        "slug": slug,
        "words": made.words,
        "headings": made.headings,
        "references": made.references,
        "notes": made.notes,
        "problems": [dataclasses.astuple(problem) for problem in problems],
    }


def _failed(job: _Job, failure: pool.Failure, limit: float) -> Row:
    what = f"could not be converted ({failure.reason})"
    hint = "keep the file, and send it to those who look after the program"
    if failure.reason == "time":
        what = f"is too deep or too repetitive to convert ({limit:g} s limit)"
        hint = "look for long runs of brackets, stars or nested lists"
    return Row.of(job.key, _record([Problem(job.path, 0, what, hint, "time-limit")]), "")


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
        problems=[Problem(*each) for each in record["problems"]],
    )


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
    key = _key(old.path, look.digest, engine)
    if key == old.key:
        return old
    if key not in store.records:
        job = _Job(key, str(content.folder.root), old.path, old.kind, engine)
        ((_, result),) = pool.each(_read_one, [job], 1, limit)
        if isinstance(result, pool.Failure):
            return None
        store.put(result)
    new = _source(old.path, old.kind, key, store.records[key])
    return new if new.values and not new.problems else None


# -- Registers


def _register_key(name: str, look: Look) -> str:
    return code.digest(b"register", name.encode(), look.digest.encode(), code.key().encode())


def _read_register(content: Content, store: Store, name: str) -> None:
    key = _register_key(name, content.folder.files[name])
    record = store.records.get(key)
    if record is None:
        store.put(Row.of(key, _registered(name, content.folder.read(name)), ""))
        record = store.records[key]
    content.registers[name] = record["records"]
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
    model = getattr(schema, REGISTERS[name])
    records = {}
    if not problems:
        for record in header.values:
            values, faults = schema.checked_record(name, header, record, model)
            problems += faults
            if values:
                records[record] = values
    return {"records": records, "problems": [dataclasses.astuple(each) for each in problems]}


# -- Images


def _image_key(name: str, look: Look) -> str:
    return code.digest(b"image", name.encode(), look.digest.encode(), code.key().encode())


def _read_image(content: Content, store: Store, name: str) -> None:
    look = content.folder.files[name]
    key = _image_key(name, look)
    record = store.records.get(key)
    if record is None:
        given = content.folder.read(name)
        store.put(Row.of(key, _as_published(_measured(name, given), given), ""))
        record = store.records[key]
    if record["problem"]:
        what, hint = record["problem"]
        content.problems.append(Problem(name, 0, what, hint, "bad-image"))
    else:
        content.images[name] = Image(
            record["type"], record["width"], record["height"], record["size"], look.digest
        )


def _measured(name: str, content: bytes) -> Record:
    """Return type, width and height of an image, or what is wrong with it."""
    suffix = PurePosixPath(name).suffix.lower()
    found: Record = {"type": "", "width": 0, "height": 0, "problem": None}
    if suffix == ".svg":
        return {**found, "type": "image/svg+xml", **_svg_size(content)}
    if suffix not in RASTERS:
        hint = "save it as PNG, JPEG, WebP, GIF or SVG"
        return {**found, "problem": [f"is not an image that browsers show ('{suffix}')", hint]}
    import io

    from PIL import Image as Pillow

    try:
        with Pillow.open(io.BytesIO(content), formats=("PNG", "JPEG", "WEBP", "GIF")) as image:
            image.load()  # a file that was cut short has a sound head
            kind = Pillow.MIME[image.format or ""]
            width, height = image.size
    except Exception as error:
        hint = "save the image again, and look at it in a browser"
        return {**found, "problem": [f"cannot be read as an image ({type(error).__name__})", hint]}
    if kind != RASTERS[suffix]:
        hint = "give the file the ending of what it is"
        return {**found, "problem": [f"is named {suffix} but holds {kind}", hint]}
    return {**found, "type": kind, "width": width, "height": height}


def _as_published(record: Record, content: bytes) -> Record:
    """Return what is known of an image with the size of its plain file, in pixels and bytes."""
    if record["problem"]:
        return record
    from plugins.core import renditions

    try:
        made = renditions.plain(record["type"], content)
    except ValueError as error:
        hint = "export it again as plain SVG, or as PNG"
        return {**record, "problem": [f"is not a drawing that browsers show ({error})", hint]}
    if record["type"] in renditions.PAINTED:
        width, height = renditions.upright(record["width"], record["height"], content)
        record["width"], record["height"] = renditions.shrunk(width, height)
    return {**record, "size": len(made)}


def _svg_size(content: bytes) -> Record:
    text = content[:4096].decode("utf-8", "replace")
    box = re.search(
        r"""viewBox\s*=\s*["']\s*[-\d.]+[\s,]+[-\d.]+[\s,]+([\d.]+)[\s,]+([\d.]+)""", text
    )
    if not box:
        return {}
    return {"width": round(float(box[1])), "height": round(float(box[2]))}


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
