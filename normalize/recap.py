"""The account of one table closed: what was printed, what became of it, and what is left over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from iku.extract.lines import to_lines
from iku.extract.model import Box, Page, Word, hull
from iku.extract.table_model import Cell, LogicalTable, Row
from iku.normalize.account import Account, cell_words
from iku.normalize.columns import Column
from iku.normalize.model import Rekap, RekapBaris, RekapKata
from iku.normalize.record_model import Indikator
from iku.normalize.row_kinds import RowJudge

HEADINGS = ("header", "numbers")
"""Kinds of body rows that repeat the header."""


@dataclass(frozen=True, slots=True)
class LeftOver:
    """Text of a table that nothing used: its page and its box on the page as shown."""

    text: str
    page: int
    box: Box


@dataclass(slots=True)
class Closing:
    """What the account of a table is closed with. ``raw``: the numbers of body rows that were kept raw; ``key``: the
    index of its indicator column, None for a table that gives no records."""

    table: LogicalTable
    columns: Sequence[Column]
    account: Account
    records: Sequence[Indikator]
    raw: frozenset[int]
    pages: Mapping[int, Page]
    key: int | None = None


def close(closing: Closing) -> tuple[Rekap, list[LeftOver]]:
    """The recapitulation of a table, and what of it is left over: that becomes a finding for each row. A mark without
    letters and digits (a colon between label and value) that nothing used is part of the form, like its labels."""
    table, account = closing.table, closing.account
    account.take(cell_words(cell for path in table.header for cell in path), "kepala")
    account.take(cell_words(table.set_aside), "kepala")
    account.take(cell_words(c.year_cell for c in closing.columns if c.year_cell is not None), "kepala")
    kinds = _row_kinds(closing)
    for row, kind in zip(table.body, kinds, strict=True):
        if kind in HEADINGS:
            account.take(cell_words(row.own), "kepala")
        elif kind == "label":
            account.take(cell_words(row.own), "pita")
        elif kind == "band":
            words = cell_words(row.own)
            account.move([w for w in words if id(w) in account.uses], "pita")
    rows = _count_rows(closing, kinds)
    body = list({id(c): c for row in table.body for c in row.own}.values())
    cells = [*{id(c): c for path in table.header for c in path}.values(), *table.set_aside, *body, *table.beside]
    stray = list(_stray(closing, cells))
    words = [*cell_words(cells), *(w for _, w in stray)]
    account.take([w for w in words if not any(c.isalnum() for c in w.text)], "kepala")
    left = [*_left_in(closing), *_left_stray(account, stray, closing.pages)]
    account.take(words, "temuan")
    counts = account.counts(words)
    return Rekap(len(closing.records), rows, RekapKata(tercetak=counts.total(), **counts)), left


def _row_kinds(closing: Closing) -> list[str]:
    if closing.key is None:
        return ["data" if any(not c.empty for c in row.own) else "blank" for row in closing.table.body]
    judge = RowJudge(closing.table, closing.columns, closing.key)
    return [judge.judge(row).kind for row in closing.table.body]


def _count_rows(closing: Closing, kinds: Sequence[str]) -> RekapBaris:
    begun = {r.asal.baris for r in closing.records if r.asal is not None}
    counts: Counter[str] = Counter()
    seen: set[int] = set()
    for number, (row, kind) in enumerate(zip(closing.table.body, kinds, strict=True), start=1):
        fresh = [c for c in row.own if not c.empty and id(c) not in seen]
        seen |= {id(c) for c in fresh}
        name = _row_name(number, row, kind, fresh, begun, closing)
        if name is not None:
            counts[name] += 1
    return RekapBaris(tercetak=counts.total(), **counts)


def _row_name(number: int, row: Row, kind: str, fresh: Sequence[Cell], begun: set[int], closing: Closing) -> str | None:
    """What became of a row; None for one that prints nothing of its own."""
    if number in closing.raw:
        return "mentah"
    if number in begun:
        return "rekaman"
    if kind == "blank" or not fresh:
        return None
    if kind in HEADINGS:
        return "kepala"
    if kind == "sum":
        return "jumlah"
    if kind in ("band", "label"):
        return "pita"
    return "lanjutan" if closing.account.used(cell_words(fresh)) else "sisa"


def _stray(closing: Closing, cells: Sequence[Cell]) -> Iterator[tuple[int, Word]]:
    """Words inside the table's boxes that stand in none of its cells, with their page."""
    known = {id(w) for w in cell_words(cells)}
    for number, box in closing.table.regions:
        page = closing.pages.get(number)
        own = [c for c in cells if c.page == number]
        for word in page.words if page is not None else ():
            if id(word) not in known and box.holds(word.box.cx, word.box.cy) and not _read_in(word, own):
                known.add(id(word))
                yield number, word


def _read_in(word: Word, cells: Iterable[Cell]) -> bool:
    """A reader made the word anew (a fraction on one line): the cell that it stands in holds its text."""
    return any(word.text in c.text for c in cells if c.box.holds(word.box.cx, word.box.cy, 1.0))


def _left_in(closing: Closing) -> Iterator[LeftOver]:
    """What is left in the cells of every row, told together; a cell over several rows belongs to its first."""
    seen: set[int] = set()
    for cells in (*(row.own for row in closing.table.body), closing.table.beside):
        rest: dict[int, list[tuple[str, Box]]] = {}
        for cell in cells:
            words = [] if id(cell) in seen else closing.account.left(cell_words([cell]))
            seen.add(id(cell))
            if words:
                box = cell.box if len(words) == len(cell.words) else hull([w.box for w in words])
                rest.setdefault(cell.page, []).append((" ".join(w.text for w in words), box))
        for page, found in rest.items():
            box = hull([b for _, b in found])
            yield LeftOver(" | ".join(t for t, _ in found), page, _shown(box, page, closing.pages))


def _left_stray(account: Account, stray: Iterable[tuple[int, Word]], pages: Mapping[int, Page]) -> Iterator[LeftOver]:
    by_page: dict[int, list[Word]] = {}
    for number, word in stray:
        by_page.setdefault(number, []).append(word)
    for number, words in by_page.items():
        for line in to_lines(words, number):
            yield LeftOver(line.text, number, _shown(line.box, number, pages))


def _shown(box: Box, number: int, pages: Mapping[int, Page]) -> Box:
    page = pages.get(number)
    return page.shown(box) if page is not None else box
