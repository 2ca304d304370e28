"""A file replaced in one step: a reader sees the old one or the new one, whole, also after a power cut."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Iterable
from pathlib import Path

from iku.extract.errors import OutputUnwritable


def replace_file(path: Path, chunks: Iterable[bytes]) -> int:
    """Write *chunks* beside *path*, sync, rename; returns the number of bytes. Raises ``OutputUnwritable``; then
    nothing of the new file is left and an old one stands as it was."""
    temporary, size = path.with_name(f".{path.name[:100]}.{uuid.uuid4().hex[:8]}.tmp"), 0
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with open(temporary, "xb") as file:
            for chunk in chunks:
                size += file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        sync_folder(path.parent)
        return size
    except OSError as error:
        raise OutputUnwritable(f"cannot write: {error.strerror or error}", file=str(path)) from error
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """So that a new name survives a power cut; systems that cannot sync a folder are left as they are."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
