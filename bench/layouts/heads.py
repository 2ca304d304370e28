"""The header of a table: a tree of group and column heads, laid into rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bench.layouts.composer import wording
from bench.layouts.model import Cell, Paragraph
from bench.layouts.style import Style

NARROW = ("nomor", "satuan")
UPRIGHT_LEAST = 4
"""Columns from which on narrow heads may stand upright."""


@dataclass(slots=True)
class Head:
    """A head over *keys* (one column, or a number beside its name), or over further heads."""

    text: str
    keys: list[str] = field(default_factory=list)
    under: list[Head] = field(default_factory=list)

    def width(self) -> int:
        """Columns below it."""
        return len(self.keys) or sum(h.width() for h in self.under)

    def depth(self) -> int:
        """Header rows that it needs."""
        return 1 + max((h.depth() for h in self.under), default=0)


def heads(columns: list[str], style: Style, dice: Random) -> list[Head]:
    """The heads over *columns*, grouped as the style says."""
    tree: list[Head] = []
    for key in columns:
        if key == "indikator" and tree and tree[-1].keys == ["kode"]:
            tree[-1] = Head(_text("indikator", style, dice), ["kode", "indikator"])
        elif key != "kode":
            tree.append(Head(_text(key, style, dice), [key]))
        else:
            tree.append(Head("", ["kode"]))
    tree = _under_years(tree, style, dice)
    if style.grouped:
        tree = _explained(tree, style, dice)
    if style.nested:
        tree = _nested(tree, style, dice)
    return tree


def _text(key: str, style: Style, dice: Random) -> str:
    words = wording()["kepala"]
    kind, _, year = key.partition(":")
    if kind == "target" and style.years_under:
        return year
    if year:
        return _cased(f"{dice.choice(words[kind])} {year}", style)
    text = dice.choice(words[key])
    if style.misspelt and dice.random() < 0.3 and len(text) > 7:
        at = dice.randrange(2, len(text) - 2)
        text = text[:at] + text[at + 1 :]
    return _cased(text, style)


def _cased(text: str, style: Style) -> str:
    return text.upper() if style.caps else text


def _is_year(head: Head) -> bool:
    return bool(head.keys) and head.keys[0].partition(":")[0] in ("target", "realisasi", "capaian")


def _under_years(tree: list[Head], style: Style, dice: Random) -> list[Head]:
    years = [h for h in tree if _is_year(h)]
    if not years or not style.years_under:
        return tree
    at = tree.index(years[0])
    rest = [h for h in tree[at:] if not _is_year(h)]
    if any(h.keys[0].startswith("realisasi:") for h in years):
        return [*tree[:at], *_compared(years, style), *rest]
    below = [Head(_cased("Tahun", style), under=years)] if style.deep_years else years
    return [*tree[:at], Head(_cased(dice.choice(wording()["kepala"]["target"]), style), under=below), *rest]


def _compared(years: list[Head], style: Style) -> list[Head]:
    """Each year over its target and what was reached."""
    groups: dict[str, Head] = {}
    for head in years:
        kind, _, year = head.keys[0].partition(":")
        name = {"target": "Target", "realisasi": "Realisasi", "capaian": "% Capaian"}[kind]
        groups.setdefault(year, Head(year)).under.append(Head(_cased(name, style), head.keys))
    whole = list(groups.values())
    return [Head(_cased("Target dan Realisasi", style), under=whole)] if style.deep_years else whole


def _explained(tree: list[Head], style: Style, dice: Random) -> list[Head]:
    """PENJELASAN over two or three neighbours that explain."""
    kinds = ("alasan", "penjelasan", "formulasi", "sumber_data")
    run: list[Head] = []
    for head in tree:
        if head.keys and head.keys[0] in kinds and len(run) < 3:
            run.append(head)
        elif len(run) < 2:
            run = []
    if len(run) < 2 or tree.index(run[-1]) - tree.index(run[0]) != len(run) - 1:
        return tree
    at = tree.index(run[0])
    group = Head(_cased(dice.choice(wording()["kepala"]["penjelasan_group"]), style), under=run)
    return [*tree[:at], group, *tree[at + len(run) :]]


def _nested(tree: list[Head], style: Style, dice: Random) -> list[Head]:
    """The indicator's head over its name and what follows it: up to three rows with the years."""
    at = next((i for i, h in enumerate(tree) if h.keys == ["indikator"]), None)
    if at is None or at + 1 >= len(tree):
        return tree
    own, rest = tree[at], tree[at + 1 : at + 1 + dice.randint(1, 2)]
    name = Head(_cased(dice.choice(["Uraian", "Indikator", "Nama Indikator"]), style), own.keys)
    return [*tree[:at], Head(own.text, under=[name, *rest]), *tree[at + 1 + len(rest) :]]


def head_cells(tree: list[Head], style: Style, title: str) -> tuple[list[Cell], int]:
    """The header cells and the number of header rows, the title row and the column-number row among them."""
    ncols = sum(h.width() for h in tree)
    first = 1 if title else 0
    depth = max(h.depth() for h in tree)
    cells = [Cell(0, 0, 1, ncols, "header", [Paragraph(title, bold=True)], "center", "middle", True)] if title else []

    def lay(head: Head, row: int, col: int) -> None:
        paragraphs = [Paragraph(head.text, bold=style.header_bold)]
        foreign = wording()["asing"].get(head.keys[-1]) if head.keys else None
        if style.two_languages and foreign:
            paragraphs.append(Paragraph(f"({foreign})"))
        span = 1 if head.under else first + depth - row
        narrow = bool(head.keys) and (head.keys[0] in NARROW or _is_year(head)) and len(head.keys) == 1
        cell = Cell(row, col, span, head.width(), "header", paragraphs, "center", "middle", style.header_bold)
        cell.vertical = style.upright_heads and narrow and ncols >= UPRIGHT_LEAST
        cells.append(cell)
        for below in head.under:
            lay(below, row + 1, col)
            col += below.width()

    at = 0
    for head in tree:
        lay(head, first, at)
        at += head.width()
    rows = first + depth
    if style.number_row:
        for col in range(ncols):
            text = style.number_row.format(n=col + 1)
            cells.append(Cell(rows, col, 1, 1, "numbers", [Paragraph(text)], "center", "middle"))
        rows += 1
    return cells, rows
