"""All files of the content folder are read; what is cached is not converted again."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path

from plugins.base import worker_pool
from plugins.base.file_state import FileState, FolderScan, scan_file
from plugins.base.printing import Say, quiet
from plugins.base.problems import Problem
from plugins.base.progress import tracked
from plugins.content.conversion_cache import ConversionCache
from plugins.content.file_kinds import (
    KINDS,
    is_register,
    kind_of,
    register_key,
    store_key,
)
from plugins.content.image_files import image_key, is_image, read_image
from plugins.content.parse import LONGEST, Job, document_from, failed_row, parse_file
from plugins.content.parsed import Content
from plugins.content.registers import read_register


def read_content(
    root: Path,
    store: ConversionCache,
    engine: str,
    known: Mapping[str, FileState] | None = None,
    scanned_at_ns: int = 0,
    workers: int = 1,
    limit: float = LONGEST,
    tell: Say = quiet,
    folder: FolderScan | None = None,
) -> Content:
    """Read all files below `root`; convert what the store lacks in worker processes.

    They also read what may have changed, and find out whether it has. `folder` is the root as
    somebody has just looked at it.
    """
    folder = folder or FolderScan(root, known, scanned_at_ns, kind_of)
    content = Content(folder)
    content.problems += [_odd(path, kind) for path, kind in folder.odd]
    kinds = {name: kind for name in folder.files if (kind := kind_of(name))}
    if store.records and not worker_pool.can_fork():
        # A fresh process is not sent all that is stored, and would convert what has not changed.
        for name in kinds:
            if not folder.files[name].digest:
                with suppress(OSError):
                    folder.files[name] = scan_file(root / name)
    keys = {name: store_key(name, folder.files[name].digest, engine) for name in kinds}
    missing = [
        Job(str(root), name, kind, engine)
        for name, kind in kinds.items()
        if not folder.files[name].digest or keys[name] not in store.records
    ]
    work = partial(
        parse_file, stored=store.records.keys() if worker_pool.can_fork() else frozenset()
    )
    results = worker_pool.each(work, missing, workers, limit)
    for number, result in tracked(results, len(missing), "Converting", tell):
        job = missing[number]
        if isinstance(result, worker_pool.Failure):
            result = failed_row(job, result, limit)
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
        content.documents.append(document_from(name, kind, keys[name], store.records[keys[name]]))
    for name in folder.files:
        if is_image(name):
            read_image(content, store, name)
        if name not in kinds and name.partition("/")[0] in KINDS:
            what = "is in a folder of pages, but no page is made from it"
            hint = "give it the ending .md and no folder of its own, or move it elsewhere"
            content.problems.append(Problem(name, 0, what, hint, "unknown-file"))
    for name in filter(is_register, folder.files):
        read_register(content, store, name)
    return content


def _odd(path: str, kind: str) -> Problem:
    return Problem(path, 0, kind, _mend(kind), "odd-file")


def _mend(kind: str) -> str:
    return "rename it with plain letters" if "UTF-8" in kind else "put a plain file there"


def used_keys(content: Content) -> set[str]:
    """Return the keys of the store that this content needs."""
    files = content.folder.files
    images = {image_key(name, files[name]) for name in files if is_image(name)}
    registers = {register_key(name, files[name]) for name in filter(is_register, files)}
    return {source.key for source in content.documents} | images | registers


def forget_failures(content: Content, store: ConversionCache) -> None:
    """Drop what failed for a reason that may be gone the next time, such as a time limit."""
    for source in content.documents:
        if any(problem.check_id == "time-limit" for problem in source.problems):
            store.records.pop(source.key, None)
            store.fresh.pop(source.key, None)
