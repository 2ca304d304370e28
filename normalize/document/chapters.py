"""Chapters of a report: one whose number is left out between two others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from iku.normalize.document.rows import Row

_CHAPTER = re.compile(r"^\s*BAB\s*\.?\s*(?P<roman>[IVX]{1,5})\b(?P<rest>.*)$")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")


def missing_chapters(rows: Sequence[Row]) -> Iterator[tuple[Row, str, str, str]]:
    """The heading after a gap of one chapter, with the roman numbers of the missing one, the one before and the one
    after. Only when all pages between the two headings were read; contents and outlines do not count."""
    read = {r.page.number for r in rows}
    last: tuple[int, int] | None = None
    for row in rows:
        number = _number(row)
        if number is None or _in_outline(rows, row):
            continue
        page = row.page.number
        whole = last is not None and all(p in read for p in range(last[1], page + 1))
        if last is not None and number == last[0] + 2 and whole:
            yield row, _ROMANS[number - 2], _ROMANS[last[0] - 1], _ROMANS[number - 1]
        last = number, page


def _number(row: Row) -> int | None:
    """Number of the chapter that this line heads; None for a line of the contents or of the running text."""
    match = _CHAPTER.match(row.text)
    if match is None or row.margin or len(match["rest"]) >= 60 or re.search(r"\d\s*$|\.{3}", row.text):
        return None
    return _ROMANS.index(match["roman"]) + 1 if match["roman"] in _ROMANS else None


def _in_outline(rows: Sequence[Row], row: Row) -> bool:
    """Several chapters on one page are a table of contents or an outline."""
    return sum(_CHAPTER.match(r.text) is not None for r in rows if r.page is row.page) > 2
