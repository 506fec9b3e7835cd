"""Pool: the same results however the work is shared, and no job that holds up the others."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import sys
import threading
import time
from pathlib import Path

import pytest

from plugins.base import worker_pool
from plugins.base.problems import SiteFault
from plugins.base.worker_pool import Ahead, Failure, can_fork, cores, each

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")

# Seconds: far more than any of these jobs takes, also on a busy machine.
AMPLE = 30.0


def doubled(number: int) -> int:
    return number * 2


def slow_first(number: int) -> int:
    """Finish in another order than that of the jobs."""
    time.sleep(0.02 if number == 0 else 0)
    return number


def picky(number: int) -> int:
    """Do a job; some fail, some end their worker, some never end."""
    if number % 10 == 3:
        raise ValueError(f"no {number}")
    if number % 10 == 5:
        os._exit(7)
    if number % 10 == 7:
        time.sleep(600)
    return number


def stubborn(number: int) -> int:
    """Never end, whatever signal asks for it."""
    if number == 1:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        while True:
            time.sleep(1)
    return number


def wordy(number: int) -> str:
    return "x" * 1_000_000 + str(number)


def unspeakable(number: int) -> object:
    """Return what cannot travel to another process."""
    return threading.Lock() if number == 1 else number


@pytest.fixture(params=["fork", "no-fork"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """The two ways in which work can be shared."""
    if request.param == "no-fork":
        monkeypatch.setenv("HUB_FORK", "0")
    elif not hasattr(os, "fork"):
        pytest.skip("no fork here")
    return str(request.param)


@pytest.mark.parametrize("workers", [1, 2, 8])
@pytest.mark.parametrize("limit", [None, AMPLE])
def test_any_number_of_workers_gives_the_same_results(workers: int, limit: float | None) -> None:
    jobs = list(range(100))

    results = dict(each(doubled, jobs, workers, limit))

    assert results == {number: number * 2 for number in jobs}


@pytest.mark.parametrize("limit", [None, AMPLE])
def test_work_is_done_without_fork_too(
    monkeypatch: pytest.MonkeyPatch, limit: float | None
) -> None:
    monkeypatch.setenv("HUB_FORK", "0")

    results = dict(each(doubled, range(20), 2, limit))

    assert not can_fork()
    assert results == {number: number * 2 for number in range(20)}


@forks
def test_results_name_their_job_in_whatever_order_they_come() -> None:
    results = list(each(slow_first, range(40), 4))

    assert sorted(results) == [(number, number) for number in range(40)]


@forks
def test_workers_see_what_the_parent_sees() -> None:
    known = {number: f"page {number}" for number in range(20)}

    results = dict(each(lambda number: known[number], list(known), 2))

    assert results == known


def test_no_jobs_need_no_workers() -> None:
    assert list(each(doubled, [], 4)) == []
    assert list(each(doubled, [], 4, AMPLE)) == []
    assert multiprocessing.active_children() == []


def test_a_few_jobs_are_done_here() -> None:
    results = dict(each(lambda _: os.getpid(), range(3), 4))

    assert set(results.values()) == {os.getpid()}


@forks
def test_work_with_a_limit_is_never_done_here() -> None:
    results = dict(each(lambda _: os.getpid(), range(2), 1, AMPLE))

    assert os.getpid() not in results.values()


def test_a_job_that_fails_dies_or_hangs_is_named_and_the_others_are_done(way: str) -> None:
    results = dict(each(picky, range(10), 2, 0.5))

    assert results == {
        **{number: number for number in (0, 1, 2, 4, 6, 8, 9)},
        3: Failure("ValueError: no 3"),
        5: Failure("died"),
        7: Failure("time"),
    }


def test_the_start_of_a_fresh_process_is_on_no_jobs_account(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HUB_FORK", "0")

    assert dict(each(doubled, range(4), 2, 0.05)) == {0: 0, 1: 2, 2: 4, 3: 6}


@forks
@pytest.mark.parametrize("workers", [1, 2, 8])
def test_failures_do_not_depend_on_the_number_of_workers(workers: int) -> None:
    results = dict(each(picky, range(30), workers, 0.3))

    kinds = {n: r.reason.split(":")[0] for n, r in results.items() if isinstance(r, Failure)}
    assert kinds == {n + k: why for n in (0, 10, 20)
                     for k, why in ((3, "ValueError"), (5, "died"), (7, "time"))}  # fmt: skip
    assert len(results) == 30


@forks
def test_a_job_that_ignores_signals_is_ended_all_the_same() -> None:
    results = dict(each(stubborn, range(4), 2, 0.3))

    assert results == {0: 0, 1: Failure("time"), 2: 2, 3: 3}


@forks
def test_each_job_has_the_whole_limit_for_itself() -> None:
    results = dict(each(lambda _: time.sleep(0.2), range(6), 1, 0.9))

    assert set(results.values()) == {None}


@forks
def test_results_larger_than_a_pipe_come_whole() -> None:
    results = dict(each(wordy, range(10), 2, AMPLE))

    assert results == {number: wordy(number) for number in range(10)}


@forks
def test_a_result_that_cannot_travel_is_a_failure_of_its_job() -> None:
    results = dict(each(unspeakable, range(4), 2, AMPLE))

    assert isinstance(results[1], Failure)
    assert [results[number] for number in (0, 2, 3)] == [0, 2, 3]


@forks
def test_without_a_limit_an_exception_ends_the_work() -> None:
    with pytest.raises(RuntimeError, match="ValueError: no 3"):
        dict(each(picky, [0, 1, 2, 3, 4, 6, 8, 9], 2))

    assert multiprocessing.active_children() == []


def full(number: int) -> int:
    if number == 3:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/disk/page.html")
    return number


@forks
def test_an_error_of_the_machine_is_the_same_as_without_workers() -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        dict(each(full, range(9), 2))

    assert (caught.value.errno, caught.value.filename) == (errno.ENOSPC, "/disk/page.html")


@forks
def test_without_a_limit_a_worker_that_ends_itself_ends_the_work() -> None:
    with pytest.raises(SiteFault, match="A helper process was ended from outside"):
        dict(each(picky, [0, 1, 2, 5, 4, 6, 8, 9], 2))

    assert multiprocessing.active_children() == []


def test_here_an_exception_is_itself() -> None:
    with pytest.raises(ValueError, match="no 3"):
        dict(each(picky, [3], 1))


@forks
def test_no_worker_is_left_behind_when_nobody_wants_the_rest() -> None:
    results = each(doubled, range(1000), 4, AMPLE)
    next(results)

    results.close()

    assert multiprocessing.active_children() == []


def test_a_thread_that_may_hold_a_lock_forbids_to_fork() -> None:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()

    allowed = can_fork()
    results = dict(each(doubled, range(20), 4))

    done.set()
    thread.join()
    assert not allowed
    assert results == {number: number * 2 for number in range(20)}


def test_this_machine_has_a_core_at_least() -> None:
    assert cores() >= 1


@forks
@pytest.mark.skipif(sys.platform != "linux", reason="/proc of Linux")
def test_workers_end_when_their_parent_is_killed(tmp_path: Path) -> None:
    import subprocess

    script = (
        "import os, time\n"
        "from plugins.base.worker_pool import each\n"
        "def work(n):\n"
        "    os.write(1, b'%d\\n' % os.getpid())\n"
        "    time.sleep(0.2)\n"
        "list(each(work, range(40), 4, 30.0))\n"
    )
    root = Path(worker_pool.__file__).parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    workers = {int(process.stdout.readline()) for _ in range(4)}

    process.kill()
    process.wait()
    process.stdout.read()  # ends when no worker holds it any more
    process.stdout.close()

    assert not any(Path(f"/proc/{worker}/cmdline").is_file() and
                   Path(f"/proc/{worker}/cmdline").read_bytes() for worker in workers)  # fmt: skip


# -- Ahead


@forks
def test_work_done_ahead_is_told_when_somebody_asks() -> None:
    words = {number: str(number) * 5_000 for number in range(500)}  # more than a pipe takes

    work = Ahead(lambda number: words[number], range(500))

    assert list(work.results()) == list(words.items())
    assert multiprocessing.active_children() == []


@forks
@pytest.mark.parametrize(
    ("jobs", "message"), [([1, 3], "ValueError: no 3"), ([1, 5], "A helper process was ended")]
)
def test_work_done_ahead_that_fails_is_an_error(jobs: list[int], message: str) -> None:
    work = Ahead(picky, jobs)

    with pytest.raises((RuntimeError, SiteFault), match=message):
        list(work.results())
    work.end()

    assert multiprocessing.active_children() == []


@forks
def test_work_done_ahead_can_be_ended() -> None:
    work = Ahead(picky, [7])

    work.end()

    assert multiprocessing.active_children() == []
