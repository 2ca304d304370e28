"""Column boundaries of one grid held against those of another."""

from __future__ import annotations

from collections.abc import Sequence

SAME_EDGE = 0.02
"""Column boundaries agree when they are this near, as a share of the table's width."""


def columns_onto(columns: Sequence[float], xs: Sequence[float]) -> list[int | None]:
    """For every column of the table the column of another grid that its middle falls into, both scaled to one width."""
    if list(columns) == list(xs):
        return list(range(len(xs) - 1))
    scale = (xs[-1] - xs[0]) / max(1e-6, columns[-1] - columns[0])
    places: list[int | None] = []
    for left, right in zip(columns, columns[1:], strict=False):
        middle = xs[0] + ((left + right) / 2 - columns[0]) * scale
        places.append(next((i for i in range(len(xs) - 1) if xs[i] <= middle < xs[i + 1]), None))
    return places


def alike(columns: Sequence[float], xs: Sequence[float]) -> bool:
    """Whether two sets of column boundaries are those of one table: most of either are found in the other."""
    if len(columns) < 3 or len(xs) < 3:
        return False

    def scaled(edges: Sequence[float]) -> list[float]:
        return [(e - edges[0]) / (edges[-1] - edges[0]) for e in edges]

    a, b = scaled(columns), scaled(xs)
    found_a = sum(min(abs(x - y) for y in b) <= SAME_EDGE for x in a)
    found_b = sum(min(abs(x - y) for y in a) <= SAME_EDGE for x in b)
    return found_a >= 0.7 * len(a) and found_b >= 0.7 * len(b) and abs(len(a) - len(b)) <= max(2, 0.34 * len(a))
