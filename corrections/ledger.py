"""The append-only file of what people decided: one JSON line per decision, beside the agency's JSON.

``33.07-dinas-x.json`` has ``33.07-dinas-x.koreksi.jsonl``. Nothing in it is ever changed or taken out: an undone
decision is a further line. A line that cannot be read (a power cut while writing) is kept and reported.
"""

from __future__ import annotations

import contextlib
import json
import logging
import os
import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from iku.extract.errors import OutputUnwritable, Unreadable
from iku.schemas.upgrade import complete_value

log = logging.getLogger(__name__)
SUFFIX = ".koreksi.jsonl"
VERSION = 1
CHANGE, ACCEPT, UNDO, STATE = "ubah", "terima", "batal", "status"
ACTIONS = (CHANGE, ACCEPT, UNDO, STATE)
NEW, IN_REVIEW, ACCEPTED = "baru", "diperiksa", "diterima"
STATES = (NEW, IN_REVIEW, ACCEPTED)


@dataclass(frozen=True, slots=True)
class Entry:
    """One decision. ``aksi``: ``ubah`` (old to new value), ``terima`` (right as it stands: ``baru`` is ``lama``),
    ``batal`` (undoes the entry ``untuk``), ``status`` (state of the document in ``baru``).

    ``dokumen`` is the PDF's sha256; ``bagian`` is ``indikator``, ``indikator_lain`` or ``dokumen``; ``medan`` names the
    value as ``asal.medan`` does. ``halaman``, ``bbox`` (points, top left of the page as shown) and ``cetak`` say what
    stood where; ``rekaman`` says the same of the record (page, box, printed text of its indicator). ``terbaca`` and
    ``asal`` are the machine's own value and origin."""

    aksi: str
    dokumen: str
    oleh: str
    berkas: str = ""
    bagian: str = "dokumen"
    medan: str = ""
    halaman: int | None = None
    bbox: list[float] | None = None
    cetak: str | None = None
    rekaman: dict[str, Any] | None = None
    lama: Any = None
    baru: Any = None
    terbaca: Any = None
    asal: dict[str, Any] | None = None
    alasan: str | None = None
    untuk: str | None = None
    waktu: str = field(default_factory=lambda: datetime.now(UTC).isoformat(timespec="seconds"))
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    versi: int = VERSION


@dataclass(slots=True)
class Ledger:
    """Entries in the order they were written, and the numbers (from 1) of lines that could not be read."""

    entries: list[Entry] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)

    def of(self, document: str) -> list[Entry]:
        """The entries about the PDF with this sha256; none for a document without one."""
        return [e for e in self.entries if e.dokumen == document] if document else []


def ledger_path(agency_file: Path) -> Path:
    """``x.json`` -> ``x.koreksi.jsonl`` in the same folder."""
    return agency_file.with_name(agency_file.name.removesuffix(".json") + SUFFIX)


def read_ledger(path: Path) -> Ledger:
    """The ledger at *path*, empty when there is none. Raises ``Unreadable``."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return Ledger()
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read", file=str(path)) from error
    ledger = Ledger()
    for number, line in enumerate(content.splitlines(), start=1):
        if line.strip():
            entry = _entry(line)
            if entry is None:
                ledger.broken.append(number)
            else:
                ledger.entries.append(entry)
    return ledger


def read_ledgers(folder: Path) -> Ledger:
    """All ledgers of a folder as one, oldest entry first: an agency whose name is read otherwise by a newer program
    keeps its corrections. Lines that cannot be read are logged and counted in ``broken``."""
    whole = Ledger()
    for path in sorted(folder.glob(f"*{SUFFIX}")):
        ledger = read_ledger(path)
        for number in ledger.broken:
            log.warning("%s: line %d cannot be read and is left as it is", path.name, number)
        whole.entries += ledger.entries
        whole.broken += ledger.broken
    whole.entries.sort(key=lambda e: e.waktu)
    return whole


def append_entries(path: Path, entries: Iterable[Entry]) -> None:
    """Add entries to the end of the ledger, on disk before this returns. Raises ``OutputUnwritable``."""
    append_lines(path, (asdict(e) for e in entries))


def append_lines(path: Path, objects: Iterable[Mapping[str, Any]]) -> None:
    """Add a JSON line for each of *objects* to the end of a file that only grows, on disk before this returns. Raises
    ``OutputUnwritable``."""
    lines = [json.dumps(o, ensure_ascii=False, allow_nan=False) for o in objects]
    try:
        with _locked(path) as file:
            file.seek(0, os.SEEK_END)
            torn = file.tell() > 0 and _last_byte(file) != b"\n"
            file.write((("\n" if torn else "") + "".join(f"{line}\n" for line in lines)).encode("utf-8"))
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise OutputUnwritable(f"cannot write: {error.strerror or error}", file=str(path)) from error


def state_of(entries: Iterable[Entry]) -> str:
    """``baru`` without a decision, ``diperiksa`` with one, else the state that was set last."""
    state = NEW
    for entry in entries:
        if entry.aksi == STATE and entry.baru in STATES:
            state = str(entry.baru)
        elif state == NEW:
            state = IN_REVIEW
    return state


def effective(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Decisions about values that still stand, and those that were undone, each in the order written."""
    values = list(entries)
    undone = {e.untuk for e in values if e.aksi == UNDO}
    decided = [e for e in values if e.aksi in (CHANGE, ACCEPT)]
    return [e for e in decided if e.id not in undone], [e for e in decided if e.id in undone]


_VALUES = ("lama", "baru", "terbaca")
_NAMES = frozenset(f.name for f in fields(Entry))


def _entry(line: bytes) -> Entry | None:
    try:
        data = json.loads(line)
    except ValueError:
        return None
    if not isinstance(data, Mapping) or data.get("aksi") not in ACTIONS:
        return None
    known = {"oleh": "?", **{k: v for k, v in data.items() if k in _NAMES}}
    if not _well_formed(known):
        return None
    values = {k: complete_value(known.get("medan", ""), known[k]) for k in _VALUES if k in known}
    return Entry(**{**known, **values})


def _well_formed(data: Mapping[str, Any]) -> bool:
    """The shapes that finding the place of an entry relies on; somebody may have edited the file."""
    texts = ("dokumen", "oleh", "berkas", "bagian", "medan", "waktu", "id")
    maybe = ("cetak", "alasan", "untuk")
    record = data.get("rekaman")
    boxes = [data.get("bbox"), record.get("bbox") if isinstance(record, Mapping) else None]
    return (
        isinstance(data.get("dokumen"), str)
        and all(isinstance(data.get(k, ""), str) for k in texts)
        and all(isinstance(data.get(k) or "", str) for k in maybe)
        and isinstance(data.get("halaman") or 0, int)
        and (record is None or (isinstance(record, Mapping) and isinstance(record.get("indikator") or "", str)))
        and isinstance(data.get("asal") or {}, Mapping)
        and all(b is None or _is_box(b) for b in boxes)
    )


def _is_box(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(isinstance(v, (int, float)) for v in value)


def _last_byte(file: Any) -> bytes:
    file.seek(-1, os.SEEK_END)
    last = file.read(1)
    file.seek(0, os.SEEK_END)
    return bytes(last)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[Any]:
    """The file, opened for reading and appending and held against other programs where the system can."""
    with open(path, "a+b") as file:
        try:
            import fcntl
        except ImportError:  # Windows: the lock of the review server is all there is
            yield file
            return
        fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield file
        finally:
            fcntl.flock(file, fcntl.LOCK_UN)
