"""Print of four points, its rows shifted against those of the cell beside."""

from __future__ import annotations

from iku.extract.drawn.marks import Glyph, Scene
from iku.extract.drawn.turning import Turn
from iku.extract.drawn.words import words_of
from iku.extract.model import Box

SIZE = 4.5


def _row(text: str, x: float, top: float, show: int) -> list[Glyph]:
    boxes = [Box(x + 2.5 * i, top, x + 2.5 * (i + 1), top + SIZE) for i in range(len(text))]
    return [
        Glyph(ch, box, show * 100 + i, show, SIZE, "F", 0.0, 0.0, 1.0, False, 1.0, 0, SCENE)
        for i, (ch, box) in enumerate(zip(text, boxes, strict=True))
    ]


SCENE = Scene()


def test_rows_of_tiny_print_are_not_mixed_letter_by_letter() -> None:
    rows = [("NAMA", 21, 97.1), ("TUJUAN/SASARAN", 10, 103.1), ("/KEGIATAN", 17, 109.1), ("VARIABEL", 80, 100.1),
            ("NILAI", 82, 106.1)]  # fmt: skip
    glyphs = [g for n, (text, x, top) in enumerate(rows) for g in _row(text, x, top, n)]
    found = {w.text for w in words_of(glyphs, Turn(0, 200, 200), [])}
    assert found == {text for text, _, _ in rows}
