"""Where weighed evidence stands in for rules that are missing, and where it must not."""

from __future__ import annotations

from dataclasses import replace

from iku.extract.grids import better, prepared
from iku.extract.lattice import find_grids
from iku.extract.model import Box, Page, Ruling, Word
from iku.extract.structure.reader import structure_grids
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
