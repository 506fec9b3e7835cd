"""A preview in a process of its own, and what asks it."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

SCRIPT = (
    "import sys; from pathlib import Path; from argparse import Namespace as N;"
    "from plugins.commands.preview.server import preview;"
    "sys.exit(preview(Path(sys.argv[1]), N(content=None, port=int(sys.argv[2]), bind=None, "
    "open=False, as_public='public' in sys.argv, now='2026-06-01T12:00')))"
)


class Running:
    def __init__(self, process: subprocess.Popen[str], port: int) -> None:
        self.process, self.port = process, port

    def get(
        self, path: str, method: str = "GET", **headers: str
    ) -> tuple[int, dict[str, str], str]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(
                method, path, headers={k.replace("_", "-"): v for k, v in headers.items()}
            )
            answer = connection.getresponse()
            found = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, found, answer.read().decode()
        finally:
            connection.close()

    def raw(self, sent: bytes, wait: float = 5.0) -> bytes:
        """Send bytes as they are; return all that comes back."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=wait) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            found = b""
            with contextlib.suppress(OSError):
                while piece := line.recv(65536):
                    found += piece
            return found

    def ask(self, path: bytes) -> bytes:
        host = f"Host: 127.0.0.1:{self.port}".encode()
        return self.raw(b"GET " + path + b" HTTP/1.1\r\n" + host + b"\r\nConnection: close\r\n\r\n")

    def token(self) -> str:
        found = re.search(r'data-token="([^"]+)"', self.get("/")[2])
        assert found
        return found[1]


@contextlib.contextmanager
def start(site: Path, *words: str) -> Iterator[Running]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT, str(site), str(port), *words], text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True,
    )  # fmt: skip
    try:
        assert process.stdout
        for line in process.stdout:
            if line.startswith("Preview: "):
                break
        else:
            pytest.fail(f"The preview did not start: {process.wait()}")
        found = Running(process, port)
        end = time.monotonic() + 10
        while time.monotonic() < end:
            with contextlib.suppress(OSError):
                found.get("/robots.txt")
                break
            time.sleep(0.02)
        yield found
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
