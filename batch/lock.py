"""One run at a time on an output folder. The system lets go of the lock when its holder ends, however it ends."""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from pathlib import Path
from typing import IO

from iku.extract.errors import OutputBusy, OutputUnwritable

NAME = "kunci"


class RunLock:
    """A context: raises ``OutputBusy`` when another process holds the lock of *folder* (made if it is not there)."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._file: IO[str] | None = None

    def __enter__(self) -> RunLock:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            file = open(self._path, "a+", encoding="utf-8")  # noqa: SIM115  # held until the run ends
        except OSError as error:
            raise OutputUnwritable(error.strerror or "cannot be made", file=str(self._path.parent)) from error
        try:
            _hold(file)
        except OSError as error:
            file.seek(0)
            holder = file.read(200).strip() or "unknown"
            file.close()
            raise OutputBusy(f"another run works here ({holder})", file=str(self._path.parent.parent)) from error
        with contextlib.suppress(OSError):  # a full disk tells itself later, where something is lost by it
            file.seek(0)
            file.truncate()
            file.write(f"process {os.getpid()} on {socket.gethostname()}\n")
            file.flush()
        self._file = file
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with contextlib.suppress(OSError):
                self._file.close()
            self._file = None


def _hold(file: IO[str]) -> None:
    if sys.platform == "win32":
        import msvcrt

        file.seek(0)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
