"""Decisions put into a file: the corrected value with ``sumber: "koreksi"``, what no longer fits as a finding.

Applying twice gives the same as once: a file that already holds its corrections can be read and published again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iku.corrections.anchor import Target, holder_of, locate
from iku.corrections.ledger import Entry, Ledger, effective, read_ledgers
from iku.corrections.values import Holder, UnknownAddress, get_value, place_of, places_of, put_value
from iku.normalize.taxonomy import codes
from iku.schemas.validate import validate_agency
from iku.schemas.write import write_agency

CORRECTED = "koreksi"
CONFLICT = "KOREKSI_BENTROK"
_WHY = {
    "hilang": "nilai itu tidak terbaca lagi",
    "berpindah": "di tempat itu kini terbaca teks lain",
    "rekaman_hilang": "rekamannya tidak ditemukan lagi",
    "dua_cocok": "lebih dari satu rekaman cocok",
    "kini_terbaca": "nilai yang dahulu kosong kini terbaca lain",
    "tidak_sah": "nilainya tidak diperbolehkan oleh skema",
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A decision that fits nowhere surely any more; ``why`` is a code of ``corrections.anchor``."""

    entry: Entry
    why: str


def apply_ledger(file: Holder, ledger: Ledger) -> list[Conflict]:
    """Put all decisions of *ledger* into the agency file *file* (changed in place); returns those that fit nowhere.

    Every conflict is also a finding ``KOREKSI_BENTROK`` of its document."""
    conflicts = []
    for document in file["dokumen"]:
        conflicts += apply_entries(document, ledger.of(document["id"]))
    return conflicts


def apply_entries(document: Holder, entries: Iterable[Entry]) -> list[Conflict]:
    """As ``apply_ledger``, for one document."""
    standing, undone = effective(entries)
    conflicts = []
    for entry in reversed(undone):
        targets = locate(document, entry)
        if not isinstance(targets, str):
            for target in targets:
                _restore(document, target, entry)
    for entry in standing:
        targets = locate(document, entry)
        if isinstance(targets, str):
            conflicts.append(Conflict(entry, targets))
            continue
        for target in targets:
            set_value(document, target, entry.baru)
    kept = [t for t in document["temuan"] if t["kode"] != CONFLICT]
    document["temuan"] = kept + [_finding(c) for c in conflicts]
    return conflicts


def set_value(document: Holder, target: Target, value: Any) -> None:
    """The decided value in its place, source and confidence saying that a person decided; the printed text stays."""
    holder = holder_of(document, target)
    put_value(holder, target.medan, copy.deepcopy(value))
    place = place_of(holder, target.medan) or _around(holder)
    if place is not None:
        cetak = place.get("cetak")
        places_of(holder)[target.medan] = {
            "halaman": place["halaman"], "bbox": place["bbox"], "sumber": CORRECTED, "keyakinan": 1, "cetak": cetak,
        }  # fmt: skip
    _weigh(holder)


def publish(path: Path, file: Holder, ledger: Ledger | None = None) -> list[Conflict]:
    """Write an agency file with the corrections of its folder applied. Every writer of agency files goes through here.

    Raises ``SchemaBroken``, ``OutputUnwritable`` and, for a ledger that may not be read, ``Unreadable``."""
    conflicts = apply_checked(file, read_ledgers(path.parent) if ledger is None else ledger)
    write_agency(path, file)
    return conflicts


def apply_checked(file: Holder, ledger: Ledger) -> list[Conflict]:
    """As ``apply_ledger``; a decision that would make a valid file invalid is a conflict too."""
    if not any(ledger.of(d["id"]) for d in file["dokumen"]):
        return []
    read = copy.deepcopy(file)
    conflicts = apply_ledger(file, ledger)
    if validate_agency(file):
        unfit = _not_allowed(read, ledger)
        rest = Ledger([e for e in ledger.entries if e.id not in unfit], ledger.broken)
        conflicts = apply_ledger(read, rest) + _told(read, [e for e in ledger.entries if e.id in unfit])
        file.clear()
        file.update(read)
    return conflicts


def _not_allowed(file: Holder, ledger: Ledger) -> set[str]:
    """Ids of decisions whose value the schema (of today) does not allow in its place."""
    unfit = set()
    for document in file["dokumen"]:
        for entry in effective(ledger.of(document["id"]))[0]:
            tried = copy.deepcopy(document)
            apply_entries(tried, [entry])
            if validate_agency({**file, "dokumen": [tried]}):
                unfit.add(entry.id)
    return unfit


def _told(file: Holder, entries: list[Entry]) -> list[Conflict]:
    """Decisions that are not allowed, each said in a finding of its document."""
    conflicts = [Conflict(e, "tidak_sah") for e in entries]
    for document in file["dokumen"]:
        document["temuan"] += [_finding(c) for c in conflicts if c.entry.dokumen == document["id"]]
    return conflicts


def _restore(document: Holder, target: Target, entry: Entry) -> None:
    """Back to what the machine read, where a file still holds the undone value."""
    holder = holder_of(document, target)
    places = places_of(holder)
    place = places.get(target.medan)
    try:
        held = get_value(holder, target.medan) == entry.baru
    except UnknownAddress:
        return
    if place is None or place["sumber"] != CORRECTED or not held:
        return
    put_value(holder, target.medan, copy.deepcopy(entry.terbaca))
    if entry.asal is None:
        del places[target.medan]
    else:
        places[target.medan] = dict(entry.asal)
    _weigh(holder)


def _around(holder: Holder) -> Holder | None:
    """For a value that was not printed or not found: the place of its record, the first page for the document."""
    if "berkas" in holder:
        first = next(iter(holder["halaman"]), None)
        if first is None or first["lebar"] is None or first["tinggi"] is None:
            return None
        return {"halaman": first["nomor"], "bbox": [0, 0, first["lebar"], first["tinggi"]], "cetak": None}
    origin = holder.get("asal")
    if not origin:
        return None
    return {"halaman": origin["halaman"], "bbox": origin["bbox"], "cetak": None}


def _weigh(holder: Holder) -> None:
    """The record's own confidence is the least of its values, as ``Asal`` says."""
    if "berkas" not in holder and holder.get("asal") and holder["asal"]["medan"]:
        holder["asal"]["keyakinan"] = min(p["keyakinan"] for p in holder["asal"]["medan"].values())


def _finding(conflict: Conflict) -> Holder:
    entry = conflict.entry
    said = {"medan": entry.medan, "oleh": entry.oleh, "sebab": _WHY[conflict.why], "baru": entry.baru}
    page = entry.halaman or (entry.rekaman or {}).get("halaman")
    place = {"halaman": page, "bbox": entry.bbox, "indikator": None, "medan": entry.medan}
    code = codes("findings_cells")[CONFLICT]
    message = code.pesan.format(**said)
    return {"kode": CONFLICT, "tingkat": code.tingkat, "pesan": message, "lokasi": place, "kriteria_lke": [*code.lke]}
