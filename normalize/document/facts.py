"""What a document says of itself: pages in, facts out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

from iku.extract.boundary import Boundary
from iku.extract.model import Box, Line, Page
from iku.normalize.document.agency_vote import Verdict, read_agency
from iku.normalize.document.agreement import Party, read_parties
from iku.normalize.document.checks import Evidence, find_oddities
from iku.normalize.document.decree import Decree, read_decrees
from iku.normalize.document.headings import Heading, headings
from iku.normalize.document.kind import is_annual, read_kind
from iku.normalize.document.legal import LegalList, read_legal_lists
from iku.normalize.document.model import DocumentFacts
from iku.normalize.document.period import Period, as_periode, read_period, says_change
from iku.normalize.document.rows import Row, place, place_of, read_cells, read_rows, rows_that_print
from iku.normalize.document.signatures import Block
from iku.normalize.document.signers import read_signatures
from iku.normalize.document.timing import Dateline, Timing, choose, fixed_at, minutes_date, read_datelines
from iku.normalize.record_model import AsalMedan

_ONE_AGREEMENT = 2
"""Parties of one agreement; a file with more holds several."""


def read_facts(
    pages: Sequence[Page],
    table_areas: Mapping[int, Sequence[Box]],
    titles: Sequence[Line] = (),
    file_name: str = "",
    boundary: Boundary | None = None,
) -> DocumentFacts:
    """Read what a document says about itself.

    *pages* are the pages that were read (not all pages of the file need be there), *table_areas* the boxes of tables by
    page number in points of the upright page, *titles* the title lines of the indicator tables. *file_name* is not
    read: a name of a file is no print, and no fact is taken from it. What cannot be told is null, with a finding. A
    fact that the program stumbles over is a fault of *boundary* and empty.
    """
    around = (boundary or Boundary()).around
    rows: list[Row] = around("baris dokumen", partial(read_rows, pages, table_areas), list)
    body = [r for r in rows if not r.in_table]
    decrees: list[Decree] = around("keputusan", partial(read_decrees, body), list)
    parties: list[Party] = around("pihak perjanjian", partial(read_parties, rows), list)
    blocks: list[Block] = around("tanda tangan", partial(read_signatures, rows, parties), list)
    lists: list[LegalList] = around("dasar hukum", partial(read_legal_lists, rows), list)
    cited = frozenset(id(r) for one in lists for item in one.items for r in item.rows)
    found: list[Heading] = around("judul", partial(headings, rows, decrees, titles, cited), list)
    kind = around("jenis dokumen", partial(read_kind, rows, decrees, found), lambda: "lampiran")
    datelines = around("tempat dan tanggal", partial(read_datelines, rows, blocks), list)
    timing = around("tempat dan tanggal", partial(_timing, decrees, datelines, kind, parties, body, blocks), Timing)
    period = around("periode", lambda: read_period(found, kind, is_annual(rows, kind)), _nothing)
    change = around("perubahan", partial(says_change, found, kind), _nothing)
    cells = partial(read_cells, pages, table_areas)
    verdict = around("instansi", partial(read_agency, rows, decrees, blocks, titles, parties, cells), Verdict)
    facts = DocumentFacts(
        jenis=kind,
        tanggal=timing.tanggal.iso if timing.tanggal else None,
        tempat=timing.tempat,
        periode=as_periode(period),
        perubahan=change is not None,
        penandatangan=[b.signer for b in blocks],
        dasar_hukum=[item.dasar for one in lists for item in one.items],
        instansi=verdict.instansi,
    )
    around("nomor dan perihal", partial(_take_head, facts, decrees), _nothing)
    around("tempat fakta", partial(_note_places, facts, decrees, timing, period, change, verdict, rows), _nothing)
    around("tempat fakta", partial(_note_lists, facts, blocks, lists), _nothing)
    evidence = Evidence(facts, body, decrees, blocks, lists, found, datelines, verdict)
    facts.temuan = around("temuan dokumen", partial(find_oddities, evidence), list)
    return facts


def _nothing() -> None:
    """What stands in for a fact that the program stumbled over."""


def _timing(
    decrees: Sequence[Decree],
    datelines: Sequence[Dateline],
    kind: str,
    parties: Sequence[Party],
    body: Sequence[Row],
    blocks: Sequence[Block],
) -> Timing:
    """Place and date: of the decree, of the one agreement, of datelines; else of lines that say so, or of minutes."""
    opening = parties[0].row.page.number if 1 <= len(parties) <= _ONE_AGREEMENT else None
    timing = choose(decrees, datelines, kind, opening)
    held = None if timing.tanggal or timing.tempat else fixed_at(body, blocks) or minutes_date(body)
    return held or timing


def _take_head(facts: DocumentFacts, decrees: Sequence[Decree]) -> None:
    """Number and TENTANG of the decree; of its annex when the file holds only that."""
    heads = [d for d in decrees if not d.annex] or list(decrees)
    numbered = next((d for d in heads if d.nomor), None)
    about = next((d for d in heads if d.tentang), None)
    if numbered is not None:
        facts.nomor = numbered.nomor
        facts.asal["nomor"] = place_of(numbered.number_rows, numbered.nomor, numbered.nomor_keyakinan)
    if about is not None:
        facts.tentang = about.tentang
        facts.asal["tentang"] = place_of(about.about_rows, about.tentang, 0.95)


def _note_places(
    facts: DocumentFacts,
    decrees: Sequence[Decree],
    timing: Timing,
    period: Period | None,
    change: Heading | None,
    verdict: Verdict,
    rows: Sequence[Row],
) -> None:
    """Fill ``asal`` for the single facts. A value of a table title has no line here and no place."""
    asal = facts.asal
    if timing.tempat and timing.tempat_row is not None:
        asal["tempat"] = place_of([timing.tempat_row], timing.tempat, 0.95)
    if timing.tanggal and timing.tanggal_row is not None:
        asal["tanggal"] = place_of([timing.tanggal_row], timing.cetak, timing.tanggal.keyakinan)
    if period is not None and period.heading.row is not None:
        asal["periode"] = _row_place(period.heading.row, min(0.95, 0.5 + period.heading.weight / 8))
    if change is not None and change.row is not None:
        asal["perubahan"] = _row_place(change.row, min(0.95, 0.5 + change.weight / 8))
    decree = next((d for d in decrees if not d.annex), None)
    if decree is not None:
        asal["jenis"] = _row_place(decree.head_rows[0], 0.95)
    if verdict.nama_row is not None and facts.instansi.nama:
        named = rows_that_print(verdict.nama_cetak, verdict.nama_row, rows)
        asal["instansi.nama"] = place_of(named, verdict.nama_cetak, verdict.keyakinan)
    if verdict.nama_row is not None and facts.instansi.wilayah_kerja:
        area = facts.instansi.wilayah_kerja
        asal["instansi.wilayah_kerja"] = place_of([verdict.nama_row], area, verdict.keyakinan)
    if verdict.induk_row is not None and facts.instansi.induk_instansi:
        asal["instansi.induk_instansi"] = _row_place(verdict.induk_row, verdict.keyakinan)
    if verdict.daerah_row is not None and facts.instansi.daerah.kode:
        there = rows_that_print(verdict.daerah_cetak, verdict.daerah_row, rows)
        asal["instansi.daerah"] = place_of(there, verdict.daerah_cetak, verdict.daerah_keyakinan)


def _row_place(row: Row, sure: float) -> AsalMedan:
    return place_of([row], row.text, sure)


def _note_lists(facts: DocumentFacts, blocks: Sequence[Block], lists: Sequence[LegalList]) -> None:
    for i, block in enumerate(blocks):
        facts.asal[f"penandatangan.{i}"] = place(
            block.name.piece, block.name.row.page, block.name.text, block.keyakinan
        )
        for name, origin in block.asal.items():
            facts.asal[f"penandatangan.{i}.{name}"] = origin
    items = [item for one in lists for item in one.items]
    for i, item in enumerate(items):
        facts.asal[f"dasar_hukum.{i}"] = place_of(item.rows, item.dasar.teks, item.keyakinan)
