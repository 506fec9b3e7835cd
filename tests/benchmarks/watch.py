"""Watch: how each tool keeps its preview current, and how one sees that a page is ready."""

from __future__ import annotations

import http.client
import socket
from pathlib import Path
from typing import Protocol

HOST = "127.0.0.1"


class Preview(Protocol):
    """A program that runs on while posts are edited."""

    argv: list[str]
    folder: Path

    def is_ready(self, path: str, word: str) -> bool:
        """Return whether the page at `path` shows a word."""


class Server:
    """A preview as it is, with its own watcher; the page is asked for over HTTP.

    `argv` gets `--port` and a free one.
    """

    def __init__(self, argv: list[str], folder: Path) -> None:
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.argv = [*argv, "--port", str(self.port)]

    def is_ready(self, path: str, word: str) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request("GET", f"/{path}")
            return word.encode() in connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


class Autoreload:
    """`pelican --autoreload`, which builds the whole site after each change."""

    def __init__(self, command: list[str], site: Path, output: Path) -> None:
        self.folder, self.output = site, output
        self.argv = [*command, "--autoreload"]

    def is_ready(self, path: str, word: str) -> bool:
        try:
            return word.encode() in (self.output / path / "index.html").read_bytes()
        except OSError:
            return False
