"""Which workers a run gets, and how many."""

from __future__ import annotations

import os
from dataclasses import replace

from iku.batch import memory
from iku.batch.job import MEGABYTE, Limits
from iku.batch.run import MakeWorkers, Workers

FEW_JOBS, SMALL = 6, 2 * MEGABYTE
"""So few documents of so many bytes together (digital ones: scans are larger) are read sooner by one worker than a
second one has filled its tables."""
_EACH = 700 * MEGABYTE
"""What a worker that reads scans holds; a machine with little memory gets fewer workers than cores."""


def workers_of_machine() -> int:
    """One for every core that this process may use, but none for which there is no memory."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    known = memory.total()
    return max(1, min(cores, int(0.8 * known) // _EACH)) if known else cores


def fitting(limits: Limits, workers: int) -> Limits:
    """*limits* with no more memory than each of *workers* can have at once, but enough to read a scan."""
    known = memory.total()
    if not known:
        return limits
    share = max(_EACH, int(0.9 * known) // workers)
    return replace(limits, memory=min(limits.memory, share), keep=min(limits.keep, share))


def here_or_pool(workers: int | None, limits: Limits) -> MakeWorkers:
    """Processes of this machine: *workers* of them, by default as many as it bears; 0 reads in this very process."""

    def make(jobs: int, size: int) -> Workers:
        if workers == 0:
            from iku.batch.in_process import InProcessWorkers

            return InProcessWorkers()
        from iku.batch.pool import Pool

        small = jobs <= FEW_JOBS and size <= SMALL
        count = min(workers or (1 if small else workers_of_machine()), max(1, jobs))
        return Pool(count, fitting(limits, count))

    return make
