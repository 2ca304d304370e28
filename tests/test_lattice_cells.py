"""Ruling lines to cells: merged cells, missing rules, fraction bars, boxes in cells."""

from __future__ import annotations

from iku.extract.cells import fill_cells
from iku.extract.fractions import linearise
from iku.extract.gutters import find_open_grids
from iku.extract.lattice import find_grids
from iku.extract.model import Box, Fill, Page, Ruling, Word
from iku.extract.shading import add_shaded_header
from iku.extract.table_model import Cell, Grid


def h(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(True, y, x0, x1)


def v(x: float, y0: float, y1: float) -> Ruling:
    return Ruling(False, x, y0, y1)


def word(text: str, x: float, y: float, width: float | None = None) -> Word:
    return Word(text, Box(x, y, x + (width or 5.0 * len(text)), y + 8), size=8)


def page(*rulings: Ruling, words: list[Word] | None = None, fills: list[Fill] | None = None) -> Page:
    return Page(1, 600, 800, "teks", words=words or [], rulings=list(rulings), fills=fills or [])


FRAME = (h(100, 50, 350), h(200, 50, 350), v(50, 100, 200), v(150, 100, 200), v(350, 100, 200))


def spans(grid: Grid) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.col, c.rowspan, c.colspan) for c in grid.cells]


def test_sasaran_merged_over_two_indicators_is_one_cell() -> None:
    (grid,) = find_grids(page(*FRAME, h(150, 150, 350)))
    assert spans(grid) == [(0, 0, 2, 1), (0, 1, 1, 1), (1, 1, 1, 1)]


def test_rule_in_pieces_is_one_wall() -> None:
    pieces = [h(150, 50 + 20 * i, 66 + 20 * i) for i in range(15)]
    (grid,) = find_grids(page(*FRAME, *pieces))
    assert len(grid.cells) == 4


def test_double_rule_makes_no_row_of_its_own() -> None:
    (grid,) = find_grids(page(*FRAME, h(149, 50, 350), h(150.6, 50, 350)))
    assert grid.nrows == 2


def test_fraction_bar_that_fills_most_of_a_cell_is_no_wall() -> None:
    (grid,) = find_grids(page(*FRAME, h(150, 153, 300)))
    assert [c.colspan for c in grid.cells] == [1, 1]
    assert all(c.rowspan == grid.nrows for c in grid.cells)


def test_missing_left_outer_rule_is_added_where_rows_run_on() -> None:
    (grid,) = find_grids(page(h(100, 50, 350), h(150, 50, 350), h(200, 50, 350), v(150, 100, 200), v(350, 100, 200)))
    assert grid.ncols == 2
    assert grid.xs[0] == 50


def test_box_inside_a_cell_is_no_table() -> None:
    inner = (h(120, 200, 300), h(140, 200, 300), v(200, 120, 140), v(300, 120, 140), v(250, 120, 140))
    grids = find_grids(page(*FRAME, *inner))
    assert [g.box for g in grids] == [Box(50, 100, 350, 200)]


def test_two_tables_on_one_page_stay_apart() -> None:
    lower = [Ruling(r.horizontal, r.at + 300, r.start, r.end) if r.horizontal else v(r.at, 400, 500) for r in FRAME]
    assert len(find_grids(page(*FRAME, *lower))) == 2


def test_word_over_a_rule_belongs_to_the_cell_under_its_middle() -> None:
    sheet = page(*FRAME, words=[word("Terlaksananya", 60, 120, 100), word("Jumlah", 160, 120)])
    (grid,) = find_grids(sheet)
    fill_cells(grid, sheet.words)
    assert [c.text for c in grid.cells] == ["Terlaksananya", "Jumlah"]


def test_columns_of_a_table_with_horizontal_rules_only() -> None:
    words = [word(t, x, y) for y, row in ((105, ("NO", "SASARAN", "INDIKATOR")), (125, ("1", "Naiknya", "Persentase")),
             (145, ("2", "Turunnya", "Jumlah"))) for t, x in zip(row, (55, 100, 220), strict=True)]  # fmt: skip
    sheet = page(h(100, 50, 350), h(118, 50, 350), h(138, 50, 350), h(160, 50, 350), words=words)
    (grid,) = find_open_grids(sheet, [])
    fill_cells(grid, sheet.words)
    assert (grid.nrows, grid.ncols) == (3, 3)
    assert [c.text for c in grid.cells if c.row == 1] == ["1", "Naiknya", "Persentase"]


