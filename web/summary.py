"""One document and one record as a line of a list."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from iku.corrections.ledger import state_of
from iku.corrections.values import places_of
from iku.web.reading import AgencyFile
from iku.web.risk import questions


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """``least`` is the lowest confidence of any value (None without values), ``doubts`` how many cells hold a doubtful
    one, ``risk`` how many values may be lost by them (see ``web.risk``)."""

    key: str
    file: str
    position: int
    id: str
    berkas: str
    agency_key: str
    agency: str | None
    region_code: str | None
    region: str | None
    year_from: int | None
    year_to: int | None
    kind: str
    title: str | None
    number: str | None
    pages: int
    records: int
    findings: int
    least: float | None
    doubts: int
    risk: float
    conflicts: int
    state: str
    haystack: str

    @property
    def years(self) -> str:
        """``2021-2026``, ``2021`` or nothing."""
        ends = [str(y) for y in dict.fromkeys((self.year_from, self.year_to)) if y is not None]
        return "–".join(ends)


@dataclass(frozen=True, slots=True)
class RecordRow:
    """``part`` is ``indikator`` or ``indikator_lain``, ``position`` its place there."""

    document: str
    part: str
    position: int
    indicator: str | None
    goal: str | None
    unit: str | None
    formula: str | None
    page: int | None
    least: float | None
    haystack: str


def document_row(name: str, file: AgencyFile, position: int, key: str) -> DocumentRow:
    """The line of document *position* of the agency file *name*."""
    agency, document = file.data["instansi"], file.data["dokumen"][position]
    places = [p for holder in holders(document) for p in places_of(holder).values()]
    years = [y for y in (document["periode"]["awal"], document["periode"]["akhir"]) if y is not None]
    region = agency["daerah"]
    asked = questions(document)
    texts = (agency["nama"], region["nama"], region["provinsi"]["nama"], document["berkas"], document["tentang"],
             document["nomor"], region["kode"])  # fmt: skip
    return DocumentRow(
        key=key, file=name, position=position, id=document["id"], berkas=document["berkas"], agency_key=short_key(name),
        agency=agency["nama"], region_code=region["kode"], region=region["nama"],
        year_from=min(years, default=None), year_to=max(years, default=None), kind=document["jenis"],
        title=document["tentang"], number=document["nomor"], pages=document["jumlah_halaman"],
        records=len(document["indikator"]) + len(document["indikator_lain"]), findings=len(document["temuan"]),
        least=min((p["keyakinan"] for p in places), default=None), doubts=len(asked),
        risk=round(sum(q.risk for q in asked), 3),
        conflicts=sum(t["kode"] == "KOREKSI_BENTROK" for t in document["temuan"]),
        state=state_of(file.ledger.of(document["id"])), haystack=_haystack(texts),
    )  # fmt: skip


def record_rows(document: dict[str, Any], key: str) -> Iterator[RecordRow]:
    """The lines of all records of a document."""
    for part in ("indikator", "indikator_lain"):
        for i, record in enumerate(document[part]):
            formula = record["formulasi"]["teks"] if record["formulasi"] else None
            origin = record["asal"]
            yield RecordRow(
                key, part, i, record["indikator"], record["sasaran"], record["satuan"]["nilai"], formula,
                origin["halaman"] if origin else None, origin["keyakinan"] if origin else None,
                _haystack((record["indikator"], record["sasaran"], formula)),
            )  # fmt: skip


def short_key(*parts: str) -> str:
    """16 hex digits that stand for *parts*."""
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def holders(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The document itself, then its records."""
    yield document
    yield from document["indikator"]
    yield from document["indikator_lain"]


def _haystack(texts: tuple[str | None, ...]) -> str:
    return "\n".join(t.casefold() for t in texts if t)
