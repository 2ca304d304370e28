"""A person decides about a value: checked against what the person saw, validated, put into the ledger, published."""

from __future__ import annotations

import copy
import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from iku.corrections.anchor import Target, holder_of, locate, record_anchor
from iku.corrections.apply import apply_entries
from iku.corrections.ledger import ACCEPT, CHANGE, STATE, STATES, UNDO, Entry, append_entries, effective, ledger_path
from iku.corrections.values import AGENCY, UnknownAddress, get_value, place_of, places_of
from iku.schemas.files import replace_file
from iku.schemas.validate import validate_agency
from iku.schemas.write import to_text
from iku.web.document_index import DocumentIndex
from iku.web.forms import BadInput, value_from
from iku.web.reading import AgencyFile, Reader
from iku.web.summary import DocumentRow
from iku.web.view import stamp_of

_PERSON = re.compile(r"[^\w .,'@-]+")


class Refused(Exception):
    """A decision that is not taken: ``key`` of the text that says why, ``detail`` for it, HTTP ``status``."""

    def __init__(self, key: str, detail: str = "", status: int = 422) -> None:
        super().__init__(key)
        self.key, self.detail, self.status = key, detail, status


@dataclass(frozen=True, slots=True)
class DecisionRequest:
    """What a form asks: ``action`` (``ubah``, ``terima``, ``batal``) on the value at ``address`` (as ``Value.address``)
    of a record that looked like ``stamp``, typed ``form``, by ``person``, with a ``reason``."""

    action: str
    address: str
    stamp: str
    person: str
    reason: str = ""
    form: Mapping[str, str] | None = None


class Decider:
    """Takes decisions one after the other: the second of two on the same record is told that it changed."""

    def __init__(self, reader: Reader, index: DocumentIndex) -> None:
        self._reader, self._index = reader, index
        self._lock = threading.Lock()

    def decide(self, row: DocumentRow, change: DecisionRequest) -> int:
        """Take the decision; returns how many records it concerns. Raises ``Refused`` and ``IkuError``."""
        with self._lock:
            file = self._reader.read(row.file)
            document = file.document(file.place(row.id, row.berkas, row.position))
            target = _target(document, change.address)
            if change.stamp != stamp_of(holder_of(document, target)):
                raise Refused("berubah", status=409)
            entry = self._entry(file, document, target, change)
            self._take(file, row, entry)
            where = locate(document, entry) if entry.aksi != UNDO else [target]
            return len(where)

    def undo(self, row: DocumentRow, entry_id: str, person: str) -> None:
        """Undo one entry of the history, also one that fits nowhere any more. Raises ``Refused`` and ``IkuError``."""
        with self._lock:
            file = self._reader.read(row.file)
            standing, _ = effective(file.ledger.of(row.id))
            if not any(e.id == entry_id for e in standing):
                raise Refused("sudah_batal", status=409)
            entry = Entry(UNDO, row.id, person_name(person), row.berkas, untuk=entry_id)
            self._take(file, row, entry)

    def set_state(self, row: DocumentRow, state: str, person: str) -> None:
        """Put the document into *state*. Raises ``Refused`` and ``IkuError``."""
        if state not in STATES:
            raise Refused("tidak_dikenal")
        with self._lock:
            file = self._reader.read(row.file)
            if not row.id:
                raise Refused("tanpa_id")
            append_entries(ledger_path(file.path), [Entry(STATE, row.id, person_name(person), row.berkas, baru=state)])
            self._index.update(row.file)

    def _entry(self, file: AgencyFile, document: dict[str, Any], target: Target, change: DecisionRequest) -> Entry:
        earlier = _earlier(file, document, target)
        if change.action == UNDO:
            if earlier is None:
                raise Refused("sudah_batal", status=409)
            return Entry(UNDO, document["id"], person_name(change.person), document["berkas"], untuk=earlier.id)
        holder = holder_of(document, target)
        old = get_value(holder, target.medan)
        place, own = place_of(holder, target.medan), places_of(holder).get(target.medan)
        decided = own is not None and own["sumber"] == "koreksi" and earlier is not None
        return Entry(
            aksi=change.action, dokumen=document["id"], oleh=person_name(change.person), berkas=document["berkas"],
            bagian=target.bagian, medan=target.medan, halaman=place["halaman"] if place else None,
            bbox=place["bbox"] if place else None, cetak=place["cetak"] if place else None,
            rekaman=None if target.index is None else record_anchor(holder), lama=copy.deepcopy(old),
            baru=_wanted(target, old, change), terbaca=earlier.terbaca if decided and earlier else copy.deepcopy(old),
            asal=earlier.asal if decided and earlier else copy.deepcopy(own),
            alasan=change.reason.strip()[:500] or None,
        )  # fmt: skip

    def _take(self, file: AgencyFile, row: DocumentRow, entry: Entry) -> None:
        """Try it on a copy; only what gives a valid file and has one sure place is written down."""
        if not row.id:
            raise Refused("tanpa_id")
        entries = [*file.ledger.of(row.id), entry]
        documents = [copy.deepcopy(d) if d["id"] == row.id else d for d in file.data["dokumen"]]
        for document in (d for d in documents if d["id"] == row.id):
            if any(c.entry.id == entry.id for c in apply_entries(document, entries)):
                raise Refused("tanpa_jangkar")
            problems = validate_agency({**file.data, "dokumen": [document]})
            if problems:
                raise Refused("tidak_sah", problems[0].why_id)
        content = to_text({**file.data, "dokumen": documents}).encode("utf-8")
        append_entries(ledger_path(file.path), [entry])
        replace_file(file.path, [content])
        self._index.update(row.file)


def person_name(given: str) -> str:
    """A name for the ledger: no control characters, 60 characters, ``peninjau`` when nothing is left."""
    return _PERSON.sub("", given).strip()[:60] or "peninjau"


def _wanted(target: Target, old: Any, change: DecisionRequest) -> Any:
    if change.action == ACCEPT:
        return copy.deepcopy(old)
    if change.action != CHANGE:
        raise Refused("tidak_dikenal")
    if target.medan.startswith(AGENCY):
        raise Refused("tidak_dikenal")
    try:
        new = value_from(target.medan, old, change.form or {})
    except BadInput as error:
        raise Refused(str(error)) from error
    if new == old:
        raise Refused("tidak_berubah")
    return new


def _target(document: dict[str, Any], address: str) -> Target:
    """The value that a form names, if the document has it. Raises ``Refused``."""
    part, _, rest = address.partition("/")
    number, _, medan = rest.partition("/")
    index = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else None
    fits = (part == "dokumen" and not number) or (part in ("indikator", "indikator_lain") and index is not None)
    if not fits or (index is not None and index >= len(document[part])):
        raise Refused("tidak_dikenal", status=404)
    target = Target(part, index, medan)
    try:
        get_value(holder_of(document, target), medan)
    except UnknownAddress as error:
        raise Refused("tidak_dikenal", status=404) from error
    return target


def _earlier(file: AgencyFile, document: dict[str, Any], target: Target) -> Entry | None:
    """The last decision about this value that stands."""
    standing, _ = effective(file.ledger.of(document["id"]))
    for entry in reversed(standing):
        if entry.medan == target.medan or target.bagian == "dokumen":
            where = locate(document, entry)
            if not isinstance(where, str) and target in where:
                return entry
    return None
