"""Goals printed over a table as lines of their own: ``Sasaran 2 : …``, table after table."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from iku.extract.model import Line, hull
from iku.extract.table_model import Cell, LogicalTable
from iku.normalize.goals import Goal, labelled

LINES = 4
"""A goal over a table takes no more lines than this."""
LEAST_WORDS = 2
"""A goal among header cells has more words than this."""
APART = 1.9
"""Lines whose middles are further apart than this many line heights are not one text."""


def goals_over(lines: Sequence[Line], known: Collection[str | None]) -> dict[str, list[Cell]]:
    """The goals in the title lines of a table, each as a cell of its own; levels in *known* (the table has a column for
    them) are left out. A level that stands there twice is a list in the running text, and no goal of this table."""
    found: dict[str, list[Cell]] = {}
    twice: set[str] = set()
    for start, line in enumerate(lines):
        goal = labelled(line.text)
        if goal is None or goal.measured or goal.level in known or not _says(goal, line):
            continue
        if goal.level in found:
            twice.add(goal.level)
        own = _text_from(lines, start)
        box = hull([ln.box for ln in own])
        found[goal.level] = [Cell(-1, -1, 1, 1, box, line.page, own)]
    return {level: cells for level, cells in found.items() if level not in twice}


def goals_in_header(table: LogicalTable) -> dict[str, list[Cell]]:
    """The goals that stand among the header cells: ``Misi 2: …`` in the row under TUJUAN and SASARAN."""
    return {goal.level: [cell] for path in table.header for cell in path if (goal := header_goal(cell)) is not None}


def header_goal(cell: Cell) -> Goal | None:
    """The goal that a header cell holds instead of a name."""
    goal = labelled(cell.text)
    if goal is None or goal.measured or ":" not in cell.text or len(goal.text.split()) <= LEAST_WORDS:
        return None
    return goal


def _says(goal: Goal, line: Line) -> bool:
    """The line gives the goal's text, behind a colon: headings (``Tujuan 2.3 dan Sasaran``) do not."""
    return len(goal.text.split()) >= 2 and ":" in line.text[: len(line.text) - len(goal.text) + 1]


def _text_from(lines: Sequence[Line], start: int) -> list[Line]:
    """The line and those that go on with it: near under it, no label or caption of their own, and not centred anew."""
    own = [lines[start]]
    for line in lines[start + 1 : start + LINES]:
        step = line.box.cy - own[-1].box.cy
        if line.page != own[-1].page or step > APART * own[-1].size or labelled(line.text) is not None:
            break
        if not line.text[:1].islower() and not _full(own[-1], lines):
            break
        own.append(line)
    return own


def _full(line: Line, lines: Sequence[Line]) -> bool:
    """The line reaches as far right as any other of the title: its text may go on below."""
    return line.box.x1 >= max(ln.box.x1 for ln in lines) - 3 * line.size
