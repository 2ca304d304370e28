"""Where the words of a table went: taken away as they are used, so that what is left over can be told.

Every word inside a table's box ends in one place: a field of a record, ``lainnya``, the header, a band, a raw row, or
a finding that holds its text. Words are told apart by identity, as the page holds them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from iku.extract.model import Division, Line, Word
from iku.extract.table_model import Cell

Use = Literal["medan", "lainnya", "kepala", "pita", "mentah", "temuan"]


@dataclass(slots=True)
class Account:
    """The uses of the words of one table, by the word's identity. A word that serves several records has one use."""

    uses: dict[int, Use] = field(default_factory=dict)

    def take(self, words: Iterable[Word], use: Use) -> None:
        """*words* are used, unless they were before."""
        for word in words:
            self.uses.setdefault(id(word), use)

    def move(self, words: Iterable[Word], use: Use) -> None:
        """*words* are used so, whatever they were taken for before."""
        for word in words:
            self.uses[id(word)] = use

    def used(self, words: Iterable[Word]) -> bool:
        """Whether one of *words* is used."""
        return any(id(word) in self.uses for word in words)

    def left(self, words: Iterable[Word]) -> list[Word]:
        """Those of *words* that nothing used."""
        return [word for word in words if id(word) not in self.uses]

    def counts(self, words: Iterable[Word]) -> Counter[str]:
        """How many of *words*, each once, went where; ``hilang`` counts those that nothing used."""
        return Counter(self.uses.get(key, "hilang") for key in dict.fromkeys(id(word) for word in words))


def words_of(lines: Iterable[Line]) -> list[Word]:
    """The printed words of some lines, in order: not the signs that stand for the bars of fractions."""
    return [word for line in lines for word in line.words if not isinstance(word, Division)]


def cell_words(cells: Iterable[Cell]) -> list[Word]:
    """The printed words of some cells, in order."""
    return words_of(line for cell in cells for line in cell.lines)
