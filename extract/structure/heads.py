"""The header block of a table: which rows it takes, its cells and groups, and rows that belong to another table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.extract.model import Box
from iku.extract.sections import HEADER, HeaderReader
from iku.extract.structure.evidence import Region
from iku.extract.structure.fragments import Fragment
from iku.extract.structure.merges import Cut
from iku.extract.table_model import Cell

DEEPEST = 6
"""Rows that a header block may take before its lines are put together."""
CENTRED, CLOSE = 1.5, 0.7
"""Lines of one header cell have one middle (to these points) and stand within so many letter heights."""
SIGNED = re.compile(
    r"(?:di)?tetapkan di\b|pada tanggal\b|nip\b[ .:]*\d|pihak (?:ke)?(?:satu|pertama|dua)\b", re.IGNORECASE
)
FIGURE = re.compile(r"\(?[<>≤≥±]?(?!(?:19|20)\d\d\W*$)\d(?:[\d.,]*\d\s?%?|\s?%)\)?")
"""A figure of two digits or more, or of per cent, that is no year."""
SIGNER = re.compile(r"(?:plt\W*)?kepala\b|mengetahui\b|direktur\b|sekretaris\b|camat\b|ketua\b", re.IGNORECASE)


def header_depth(
    columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut], reader: HeaderReader, bottom: float
) -> tuple[int, int, float]:
    """The rows (first, after last) that read best as a column header, and their score; (0, 0, 0.0) when none does."""
    edges = [-1e9, *(c.top - 0.5 for c in cuts), bottom + 1]
    rows = len(edges) - 1
    best = (0, 0, 0.0)
    for first in range(min(4, rows)):
        if first:
            skipped = [
                " ".join(f.text for f in own if edges[first - 1] <= f.line.box.cy < edges[first]) for own in columns
            ]
            said = [t for t in skipped if t.strip()]
            if len(said) >= 2 and reader.header_score(said) >= 0.5:
                break  # a row that names columns is no title
        for end in range(first + 1, min(rows, first + DEEPEST) + 1):
            texts = [" ".join(f.text for f in own if edges[first] <= f.line.box.cy < edges[end]) for own in columns]
            last = [" ".join(f.text for f in own if edges[end - 1] <= f.line.box.cy < edges[end]) for own in columns]
            if end - first > 1 and reader.is_number_row(last):
                break
            if sum(bool(t.strip()) for t in texts) < 2:
                continue
            filled = sum(bool(t.strip()) for t in texts) / len(texts)
            score = reader.header_score(texts) * (0.5 + 0.5 * filled)
            if score > best[2] + 0.02 or score >= best[2] - 0.05 and score > 0.5 and first == best[0] and end > best[1]:
                best = (first, end, max(score, best[2] if first == best[0] else score))
    return best


def foreign_row(
    columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut], reader: HeaderReader, end: int, bottom: float
) -> int | None:
    """The first row after the header block (*end* rows) that no longer belongs to the table: a signature, or the header
    of another table."""
    edges = [-1e9, *(c.top - 0.5 for c in cuts), bottom + 1]
    for r in range(end + 1, len(edges) - 1):
        own = [[f for f in column if edges[r] <= f.line.box.cy < edges[r + 1]] for column in columns]
        texts = [" ".join(f.text for f in fragments) for fragments in own if fragments]
        later = [f.text for fragments in own[1:] for f in fragments]
        if any(map(SIGNED.match, later)) or len(texts) == 1 and any(map(SIGNER.match, later[:1])):
            return r
        short = all(len(t) < 60 for t in texts)
        if (
            len(texts) >= 2
            and short
            and all(map(may_name, texts))
            and reader.header_score(texts) >= max(0.75, HEADER)
            and not reader.is_number_row(texts)
        ):
            return r
    return None


def may_name(text: str) -> bool:
    """A text may be the name of a column: it begins no sentence in the middle and is no figure (a year may be)."""
    first = next((ch for ch in text if ch.isalnum()), "")
    return not first.islower() and not FIGURE.fullmatch(text.strip())


def header_cells(
    region: Region,
    xs: Sequence[float],
    columns: Sequence[Sequence[Fragment]],
    cuts: Sequence[Cut],
    ys: Sequence[float],
    first: int,
    end: int,
) -> list[Cell]:
    """Header cells: groups over the columns that have a text of their own under them, all else from top to bottom."""
    edges = [-1e9 if first == 0 else cuts[first - 1].top - 0.5, *(c.top - 0.5 for c in cuts[first : end - 1]), ys[end]]
    depth = end - first
    texts = [[[f for f in own if edges[r] <= f.line.box.cy < edges[r + 1]] for own in columns] for r in range(depth)]
    cells: list[Cell] = []
    grouped: set[int] = set()
    for r in range(depth - 1):
        for start, stop in _groups(texts, r, xs):
            if any(c in grouped for c in range(start, stop)):
                continue
            grouped |= set(range(start, stop))
            cells.append(
                Cell(
                    first,
                    start,
                    r + 1,
                    stop - start,
                    Box(xs[start], ys[first], xs[stop], ys[first + r + 1]),
                    region.page,
                )
            )
            for c in range(start, stop):
                box = Box(xs[c], ys[first + r + 1], xs[c + 1], ys[end])
                cells.append(Cell(first + r + 1, c, depth - r - 1, 1, box, region.page))
    for c in range(len(columns)):
        if c not in grouped:
            cells.append(Cell(first, c, depth, 1, Box(xs[c], ys[first], xs[c + 1], ys[end]), region.page))
    return cells


def _groups(texts: Sequence[Sequence[Sequence[Fragment]]], r: int, xs: Sequence[float]) -> list[tuple[int, int]]:
    """Runs of columns that share a text of row *r*: each of them has a text of its own below."""
    below = [any(texts[q][c] for q in range(r + 1, len(texts))) for c in range(len(xs) - 1)]
    above = [[f for q in range(r + 1) for f in texts[q][c]] for c in range(len(xs) - 1)]
    below = [own and not _one_text(texts, r, c) for c, own in enumerate(below)]
    groups: list[tuple[int, int]] = []
    c = 0
    while c < len(below):
        if not below[c]:
            c += 1
            continue
        stop = c
        while stop < len(below) and below[stop]:
            stop += 1
        heads = [(f.line.box.cx, k) for k in range(c, stop) for f in above[k][:1]]
        if heads and len(heads) < stop - c:
            bounds = [c]
            for (x, k), (x2, k2) in zip(heads, heads[1:], strict=False):
                middle = (x + x2) / 2
                bounds.append(min((i for i in range(k + 1, k2 + 1)), key=lambda i: abs(xs[i] - middle)))
            bounds.append(stop)
            groups += [(a, b) for a, b in zip(bounds, bounds[1:], strict=False) if b - a > 1]
        c = stop
    return groups


def _one_text(texts: Sequence[Sequence[Sequence[Fragment]]], r: int, c: int) -> bool:
    """Whether the text of row *r* in column *c* and that under it are lines of one cell, each about the other's middle:
    a group over several columns stands about theirs."""
    over = [f for q in range(r + 1) for f in texts[q][c]][-1:]
    under = next((texts[q][c][0] for q in range(r + 1, len(texts)) if texts[q][c]), None)
    if not over or under is None:
        return False
    a, b = over[0].line.box, under.line.box
    return abs(a.cx - b.cx) <= CENTRED < abs(a.x0 - b.x0) and b.top - a.bottom < CLOSE * b.height
