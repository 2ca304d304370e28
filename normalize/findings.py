"""What is doubtful or odd about tables and records, said as findings with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any

from iku.extract.boundary import Boundary, Fault
from iku.extract.model import Page
from iku.extract.table_model import LogicalTable
from iku.normalize.assemble import ReadTable
from iku.normalize.cell_findings import CellFinding, achievement_findings, process_findings
from iku.normalize.columns import Column, body_texts
from iku.normalize.duplicates import duplicate_findings
from iku.normalize.formula import formula_findings
from iku.normalize.model import Lokasi, Temuan
from iku.normalize.ratios import ratio_findings
from iku.normalize.raw import raw_rows
from iku.normalize.record_model import AsalMedan, Indikator, value_address
from iku.normalize.units import unit_findings
from iku.normalize.versions import Link

DOUBTFUL_HEADER = 0.8
DOUBTFUL_VALUE = 0.9
"""A value below this confidence is said to be doubtful; see docs for how often such values are wrong."""
OWN = ("nomor", "kode")
"""Numbers and bullets before a value: nobody is asked about them."""
GROUNDS = {"teks": "hurufnya kurang jelas", "susunan": "baris atau kolom tabelnya meragukan",
           "makna": "arti kolom atau isinya meragukan"}  # fmt: skip
"""The ground of a doubt (``AsalMedan.sebab``) in words."""
PAGE_NOTES = ("HALAMAN_TAK_TERBACA", "LAPISAN_TEKS_RUSAK", "TEKS_TERSEMBUNYI", "TANDA_AIR", "TEKS_BERBEDA")


def find_doubts(
    tables: Sequence[ReadTable], pages: Sequence[Page], links: Sequence[Link], boundary: Boundary
) -> list[Temuan]:
    """Findings about the pages read, the document's own tables and their records, in reading order.

    ``Lokasi.indikator`` counts the records of the tables with ``main``, as ``dokumen.indikator`` lists them. A check
    that the program stumbles over is a fault of *boundary*, and the other checks go on."""
    main = [t for t in tables if t.main]
    by_number = {p.number: p for p in pages}
    found: list[Temuan] = [*_page_notes(pages)]
    found += [finding for t in tables for finding in _faults(t)]
    found += [finding for t in tables for finding in _left_over(t)]
    if not any(t.records or t.boundary.faults for t in tables):
        found.append(CellFinding("TANPA_TABEL").temuan())
    start = 0
    for table in main:
        if not table.failed:
            found += boundary.around("temuan tabel", partial(_listed, _of_table, table, by_number), list)
        for place, record in enumerate(table.records, start=start):
            found += boundary.around("temuan indikator", partial(_listed, _of_record, record, place, table), list)
        found += boundary.around("temuan keraguan", partial(_listed, _unsure, table.records, start, table), list)
        start += len(table.records)
    twice = partial(duplicate_findings, [(t.source.id, t.records) for t in main], links)
    return [*found, *boundary.around("temuan tabel ganda", twice, list)]


def step_findings(faults: Sequence[Fault]) -> list[Temuan]:
    """One finding for every step of a document that the program stumbled in, at its first page."""
    first: dict[str, Fault] = {}
    for fault in faults:
        first.setdefault(fault.step, fault)
    return [
        CellFinding("LANGKAH_GAGAL", {"langkah": step, "sebab": fault.reason}).temuan(
            Lokasi(halaman=fault.page) if fault.page else None
        )
        for step, fault in first.items()
    ]


def _listed(work: Callable[..., Iterator[Temuan]], *given: Any) -> list[Temuan]:
    return list(work(*given))


def headless_findings(tables: Sequence[LogicalTable], pages: Sequence[Page]) -> list[Temuan]:
    """What stands in ruled frames and tables without a known header, kept as text."""
    by_number = {p.number: p for p in pages}
    found = []
    for table in tables:
        rows = list(raw_rows(table, by_number))
        if rows:
            text = " | ".join(t for row in rows for t in row.sel if t)
            where = Lokasi(rows[0].halaman, rows[0].bbox)
            found.append(CellFinding("TABEL_TANPA_KEPALA", {"teks": text}).temuan(where))
    return found


def _left_over(table: ReadTable) -> Iterator[Temuan]:
    for rest in table.left_over:
        yield CellFinding("TEKS_TERSISA", {"teks": rest.text}).temuan(Lokasi(rest.page, rest.box.rounded()))


def _faults(table: ReadTable) -> Iterator[Temuan]:
    """One finding for a table, however often the program stumbled in it."""
    faults = table.boundary.faults
    if faults:
        said = {"judul": table.source.title, "jumlah": len(faults), "sebab": faults[0].reason}
        page = faults[0].page or (table.source.pages[0] if table.source.pages else None)
        yield CellFinding("TABEL_GAGAL" if table.failed else "SEL_GAGAL", said).temuan(Lokasi(halaman=page))


def _page_notes(pages: Sequence[Page]) -> Iterator[Temuan]:
    for page in pages:
        for note in page.notes:
            if note in PAGE_NOTES:
                yield CellFinding(note).temuan(Lokasi(halaman=page.number))


def _header_place(column: Column, pages: Mapping[int, Page]) -> Lokasi:
    """Where a column's header stands on the page as shown."""
    page = pages.get(column.page)
    box = page.shown(column.box) if column.box and page else column.box
    return Lokasi(column.page, box.rounded() if box else None)


