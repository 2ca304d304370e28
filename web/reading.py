"""Agency files as the review shows them: read, corrections applied, and kept while they do not change.

What is shown of a file has been checked against the schema; what is only listed has not (it takes too long).
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iku.corrections.apply import Conflict, apply_checked
from iku.corrections.ledger import SUFFIX, Ledger, read_ledger
from iku.extract.errors import InputChanged, SchemaBroken
from iku.schemas.agency_files import load_agency
from iku.schemas.validate import validate_agency

KEPT = 16
MISSHAPEN = (KeyError, TypeError, IndexError, AttributeError, ValueError)
"""What reading a file of another shape raises."""


class AnotherKind(SchemaBroken):
    """A JSON file that is no agency file at all: a report, somebody's notes."""


@dataclass(frozen=True, slots=True)
class AgencyFile:
    """``data`` is shared between requests: never change it, copy it first. ``ledger`` holds all decisions of its
    folder about its documents."""

    path: Path
    data: dict[str, Any]
    ledger: Ledger
    conflicts: list[Conflict]
    _valid: set[int] = field(default_factory=set)

    def document(self, position: int) -> dict[str, Any]:
        """A document, checked against the schema when it is asked for first. Raises ``SchemaBroken``."""
        if position not in self._valid:
            problems = validate_agency(self.only(position))
            if problems:
                raise SchemaBroken(problems[0].text("en"), file=self.path.name)
            self._valid.add(position)
        document: dict[str, Any] = self.data["dokumen"][position]
        return document

    def place(self, document_id: str, name: str, position: int) -> int:
        """Where the document stands now: at *position* when it was listed, elsewhere after a new conversion.

        Raises ``InputChanged`` when the file does not hold it any more."""
        documents = self.data["dokumen"]
        own = [i for i, d in enumerate(documents) if d["id"] == document_id and d["berkas"] == name]
        if not own:
            raise InputChanged("the agency file holds this document no more", file=self.path.name)
        return position if position in own else own[0]

    def only(self, position: int) -> dict[str, Any]:
        """The file with one document alone."""
        return {**self.data, "dokumen": [self.data["dokumen"][position]]}


class Reader:
    """Reads agency files of one folder tree; safe to use from several threads."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._lock = threading.Lock()
        self._files: OrderedDict[str, tuple[tuple[int, ...], AgencyFile]] = OrderedDict()
        self._ledgers: dict[Path, tuple[tuple[int, int], Ledger]] = {}

    def read(self, name: str) -> AgencyFile:
        """The agency file *name* (relative to the root, from the documents, never from a request).

        Raises ``AgencyFileUnreadable`` and ``SchemaBroken``."""
        path = self.root / name
        mark = self.mark(path)
        with self._lock:
            known = self._files.get(name)
            if known is not None and known[0] == mark:
                self._files.move_to_end(name)
                return known[1]
        file = self.load(path, self.ledger_of_folder(path.parent))
        with self._lock:
            self._files[name] = (mark, file)
            while len(self._files) > KEPT:
                self._files.popitem(last=False)
        return file

    def mark(self, path: Path) -> tuple[int, ...]:
        """Changes whenever the file or a ledger of its folder does."""
        own = _stamp(path)
        ledgers = [_stamp(p) for p in self._ledger_files(path.parent)]
        return (*own, len(ledgers), *(max(x) for x in zip(*ledgers, strict=True))) if ledgers else own

    def ledger_of_folder(self, folder: Path) -> Ledger:
        """All ledgers of *folder*, each read again only after it changed."""
        whole = Ledger()
        for path in self._ledger_files(folder):
            stamp = _stamp(path)
            with self._lock:
                known = self._ledgers.get(path)
            if known is None or known[0] != stamp:
                known = (stamp, read_ledger(path))
                with self._lock:
                    self._ledgers[path] = known
            whole.entries += known[1].entries
            whole.broken += known[1].broken
        whole.entries.sort(key=lambda e: e.waktu)
        return whole

    def load(self, path: Path, ledger: Ledger) -> AgencyFile:
        """Read *path* now, with the decisions that *ledger* (of its whole folder) holds about its documents.

        Raises ``AgencyFileUnreadable``, ``SchemaBroken`` and, for JSON of other programs, ``AnotherKind``."""
        data = load_agency(path)
        if data is None:
            raise AnotherKind("no agency file", file=path.name)
        try:
            own = {d["id"] for d in data["dokumen"]} - {""}
            decided = Ledger([e for e in ledger.entries if e.dokumen in own], ledger.broken)
            return AgencyFile(path, data, decided, apply_checked(data, decided))
        except MISSHAPEN as error:
            raise SchemaBroken(f"not as the schema says: {type(error).__name__} {error}", file=path.name) from error

    def _ledger_files(self, folder: Path) -> list[Path]:
        return sorted(Path(e.path) for e in os.scandir(folder) if e.name.endswith(SUFFIX))


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return (0, 0)
    return (status.st_mtime_ns, status.st_size)
