"""Finds the PDF files of a tree in the order of their paths, while others already read the first ones.

Links to folders are not followed; what cannot be listed is told, not passed over.
"""

from __future__ import annotations

import hashlib
import os
import stat
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, Queue

from iku.extract.errors import Unreadable

AHEAD = 200_000  # files found and not yet asked for
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Found:
    """A file by its absolute path, as bytes because names need not be text; ``problem`` says why it cannot be read."""

    path: bytes
    size: int = 0
    mtime: int = 0  # nanoseconds
    problem: str | None = None


def roots_of(paths: Iterable[Path | str]) -> list[bytes]:
    """Absolute paths, each once and none inside another, in order: the same for every way to name the same files."""
    whole = sorted({os.fsencode(os.path.abspath(p)) for p in paths})
    kept: list[bytes] = []
    for path in whole:
        if not any(path == k or path.startswith(k.rstrip(b"/") + b"/") for k in kept):
            kept.append(path)
    return kept


def walk(roots: Sequence[bytes]) -> Iterator[Found]:
    """All files named ``.pdf`` under *roots*, and roots that are files, ascending by path."""
    stack = list(reversed(roots))
    named = set(roots)
    while stack:
        path = stack.pop()
        try:
            status = os.stat(path)
            if stat.S_ISDIR(status.st_mode):
                stack.extend(reversed(_entries(path)))
            elif stat.S_ISREG(status.st_mode):
                yield Found(path.rstrip(b"/"), status.st_size, status.st_mtime_ns)
            else:
                yield Found(path, problem="not a file with content of its own")
        except OSError as error:
            if path.rstrip(b"/") in named or not path.endswith(b"/") or not isinstance(error, FileNotFoundError):
                yield Found(path.rstrip(b"/"), problem=error.strerror or "cannot be read")


def _entries(folder: bytes) -> list[bytes]:
    """Folders (with a slash at the end, so that they sort as the paths in them) and PDF files of *folder*."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            path = os.path.join(folder, entry.name)
            if entry.is_dir(follow_symlinks=False):
                found.append(path + b"/")
            elif entry.name.lower().endswith(b".pdf") and not _leads_to_folder(entry):
                found.append(path)
    return sorted(found)


def _leads_to_folder(entry: os.DirEntry[bytes]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link in a circle: whoever opens it tells
        return False


def content_hash(path: bytes) -> str:
    """sha256 of the file's content, in hex. Raises ``Unreadable``."""
    digest = hashlib.sha256()
    try:
        with open(path, "rb", buffering=0) as file:
            while block := file.read(_BLOCK):
                digest.update(block)
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read", file=os.fsdecode(path)) from error
    return digest.hexdigest()


class Walker:
    """``walk`` in a thread of its own: ``take`` the next file, see how many are ``found`` and if that is ``all``."""

    def __init__(self, roots: Sequence[bytes]) -> None:
        self.found, self.all, self.empty = 0, False, False
        self._queue: Queue[Found | None] = Queue(AHEAD)
        self._stopped = False
        self._thread = threading.Thread(target=self._walk, args=(roots,), daemon=True)
        self._thread.start()

    def _walk(self, roots: Sequence[bytes]) -> None:
        for found in walk(roots):
            if self._stopped:
                return
            self.found += 1
            self._queue.put(found)
        self.all = True
        self._queue.put(None)

    def take(self, timeout: float) -> Found | None:
        """The next file; None when there is none yet, or never again (``empty``)."""
        if self.empty:
            return None
        try:
            found = self._queue.get(timeout=timeout) if timeout else self._queue.get_nowait()
        except Empty:
            return None
        self.empty = found is None
        return found

    def stop(self) -> None:
        """Let the thread end."""
        self._stopped = True
        while self._thread.is_alive():
            self.take(0.01)
