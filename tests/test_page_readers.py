"""Which reader reads a page, and what happens where one of them cannot."""

from __future__ import annotations

from pathlib import Path

import pytest

from iku.extract.digital import DigitalReader
from iku.extract.document import read_document
from iku.extract.second import camelot_grids, compare, is_certain
from iku.extract.table_model import Grid
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense
from iku.pipeline import convert_document

SAMPLE = Path(__file__).parent.parent / "samples" / "pdf" / "c-keputusan-bidang.pdf"
SENSE = Sense(Lexicon.load())


def test_page_that_pdfplumber_cannot_read_is_read_by_camelot(monkeypatch: pytest.MonkeyPatch) -> None:
    expected = [(r.sasaran, r.indikator) for r in convert_document(SAMPLE).dokumen.indikator]
    monkeypatch.setattr(DigitalReader, "read", lambda self, number: None)
    result = convert_document(SAMPLE).dokumen
    assert [(r.sasaran, r.indikator) for r in result.indikator] == expected
    assert {t.pembaca for t in result.tabel} == {"camelot"}


def test_both_readers_see_the_same_cells_of_a_ruled_table() -> None:
    read = read_document(SAMPLE, SENSE)
    heights = {p.number: p.height for p in read.pages if read.grids.get(p.number)}
    second = camelot_grids(SAMPLE, heights)
    assert heights and sum(compare(read.grids[n], second) for n in heights) == 0


def test_cell_that_the_second_reader_sees_otherwise_is_trusted_less() -> None:
    read = read_document(SAMPLE, SENSE)
    number = next(n for n, grids in read.grids.items() if grids)
    second = camelot_grids(SAMPLE, {p.number: p.height for p in read.pages if p.number == number})
    torn = next(c for c in read.grids[number][0].cells if not c.empty)
    torn.box = type(torn.box)(torn.box.x0, torn.box.top, torn.box.x1, torn.box.bottom + 60)
    assert compare(read.grids[number], second) == 1
    assert not torn.agreed


def test_table_is_read_twice_where_a_rule_is_missing_and_once_where_all_are_there(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[int] = []

    def look(path: Path, heights: dict[int, float]) -> dict[int, list[Grid]]:
        looked.extend(heights)
        return {}

    monkeypatch.setattr("iku.pipeline.camelot_grids", look)
    convert_document(SAMPLE)
    assert not looked
    read = read_document(SAMPLE, SENSE)
    page = next(p for p in read.pages if read.grids.get(p.number))
    grid = read.grids[page.number][0]
    assert is_certain(grid, page)
    page.rulings = [r for r in page.rulings if r.horizontal or abs(r.at - grid.xs[1]) > 5]
    assert not is_certain(grid, page)


def test_decree_pages_without_tables_are_read_for_facts_only() -> None:
    read = read_document(SAMPLE, SENSE)
    assert {p.number for p in read.pages} == set(range(1, read.count + 1))
    assert any(not read.grids.get(p.number) and not p.rulings for p in read.pages)