def test_rule_that_stops_short_keeps_the_cell_beside_it_merged() -> None:
    words = [word(t, x, y) for y, row in ((105, ("NO", "SASARAN", "UNIT")), (125, ("1", "Naiknya", "Bidang")),
             (145, ("2", "Turunnya", ""))) for t, x in zip(row, (55, 100, 220), strict=True) if t]  # fmt: skip
    sheet = page(h(100, 50, 350), h(118, 50, 350), h(138, 50, 200), h(160, 50, 350), words=words)
    (grid,) = find_open_grids(sheet, [])
    unit = grid.at(1, 2)
    assert unit is not None and unit.rowspan == 2


def test_header_known_by_its_shading_alone_is_part_of_the_table() -> None:
    words = [word("NO", 60, 86), word("INDIKATOR", 160, 86), word("1", 60, 120)]
    sheet = page(*FRAME, words=words, fills=[Fill(Box(50, 80, 150, 100), 0.4), Fill(Box(150, 80, 350, 100), 0.4)])
    (grid,) = find_grids(sheet)
    add_shaded_header(grid, sheet.fills, sheet.words)
    fill_cells(grid, sheet.words)
    assert [c.text for c in grid.cells if c.row == 0] == ["NO", "INDIKATOR"]


def fraction_cell(*words: Word) -> Cell:
    cell = Cell(0, 0, 1, 1, Box(50, 100, 350, 200), 1)
    grid = Grid(1, cell.box, [50, 350], [100, 200], [cell])
    fill_cells(grid, words)
    return cell


def test_stacked_fraction_reads_numerator_slash_denominator_times_hundred() -> None:
    cell = fraction_cell(word("Jumlah", 60, 110), word("mandiri", 95, 110), word("x", 150, 116), word("100%", 160, 116),
                         word("Jumlah", 60, 126), word("semua", 95, 126))  # fmt: skip
    assert linearise(cell, [h(121, 58, 140)])
    assert cell.text == "Jumlah mandiri / Jumlah semua x 100%"


def test_fraction_typed_with_dashes() -> None:
    numerator = (word("Jumlah", 60, 110), word("mandiri", 95, 110))
    denominator = (word("Jumlah", 60, 130), word("semua", 95, 130))
    bar = (word("--------------", 60, 120, 75), word("x", 150, 120), word("100%", 160, 120))
    cell = fraction_cell(*numerator, *bar, *denominator)
    assert linearise(cell, [])
    assert cell.text == "Jumlah mandiri / Jumlah semua x 100%"


def test_underlined_heading_is_no_fraction() -> None:
    cell = fraction_cell(word("Penjelasan", 60, 110), word("Mengukur", 60, 122), word("hasil", 105, 122))
    assert not linearise(cell, [h(119, 60, 110)])
    assert cell.text == "Penjelasan Mengukur hasil"


def test_a_frame_around_the_page_swallows_no_table() -> None:
    frame = (h(40, 30, 570), h(780, 30, 570), v(30, 40, 780), v(570, 40, 780))
    below = (h(400, 50, 350), h(500, 50, 350), v(50, 400, 500), v(150, 400, 500), v(350, 400, 778))
    grids = find_grids(page(*frame, *FRAME, *below))
    assert [(round(g.box.top), len(g.cells)) for g in grids] == [(100, 2), (400, 2)]


def test_a_table_that_fills_the_page_keeps_its_sides() -> None:
    sides = (h(40, 30, 570), h(780, 30, 570), v(30, 40, 780), v(570, 40, 780))
    (grid,) = find_grids(page(*sides, h(300, 30, 570), h(500, 200, 570), v(200, 300, 780)))
    assert (grid.box.x0, grid.box.x1, len(grid.cells)) == (30, 570, 4)
