"""The build command in a process of its own, as the launcher starts it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

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
