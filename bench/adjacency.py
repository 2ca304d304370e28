"""The measure of the ICDAR 2013 table competition: relations between neighbouring cells that hold text.

Göbel, Hassan, Oro, Orsi, *ICDAR 2013 Table Competition*: for every cell with text its nearest neighbour with text on
the right and below, as (text, text, direction). Two tables are compared by the relations that they share, so that a
wrong boundary costs only what stands beside it, and rows and columns need no numbers in common.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

Relation = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell over rows ``row`` .. ``last_row`` and columns ``col`` .. ``last_col`` (included, from 0)."""

    row: int
    col: int
    last_row: int
    last_col: int
    text: str


def normalised(text: str) -> str:
    """Letters and digits in one case; a cell of signs alone keeps its signs. White space never counts."""
    folded = "".join(unicodedata.normalize("NFKC", text).casefold().split())
    return "".join(ch for ch in folded if ch.isalnum()) or folded


def relations(cells: Iterable[TableCell]) -> Counter[Relation]:
    """All relations of one table. A cell over several rows or columns has each of its neighbours once."""
    told = [(c, normalised(c.text)) for c in cells]
    told = [(c, text) for c, text in told if text]
    place = {
        (r, k): i
        for i, (c, _) in enumerate(told)
        for r in range(c.row, c.last_row + 1)
        for k in range(c.col, c.last_col + 1)
    }
    pairs: dict[tuple[int, int, str], None] = {}
    rows, cols = max((r for r, _ in place), default=-1) + 1, max((k for _, k in place), default=-1) + 1
    for lane in range(rows):
        _along([place[lane, k] for k in range(cols) if (lane, k) in place], "right", pairs)
    for lane in range(cols):
        _along([place[r, lane] for r in range(rows) if (r, lane) in place], "below", pairs)
    return Counter((told[i][1], told[j][1], way) for i, j, way in pairs)


def _along(lane: Sequence[int], way: str, pairs: dict[tuple[int, int, str], None]) -> None:
    for a, b in zip(lane, lane[1:], strict=False):
        if a != b:
            pairs[a, b, way] = None


@dataclass(slots=True)
class Outcome:
    """What a reader made of one document or many: relations that are right, found and true; tables."""

    right: int = 0
    found: int = 0
    true: int = 0
    tables: int = 0
    missed: int = 0
    false: int = 0
    parts: list[Outcome] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else float(not self.true)

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.found + self.true) if self.found + self.true else 1.0

    def add(self, other: Outcome) -> None:
        """Take a document in; ``parts`` keeps it by itself."""
        for name in ("right", "found", "true", "tables", "missed", "false"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.parts.append(other)

    def mean(self, name: str) -> float:
        """The mean over documents of ``precision``, ``recall`` or ``f1``, as the competition counts."""
        return float(sum(getattr(p, name) for p in self.parts)) / max(1, len(self.parts))


def compare(true: Sequence[Counter[Relation]], found: Sequence[Counter[Relation]]) -> Outcome:
    """Tables of one page: each true one is held against the found one that shares most with it, every found one used
    once. A table that nothing was found of is missed; one that is left over is false, and all its relations count
    against the reader."""
    shared = sorted(
        ((sum((t & f).values()), i, j) for i, t in enumerate(true) for j, f in enumerate(found)),
        key=lambda s: (-s[0], s[1], s[2]),
    )
    taken: dict[int, int] = {}
    right = 0
    for count, i, j in shared:
        if count and i not in taken and j not in taken.values():
            taken[i] = j
            right += count
    return Outcome(
        right, sum(sum(f.values()) for f in found), sum(sum(t.values()) for t in true),
        len(true), len(true) - len(taken), len(found) - len(taken),
    )  # fmt: skip
