"""Pool: the same work, shared among workers that can be ended.

With fork, workers see what the parent sees, and only numbers and results travel. Without it (on
Windows, or while another thread is alive and may hold a lock) work that has a time limit goes to
fresh processes, and the rest is done here: the same results, a little later.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")

BATCH = 32


@dataclass(frozen=True)
class Failure:
    """A job that gave no result: "time", "died", or the words of the exception."""

    reason: str


def can_fork() -> bool:
    if os.environ.get("HUB_FORK") == "0":  # for tests, and for machines where fork misbehaves
        return False
    return hasattr(os, "fork") and threading.active_count() == 1


def cores() -> int:
    """Return how many workers this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def each(
    work: Callable[[T], R], jobs: Sequence[T], workers: int, limit: float | None = None
) -> Iterator[tuple[int, R | Failure]]:
    """Yield the number and the result of every job, in the order in which they are done.

    With a limit (seconds a job) every job runs in a worker, which is ended when it takes longer.
    Without one an exception is raised here; with one it is a Failure.
    """
    if not jobs:
        return
    fork = can_fork()
    if limit is None and (not fork or workers < 2 or len(jobs) < 8):
        for number, job in enumerate(jobs):
            yield number, work(job)
        return
    yield from _Crew(work, jobs, min(workers, len(jobs)), limit, fork).results()


class _Crew(Generic[T, R]):
    """Some workers, and what each of them has in hand."""

    def __init__(
        self,
        work: Callable[[T], R],
        jobs: Sequence[T],
        workers: int,
        limit: float | None,
        fork: bool,
    ) -> None:
        self.work, self.jobs, self.limit = work, jobs, limit
        self.context: Any = multiprocessing.get_context("fork" if fork else "spawn")
        self.batch = max(1, min(BATCH, len(jobs) // (workers * 4) or 1))
        self.waiting = list(range(len(jobs)))[::-1]
        self.hands: dict[Connection, _Hand] = {}
        self.workers = workers

    def results(self) -> Iterator[tuple[int, R | Failure]]:
        try:
            for _ in range(self.workers):
                self._hire()
            while self.hands:
                ready = wait(list(self.hands), timeout=self._patience())
                for connection in ready:
                    assert isinstance(connection, Connection)
                    yield from self._hear(connection)
                    while connection in self.hands and connection.poll():
                        yield from self._hear(connection)
                yield from self._overdue()
        finally:
            for hand in self.hands.values():
                hand.end()

    def _hire(self) -> None:
        if not self.waiting:
            return
        ours, theirs = self.context.Pipe()
        process = self.context.Process(
            target=_labour, args=(theirs, self.work, self.jobs, ours), daemon=True
        )
        process.start()
        theirs.close()
        self.hands[ours] = hand = _Hand(process, ours)
        self._give(hand)

    def _give(self, hand: _Hand) -> None:
        numbers = [self.waiting.pop() for _ in range(min(self.batch, len(self.waiting)))]
        hand.numbers = numbers[::-1]
        hand.since = time.monotonic()
        hand.connection.send(numbers)
        if not numbers:
            del self.hands[hand.connection]
            hand.process.join()
            hand.connection.close()

    def _hear(self, connection: Connection) -> Iterator[tuple[int, R | Failure]]:
        hand = self.hands[connection]
        try:
            result = connection.recv()
        except (EOFError, OSError):
            yield from self._lost(hand, "died")
            return
        number = hand.numbers.pop()
        hand.since = time.monotonic()
        if isinstance(result, Failure) and self.limit is None:
            raise RuntimeError(result.reason)
        yield number, result
        if not hand.numbers:
            self._give(hand)

    def _patience(self) -> float | None:
        if self.limit is None:
            return None
        first = min(hand.since for hand in self.hands.values())
        return max(0.0, first + self.limit - time.monotonic())

    def _overdue(self) -> Iterator[tuple[int, R | Failure]]:
        if self.limit is None:
            return
        now = time.monotonic()
        for hand in list(self.hands.values()):
            if now - hand.since >= self.limit and not hand.connection.poll():
                yield from self._lost(hand, "time")

    def _lost(self, hand: _Hand, reason: str) -> Iterator[tuple[int, R | Failure]]:
        """Give up the job in hand, put the others back, and hire somebody else."""
        del self.hands[hand.connection]
        hand.end()
        if hand.numbers:
            number = hand.numbers.pop()
            if self.limit is None:
                raise RuntimeError(f"A worker ended unexpectedly at job {number}.")
            self.waiting += hand.numbers
            yield number, Failure(reason)
        self._hire()


class _Hand:
    """One worker: its process, its line, the jobs it has (the next one last), since when."""

    def __init__(self, process: BaseProcess, connection: Connection) -> None:
        self.process, self.connection = process, connection
        self.numbers: list[int] = []
        self.since = time.monotonic()

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _labour(
    line: Connection, work: Callable[[T], R], jobs: Sequence[T], parents: Connection
) -> None:
    """Do the jobs whose numbers come over the line, until an empty list comes."""
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # the launcher's handlers are for the parent
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    while numbers := line.recv():
        for number in numbers:
            try:
                result: R | Failure = work(jobs[number])
            except Exception as error:
                result = Failure(f"{type(error).__name__}: {error}")
            line.send(result)
