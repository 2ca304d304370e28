"""The agency files of a folder of results and the decisions beside them, found quickly."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from iku.corrections.ledger import SUFFIX, Ledger


def agency_file_names(root: Path) -> list[str]:
    """The JSON files under *root*, by their names relative to it."""
    return sorted(name for name, _ in agency_files(root))


def agency_files(root: Path) -> Iterator[tuple[str, str]]:
    """(name relative to the root, mark) of every JSON file; the mark changes with the file and with its ledger."""
    for folder, folders, _ in os.walk(root):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        entries = {e.name: e for e in os.scandir(folder) if not e.name.startswith(".")}
        before = Path(folder).relative_to(root).as_posix()
        for name in sorted(n for n in entries if n.endswith(".json")):
            ledger = entries.get(name.removesuffix(".json") + SUFFIX)
            mark = mark_of([e.stat() for e in (entries[name], ledger) if e is not None])
            yield name if before == "." else f"{before}/{name}", mark


def mark_of(stats: Iterable[os.stat_result]) -> str:
    """What changes when one of these files does."""
    return " ".join(f"{s.st_mtime_ns} {s.st_size}" for s in stats)


def by_folder(names: Iterable[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Names of files, grouped by the folder that they are in."""
    folders: dict[str, list[str]] = {}
    for name in names:
        folders.setdefault(name.rpartition("/")[0], []).append(name)
    yield from folders.items()


class GroupedLedger:
    """The ledger of a folder, by document, so that many files can be indexed in one go."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._documents = {e.dokumen for e in ledger.entries}

    def for_file(self, path: Path) -> Ledger:
        """The decisions about documents of one agency file."""
        if not self._documents:
            return self._ledger
        content = path.read_bytes() if path.exists() else b""
        own = {d for d in self._documents if d.encode() in content}
        return Ledger([e for e in self._ledger.entries if e.dokumen in own], self._ledger.broken)
