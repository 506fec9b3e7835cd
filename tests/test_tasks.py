"""The launcher, in small projects of its own: two locks that name one tiny package."""

from __future__ import annotations

import ast
import base64
import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
COMMANDS = (
    "build", "check", "status", "doctor", "audit", "due", "reviewed", "review", "links", "rename", "clean-images", "close-year", "preview", "new", "desk", "import", "changes", "digest", "inventory", "hooks", "publish",
    "rollback", "releases", "verify", "bundle", "derive", "bench", "test", "setup", "outdated", "lock",
    "wheel", "start", "guide", "settings",
)  # fmt: skip
UV = shutil.which(
    "uv", path=os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
)

posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and scripts of Unix")
needs_uv = pytest.mark.skipif(UV is None, reason="uv is not on this machine")

SHOW = """
import importlib.metadata

def build(root, options):
    names = sorted(each.metadata["Name"] for each in importlib.metadata.distributions())
    found = [f"{name} {importlib.metadata.version(name)}" for name in names if "sample" in name]
    print(*found, sep=", ")
    return 0
"""


@dataclass(frozen=True)
class Project:
    """A folder with tasks.py, a stub of the build, and a shelf of wheels in place of an index."""

    root: Path
    shelf: Path
    environ: Mapping[str, str]

    def lock(self, *packages: str, name: str = "requirements.lock") -> None:
        lines = [requirement(self.shelf, package) for package in packages]
        (self.root / name).write_text("".join(lines), encoding="utf-8")

    def command(self, source: str) -> None:
        (self.root / "plugins/pipeline/command.py").write_text(source, encoding="utf-8")

    def start(self, *arguments: str, **changes: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, str(self.root / "tasks.py"), *arguments],
            cwd=self.shelf,
            env={**self.environ, **changes},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            start_new_session=True,
        )

    def run(self, *arguments: str, **changes: str) -> Result:
        process = self.start(*arguments, **changes)
        output, errors = process.communicate(timeout=120)
        return Result(process.returncode, output, errors)


@dataclass(frozen=True)
class Result:
    code: int
    output: str
    errors: str


def wheel(shelf: Path, name: str, version: str) -> Path:
    """Write the smallest wheel that pip installs."""
    about = f"{name}-{version}.dist-info"
    files = {
        f"{about}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{name}.py": "",
    }
    record = ""
    for path, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        record += f"{path},sha256={digest.decode()},{len(text)}\n"
    target = shelf / f"{name}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(target, "w") as archive:
        for path, text in {**files, f"{about}/RECORD": f"{record}{about}/RECORD,,\n"}.items():
            archive.writestr(zipfile.ZipInfo(path), text)  # of 1980: the same bytes each time
    return target


def requirement(shelf: Path, words: str) -> str:
    """Return the lines of a lock for words such as `sample==1`, and put its wheel on the shelf."""
    name, _, version = words.partition("==")
    digest = hashlib.sha256(wheel(shelf, name, version).read_bytes()).hexdigest()
    return f"{words} \\\n    --hash=sha256:{digest}\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project in a folder with a space and an umlaut, where pip is the only installer."""
    root, shelf = tmp_path / "a hub for Ännchen", tmp_path / "shelf"
    (root / "plugins/pipeline").mkdir(parents=True)
    shelf.mkdir()
    shutil.copy(ROOT / "tasks.py", root)
    for package in ("plugins", "plugins/pipeline"):
        (root / package / "__init__.py").touch()
    paths = os.environ["PATH"].split(os.pathsep)
    kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP") if name in os.environ}
    made = Project(
        root,
        shelf,
        {
            **kept,
            "PATH": os.pathsep.join(path for path in paths if not shutil.which("uv", path=path)),
            "HOME": str(tmp_path),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(shelf),
            "UV_CACHE_DIR": str(tmp_path / "cache"),
            "UV_FIND_LINKS": str(shelf),
            "UV_NO_CONFIG": "1",
            "UV_NO_INDEX": "1",
            "UV_OFFLINE": "1",
        },
    )
    made.lock("sample==1")
    made.lock("sample==1", "other_sample==2", name="requirements-test.lock")
    made.command(SHOW)
    return made


@pytest.fixture
def quick(project: Project, tmp_path: Path) -> Project:
    """The same with uv, which makes an environment in a tenth of the time."""
    if UV is None:
        return project
    tools = tmp_path / "tools"
    tools.mkdir()
    shutil.copy(UV, tools)
    path = os.pathsep.join([str(tools), project.environ["PATH"]])
    return Project(project.root, project.shelf, {**project.environ, "PATH": path})


