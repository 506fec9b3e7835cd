"""The lock: one build at a time; a dead one never blocks."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.base.lock import Lock, held
from plugins.pipeline import command
from tests.conftest import ROOT, Build

HOLD = (
    "import sys; from pathlib import Path; from plugins.base.lock import Lock;"
    "Lock(Path(sys.argv[1])).take(); print('held', flush=True); sys.stdin.read()"
)


def holder(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock of a folder until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    return process


def test_the_second_build_says_who_runs_and_waits(site: Path, build: Build) -> None:
    with holder(site / ".hub/output") as first:
        said: list[str] = []

        def hear(line: str) -> None:
            said.append(line)
            assert first.stdin
            first.stdin.close()  # the first build ends when the second has said that it waits

        lock = Lock(site / ".hub/output")
        lock.take(hear)
        lock.release()

    assert len(said) == 1
    assert re.fullmatch(
        rf"A build is running \(process {first.pid}, since \d\d:\d\d\); waiting until it has ended\.",
        said[0],
    )
    build()
    assert build.code == 0


def test_a_lock_of_a_killed_process_does_not_block(tmp_path: Path) -> None:
    process = holder(tmp_path)
    process.kill()
    process.communicate()
    said: list[str] = []

    with held(tmp_path, tell=said.append):
        pass

    assert said == []


def test_a_lock_that_is_let_go_can_be_taken_again(tmp_path: Path) -> None:
    for _ in range(2):
        with held(tmp_path, tell=pytest.fail):
            pass


def test_a_build_waits_for_the_lock_of_its_own_output(site: Path, build: Build) -> None:
    build()
    said: list[str] = []
    with holder(site / ".hub/output") as first:

        def hear(line: str) -> None:
            said.append(line)
            if "waiting" in line:
                assert first.stdin
                first.stdin.close()

        asked = {
            "content": None, "output": None, "siteurl": None, "clean": False,
            "now": "2026-06-01T12:00", "jobs": 1,
        }  # fmt: skip
        command.build(site, Namespace(**asked), hear)

    assert "A build is running" in said[0]
    assert "Nothing was written" in said[1] or "Nothing has changed" in said[1]
