"""Grids of several pages to one logical table, and its rows to indicators."""

from __future__ import annotations

from dataclasses import replace

import pytest

from iku.extract.model import Box, Line, Page, Word
from iku.extract.table_model import Cell, Grid, LogicalTable
from iku.extract.tables import join_tables
from iku.normalize.assemble import classify, read_tables
from iku.normalize.lexicon import Lexicon
from iku.normalize.record_model import Indikator
from iku.normalize.sense import Sense

LEX = Lexicon.load()
HEAD = ["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA UTAMA", "FORMULASI", "SUMBER DATA"]
XS = [50.0, 80.0, 200.0, 350.0, 480.0, 560.0]


def lines(text: str, box: Box, page: int) -> list[Line]:
    out = []
    for i, part in enumerate(text.split("\n")):
        y, x, words = box.top + 2 + 10 * i, box.x0 + 2, []
        for token in part.split():
            words.append(Word(token, Box(x, y, x + 4 * len(token), y + 8), size=8))
            x += 4 * len(token) + 3
        if words:
            out.append(Line(tuple(words), Box(words[0].box.x0, y, words[-1].box.x1, y + 8), page))
    return out


def grid(page: int, rows: list[list[str | None]], top: float = 100.0, xs: list[float] | None = None) -> Grid:
    """A grid of texts; None continues the cell above (merged), a row of one text is a band over all columns."""
    xs = xs or XS
    ys = [top + 40.0 * i for i in range(len(rows) + 1)]
    cells: list[Cell] = []
    for r, row in enumerate(rows):
        if len(row) == 1:
            box = Box(xs[0], ys[r], xs[-1], ys[r + 1])
            cells.append(Cell(r, 0, 1, len(xs) - 1, box, page, lines(row[0] or "", box, page)))
            continue
        for c, text in enumerate(row):
            if text is None:
                above = next(k for k in cells if k.col == c and k.row + k.rowspan == r)
                above.rowspan += 1
                above.box = replace(above.box, bottom=ys[r + 1])
                continue
            box = Box(xs[c], ys[r], xs[c + 1], ys[r + 1])
            cells.append(Cell(r, c, 1, 1, box, page, lines(text, box, page)))
    return Grid(page, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells)


def records(*grids: Grid, title: str = "") -> list[Indikator]:
    numbers = sorted({g.page for g in grids})
    pages = [Page(n, 600, 800, "teks") for n in numbers]
    if title:
        pages[0].words = [w for line in lines(title, Box(100, 70, 500, 90), numbers[0]) for w in line.words]
    by_page = {n: [g for g in grids if g.page == n] for n in numbers}
    tables = classify(join_tables(pages, by_page, Sense(LEX)), LEX)
    read_tables(tables, pages, LEX, (None, None))
    return [r for t in tables for r in t.records]


def test_sasaran_merged_over_two_indicators_is_repeated() -> None:
    found = records(grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"],
                             [None, None, "Persentase B", "C / D x 100%", "Dinas"]]))  # fmt: skip
    assert [(r.nomor, r.sasaran, r.indikator) for r in found] == [
        ("1", "Naiknya mutu", "Persentase A"),
        ("1", "Naiknya mutu", "Persentase B"),
    ]


def test_sasaran_merged_over_a_page_break() -> None:
    first = grid(1, [HEAD, ["2", "Turunnya kematian", "Rasio kematian ibu", "A / B x 100.000", "Profil"]])
    second = grid(
        2, [["", "", "Cakupan Persalinan", "C / D x 100", "Laporan"], ["3", "Naiknya mutu", "Jumlah klinik", "", ""]]
    )
    assert [(r.nomor, r.sasaran) for r in records(first, second)] == [
        ("2", "Turunnya kematian"), ("2", "Turunnya kematian"), ("3", "Naiknya mutu"),
    ]  # fmt: skip


def test_row_cut_by_a_page_break_is_one_indicator() -> None:
    first = grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase desa yang peran serta", "Keterlibatan dalam ide", "Desa"]])
    second = grid(
        2, [["", "", "masyarakatnya baik", "dan pemantauan", ""], ["2", "Naiknya akses", "Jumlah pasar", "", "Desa"]]
    )
    found = records(first, second)
    assert [r.indikator for r in found] == ["Persentase desa yang peran serta masyarakatnya baik", "Jumlah pasar"]
    how = found[0].formulasi.teks if found[0].formulasi else found[0].penjelasan
    assert how == "Keterlibatan dalam ide dan pemantauan"


