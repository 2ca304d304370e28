"""Workers that read one document each, watched: a hang, a crash or a bomb ends a worker and no more.

Every worker is a pebble pool of its own with one process: so it is known who reads what, and a worker that dies at a
bad moment can spoil no one else's queue. A document whose worker died at a known page is read again without it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import time
from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field, replace
from queue import Empty, SimpleQueue
from typing import Any

from pebble import ProcessExpired, ProcessPool

from iku.batch import cpu, memory, worker
from iku.batch.context import worker_context
from iku.batch.job import Job, Limits, Outcome
from iku.batch.progress import Progress, ProgressFile
from iku.batch.worker_exits import WorkerExit, ended_from_outside, final, next_trial
from iku.extract.errors import OutOfMemory, OutOfTime, WorkersFail

log = logging.getLogger(__name__)
SERVER_STARTS = 12  # times in a row that a worker cannot even be started
LOOK_EVERY = 0.1  # seconds between two looks at the workers
STARTS, KILLED_STARTS = 4, 60
"""Times that a worker may be started for one document before the run gives up; and when something outside ends it."""
START_TIME = 600.0  # seconds by the clock that a worker may take to begin its document, however busy the machine is
LONGEST_LOOK = 1.0  # seconds: more between two looks means that the watch was held up, not the workers
ASLEEP = 0.01  # a process that sleeps and uses less than this part of a processor makes no progress
Work = Callable[[Job], Outcome]


@dataclass(slots=True)
class _Slot:
    """One worker. ``exits`` are those of the document that it reads now, ``killed`` why the watch ended it.

    ``waited`` seconds for the document to begin, ``still`` seconds asleep without progress, ``cpu`` seconds used at
    the last look."""

    number: int
    pool: Any = None
    job: Job | None = None
    future: Any = None
    exits: list[WorkerExit] = field(default_factory=list)
    killed: str | None = None
    held: int = 0
    since: float = 0.0
    waited: float = 0.0
    still: float = 0.0
    cpu: float = 0.0
    recycled: int = 0


class Pool:
    """``workers`` processes. ``submit`` while ``idle``, then ``wait`` for outcomes; ``close`` ends all processes.

    :param work: what a worker does with a job; another one only in tests, which inject faults with it.
    """

    def __init__(self, workers: int, limits: Limits, work: Work = worker.read_one) -> None:
        self.limits, self.work = limits, work
        self._context = worker_context("iku.batch.preload_all" if workers > 1 else "iku.batch.preload")
        self._progress = ProgressFile.make(workers)
        self._looked = time.monotonic()
        self._slots = [_Slot(n) for n in range(workers)]
        self._ended: SimpleQueue[tuple[_Slot, Any]] = SimpleQueue()

    @property
    def idle(self) -> bool:
        """A worker waits for a document."""
        return any(s.job is None for s in self._slots)

    @property
    def busy(self) -> int:
        return sum(s.job is not None for s in self._slots)

    def submit(self, job: Job) -> None:
        """Give *job* to an idle worker."""
        slot = next(s for s in self._slots if s.job is None)
        slot.job, slot.exits, slot.recycled = job, [], 0
        self._begin(slot)

    def wait(self, timeout: float) -> list[tuple[Job, Outcome]]:
        """Outcomes of documents that ended, at most *timeout* seconds from now; the limits are watched meanwhile."""
        done: list[tuple[Job, Outcome]] = []
        until = time.monotonic() + timeout
        while not done:
            left = until - time.monotonic()
            with contextlib.suppress(Empty):
                slot, future = self._ended.get(timeout=max(0.0, min(left, LOOK_EVERY)))
                if future is slot.future and (ended := self._end(slot)) is not None:
                    done.append(ended)
            self._watch()
            if left <= 0:
                break
        return done

    def close(self) -> None:
        """End all workers now, whatever they do."""
        for slot in self._slots:
            self._drop(slot)
        self._progress.close()

    def _begin(self, slot: _Slot) -> None:
        slot.killed, slot.held, slot.since = None, 0, time.monotonic()
        slot.waited = slot.still = slot.cpu = 0.0
        self._progress.clear(slot.number)
        future = self._scheduled(slot)
        slot.future = future
        future.add_done_callback(lambda f: self._ended.put((slot, f)))

    def _scheduled(self, slot: _Slot) -> Future[Outcome]:
        """The slot's document given to its worker, to another one where that or its server ends just now. Raises
        ``WorkersFail``."""
        for _ in range(SERVER_STARTS):
            try:
                if slot.pool is None or not slot.pool.active:
                    self._drop(slot)
                    slot.pool = ProcessPool(
                        1,
                        self.limits.documents,
                        initializer=worker.start,
                        initargs=(self._progress, slot.number, self.limits.memory),
                        context=self._context,
                    )
                given: Future[Outcome] = slot.pool.schedule(self.work, args=[slot.job])
            except (RuntimeError, OSError, EOFError) as error:  # BrokenProcessPool is a RuntimeError
                log.info("no worker could be started: %s", error)
                self._drop(slot)
                time.sleep(LOOK_EVERY)
                continue
            return given
        raise WorkersFail("no worker can be started", file=slot.job.path if slot.job else None)

    def _drop(self, slot: _Slot) -> None:
        if slot.pool is None:
            return
        progress = self._progress.read(slot.number)
        if slot.job is not None and progress is not None:
            _kill(progress.pid)
        pool, slot.pool, slot.future = slot.pool, None, None
        pool.stop()
        with contextlib.suppress(RuntimeError, OSError):
            pool.join()

    def _end(self, slot: _Slot) -> tuple[Job, Outcome] | None:
        """The outcome of the slot's document, or None when it is tried again."""
        job = slot.job
        assert job is not None
        error = BrokenProcessPool() if slot.future.cancelled() else slot.future.exception()
        if error is None:
            outcome = slot.future.result()
            slot.job = None
            return job, final(job, outcome, slot.exits)
        asked = isinstance(error, ProcessExpired) and error.exitcode == worker.RECYCLE
        ended = isinstance(error, (BrokenProcessPool, ProcessExpired))
        if asked or (ended and self._progress.read(slot.number) is None):
            slot.recycled += 1
            if slot.recycled >= (KILLED_STARTS if ended_from_outside(error) else STARTS):
                raise WorkersFail(f"a worker ended {slot.recycled} times before it began a document", file=job.path)
            self._begin(slot)
            return None
        end = self._exit(slot, error)
        slot.exits.append(end)
        log.info("%s: %s at page %s", job.path, end.code, end.page)
        trial = next_trial(job, slot.exits)
        if trial is not None:
            slot.job = trial
            self._begin(slot)
            return None
        slot.job = None
        return replace_avoid(job), final(job, None, slot.exits)

    def _exit(self, slot: _Slot, error: BaseException) -> WorkerExit:
        progress = self._progress.read(slot.number)
        now = time.monotonic()
        if ended_from_outside(error):
            self._drop(slot)  # it may have died with the key to the queue in its hand
        self._progress.clear(slot.number)
        return WorkerExit.of(error, slot.killed, progress, slot.held, self.limits, now - slot.since)

    def _watch(self) -> None:
        now = time.monotonic()
        passed, self._looked = min(now - self._looked, LONGEST_LOOK), now
        for slot in self._slots:
            if slot.job is None or slot.killed:
                continue
            progress = self._progress.read(slot.number)
            if progress is None:
                slot.waited += passed
                if slot.waited > START_TIME:
                    self._restart(slot)
                continue
            slot.held = max(slot.held, memory.resident(progress.pid))
            slot.killed = self._breach(slot, progress, passed)
            if slot.killed:
                _kill(progress.pid)

    def _breach(self, slot: _Slot, progress: Progress, passed: float) -> str | None:
        """The limit that the worker broke, if any; *passed* seconds by the clock since the last look."""
        limits = self.limits
        if slot.held > limits.memory:
            return OutOfMemory.code
        whole = limits.seconds + limits.page_seconds * progress.pages + limits.seconds
        use = cpu.used(progress.pid)
        if use is None:
            return None
        grown, slot.cpu = use.seconds - slot.cpu, use.seconds
        slot.still = 0.0 if use.ready else max(0.0, slot.still + passed - grown / ASLEEP)
        if use.seconds - progress.step_begun > limits.seconds or use.seconds - progress.begun > whole:
            return OutOfTime.code
        return OutOfTime.code if slot.still > limits.seconds else None

    def _restart(self, slot: _Slot) -> None:
        """A worker that never began: its pool is thrown away; the document is tried with another."""
        future = slot.future
        self._drop(slot)
        slot.future = future
        if not future.cancel():
            self._ended.put((slot, future))


def replace_avoid(job: Job) -> Job:
    """The job as it was submitted first."""
    return replace(job, avoid=frozenset())


def _kill(pid: int) -> None:
    with contextlib.suppress(OSError):
        os.kill(pid, getattr(signal, "SIGKILL", signal.SIGTERM))
