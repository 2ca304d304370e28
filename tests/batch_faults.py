"""Faults injected into workers: a document whose name names a fault meets it at its second page."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from iku.batch import worker
from iku.batch.job import Job, Outcome
from iku.extract.guard import Step

LOG = "IKU_TEST_LOG"
"""Environment variable: a file to which every begun document adds its name."""


def _hang() -> None:
    time.sleep(3600)


def _spin() -> None:
    while True:
        pass


def _paused() -> None:
    subprocess.Popen(["sh", "-c", f"sleep 4; kill -CONT {os.getpid()}"])
    os.kill(os.getpid(), signal.SIGSTOP)


def _crash() -> None:
    ctypes.string_at(0)


def _swallow() -> None:
    held = []
    while True:
        held.append(bytearray(os.urandom(1)) * (64 << 20))
        time.sleep(0.02)


def _refused() -> None:
    raise MemoryError


def _killed() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _stumble() -> None:
    raise KeyError("a fault of the program")


FAULTS = {f.__name__[1:]: f for f in (_hang, _spin, _paused, _crash, _swallow, _refused, _killed, _stumble)}


class Faulty(worker.Reading):
    """Meets the fault that the file's name names at ``read 2``; ``always-`` before it: at every page."""

    def allows(self, step: Step, page: int = 0) -> bool:
        allowed = super().allows(step, page)
        name = Path(self.job.path).name
        marker = Path(self.job.path).with_suffix(".once")
        if name.startswith("once-") and step == "read" and page == 2 and not marker.exists():
            marker.touch()
            _killed()
        fault = FAULTS.get(name.split("-")[0].removesuffix(".pdf"))
        if "always-" in name:
            fault = FAULTS[name.split("-")[1].removesuffix(".pdf")]
        if fault and allowed and step == "read" and (page == 2 or "always-" in name):
            fault()
        return allowed


def work(job: Job) -> Outcome:
    """``batch.worker.read_one`` with faults."""
    log = os.environ.get(LOG)
    if log:
        with open(log, "a", encoding="utf-8") as file:
            file.write(Path(job.path).name + "\n")
    worker.Reading = Faulty  # type: ignore[misc]
    name = Path(job.path).name
    if name.startswith("vanish"):
        Path(job.path).unlink(missing_ok=True)
    if name.startswith("away") and not Path(job.path).with_suffix(".back").exists():
        return replace_path(job)
    if name.startswith("schema"):
        return _with_broken_schema(job)
    if name.startswith("ocr"):
        _spoil_ocr()
    return worker.read_one(job)


def replace_path(job: Job) -> Outcome:
    """Read as if the file were away just now."""
    return worker.read_one(replace(job, path=job.path + ".away"))


def _with_broken_schema(job: Job) -> Outcome:
    from iku import pipeline

    honest = pipeline.convert_document

    def broken(*arguments: Any) -> Any:
        result = honest(*arguments)
        result.dokumen = replace(result.dokumen, jenis="bukan jenis")
        return result

    pipeline.convert_document = broken
    try:
        return worker.read_one(job)
    finally:
        pipeline.convert_document = honest


def _spoil_ocr() -> None:
    from iku.extract.scan import engine

    honest = engine.characters()
    spoiled = [*honest[:1], *("\ud800" if i % 3 else "\x1b" for i in range(len(honest) - 1))]
    engine.characters = lambda: spoiled
