"""Workers that died while they read: what it was, whether to try again, and what the document's outcome is then."""

from __future__ import annotations

import signal
import traceback
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, replace

from pebble import ProcessExpired

from iku.batch.job import MEGABYTE, Job, Limits, Outcome
from iku.batch.progress import Progress
from iku.extract.errors import IkuError, OutOfMemory, OutOfTime, ProcessDied, ProcessKilled, ProgramFault
from iku.extract.guard import Step

TRIALS, KILLS = 4, 12
"""Times that a document is begun, and times that it is when something outside ends its workers."""
SAME_PLACE = 3
"""Ends from outside at one page, after which the page is left out: the system may end the worker for what it does."""
_NEAR = 0.7
"""A worker that dies by itself with this part of its memory limit in use died of it."""
_FAULTS = frozenset(
    -getattr(signal, name) for name in ("SIGSEGV", "SIGBUS", "SIGILL", "SIGFPE", "SIGABRT", "SIGSYS", "SIGTRAP")
    if hasattr(signal, name)
)  # fmt: skip
"""Exit codes of a process that fell over its own work; any other signal came from outside."""
SERVER_GONE = 255
"""Exit code of a worker whose server, which alone could tell it, is gone (``multiprocessing.popen_forkserver``)."""
_AVOIDABLE: tuple[Step, ...] = ("look", "read", "compare")


@dataclass(frozen=True, slots=True)
class WorkerExit:
    """``outside``: ended by a signal that was not ours (the system short of memory, a person); ``seconds`` of this
    trial, ``held`` bytes at the last look."""

    code: str
    reason: str
    step: Step = "open"
    page: int = 0
    pages: int = 0
    seconds: float = 0.0
    held: int = 0
    outside: bool = False

    @staticmethod
    def of(
        error: BaseException, killed: str | None, progress: Progress | None, held: int, limits: Limits, seconds: float
    ) -> WorkerExit:
        """The end that *error* tells of; *killed* is why the watch ended the worker, if it did."""
        code, reason = _cause(error, killed, held, limits)
        outside = not killed and ended_from_outside(error)
        if progress is None:
            return WorkerExit(code, reason, seconds=seconds, held=held, outside=outside)
        return WorkerExit(code, reason, progress.step, progress.page, progress.pages, seconds, held, outside)


def next_trial(job: Job, exits: Sequence[WorkerExit]) -> Job | None:
    """The job to try after the last of *exits*; None when there is nothing left to try.

    An end from outside says nothing about the document: it is read again as it is, unless it comes at one place again
    and again."""
    last = exits[-1]
    if len(exits) >= KILLS or sum(not d.outside for d in exits) >= TRIALS:
        return None
    if last.outside and sum((d.step, d.page) == (last.step, last.page) for d in exits) < SAME_PLACE:
        return job
    if last.step in _AVOIDABLE and last.page:
        return replace(job, avoid=job.avoid | {(last.step, last.page)})
    return None


def final(job: Job, outcome: Outcome | None, exits: Sequence[WorkerExit]) -> Outcome:
    """The outcome that counts: that of the last trial, but with the code of the end that cost a page."""
    if outcome is None:
        last = exits[-1]
        outcome = Outcome(job.hash, last.code, last.reason, last.page or None, last.pages, memory=last.held, attempts=0)
    cost = [d for d in exits if d.step != "compare" and (d.step, d.page) in job.avoid]
    if cost and outcome.code in (None, OutOfTime.code):
        pages = ", ".join(str(p) for p in sorted({d.page for d in cost}))
        outcome.code, outcome.page = cost[0].code, cost[0].page
        outcome.reason = f"{cost[0].reason} (without page {pages})"
    outcome.attempts += len(exits)
    outcome.seconds += sum(d.seconds for d in exits)
    outcome.memory = max(outcome.memory, *(d.held for d in exits)) if exits else outcome.memory
    return outcome


def _cause(error: BaseException, killed: str | None, held: int, limits: Limits) -> tuple[str, str]:
    if killed == OutOfTime.code:
        return killed, f"no end within the limit of {limits.time}"
    if killed == OutOfMemory.code or isinstance(error, MemoryError):
        return OutOfMemory.code, f"more than {limits.memory // MEGABYTE} MB needed"
    if killed:
        return killed, "the worker did not start"
    if isinstance(error, BrokenProcessPool):
        return ProcessKilled.code, "the process that starts the workers went away"
    if isinstance(error, ProcessExpired):
        if held >= _NEAR * limits.memory:
            return OutOfMemory.code, f"the process died with {held // MEGABYTE} MB"
        if ended_from_outside(error):
            return ProcessKilled.code, f"the process was ended from outside ({_signal_name(error.exitcode)})"
        return ProcessDied.code, f"the process died ({_signal_name(error.exitcode)})"
    if isinstance(error, IkuError):
        return error.code, error.message
    return ProgramFault.code, f"{type(error).__name__}: {str(error)[:200]} {_where(error)}".rstrip()


def ended_from_outside(error: BaseException) -> bool:
    """Whether a signal ended the worker that is not the mark of a fault: the system short of memory, a person."""
    if isinstance(error, BrokenProcessPool):
        return True
    code = error.exitcode if isinstance(error, ProcessExpired) else None
    return code is not None and (code == SERVER_GONE or code < 0 and code not in _FAULTS)


def _signal_name(exitcode: int | None) -> str:
    try:
        return signal.Signals(-(exitcode or 0)).name
    except ValueError:
        return f"exit code {exitcode}"


def _where(error: BaseException) -> str:
    """The line of our code that stumbled, from the worker's traceback."""
    told = getattr(error, "traceback", None) or "".join(traceback.format_exception(error))
    lines = [line.strip() for line in str(told).splitlines() if line.strip().startswith("File ")]
    parts = lines[-1].split('"') if lines else []
    if len(parts) < 3:
        return ""
    name = "/".join(parts[1].replace("\\", "/").split("/")[-2:])
    return f"at {name}{parts[2].replace(', line ', ':').split(',')[0]}"
