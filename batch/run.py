"""A batch on an output folder: finds, skips what is done, reads the rest, and leaves files that any run would leave."""

from __future__ import annotations

import heapq
import os
import time
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from iku.batch.agencies import Published, publish_agencies
from iku.batch.discover import Found, Walker, content_hash, roots_of, walk
from iku.batch.job import Job, Limits, Outcome
from iku.batch.ledger import FOLDER, Ledger
from iku.batch.lock import RunLock
from iku.batch.program import program
from iku.batch.report import write_report
from iku.batch.shard import Shard, ledgers_of_shards
from iku.batch.summary import Line, lines
from iku.extract.errors import PASSING, Unreadable
from iku.options import Options

FEW = 40
"""A run over so many files tells a line about each document."""
WINDOW = 64
"""Documents looked ahead: the largest of them is read first, so that no worker is left with it at the end."""


class Workers(Protocol):
    """Where documents are read: processes of this machine (``batch.pool``) or a cluster (``batch.cluster``)."""

    @property
    def idle(self) -> bool: ...
    @property
    def busy(self) -> int: ...
    def submit(self, job: Job) -> None: ...
    def wait(self, timeout: float) -> list[tuple[Job, Outcome]]: ...
    def close(self) -> None: ...


class MakeWorkers(Protocol):
    """Makes the workers when there is something to read: *jobs* documents of *size* bytes are known to wait."""

    def __call__(self, jobs: int, size: int) -> Workers: ...


@dataclass(frozen=True, slots=True)
class Order:
    """What to do: convert *paths* into *out*. ``fresh`` reads everything again, ``retry_failed`` what has a code;
    ``shard`` reads its share only and leaves the agency files to the run that joins the shards."""

    paths: Sequence[Path]
    out: Path
    options: Options = Options()
    limits: Limits = Limits()
    fresh: bool = False
    retry_failed: bool = False
    shard: Shard | None = None

    @property
    def folder(self) -> Path:
        """Where ledger and report of this run stand."""
        return self.out / self.shard.folder if self.shard else self.out


@dataclass(slots=True)
class Tally:
    """Counts of a run: files found, documents done now (``failed`` and ``partial`` among them) and before (``skipped``;
    ``failed_before`` among them), pages of those done now, files that could not be read, files no longer there.
    ``again``: tried again because of a trouble of the moment, in this run or an earlier one; ``passing``: those that
    ended with one, so that the next run tries them."""

    found: int = 0
    walked: bool = False
    skipped: int = 0
    failed_before: int = 0
    done: int = 0
    failed: int = 0
    partial: int = 0
    pages: int = 0
    unreadable: int = 0
    twins: int = 0
    gone: int = 0
    absorbed: int = 0
    records: int = 0
    waiting: int = 0
    again: int = 0
    passing: int = 0


