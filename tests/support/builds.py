"""The build command in a process of its own, as the launcher starts it."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.conftest import ROOT
from tests.support.browsers import IN_CI

needs_strace = pytest.mark.skipif(
    shutil.which("strace") is None and not IN_CI,
    reason="strace makes calls fail: apt install strace",
)


# The whole command, as the launcher starts it: signals and exit codes are the real ones.
SCRIPT = (
    "import sys, os; sys.path.insert(0, os.environ['HUB_TEST_ROOT']); import tasks;"
    "tasks.inside = lambda lock: True; tasks.ROOT = sys.argv[1]; sys.exit(tasks.main(sys.argv[2:]))"
)


def command(site: Path, *before: str, options: tuple[str, ...] = ()) -> subprocess.Popen[str]:
    """Start a build of a project in a process group of its own."""
    argv = [*before, sys.executable, "-c", SCRIPT, str(site), "build", "--now", "2026-06-01T12:00"]
    environ = {**os.environ, "HUB_TEST_ROOT": str(ROOT), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [*argv, *options], cwd=site, env=environ, text=True, start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


# Waits with everything imported; each line it reads is a build, in a process group of its own.
READY = """
import os, sys
sys.path.insert(0, os.environ['HUB_TEST_ROOT'])
import tasks
import plugins.pipeline.pelican_adapter, plugins.pipeline.site_writer, plugins.pipeline.prepare
tasks.inside = lambda lock: True
tasks.ROOT = sys.argv[1]
print(flush=True)
for _ in sys.stdin:
    pid = os.fork()
    if not pid:
        os.setsid()
        null = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(null, stream)
        os._exit(tasks.main(sys.argv[2:]))
    print(pid, flush=True)
    print(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]), flush=True)
"""


class ForkedBuild:
    """A build that was forked: what `Popen` says of a process, as far as kills need it."""

    def __init__(self, pid: int, told: IO[str]) -> None:
        self._pid, self._told = pid, told
        self._handle = os.pidfd_open(pid)

    def has_ended(self) -> bool:
        return bool(select.select([self._handle], [], [], 0)[0])

    def kill(self) -> int:
        """Kill it with all that it started; return how it ended."""
        for kill in (os.killpg, os.kill):  # it may not have a group yet
            with contextlib.suppress(ProcessLookupError):
                kill(self._pid, signal.SIGKILL)
        os.close(self._handle)
        return int(self._told.readline())


@contextlib.contextmanager
def forked_builds(site: Path) -> Iterator[Callable[[], ForkedBuild]]:
    """Yield what starts builds that need no time to import anything, so that kills hit the builds."""
    argv = [sys.executable, "-c", READY, str(site), "build", "--now", "2026-06-01T12:00"]
    waiting = subprocess.Popen(
        argv, cwd=site, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, "HUB_TEST_ROOT": str(ROOT), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert waiting.stdin
    assert waiting.stdout
    told, asked = waiting.stdout, waiting.stdin

    def start() -> ForkedBuild:
        asked.write("\n")
        asked.flush()
        return ForkedBuild(int(told.readline()), told)

    try:
        told.readline()  # everything is imported
        yield start
    finally:
        waiting.kill()
        waiting.communicate()
