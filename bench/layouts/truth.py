"""The exact grid of a printed layout. The teacher is a second print in which every cell has an ink of its own.

Ink changes no place of any character, so a word of the real print belongs to the cell whose ink its characters have in
the other. Words are those of ``extract.digital``, in PDF points from the top left corner.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium

from bench.layouts.model import Cell, Layout, Table
from iku.extract.digital import DigitalReader
from iku.extract.model import Word

MARK = 7
"""Blue of every teaching ink: black text outside tables has none."""
BASE = 200
"""Numbers are written to base 200 in red and green, dark enough that no reader takes them for hidden text."""
REACH = 0.02
"""Points by which a character's middle may lie outside the box of its word."""
LEAST_SIZE = 0.5
"""Of a word's smaller side: smaller characters in its box are of a text under the large letters of a watermark."""
Inked = tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]


class Unequal(ValueError):
    """The prints of a layout do not agree with it or with each other."""


def real_ink(cell: Cell) -> str:
    """The ink of the layout."""
    return cell.ink


def teaching_ink(cell: Cell) -> str:
    """The ink that says which cell it is."""
    return f"{cell.number % BASE:02x}{cell.number // BASE:02x}{MARK:02x}"


def cell_number(colour: object) -> int:
    """The cell of an ink, 0 where it is none."""
    if not isinstance(colour, (tuple, list)) or len(colour) != 3:
        return 0
    red, green, blue = (round(float(v) * 255) for v in colour)
    return red + green * BASE if blue == MARK else 0


def truth_of(layout: Layout, real: Path, teaching: Path) -> dict[str, Any]:
    """Pages, their tables and cells with words; ``mixed`` counts words with characters of two cells."""
    pages, mixed, content = [], 0, real.read_bytes()
    shown = pdfium.PdfDocument(content)
    with DigitalReader(content, shown) as reader, pdfplumber.open(teaching) as taught:
        if len(shown) != len(taught.pages):
            raise Unequal(f"{layout.name}: {len(shown)} and {len(taught.pages)} pages")
        for number, page in enumerate(taught.pages, 1):
            read = reader.read(number)
            if read is None or read.rotation:
                raise Unequal(f"{layout.name}: page {number} is not read as it lies")
            words, several = _owned(read.words, _inks(page))
            page.close()
            mixed += several
            tables = [part for i, t in enumerate(layout.tables()) if (part := _on_page(i, t, words))]
            pages.append({"number": number, "width": read.width, "height": read.height, "tables": tables})
    shown.close()
    truth = {"name": layout.name, "mixed": mixed, "pages": pages}
    if doubts := list(disagreements(layout, truth)):
        raise Unequal(f"{layout.name}: {len(doubts)} cells do not show their text, first {doubts[0]}")
    return truth


def _owned(words: list[Word], inked: Inked) -> tuple[dict[int, list[Word]], int]:
    """The words of each cell (0: of none), and how many had characters of several."""
    owned: dict[int, list[Word]] = defaultdict(list)
    mixed = 0
    for word in words:
        owner, several = _owner(word, inked)
        owned[owner].append(word)
        mixed += several
    return dict(owned), mixed


def _inks(page: pdfplumber.page.Page) -> Inked:
    chars = [c for c in page.chars if c["text"].strip()]
    across = np.array([(c["x0"] + c["x1"]) / 2 for c in chars])
    down = np.array([(c["top"] + c["bottom"]) / 2 for c in chars])
    size = np.array([max(c["width"], c["height"]) for c in chars])
    return across, down, size, np.array([cell_number(c.get("non_stroking_color")) for c in chars], int)


def _owner(word: Word, inked: Inked) -> tuple[int, bool]:
    """The cell most characters of *word* belong to, and whether there were several."""
    across, down, size, numbers = inked
    b = word.box
    inside = (across >= b.x0 - REACH) & (across <= b.x1 + REACH) & (down >= b.top - REACH) & (down <= b.bottom + REACH)
    large = size >= LEAST_SIZE * min(b.width, b.height)
    counted = Counter(numbers[inside & large].tolist())
    return (counted.most_common(1)[0][0], len(counted) > 1) if counted else (0, False)


def _on_page(index: int, table: Table, words: dict[int, list[Word]]) -> dict[str, Any] | None:
    """The part of *table* that stands on a page where its cells have *words*."""
    found = set(words)
    rows = {c.row for c in table.cells if c.rowspan == 1 and c.number in found}
    rows |= _only_spanning(table, found, rows)
    if not rows:
        return None
    cells = []
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        covered = sorted(rows & set(range(cell.row, cell.row + cell.rowspan)))
        if covered:
            span = covered[-1] - covered[0] + 1
            place = {"row": covered[0], "col": cell.col, "rowspan": span, "colspan": cell.colspan, "kind": cell.kind}
            own = [_written(w) for w in words.get(cell.number, ())]
            cells.append(place | {"id": cell.number, "words": own})
    return {"main": table.main, "table": index, "ncols": table.ncols, "cells": cells}


def _only_spanning(table: Table, found: set[int], rows: set[int]) -> set[int]:
    """Rows of cells with words of which no row has a word of its own (a header of merged cells, a lone remainder)."""
    more: set[int] = set()
    for cell in table.cells:
        span = set(range(cell.row, cell.row + cell.rowspan))
        if cell.number in found and not span & (rows | more):
            more.add(min(span) if cell.kind == "header" else max(span))
    return more


def _written(word: Word) -> list[Any]:
    b = word.box
    return [round(b.x0, 2), round(b.top, 2), round(b.x1, 2), round(b.bottom, 2), word.text]


def disagreements(layout: Layout, truth: dict[str, Any]) -> Iterable[str]:
    """Cells whose words are not what was laid out: a word of a neighbour, a text that vanished."""
    printed: dict[int, str] = defaultdict(str)
    for page in truth["pages"]:
        for table in page["tables"]:
            for cell in table["cells"]:
                printed[cell["id"]] += "".join(w[4] for w in cell["words"])
    for table in layout.tables():
        for cell in table.cells:
            want = _letters("".join(p.printed() for p in cell.paragraphs))
            got = _letters(printed[cell.number])
            times = max(1, len(got) // max(1, len(want))) if cell.row < table.header_rows else 1
            if got != sorted(want * times):
                yield f"({cell.row},{cell.col}) {cell.kind}"


def _letters(text: str) -> list[str]:
    return sorted(c for c in text if c.isalnum())
