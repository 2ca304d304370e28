"""How many edits a damaged spelling may be away from a known one: one table for every list that is searched."""

from __future__ import annotations

from functools import cache


@cache
def budget(length: int, steps: tuple[tuple[int, int], ...]) -> int:
    """Edits allowed for a key of *length* letters; *steps* are (letters from which, edits), ascending; 0 below."""
    return max((edits for letters, edits in steps if length >= letters), default=0)


MONTHS = ((4, 1), (7, 2))
"""Twelve words, far from each other: ``Agutsus``."""
REGIONS = ((4, 1), (9, 2))
"""Five hundred names; a word that stands alone must have five letters."""
HEADERS = ((2, 1), (8, 2), (13, 3), (24, 4), (30, 5), (36, 6))
"""Headers of columns; two letters may be off by one (``NC`` for NO), and are then believed little."""
LABELS = ((8, 1), (16, 2), (24, 3), (32, 4), (40, 5))
"""Labels of cards, one edit for eight letters: they stand among prose."""
PHRASES = ((6, 1), (10, 2))
"""Words that open a part of a decree."""
RANKS = ((6, 1), (13, 2))
"""Ranks of civil servants."""
