"""An error rate seen in a sample, with the interval that holds the true one 95 times in 100 (Clopper and Pearson)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

SURE = 0.95
_INDONESIAN = ("belum ada yang diperiksa", "{} dari {} salah", "sampai")
STEPS = 60
"""Halvings of the interval: more digits than a float has."""


@dataclass(frozen=True, slots=True)
class Rate:
    """``wrong`` of ``judged`` values; ``low`` and ``high`` bound the share of wrong ones among all."""

    wrong: int
    judged: int
    low: float
    high: float

    @property
    def share(self) -> float:
        """The share of wrong ones in the sample, 0 while none is judged."""
        return self.wrong / self.judged if self.judged else 0.0

    def text(self, language: str = "id") -> str:
        """``2 dari 100 salah: 2,0% (95%: 0,2% sampai 7,0%)``, or the same in English (``en``)."""
        none, of, to = ("none judged", "{} of {} wrong", "to") if language == "en" else _INDONESIAN
        if not self.judged:
            return none
        share, low, high = (f"{v * 100:.1f}%" for v in (self.share, self.low, self.high))
        told = f"{share} (95%: {low} {to} {high})"
        return f"{of.format(self.wrong, self.judged)}: {told if language == 'en' else told.replace('.', ',')}"


def rate_of(wrong: int, judged: int) -> Rate:
    """The rate of *wrong* among *judged*. Raises ``ValueError`` for more wrong ones than judged ones."""
    if not 0 <= wrong <= judged:
        raise ValueError(f"{wrong} wrong of {judged}")
    tail = (1 - SURE) / 2
    low = 0.0 if wrong == 0 else _root(lambda p: 1 - _at_most(wrong - 1, judged, p) - tail)
    high = 1.0 if wrong == judged else _root(lambda p: tail - _at_most(wrong, judged, p))
    return Rate(wrong, judged, low, high)


def _root(rising: Callable[[float], float]) -> float:
    """Where a function that rises from 0 to 1 passes zero."""
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _at_most(count: int, of: int, p: float) -> float:
    """The chance of *count* or fewer hits in *of* tries of chance *p*."""
    if p <= 0.0 or p >= 1.0:
        return 1.0 if p <= 0.0 or count >= of else 0.0
    hit, miss, ways = math.log(p), math.log1p(-p), math.lgamma(of + 1)
    return sum(
        math.exp(ways - math.lgamma(k + 1) - math.lgamma(of - k + 1) + k * hit + (of - k) * miss)
        for k in range(count + 1)
    )
