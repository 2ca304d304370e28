"""What a layout is before it is printed: blocks on paper, tables of cells, paragraphs. Renderers only draw it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

Colour = str
"""Six hexadecimal digits, red first: ``1f497d``."""
INK: Colour = "000000"


@dataclass(frozen=True, slots=True)
class Edge:
    """One side of a cell: width in points, ``solid``, ``dotted``, ``dashed`` or ``double``."""

    width: float
    style: str = "solid"
    colour: Colour = INK


@dataclass(slots=True)
class Paragraph:
    """One paragraph of a cell or of the page. A fraction is (above, below); ``text`` then is what follows it."""

    text: str
    bullet: str = ""
    bold: bool = False
    gap: bool = False
    """A blank line stands before it."""
    fraction: tuple[str, str] | None = None

    def printed(self) -> str:
        """All its characters in reading order."""
        return " ".join(p for p in (self.bullet, *(self.fraction or ()), self.text) if p)


@dataclass(slots=True)
class Cell:
    """A cell of a layout: rows and columns count from 0 in its table, header rows first.

    ``kind`` is ``header``, ``numbers``, ``band``, ``body``, ``sum``, in cards also ``label``.
    ``number`` is unique in the document, from 1."""

    row: int
    col: int
    rowspan: int
    colspan: int
    kind: str
    paragraphs: list[Paragraph]
    align: str = "left"
    valign: str = "top"
    bold: bool = False
    vertical: bool = False
    """Text runs upwards."""
    group: int = 0
    """Number of the sasaran in the table: rules may stand between groups only."""
    fill: Colour | None = None
    ink: Colour = INK
    edges: dict[str, Edge] = field(default_factory=dict)
    """``top``, ``right``, ``bottom``, ``left``; a side without a rule is absent."""
    number: int = 0


@dataclass(slots=True)
class Table:
    """A table. ``widths`` are shares of the table's width; a renderer that can may choose others if ``automatic``."""

    ncols: int
    cells: list[Cell]
    header_rows: int
    main: bool = True
    widths: list[float] = field(default_factory=list)
    automatic: bool = False
    repeat_header: bool = True
    break_rows: bool = True
    spacing: float = 0.0
    """Points between cells, each with a frame of its own; 0 where neighbours share a rule."""
    share: float = 1.0
    """Width over that of the text."""

    @property
    def nrows(self) -> int:
        return max((c.row + c.rowspan for c in self.cells), default=0)

    def rows(self) -> list[list[Cell]]:
        """The cells that begin in each row, from left to right."""
        rows: list[list[Cell]] = [[] for _ in range(self.nrows)]
        for cell in sorted(self.cells, key=lambda c: c.col):
            rows[cell.row].append(cell)
        return rows


@dataclass(slots=True)
class Text:
    """Paragraphs outside tables. ``indent`` is the left share of the text width left free; ``scale`` sizes the type."""

    paragraphs: list[Paragraph]
    align: str = "left"
    scale: float = 1.0
    indent: float = 0.0
    keep: bool = False
    """Not parted by a page break (a signature)."""
    new_page: bool = False


@dataclass(slots=True)
class Beside:
    """Two tables side by side."""

    left: Table
    right: Table


Block = Text | Table | Beside


@dataclass(slots=True)
class Layout:
    """A document ready to print. Sizes in points unless the name says otherwise."""

    name: str
    paper_mm: tuple[float, float]
    margins_mm: tuple[float, float, float, float]
    """Top, right, bottom, left."""
    font: str
    size: float
    line_height: float
    padding: tuple[float, float]
    """Above and below, left and right of a cell's text."""
    break_words: bool
    """Words may be broken anywhere where the column is narrower."""
    blocks: list[Block]
    frame: bool = False
    watermark: str = ""
    running_head: str = ""
    page_numbers: str = ""
    """Pattern with ``{n}``, or empty."""
    tagged: bool = False
    filled_rules: bool = False
    """Rules are thin filled rectangles, as word processors draw them, not strokes (where the renderer can choose)."""

    def tables(self) -> Iterator[Table]:
        """All tables in reading order."""
        for block in self.blocks:
            if isinstance(block, Table):
                yield block
            elif isinstance(block, Beside):
                yield block.left
                yield block.right

    def number_cells(self) -> None:
        """Give every cell its number."""
        for number, cell in enumerate((c for t in self.tables() for c in t.cells), 1):
            cell.number = number
