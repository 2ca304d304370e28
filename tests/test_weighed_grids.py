"""Where weighed evidence stands in for rules that are missing, and where it must not."""

from __future__ import annotations

from dataclasses import replace

from iku.extract.cells import fill_cells
from iku.extract.grids import better, divide, prepared
from iku.extract.lattice import find_grids
from iku.extract.model import Box, Fill, Page, Ruling, Word
from iku.extract.structure.reader import structure_grids
from iku.extract.structure.region import find_regions
from iku.extract.table_model import Grid
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense

SENSE = Sense(Lexicon.load(None))
COLUMNS = (50.0, 200.0, 350.0, 500.0)


def _words(*placed: tuple[str, float, float]) -> list[Word]:
    return [Word(text, Box(x, y, x + 6.0 * len(text), y + 10)) for text, x, y in placed]


def _page(words: list[Word], rulings: list[Ruling] | None = None) -> Page:
    return Page(2, 595, 842, "teks", words, rulings or [])


def test_words_of_a_signature_are_no_row_of_the_table_before() -> None:
    signature = _words(("KEPALA", 161, 60), ("DINAS", 201, 60))
    assert structure_grids(_page(signature), SENSE, COLUMNS) == []


def test_row_that_stands_in_the_columns_of_the_table_before_goes_on() -> None:
    row = _words(("Keluarga", 55, 60), ("Persentase", 205, 60), ("Dinas", 355, 60))
    (grid,) = structure_grids(_page(row), SENSE, COLUMNS)
    assert len(grid.xs) == len(COLUMNS)


def test_column_that_tears_the_header_of_complete_rules_counts_for_nothing() -> None:
    ys = (50.0, 75.0, 120.0, 165.0)
    rules = [Ruling(False, x, ys[0], ys[-1], 0.5) for x in COLUMNS] + [Ruling(True, y, 50.0, 500.0, 0.5) for y in ys]
    cells = [(x + 5, y + 5) for y in ys[:-1] for x in COLUMNS[:-1]]
    texts = ("Sasaran", "Indikator", "Formulasi", "Air", "Rumah", "Jumlah", "Jalan", "Mantap", "Panjang")
    page = _page(_words(*[(t, *at) for t, at in zip(texts, cells, strict=True)]), rules)
    (ruled,) = prepared(page, find_grids(page), SENSE)
    torn = replace(ruled, reader="structure", column_odds=[(200, 3.0), (275, 9.0), (350, 3.0)], row_odds=[])
    assert not better(torn, [ruled], SENSE)


LEFT = (50.0, 90.0, 250.0, 350.0, 450.0)
"""Column starts of a table drawn without any rule below its header."""
ROWS = (
    ("1", "Persentase jalan mantap", "Persen", "71"), ("2", "Indeks layanan kota", "Poin", "3,5"),
    ("3", "Jumlah taman kota", "Unit", "14"), ("4", "Nilai layanan warga", "Nilai", "88"),
)  # fmt: skip


def _table(top: float, head: tuple[str, ...] = ("No", "Indikator Kinerja", "Satuan", "Target 2024")) -> list[Word]:
    placed = [(text, x, top) for text, x in zip(head, LEFT, strict=False)]
    for i, row in enumerate(ROWS):
        placed += [(text, x, top + 22 * (i + 1)) for text, x in zip(row, LEFT, strict=False)]
    return [word for text, x, y in placed for word in _sentence(text, x, y)]


def _sentence(text: str, x: float, y: float) -> list[Word]:
    words = []
    for part in text.split():
        words += _words((part, x, y))
        x += 6.0 * len(part) + 4
    return words


def _grid_under(words: list[Word], rulings: list[Ruling] | None = None, fills: list[Fill] | None = None) -> Grid:
    page = replace(_page(words, rulings), fills=fills or [])
    grid = structure_grids(page, SENSE)[-1]
    fill_cells(grid, page.words)
    return grid


def test_running_text_under_the_last_row_is_no_row() -> None:
    remark = _sentence("Dokumen ini ditinjau kembali apabila terdapat perubahan kebijakan.", 50.0, 202.0)
    grid = _grid_under(_table(80.0) + remark)
    assert "Dokumen" not in " ".join(c.text for c in grid.cells)
    assert "Nilai layanan warga" in [c.text for c in grid.cells]


def test_a_sentence_that_names_columns_heads_no_table() -> None:
    sentence = _sentence("Tabel di bawah ini memuat indikator, cara penghitungan dan sasaran setiap unit.", 50.0, 66.0)
    grid = _grid_under(sentence + _table(80.0))
    assert "Tabel" not in " ".join(c.text for c in grid.cells)


