"""How far every worker is: one slot each in a small shared file, written by the worker, read by the watch.

A file and not a pipe, because it still tells when the worker is dead.
"""

from __future__ import annotations

import os
import struct
import tempfile
from dataclasses import dataclass
from typing import get_args

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
    """The shared file. Make it once with ``ProgressFile.make``; workers open the same path."""

    def __init__(self, path: str) -> None:
        self.path = path
        self._file = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))

    @staticmethod
    def make(slots: int) -> ProgressFile:
        """A new file in the system's folder for temporary files."""
        handle, path = tempfile.mkstemp(prefix="iku-", suffix=".progress")
        os.write(handle, bytes(_SLOT.size * slots))
        os.close(handle)
        return ProgressFile(path)

    def write(self, slot: int, progress: Progress) -> None:
        p = progress
        self._put(slot, _SLOT.pack(p.pid, p.pages, p.page, STEPS.index(p.step), p.begun, p.step_begun))

    def clear(self, slot: int) -> None:
        self._put(slot, bytes(_SLOT.size))

    def read(self, slot: int) -> Progress | None:
        """None when nothing was begun there."""
        os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
        pid, pages, page, step, begun, step_begun = _SLOT.unpack(os.read(self._file, _SLOT.size))
        return Progress(pid, pages, page, STEPS[step], begun, step_begun) if pid else None

    def _put(self, slot: int, content: bytes) -> None:
        os.lseek(self._file, slot * _SLOT.size, os.SEEK_SET)
        os.write(self._file, content)

    def close(self, *, remove: bool = False) -> None:
        os.close(self._file)
        if remove:
            os.unlink(self.path)
