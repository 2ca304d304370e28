"""Ruling lines made fit for a lattice: pieces joined, doubles merged, dots of a dotted border put together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from iku.extract.model import Ruling

SNAP = 2.5
"""Two parallel rules nearer than this (points) are one: a double rule, or borders of two cells side by side."""
GAP = 4.0
"""Pieces of one rule with a hole up to this (points) are joined."""
SHORTEST = 9.0


def tidy(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Join collinear pieces and merge near parallels; what is still shorter than ``SHORTEST`` points is no rule."""
    kept: list[Ruling] = []
    for horizontal in (True, False):
        own = sorted((r for r in rulings if r.horizontal is horizontal), key=lambda r: (r.at, r.start))
        for band in _bands(own):
            kept += [r for r in _joined(band) if r.length >= SHORTEST]
    return kept


def _bands(rulings: Sequence[Ruling]) -> list[list[Ruling]]:
    """Rules grouped by position; a band is at most ``SNAP`` wide so that a ladder of rules does not melt into one."""
    bands: list[list[Ruling]] = []
    for r in rulings:
        if bands and r.at - bands[-1][0].at <= SNAP:
            bands[-1].append(r)
        else:
            bands.append([r])
    return bands


def _joined(band: list[Ruling]) -> list[Ruling]:
    weight = sum(max(r.length, 0.1) for r in band)
    at = sum(r.at * max(r.length, 0.1) for r in band) / weight
    out: list[Ruling] = []
    for r in sorted(band, key=lambda r: r.start):
        if out and r.start - out[-1].end <= GAP:
            last = out[-1]
            out[-1] = Ruling(r.horizontal, at, last.start, max(last.end, r.end), max(last.width, r.width))
        else:
            out.append(Ruling(r.horizontal, at, r.start, r.end, r.width))
    return out


def clusters(values: Iterable[float], tolerance: float) -> list[float]:
    """Means of groups of nearby numbers, ascending; a group is at most *tolerance* wide."""
    groups: list[list[float]] = []
    for v in sorted(values):
        if groups and v - groups[-1][0] <= tolerance:
            groups[-1].append(v)
        else:
            groups.append([v])
    return [sum(g) / len(g) for g in groups]


def covered(start: float, end: float, pieces: Iterable[tuple[float, float]]) -> float:
    """Share (0..1) of the span start..end that lies under *pieces*."""
    if end <= start:
        return 0.0
    total, reach = 0.0, start
    for a, b in sorted(pieces):
        a, b = max(a, reach), min(b, end)
        if b > a:
            total += b - a
            reach = b
    return total / (end - start)


def reaches(start: float, end: float, pieces: Iterable[tuple[float, float]], slack: float) -> bool:
    """Whether *pieces* begin and end within *slack* of the ends of the span start..end: a wall does, a bar does not."""
    inside = [(a, b) for a, b in pieces if b > start and a < end]
    return bool(inside) and min(a for a, _ in inside) - start <= slack and end - max(b for _, b in inside) <= slack