def test_shadings_draw_the_groups_of_a_header() -> None:
    words = [w for w in _table(80.0) if w.text not in ("Target", "2024")]
    words += _words(("Target", 352.0, 72.0), ("2024", 352.0, 88.0), ("2025", 440.0, 88.0))
    words += _words(*[(str(60 + i), 440.0, 102.0 + 22 * i) for i in range(4)])
    sides = ((46, 85, 70, 100), (85, 245, 70, 100), (245, 345, 70, 100), (345, 500, 70, 84), (345, 425, 84, 100),
             (425, 500, 84, 100))  # fmt: skip
    fills = [Fill(Box(x0, top, x1, bottom), 0.9) for x0, x1, top, bottom in sides]
    grid = _grid_under(words, fills=fills)
    head = {c.text: (c.colspan, c.rowspan) for c in grid.cells if c.row < 2}
    assert head["Target"] == (2, 1)
    assert head["No"] == (1, 2)
    assert {"2024", "2025"} <= set(head)


def test_two_tables_ruled_onto_one_another_are_taken_apart() -> None:
    ys = (50.0, 75.0, 100.0, 125.0, 150.0)
    rules = [Ruling(False, x, ys[0], ys[-1], 0.5) for x in COLUMNS] + [Ruling(True, y, 50.0, 500.0, 0.5) for y in ys]
    texts = ("No", "Program", "Anggaran", "1", "Air", "900", "No", "Sasaran", "Indikator", "1", "Mutu", "Persentase")
    places = [(x + 5, y + 5) for y in ys[:-1] for x in COLUMNS[:-1]]
    page = _page(_words(*[(t, *at) for t, at in zip(texts, places, strict=True)]), rules)
    (ruled,) = prepared(page, find_grids(page), SENSE)
    own, (other,) = divide(ruled, Box(50, 100, 500, 150), SENSE)
    assert [c.text for c in own.cells if c.row == 0] == ["No", "Sasaran", "Indikator"]
    assert [c.text for c in other.cells if c.row == 0] == ["No", "Program", "Anggaran"]


def test_a_band_between_two_rules_without_uprights_is_a_row_of_the_table_below() -> None:
    flat = (50.0, 75.0, 100.0, 125.0)
    rules = [Ruling(True, y, 50.0, 500.0, 0.5) for y in flat]
    rules += [Ruling(False, x, a, b, 0.5) for x in (200.0, 350.0) for a, b in ((50.0, 75.0), (100.0, 125.0))]
    words = _words(("1", 55, 55), ("Persentase", 205, 55), ("80", 355, 55))
    words += _words(("2", 55, 105), ("Indeks", 205, 105), ("3", 355, 105))
    page = _page(words + _sentence("Meningkatnya mutu layanan warga", 60.0, 80.0), rules)
    _, below = prepared(page, find_grids(page), SENSE)
    assert [(c.text, c.colspan) for c in below.cells if c.row == 0] == [("Meningkatnya mutu layanan warga", 3)]


def test_a_shaded_band_over_a_grid_that_holds_one_text_is_one_cell() -> None:
    rules = [Ruling(True, y, 50.0, 500.0, 0.5) for y in (75.0, 100.0, 125.0)]
    rules += [Ruling(False, x, 75.0, 125.0, 0.5) for x in COLUMNS]
    page = replace(_page(_sentence("Terwujudnya ketersediaan perlengkapan jalan kota", 60.0, 58.0), rules),
                   fills=[Fill(Box(50, 52, 500, 75), 0.8)])  # fmt: skip
    (grid,) = prepared(page, find_grids(page), SENSE)
    assert [c.colspan for c in grid.cells if c.row == 0] == [3]


def test_a_word_in_the_middle_of_a_cell_ends_no_table() -> None:
    words = _table(80.0)
    words += _sentence("mengetahui hasil", 90.0, 202.0)
    words += _words(("5", 50.0, 212.0), ("Rasio", 90.0, 212.0), ("9", 350.0, 212.0))
    grid = _grid_under(words)
    assert "Rasio" in " ".join(c.text for c in grid.cells)


def test_tables_side_by_side_are_two() -> None:
    other = _words(("Program", 540, 80), ("Anggaran", 640, 80), ("Air", 540, 102), ("900", 640, 102))
    rules = [Ruling(True, y, a, b, 0.5) for y in (76.0, 98.0, 120.0) for a, b in ((46.0, 510.0), (536.0, 700.0))]
    left, right = find_regions(replace(_page(_table(80.0) + other, rules), width=842), (), SENSE)
    assert left.box.x1 < 530 < right.box.x0