def test_header_and_numbers_repeated_on_the_next_page_are_no_data() -> None:
    numbers = ["1", "2", "3", "4", "5"]
    first = grid(1, [HEAD, numbers, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]])
    second = grid(2, [["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA  UTAMA", "FORMULASI", "SUMBER  DATA"], numbers,
                      ["2", "Naiknya akses", "Jumlah pasar", "", "Desa"]])  # fmt: skip
    assert [r.indikator for r in records(first, second)] == ["Persentase A", "Jumlah pasar"]


def test_head_of_a_row_before_the_page_break_belongs_to_the_row_after_it() -> None:
    first = grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Laporan tahunan"],
                     ["", "", "", "Definisi Operasional :", "Data diperoleh"]])  # fmt: skip
    second = grid(2, [["", "", "Nilai Tambah Udang", "Nilai tambah adalah selisih", "dari laporan"]])
    found = records(first, second)
    assert [r.indikator for r in found] == ["Persentase A", "Nilai Tambah Udang"]
    assert [p.nama for p in found[1].sumber_data] == ["Data diperoleh dari laporan"]


def test_mission_band_is_carried_and_makes_no_record() -> None:
    found = records(grid(1, [HEAD, ["Misi II (Kedua): Mengembangkan sumber daya"],
                             ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]]))  # fmt: skip
    assert [(r.misi, r.indikator) for r in found] == [("Mengembangkan sumber daya", "Persentase A")]


def test_new_sasaran_without_a_number_gets_no_number() -> None:
    found = records(
        grid(1, [HEAD, ["3", "Naiknya mutu", "Persentase A", "", ""], ["", "Turunnya kasus", "Jumlah kasus", "", ""]])
    )
    assert [(r.nomor, r.sasaran) for r in found] == [("3", "Naiknya mutu"), (None, "Turunnya kasus")]


def test_two_numbered_indicators_in_one_ruled_row_are_split_with_their_formulas() -> None:
    found = records(grid(1, [HEAD, ["1", "Naiknya mutu", "1. Persentase A\n2. Persentase B",
                             "1. A / B x 100%\n2. C / D x 100%", "Dinas"]]))  # fmt: skip
    assert [(r.kode, r.indikator, r.formulasi and r.formulasi.pembilang) for r in found] == [
        ("1", "Persentase A", "A"), ("2", "Persentase B", "C"),
    ]  # fmt: skip
    assert [r.sumber_data[0].nama for r in found] == ["Dinas", "Dinas"]


def test_list_inside_an_indicator_stays_one_indicator() -> None:
    found = records(grid(1, [HEAD, ["1", "Naiknya produksi", "Jumlah produksi :\n- Daging\n- Telur", "", "Dinas"]]))
    assert [r.indikator for r in found] == ["Jumlah produksi : - Daging - Telur"]


def test_code_column_under_a_shared_header_is_the_code() -> None:
    xs = [50.0, 80.0, 200.0, 230.0, 400.0, 560.0]
    head = grid(
        1, [["NO", "SASARAN", "INDIKATOR", "X", "FORMULASI"], ["1", "Naiknya mutu", "1.1", "Nilai SAKIP", ""]], xs=xs
    )
    wide = next(c for c in head.cells if c.row == 0 and c.col == 2)
    head.cells.remove(next(c for c in head.cells if c.row == 0 and c.col == 3))
    wide.colspan, wide.box = 2, replace(wide.box, x1=400.0)
    assert [(r.kode, r.indikator) for r in records(head)] == [("1.1", "Nilai SAKIP")]


def test_years_in_the_first_body_row_are_headers() -> None:
    head = ["No", "INDIKATOR", "SATUAN", "TARGET", "X"]
    table = grid(1, [head, ["1", "Keterbukaan informasi", "%", "2017", "2018"], ["", None, "", "300", "450"]])
    wide = next(c for c in table.cells if c.row == 0 and c.col == 3)
    table.cells.remove(next(c for c in table.cells if c.row == 0 and c.col == 4))
    wide.colspan, wide.box = 2, replace(wide.box, x1=560.0)
    (found,) = records(table)
    assert [(n.jenis, n.tahun, n.angka) for n in found.nilai] == [("target", 2017, 300), ("target", 2018, 450)]


def test_unknown_column_stays_in_the_output_under_its_printed_name() -> None:
    head = ["NO", "SASARAN", "INDIKATOR KINERJA UTAMA", "FORMULASI", "WARNA KARTU"]
    (found,) = records(grid(1, [head, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "biru muda"]]))
    assert found.lainnya == {"WARNA KARTU": "biru muda"}


