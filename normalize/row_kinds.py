"""What a body row is: an indicator's, a band, a label, a sum, a signature, a header again, or column numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from iku.extract.table_model import Cell, LogicalTable, Row
from iku.normalize.bands import band_cell
from iku.normalize.columns import Column
from iku.normalize.goals import (
    Goal,
    begins_as_goal,
    coded,
    is_signature,
    is_sum,
    labelled,
    looks_like_goal,
    missing_level,
    opened,
)
from iku.normalize.header_text import header_key, is_number_row, squash

_BUDGET_CODE = re.compile(r"(?:\d{1,2}|X)(?:\s?\.\s?(?:\d{1,4}|X+)){2,}\s*[-–]\s*(?=[A-Z])")
"""The code of an office or a programme before its name, as budget systems print it: ``2.15.0.00.0.00.01.0000 - …``."""
Kind = Literal["data", "band", "label", "sum", "signature", "header", "numbers", "blank"]
SAME_HEADER = 0.8
"""Share of a row's filled cells that repeat cells of the header."""
SIGNED = 3
"""A row that signs fills no more cells than this."""
SHORT = 6
"""A cell of no more letters beside a label is its number."""
BARE = 0.5
"""A row of the indicator's column alone is a goal where this share of the rows has more than that."""


@dataclass(frozen=True, slots=True)
class RowKind:
    """``goal`` with its ``cell`` for bands (its level known) and labels (its text to come in the next row)."""

    kind: Kind
    goal: Goal | None = None
    cell: Cell | None = None


