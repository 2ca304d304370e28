"""Tables: the grids that a page shows, and the logical tables that pages of grids make.

Units and origin are those of :mod:`iku.extract.model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from iku.extract.model import Box, Line, Word


@dataclass(frozen=True, slots=True)
class Edges:
    """Log-odds that the boundaries of a cell are where it has them, as the reader that weighs evidence says:
    ``across`` of the less sure of its sides, ``above`` and ``below`` of its top and bottom; a boundary that the reader
    sees inside the cell counts against both of that direction. ``whole``: that no row begins within the cell;
    ``apart``: that its text does not go on over its top or bottom, and does over the rows it is merged from."""

    across: float
    above: float
    below: float
    whole: float
    apart: float


@dataclass(slots=True, eq=False)
class Cell:
    """A cell of a grid: it covers rows ``row`` .. ``row + rowspan - 1`` and columns likewise (0-based).

    ``lines`` are the printed lines in it, top to bottom. ``agreed`` is False when a second reader saw the cell
    otherwise; ``edges`` are the log-odds of its boundaries, None where nothing weighed them."""

    row: int
    col: int
    rowspan: int
    colspan: int
    box: Box
    page: int
    lines: list[Line] = field(default_factory=list)
    agreed: bool = True
    edges: Edges | None = None

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)

    @property
    def margin(self) -> float | None:
        """The log-odds of its least sure boundary."""
        return None if self.edges is None else min(self.edges.across, self.edges.above, self.edges.below)

    @property
    def words(self) -> list[Word]:
        return [w for line in self.lines for w in line.words]

    @property
    def empty(self) -> bool:
        return not any(w.text.strip() for w in self.words)


@dataclass(slots=True, eq=False)
class Grid:
    """A ruled (or inferred) table on one page. ``xs`` and ``ys`` are its column and row boundaries, left to right and
    top to bottom; ``reader`` tells which reader made it, ``shaded`` how many of
    its first rows are known by their shading only; ``column_odds`` and ``row_odds`` place and
    log-odds of its inner boundaries where they were weighed (else empty), ``row_rest`` those of the tops of lines at
    which no row begins, ``joints`` (middle of the column, place, log-odds) whether a text goes on over a boundary;
    ``opened``: its rows have no upright rules of their own; ``keys`` the table and row of the tag tree that every row
    is, where there are tags, ``counted`` the row boundaries that only the counting of numbers shows."""

    page: int
    box: Box
    xs: list[float]
    ys: list[float]
    cells: list[Cell]
    reader: str = "rulings"
    shaded: int = 0
    column_odds: list[tuple[float, float]] = field(default_factory=list)
    row_odds: list[tuple[float, float]] = field(default_factory=list)
    row_rest: list[tuple[float, float]] = field(default_factory=list)
    joints: list[tuple[float, float, float]] = field(default_factory=list)
    opened: bool = False
    keys: list[tuple[int, int] | None] = field(default_factory=list)
    counted: list[float] = field(default_factory=list)

    @property
    def nrows(self) -> int:
        return len(self.ys) - 1

    @property
    def ncols(self) -> int:
        return len(self.xs) - 1

    def rows_of(self, first: int, last: int) -> Grid:
        """The rows *first* to *last* as a grid of their own; cells merged over its ends count with their upper row."""
        ys = self.ys[first : last + 2]
        box = Box(self.box.x0, ys[0], self.box.x1, ys[-1])
        cells = [replace(c, row=c.row - first) for c in self.cells if first <= c.row <= last]
        return replace(self, box=box, ys=ys, cells=cells, shaded=0)

    def at(self, row: int, col: int) -> Cell | None:
        """The cell that covers (row, col)."""
        for c in self.cells:
            if c.row <= row < c.row + c.rowspan and c.col <= col < c.col + c.colspan:
                return c
        return None


@dataclass(slots=True, eq=False)
class Row:
    """A body row of a logical table: for every column the cell that covers it (None where nothing was ruled).

    A merged cell stands in every row and column that it covers. ``breaks`` is True for the first row after a page
    break: it may be the rest of the row before it; ``torn`` tells whether it is, None where nobody knows, ``key`` is
    the table and row of the tag tree."""

    cells: list[Cell | None]
    page: int
    breaks: bool = False
    torn: bool | None = None
    key: tuple[int, int] | None = None

    @property
    def own(self) -> list[Cell]:
        """Its cells, each once, left to right."""
        seen: dict[int, Cell] = {}
        for cell in self.cells:
            if cell is not None:
                seen.setdefault(id(cell), cell)
        return list(seen.values())


@dataclass(slots=True, eq=False)
class LogicalTable:
    """A table as its author meant it: one header, then body rows, over as many pages as it takes.

    ``header`` holds for every column its header cells from the top row down; ``columns`` are the x boundaries of the
    columns on the first page. ``numbers`` is the row of column numbers (``1 2 3``, ``(1) (2)``) where there is one.
    ``set_aside`` are the cells of such rows and of headers printed again, ``beside`` body cells of later pages that
    stand in none of the columns, ``regions`` the boxes of all its parts with their pages."""

    id: int
    header: list[list[Cell]]
    columns: list[float]
    body: list[Row]
    pages: list[int]
    title_lines: list[Line] = field(default_factory=list)
    numbers: list[str] = field(default_factory=list)
    reader: str = "rulings"
    set_aside: list[Cell] = field(default_factory=list)
    beside: list[Cell] = field(default_factory=list)
    regions: list[tuple[int, Box]] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " ".join(line.text for line in self.title_lines)

    @property
    def header_texts(self) -> list[list[str]]:
        return [[cell.text for cell in path] for path in self.header]