def _of_table(table: ReadTable, pages: Mapping[int, Page]) -> Iterator[Temuan]:
    for column in table.columns:
        where = _header_place(column, pages)
        empty = not body_texts(table.source, column.index)
        if column.match is None and column.printed and not empty:
            yield CellFinding("KEPALA_TAK_DIKENAL", {"judul": column.printed}).temuan(where)
        elif column.match is not None and column.match.confidence < DOUBTFUL_HEADER and column.printed:
            said = {"judul": column.printed, "medan": column.match.field, "keyakinan": f"{column.match.confidence:.2f}"}
            yield CellFinding("KEPALA_RAGU", said).temuan(where)
        if empty and column.printed and table.records and not _filled_elsewhere(column, table):
            yield CellFinding("KOLOM_KOSONG", {"judul": column.printed}).temuan(where)
    yield from _other_content(table, pages)
    doubted = {id(c): c for row in table.source.body for c in row.own if not c.agreed}
    if doubted:
        page = min(c.page for c in doubted.values())
        yield CellFinding("PEMBACA_BERBEDA", {"jumlah": len(doubted)}).temuan(Lokasi(halaman=page))
    yield from _nowhere(table)
    if not table.records and not table.lower:
        yield CellFinding("TABEL_TANPA_REKAMAN", {"judul": table.source.title}).temuan(Lokasi(table.source.pages[0]))


def _nowhere(table: ReadTable) -> Iterator[Temuan]:
    """A table of key indicators that tells of none of them how it is computed, or whence its data come."""
    if table.kind != "iku" or not table.records or any(r.nilai for r in table.records):
        return  # a table of targets leaves both to the decree
    where = Lokasi(halaman=table.source.pages[0])
    fields = {p for c in table.columns if c.match for p in (c.field, *c.match.parts)}
    if not fields & {"formulasi", "penjelasan"} and not any(r.formulasi or r.penjelasan for r in table.records):
        yield CellFinding("TABEL_TANPA_FORMULASI").temuan(where)
    if "sumber_data" not in fields and not any(r.sumber_data for r in table.records):
        yield CellFinding("TABEL_TANPA_SUMBER").temuan(where)


def _filled_elsewhere(column: Column, table: ReadTable) -> bool:
    """A neighbour under the same header cell holds the text."""
    return any(
        c is not column and c.printed == column.printed and body_texts(table.source, c.index) for c in table.columns
    )


