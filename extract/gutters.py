"""Tables that show their rows by horizontal rules only: columns are found in the white gutters between the words."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.lattice import TOUCH, build_cells
from iku.extract.model import Box, Page, Ruling, Word
from iku.extract.rules import clusters, tidy
from iku.extract.table_model import Grid

GUTTER = 4.5
"""A strip at least this wide (points) that no word of the table enters may part two columns."""
LEAST_RULES = 3
LEAST_WIDTH = 150.0


def find_open_grids(page: Page, taken: Sequence[Grid]) -> list[Grid]:
    """Grids of horizontal rules outside the ruled ones in *taken*. The first row between two rules is the header: a
    column without a word there is not one of its own but part of its neighbour."""
    flat = [
        r for r in tidy(page.rulings)
        if r.horizontal and not any(g.box.holds((r.start + r.end) / 2, r.at, TOUCH) for g in taken)
    ]  # fmt: skip
    upright = [r for r in tidy(page.rulings) if not r.horizontal]
    grids = []
    for group in _stacks(flat):
        left, right = min(r.start for r in group), max(r.end for r in group)
        if any(left <= v.at <= right and v.start < group[-1].at and v.end > group[0].at for v in upright):
            continue
        grid = _grid(group, page)
        if grid is not None:
            grids.append(grid)
    return grids


def _stacks(flat: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rules below each other between the same two edges, as many as begin and end with a full-width one."""
    full = sorted((r for r in flat if r.length >= LEAST_WIDTH), key=lambda r: r.at)
    stacks: list[list[Ruling]] = []
    for rule in full:
        for stack in stacks:
            if abs(stack[0].start - rule.start) <= TOUCH and abs(stack[0].end - rule.end) <= TOUCH:
                stack.append(rule)
                break
        else:
            stacks.append([rule])
    whole = []
    for stack in stacks:
        if len(stack) < 2:
            continue
        inner = [
            r for r in flat
            if stack[0].at < r.at < stack[-1].at and r.start >= stack[0].start - TOUCH and r.end <= stack[0].end + TOUCH
        ]  # fmt: skip
        rules = sorted({*stack, *inner}, key=lambda r: r.at)
        if len(rules) >= LEAST_RULES:
            whole.append(rules)
    return whole


def _grid(rules: list[Ruling], page: Page) -> Grid | None:
    left, right = min(r.start for r in rules), max(r.end for r in rules)
    ys = clusters((r.at for r in rules), 3.0)
    words = [w for w in page.words if left - 2 <= w.box.cx <= right + 2 and ys[0] <= w.box.cy <= ys[-1]]
    head = [w for w in words if w.box.cy < ys[1]]
    xs = _boundaries(words, head, rules, left, right)
    if len(xs) < 4 or len(ys) < 3:
        return None
    upright = [Ruling(False, x, ys[0], ys[-1]) for x in xs]
    cells = build_cells(xs, ys, rules, upright, page.number)
    return Grid(page.number, Box(left, ys[0], right, ys[-1]), xs, ys, cells, reader="gutters")


def _boundaries(
    words: Sequence[Word], head: Sequence[Word], rules: Sequence[Ruling], left: float, right: float
) -> list[float]:
    """Column boundaries in the gutters; the end of a rule that lies in a gutter is taken, else its middle."""
    ends = [e for r in rules for e in (r.start, r.end) if left + 5 < e < right - 5]
    xs = [left]
    reach = left
    for word in sorted(words, key=lambda w: w.box.x0):
        if word.box.x0 - reach >= GUTTER and reach > left:
            inside = [e for e in ends if reach - 2 <= e <= word.box.x0 + 2]
            xs.append(inside[0] if inside else (reach + word.box.x0) / 2)
        reach = max(reach, word.box.x1)
    xs.append(right)
    kept = [xs[0]]
    for a, b in zip(xs, xs[1:], strict=False):
        if any(a <= w.box.cx < b for w in head):
            kept.append(b)
        elif len(kept) > 1:
            kept[-1] = b
    if kept[-1] != right:
        kept[-1] = right
    return kept