@dataclass(slots=True)
class Batch:
    """One run. Iterate over ``run``; afterwards ``published`` and ``tally`` say what came of it."""

    order: Order
    make: MakeWorkers
    tally: Tally = field(default_factory=Tally)
    published: Published = field(default_factory=Published)
    lines: list[Line] = field(default_factory=list)
    _told: list[tuple[Path, Outcome]] = field(default_factory=list)
    _heap: list[tuple[int, int, bytes, str]] = field(default_factory=list)
    _queued: set[str] = field(default_factory=set)
    _settings: str = ""
    _number: int = 0
    _failed: list[Job] = field(default_factory=list)
    _missed: list[Found] = field(default_factory=list)
    _alone: bool = False
    _tried: set[str] = field(default_factory=set)

    def run(self) -> Generator[tuple[Path, Outcome], None, None]:
        """Do it; yields every document as it ends. Agency files and report are written at the end, also when the run
        is stopped (Ctrl-C). Raises ``OutputBusy``, ``OutputUnwritable``, ``LedgerBroken``, ``Unreadable``."""
        order = self.order
        self._settings = order.options.digest()
        with RunLock(order.folder / FOLDER):
            ledger = Ledger.open(order.folder)
            try:
                if order.fresh or order.retry_failed:
                    ledger.forget(failed_only=not order.fresh)
                if order.shard is None:
                    for path in ledgers_of_shards(order.out):
                        self.tally.absorbed += ledger.absorb(path, program(), self._settings) or 0
                roots = roots_of(order.paths)
                yield from self._convert(ledger, roots)
                if self.tally.found:
                    self.tally.gone = ledger.drop_missing(roots)
            finally:
                try:
                    self._finish(ledger)
                finally:
                    ledger.close()

    def _finish(self, ledger: Ledger) -> None:
        self.tally.again = len(self._tried)
        ledger.flush()
        if self.order.shard is None:
            self.published = publish_agencies(ledger, self.order.out)
        if self.tally.found:
            write_report(ledger, self.order.folder, program())
        if ledger.rows("SELECT count(*) FROM files")[0][0] <= FEW:
            self.lines = list(lines(ledger))

    def _convert(self, ledger: Ledger, roots: Sequence[bytes]) -> Iterator[tuple[Path, Outcome]]:
        walker, workers = Walker(roots), None
        try:
            while True:
                self._fill(ledger, walker, workers)
                while self._told:
                    yield self._told.pop(0)
                if walker.empty and not self._heap and not (workers and workers.busy):
                    self._queue_rest(ledger)
                    if not self._heap and not self._told:
                        break
                if self._heap and workers is None:
                    workers = self.make(len(self._heap), -sum(entry[0] for entry in self._heap))
                while self._heap and workers is not None and workers.idle and not (self._alone and workers.busy):
                    self._submit(ledger, workers)
                if workers is not None and workers.busy:
                    for job, outcome in workers.wait(0.5):
                        if self._record(ledger, job, outcome):
                            yield Path(job.path), outcome
        finally:
            walker.stop()
            if workers is not None:
                workers.close()

    def _fill(self, ledger: Ledger, walker: Walker, workers: Workers | None) -> None:
        """Take files from the walker until the window is full; not longer than a moment while workers wait for us."""
        until = time.monotonic() + 0.2
        waiting = workers is None or workers.idle
        while len(self._heap) < WINDOW and not walker.empty:
            found = walker.take(0.05 if not self._heap else 0)
            self.tally.found, self.tally.walked = walker.found, walker.all
            if found is None:
                if self._heap or (workers and workers.busy):
                    return
                continue
            self._look(ledger, found)
            if time.monotonic() > until and (self._heap or not waiting):
                return

    def _queue_rest(self, ledger: Ledger) -> None:
        """What is left when all else is done: results that carry another name, then, each alone, what failed for a
        trouble of the moment."""
        for content, path in ledger.misnamed():
            self._queue(0, path, content)
        if self._heap or self._alone:
            return
        self._alone = True
        for missed in self._missed:
            for found in walk([missed.path]):
                self._look(ledger, found)
        for job in self._failed:
            self._queue(0, os.fsencode(job.path), job.hash)
        self._tried.update(os.fsdecode(missed.path) for missed in self._missed)
        self._tried.update(job.hash for job in self._failed)
        self._missed.clear()
        self._failed.clear()

    def _look(self, ledger: Ledger, found: Found) -> None:
        """Queue a file that must be read; count one that is done, or that cannot be read."""
        if self.order.shard and not self.order.shard.has(found.path):
            return
        if found.problem:
            self._unreadable(ledger, found, found.problem)
            return
        content = ledger.known_hash(found)
        if content:
            ledger.still(found)
        else:
            looked = time.time_ns()
            try:
                content = content_hash(found.path)
            except Unreadable as error:
                self._unreadable(ledger, found, error.message)
                return
            ledger.saw(found, content, looked)
        known = ledger.document(content)
        if content in self._queued:
            self.tally.twins += 1
        elif known and (known.program, known.settings) == (program(), self._settings) and known.code not in PASSING:
            self._queued.add(content)
            self.tally.skipped += 1
            self.tally.failed_before += known.code is not None
        else:
            if known is not None and known.code in PASSING:
                self._tried.add(content)
            self._queue(found.size, found.path, content)

    def _unreadable(self, ledger: Ledger, found: Found, reason: str) -> None:
        ledger.saw(found, None, 0, Unreadable.code, reason)
        ledger.keep_under(found.path)
        if not self._alone:
            self._missed.append(found)
            return
        self.tally.unreadable += 1
        self.tally.passing += 1
        self._told.append((Path(os.fsdecode(found.path)), Outcome("", Unreadable.code, reason)))

    def _queue(self, size: int, path: bytes, content: str) -> None:
        self._number += 1
        self._queued.add(content)
        heapq.heappush(self._heap, (-size, self._number, path, content))
        self.tally.waiting = len(self._heap)

    def _submit(self, ledger: Ledger, workers: Workers) -> None:
        _, _, path, content = heapq.heappop(self._heap)
        self.tally.waiting = len(self._heap)
        ledger.begin([content])
        workers.submit(Job(os.fsdecode(path), content, self.order.options, self.order.limits))

    def _record(self, ledger: Ledger, job: Job, outcome: Outcome) -> bool:
        """Keep an outcome; False for one that is tried again before this run ends."""
        passing = outcome.code in PASSING
        ledger.record(outcome, os.fsencode(os.path.basename(job.path)), program(), self._settings)
        if passing and not self._alone:
            self._failed.append(job)
            return False
        tally = self.tally
        tally.passing += passing
        tally.done += 1
        tally.pages += outcome.pages
        tally.records += outcome.records
        tally.failed += outcome.code is not None and not outcome.partial
        tally.partial += outcome.partial
        return True
