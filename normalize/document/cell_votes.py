"""What the cells of tables say about agency and region: asked only where the rest of the file says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from iku.extract.model import Box
from iku.normalize.document.agency import find_agencies
from iku.normalize.document.regions import find_regions
from iku.normalize.document.rows import Row
from iku.normalize.document.votes import PROSE, Vote, label_votes, may_name

_TABLE_CAP = 1.0
"""What the cells of tables may weigh together for one region."""
_CELL_REACH, _CELL_LINES = 30, 3
"""Pieces looked through for the next lines of a cell, and how many of these a name may run over."""


def table_votes(rows: Iterable[Row]) -> list[Vote]:
    """Regions that the cells of tables name with their level; asked only where the rest of the file names none."""
    spent: Counter[str] = Counter()
    votes: list[Vote] = []
    for row in rows:
        for piece in row.pieces:
            for region in find_regions(piece.text, row.page.source == "ocr"):
                if region.level_printed and spent[region.kode] * PROSE < _TABLE_CAP:
                    spent[region.kode] += 1
                    votes.append(Vote(None, region, PROSE, row, "tabel"))
    return votes


def cell_agencies(rows: Sequence[Row]) -> list[Vote]:
    """Institutions that the cells of tables name with their region, over the lines of a cell; asked only where the rest
    of the file names none."""
    pieces = [(piece, row) for row in rows for piece in row.pieces]
    votes = [vote for row in rows for vote in label_votes(row)]
    for n, (piece, row) in enumerate(pieces):
        if not may_name(piece.text):
            continue
        below = [p for p, r in pieces[n + 1 : n + _CELL_REACH] if r.page is row.page and _under(p.box, piece.box)]
        text = "\n".join(p.text for p in [piece, *below[:_CELL_LINES]])
        for named in find_agencies(text, row.page.source == "ocr"):
            placed = named.region is not None and named.region.level_printed and not named.central and not named.weak
            if placed and named.start < len(piece.text):
                votes.append(Vote(named, named.region, PROSE, row, "tabel"))
    return votes


def _under(lower: Box, upper: Box) -> bool:
    return lower.x0 < upper.x1 and lower.x1 > upper.x0 and lower.top > upper.cy
