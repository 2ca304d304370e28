"""A document as its page shows it: values with label, text, place and doubt, in the order they are looked at."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from iku.corrections.anchor import Target
from iku.corrections.audit import agency_value
from iku.corrections.values import AGENCY, Holder, addresses, get_value, is_empty, place_of, places_of
from iku.schemas.pages import numbered
from iku.schemas.recap import Tally, tally_of
from iku.web.forms import Field, fields_of, text_of
from iku.web.risk import is_doubtful, questions

_RECORD_HEAD = ("nomor", "kode", "indikator")


@dataclass(frozen=True, slots=True)
class TableLine:
    """One table as its line of the completeness list says it; ``pages`` for people (``3-5``)."""

    id: int
    title: str
    pages: str
    tally: Tally


@dataclass(frozen=True, slots=True)
class Value:
    """One value. ``anchor`` is its id on the page; ``why`` the ground of its doubt (``asal.medan.sebab``)."""

    target: Target
    anchor: str
    label: str
    sub: str
    text: str
    value: Any
    empty: bool
    page: int | None
    box: list[float] | None
    source: str | None
    sure: float | None
    printed: str | None
    doubtful: bool
    why: str | None

    @property
    def fixed(self) -> bool:
        """It can be accepted and not changed."""
        return self.target.medan.startswith(AGENCY)

    @property
    def fields(self) -> list[Field]:
        """The inputs of its form."""
        return fields_of(self.target.medan, self.value)

    @property
    def address(self) -> str:
        """``indikator/3/sasaran``: what a form sends back."""
        return f"{self.target.bagian}/{'' if self.target.index is None else self.target.index}/{self.target.medan}"


@dataclass(frozen=True, slots=True)
class Record:
    """A record or the document's facts (``index`` None). ``stamp`` changes whenever anything in it does."""

    bagian: str
    index: int | None
    title: str
    kind: str
    page: int | None
    stamp: str
    values: list[Value]
    missing: list[Value]

    @property
    def doubts(self) -> int:
        return sum(v.doubtful for v in self.values)


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding with its place."""

    anchor: str
    code: str
    level: str
    message: str
    page: int | None
    box: list[float] | None


@dataclass(frozen=True, slots=True)
class Mark:
    """A rectangle on the page image; ``anchors`` are the values that stood there, ``kind`` how it is drawn."""

    box: list[float]
    kind: str
    anchors: str
    title: str


@dataclass(slots=True)
class DocumentView:
    """Everything of one document. ``doubts`` are (page, panel, anchor) of doubtful cells, the riskiest first."""

    facts: Record
    records: list[Record]
    findings: list[Finding]
    pages: list[Holder]
    headers: dict[int, list[Mark]] = field(default_factory=dict)
    tables: list[TableLine] = field(default_factory=list)
    tally: Tally = field(default_factory=Tally)
    doubts: list[tuple[int, str, str]] = field(default_factory=list)

    def on_page(self, number: int) -> list[Record]:
        """The records that begin on a page."""
        return [r for r in self.records if (r.page or 1) == number]

    def marks(self, number: int) -> list[Mark]:
        """What is drawn on a page: headers below, then findings, then values, equal boxes as one."""
        grouped: dict[tuple[float, ...], list[Value]] = {}
        for record in [self.facts, *self.records]:
            for value in record.values:
                if value.page == number and value.box is not None and not value.empty:
                    grouped.setdefault(tuple(value.box), []).append(value)
        findings = [Mark(f.box, "temuan", f.anchor, f.message) for f in self.findings if f.page == number and f.box]
        values = [
            Mark(list(box), _kind(vs), " ".join(v.anchor for v in vs), vs[0].label) for box, vs in grouped.items()
        ]
        values.sort(key=lambda m: -(m.box[2] - m.box[0]) * (m.box[3] - m.box[1]))
        return [*self.headers.get(number, []), *findings, *values]


def view_document(document: Holder, agency: Holder | None = None) -> DocumentView:
    """The view of a document of an agency file (its corrections already applied); *agency* names what is printed."""
    records = [
        _record(document, part, i) for part in ("indikator", "indikator_lain") for i in range(len(document[part]))
    ]
    findings = [_finding(document, f, n) for n, f in enumerate(document["temuan"])]
    counted = [t for t in document["tabel"] if t["rekap"]]
    return DocumentView(
        _record(document, "dokumen", None, agency), records, findings, document["halaman"], _headers(document),
        [TableLine(t["id"], t["judul"] or "", numbered(t["halaman"]), tally_of([t["rekap"]])) for t in counted],
        tally_of(t["rekap"] for t in counted), _doubts(document, records),
    )  # fmt: skip


def _doubts(document: Holder, records: list[Record]) -> list[tuple[int, str, str]]:
    """Page, panel and anchor of each question; a record stands on the page where it begins."""
    pages = {(r.bagian, r.index): r.page or 1 for r in records}
    return [
        (pages.get((q.part, q.index), q.page), "fakta" if q.index is None else "rekaman",
         anchor_of(Target(q.part, q.index, q.address)))
        for q in questions(document)
    ]  # fmt: skip


def stamp_of(holder: Holder) -> str:
    """What a form carries so that a change in between is noticed: a hash of all values of the record."""
    own = {k: v for k, v in holder.items() if k not in ("indikator", "indikator_lain", "temuan", "halaman", "tabel")}
    if "berkas" not in holder:
        own = holder
    return hashlib.sha256(json.dumps(own, sort_keys=True, ensure_ascii=False).encode()).hexdigest()[:16]


def anchor_of(target: Target) -> str:
    """The id of a value on the page: safe in HTML whatever a printed header says."""
    digest = hashlib.sha256(target.medan.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"v-{target.bagian[0]}{target.bagian[-1]}{'' if target.index is None else target.index}-{digest}"


def _record(document: Holder, part: str, index: int | None, agency: Holder | None = None) -> Record:
    holder = document if index is None else document[part][index]
    values = list(_values(holder, part, index, agency or {}))
    filled = [v for v in values if not v.empty or (v.source == "koreksi" and v.sure is not None)]
    missing = [v for v in values if v not in filled]
    if index is None:
        return Record(part, None, "", "", None, stamp_of(holder), filled, missing)
    head = [holder[k] for k in _RECORD_HEAD if holder[k]]
    page = holder["asal"]["halaman"] if holder["asal"] else None
    title = " ".join(dict.fromkeys(head)) or f"{index + 1}"
    return Record(part, index, title, holder["jenis_tabel"], page, stamp_of(holder), filled, missing)


def _values(holder: Holder, part: str, index: int | None, agency: Holder) -> Iterator[Value]:
    places = places_of(holder)
    for address in addresses(holder):
        value = get_value(holder, address)
        target = Target(part, index, address)
        place = place_of(holder, address)
        own = places.get(address)
        shown = place if not is_empty(value) or own is not None else None
        label, sub = label_of(address)
        text = (agency_value(agency, address) if address.startswith(AGENCY) else None) or text_of(address, value)
        yield Value(
            target, anchor_of(target), label, sub, text, value, is_empty(value),
            shown["halaman"] if shown else None, shown["bbox"] if shown else None, shown["sumber"] if shown else None,
            shown["keyakinan"] if shown else None, shown["cetak"] if shown else None,
            own is not None and is_doubtful(own), own.get("sebab") if own is not None else None,
        )  # fmt: skip


def label_of(address: str) -> tuple[str, str]:
    """Key of the label's text and what follows it: ``nilai.target.2021`` is ``nilai.target`` and ``2021``."""
    head, _, rest = address.partition(".")
    if head == "nilai":
        kind, _, when = rest.partition(".")
        return f"nilai.{kind}", when.removeprefix("-").replace(".", " ", 1).replace("#", " #").strip()
    if head == "penandatangan":
        number, _, part = rest.partition(".")
        return f"penandatangan.{part}", str(int(number) + 1)
    if head == "dasar_hukum":
        return head, str(int(rest) + 1)
    if head == "lainnya":
        return "lainnya", rest
    if head == "instansi":
        return address, ""
    return head, ""


def _finding(document: Holder, finding: Holder, number: int) -> Finding:
    place = finding["lokasi"] or {"halaman": None, "bbox": None, "indikator": None, "medan": None}
    page, box = place["halaman"], place["bbox"]
    if page is None and place["indikator"] is not None:
        origin = document["indikator"][place["indikator"]]["asal"]
        if origin:
            page, box = origin["halaman"], origin["medan"].get(place["medan"] or "", origin)["bbox"]
    return Finding(f"t-{number}", finding["kode"], finding["tingkat"], finding["pesan"], page, box)


def _headers(document: Holder) -> dict[int, list[Mark]]:
    marks: dict[int, list[Mark]] = {}
    for table in document["tabel"]:
        for column in table["kolom"]:
            if column["bbox"] is not None and table["halaman"]:
                title = f"{column['cetak']} → {column['medan'] or '?'}"
                marks.setdefault(table["halaman"][0], []).append(Mark(column["bbox"], "kepala", "", title))
    return marks


def _kind(values: list[Value]) -> str:
    if any(v.doubtful for v in values):
        return "ragu"
    return "koreksi" if any(v.source == "koreksi" for v in values) else "nilai"
