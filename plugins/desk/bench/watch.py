"""Watch: how each tool keeps its preview current, and how one sees that a page is ready."""

from __future__ import annotations

import http.client
import importlib
import importlib.util
import socket
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

RESIDENT = "plugins.build.resident"
HOST = "127.0.0.1"


class Preview(Protocol):
    """A program that runs on while posts are edited."""

    argv: list[str]
    folder: Path

    def is_ready(self, path: str, word: str) -> bool:
        """Return whether the page at `path` shows a word."""

    def told(self, process: subprocess.Popen[bytes], saved: Path) -> None:
        """Tell the program what was saved, if it does not look by itself."""


class HugoServer:
    """`hugo server` as it is; the page is asked for over HTTP."""

    def __init__(self, program: str, site: Path) -> None:
        with socket.socket() as free:
            free.bind((HOST, 0))
            self.port = free.getsockname()[1]
        self.folder = site
        self.argv = [program, "server", "--bind", HOST]
        self.argv += ["--port", str(self.port), "--cacheDir", str(site / "cache")]

    def is_ready(self, path: str, word: str) -> bool:
        connection = http.client.HTTPConnection(HOST, self.port, timeout=10)
        try:
            connection.request("GET", f"/{path}")
            return word.encode() in connection.getresponse().read()
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()

    def told(self, process: subprocess.Popen[bytes], saved: Path) -> None:
        """It watches the folder itself."""


class _Files:
    """The page is looked for in the output."""

    output: Path

    def is_ready(self, path: str, word: str) -> bool:
        try:
            return word.encode() in (self.output / path / "index.html").read_bytes()
        except OSError:
            return False


class Autoreload(_Files):
    """`pelican --autoreload`, which builds the whole site after each change."""

    def __init__(self, command: list[str], site: Path, output: Path) -> None:
        self.folder, self.output = site, output
        self.argv = [*command, "--autoreload"]

    def told(self, process: subprocess.Popen[bytes], saved: Path) -> None:
        """It watches the folder itself."""


class Resident(_Files):
    """Our site in memory: told of each saved file, without the watcher of the preview."""

    def __init__(self, root: Path, site: Path, output: Path) -> None:
        self.folder, self.output = root, output
        self.argv = [sys.executable, "-m", "plugins.desk.bench.watch"]
        self.argv += [str(root), str(site / "content"), str(output)]

    def told(self, process: subprocess.Popen[bytes], saved: Path) -> None:
        assert process.stdin is not None
        with suppress(OSError):  # it has ended, and whoever waits for the page will see that
            process.stdin.write(f"{saved}\n".encode())
            process.stdin.flush()


def resident_is_there() -> bool:
    return importlib.util.find_spec(RESIDENT) is not None


def keep_current(root: Path, content: Path, output: Path) -> None:
    """Hold a site in memory; bring it up to date for each path on standard input."""
    module: Any = importlib.import_module(RESIDENT)
    override = {"PATH": str(content), "OUTPUT_PATH": str(output)}
    site = module.Resident(root / "pelicanconf.py", override)
    for line in sys.stdin:
        site.update([Path(line.rstrip("\n"))])


if __name__ == "__main__":
    keep_current(*map(Path, sys.argv[1:4]))
