"""Cells merged over rows: one text on both sides of a row boundary, a side without a rule, texts in the middle."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from iku.extract.structure.evidence import Floats, Region, fill_share, rule_share
from iku.extract.structure.fragments import Fragment, leading_of, would_have_fitted
from iku.extract.structure.lying import LYING, Lying
from iku.extract.structure.tagged import SURE
from iku.extract.structure.trees import load

LEFT_OUT = 4.0
"""Log-odds that a cell goes on where the rules of a row leave it out."""
READS_ON = 2.0
"""Log-odds that a cell goes on where its sentence does."""
IN_TEXT, WHITER = 0.4, 0.6
"""Lines of one text are parted by less than this, rows by this more (letter heights beyond the leading)."""
WALLED, OPEN = 0.6, 0.25
"""A rule over this share of a cell's side is a wall; over less than the second, there is none."""
BEGINS = 0.35
"""A text begins with its row when it is within this many letter heights of the row's top."""
FEATURES = (
    "gap", "unfit", "lower", "upper", "listed", "rule", "fill", "rule_elsewhere", "row", "column", "columns", "level",
    "crossing", "ended", "share", "most_gap", "depth", "number", "level_columns", "above_texts", "first_empty",
    "other_gap", "usual_gap", "over_usual", *LYING,
)  # fmt: skip


@dataclass(slots=True)
class Cut:
    """A row boundary: its place, the top of the first line under it, and the log-odds that it is one."""

    y: float
    top: float
    odds: float


def cuts_of(
    region: Region, columns: Sequence[Sequence[Fragment]], tops: Sequence[float], odds: Sequence[float]
) -> list[Cut]:
    """Row boundaries over the chosen tops, on the rule between two rows where there is one, else in the white."""
    bottoms = [f.bottom for own in columns for f in own]
    middles = [f.line.box.cy for own in columns for f in own]
    cuts = []
    for top, odd in zip(tops, odds, strict=True):
        roof = max((b for b in bottoms if b <= top + 0.25 * region.em), default=top - 1)
        ruled = [r for r in region.flat if roof - 2.5 <= r.at <= top + 2.5 and r.length > 0.2 * region.box.width]
        y = max(ruled, key=lambda r: r.length).at if ruled else max(min((roof + top) / 2, top - 0.3), top - 3.0)
        if not ruled:  # a line whose middle is over the top belongs to the row above
            y = max([y, *(m + 0.1 for m in middles if y - 0.1 < m < top)])
        cuts.append(Cut(y, top, float(odd)))
    return cuts


def same_cell_features(
    region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut]
) -> tuple[list[tuple[int, int]], Floats]:
    """Where a column has text on both sides of a cut: (cut, column) pairs and a row of ``FEATURES`` for each."""
    em, leading = region.em, leading_of(columns, region.em)
    rights = [max((f.line.box.x1 for f in own), default=xs[i + 1]) for i, own in enumerate(columns)]
    places: list[tuple[int, int]] = []
    rows: list[tuple[float, ...]] = []
    edges = [region.box.top, *(c.top - 0.5 for c in cuts), region.box.bottom + 1]
    usual = _usual_gap(columns, cuts, em, leading)
    lying = Lying(columns, [region.box.top, *(c.top - 0.5 for c in cuts), region.box.bottom], em, leading)
    for k, cut in enumerate(cuts):
        shares = [wall_share(region, cut.y, xs[c], xs[c + 1]) for c in range(len(columns))]
        gaps = {}
        ends = {}
        for c, own in enumerate(columns):
            a = next((f for f in reversed(own) if f.line.box.cy < cut.top), None)
            b = next((f for f in own if f.line.box.cy >= cut.top), None)
            if a and b:
                gaps[c], ends[c] = (b.top - a.bottom - leading) / em, (a, b)
        starting = sum(b.top - cut.top < BEGINS * em for _, b in ends.values())
        for c, (a, b) in ends.items():
            if a.top < edges[k] - 0.5 or b.top > edges[k + 2]:
                continue
            others = [gaps[o] for o, (_, f) in ends.items() if o != c and f.top - cut.top < BEGINS * em]
            text = b.text.strip()
            first = next((ch for ch in text if ch.isalpha()), "")
            rows.append((
                gaps[c], float(would_have_fitted(a, b, rights[c])), float(first.islower() and text[:1] == first),
                float(first.isupper()), float(text[:1] in "•-–✓➢►❖" or text[1:2] in ".)" or text[2:3] in ".)"),
                shares[c], fill_share(cut.y, region.fills, xs[c], xs[c + 1], upright=False), max(shares), cut.odds, c,
                len(columns), (b.top - cut.top) / em, float(a.bottom > cut.top + 0.2 * em),
                float(a.text.rstrip()[-1:] in ".;:"),
                len(columns[c]) / (len(cuts) + 1), max(gaps.values()), sum(f.top < b.top for f in columns[c]),
                float(text.rstrip(".)").lstrip("(").isdigit()), starting / len(columns), float(len(a.text)),
                float(0 in gaps), min(others, default=-1.0), usual, gaps[c] - usual, *lying.at(k, c),
            ))  # fmt: skip
            places.append((k, c))
    return places, np.array(rows) if rows else np.zeros((0, len(FEATURES)))