def _other_content(table: ReadTable, pages: Mapping[int, Page]) -> Iterator[Temuan]:
    """A column for two fields that holds only one of them all the way down (SUMBER DATA/FORMULA with formulas only)."""
    for column in table.columns:
        if column.match is None or column.match.field != "sumber_data_formulasi" or not table.records:
            continue
        if any(r.formulasi for r in table.records) and not any(r.sumber_data for r in table.records):
            said = {"judul": column.printed, "isi": "formulasi saja", "medan": "sumber data"}
            yield CellFinding("ISI_LAIN_DARI_JUDUL", said).temuan(_header_place(column, pages))


def _of_record(record: Indikator, place: int, table: ReadTable) -> Iterator[Temuan]:
    formula = record.formulasi
    found: list[tuple[CellFinding, str]] = [(f, "satuan") for f in _of_unit(record)]
    if formula and formula.teks:
        found += [(CellFinding(code), "formulasi") for code in formula_findings(formula.teks)]
    if formula is not None:
        found += [(f, "formulasi") for f in ratio_findings(record.indikator or "", formula)]
    found += [(f, value_address("capaian", _year(f))) for f in achievement_findings(record.nilai)]
    found += [(f, "indikator") for f in process_findings(record.indikator or "")]
    found += _left_empty(record, table)
    found += [(CellFinding(code, said), name) for code, name, said in table.notes.get(id(record), ())]
    for finding, name in found:
        yield finding.temuan(_where(record, place, name))


def _year(finding: CellFinding) -> int | None:
    year = finding.rinci.get("tahun")
    return year if isinstance(year, int) else None


def _of_unit(record: Indikator) -> list[CellFinding]:
    return unit_findings(
        column=record.satuan.tercetak if record.satuan.dasar == "kolom" else None,
        values=[v.tercetak or "" for v in record.nilai if v.jenis != "capaian"],
        formula=record.formulasi,
        name=record.indikator or "",
    )


def _left_empty(record: Indikator, table: ReadTable) -> Iterator[tuple[CellFinding, str]]:
    """What an IKU table asks for and this record does not say."""
    if table.kind != "iku":
        return
    asked = {c.field for c in table.columns} | {p for c in table.columns if c.match for p in c.match.parts}
    if record.formulasi is None and not record.penjelasan and asked & {"formulasi", "penjelasan"}:
        yield CellFinding("TANPA_FORMULASI"), "formulasi"
    if not record.sumber_data and any(r.sumber_data for r in table.records):
        yield CellFinding("TANPA_SUMBER"), "sumber_data"


def _unsure(records: Sequence[Indikator], start: int, table: ReadTable) -> Iterator[Temuan]:
    """One question for every doubtful cell, at the record that shows it first: a merged cell is asked about once, and a
    cell that fills several fields names them all."""
    asked: dict[object, list[tuple[int, str, AsalMedan]]] = {}
    traces = table.sheet.traces if table.sheet is not None else {}
    for place, record in enumerate(records, start=start):
        for name, at in (record.asal.medan if record.asal else {}).items():
            if at.keyakinan < DOUBTFUL_VALUE and name not in OWN:
                trace = traces.get(id(record), {}).get(name)
                cell = id(trace.cells[0]) if trace is not None and trace.cells else (at.halaman, *at.bbox)
                asked.setdefault(cell, []).append((place, name, at))
    for doubts in asked.values():
        place, name, at = min(doubts, key=lambda d: d[2].keyakinan)
        names = ", ".join(dict.fromkeys(n for _, n, _ in doubts))
        said = {"medan": names, "keyakinan": f"{at.keyakinan:.2f}", "sebab": GROUNDS.get(at.sebab or "", "")}
        yield CellFinding("KEYAKINAN_RENDAH", said).temuan(Lokasi(at.halaman, at.bbox, place, name))


def _where(record: Indikator, place: int, name: str) -> Lokasi:
    at = record.asal.medan.get(name) if record.asal else None
    if at is not None:
        return Lokasi(at.halaman, at.bbox, place, name)
    return Lokasi(record.asal.halaman if record.asal else None, record.asal.bbox if record.asal else None, place, name)
