"""Files are written whole, and never over a link."""

from __future__ import annotations

import os
from pathlib import Path

_WRITE = (
    os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
)


def write_new(path: str, content: bytes) -> os.stat_result:
    """Write a file that is not there yet, and its folder if need be; return how it looks."""
    try:
        file = os.open(path, _WRITE, 0o666)
    except FileNotFoundError:
        _make_folder(os.path.dirname(path))  # noqa: PTH120 - as above
        file = os.open(path, _WRITE, 0o666)
    try:
        left = memoryview(content)
        while left:
            left = left[os.write(file, left) :]
        return os.fstat(file)
    finally:
        os.close(file)


def _make_folder(path: str) -> None:
    """Make a folder that another process may make at the same time."""
    try:
        os.mkdir(path)  # noqa: PTH102 - nearly always the one above is there
    except FileExistsError:
        return
    except FileNotFoundError:
        os.makedirs(path, exist_ok=True)  # noqa: PTH103


def replace(target: Path, content: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        fresh.write_bytes(content)
        fresh.replace(target)
    except BaseException:
        fresh.unlink(missing_ok=True)
        raise