def script(folder: Path, name: str, text: str) -> str:
    """Write a program; return the folder, to stand first on PATH."""
    folder.mkdir()
    (folder / name).write_text(f"#!/bin/sh\n{text}\n", encoding="utf-8")
    (folder / name).chmod(0o755)
    return f"{folder}{os.pathsep}"


# -- Before any set-up -----------------------------------------------------------


@pytest.mark.parametrize("arguments", [(), ("--help",), ("-h",), ("--debug",)])
def test_the_list_needs_no_set_up(project: Project, arguments: tuple[str, ...]) -> None:
    result = project.run(*arguments)

    assert (result.code, result.errors) == (0, "")
    assert re.findall(r"^  ([\w-]+) +\S.*\.$", result.output, re.MULTILINE) == [*COMMANDS]
    assert not (project.root / ".venv").exists()


@pytest.mark.parametrize("command", COMMANDS)
def test_help_needs_no_set_up(project: Project, command: str) -> None:
    result = project.run(command, "--help")

    assert (result.code, result.errors) == (0, "")
    assert result.output.startswith(f"usage: python3 tasks.py {command} ")
    assert not (project.root / ".venv").exists()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["biuld"], "Unknown command 'biuld'; did you mean 'build'?"),
        (["frobnicate"], "Unknown command 'frobnicate'."),
        (["build", "--ouput=x"], "build: unknown option '--ouput'; did you mean '--output'?"),
        (["build", "here"], "build: unknown argument 'here'."),
        (["build", "--output"], "build: --output: expected one argument"),
        (["build", "--jobs", "0"], "build: --jobs: '0' is not a whole number above 0"),
        (["setup", "--no"], "setup: unknown option '--no'."),
    ],
)
def test_wrong_use_is_told_before_any_set_up(
    project: Project, arguments: list[str], message: str
) -> None:
    result = project.run(*arguments)

    assert (result.code, result.output) == (2, "")
    assert result.errors.splitlines()[0] == message
    assert len(result.errors.splitlines()) == 2
    assert not (project.root / ".venv").exists()


