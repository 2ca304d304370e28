"""Inside a worker: one document read under its limits, its result validated and packed."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
import threading
import time
import zlib
from multiprocessing.connection import wait
from pathlib import Path

from iku.batch import memory
from iku.batch.job import Job, Outcome
from iku.batch.progress import Progress, ProgressFile
from iku.extract.errors import IkuError, InputChanged, OutOfTime, SchemaBroken
from iku.extract.guard import Step

RECYCLE = 75
"""Exit code of a worker that asks to be replaced before it begins the document it was given."""
_ADDRESSES = 3
"""The system refuses this many times the memory limit: libraries map far more addresses than they use."""
_progress: tuple[ProgressFile, int] | None = None


def start(progress: ProgressFile, slot: int, limit: int) -> None:
    """First thing in a worker: its slot of the progress file, its limits, and an end when the parent ends."""
    global _progress
    _progress = (progress, slot)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()
    import iku.batch.preload  # noqa: F401  # forked workers have it already

    memory.forbid_more_than(_ADDRESSES * limit)


def _end_with(sentinel: int) -> None:
    wait([sentinel])
    os._exit(1)


class Reading:
    """The guard of one document: writes every step down, refuses steps to avoid and pages after the time.

    Time is CPU seconds of this process, so a busy machine costs no page."""

    def __init__(self, job: Job) -> None:
        self.job, self.pages, self.out_of_time = job, 0, False
        self.begun = time.process_time()
        self.allows("open")

    def opened(self, pages: int) -> None:
        self.pages = pages
        self.allows("open")

    def allows(self, step: Step, page: int = 0) -> bool:
        if (step, page) in self.job.avoid:
            return False
        now, limits = time.process_time(), self.job.limits
        if step == "read" and now - self.begun > limits.seconds + limits.page_seconds * self.pages:
            self.out_of_time = True
            return False
        if _progress is not None:
            _progress[0].write(_progress[1], Progress(os.getpid(), self.pages, page, step, self.begun, now))
        return True


def read_one(job: Job) -> Outcome:
    """Read one document. A typed error is its outcome; anything else is raised, and whoever waits makes it one."""
    if memory.resident(os.getpid()) > job.limits.keep:
        os._exit(RECYCLE)
    memory.reset_peak()
    reading, begun = Reading(job), time.monotonic()
    outcome = Outcome(job.hash)
    try:
        _read(job, reading, outcome)
    except IkuError as error:
        outcome.code, outcome.reason, outcome.page = error.code, error.message, error.page
    outcome.pages = outcome.pages or reading.pages
    outcome.seconds, outcome.cpu = time.monotonic() - begun, time.process_time() - reading.begun
    outcome.memory = memory.peak()
    if _progress is not None:
        _progress[0].clear(_progress[1])
    return outcome


def _read(job: Job, reading: Reading, outcome: Outcome) -> None:
    from iku.pipeline import convert_document
    from iku.schemas.validate import validate_agency
    from iku.schemas.write import agency_file_name, newest_first, part_of, to_json

    path = Path(job.path)
    hasil = convert_document(path, job.options, reading)
    document = hasil.dokumen
    if document.id != job.hash:
        raise InputChanged("its content is not that which was found first", file=job.path)
    file = to_json(hasil.instansi, [document], nip=job.options.nip)
    problems = validate_agency(file)
    if problems:
        raise SchemaBroken(problems[0].text("en"), file=job.path)
    part = part_of(file)
    outcome.file = agency_file_name(hasil.instansi, [document])
    outcome.instansi, outcome.dokumen = part.instansi, zlib.compress(part.dokumen.encode("utf-8"), 6)
    outcome.order = json.dumps(newest_first(document))
    outcome.pages, outcome.records = document.jumlah_halaman, len(document.indikator)
    outcome.hasil = hasil if job.whole else None
    if reading.out_of_time:
        outcome.code = OutOfTime.code
        outcome.reason = f"not all pages were read in {job.limits.time}"
