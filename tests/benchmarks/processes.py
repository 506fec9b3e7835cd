"""Processes: programs that are started, timed and ended by their own handle."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.benchmarks.report import Measured

# No setting of this shell may reach what is measured.
HIDDEN = ("HUB_", "HUGO_", "PELICAN", "PYTHON", "SOURCE_DATE_EPOCH")
# ru_maxrss counts in KiB, on a Mac in bytes.
UNIT = 1 if sys.platform == "darwin" else 1024
MOMENT = 5.0
# Seconds between two looks at the memory of all processes, at least.
LOOKS = 0.2
# So many times as long as a look took, or it would be a burden of large builds.
SHARE = 50


class Failed(Exception):
    """A program did not do what it was started for: one line that says which and why."""


def environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(HIDDEN)}
    return {**kept, "NO_COLOR": "1", **more}


def timed(
    argv: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path, limit: float
) -> Measured:
    """Run a program to its end and return what it took. Raises Failed.

    CPU is that of the program and of all workers that it waited for; memory is the most that they
    held together when they were looked at, or that any one of them held, if that is more.
    """
    os.sync()  # what earlier builds wrote is no burden of this one
    began = time.perf_counter()
    process = _start(argv, folder, environ, log)
    overdue = threading.Event()

    def end() -> None:
        overdue.set()
        _signal(process, signal.SIGKILL)

    alarm = threading.Timer(limit, end)
    alarm.start()
    ended, held = threading.Event(), [0]

    def look() -> None:
        pause = LOOKS
        while not ended.wait(pause):
            looked = time.perf_counter()
            held[0] = max(held[0], together(process.pid))
            pause = max(LOOKS, SHARE * (time.perf_counter() - looked))

    looker = threading.Thread(target=look)
    looker.start()
    try:
        cpu, memory = _reap(process)
    except BaseException:
        stop(process)
        raise
    finally:
        ended.set()
        looker.join()
        alarm.cancel()
    memory = max(memory, held[0]) if memory is not None else None
    wall = time.perf_counter() - began
    if overdue.is_set():
        raise Failed(f"was ended after {limit:g} s")
    if process.returncode:
        raise Failed(f"ended with code {process.returncode}: {last_line(log)}")
    return Measured(wall, cpu, memory)


@contextmanager
def running(
    argv: Sequence[str], folder: Path, environ: Mapping[str, str], log: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """Keep a program running; end it, and what it started, at the end of the block."""
    process = _start(argv, folder, environ, log, stdin=subprocess.PIPE)
    try:
        yield process
    finally:
        stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """End a program and its workers: first asked, then told."""
    if process.stdin:
        process.stdin.close()
    for how in (signal.SIGTERM, signal.SIGKILL):
        if process.poll() is None:
            _signal(process, how)
            try:
                process.wait(MOMENT)
            except subprocess.TimeoutExpired:
                continue
    _signal(process, signal.SIGKILL)  # workers that outlived it


def peak(process: subprocess.Popen[bytes]) -> int | None:
    """Return the most memory that a running program has held so far, where the system tells."""
    try:
        status = Path(f"/proc/{process.pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    lines = [line.split() for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(lines[0][1]) * 1024 if lines else None


def together(session: int) -> int:
    """Return the bytes that all processes of a session hold, shared ones counted once.

    Where the system does not tell (it is Linux that does), that is 0.
    """
    held = 0
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text(encoding="ascii", errors="replace")
            if int(stat.rpartition(")")[2].split()[3]) != session:
                continue
            for line in (folder / "smaps_rollup").read_text(encoding="ascii").splitlines():
                if line.startswith("Pss:"):
                    held += int(line.split()[1]) * 1024
        except (OSError, ValueError, IndexError):
            continue  # it has ended
    return held


def last_line(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def _start(
    argv: Sequence[str],
    folder: Path,
    environ: Mapping[str, str],
    log: Path,
    stdin: int = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    with log.open("wb") as words:
        return subprocess.Popen(
            argv,
            cwd=folder,
            env=environ,
            stdin=stdin,
            stdout=words,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # so that its workers can be ended with it
        )


def _reap(process: subprocess.Popen[bytes]) -> tuple[float | None, int | None]:
    """Wait for the end; return CPU seconds and the peak of memory, where the system tells."""
    if sys.platform == "win32":
        process.wait()
        return None, None
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return used.ru_utime + used.ru_stime, used.ru_maxrss * UNIT


def _signal(process: subprocess.Popen[bytes], how: signal.Signals) -> None:
    try:
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, how)
    except (ProcessLookupError, PermissionError):
        pass