def test_an_old_python_is_told_in_one_sentence() -> None:
    pretend = (
        "import runpy, sys; sys.version_info = (3, 6, 9, 'final', 0); "
        "runpy.run_path('tasks.py', run_name='__main__')"
    )

    done = subprocess.run([sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "This needs Python 3.11 or later, and this is Python 3.6.9: install a newer one "
        "and start it by its name, such as python3.11 tasks.py.\n"
    )


def test_an_old_python_can_read_as_far_as_that_sentence() -> None:
    ast.parse((ROOT / "tasks.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_a_lock_that_is_not_there_is_named(project: Project) -> None:
    (project.root / "requirements.lock").unlink()

    result = project.run("build")

    assert result.code == 2
    assert result.errors == (
        "requirements.lock is missing: get it back with git checkout -- requirements.lock\n"
    )


# -- The set-up ------------------------------------------------------------------


def test_the_set_up_is_done_once(project: Project) -> None:
    first = project.run("build")
    for each in project.shelf.iterdir():
        each.unlink()

    second = project.run("build")

    assert (first.code, first.output) == (0, "sample 1\n")
    assert first.errors.splitlines()[0] == "Set-up: making .venv"
    assert (second.code, second.output, second.errors) == (0, "sample 1\n", "")


@needs_uv
def test_uv_does_it_too(quick: Project) -> None:
    result = quick.run("build", "--debug")

    assert (result.code, result.output) == (0, "sample 1\n")
    assert " + sample==1" in result.errors
    assert next(quick.root.glob(".venv/**/sample-1.dist-info/INSTALLER")).read_text() == "uv"


@posix
def test_pip_does_it_when_uv_cannot(project: Project, tmp_path: Path) -> None:
    broken = script(tmp_path / "broken", "uv", "exit 1")

    result = project.run("build", PATH=broken + project.environ["PATH"])

    assert (result.code, result.output) == (0, "sample 1\n")


def test_a_python_without_ensurepip_uses_its_own_pip(project: Project) -> None:
    base = getattr(sys, "_base_executable", sys.executable)
    if subprocess.run([base, "-m", "pip", "--version"], capture_output=True).returncode:
        pytest.skip("the Python below this environment has no pip")
    pretend = (
        "import runpy, sys; sys.modules['ensurepip'] = None; "
        "sys.argv = ['tasks.py', 'build']; runpy.run_path('tasks.py', run_name='__main__')"
    )

    done = subprocess.run(
        [sys.executable, "-c", pretend],
        cwd=project.root,
        env=project.environ,
        capture_output=True,
        text=True,
    )

    assert (done.returncode, done.stdout) == (0, "sample 1\n"), done.stderr
    assert not [*project.root.glob(".venv/**/pip")]


def test_a_changed_lock_makes_it_anew(quick: Project) -> None:
    quick.lock("old_sample==1")
    before = quick.run("build").output

    quick.lock("sample==3")
    after = quick.run("build")

    assert before == "old_sample 1\n"
    assert (after.code, after.output) == (0, "sample 3\n")
    assert quick.run("build").errors == ""


def test_the_test_packages_come_beside_the_others(quick: Project) -> None:
    quick.run("build")

    result = quick.run("setup")

    assert result.code == 0
    assert "making .venv" not in result.errors
    assert quick.run("build").output == "other_sample 2, sample 1\n"
    assert quick.run("build").errors == ""


def python_in(venv: Path) -> Path:
    return venv / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def empty(venv: Path) -> None:
    shutil.rmtree(venv)
    venv.mkdir()


def a_file(venv: Path) -> None:
    shutil.rmtree(venv)
    venv.write_text("not a folder")


def without_python(venv: Path) -> None:
    python_in(venv).unlink()


def without_config(venv: Path) -> None:
    (venv / "pyvenv.cfg").unlink()


def without_stamp(venv: Path) -> None:
    (venv / "made-from-requirements.lock").unlink()


@pytest.mark.parametrize("damage", [empty, a_file, without_python, without_config, without_stamp])
def test_a_half_made_environment_is_made_anew(
    quick: Project, damage: Callable[[Path], None]
) -> None:
    quick.run("build")
    damage(quick.root / ".venv")

    result = quick.run("build")

    assert (result.code, result.output) == (0, "sample 1\n")
    assert quick.run("build").errors == ""


def test_an_environment_that_was_moved_is_made_anew(quick: Project) -> None:
    quick.run("build")
    moved = Project(quick.root.with_name("moved"), quick.shelf, quick.environ)
    quick.root.rename(moved.root)

    result = moved.run("build")

    assert (result.code, result.output) == (0, "sample 1\n")
    assert "making .venv" in result.errors


@pytest.mark.parametrize("installer", ["project", "quick"])
def test_a_package_with_another_hash_is_refused(
    request: pytest.FixtureRequest, installer: str
) -> None:
    project: Project = request.getfixturevalue(installer)
    with (project.shelf / "sample-1-py3-none-any.whl").open("ab") as file:
        file.write(b"one byte more")

    result = project.run("build")

    assert (result.code, result.output) == (2, "")
    assert result.errors.splitlines()[-1] == (
        "Set-up failed: a package is not the one whose hash the lock file names; "
        'see "When set-up fails" in README.md.'
    )
    assert "Traceback" not in result.errors
    assert not (project.root / ".venv/made-from-requirements.lock").exists()


def test_two_commands_at_once_set_up_once(quick: Project) -> None:
    both = [quick.start("build"), quick.start("build")]

    ends = [process.communicate(timeout=120) for process in both]

    assert [output for output, _ in ends] == ["sample 1\n", "sample 1\n"]
    assert sum("making .venv" in errors for _, errors in ends) == 1


@posix
def test_ctrl_c_in_the_set_up_leaves_nothing_that_harms(project: Project, tmp_path: Path) -> None:
    slow = script(tmp_path / "slow", "uv", f"touch '{tmp_path}/begun'; exec sleep 60")
    process = project.start("build", PATH=slow + project.environ["PATH"])
    wait_for(tmp_path / "begun")

    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)

    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in errors
    assert project.run("build").output == "sample 1\n"


def wait_for(path: Path) -> None:
    end = time.monotonic() + 20
    while not path.exists() and time.monotonic() < end:
        time.sleep(0.02)


# -- Running a command -----------------------------------------------------------


@pytest.mark.parametrize("code", [0, 1, 2])
def test_the_exit_code_of_a_command_is_passed_on(quick: Project, code: int) -> None:
    quick.command(f"def build(root, options):\n    return {code}\n")

    assert quick.run("build").code == code


def test_options_arrive_as_they_were_given(quick: Project) -> None:
    quick.command("def build(root, options):\n    print(root, sorted(vars(options).items()))\n")

    result = quick.run("build", "--output", "out", "--clean", "--jobs", "2")

    assert result.output.startswith(str(quick.root))
    assert result.output.removeprefix(str(quick.root)).strip() == (
        "[('clean', True), ('content', None), ('debug', False), ('jobs', 2), "
        "('now', None), ('output', 'out'), ('siteurl', None)]"
    )


def test_programs_of_the_environment_come_first(quick: Project) -> None:
    quick.command(
        "import os\n"
        "def build(root, options):\n"
        "    print(os.environ['VIRTUAL_ENV'], os.environ['PATH'].split(os.pathsep)[0])\n"
    )

    result = quick.run("build")

    venv = quick.root / ".venv"
    assert result.output.strip() == f"{venv} {python_in(venv).parent}"


def test_a_fault_of_the_program_is_one_plain_line(quick: Project) -> None:
    quick.command("def build(root, options):\n    return 1 + 'one'\n")
    quick.run("setup")

    short, whole = quick.run("build"), quick.run("build", "--debug")

    assert (short.code, whole.code) == (2, 2)
    assert short.errors == (
        "This is a fault of the program, not of your content: TypeError: unsupported operand "
        "type(s) for +: 'int' and 'str'; run again with --debug for the whole story.\n"
    )
    assert "Traceback (most recent call last)" in whole.errors


def test_what_the_machine_refuses_is_one_plain_line(quick: Project) -> None:
    quick.command(
        "import errno\n"
        "def build(root, options):\n"
        "    raise OSError(errno.ENOSPC, 'No space left on device', 'output/index.html')\n"
    )
    quick.run("setup")

    result = quick.run("build")

    assert result.code == 2
    assert result.errors == (
        "No space left on device: output/index.html; put that right and run the command again.\n"
    )


def test_a_package_that_was_deleted_is_named(quick: Project) -> None:
    quick.command("import sample\ndef build(root, options):\n    return 0\n")
    quick.run("setup")
    next(quick.root.glob(".venv/**/sample.py")).unlink()

    result = quick.run("build")

    assert result.code == 2
    assert result.errors == (
        "sample is missing from .venv: delete that folder and run the command again.\n"
    )


@posix
def test_ctrl_c_in_a_command_is_130(quick: Project, tmp_path: Path) -> None:
    quick.command(
        "import pathlib, time\n"
        "def build(root, options):\n"
        f"    pathlib.Path({str(tmp_path / 'begun')!r}).touch()\n"
        "    time.sleep(60)\n"
    )
    process = quick.start("build")
    wait_for(tmp_path / "begun")

    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=20)

    assert process.returncode == 130
    assert errors.splitlines()[-1] == "Interrupted."
    assert "Traceback" not in errors


@posix
def test_a_reader_that_leaves_early_hears_no_complaint(quick: Project) -> None:
    quick.command("def build(root, options):\n    print('line\\n' * 100_000)\n")
    quick.run("setup")
    process = quick.start("build")
    assert process.stdout
    assert process.stderr

    process.stdout.readline()
    process.stdout.close()
    errors = process.stderr.read()
    process.stderr.close()

    assert (process.wait(timeout=20), errors) == (141, "")


# -- The locks -------------------------------------------------------------------


def locked(name: str) -> dict[str, str]:
    """Return the blocks of a lock by the words before their hashes."""
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = [part for part in re.split(r"\n(?=\S)", text) if not part.startswith("#")]
    return {part.partition(" \\\n")[0]: part for part in blocks}


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-test.lock"])
def test_a_lock_holds_versions_and_hashes_and_no_address(name: str) -> None:
    for words, block in locked(name).items():
        assert re.fullmatch(r"[a-z0-9-]+==[\w.]+( ; .+)?", words)
        assert "--hash=sha256:" in block
        # A marker that says more would let .venv depend on more than the stamp.
        marker = words.partition(" ; ")[2]
        assert "python_full_version" not in marker or marker == "python_full_version < '3.15'"
        for line in block.splitlines()[1:]:
            assert re.fullmatch(r" +(--hash=sha256:[0-9a-f]{64}( \\)?|# .*)", line)
        assert "://" not in block


def test_the_test_lock_holds_all_of_the_other() -> None:
    assert locked("requirements.lock").keys() <= locked("requirements-test.lock").keys()


def test_the_locks_follow_from_pyproject() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))

    def plain(names: list[str]) -> set[str]:
        return {re.sub(r"\[\w+\]", "", each) for each in names}  # a lock leaves extras out

    run = plain(project["project"]["dependencies"])
    test = run | plain(project["dependency-groups"]["test"])

    assert run <= locked("requirements.lock").keys()
    assert test <= locked("requirements-test.lock").keys()
