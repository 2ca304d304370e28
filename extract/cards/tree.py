"""Trees of boxes: labels down the left say what the boxes beside them hold, indicators stand in boxes under a goal's.

``Tujuan`` | box; ``Indikator Tujuan`` | boxes under it; ``Sasaran`` | boxes; … as performance trees are drawn. A label
may name both (``Sasaran & Indikator Sasaran``): then the upper row of boxes are the goals. An indicator belongs to the
goal over it, that goal to the one over it of the next higher level printed before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median

from iku.extract.cards.pair import READER
from iku.extract.cells import fill_cells
from iku.extract.lattice import find_grids
from iku.extract.lines import to_lines
from iku.extract.model import Box, Page, Word, hull
from iku.extract.sections import HeaderReader
from iku.extract.structure.evidence import phrases_of
from iku.extract.table_model import Cell, LogicalTable, Row

LEVELS = ("MISI", "TUJUAN", "SASARAN", "PROGRAM", "KEGIATAN")
FEWEST_LABELS, FEWEST_BOXES = 3, 3
LONGEST = 7
"""Words of a label, at most."""
SLACK = 6.0
"""A box stands level with its label when it begins no more than this (points) above it."""
NEAR, OPEN = 0.45, 1.2
"""Lines of one label are no further apart than this many heights of a line; where the upper one is open, than that."""
HIGHEST = 0.3
"""The coloured field of a label is no higher than this share of the page."""
MOST_OF = 0.5
"""Share of a box that must lie beside or under another one for the two to belong together."""
_LEVEL = re.compile(rf"\b({'|'.join(LEVELS)})\b", re.IGNORECASE)
_BOTH = re.compile(r"[&/]|\bdan\b", re.IGNORECASE)


@dataclass(slots=True)
class _Label:
    """``level`` as in ``LEVELS`` (empty for another label); ``framed``: it stands in a box or a coloured field;
    ``boxes`` are its goals, ``measures`` its indicators."""

    cell: Cell
    level: str
    goal: bool
    measured: bool
    top: float
    bottom: float
    framed: bool = True
    boxes: list[Cell] = field(default_factory=list)
    measures: list[Cell] = field(default_factory=list)


def tree_tables(page: Page, reader: HeaderReader) -> list[LogicalTable]:
    """The tables of the tree on *page*: one for each label of indicators, a row an indicator; none where it has no
    tree."""
    boxes = _boxes(page)
    labels = _labels(page, boxes, reader)
    if sum(bool(label.level) for label in labels) < FEWEST_LABELS or not any(x.measured for x in labels):
        return []
    edge = max(label.cell.box.x1 for label in labels)
    values = [b for b in boxes if b.box.x0 > edge - SLACK and all(b is not label.cell for label in labels)]
    if len(values) < FEWEST_BOXES or any(b.box.x0 < edge - SLACK and b.box.x1 > edge + SLACK for b in boxes):
        return []
    _give(labels, values)
    return [t for n, label in enumerate(labels) if label.measures and (t := _table(labels, n, page)) is not None]


def _boxes(page: Page) -> list[Cell]:
    """The ruled boxes of *page* that hold text."""
    found = []
    for grid in find_grids(page):
        fill_cells(grid, page.words)
        found += [c for c in grid.cells if not c.empty]
    return found


def _labels(page: Page, boxes: Sequence[Cell], reader: HeaderReader) -> list[_Label]:
    """The labels down the left of the page, top to bottom."""
    found = [_label(c, c.box.top, c.box.bottom, reader) for c in boxes]
    labels = [x for x in found if x is not None]
    inside = {id(w) for c in boxes for w in c.words}
    for cell in _loose(page, inside):
        field_ = _field(page, cell) or _frame(page, cell)
        reach = field_ or cell.box
        if (label := _label(cell, reach.top, reach.bottom, reader)) is not None:
            label.framed = field_ is not None
            labels.append(label)
    if not labels:
        return []
    left = min(x.cell.box.x0 for x in labels if x.level) if any(x.level for x in labels) else 0.0
    column = [x for x in labels if x.cell.box.x0 < left + 4 * SLACK]
    column.sort(key=lambda x: x.cell.box.top)
    for one, other in zip(column, column[1:], strict=False):
        if one.framed and one.bottom > other.cell.box.top:  # several labels in one field
            one.bottom = other.top = other.cell.box.top - 1
        elif not one.framed:
            one.bottom = other.top  # a label without a box reaches to the next one
    if column and not column[-1].framed:
        column[-1].bottom = page.height
    return column


def _field(page: Page, cell: Cell) -> Box | None:
    """The coloured field that a label stands in."""
    own = [
        f.box
        for f in page.fills
        if f.box.holds(cell.box.x0 + 1, cell.box.cy, 2.0)
        and f.box.holds(cell.box.x1 - 1, cell.box.cy, 2.0)
        and cell.box.height < f.box.height < HIGHEST * page.height
    ]
    return min(own, key=lambda b: b.area, default=None)


def _frame(page: Page, cell: Cell) -> Box | None:
    """The ruled box that a label stands in alone."""
    box = cell.box
    flat = [r for r in page.rulings if r.horizontal and r.start - 2 <= box.cx <= r.end + 2]
    upright = [r for r in page.rulings if not r.horizontal and r.start - 2 <= box.cy <= r.end + 2]
    top = max((r.at for r in flat if r.at <= box.top + 1), default=None)
    bottom = min((r.at for r in flat if r.at >= box.bottom - 1), default=None)
    left = max((r.at for r in upright if r.at <= box.x0 + 1), default=None)
    right = min((r.at for r in upright if r.at >= box.x1 - 1), default=None)
    if top is None or bottom is None or left is None or right is None or bottom - top > HIGHEST * page.height:
        return None
    meets = [r for r in upright if r.at in (left, right) and r.start <= top + 2 and r.end >= bottom - 2]
    return Box(left, top, right, bottom) if len(meets) > 1 else None


def _loose(page: Page, inside: set[int]) -> list[Cell]:
    """Phrases outside all boxes; lines of one phrase close under each other are one."""
    lines = to_lines([w for w in page.words if id(w) not in inside], page.number)
    em = median([w.box.height for w in page.words]) if page.words else 10.0
    blocks: list[list[Word]] = []
    for run in (run for line in lines for run in phrases_of(line, em)):
        last = next((b for b in blocks if _goes_on(b, run, em)), None)
        if last is None:
            blocks.append(list(run))
        else:
            last += run
    return [
        Cell(0, 0, 1, 1, hull([w.box for w in words]), page.number, to_lines(words, page.number)) for words in blocks
    ]


def _goes_on(block: Sequence[Word], run: Sequence[Word], em: float) -> bool:
    box = hull([w.box for w in block])
    own = hull([w.box for w in run])
    level = abs(own.x0 - box.x0) < em or abs(own.cx - box.cx) < 2 * em
    near = OPEN if re.search(r"(?:\bindikator|\bdan|[&/])$", block[-1].text, re.IGNORECASE) else NEAR
    return -0.5 * em <= own.top - box.bottom < near * em and level


def _label(cell: Cell, top: float, bottom: float, reader: HeaderReader) -> _Label | None:
    """The label in *cell*, None when it holds none."""
    text = cell.text.strip(" :")
    if len(text.split()) > LONGEST:
        return None
    levels = _LEVEL.findall(text)
    rest = re.sub(r"\b(?:INDIKATOR|KINERJA|RPJMD|RENSTRA|PD|OPD|SKPD|STRATEGIS|DAN|SUB|PERANGKAT|DAERAH)\b|[&/]", " ",
                  _LEVEL.sub(" ", text), flags=re.IGNORECASE)  # fmt: skip
    if levels and not rest.strip():
        named = re.search(r"\bINDIKATOR\b", text, re.IGNORECASE) is not None
        both = named and len(levels) > 1 and _BOTH.search(text) is not None
        level = levels[0].upper()
        return _Label(cell, level, not named or both, named, top, bottom)
    meaning = reader.label_field(text)
    other = meaning in ("penanggung_jawab", "urusan", "misi") or text.upper() in ("VISI", "URUSAN")
    return _Label(cell, "", False, False, top, bottom) if other else None


def _give(labels: Sequence[_Label], values: Sequence[Cell]) -> None:
    """Give every box to the label that it stands beside."""
    for box in sorted(values, key=lambda b: (b.box.top, b.box.x0)):
        own = max(labels, key=lambda x: min(x.bottom, box.box.bottom) - max(x.top - SLACK, box.box.top))
        shared = min(own.bottom, box.box.bottom) - max(own.top - SLACK, box.box.top)
        if shared < MOST_OF * box.box.height and not own.top - SLACK <= box.box.top < own.bottom - SLACK:
            continue
        (own.measures if own.measured and not own.goal else own.boxes).append(box)
    for label in labels:
        if label.measured and label.goal and label.boxes:
            first = min(b.box.top for b in label.boxes)
            upper = [b for b in label.boxes if b.box.top < first + SLACK]
            label.measures = [b for b in label.boxes if all(b is not u for u in upper)]
            label.boxes = upper


def _table(labels: Sequence[_Label], n: int, page: Page) -> LogicalTable | None:
    """The indicators of label *n* under their goals."""
    label = labels[n]
    own = labels[: n + 1] if label.goal else labels[:n]
    rows = [x for x in reversed(own) if x.boxes and x.level == label.level][:1]
    if not rows:
        return None
    at = LEVELS.index(label.level)
    above = labels[: next(i for i, x in enumerate(labels) if x is rows[0])]
    higher = next((x for x in reversed(above) if x.boxes and x.level in LEVELS[:at] and x.level != "MISI"), None)
    chain = ([higher] if higher is not None else []) + rows
    who = next((x for x in labels[n + 1 : n + 2] if not x.level and x.boxes), None)
    heads = [[_named(x, "goal")] for x in chain] + [[_named(label, "indikator")]]
    heads += [[who.cell]] if who is not None else []
    body = []
    for box in sorted(label.measures, key=lambda b: (b.box.top, b.box.x0)):
        goals = [_over(x.boxes, box) for x in chain]
        last = [_over(who.boxes, box)] if who is not None else []
        body.append(Row([*goals, box, *last], page.number))
    used = [c for row in body for c in row.cells if c is not None]
    area = hull([c.box for c in [*used, *(c for path in heads for c in path)]])
    return LogicalTable(0, heads, [float(i) for i in range(len(heads) + 1)], body, [page.number], reader=READER,
                        regions=[(page.number, area)])  # fmt: skip


def _named(label: _Label, part: str) -> Cell:
    """The label as the header of its goals or of its indicators; one that names both is cut at the sign between."""
    if not (label.goal and label.measured):
        return label.cell
    words = label.cell.words
    cut = next((i for i, w in enumerate(words) if _BOTH.fullmatch(w.text)), len(words))
    own = words[:cut] if part == "goal" else words[cut + 1 :]
    return Cell(0, 0, 1, 1, label.cell.box, label.cell.page, to_lines(own, label.cell.page)) if own else label.cell


def _over(boxes: Sequence[Cell], box: Cell) -> Cell | None:
    """The one of *boxes* that *box* stands under: it shares most of its width; the only one stands over all."""
    if len(boxes) == 1:
        return boxes[0]

    def shared(other: Cell) -> float:
        return min(other.box.x1, box.box.x1) - max(other.box.x0, box.box.x0)

    best = max(boxes, key=shared, default=None)
    return best if best is not None and shared(best) >= MOST_OF * min(box.box.width, best.box.width) else None

