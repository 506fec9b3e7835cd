"""Code: the key of all that runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.base import code_version, hashing

PLUGINS = Path(hashing.__file__).parent.parent


def test_a_digest_knows_where_a_part_ends() -> None:
    assert hashing.digest(b"ab", b"c") != hashing.digest(b"a", b"bc")
    assert hashing.digest(b"a") != hashing.digest(b"a", b"")
    assert hashing.digest() != hashing.digest(b"")


def test_a_digest_is_short_and_always_the_same() -> None:
    assert hashing.digest(b"labels") == hashing.digest(b"labels")
    assert len(hashing.digest(b"labels" * 1000)) == 32


def test_the_key_is_taken_once() -> None:
    assert code_version.key() is code_version.key()


def test_a_library_that_is_not_installed_has_no_version() -> None:
    assert code_version.version("no-such-library-of-the-hub") == "none"


def key_of(root: Path, seed: str = "0") -> str:
    script = "from plugins.base import code_version; print(code_version.key())"
    environ = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=environ, capture_output=True, check=True
    )
    return done.stdout.decode().strip()


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hub")
    base = root / "plugins/base"
    base.mkdir(parents=True)
    for name in ("__init__.py", "base/__init__.py", "base/code_version.py", "base/hashing.py"):
        shutil.copy(PLUGINS / name, root / "plugins" / name)
    (root / "plugins/room.py").write_text("SHOWN = 20\n")
    (root / "docs").mkdir()
    (root / "docs/checks.md").write_text("# Checks\n")
    return root


def test_the_key_changes_with_what_only_advises(copy: Path) -> None:
    before = key_of(copy)
    guide = copy / "docs/checks.md"
    guide.write_text("# Checks\n\n### a-b\n")
    after = key_of(copy)
    guide.write_text("# Checks\n")

    assert after != before
    assert key_of(copy) == before


def test_the_key_changes_with_any_module_and_comes_back_with_it(copy: Path) -> None:
    room = copy / "plugins/room.py"
    before = key_of(copy)

    room.write_text("SHOWN = 21\n")
    after = key_of(copy)
    room.write_text("SHOWN = 20\n")
    again = key_of(copy, seed="1")

    assert before != after
    assert before == again


def test_the_key_changes_when_a_module_is_renamed(copy: Path) -> None:
    before = key_of(copy)

    (copy / "plugins/room.py").rename(copy / "plugins/hall.py")
    after = key_of(copy)
    (copy / "plugins/hall.py").rename(copy / "plugins/room.py")

    assert before != after


def test_the_key_does_not_depend_on_the_folder(copy: Path, tmp_path: Path) -> None:
    moved = tmp_path / "another place, ünlike"
    shutil.copytree(copy, moved)

    assert key_of(copy) == key_of(moved)
