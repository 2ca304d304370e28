"""Words that a narrow column broke in the middle."""

from __future__ import annotations

import pytest

from iku.extract.model import Box, Line, Word
from iku.extract.table_model import Cell
from iku.normalize.narrow import best_words, heal
from iku.normalize.words import is_word

LETTER, STEP, PAD = 5.0, 12.0, 2.0


def column(width: float, *texts: str) -> Cell:
    """A cell so wide (points) with one printed line for each text, letters of one width."""
    lines = []
    for place, text in enumerate(texts):
        x, words = PAD, []
        for part in text.split():
            words.append(Word(part, Box(x, STEP * place, x + LETTER * len(part), STEP * place + 10)))
            x = words[-1].box.x1 + LETTER
        lines.append(Line(tuple(words), Box(PAD, STEP * place, words[-1].box.x1, STEP * place + 10), 1))
    return Cell(0, 0, 1, 1, Box(0, 0, width, 300), 1, lines)


@pytest.mark.parametrize(
    ("width", "printed", "read"),
    [
        (31, ["Kepal", "a", "Bidan", "g", "Produ", "ksi"], "Kepala Bidang Produksi"),
        (16, ["la", "po", "ra", "n", "ta", "hu", "na", "n"], "laporan tahunan"),
        (55, ["Publikasi", "statistik", "daerah"], "Publikasi statistik daerah"),
        (40, ["Sangat", "Baik"], "Sangat Baik"),
        (52, ["Pusdalisba", "ng provinsi"], "Pusdalisbang provinsi"),
        (38, ["desa", "Kab/Kot", "a"], "desa Kab/Kota"),
        (40, ["publika", "si/lapo", "ran", "berkala"], "publikasi/laporan berkala"),
    ],
)
def test_pieces_of_a_word_are_put_together(width: float, printed: list[str], read: str) -> None:
    cell = column(width, *printed)
    assert " ".join(heal(cell.lines, [cell], is_word)) == read


def test_known_words_that_fill_their_lines_stay_apart() -> None:
    assert best_words(["persentase", "cadangan", "pangan"], is_word) == ["persentase", "cadangan", "pangan"]
    assert best_words(["meningkatnya", "kessejahteraan"], is_word) == ["meningkatnya", "kessejahteraan"]


def test_numbers_are_never_put_together() -> None:
    cell = column(12, "80", "90")
    assert heal(cell.lines, [cell], is_word) == ["80", "90"]