def _usual_gap(columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut], em: float, leading: float) -> float:
    """The usual white over a row beyond the leading, in letter heights: the middle of the least ones at the cuts."""
    least = []
    for cut in cuts:
        own = []
        for column in columns:
            b = next((f for f in column if f.line.box.cy >= cut.top), None)
            a = next((f for f in reversed(column) if f.line.box.cy < cut.top), None)
            if a and b and b.top - cut.top < BEGINS * em:
                own.append((b.top - a.bottom - leading) / em)
        if own:
            least.append(min(own))
    return sorted(least)[len(least) // 2] if least else -1.0


def wall_share(region: Region, y: float, left: float, right: float) -> float:
    """Share of a cell's side at *y* that a rule or the edge of a fill covers."""
    return max(
        rule_share(y, region.flat, left, right, 3.0), fill_share(y, region.fills, left, right, upright=False, slack=3.0)
    )


def joint_odds(
    region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut]
) -> dict[tuple[int, int], float]:
    """Log-odds that the cell above and the cell below are one, by (cut, column): where a column has text on both sides,
    or the rules of the cut leave it out."""
    places, rows = same_cell_features(region, xs, columns, cuts)
    odds = load("cells").log_odds(rows)
    odds[_reads_on(rows)] = np.maximum(odds[_reads_on(rows)], READS_ON)
    joints = dict(zip(places, map(float, odds), strict=True))
    for k, cut in enumerate(cuts):
        shares = [wall_share(region, cut.y, xs[c], xs[c + 1]) for c in range(len(columns))]
        if sum(s > WALLED for s in shares) < 2:
            continue
        for c, share in enumerate(shares):  # the rules of this row leave the column out: its cell goes on
            if share < OPEN:
                joints.setdefault((k, c), LEFT_OUT)
    if region.told is not None:
        for k, cut in enumerate(cuts):
            for c in range(len(columns)):
                one = region.told.one_cell(cut.top, c, BEGINS * region.em)
                if one is not None:
                    joints[k, c] = SURE if one else -SURE
    return joints


def _reads_on(rows: Floats) -> npt.NDArray[np.bool_]:
    """Where a text goes on in small letters, in its own leading and over no rule, while rows are parted by more white:
    all of thirty such places in the training layouts were one cell, and too few for the trees to learn from."""
    at = {name: rows[:, i] for i, name in enumerate(FEATURES)}
    plain = (at["rule"] < OPEN) & (at["fill"] < OPEN) & (at["lower"] > 0)
    return plain & (at["gap"] < IN_TEXT) & (at["over_usual"] < -WHITER)


def merged_over(joints: Mapping[tuple[int, int], float]) -> set[tuple[int, int]]:
    """(cut, column) pairs where the cell above and the cell below are one."""
    return {place for place, odd in joints.items() if odd > 0}


