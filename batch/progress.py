"""How far every worker is: one slot each in a small shared file, written by the worker, read by the watch.

A file and not a pipe, because it still tells when the worker is dead.
"""

from __future__ import annotations

import os
import struct
import sys
import tempfile
from dataclasses import dataclass
from multiprocessing import reduction
from typing import Any, get_args

from iku.extract.guard import Step

STEPS: tuple[Step, ...] = get_args(Step)
_SLOT = struct.Struct("<qqqqdd")


@dataclass(frozen=True, slots=True)
class Progress:
    """``pid`` works on ``page`` (0: the file as a whole) in ``step``; times are its CPU seconds
    (``time.process_time``) when the document and the step began."""

    pid: int
    pages: int
    page: int
    step: Step
    begun: float
    step_begun: float


class ProgressFile:
    """The shared file. Make it once with ``ProgressFile.make`` and give it to workers as they are started. Where the
    system can, it has no name and goes with its last process, however that ends."""

    def __init__(self, file: int, path: str | None = None) -> None:
        self._file, self._path = file, path

    @staticmethod
    def make(slots: int) -> ProgressFile:
        """A new file in the system's folder for temporary files."""
        handle, path = tempfile.mkstemp(prefix="iku-", suffix=".progress")
        os.write(handle, bytes(_SLOT.size * slots))
        if sys.platform == "win32":
            return ProgressFile(handle, path)
        os.unlink(path)
        return ProgressFile(handle)

    def __reduce__(self) -> tuple[Any, ...]:
        if self._path is not None:
            return _named, (self._path,)
        return _inherited, (reduction.DupFd(self._file),)

    def write(self, slot: int, progress: Progress) -> None:
        p = progress
        self._put(slot, _SLOT.pack(p.pid, p.pages, p.page, STEPS.index(p.step), p.begun, p.step_begun))

    def clear(self, slot: int) -> None:
        self._put(slot, bytes(_SLOT.size))

    def read(self, slot: int) -> Progress | None:
        """None when nothing was begun there."""
        if sys.platform == "win32":
            os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
            content = os.read(self._file, _SLOT.size)
        else:
            content = os.pread(self._file, _SLOT.size, slot * _SLOT.size)
        pid, pages, page, step, begun, step_begun = _SLOT.unpack(content)
        return Progress(pid, pages, page, STEPS[step], begun, step_begun) if pid else None

    def _put(self, slot: int, content: bytes) -> None:
        if sys.platform == "win32":
            os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
            os.write(self._file, content)
        else:
            os.pwrite(self._file, content, slot * _SLOT.size)  # processes share one place in the file

    def close(self) -> None:
        os.close(self._file)
        if self._path is not None:
            os.unlink(self._path)


def _inherited(file: Any) -> ProgressFile:
    return ProgressFile(file.detach())


def _named(path: str) -> ProgressFile:
    return ProgressFile(os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0)))
