"""The same work, shared among workers that can be ended.

With fork, workers see what the parent sees, and only numbers and results travel. Without it (on
Windows, or while another thread is alive and may hold a lock) work that has a time limit goes to
fresh processes, and the rest is done here: the same results, a little later.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import pickle
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from plugins.base.problems import SiteFault

T = TypeVar("T")
R = TypeVar("R")

# Jobs that a worker gets at a time, and seconds after which it tells what it has done of them.
BATCH, TELL = 32, 0.2
NEVER = float("inf")


@dataclass(frozen=True)
class Failure:
    """A job that gave no result: "time", "died", or the words of the exception.

    `of_machine` are number, words and file of an error of the machine, such as a full disk.
    """

    reason: str
    of_machine: tuple[int, str, str] | None = None

    @classmethod
    def of(cls, error: Exception) -> Failure:
        reason = f"{type(error).__name__}: {error}"
        if isinstance(error, OSError) and error.errno is not None:
            where = os.fsdecode(error.filename) if error.filename else ""
            return cls(reason, (error.errno, error.strerror or "", where))
        return cls(reason)

    def error(self) -> Exception:
        """Return what to raise for it where no failure may be left out."""
        if self.of_machine is None:
            return RuntimeError(self.reason)
        number, words, where = self.of_machine
        return OSError(number, words, where) if where else OSError(number, words)


LOST = (
    "A helper process was ended from outside, and the work with it. Perhaps the machine is short "
    "of memory: give it more, or take fewer at once with --jobs 1."
)


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
) -> Generator[tuple[int, R | Failure], None, None]:
    """Yield the number and the result of every job, in the order in which they are done.

    Whoever may leave before the end closes it: a fault keeps its frames, and so the workers.

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
    yield from _Pool(work, jobs, min(workers, len(jobs)), limit, fork).results()


class Ahead(Generic[T, R]):
    """One forked worker that does its jobs while this process goes on with something else.

    It keeps all results until somebody asks for them, so that it waits for nobody.
    """

    def __init__(self, work: Callable[[T], R], jobs: Sequence[T]) -> None:
        context: Any = multiprocessing.get_context("fork")
        self.line, theirs = context.Pipe()
        begun = [0.0, 0.0]  # nobody looks
        self.process = context.Process(
            target=_labour, args=(theirs, work, jobs, begun, self.line, NEVER), daemon=True
        )
        self.process.start()
        theirs.close()
        self.line.send(list(range(len(jobs))))

    def results(self) -> Iterator[tuple[int, R]]:
        """Wait for the end of the work; yield the number and the result of every job."""
        try:
            results = pickle.loads(self.line.recv_bytes())  # noqa: S301 - our own worker's
            self.line.send([])
        except (EOFError, OSError):
            raise SiteFault(LOST, 2) from None
        self.process.join()
        self.line.close()
        for number, result in enumerate(results):
            if isinstance(result, Failure):
                raise result.error()
            yield number, result

    def is_done(self, within: float) -> bool:
        """Wait for the end of the work, so many seconds at most."""
        return bool(self.line.poll(within))

    def end(self) -> None:
        """End the work, done or not."""
        self.process.kill()
        self.process.join()
        self.line.close()


