"""The two sides of a division: fractions that were set over bars, and what is taken off the edges of a side."""

from __future__ import annotations

from dataclasses import dataclass

OPEN, CLOSE = "([{", ")]}"
EDGE = " \t\n.,;:=–—-•*"


@dataclass(frozen=True, slots=True)
class Stack:
    """A fraction over a bar: its two sides as they read on one line, and the fractions in them."""

    over: str
    under: str
    inner: tuple[Stack, ...] = ()

    @property
    def text(self) -> str:
        return f"{self.over} / {self.under}"


def unwrap(side: str) -> str:
    """Strip edge signs, brackets without partner at the edges, and one pair around words; ``(n-1)`` keeps its pair."""
    side = side.strip(EDGE).strip()
    for _ in range(6):
        before = side
        if side[:1] and side[0] in OPEN and _match(side) is None:
            side = side[1:].strip(EDGE)
        elif side[-1:] and side[-1] in CLOSE and _unpaired_close(side):
            side = side[:-1].strip(EDGE)
        elif side[:1] and side[0] in OPEN and _match(side) == len(side) - 1 and " " in side.strip():
            side = side[1:-1].strip(EDGE)
        if side == before:
            break
    return side


def _match(side: str) -> int | None:
    """Where the bracket that opens *side* closes."""
    depth = 0
    for i, c in enumerate(side):
        depth += (c in OPEN) - (c in CLOSE)
        if depth == 0:
            return i
    return None


def _unpaired_close(side: str) -> bool:
    return sum(side.count(c) for c in CLOSE) > sum(side.count(c) for c in OPEN)