def without_idle(
    region: Region, xs: Sequence[float], columns: Sequence[Sequence[Fragment]], cuts: list[Cut], first: int
) -> tuple[list[Cut], dict[tuple[int, int], float]]:
    """The cuts, and the odds of what is merged over them, less those below the row *first* of which every text above,
    or every text below, goes on over the cut: there is no row between."""
    while True:
        joints = joint_odds(region, xs, columns, cuts)
        merged = merged_over(joints)
        edges = [region.box.top, *(c.top - 0.5 for c in cuts), region.box.bottom + 1]
        for k in range(max(first, 1) - 1, len(cuts)):
            rows = []
            for r in (k, k + 1):
                rows.append(
                    {c for c, own in enumerate(columns) for f in own if edges[r] <= f.line.box.cy < edges[r + 1]}
                )
            over = {c for c in range(len(columns)) if (k, c) in merged}
            if k >= first and rows[0] and rows[0] <= over or rows[1] and rows[1] <= over:
                cuts = cuts[:k] + cuts[k + 1 :]
                break
        else:
            return cuts, joints


def centred_spans(
    region: Region, columns: Sequence[Sequence[Fragment]], cuts: Sequence[Cut], merged: set[tuple[int, int]], first: int
) -> None:
    """Add the merges of columns whose texts stand in the middle of several rows, where no rule tells: the texts of such
    a column are laid over the rows from *first* on so that each stands as near the middle of its rows as can be."""
    if any(f.wide and f.line.box.top > region.head_foot for own in columns for f in own):
        return  # bands: their rows are empty in all other columns
    if region.told is not None:
        return
    edges = [region.box.top, *(c.y for c in cuts), region.box.bottom]
    count = len(edges) - 1 - first
    for c, own in enumerate(columns[:3]):
        if any(
            wall_share(region, cut.y, own[0].line.box.x0, own[0].line.box.x1) > WALLED for cut in cuts[first:] if own
        ):
            continue
        blocks = _blocks(own, cuts, merged, c, edges[first])
        if not 0 < len(blocks) < count:
            continue
        heights = [edges[first + i] for i in range(count + 1)]
        level = sum(min(abs(b[0] - h) for h in heights[:-1]) for b in blocks) / len(blocks)
        spans = _centred(blocks, heights)
        if spans is None:
            continue
        off = sum(
            abs((b[0] + b[1]) / 2 - (heights[i] + heights[j]) / 2) for b, (i, j) in zip(blocks, spans, strict=True)
        ) / len(blocks)
        if off < 0.5 * level and off < 0.8 * region.em and level > 0.9 * region.em:
            for i, j in spans:
                for k in range(i, j):
                    merged.discard((first + k - 1, c)) if k == i else merged.add((first + k - 1, c))


def _blocks(
    own: Sequence[Fragment], cuts: Sequence[Cut], merged: set[tuple[int, int]], c: int, top: float
) -> list[tuple[float, float]]:
    """Top and bottom of the texts of a column: lines of one row together, rows that are merged too."""
    blocks: list[tuple[float, float, int]] = []
    for f in own:
        if f.line.box.cy < top:
            continue
        row = sum(cut.top <= f.line.box.cy for cut in cuts)
        if blocks and (blocks[-1][2] == row or all((k, c) in merged for k in range(blocks[-1][2], row))):
            blocks[-1] = (blocks[-1][0], f.bottom, row)
        else:
            blocks.append((f.top, f.bottom, row))
    return [(a, b) for a, b, _ in blocks]


def _centred(blocks: Sequence[tuple[float, float]], edges: Sequence[float]) -> list[tuple[int, int]] | None:
    """The rows (first, after last) of every block, all rows covered in order, that put the blocks nearest to the middle
    of their rows. None when there are more blocks than rows."""
    rows, count = len(edges) - 1, len(blocks)
    if count > rows:
        return None
    best = [[(1e18, -1)] * (rows + 1) for _ in range(count + 1)]
    best[0][0] = (0.0, -1)
    for b in range(1, count + 1):
        middle = (blocks[b - 1][0] + blocks[b - 1][1]) / 2
        for j in range(b, rows + 1):
            for i in range(b - 1, j):
                score = best[b - 1][i][0] + abs(middle - (edges[i] + edges[j]) / 2)
                if score < best[b][j][0]:
                    best[b][j] = (score, i)
    spans, j = [], rows
    for b in range(count, 0, -1):
        i = best[b][j][1]
        if i < 0:
            return None
        spans.append((i, j))
        j = i
    return spans[::-1]
