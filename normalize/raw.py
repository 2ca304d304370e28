"""Rows of a table kept as they are printed, where they could not or should not become records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from iku.extract.model import Page, hull
from iku.extract.table_model import Cell, LogicalTable, Row
from iku.normalize.model import BarisMentah
from iku.normalize.rows import Draft


def raw_rows(table: LogicalTable, pages: Mapping[int, Page]) -> Iterator[BarisMentah]:
    """Every body row of *table* that holds text; a merged cell's text stands in the row and column it begins in."""
    seen: set[int] = set()
    for number, row in enumerate(table.body, start=1):
        raw = _raw_row(number, row, seen, pages)
        if raw is not None:
            yield raw


def raw_draft(draft: Draft, width: int, pages: Mapping[int, Page]) -> BarisMentah:
    """The cells of an indicator that could not be understood, as one row of *width* columns."""
    texts: list[str | None] = [None] * width
    seen: set[int] = set()
    for index in sorted(draft.cells):
        fresh = [c for c in draft.cells[index] if id(c) not in seen]
        seen |= {id(c) for c in fresh}
        if index < width and fresh:
            texts[index] = " ".join(c.text for c in fresh)
    page, box = _place([c for cells in draft.cells.values() for c in cells], pages)
    return BarisMentah(draft.row, page, box, texts)


def _raw_row(number: int, row: Row, seen: set[int], pages: Mapping[int, Page]) -> BarisMentah | None:
    texts: list[str | None] = []
    fresh: list[Cell] = []
    for cell in row.cells:
        begins = cell is not None and not cell.empty and id(cell) not in seen
        texts.append(cell.text if cell is not None and begins else None)
        if cell is not None and begins:
            fresh.append(cell)
            seen.add(id(cell))
    if not fresh:
        return None
    page, box = _place(fresh, pages)
    return BarisMentah(number, page, box, texts)


def _place(cells: Iterable[Cell], pages: Mapping[int, Page]) -> tuple[int, list[float]]:
    """The first page of some cells, and the box around those on it, on the page as shown."""
    known = list(cells)
    first = min(c.page for c in known)
    box = hull([c.box for c in known if c.page == first])
    page = pages.get(first)
    return first, (page.shown(box) if page else box).rounded()
