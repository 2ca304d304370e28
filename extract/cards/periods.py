"""Small tables inside a card: a figure for every year, quarter or month, in one row under its periods."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.cards.labels import field_of, is_colon, printed
from iku.extract.cards.pair import Pair, cell_of, copy_of
from iku.extract.lines import to_lines
from iku.extract.model import Word
from iku.extract.sections import HeaderReader
from iku.extract.table_model import Cell, Grid

_MONTH = (
    r"jan(uari)?|feb(ruari)?|mar(et)?|apr(il)?|mei|jun[i]?|jul[i]?|agu?s?t?(ustus)?|sep(t|tember)?|okt(ober)?|"
    r"nov(ember)?|des(ember)?"
)
_PERIOD = re.compile(
    rf"\W*(?:(?:th|thn|tahun)\.?\s*)?(?:(?:19|20)\d\d|s\.?\s?d\.?\s?)?\W*"
    rf"(?:(?:triwulan|tri\s?wulan|tw|trw|q|quarter|kuartal|semester|smt|sm|bulan|bln)\W*(?:ke\W*)?(?:[ivx]{{1,4}}|\d{{1,2}})|"
    rf"{_MONTH}|y|tahunan|(?:19|20)\d\d|tahun\W*(?:ke\W*)?\d)?\W*(?:(?:19|20)\d\d)?\W*",
    re.IGNORECASE,
)


def is_period(text: str) -> bool:
    """``2024``, ``TW I``, ``s.d. Q3``, ``Smt 1``, ``Januari``, ``Y``."""
    return len(text) <= 24 and any(c.isalnum() for c in text) and _PERIOD.fullmatch(text) is not None


def are_periods(texts: Sequence[str]) -> bool:
    """A row of two or more periods."""
    return len(texts) >= 2 and all(is_period(t) for t in texts)


def under_periods(label: Cell, periods: Sequence[Cell], values: Sequence[Cell], reader: HeaderReader) -> list[Pair]:
    """One pair for each period: the path is the row's label over the period."""
    meaning = field_of(label.text, reader)
    pairs = []
    for period in periods:
        value = next((v for v in values if v.box.x0 - 2 <= period.box.cx <= v.box.x1 + 2), None)
        pairs.append(Pair([copy_of(label), copy_of(period)], copy_of(value) if value else None, meaning))
    return pairs


def is_head_of_figures(grid: Grid) -> bool:
    """One row of periods, with or without a label before them: the head of a small table whose rest is elsewhere."""
    texts = [c.text for c in grid.cells if not c.empty]
    return grid.nrows == 1 and (are_periods(texts) or are_periods(texts[1:]))


def of_grid(grid: Grid, reader: HeaderReader) -> list[Pair] | None:
    """A ruled table of its own that holds nothing but rows of figures under periods; None for any other table."""
    rows = [[c for c in grid.cells if c.row == r and not c.empty and not is_colon(c.text)] for r in range(grid.nrows)]
    rows = [r for r in rows if r]
    if len(rows) < 2 or len(rows) > 6:
        return None
    head = rows[0]
    periods = head if are_periods([c.text for c in head]) else head[1:]
    if not are_periods([c.text for c in periods]):
        return None
    pairs: list[Pair] = []
    for row in rows[1:]:
        label, values = row[0], row[1:]
        if periods is head:
            label, values = head[0], row
        if field_of(label.text, reader) is None and periods is not head or len(values) > len(periods):
            return None
        pairs += under_periods(label, periods, values, reader) if periods is not head else _alone(periods, values)
    return pairs


def _alone(periods: Sequence[Cell], values: Sequence[Cell]) -> list[Pair]:
    return [
        Pair([copy_of(p)], copy_of(v) if v else None, "nilai.target")
        for p in periods
        for v in [next((v for v in values if v.box.x0 - 2 <= p.box.cx <= v.box.x1 + 2), None)]
    ]


def of_words(label: Cell, words: Sequence[Word], page: int, reader: HeaderReader) -> list[Pair] | None:
    """A small table without rules in the value of *label*: a line of periods, under it a line of figures, each figure
    under its period (the nearest by its middle). None for any other text."""
    lines = to_lines(words, page)
    if len(lines) < 2 or not are_periods(_chunks(lines[0].words)):
        return None
    heads = _cells(lines[0].words, page)
    pairs: list[Pair] = []
    for line in lines[1:]:
        values = _cells(line.words, page)
        name = label
        if len(values) == len(heads) + 1 and field_of(values[0].text, reader):
            name, values = values[0], values[1:]
        if len(values) != len(heads):
            return None
        meaning = field_of(name.text, reader)
        pairs += [Pair([copy_of(name), copy_of(h)], copy_of(v), meaning) for h, v in zip(heads, values, strict=True)]
    return pairs


def _groups(words: Sequence[Word]) -> list[list[Word]]:
    groups: list[list[Word]] = []
    for word in words:
        near = groups and word.box.x0 - groups[-1][-1].box.x1 <= 0.6 * word.box.height
        if near:
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _chunks(words: Sequence[Word]) -> list[str]:
    return [" ".join(w.text for w in g) for g in _groups(words)]


def _cells(words: Sequence[Word], page: int) -> list[Cell]:
    return [c for g in _groups(words) if (c := cell_of(g, page)) is not None and printed(c.text)]