class _Pool(Generic[T, R]):
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
        self.hands: dict[Connection, _Worker] = {}
        self.workers = workers

    def results(self) -> Iterator[tuple[int, R | Failure]]:
        try:
            for _ in range(self.workers):
                self._hire()
            while self.hands:
                for connection in wait(list(self.hands), timeout=self._patience()):
                    assert isinstance(connection, Connection)
                    yield from self._hear(self.hands[connection])
                yield from self._overdue()
        finally:
            for hand in self.hands.values():
                hand.end()

    def _hire(self) -> None:
        if not self.waiting:
            return
        ours, theirs = self.context.Pipe()
        # A fresh process may need seconds to start, which are no post's fault.
        begun = self.context.RawArray("d", [self.waiting[-1], NEVER])
        process = self.context.Process(
            target=_labour, args=(theirs, self.work, self.jobs, begun, ours, TELL), daemon=True
        )
        process.start()
        theirs.close()
        self.hands[ours] = hand = _Worker(process, ours, begun)
        self._give(hand)

    def _give(self, hand: _Worker) -> None:
        """See that somebody has a batch to do and one to go on with; send home who has none."""
        while self.waiting and len(hand.numbers) <= self.batch:
            numbers = [self.waiting.pop() for _ in range(min(self.batch, len(self.waiting)))]
            hand.numbers += numbers
            hand.tell(numbers)
        if not hand.numbers:
            del self.hands[hand.connection]
            hand.tell([])
            hand.process.join()
            hand.connection.close()

    def _hear(self, hand: _Worker) -> Iterator[tuple[int, R | Failure]]:
        try:
            results = pickle.loads(hand.connection.recv_bytes())  # noqa: S301 - our own worker's
        except (EOFError, OSError):
            yield from self._lost(hand, "died")
            return
        done, hand.numbers = hand.numbers[: len(results)], hand.numbers[len(results) :]
        self._give(hand)  # first, so that nobody waits for what is done with the results
        for number, result in zip(done, results, strict=True):
            if isinstance(result, Failure) and self.limit is None:
                raise result.error()
            yield number, result

    def _patience(self) -> float | None:
        if self.limit is None:
            return None
        now = time.monotonic()
        first: float = min(now, *(hand.begun[1] for hand in self.hands.values()))
        return max(0.0, first + self.limit - now)

    def _overdue(self) -> Iterator[tuple[int, R | Failure]]:
        if self.limit is None:
            return
        latest = time.monotonic() - self.limit
        for hand in list(self.hands.values()):
            if hand.begun[1] <= latest and not hand.connection.poll():
                yield from self._lost(hand, "time")

    def _lost(self, hand: _Worker, reason: str) -> Iterator[tuple[int, R | Failure]]:
        """Give up the job in hand, put the others back, and hire somebody else."""
        del self.hands[hand.connection]
        hand.end()
        number, since = int(hand.begun[0]), hand.begun[1]  # nobody changes them any more
        if self.limit is None:
            raise SiteFault(LOST, 2)
        guilty = number in hand.numbers
        if reason == "time" and since + self.limit > time.monotonic():
            guilty = False  # it was done just in time
        # Those that were done, but not told yet, are done once more.
        self.waiting += [each for each in hand.numbers[::-1] if each != number or not guilty]
        self._hire()
        if guilty:
            yield number, Failure(reason)


class _Worker:
    """One worker: its process, its line, and the numbers of the jobs that it has, in its order.

    `begun` is shared with it: the job that it began last, and when (or never, while it waits).
    """

    def __init__(self, process: BaseProcess, connection: Connection, begun: Any) -> None:
        self.process, self.connection, self.begun = process, connection, begun
        self.numbers: list[int] = []

    def tell(self, numbers: list[int]) -> None:
        with contextlib.suppress(OSError):  # it has died, and will be heard of
            self.connection.send(numbers)

    def end(self) -> None:
        self.process.kill()
        self.process.join()
        self.connection.close()


def _labour(
    line: Connection,
    work: Callable[[T], R],
    jobs: Sequence[T],
    begun: Any,
    parents: Connection,
    patience: float,
) -> None:
    """Do the jobs whose numbers come over the line, until an empty list comes."""
    parents.close()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its workers itself
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):  # the launcher's handlers are for the parent
            signal.signal(getattr(signal, name), signal.SIG_DFL)
    # Who has gone, or cannot be told anything, needs no story from a worker.
    with contextlib.suppress(EOFError, OSError):
        _serve(line, work, jobs, begun, patience)


def _serve(
    line: Connection,
    work: Callable[[T], R],
    jobs: Sequence[T],
    begun: Any,
    patience: float,
) -> None:
    told = time.monotonic()
    while numbers := line.recv():
        results: list[R | Failure] = []
        for number in numbers:
            begun[1] = NEVER
            if results and time.monotonic() - told > patience:
                line.send_bytes(_packed(results))
                results, told = [], time.monotonic()
            begun[0] = number
            begun[1] = time.monotonic()
            try:
                results.append(work(jobs[number]))
            except Exception as error:
                results.append(Failure.of(error))
        line.send_bytes(_packed(results))
        told = time.monotonic()
        begun[1] = NEVER


def _packed(results: list[R | Failure]) -> bytes:
    try:
        return pickle.dumps(results, pickle.HIGHEST_PROTOCOL)
    except Exception as error:
        if len(results) == 1:
            return pickle.dumps([Failure.of(error)])
    return pickle.dumps([pickle.loads(_packed([each]))[0] for each in results])  # noqa: S301