def test_same_header_with_a_caption_and_a_count_from_one_is_a_new_table() -> None:
    first = grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]])
    second = grid(2, [HEAD, ["1", "Naiknya akses", "Jumlah pasar", "", "Desa"]])
    pages = [Page(1, 600, 800, "teks"), Page(2, 600, 800, "teks")]
    assert len(join_tables(pages, {1: [first], 2: [second]}, Sense(LEX))) == 2


@pytest.mark.parametrize("printed", ["Bidang Sosial Bidang Sosial", "Bidang Sosial, Bidang Sosial"])
def test_name_printed_twice_in_a_cell_is_listed_once(printed: str) -> None:
    (found,) = records(grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", printed]]))
    assert [p.nama for p in found.sumber_data] == ["Bidang Sosial"]


def test_every_value_says_where_it_stood() -> None:
    row = ["1", "Meningkatnya mutu layanan kesehatan", "Persentase puskesmas terakreditasi", "A / B x 100%", "Dinas"]
    (found,) = records(grid(1, [HEAD, row]))
    assert found.asal is not None
    place = found.asal.medan["indikator"]
    assert (place.halaman, place.sumber, place.cetak, place.sebab) == (1, "teks", row[2], None)
    assert 0.9 <= place.keyakinan < 1.0, "sure, and never beyond doubt"
    x0, top, x1, bottom = place.bbox
    assert XS[2] <= x0 < x1 <= XS[3] and 140 <= top < bottom <= 180


def test_list_of_goods_under_uraian_is_no_indicator_table() -> None:
    goods = grid(1, [["No", "Uraian", "Jumlah", "Satuan", "Keterangan"], ["1", "Mobil dinas", "2", "Unit", "Baik"]])
    assert records(goods) == []


def test_caption_left_at_the_foot_of_the_page_before_is_the_title() -> None:
    pages = [Page(1, 600, 800, "teks"), Page(2, 600, 800, "teks")]
    caption = lines("Tabel 7.1 Indikator Kinerja Utama", Box(100, 740, 500, 760), 1)
    pages[0].words = [w for line in caption for w in line.words]
    table = grid(2, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]], top=60)
    (found,) = join_tables(pages, {2: [table]}, Sense(LEX))
    assert found.title == "Tabel 7.1 Indikator Kinerja Utama"


def _two_tables(first_title: str, second_title: str) -> list[LogicalTable]:
    rows = [HEAD, ["3", "Naiknya mutu", "Persentase A", "A / B", "Dinas"]]
    pages = [Page(n, 600, 800, "teks") for n in (1, 2)]
    for page, title in zip(pages, (first_title, second_title), strict=True):
        page.words = [w for line in lines(title, Box(100, 70, 500, 90), page.number) for w in line.words]
    return join_tables(pages, {1: [grid(1, rows)], 2: [grid(2, rows)]}, Sense(LEX))


@pytest.mark.parametrize(
    ("first", "second", "count"),
    [
        ("Tabel 2. Indikator Kinerja Utama", "Tabel 3. Indikator Kinerja Kunci", 2),
        ("Tabel 2. Indikator Kinerja Utama", "Tabel 2. Indikator Kinerja Utama", 1),
        ("Tabel 2. Indikator Kinerja Utama", "Tabel 2. (lanjutan)", 1),
        ("Sasaran 1 : Naiknya mutu", "Sasaran 2 : Turunnya biaya", 2),
        ("Tabel 2. Indikator Kinerja Utama", "", 1),
    ],
)
def test_caption_of_its_own_parts_two_tables_with_one_header(first: str, second: str, count: int) -> None:
    assert len(_two_tables(first, second)) == count


def test_header_printed_once_holds_for_a_next_table_whose_evidence_shows_fewer_columns() -> None:
    first = grid(1, [HEAD, ["1", "Naiknya mutu", "Persentase A", "A / B x 100%", "Dinas"]])
    fewer = [XS[0], *XS[2:]]
    second = grid(1, [["2", "Persentase B", "C / D x 100%", "Badan"]], top=300.0, xs=fewer)
    page = Page(1, 600, 800, "teks")
    goal = lines("Sasaran 2 : Turunnya waktu tunggu", Box(50, 270, 560, 290), 1)
    page.words = [w for line in goal for w in line.words]
    tables = join_tables([page], {1: [first, second]}, Sense(LEX))
    assert len(tables) == 2
    assert all(len(row.cells) == len(table.header) for table in tables for row in table.body)
