"""Makes the index with the program of that name, the same bytes for the same pages.

The program writes filters in an order that differs from run to run, and names files by what is in
them. So filters are put in order here, and what names them is named anew. Everything else already
depends on nothing but the pages and the order in which they are given.
"""

from __future__ import annotations

import gzip
import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from typing import Any

from plugins.base.hashing import digest
from plugins.base.problems import SiteFault

Files = dict[str, bytes]

# What begins every packed file; a reader's browser looks for it.
MAGIC = b"pagefind_dcd"
# The program's own boxes and styles; our page has its own and never loads them.
LEFT_OUT = ("pagefind-ui.", "pagefind-modular-ui.", "pagefind-component-ui.",
            "pagefind-highlight.", "wasm.unknown.")  # fmt: skip


def index(pages: Iterable[tuple[str, str]], language: str) -> Files:
    """Return the files of an index of pages, each an address and its HTML. Raises SiteFault."""
    try:
        with _Service() as service:
            service.ask("NewIndex", config={"force_language": language})
            for url, html in pages:
                service.ask("AddFile", index_id=0, url=url, file_path=None, file_contents=html)
            found = service.ask("GetFiles", index_id=0)["files"]
    except (OSError, ValueError, ImportError) as error:
        raise SiteFault(
            f"The search index cannot be made ({error}); "
            "mend that, or set SEARCH = False in pelicanconf.py to go without."
        ) from error
    files = {each["path"]: b64decode(each["content"]) for each in found}
    return ordered({name: made for name, made in files.items() if not name.startswith(LEFT_OUT)})


class _Service:
    """The running program. One question, one answer, so that pages keep their order."""

    def __enter__(self) -> _Service:
        from pagefind_bin import get_executable

        self.process = subprocess.Popen(
            [str(get_executable()), "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        return self

    def __exit__(self, *_: object) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.kill()
        self.process.wait()

    def ask(self, kind: str, **given: Any) -> dict[str, Any]:
        """Send a request and return what came of it. Raises ValueError with the program's words."""
        message = {"message_id": 1, "payload": {"type": kind, **given}}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(b64encode(json.dumps(message).encode()) + b",")
        self.process.stdin.flush()
        answer = bytearray()
        while not answer.endswith(b","):
            part = self.process.stdout.read1(1 << 16)  # type: ignore[attr-defined]
            if not part:
                raise ValueError("the program pagefind ended early")
            answer += part
        said: dict[str, Any] = json.loads(b64decode(answer[:-1]))["payload"]
        if said["type"] == "Error":
            raise ValueError(said["message"])
        return said


def ordered(files: Files) -> Files:
    """Return the files of an index with its filters in order, and named by what is in them."""
    made = {name: content for name, content in files.items() if not name.startswith("filter/")}
    entry = json.loads(made.pop("pagefind-entry.json"))
    for language, told in entry["languages"].items():
        meta = unpacked(made.pop(f"pagefind.{told['hash']}.pf_meta"))
        version, pages, chunks, filters, sorts, *rest = meta
        named = []
        for name, old in filters:
            _, values = unpacked(files[f"filter/{old}.pf_filter"])
            content = packed([name, sorted(values)])
            new = f"{language}_{digest(content)[:10]}"
            made[f"filter/{new}.pf_filter"] = content
            named.append([name, new])
        content = packed([version, pages, chunks, sorted(named), sorted(sorts), *rest])
        told["hash"] = f"{language}_{digest(content)[:10]}"
        made[f"pagefind.{told['hash']}.pf_meta"] = content
    made["pagefind-entry.json"] = json.dumps(entry, sort_keys=True, ensure_ascii=False).encode()
    return dict(sorted(made.items()))


def unpacked(content: bytes) -> Any:
    """Return the data of a packed file of the index."""
    plain = gzip.decompress(content)
    if not plain.startswith(MAGIC):
        raise SiteFault("The search index is not of the form that is known; pin pagefind again.")
    value, end = _read(plain, len(MAGIC))
    if end != len(plain):
        raise SiteFault("The search index is not of the form that is known; pin pagefind again.")
    return value


def packed(value: Any) -> bytes:
    return gzip.compress(MAGIC + b"".join(_written(value)), 9, mtime=0)


# The part of CBOR (RFC 8949) that the index is written in: whole numbers, texts and lists.
_POSITIVE, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4


def _read(data: bytes, at: int) -> tuple[Any, int]:
    """Return the value that begins at a place, and where it ends."""
    kind, size = data[at] >> 5, data[at] & 31
    at += 1
    if size >= 24:
        width = 1 << (size - 24)
        size, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == _POSITIVE:
        return size, at
    if kind == _NEGATIVE:
        return -1 - size, at
    if kind == _TEXT:
        return data[at : at + size].decode(), at + size
    if kind != _LIST:
        raise SiteFault("The search index is not of the form that is known; pin pagefind again.")
    found = []
    for _ in range(size):
        value, at = _read(data, at)
        found.append(value)
    return found, at


def _written(value: Any) -> Iterator[bytes]:
    if isinstance(value, int):
        yield _head(_POSITIVE, value) if value >= 0 else _head(_NEGATIVE, -1 - value)
    elif isinstance(value, str):
        text = value.encode()
        yield _head(_TEXT, len(text)) + text
    else:
        yield _head(_LIST, len(value))
        for item in value:
            yield from _written(item)


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    power = 0
    while size >= 1 << (8 << power):
        power += 1
    return bytes([kind << 5 | (24 + power)]) + size.to_bytes(1 << power, "big")
