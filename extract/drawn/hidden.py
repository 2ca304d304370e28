"""Rules under what was painted over them: a reader of the paper does not see them."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Box, Ruling

INSIDE = 1.5
"""A cover hides a rule that lies this far (points) inside it: one on its edge is its border."""
MOST = 400
"""So many covers, the largest, are looked at."""
SHORTEST = 3.0
"""What is left of a rule between two covers is at least this long (points)."""
Cover = tuple[int, Box]
"""The place of a cover in the drawing order, and what it hides."""


def seen_parts(rulings: Sequence[tuple[int, Ruling]], covers: Sequence[Cover]) -> list[Ruling]:
    """The rules, each with its place in the drawing order, without what later covers hide of them."""
    largest = sorted(covers, key=lambda c: -c[1].area)[:MOST]
    out: list[Ruling] = []
    for order, rule in rulings:
        parts = [(rule.start, rule.end)]
        whole = True
        for later, box in largest:
            low, high = (box.top, box.bottom) if rule.horizontal else (box.x0, box.x1)
            first, last = (box.x0, box.x1) if rule.horizontal else (box.top, box.bottom)
            if later > order and low + INSIDE < rule.at < high - INSIDE and first < rule.end and last > rule.start:
                parts = [p for a, b in parts for p in ((a, min(b, first)), (max(a, last), b)) if p[1] - p[0] > 0]
                whole = False
        if whole:
            out.append(rule)
        else:
            out += [Ruling(rule.horizontal, rule.at, a, b, rule.width) for a, b in parts if b - a >= SHORTEST]
    return out