class RowJudge:
    """Tells the rows of one table apart. *key* is the index of its indicator column."""

    def __init__(self, table: LogicalTable, columns: Sequence[Column], key: int) -> None:
        self.columns, self.key = columns, key
        self.printed = {squash(header_key(c.text)) for path in table.header for c in path} - {""}
        names = {n for c in columns if c.match for n in (c.match.field, *c.match.parts)}
        self.missing = missing_level(names)
        shared = next((c.match.parts for c in columns if c.index == key and c.match is not None), ())
        goals = [part for part in shared if part != "indikator"]
        self.banded: str | None = None
        self.shared = goals[-1] if goals else None  # the level of the goals among the indicators: SASARAN/INDIKATOR
        own = [self._beside(row) for row in table.body if (cell := row.cells[key]) is not None and not cell.empty]
        self.filled_rows = bool(own) and sum(n > 0 for n in own) >= BARE * len(own)

    def judge(self, row: Row) -> RowKind:
        """The kind of one row."""
        filled = [c for c in row.own if not c.empty and all(c is not k.year_cell for k in self.columns)]
        if not filled:
            return RowKind("blank")
        if self._is_header(row, filled):
            return RowKind("header")
        key = row.cells[self.key]
        if key is not None and len(key.text) <= 4 and len(filled) > 2 and is_number_row([c.text for c in filled]):
            return RowKind("numbers")
        words = next((c for c in filled if any(ch.isalpha() for ch in c.text)), None)
        if words is not None and is_sum(words.text):
            return RowKind("sum")
        if len(filled) <= SIGNED and any(is_signature(c.text) for c in filled):
            return RowKind("signature")
        return self._band(row, filled) or self._label(row, filled) or RowKind("data")

    def _beside(self, row: Row) -> int:
        """How many cells right of the indicator are filled."""
        right = {id(c) for c in row.cells[self.key + 1 :] if c is not None and not c.empty}
        return len(right - {id(row.cells[self.key])})

    def _is_header(self, row: Row, filled: Sequence[Cell]) -> bool:
        key = row.cells[self.key]
        if len(filled) < 2 or key is None or squash(header_key(key.text)) not in self.printed:
            return False
        return sum(squash(header_key(c.text)) in self.printed for c in filled) >= SAME_HEADER * len(filled)

    def _band(self, row: Row, filled: Sequence[Cell]) -> RowKind | None:
        wide = band_cell(row)
        if wide is not None and (len(filled) == 1 or self._codes(row) is None):
            goal = named_goal(wide.text)
            headed = len(filled) > 1 and wide.text.isupper()  # "II | ASPEK PELAYANAN": a part of the table
            if goal is None and self.missing is not None and looks_like_goal(wide.text) and not headed:
                goal = Goal(self.missing, None, wide.text)
            if goal is None and self.banded and not headed and not _is_number(wide):
                goal = Goal(self.banded, None, wide.text)  # printed as the band above, which has a label
            if goal is not None and goal.text:
                self.banded = goal.level
            return RowKind("band", goal, wide)
        text = row.cells[self.key]
        if text is not None and (budget := _BUDGET_CODE.match(text.text)) and not self._beside(row):
            return RowKind("band", opened(text.text[budget.end() :]), text)
        if text is None or text.empty or self._beside(row) and self._codes(row) is None:
            return self._goal_alone(filled)
        return self._goal_in_key(row, text, filled)

    def _goal_in_key(self, row: Row, text: Cell, filled: Sequence[Cell]) -> RowKind | None:
        """A goal that stands where the indicators do: told by its label or code, else by having nothing beside it."""
        code = self._codes(row)
        if code is not None:
            return RowKind("band", Goal(code.level, code.number, text.text), text)
        if any(_is_measured(c.text) for c in filled):
            return None
        goal = named_goal(text.text)
        if goal is not None and goal.text and not goal.measured:
            return RowKind("band", goal, text)
        if self._beside(row) or not looks_like_goal(text.text):
            return None
        words = [c for c in filled if not _is_number(c)]
        said = begins_as_goal(text.text)
        level = self.shared or (self.missing if self.missing == "sasaran" and len(words) == 1 else None)
        if level is None or said is False or not (self.filled_rows or self.shared and said):
            return None
        if said or self.shared or len(filled) == 1:
            return RowKind("band", Goal(level, None, text.text), text)
        return None

    def _goal_alone(self, filled: Sequence[Cell]) -> RowKind | None:
        """A goal that is alone in its row, in a column left of the indicator's: a band in the width of its text."""
        words = [c for c in filled if not _is_number(c)]
        if len(words) != 1 or words[0].col >= self.key or self.columns[words[0].col].field not in (None, "nomor"):
            return None
        goal = named_goal(words[0].text)
        if goal is not None and not goal.measured:
            return RowKind("band", goal, words[0])
        if self.missing is not None and begins_as_goal(words[0].text) and looks_like_goal(words[0].text):
            return RowKind("band", Goal(self.missing, None, words[0].text), words[0])
        return None

    def _codes(self, row: Row) -> Goal | None:
        """The code of a goal in a cell of its own left of the indicator's: ``SS 4``."""
        for cell in row.cells[: self.key]:
            found = coded(cell.text) if cell is not None and not cell.empty else None
            if found is not None and not found.text:
                return None if found.measured else found
        return None

    def _label(self, row: Row, filled: Sequence[Cell]) -> RowKind | None:
        """A row of one label, its text in the row below: ``Sasaran 1.1 :``."""
        labels = [(g, c) for c in filled if (g := labelled(c.text)) is not None and not g.text]
        goals = [(g, c) for g, c in labels if not g.measured]
        rest = [c for c in filled if all(c is not k for _, k in labels) and len(c.text) > SHORT]
        if len(goals) == 1 and not rest:
            return RowKind("label", *goals[0])
        texts = {squash(header_key(c.text)) for c in filled}
        key = row.cells[self.key]
        own = squash(header_key(key.text)) if key is not None else ""
        if own.startswith("INDIKATOR") and own.removeprefix("INDIKATOR") in texts - {""}:
            return RowKind("label")  # of a level that has no name here: "IKD | Indikator IKD"
        return None


def named_goal(text: str) -> Goal | None:
    """A goal told by its label, its code or its first word."""
    for tell in (labelled, coded, opened):
        found = tell(text)
        if found is not None and found.level:
            return found
    return None


def _is_number(cell: Cell) -> bool:
    """A number or code alone: ``1``, ``II.``, ``1.2``."""
    return len(cell.text.strip()) <= SHORT


def _is_measured(text: str) -> bool:
    found = coded(text) or labelled(text)
    return found is not None and found.measured
