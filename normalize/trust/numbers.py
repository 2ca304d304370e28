"""Evidence as numbers."""

from __future__ import annotations

import math
from collections.abc import Sequence

SURE = 0.9
"""A value below this probability is doubtful."""
_LEAST_ODDS, _MOST_ODDS = -6.0, 10.0
_LEAST_SURE = 1e-3

Features = dict[str, float]
"""Evidence by name: ``teks.…``, ``susunan.…``, ``makna.…``."""


def share(told: Sequence[bool]) -> float:
    """The share of yes, 0 where nothing was asked."""
    return sum(told) / len(told) if told else 0.0


def logit(p: float) -> float:
    """The log-odds of a probability, clipped."""
    p = min(max(p, _LEAST_SURE), 1 - _LEAST_SURE)
    return math.log(p / (1 - p))


def clipped(odds: float) -> float:
    """Log-odds beyond which nothing is surer."""
    return max(_LEAST_ODDS, min(_MOST_ODDS, odds))
