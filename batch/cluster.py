"""The same documents, limits and results on the workers of a Dask cluster (extra ``cluster``).

A Dask worker does not read itself: it keeps a watched process (``batch.pool``) for each of its threads and hands the
document on, so that a bad file costs no Dask worker. A Dask worker that dies is the scheduler's business: its documents
are given to another. Files are read from a path that all machines share; the ledger stays where the command runs.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections.abc import Callable
from queue import Empty, SimpleQueue
from typing import Any

from iku.batch.job import Job, Limits, Outcome
from iku.batch.pool import Pool
from iku.batch.program import program
from iku.batch.run import MakeWorkers, Workers
from iku.batch.worker import read_one
from iku.extract.errors import ClusterLost, ProcessKilled

CONNECT = 30  # seconds to find the scheduler
ASK_EVERY = 2.0  # seconds between two questions how many threads the cluster has
QUEUED = 2  # documents given to the cluster for every thread it has: one read, one waiting
_here = threading.local()


def on_cluster(address: str, limits: Limits, work: Callable[[Job], Outcome] = read_one) -> MakeWorkers:
    """Workers of the cluster whose scheduler listens at *address*; raise ``ClusterLost`` when it cannot be used."""

    def make(jobs: int, size: int) -> Workers:
        return ClusterWorkers(address, limits, work)

    return make


class ClusterWorkers:
    """As ``batch.pool.Pool``. Raises ``ClusterLost`` when nobody answers, or when somebody runs another program."""

    def __init__(self, address: str, limits: Limits, work: Callable[[Job], Outcome] = read_one) -> None:
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterLost("the extra 'cluster' is not installed: pip install 'iku[cluster]'") from error
        try:
            self._client = Client(address, timeout=CONNECT, set_as_default=False)
        except (OSError, ValueError) as error:
            raise ClusterLost(f"no scheduler answers: {error}", file=address) from error
        self._limits, self._work = limits, work
        self._jobs: dict[str, tuple[Job, Any]] = {}
        self._ended: SimpleQueue[str] = SimpleQueue()
        self._number, self._threads, self._asked = 0, 0, -ASK_EVERY
        self._check(address)

    def _check(self, address: str) -> None:
        """All workers run this very program. Raises ``ClusterLost``."""
        try:
            others = {w: p for w, p in self._client.run(program, on_error="return").items() if p != program()}
        except OSError as error:
            raise ClusterLost(f"the cluster went away: {error}", file=address) from error
        if others:
            worker, other = next(iter(others.items()))
            self._client.close()
            raise ClusterLost(f"{worker} runs {str(other)[:120]}, this is {program()}", file=address)

    @property
    def idle(self) -> bool:
        now = time.monotonic()
        if now - self._asked > ASK_EVERY:
            self._threads, self._asked = sum(self._client.nthreads().values()), now
        return len(self._jobs) < QUEUED * max(1, self._threads)

    @property
    def busy(self) -> int:
        return len(self._jobs)

    def submit(self, job: Job) -> None:
        """Give *job* to the cluster; it is retried when the worker that has it dies."""
        self._number += 1
        key = f"iku-{self._number}-{job.hash[:16]}"
        future = self._client.submit(read_isolated, job, self._limits, self._work, key=key, pure=False, retries=2)
        self._jobs[key] = (job, future)
        future.add_done_callback(lambda f: self._ended.put(f.key))

    def wait(self, timeout: float) -> list[tuple[Job, Outcome]]:
        """As ``Pool.wait``. Raises ``ClusterLost`` when the scheduler is gone."""
        if self._client.status != "running":
            raise ClusterLost("the scheduler went away; run again to go on")
        done = []
        try:
            key = self._ended.get(timeout=timeout)
            while True:
                if key in self._jobs:
                    done.append(self._outcome(key))
                key = self._ended.get_nowait()
        except Empty:
            return done

    def _outcome(self, key: str) -> tuple[Job, Outcome]:
        job, future = self._jobs.pop(key)
        if future.status in ("cancelled", "lost"):
            raise ClusterLost("the scheduler went away; run again to go on")
        error = None if future.status == "finished" else future.exception()
        if error is None:
            return job, future.result()
        reason = f"no worker of the cluster survived it: {type(error).__name__}"
        return job, Outcome(job.hash, ProcessKilled.code, reason)

    def close(self) -> None:
        """Let go of the cluster; it goes on without us, our documents do not."""
        for _, future in self._jobs.values():
            future.cancel()
        self._client.close()


def read_isolated(job: Job, limits: Limits, work: Callable[[Job], Outcome]) -> Outcome:
    """On a worker of the cluster: read *job* in this thread's own watched process, kept warm for the next."""
    pool = getattr(_here, "pool", None)
    if pool is None:
        # Workers under a nanny are daemons, which may not have children; ours end with their parent (batch.worker).
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        pool = _here.pool = Pool(1, limits, work)
    pool.submit(job)
    while True:
        for _, outcome in pool.wait(5.0):
            return outcome
