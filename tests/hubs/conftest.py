"""A hub of one's own, started once, and its commands by the wheel in the environment of the tests.

The set-up alone is left out: `test_start.py` does that once, slowly.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from argparse import Namespace
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import tasks
from plugins.base.printing import Say
from plugins.hubs import start
from tests.conftest import ROOT

ANSWERS = {
    "name": "Safer Ward",
    "tagline": "Learning together",
    "address": "https://safer.ward.org.uk",
}
# What `tasks.py` of a hub does once its .venv is there.
RUN = (
    "import sys; sys.path.insert(0, sys.argv[1]); from patient_safety_hub import tasks;"
    "tasks.inside = lambda lock: True; tasks.of_hub(sys.argv[2], sys.argv[3:])"
)
Run = Callable[..., subprocess.CompletedProcess[str]]


def starting(
    folder: Path,
    answers: Mapping[str, str],
    tell: Say = lambda _: None,
    ask: Callable[[str], str] | None = None,
) -> int:
    """Start a hub with some answers and no others; return the exit code."""
    questions = tasks.HUB_ANSWERS
    given = {name.replace("-", "_"): answers.get(name) for name, _, _ in questions}
    options = Namespace(folder=str(folder), engine=None, no_questions=ask is None, **given)
    return start.start(ROOT, options, questions, tell, ask)


@pytest.fixture(scope="session")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder that holds the wheel as pip unpacks it."""
    place = tmp_path_factory.mktemp("engine")
    assert starting(place / "hub", ANSWERS) == 0
    (wheel,) = (place / "hub/engine").iterdir()
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(place / "installed")
    return place / "installed"


@pytest.fixture
def hub(engine: Path, tmp_path: Path) -> Path:
    """Return a hub as `start` leaves it."""
    return Path(shutil.copytree(engine.parent / "hub", tmp_path / "hub"))


@pytest.fixture
def run(engine: Path) -> Run:
    """Return what runs a command of a hub, in a process and a folder of its own."""

    def command(hub: Path, *words: str, **environ: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-c", RUN, str(engine), str(hub), *words],
            cwd=hub, env={**os.environ, **environ}, stdin=subprocess.DEVNULL,
            capture_output=True, encoding="utf-8", check=False, timeout=300,
        )  # fmt: skip

    return command
