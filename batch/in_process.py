"""The worker that is no worker: documents read one after the other in this very process, without limits.

For ``--verbose``, where a person wants to see every decision as it falls, and for debuggers.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor

from iku.batch.job import Job, Outcome
from iku.batch.worker import read_one
from iku.batch.worker_exits import WorkerExit, final


class InProcessWorkers:
    """As ``batch.pool.Pool``, but ``wait`` does the work."""

    def __init__(self, work: Callable[[Job], Outcome] = read_one) -> None:
        self._work = work
        self._thread = ThreadPoolExecutor(1)  # one and always the same: pdfium wants no more
        self._job: Job | None = None

    @property
    def idle(self) -> bool:
        return self._job is None

    @property
    def busy(self) -> int:
        return int(self._job is not None)

    def submit(self, job: Job) -> None:
        self._job = job

    def wait(self, timeout: float) -> list[tuple[Job, Outcome]]:
        """Reads the document, however long it takes; *timeout* only counts when there is none."""
        job, self._job = self._job, None
        if job is None:
            time.sleep(timeout)
            return []
        future: Future[Outcome] = self._thread.submit(self._work, job)
        error = future.exception()
        if error is None:
            return [(job, future.result())]
        return [(job, final(job, None, [WorkerExit.of(error, None, None, 0, job.limits, 0.0)]))]

    def close(self) -> None:
        self._thread.shutdown()
