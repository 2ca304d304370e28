"""The columns of a logical table and the field that each one holds.

The header decides first (the lexicon); where it says nothing, or the same thing twice, position and content do, and
the column says so (``cara``). A column that no field takes keeps its printed name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from iku.extract.cards.pair import READER as CARD
from iku.extract.model import Box, hull
from iku.extract.table_model import Cell, LogicalTable
from iku.normalize.goals import labelled, levels, opened
from iku.normalize.guesses import guess
from iku.normalize.header_match import HeaderMatch
from iku.normalize.header_text import read_header
from iku.normalize.lexicon import Lexicon
from iku.normalize.periods import part_of_year
from iku.normalize.title_goals import header_goal

NUMBERED = ("sasaran", "indikator", "tujuan")
"""Fields whose number or code may stand in a column of its own under their header."""
NUMBERS = 0.6
"""Share of a column's cells that are numbers or codes, from which it is a number column."""
_NUMBER = re.compile(
    r"(?:[A-Z]{1,4}[\s.]?)?\(?\d{1,3}(?:[.,]\d{1,3}){0,3}[.,)]{0,2}|\d{1,2}[a-z](?:\s?-\s?[A-Z]{1,2})?|[ivxIVX]{1,5}[.)]|[a-zA-Z][.)]"
)
NAMED = 0.3
"""Share of a column's cells that are words, from which it may hold the names of indicators."""
_WORDY = re.compile(r"[^\W\d_]{4,}")
_YEAR = re.compile(r"\(?(?:th\.?|tahun)?\s*((?:19|20)\d\d)\s*\)?\**", re.IGNORECASE)


@dataclass(slots=True)
class Column:
    """One column: its place, printed header, meaning, and how sure that is. ``year_cell`` is the cell of the
    first body row that holds the year of this column instead of a value."""

    index: int
    printed: str
    match: HeaderMatch | None
    box: Box | None
    page: int
    year_cell: Cell | None = field(default=None)

    @property
    def field(self) -> str | None:
        return self.match.field if self.match else None


def read_columns(table: LogicalTable, lexicon: Lexicon) -> list[Column]:
    """The columns of *table*, left to right. Neighbours under one header cell are told apart by content: short numbers
    are the number or code of what stands beside them."""
    columns = []
    for index, whole in enumerate(table.header):
        path = [cell for cell in whole if header_goal(cell) is None]
        texts = [cell.text for cell in path]
        box = hull([cell.box for cell in path]) if path else None
        page = path[0].page if path else (table.pages[0] if table.pages else 1)
        match = lexicon.match_path(texts) if texts else None
        columns.append(Column(index, " / ".join(texts), match, box, page))
    _doubt_weak_headers(columns, lexicon)
    _years_in_body(table, columns)
    _parts_of_a_year(table, columns)
    _split_shared_headers(table, columns)
    _name_headless_number(table, columns)
    _name_over_card(table, columns)
    _wordless_indicators(table, columns)
    _chain_by_content(table, columns)
    _guess(table, columns)
    return columns


def _doubt_weak_headers(columns: list[Column], lexicon: Lexicon) -> None:
    """A general header (URAIAN) names indicators only beside a column that tells how or why they are measured."""
    borne = {"sasaran", "alasan", "penjelasan", "formulasi", "sumber_data", "tujuan"}
    names = {c.field for c in columns} | {part for c in columns if c.match for part in c.match.parts}
    if names & borne:
        return
    for column in columns:
        if column.field == "indikator" and lexicon.is_weak(column.printed):
            column.match = None


