"""Whether an edit changed nothing but words that no other file and no check could see."""

from __future__ import annotations

import json
from collections.abc import Iterable

from plugins.base import worker_pool
from plugins.base.file_state import scan_file
from plugins.content.conversion_cache import ConversionCache
from plugins.content.file_kinds import store_key
from plugins.content.markdown.draft import Reference
from plugins.content.parse import Job, document_from, parse_file
from plugins.content.parsed import Content, Document
from plugins.content.text_rule import Change
from plugins.language.claims import Claim


def only_words(old: Document, new: Document) -> bool:
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
        and [each[0] for each in new.outward] == [each[0] for each in old.outward]
        and [each[0] for each in new.plain_addresses] == [each[0] for each in old.plain_addresses]
        and _without_lines(new.claims) == _without_lines(old.claims)
        and [each._replace(start=0) for each in new.signs]
        == [each._replace(start=0) for each in old.signs]
    )


def _without_lines(found: Iterable[Reference] | Iterable[Claim]) -> list[Reference | Claim]:
    return [
        each._replace(line=0, column=0) if isinstance(each, Reference) else each._replace(line=0)
        for each in found
    ]


def compared(job: Job, before: str, store: ConversionCache) -> Change | None:
    """Read a post again and compare it with what the store has of it under the key `before`.

    Returns nothing when it was not sound, or is not. Runs in a worker.
    """
    result = parse_file(job)
    if isinstance(result, str) or before not in store.records:
        return None
    look, row = result
    if row is None:
        return None
    old = document_from(job.path, job.kind, before, store.records[before])
    new = document_from(job.path, job.kind, row.key, json.loads(row.record))
    if not old.values or not new.values or old.problems or new.problems:
        return None
    return Change(look, row, only_words(old, new))


def reread(
    content: Content, old: Document, store: ConversionCache, engine: str, limit: float
) -> Document | None:
    """Return what a file says now, or nothing when it is not a plain file that says something.

    Converts what the store lacks. What was `old` is the very same when its bytes are.
    """
    path = content.folder.root / old.path
    try:
        if path.is_symlink() or not path.is_file():
            return None
        look = scan_file(path)
    except OSError:
        return None
    key = store_key(old.path, look.digest, engine)
    if key == old.key:
        return old
    if key not in store.records:
        job = Job(str(content.folder.root), old.path, old.kind, engine)
        ((_, result),) = worker_pool.each(parse_file, [job], 1, limit)
        if (
            isinstance(result, worker_pool.Failure | str)
            or result[1] is None
            or result[1].key != key
        ):
            return None
        store.put(result[1])
    new = document_from(old.path, old.kind, key, store.records[key])
    return new if new.values and not new.problems else None
