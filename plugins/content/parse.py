"""One Markdown file becomes values, HTML and problems. Runs in worker processes."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from plugins.base import worker_pool
from plugins.base.file_state import FileState, read_at, scan_file
from plugins.base.problems import Problem
from plugins.content import guest_fields
from plugins.content.conversion_cache import CachedRow, Record
from plugins.content.file_kinds import (
    RECORDED,
    store_key,
)
from plugins.content.front_matter import CONTROL, Header, parse_all, read_text
from plugins.content.markdown.convert import convert
from plugins.content.markdown.draft import Converted, Reference
from plugins.content.parsed import Document
from plugins.language import claims, personal_data, tongues
from plugins.language.claims import Claim
from plugins.language.personal_data import Sign
from plugins.model import addresses, guests
from plugins.model.closed_years import seal
from plugins.model.post import Fact

# A post of a hundred pages has some 0.3 MB. What is larger is a mistake, or costs minutes.
LARGEST = 1_000_000
# Seconds. An ordinary post takes some 0.01 s.
LONGEST = 10.0


_NAMED_POST = re.compile(
    rf"(?<!\]\()(?<!\]\(/)(?<!\]\(<)(?<!\]: )(?<!\]: /)(?<!=[\"'])(?<!=[\"']/)"
    rf"(?<![\w-])({addresses.BLOG}\d{{4}}/[\w%-]+)"
)
# Kinds of files that are nothing without a text: other kinds introduce a list.
WORDY = ("post", "response")


class Job(NamedTuple):
    root: str
    path: str
    kind: str
    engine: str


# How a file looks, and what it became unless that is stored; or why it cannot be read.
Parsed = tuple[FileState, CachedRow | None] | str


def parse_file(job: Job, stored: Container[str] = frozenset()) -> Parsed:
    """Read and convert one file. Runs in a worker, which also does all that can be done there."""
    try:
        look, content = read_at(f"{job.root}/{job.path}")
    except OSError as error:
        return error.strerror or str(error)
    key = store_key(job.path, look.digest, job.engine)
    if key in stored:
        return look, None
    return look, CachedRow.of(key, *parse_document(job.path, job.kind, content, job.engine))


def parse_document(path: str, kind: str, content: bytes, engine: str) -> tuple[Record, str]:
    """Return the record and the HTML of one file."""
    from plugins.content.schema import header_words, headers, validate
    from plugins.content.schema.model import names_with, shown_fields, texts_of

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
        "claims": list(_claims(text, header)) if kind == "post" else [],
        "opening": claims.opening(header.body) if kind == "post" else "",
        "plain_addresses": [*_plain_addresses(text)] if addresses.BLOG in text else [],
    }
    model = headers.HEADERS[kind]
    values: dict[str, Any] = {}
    bent: list[tuple[str, Problem]] = []
    if header.root is not None or not faults:
        bent = [*header_words.faults(path, header, kind)]
        problems += [each for _, each in bent if each.check_id != header_words.ADVICE]
        unread |= {name for name, problem in bent if problem.check_id in header_words.BENT}
        values, faults = validate.checked(path, header, model, unread)
        problems += faults
    if guests.is_guests(path):
        problems += guest_fields.beyond_role(path, header)
    slug, faults = _slug(path, header) if kind not in RECORDED else _record_name(path)
    problems += faults
    made = Converted()
    if header.values or not problems:
        made = convert(path, header.body, header.body_line, engine)
        problems += made.problems
        if kind in WORDY and not made.words and not made.problems and not _shows(made):
            hint = "write them below the header; a comment is for editors only"
            problems.append(Problem(path, header.body_line, "has no words", hint, "no-words"))
    made.advice += [each for _, each in bent if each.check_id == header_words.ADVICE]
    values = {} if problems else values
    sealed = ("", "")
    if kind == "post" and values:
        sealed = seal(values, header.body, names_with(model, "sealed"))
        labels = shown_fields(model).items()
        found["facts"] = [(name, label, values[name]) for name, label in labels if values[name]]
    if kind in WORDY and values:
        found["private"] = list(texts_of(model, values, headers.GROUPS, "editors"))
    record = _record(problems, values, values.get("slug") or slug, made, sealed)
    if kind == "post" and not values:
        found["named"] = _named(header.values)
    return {**record, **found}, made.html


def _claims(text: str, header: Header) -> Iterator[Claim]:
    """Yield what a post claims; of a text in another language what is not said in English words."""
    english = tongues.is_english(str(header.values.get("lang") or tongues.ENGLISH))
    for claim in claims.claims(text, "series" in header.values):
        if english or claim.kind in ("gap", "source"):
            yield claim


def _plain_addresses(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the paths of posts that a text names where no link leads to them: line, column."""
    for found in _NAMED_POST.finditer(text):
        line = text.count("\n", 0, found.start()) + 1
        yield f"{found[1]}/", line, found.start(1) - text.rfind("\n", 0, found.start())


def _shows(made: Converted) -> bool:
    """Return whether a body without words shows something: an image, a figure or a chart."""
    return any(each.kind in ("image", "figure", "number", "chart") for each in made.references)


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
    for sign in signs_in_name(path):
        yield sign._replace(start=0)
    for sign in personal_data.signs(text):
        yield sign._replace(start=text.count("\n", 0, sign.start) + 1)


def signs_in_name(path: str) -> Iterable[Sign]:
    return personal_data.signs(path.replace("_", " ").replace("/", " " * 5))


def _slug(path: str, header: Header) -> tuple[str, list[Problem]]:
    from pydantic_core import PydanticCustomError

    from plugins.content.schema.values import slug_from

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

    from plugins.content.schema.values import record_key

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
        "advice": [dataclasses.astuple(each) for each in made.advice],
        "outward": made.outward,
        "plain_addresses": [],
        "named": {},
        "signs": [],
        "claims": [],
        "opening": "",
        "facts": [],
        "private": [],
    }


def failed_row(job: Job, failure: worker_pool.Failure, limit: float) -> Parsed:
    what = f"could not be converted ({failure.reason})"
    hint = "keep the file, and send it to those who look after the program"
    if failure.reason == "time":
        what = f"is too deep or too repetitive to convert ({limit:g} s limit)"
        hint = "look for long runs of brackets, stars or nested lists"
    try:
        look = scan_file(f"{job.root}/{job.path}")
    except OSError as error:
        return error.strerror or str(error)
    record = _record([Problem(job.path, 0, what, hint, "time-limit")])
    return look, CachedRow.of(store_key(job.path, look.digest, job.engine), record, "")


def document_from(path: str, kind: str, key: str, record: Record) -> Document:
    return Document(
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
        advice=[Problem(*each) for each in record["advice"]],
        outward=[(address, line, column) for address, line, column in record["outward"]],
        plain_addresses=[(path, line, column) for path, line, column in record["plain_addresses"]],
        named=record["named"],
        signs=[Sign(*each) for each in record["signs"]],
        claims=[Claim(*each) for each in record["claims"]],
        opening=record["opening"],
        facts=[Fact(*each) for each in record["facts"]],
        private=record["private"],
    )
