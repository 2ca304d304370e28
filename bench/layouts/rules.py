"""Rules and fills of a table in one of the styles, cell side by cell side."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from bench.layouts.model import Cell, Edge, Table
from bench.layouts.style import Style

Sides = dict[str, Edge | None]
Wall = tuple[str, int, int]
"""Level or upright, the boundary that it stands on, where it starts."""
SIDES = ("top", "right", "bottom", "left")
DARK = ("1f497d", "385723")
BAND_FILLS = ("dbe5f1", "f2f2f2", "e2efda", "fff2cc")
MISSING = (0.04, 0.08, 0.15)
"""Shares of walls left out where rules are incomplete."""
CARD_SPACING = (2.0, 4.0, 6.0)


def _all(edge: Edge) -> Sides:
    return dict.fromkeys(SIDES, edge)


class _Place:
    """Where a cell lies in its table."""

    def __init__(self, table: Table, cell: Cell, first_of_group: bool) -> None:
        self.first = cell.row == 0
        self.last = cell.row + cell.rowspan == table.nrows
        self.leftmost = cell.col == 0
        self.rightmost = cell.col + cell.colspan == table.ncols
        self.header = cell.row < table.header_rows
        self.header_end = cell.row + cell.rowspan == table.header_rows
        self.body_start = cell.row == table.header_rows
        self.group_start = first_of_group

    def outer(self, edge: Edge) -> Sides:
        on = {"top": self.first, "bottom": self.last, "left": self.leftmost, "right": self.rightmost}
        return {side: edge for side, yes in on.items() if yes}

    def under_header(self, edge: Edge) -> Sides:
        return {"bottom": edge} if self.header_end else {"top": edge} if self.body_start else {}


def rule(table: Table, style: Style, dice: Random) -> None:
    """Set the edges, fills and ink of every cell of *table*."""
    draw = _drawer(style, dice)
    first_rows = _first_rows(table)
    walls: dict[Wall, bool] = {}
    stripes = dice.choice(BAND_FILLS)
    dark = dice.choice(DARK)
    missing = dice.choice(MISSING)
    by_group = dice.random() < 0.4
    for cell in sorted(table.cells, key=lambda c: (c.row, c.col)):
        place = _Place(table, cell, cell.row >= table.header_rows and cell.row == first_rows[cell.group])
        cell.edges = {side: e for side, e in draw(place).items() if e}
        if style.rules == "incomplete":
            kept = {w: walls.setdefault(w, dice.random() >= missing) for w in _walls(cell).values()}
            cell.edges = {s: e for s, e in cell.edges.items() if kept[_walls(cell)[s]]}
        _fill(cell, place, style, stripes, dark, by_group)
    if style.rules == "cards":
        table.spacing = dice.choice(CARD_SPACING)


def _walls(cell: Cell) -> dict[str, Wall]:
    """The wall that each side of a cell stands on; neighbours that begin alike share it."""
    return {
        "top": ("level", cell.row, cell.col),
        "bottom": ("level", cell.row + cell.rowspan, cell.col),
        "left": ("upright", cell.col, cell.row),
        "right": ("upright", cell.col + cell.colspan, cell.row),
    }


def _first_rows(table: Table) -> dict[int, int]:
    """The row in which each group begins below the header."""
    first: dict[int, int] = {}
    for cell in table.cells:
        if cell.row >= table.header_rows:
            first[cell.group] = min(cell.row, first.get(cell.group, cell.row))
    return first


def _drawer(style: Style, dice: Random) -> Callable[[_Place], Sides]:
    black, hair = Edge(dice.choice([0.5, 0.75, 1.0])), Edge(0.4, "solid", dice.choice(["d9d9d9", "e6e6e6", "cccccc"]))
    grey, colour = (
        Edge(0.35, "solid", "999999"),
        Edge(0.75, "solid", dice.choice(["2e75b6", "70ad47", "c55a11", "1f497d"])),
    )
    dotted, dashed, double, heavy = Edge(0.75, "dotted"), Edge(0.75, "dashed"), Edge(2.25, "double"), Edge(1.5)
    white, under, sides = Edge(1.5, "solid", "ffffff"), dice.random() < 0.6, dice.random() < 0.5
    rows = {"top": black, "bottom": black}
    plain: dict[str, Callable[[_Place], Sides]] = {
        "full": lambda p: _all(black),
        "cards": lambda p: _all(black if sides else grey),
        "incomplete": lambda p: _all(black),
        "thin-grey": lambda p: _all(grey),
        "hairline": lambda p: _all(hair),
        "coloured": lambda p: _all(colour),
        "dotted": lambda p: _all(dotted),
        "dashed": lambda p: _all(dashed),
        "double": lambda p: _all(black) | p.outer(double) | (p.under_header(double) if sides else {}),
        "horizontal": lambda p: dict(rows),
        "light-rows": lambda p: {"top": hair, "bottom": hair},
        "none": lambda p: {},
        "booktabs": lambda p: (
            p.under_header(black) | {k: v for k, v in p.outer(heavy).items() if k in ("top", "bottom")}
        ),
        "outer": lambda p: p.outer(heavy) | (p.under_header(black) if under else {}),
        "columns": lambda p: {"left": black, "right": black} | p.under_header(black) | p.outer(black),
        "vertical": lambda p: (
            {"left": black, "right": black}
            | ({k: v for k, v in p.outer(black).items() if k in ("top", "bottom")} if under else {})
        ),  # noqa: E501
        "banded": lambda p: {},
        "white-on-fill": lambda p: _all(white),
        "header-only": lambda p: _all(black) if p.header else {},
        "no-sides": lambda p: _all(black) | dict.fromkeys(p.outer(black).keys() & {"left", "right"}),
        "groups": lambda p: (
            (_all(black) if p.header and sides else {})
            | p.under_header(black)
            | ({"top": black} if p.group_start else {})
            | p.outer(black)
        ),  # noqa: E501
    }
    return plain[style.rules]


def _fill(cell: Cell, place: _Place, style: Style, stripes: str, dark: str, by_group: bool) -> None:
    if style.rules in ("white-on-fill", "banded"):
        odd = (cell.group if by_group else cell.row) % 2
        body = "e7edf5" if style.rules == "white-on-fill" else stripes if odd else None
        cell.fill = dark if place.header else body
    elif place.header:
        cell.fill = style.header_fill or None
    elif cell.kind in ("band", "sum"):
        cell.fill = style.band_fill or None
    if cell.fill in DARK:
        cell.ink = "ffffff"
