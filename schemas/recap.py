"""The recapitulation of tables in words for people: ``12 dari 12 baris, 643 dari 643 kata``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

_WORDS = re.compile(r'"kata": (\{[^{}]*\})')
_ROWS = re.compile(r'"baris": (\{[^{}]*\})')


@dataclass(frozen=True, slots=True)
class Tally:
    """Rows and words that were printed, and those of them that are in records, headers, bands or raw rows; the rest
    stands in findings."""

    rows: int = 0
    rows_kept: int = 0
    words: int = 0
    words_kept: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing stands in findings only."""
        return self.rows == self.rows_kept and self.words == self.words_kept

    def text(self) -> str:
        """In Indonesian, empty when nothing was counted."""
        if not self.words:
            return ""
        rest = "" if self.whole else "; sisanya ada dalam temuan"
        return f"{self.rows_kept} dari {self.rows} baris, {self.words_kept} dari {self.words} kata{rest}"


def tally_of(recaps: Iterable[Mapping[str, Any]]) -> Tally:
    """The sum of some ``tabel[].rekap``."""
    return _sum([r["baris"] for r in recaps], [r["kata"] for r in recaps]) if (recaps := list(recaps)) else Tally()


def tally_of_text(document: str) -> Tally:
    """As ``tally_of``, from the JSON text of a document as the writers make it, without reading the rest of it."""
    rows, words = ([json.loads(t) for t in pattern.findall(document)] for pattern in (_ROWS, _WORDS))
    return _sum(rows, words)


def _sum(rows: Iterable[Mapping[str, int]], words: Iterable[Mapping[str, int]]) -> Tally:
    rows, words = list(rows), list(words)
    printed, said = (sum(x["tercetak"] for x in part) for part in (rows, words))
    return Tally(
        printed,
        printed - sum(x["sisa"] for x in rows),
        said,
        said - sum(x["temuan"] + x["hilang"] for x in words),
    )