def body_texts(table: LogicalTable, index: int) -> list[str]:
    """The texts of the body cells of a column, each cell once, empty ones left out."""
    seen: dict[int, str] = {}
    for row in table.body:
        cell = row.cells[index]
        if cell is not None and not cell.empty and cell.colspan <= max(2, len(row.cells) // 2):
            seen[id(cell)] = cell.text
    return list(seen.values())


def number_share(texts: Sequence[str]) -> float:
    """Share of *texts* that are a number or code of their row."""
    return sum(bool(_NUMBER.fullmatch(t.strip())) for t in texts) / len(texts) if texts else 0.0


def _years_in_body(table: LogicalTable, columns: list[Column]) -> None:
    """Years printed in the first body row, under a header that spans them, belong to the header."""
    for row in table.body[:2]:
        cells = [(c, row.cells[c.index]) for c in columns if c.field == "nilai" or c.match is None]
        years = [(c, cell) for c, cell in cells if cell is not None and _YEAR.fullmatch(cell.text.strip())]
        if len(years) < 2 or len(years) < 0.6 * len([1 for _, cell in cells if cell is not None and not cell.empty]):
            continue
        for column, cell in years:
            found = _YEAR.fullmatch(cell.text.strip())
            base = column.match or HeaderMatch("nilai", "posisi", 0.6)
            assert found is not None
            column.match = replace(base, tahun=int(found.group(1)))
            column.printed = f"{column.printed} / {cell.text}"
            column.year_cell = cell
        return


def _parts_of_a_year(table: LogicalTable, columns: Sequence[Column]) -> None:
    """Columns of a quarter, half or month without a word for what they give (``2025 / TW I``) hold figures where their
    cells do; what kind, the title says."""
    for column in columns:
        if column.field not in (None, "triwulan", "nilai") or column.match is not None and column.match.periode:
            continue
        part = part_of_year(column.printed.replace(" / ", " "))
        texts = body_texts(table, column.index)
        if part is None or part.name is None or sum(any(ch.isdigit() for ch in t) for t in texts) * 2 <= len(texts):
            continue
        years = read_header(part.rest).years
        base = column.match if column.field == "nilai" and column.match else HeaderMatch("nilai", "isi", 0.7)
        year = base.tahun or (years[0] if len(years) == 1 else None)
        column.match = replace(base, tahun=year, periode=part.name, kumulatif=part.kumulatif)


def _split_shared_headers(table: LogicalTable, columns: list[Column]) -> None:
    """Columns under one header (INDIKATOR over ``1.1`` and text): numbers are code or number, text stays."""
    for left, right in zip(columns, columns[1:], strict=False):
        if left.field not in NUMBERED or left.field != right.field or left.printed != right.printed:
            continue
        texts = body_texts(table, left.index)
        if texts and number_share(texts) >= NUMBERS and number_share(body_texts(table, right.index)) < 0.5:
            name = "kode" if left.field == "indikator" else "nomor"
            left.match = HeaderMatch(name, "isi", 0.9)


def _wordless_indicators(table: LogicalTable, columns: Sequence[Column]) -> None:
    """Beside a column of indicators another one that holds dashes, ticks and figures (IKK, SPM) holds none."""
    own = [c for c in columns if c.field == "indikator"]
    texts = [body_texts(table, c.index) for c in own]
    named = [sum(_WORDY.search(t) is not None for t in cells) > NAMED * len(cells) for cells in texts]
    for column, cells, worded in zip(own, texts, named, strict=True):
        if any(named) and cells and not worded:
            column.match = None


def _chain_by_content(table: LogicalTable, columns: list[Column]) -> None:
    """A column of programmes, or of an unknown name, whose cells say ``Tujuan : …``, ``Sasaran 1. …`` and so on left of
    the indicators holds goals of all levels; whose an indicator is, its row tells."""
    key = next((c for c in columns if c.field == "indikator"), None)
    named = {n for c in columns if c.match for n in (c.match.field, *c.match.parts)}
    if key is None or named & {"misi", "tujuan", "sasaran"}:
        return
    for column in columns[: key.index]:
        if column.field not in (None, "program", "kegiatan", "program_kegiatan"):
            continue
        texts = body_texts(table, column.index)
        said = {g.level for t in texts if (g := labelled(t)) is not None and g.text and not g.measured}
        begun = {g.level for t in texts if (g := opened(t)) is not None}
        if said & {"tujuan", "sasaran"} and len(said | begun) > 1:
            parts = tuple(level for level in levels() if level in {*said, *begun, "program", "kegiatan"})
            column.match = HeaderMatch("_".join(parts), "isi", 0.8, parts=parts)
            if key.match is not None:
                key.match = replace(key.match, tingkat=None)
            return


def _guess(table: LogicalTable, columns: list[Column]) -> None:
    """Columns that no header names, told by their texts."""
    texts = [[] if number_share(own) >= NUMBERS else own for own in (body_texts(table, c.index) for c in columns)]
    for index, match in guess(texts, [c.printed for c in columns], [c.field for c in columns]).items():
        columns[index].match = match


def _name_over_card(table: LogicalTable, columns: Sequence[Column]) -> None:
    """The name that stands over a form without a label is its indicator's."""
    if table.reader != CARD or any(c.field == "indikator" for c in columns):
        return
    nameless = [c for c in columns if c.match is None and not c.printed.strip()]
    if len(nameless) == 1:
        nameless[0].match = HeaderMatch("indikator", "posisi", 0.8)


def _name_headless_number(table: LogicalTable, columns: list[Column]) -> None:
    """A first column without a header that holds row numbers is the number column."""
    if columns and columns[0].match is None and not any(ch.isalnum() for ch in columns[0].printed):  # also "#"
        texts = body_texts(table, 0)
        if texts and number_share(texts) >= NUMBERS:
            columns[0].match = HeaderMatch("nomor", "isi", 0.9)
