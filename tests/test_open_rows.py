"""Rows without upright rules, goals in items of one cell, groups over whose each is, headers that no table follows."""

from __future__ import annotations

import pytest
from test_tables_over_pages import LEX, grid, lines, records

from iku.extract.model import Box
from iku.extract.naming import header_terms, names_table, table_lines
from iku.extract.open_rows import part_rows
from iku.extract.sections import split_grid
from iku.extract.table_model import Cell, Grid
from iku.normalize.sense import Sense

XS = [50.0, 150.0, 300.0, 400.0]
ROW = ((55, "1.a"), (155, "Persentase warga puas"), (305, "80"))


def _row(r: int, texts: tuple[tuple[int, str], ...], span: int = 3) -> Cell:
    box = Box(XS[0], 100.0 + 40 * r, XS[-1], 140.0 + 40 * r)
    cell = Cell(r, 0, 1, span, box, 1)
    words = [
        w for x, text in texts for line in lines(text, Box(x - 2, box.top, x + 90, box.bottom), 1) for w in line.words
    ]
    from iku.extract.lines import to_lines

    cell.lines = to_lines(words, 1)
    return cell


def _open(rows: list[Cell], *, header: bool = True) -> Grid:
    cells = list(rows)
    if header:
        for c, text in enumerate(("NO", "INDIKATOR KINERJA", "TARGET")):
            box = Box(XS[c], 100, XS[c + 1], 140)
            cells.insert(c, Cell(0, c, 1, 1, box, 1, lines(text, box, 1)))
    count = len(rows) + header
    xs = XS if header else [XS[0], XS[-1]]
    return Grid(1, Box(50, 100, 400, 100 + 40.0 * count), xs, [100.0 + 40 * i for i in range(count + 1)], cells)


def _texts(found: Grid, row: int) -> list[str]:
    return [c.text for c in sorted(found.cells, key=lambda c: c.col) if c.row == row]


def test_open_rows_are_parted_by_the_columns_of_their_header_and_a_band_stays_whole() -> None:
    band = ((55, "Meningkatnya mutu layanan warga kota semua"),)
    table = _open([_row(1, ROW), _row(2, ROW), _row(3, band)])
    part_rows(table)
    assert table.opened
    assert _texts(table, 1) == ["1.a", "Persentase warga puas", "80"]
    assert _texts(table, 3) == [band[0][1]]


def test_open_rows_of_the_next_page_go_on_in_the_columns_of_the_page_before() -> None:
    table = _open([_row(0, ROW, 1), _row(1, ROW, 1)], header=False)
    part_rows(table, XS)
    assert _texts(table, 1) == ["1.a", "Persentase warga puas", "80"]


def test_running_text_in_a_frame_is_not_parted() -> None:
    text = ((55, "Tabel ini memuat target kinerja yang disepakati bersama oleh semua"),)
    table = _open([_row(0, text, 1), _row(1, text, 1)], header=False)
    part_rows(table, XS)
    assert table.ncols == 1
    assert not table.opened


def test_numbered_goals_of_one_cell_belong_to_the_indicators_level_with_them() -> None:
    found = records(grid(1, [["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "FORMULASI", "SUMBER DATA"],
                             ["1", "1. Terwujudnya warga sehat\n\n\n\n2. Meningkatnya mutu sekolah", "Usia", "f", "s"],
                             ["2", None, "Angka melek huruf", "f", "s"]]))  # fmt: skip
    assert [r.sasaran for r in found] == ["Terwujudnya warga sehat", "Meningkatnya mutu sekolah"]


def test_a_list_of_goals_beside_no_indicator_of_its_own_belongs_to_all() -> None:
    found = records(grid(1, [["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "FORMULASI", "SUMBER DATA"],
                             ["1", "1. Terwujudnya warga sehat\n2. Meningkatnya mutu sekolah", "Usia", "f", "s"],
                             ["2", None, "Angka melek huruf", "f", "s"]]))  # fmt: skip
    assert len({r.sasaran for r in found}) == 1


def test_a_row_that_says_whose_each_group_is_belongs_to_the_header() -> None:
    xs = [50.0, 150, 250, 350, 450]
    rows = [["SASARAN OPD", "PROGRAM"], ["KEPALA DINAS", "KEPALA BIDANG"]]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = Box(xs[2 * c], 100 + 20.0 * r, xs[2 * c + 2], 120 + 20.0 * r)
            cells.append(Cell(r, 2 * c, 1, 2, box, 1, lines(text, box, 1)))
    names = ["URAIAN", "INDIKATOR SASARAN", "URAIAN", "INDIKATOR PROGRAM"]
    for r, row in enumerate((names, ["Sehat", "Angka", "Gizi", "Persen"]), 2):
        for c, text in enumerate(row):
            box = Box(xs[c], 100 + 20.0 * r, xs[c + 1], 120 + 20.0 * r)
            cells.append(Cell(r, c, 1, 1, box, 1, lines(text, box, 1)))
    table = Grid(1, Box(50, 100, 450, 180), xs, [100.0, 120, 140, 160, 180], cells)
    assert [(s.header, s.body) for s in split_grid(table, Sense(LEX))] == [([0, 1, 2], [3])]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("No\nSasaran Strategis\nIndikator Kinerja Utama\nFormulasi\nTarget", True),
        ("No Sasaran Strategis Indikator Kinerja Satuan Target Sumber Data Penanggung Jawab", True),
        ("1.3 Tujuan .................. 4\n4.1 Sasaran ................ 20\n4.2 Indikator Kinerja ....... 33", False),
        (
            "Rencana ini memuat tujuan dan sasaran serta indikator kinerja yang disepakati dengan target lima tahun",
            False,
        ),
    ],
)
def test_contents_and_running_text_name_no_header(text: str, named: bool) -> None:
    assert names_table(header_terms(table_lines(text))) is named


def test_a_header_printed_again_among_the_rows_is_no_indicator() -> None:
    found = records(grid(1, [["SASARAN STRATEGIS", "INDIKATOR KINERJA", "SATUAN", "TARGET 2024"],
                             ["Naiknya mutu layanan", "Indeks layanan", "Poin", "80"],
                             ["SASARAN STRATEGIS", "INDIKATOR KINERJA", "Poin", "85"],
                             ["Naiknya tata kelola", "Nilai SAKIP", "Nilai", "70"]],
                         xs=[50.0, 200, 350, 420, 500]))  # fmt: skip
    assert [(r.sasaran, r.indikator) for r in found] == [
        ("Naiknya mutu layanan", "Indeks layanan"), ("Naiknya tata kelola", "Nilai SAKIP"),
    ]  # fmt: skip


def test_a_tree_of_boxes_without_a_header_gives_no_records() -> None:
    found = records(grid(1, [["Tujuan", "Terwujudnya tata kelola baik", "Mewujudkan birokrasi dinamis"],
                             ["Indikator Tujuan", "Indeks reformasi birokrasi", "Indeks pelayanan publik"],
                             ["Sasaran", "Meningkatnya mutu layanan", "Meningkatnya akuntabilitas kinerja"],
                             ["Indikator Sasaran", "Indeks kepuasan masyarakat", "Nilai SAKIP perangkat daerah"]],
                         xs=[50.0, 150, 350, 560]))  # fmt: skip
    assert found == []
