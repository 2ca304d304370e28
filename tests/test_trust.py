"""A value says how likely it is right, what makes it doubtful, and nobody is asked twice about one cell."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from iku.extract.boundary import Boundary
from iku.extract.margins import UNSEEN, mark_margins
from iku.extract.model import Box, Page
from iku.extract.table_model import Cell, Grid
from iku.extract.tables import join_tables
from iku.normalize.assemble import ReadTable, classify, read_tables
from iku.normalize.findings import find_doubts
from iku.normalize.lexicon import Lexicon
from iku.normalize.record_model import AsalMedan
from iku.normalize.sense import Sense
from iku.normalize.trust.facts import weigh_facts
from tests.test_tables_over_pages import HEAD, grid

LEX = Lexicon.load()
SOUND: list[list[str | None]] = [
    [
        "1",
        "Meningkatnya mutu layanan kesehatan",
        "Persentase puskesmas terakreditasi",
        "A / B x 100%",
        "Dinas Kesehatan",
    ],
    ["2", "Menurunnya angka kesakitan", "Angka kesakitan penduduk", "C / D x 1.000", "Dinas Kesehatan"],
    ["3", "Meningkatnya gizi masyarakat", "Persentase balita dengan gizi baik", "E / F x 100%", "Dinas Kesehatan"],
]


def read(table: Grid, source: str = "teks") -> tuple[ReadTable, list[Page]]:
    pages = [Page(1, 600, 800, "ocr" if source == "ocr" else "teks")]
    (found,) = classify(join_tables(pages, {1: [table]}, Sense(LEX)), LEX)
    read_tables([found], pages, LEX, (None, None))
    return found, pages


def places(table: Grid) -> list[dict[str, AsalMedan]]:
    return [r.asal.medan for r in read(table)[0].records if r.asal is not None]


def scanned(rows: list[list[str | None]], doubtful: str, confidence: float) -> Grid:
    """The grid as a scan gives it, words of *doubtful* read with *confidence*."""
    table = grid(1, [list(HEAD), *rows])
    for cell in table.cells:
        cell.lines = [
            replace(
                line,
                words=tuple(
                    replace(w, source="ocr", confidence=confidence if w.text in doubtful.split() else 0.99)
                    for w in line.words
                ),
            )
            for line in cell.lines
        ]
    return table


def test_values_of_a_sound_table_are_sure_and_name_no_ground() -> None:
    for own in places(grid(1, [list(HEAD), *SOUND])):
        assert all(0.9 <= p.keyakinan < 1.0 and p.sebab is None for n, p in own.items() if n != "nomor")


def test_a_row_cut_in_the_middle_is_doubtful_for_its_structure() -> None:
    cut: list[list[str | None]] = [list(HEAD), *(list(row) for row in SOUND)]
    cut[2][2] = "kesakitan penduduk menurut"
    sound, doubtful = places(grid(1, [list(HEAD), *SOUND]))[1], places(grid(1, cut))[1]
    assert doubtful["indikator"].keyakinan < 0.9 <= sound["indikator"].keyakinan
    assert doubtful["indikator"].sebab == "susunan"


def test_a_word_that_the_scan_hardly_shows_counts_and_the_bullet_before_it_does_not() -> None:
    rows = [[*row] for row in SOUND]
    rows[0][2] = "• Persentase puskesmas terakreditasi"
    clear = places(scanned(rows, "", 0.3))[0]["indikator"].keyakinan
    assert places(scanned(rows, "•", 0.3))[0]["indikator"].keyakinan == clear
    assert places(scanned(rows, "terakreditasi", 0.3))[0]["indikator"].keyakinan <= clear


def test_a_merged_cell_is_asked_about_once() -> None:
    rows = [[*row] for row in SOUND]
    rows[1][1] = rows[2][1] = None
    table, pages = read(grid(1, [list(HEAD), *rows]))
    for record in table.records:
        assert record.asal is not None
        place = record.asal.medan["sasaran"]
        record.asal.medan["sasaran"] = replace(place, keyakinan=0.5, sebab="makna")
    asked = [f for f in find_doubts([table], pages, [], Boundary()) if f.kode == "KEYAKINAN_RENDAH"]
    about = [f for f in asked if f.lokasi is not None and f.lokasi.medan == "sasaran"]
    assert len(about) == 1
    assert "arti kolom" in about[0].pesan


@pytest.mark.parametrize(("at", "odds", "margin"), [(50.0, 3.0, 3.0), (50.0, -2.0, -2.0), (30.0, 4.0, -4.0)])
def test_the_margin_of_a_cell_is_its_least_sure_boundary(at: float, odds: float, margin: float) -> None:
    """A boundary between two columns as surely as the weighing reader sees it; one that it sees elsewhere, against."""

    def of(xs: list[float], seen: list[tuple[float, float]]) -> Grid:
        cells = [Cell(0, i, 1, 1, Box(a, 0, b, 20), 1) for i, (a, b) in enumerate(zip(xs, xs[1:], strict=False))]
        return Grid(1, Box(xs[0], 0, xs[-1], 20), xs, [0, 20], cells, column_odds=seen)

    kept = of([0, 50, 100], [])
    mark_margins([kept], [of([0, at, 100], [(at, odds)])])
    assert kept.cells[0].margin == margin
    assert kept.cells[1].margin == (margin if at == 50.0 else UNSEEN)


def fact(printed: str, sure: float = 0.95, source: Literal["teks", "ocr"] = "teks") -> AsalMedan:
    return AsalMedan(1, [10, 10, 90, 20], source, sure, printed)


def test_an_office_that_ends_in_pen_strokes_is_doubtful_for_its_letters() -> None:
    facts = {
        "penandatangan.0.jabatan": fact("KEPALA DINAS KESEHATAN KABUPATEN BATANG", source="ocr"),
        "penandatangan.1.jabatan": fact("KEPALA DINAS KESEHATAN Xluw", source="ocr"),
        "dasar_hukum.0": fact("Undang-Undang Nomor 5 Tahun 2014"),
    }
    weigh_facts(facts)
    assert facts["penandatangan.1.jabatan"].keyakinan < facts["penandatangan.0.jabatan"].keyakinan
    assert (facts["penandatangan.1.jabatan"].sebab, facts["dasar_hukum.0"].sebab) == ("teks", None)
    assert 0.9 <= facts["dasar_hukum.0"].keyakinan < 1.0


def test_votes_that_contradict_each_other_make_a_fact_less_sure() -> None:
    facts = {"instansi.nama": fact("Dinas A", 0.55), "instansi.daerah": fact("Kota B", 0.95)}
    weigh_facts(facts)
    assert facts["instansi.nama"].keyakinan < facts["instansi.daerah"].keyakinan
