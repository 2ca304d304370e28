"""A fraction laid out over several cells: numerator over denominator with the rule between their cells for its bar, the
name and the multiplier in cells beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from iku.extract.fractions import linearise
from iku.extract.lines import to_lines
from iku.extract.model import Line, Ruling, hull
from iku.extract.table_model import Cell
from iku.normalize.formula.words import begins_with, division_words, formula_words
from iku.normalize.lookalikes import resolved

MEETS = 3.0
"""Cells that stand on one another share a side within this (points)."""
MARGIN = 3.0
LONGEST = 300


def across_cells(lines: Sequence[Line], cells: Sequence[Cell]) -> list[Line]:
    """The lines of one field; where its cells stack a fraction, with the fraction on one line."""
    held = {id(line) for line in lines}
    own = [c for c in dict.fromkeys(cells) if any(id(line) in held for line in c.lines)]
    if len(own) < 2 or len({c.page for c in own}) > 1:
        return list(lines)
    bars = [
        Ruling(True, (a.box.bottom + b.box.top) / 2, max(a.box.x0, b.box.x0) + 1, min(a.box.x1, b.box.x1) - 1)
        for a, b in pairwise(sorted(own, key=lambda c: (round(c.box.x0), c.box.top)))
        if _stand_on_one_another(a, b) and _is_side(a.text) and _is_side(b.text)
    ]
    if not bars:
        return list(lines)
    box = hull([c.box for c in own])
    box = type(box)(box.x0 - MARGIN, box.top - MARGIN, box.x1 + MARGIN, box.bottom + MARGIN)
    whole = Cell(0, 0, 1, 1, box, own[0].page, to_lines([w for line in lines for w in line.words], own[0].page))
    return whole.lines if linearise(whole, bars) else list(lines)


def _stand_on_one_another(upper: Cell, lower: Cell) -> bool:
    return (
        abs(upper.box.bottom - lower.box.top) < MEETS
        and abs(upper.box.x0 - lower.box.x0) < MEETS
        and abs(upper.box.x1 - lower.box.x1) < MEETS
    )


def _is_side(text: str) -> bool:
    """A count or a symbol, and no formula of its own."""
    text = resolved(text)
    if len(text) > LONGEST or re.search(r"[/÷=:]", text) or division_words(text):
        return False
    cues = [*formula_words()["kind"]["jumlah"], *formula_words()["slash"]["cues"]]
    return begins_with(text, cues) or re.fullmatch(r"\W*[A-Za-z]\w{0,2}\W*", text) is not None
