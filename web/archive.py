"""The PDFs behind the documents: found by name, believed only when their hash is right."""

from __future__ import annotations

import hashlib
import os
import threading
import time
from collections.abc import Sequence
from pathlib import Path

from iku.extract.privacy import mask_text

RESCAN_SECONDS = 10.0


class Archive:
    """The folders of PDFs. No name from a request is ever looked up here, only names from agency files."""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._folders = folders
        self._lock = threading.Lock()
        self._names: dict[str, list[Path]] = {}
        self._hashes: dict[Path, tuple[int, int, str]] = {}
        self._scanned = float("-inf")

    def find(self, document_id: str, name: str) -> Path | None:
        """The file with this sha256; None where the archive has no file of that name and content."""
        with self._lock:
            for fresh in (False, True):
                if fresh and not self._rescan():
                    return None
                plain = Path(name.replace("\\", "/")).name
                for path in self._names.get(plain.casefold(), ()):
                    if self._hash(path) == document_id:
                        return path
        return None

    def _rescan(self) -> bool:
        """Look through the folders again, at most every ten seconds; True when it was done."""
        if time.monotonic() - self._scanned < RESCAN_SECONDS:
            return False
        self._names = {}
        for start in self._folders:
            if start.is_file():
                self._keep(start)
            for folder, folders, names in os.walk(start):
                folders.sort()
                for name in sorted(n for n in names if n.lower().endswith(".pdf")):
                    self._keep(Path(folder) / name)
        self._scanned = time.monotonic()
        return True

    def _keep(self, path: Path) -> None:
        """Under its name, and under the name that the results give it where that holds a number of a person."""
        for name in {path.name.casefold(), mask_text(path.name).casefold()}:
            self._names.setdefault(name, []).append(path)

    def _hash(self, path: Path) -> str:
        try:
            status = path.stat()
            known = self._hashes.get(path)
            if known is None or known[:2] != (status.st_mtime_ns, status.st_size):
                with open(path, "rb") as file:
                    digest = hashlib.file_digest(file, "sha256").hexdigest()
                known = self._hashes[path] = (status.st_mtime_ns, status.st_size, digest)
        except OSError:
            return ""
        return known[2]
