"""Servers for tests: each on loopback, on a free port, ended by its own handle."""

from __future__ import annotations

import contextlib
import http.client
import os
import shutil
import socket
import subprocess
import tempfile
import time
from argparse import Namespace
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from plugins.publish import command

IN_CI = os.environ.get("CI") == "true"


def needs(program: str, package: str) -> pytest.MarkDecorator:
    """Skip with one line where a program is missing, and never in CI."""
    missing = shutil.which(program, path=f"{os.environ['PATH']}:/usr/sbin") is None
    return pytest.mark.skipif(missing and not IN_CI, reason=f"apt install {package}")


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def running(argv: list[str], port: int, **options: object) -> Iterator[subprocess.Popen[bytes]]:
    """Run a server until it answers at a port; end it afterwards."""
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed below; a pipe that nobody reads fills
    process = subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=subprocess.STDOUT,
        **options,  # type: ignore[call-overload]
    )
    try:
        end = time.monotonic() + 30
        while True:
            if process.poll() is not None or time.monotonic() > end:
                process.kill()
                process.wait()
                said.seek(0)
                pytest.fail(f"{argv[0]} did not start: {said.read().decode()}")
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        said.close()


def get(
    port: int, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.request(method, path, headers=dict(headers or {}))
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, found, answer.read()
    finally:
        connection.close()


class Publish:
    """Publishes a project; remembers what was said and the exit code."""

    def __init__(self, root: Path, to: str) -> None:
        self.root, self.to = root, to
        self.code = 0
        self.said: list[str] = []

    def __call__(self, answer: str = "", **options: object) -> str:
        asked: dict[str, object] = {
            "to": self.to, "yes": not answer, "dry_run": False, "allow_shrink": False, "sample": True,
            "report": None, "now": "2026-06-01T12:00",
        }  # fmt: skip
        self.said = []
        words = Namespace(**{**asked, **options})
        self.code = command.publish(self.root, words, self.said.append, lambda _: answer)
        return "\n".join(self.said)

    def back(
        self,
        id: str | None = None,
        *show_again: str,
        dry_run: bool = False,
        answer: str | None = "yes",
    ) -> str:
        """Go back; without an answer nobody is there to be asked."""
        self.said = []
        asked = Namespace(to=self.to, id=id, show_again=show_again, dry_run=dry_run, yes=False)
        ask = input if answer is None else lambda _: str(answer)
        self.code = command.rollback(self.root, asked, self.said.append, ask)
        return "\n".join(self.said)

    def releases(self) -> list[str]:
        found: list[str] = []
        command.list_releases(self.root, Namespace(to=self.to), found.append)
        return found


Publisher = Callable[..., Publish]
