"""The wheel: one name at its top, the same bytes each time, and all that the commands read."""

from __future__ import annotations

import csv
import hashlib
import io
import shutil
import subprocess
import sys
import zipfile
from argparse import Namespace
from pathlib import Path

import pytest

from plugins.base.problems import SiteFault
from plugins.hubs.wheel import PIN, lock_of, opened, packed, pin, sources, wheel
from tests.conftest import ROOT

NAME = "patient_safety_hub-0.1.0-py3-none-any.whl"


@pytest.fixture(scope="module")
def made() -> tuple[str, bytes]:
    return packed(sources(ROOT))


def archive(content: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(content))


def test_the_same_sources_give_the_same_bytes(made: tuple[str, bytes], tmp_path: Path) -> None:
    files = sources(ROOT)
    elsewhere = dict(reversed(files.items()))

    assert packed(elsewhere) == made
    assert made[0] == NAME
    code = wheel(ROOT, Namespace(reference=None, into=str(tmp_path)), lambda _: None)
    assert (code, (tmp_path / NAME).read_bytes() == made[1]) == (0, True)


def test_all_lies_under_one_name(made: tuple[str, bytes]) -> None:
    names = archive(made[1]).namelist()

    assert {name.partition("/")[0] for name in names} == {
        "patient_safety_hub",
        "patient_safety_hub-0.1.0.dist-info",
        "pelican",
    }
    assert [name for name in names if name.startswith("pelican/")] == [
        "pelican/plugins/patient_safety_hub/__init__.py"
    ]
    assert not [name for name in names if "__pycache__" in name or name.endswith(".pyc")]
    for name in (
        "__init__.py", "tasks.py", "requirements.lock", "pyproject.toml", "plugins/__init__.py",
        "theme/templates/base.html", "theme/static/site.css", "plugins/audit/atom.rng",
        "plugins/hubs/first/content/pages/about.md",
    ):  # fmt: skip
        assert f"patient_safety_hub/{name}" in names


def test_nothing_of_the_sample_is_in_it(made: tuple[str, bytes]) -> None:
    names = archive(made[1]).namelist()

    assert not [name for name in names if "/content/posts/20" in name or "/tests/" in name]
    assert "patient_safety_hub/pelicanconf.py" not in names
    assert "patient_safety_hub/theme/static/icon.svg" not in names


def test_its_record_names_every_file_with_its_digest(made: tuple[str, bytes]) -> None:
    with archive(made[1]) as whole:
        record = whole.read("patient_safety_hub-0.1.0.dist-info/RECORD").decode()
        rows = {row[0]: row[1:] for row in csv.reader(record.splitlines())}

        assert rows.keys() == {*whole.namelist()}
        for name, (digest, size) in rows.items():
            if not name.endswith("/RECORD"):
                content = whole.read(name)
                assert int(size) == len(content)
                assert digest.startswith("sha256=")


@pytest.mark.slow
def test_pip_installs_it(made: tuple[str, bytes], tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(made[1])
    base = getattr(sys, "_base_executable", sys.executable)
    argv = [base, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target"]

    done = subprocess.run(
        [*argv, str(tmp_path / "there"), str(tmp_path / NAME)], capture_output=True, text=True
    )

    assert done.returncode == 0, done.stderr
    assert {path.name for path in (tmp_path / "there").iterdir()} == {
        "patient_safety_hub",
        "patient_safety_hub-0.1.0.dist-info",
        "pelican",
    }


@pytest.mark.skipif(shutil.which("git") is None, reason="no Git: apt install git")
def test_a_commit_is_packed_as_it_was(tmp_path: Path) -> None:
    files = sources(ROOT)
    for name, content in files.items():
        (tmp_path / "clone" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "clone" / name).write_bytes(content)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "All")):
        subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *words],
            cwd=tmp_path / "clone", check=True,
        )  # fmt: skip
    (tmp_path / "clone/theme/static/site.css").write_text("changed since")

    assert packed(sources(tmp_path / "clone", "HEAD")) == packed(files)
    assert packed(sources(tmp_path / "clone")) != packed(files)


@pytest.mark.skipif(shutil.which("git") is None, reason="no Git: apt install git")
@pytest.mark.parametrize("reference", ["no-such-branch", "--output=x"])
def test_a_reference_that_is_none_is_told(
    reference: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)

    assert wheel(tmp_path, Namespace(reference=reference, into=None), print) == 2

    said = capsys.readouterr()
    assert (said.out, len(said.err.splitlines())) == ("", 1)
    assert reference in said.err


def test_a_folder_without_an_engine_is_told(tmp_path: Path) -> None:
    with pytest.raises(SiteFault, match=r"^There is no whole engine in .*: tasks.py is missing\.$"):
        sources(tmp_path)


def test_a_lock_ends_with_the_pin(made: tuple[str, bytes]) -> None:
    name, content = made
    lock = lock_of(name, content).decode()

    assert lock.startswith((ROOT / "requirements.lock").read_text("utf-8").rstrip("\n"))
    last = lock.splitlines()[-1]
    assert last == f"./engine/{name} --hash=sha256:{hashlib.sha256(content).hexdigest()}"
    assert last == pin(name, content)
    found = PIN.search(lock)
    assert found
    assert (found["place"], found["version"]) == (f"engine/{name}", "0.1.0")


@pytest.mark.parametrize("content", [b"", b"no zip", b"PK\x03\x04 cut off"])
def test_what_is_no_wheel_is_told(content: bytes) -> None:
    with pytest.raises(SiteFault, match=r"^This is no wheel \("):
        opened(content)


def test_a_wheel_of_something_else_is_told() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as other:
        other.writestr("sample.py", "")

    with pytest.raises(
        SiteFault, match=r"^This is a wheel of something else, not of the engine\.$"
    ):
        opened(made.getvalue())
