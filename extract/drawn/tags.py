"""The tag tree of a file: which marks of a page are cells of which table. ISO 32000-1, 14.7 and 14.8.4.3.

Word processors and browsers write it; it says what the author's table was, row by row. It is read from the page's
side: from a mark up to its cell, and only the tables that a page meets are laid out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral

from iku.extract.model import TaggedCell

DEEPEST = 40
"""Elements between a mark and its table, or levels of a number tree: more is a circle."""
MOST_CELLS = 20_000
"""Cells of one table: a tree with more is broken."""
MOST_ROLES = 4
"""Steps from a role of the file's own to a standard one."""
_PARTS = ("THead", "TBody", "TFoot")
_CELLS = ("TD", "TH")


@dataclass(slots=True)
class Marked:
    """The tables of one page: the cells of every mark (by its number), innermost first, as tables stand in cells; and
    all cells of the tables met."""

    cells: dict[int, list[TaggedCell]] = field(default_factory=dict)
    tables: dict[int, list[TaggedCell]] = field(default_factory=dict)


class TagTree:
    """The tag tree of one document; every table is laid out once. A broken or missing tree tells nothing."""

    def __init__(self, catalog: Mapping[str, Any]) -> None:
        root = resolve1(catalog.get("StructTreeRoot"))
        self._root: Mapping[str, Any] = root if isinstance(root, Mapping) else {}
        roles = resolve1(self._root.get("RoleMap"))
        self._roles: Mapping[str, Any] = roles if isinstance(roles, Mapping) else {}
        self._laid: dict[int, dict[int, TaggedCell]] = {}
        self._known: dict[int, list[tuple[int, PDFObjRef]]] = {}

    def marks_of(self, page: PDFPage) -> Marked:
        """What the tree says of the marks of *page*."""
        found = Marked()
        parents = self._parents(resolve1(page.attrs.get("StructParents")))
        for number, element in enumerate(parents):
            for cell, table in self._homes(element):
                laid = self._lay(table)
                if cell in laid:
                    found.cells.setdefault(number, []).append(laid[cell])
                    if table.objid not in found.tables:
                        found.tables[table.objid] = list(laid.values())
        return found

    def _parents(self, key: object) -> list[Any]:
        """The elements of a page's marks, in the order of their numbers, from the parent tree."""
        node = resolve1(self._root.get("ParentTree"))
        for _ in range(DEEPEST):
            if not isinstance(node, Mapping) or not isinstance(key, int):
                return []
            numbers = resolve1(node.get("Nums"))
            if isinstance(numbers, list):
                for k, value in zip(numbers[::2], numbers[1::2], strict=False):
                    if resolve1(k) == key:
                        own = resolve1(value)
                        return own if isinstance(own, list) else []
                return []
            node = next((kid for kid in _list(node.get("Kids")) if _within(kid, key)), None)
        return []

    def _homes(self, element: object, depth: int = 0) -> list[tuple[int, PDFObjRef]]:
        """The cells that hold *element*, innermost first: the cell's object number, and its table."""
        if not isinstance(element, PDFObjRef) or depth > DEEPEST:
            return []
        if element.objid not in self._known:
            self._known[element.objid] = []  # a circle ends here
            table = self._table_of(element) if self._kind(element) in _CELLS else None
            above = self._homes(table or _dict(element).get("P"), depth + 1)
            self._known[element.objid] = [(element.objid, table), *above] if table is not None else above
        return self._known[element.objid]

    def _table_of(self, cell: PDFObjRef) -> PDFObjRef | None:
        """The table around a cell: over its row, and a header, body or foot."""
        element: object = cell
        for _ in range(DEEPEST):
            element = _dict(element).get("P")
            if not isinstance(element, PDFObjRef):
                return None
            if self._kind(element) == "Table":
                return element
        return None

    def _kind(self, element: object) -> str:
        name = resolve1(_dict(element).get("S"))
        for _ in range(MOST_ROLES):
            if not isinstance(name, PSLiteral):
                return ""
            mapped = resolve1(self._roles.get(str(name.name)))
            if not isinstance(mapped, PSLiteral) or mapped.name == name.name:
                return str(name.name)
            name = mapped
        return ""

    def _lay(self, table: PDFObjRef) -> dict[int, TaggedCell]:
        """The cells of a table by object number, laid out row by row as a browser does."""
        if table.objid in self._laid:
            return self._laid[table.objid]
        laid: dict[int, TaggedCell] = self._laid.setdefault(table.objid, {})
        taken: set[tuple[int, int]] = set()
        for row, cells in enumerate(self._rows(table)):
            col = 0
            for cell in cells:
                while (row, col) in taken:
                    col += 1
                rowspan, colspan = _spans(cell)
                if len(taken) + rowspan * colspan > MOST_CELLS:
                    laid.clear()
                    return laid
                taken |= {(row + i, col + j) for i in range(rowspan) for j in range(colspan)}
                if isinstance(cell, PDFObjRef):
                    laid[cell.objid] = TaggedCell(table.objid, row, col, rowspan, colspan, self._kind(cell) == "TH")
                col += colspan
        return laid

    def _rows(self, table: PDFObjRef) -> Iterator[list[Any]]:
        """The cells of every row, rows of a header, body or foot alike."""
        for kid in _list(_dict(table).get("K")):
            kind = self._kind(kid)
            rows = [kid] if kind == "TR" else _list(_dict(kid).get("K")) if kind in _PARTS else []
            for row in rows:
                if self._kind(row) == "TR":
                    yield [c for c in _list(_dict(row).get("K")) if self._kind(c) in _CELLS]


def _spans(cell: object) -> tuple[int, int]:
    """Rows and columns that a cell takes."""
    spans = {"RowSpan": 1, "ColSpan": 1}
    for part in _list(_dict(cell).get("A")):
        own = _dict(part)
        for name in spans:
            value = resolve1(own.get(name))
            if isinstance(value, int) and 0 < value < MOST_CELLS:
                spans[name] = value
    return spans["RowSpan"], spans["ColSpan"]


def _within(node: object, key: int) -> bool:
    limits = [resolve1(v) for v in _list(_dict(node).get("Limits"))]
    return len(limits) == 2 and all(isinstance(v, int) for v in limits) and limits[0] <= key <= limits[1]


def _dict(value: object) -> Mapping[str, Any]:
    own = resolve1(value)
    return own if isinstance(own, Mapping) else {}


def _list(value: object) -> list[Any]:
    own = resolve1(value)
    return own if isinstance(own, list) else [] if own is None else [value]
