"""What a machine may do to a build: kills, failing calls, signals, odd places. The output is whole."""

from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path

import pytest

from tests.conftest import Build, Tree, tree, write_post
from tests.support.builds import ForkedBuild, command, forked_builds, needs_strace

SECOND = "/dev/shm"  # noqa: S108 - a device of its own on every Linux


def edit(site: Path, number: int) -> None:
    """Change the title of the site, which is on every page, so that a mixture would show."""
    path = site / "pelicanconf.py"
    lines = path.read_text(encoding="utf-8").splitlines()
    changed = [f'SITENAME = "Hub {number}"' if "SITENAME =" in line else line for line in lines]
    path.write_text("\n".join(changed) + "\n", encoding="utf-8")


def names_of(output: Path) -> set[str]:
    """Return the titles of the site that its pages show."""
    found = set()
    for name, page in tree(output).items():
        if name.endswith(".html"):
            brand = page.decode().partition('height="40"><span>')[2]
            found.add(brand.partition("</span>")[0])
    return found


@pytest.mark.slow
@pytest.mark.skipif(not hasattr(os, "pidfd_open"), reason="no pidfd on this system")
def test_a_hundred_kills_leave_a_whole_site(site: Path, build: Build) -> None:
    """Half of the kills are aimed at the moments in which files are written and switched."""
    dice = random.Random(8)  # noqa: S311 - moments, not secrets
    edit(site, 0)
    whole = {"Hub 0": build()}
    killed = early = 0

    with forked_builds(site) as start:
        for number in range(1, 101):
            edit(site, number)
            began = time.monotonic()
            process = start()
            if number % 2:
                time.sleep(dice.uniform(0.0, 0.5))
            else:
                _wait_for_writing(site / ".hub/output", process, began)
                time.sleep(dice.uniform(0.0, 0.03))
            killed += process.kill() == -signal.SIGKILL

            (shown,) = names_of(site / "output")
            assert shown in (*whole, f"Hub {number}")
            if shown in whole:
                assert tree(site / "output") == whole[shown], number
                early += 1
            else:
                whole = {shown: tree(site / "output")}
            if number % 10 == 0:  # the next build heals what the kills left
                assert build() == build.clean()
                whole = {f"Hub {number}": tree(site / "output")}
    assert killed > 50
    assert early < 100 or killed == 100


def _wait_for_writing(home: Path, process: ForkedBuild, began: float) -> None:
    """Return when the build has begun to change its hidden tree, or has ended."""
    trees = [home / "a", home / "b"]
    before = [path.stat().st_mtime_ns for path in trees if path.exists()]
    while not process.has_ended() and time.monotonic() - began < 20:
        if [path.stat().st_mtime_ns for path in trees if path.exists()] != before:
            return
        time.sleep(0.001)


@needs_strace
@pytest.mark.slow
def test_a_failing_call_leaves_a_whole_site(site: Path, build: Build) -> None:
    """Every kind of call fails at each of its first places and then at places ever further apart,
    until one run has no such call any more: files are placed and written alike, one after another.
    """
    edit(site, 0)
    build()
    last = tree(site / "output")
    number = 0
    for call in ("rename", "link", "unlink", "symlink", "write"):
        when = 0
        while True:
            when += 1 if when < 4 else when
            number += 1
            edit(site, number)
            error = ("ENOSPC", "EIO")[number % 2]
            inject = f"inject={call}:error={error}:when={when}"
            process = command(
                site, "strace", "-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", inject,
                options=("--jobs", "1"),
            )  # fmt: skip
            _, errors = process.communicate(timeout=60)
            now = tree(site / "output")
            assert "Traceback" not in errors, errors
            assert len(names_of(site / "output")) == 1, (call, when, errors)
            if process.returncode == 0:
                last = now
            else:
                assert now == last or names_of(site / "output") == {f"Hub {number}"}, (call, when)
                last = now
            if process.returncode == 0 and when > 8:
                break
    assert build() == build.clean()


@pytest.mark.parametrize(
    ("number", "code", "words"),
    [
        (signal.SIGINT, 130, "Interrupted."),
        (signal.SIGTERM, 143, "Ended from outside."),
        (signal.SIGHUP, 143, "Ended from outside."),
    ],
    ids=["ctrl-c", "terminate", "closed terminal"],
)
def test_a_signal_ends_a_build_and_leaves_the_site(
    site: Path, build: Build, number: signal.Signals, code: int, words: str
) -> None:
    before = build()
    path = write_post(site / "content", "2024/slow.md", "Slow", body="[" * 60_000)
    process = command(site)
    assert process.stdout
    time.sleep(1.5)  # the engine needs some ten seconds for that post

    process.send_signal(number)
    _, errors = process.communicate(timeout=20)

    assert (process.returncode, errors.strip()) == (code, words)
    assert tree(site / "output") == before
    path.unlink()
    assert build() == before


def test_output_that_is_a_file_is_refused(site: Path, build: Build) -> None:
    (site / "output").write_text("mine", encoding="utf-8")

    process = command(site)

    assert process.communicate()[1].strip() == (
        f"The output '{site / 'output'}' is a file; give --output a folder."
    )
    assert process.returncode == 2
    assert (site / "output").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ["with space", "with 'quotes\"", "🩺 care"])
def test_any_name_of_a_folder_will_do(site: Path, build: Build, name: str) -> None:
    expected = build()

    assert build(name) == expected


def test_an_output_that_is_a_link_is_followed(site: Path, build: Build, tmp_path: Path) -> None:
    expected = build()
    (tmp_path / "elsewhere").mkdir()
    (site / "linked").symlink_to(tmp_path / "elsewhere", target_is_directory=True)

    assert build("linked") == expected
    assert tree(tmp_path / "elsewhere") == expected


@pytest.mark.skipif(not Path(SECOND).is_dir(), reason="no second device on this machine")
def test_another_device_will_do(site: Path, build: Build) -> None:
    import tempfile

    with tempfile.TemporaryDirectory(dir=SECOND) as other:
        there = Path(other) / "site"
        expected = build()
        assert there.parent.stat().st_dev != site.stat().st_dev

        assert build(str(there)) == expected


def limited(site: Path, limit: str) -> tuple[int, str]:
    """Build under a limit of the shell on the size of files, in blocks of 1 kB."""
    process = command(site, "bash", "-c", f'trap "" XFSZ; ulimit -f {limit}; exec "$@"', "bash")
    errors = process.communicate(timeout=60)[1]
    return process.returncode, errors


def test_files_that_cannot_grow_stop_the_build_with_one_line(site: Path, build: Build) -> None:
    before: Tree = build()
    edit(site, 1)

    code, errors = limited(site, "2")

    assert code == 2
    assert errors.startswith("Nothing was published: ")
    assert errors.count("\n") == 1
    assert tree(site / "output") == before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_an_output_that_may_not_be_written_is_one_line(site: Path, build: Build) -> None:
    build()
    edit(site, 1)
    (site / ".hub/output").chmod(0o500)

    process = command(site)
    errors = process.communicate()[1]

    (site / ".hub/output").chmod(0o700)
    assert process.returncode == 2
    assert errors.startswith("Nothing was published: that is not allowed here at ")
