"""A layout as a flat OpenDocument text, the way a word processor keeps it."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from bench.layouts.model import Beside, Cell, Edge, Layout, Paragraph, Table, Text

Ink = Callable[[Cell], str]
BULLET_INDENT = 1.4
"""Hanging indent after a bullet, in type sizes."""
SPACES = ("office", "style", "text", "table")
NAMESPACES = " ".join(
    [*(f'xmlns:{s}="urn:oasis:names:tc:opendocument:xmlns:{s}:1.0"' for s in SPACES),
     'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"',
     'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"']
)  # fmt: skip
ALIGN = {"left": "start", "right": "end", "center": "center", "justify": "justify"}
NOTE_SIZE = 8
UPRIGHT_ADVANCE = 0.75
"""Width of a character over the type size, at most."""
MM_PER_POINT = 25.4 / 72


class FlatText:
    """Writes one layout; styles are gathered as they are needed and each is written once."""

    def __init__(self, layout: Layout, ink: Ink) -> None:
        self.layout, self.ink = layout, ink
        _, right, _, left = layout.margins_mm
        self.room_mm = layout.paper_mm[0] - left - right
        self.styles: dict[str, str] = {}
        self.tables = 0

    def document(self) -> str:
        """The whole file."""
        body = "".join(self._block(b) for b in self.layout.blocks)
        head, foot = self._note("header", escape(self.layout.running_head)), self._note("footer", self._numbers())
        master = (
            f'<style:master-page style:name="Standard" style:page-layout-name="page">{head}{foot}</style:master-page>'
        )
        styles = "".join(f'<style:style style:name="{name}" {rest}' for rest, name in self.styles.items())
        return (
            f'<?xml version="1.0" encoding="UTF-8"?><office:document {NAMESPACES} office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.text">'
            f"<office:font-face-decls>{self._face()}</office:font-face-decls>"
            f"<office:automatic-styles>{self._page()}{styles}</office:automatic-styles>"
            f"<office:master-styles>{master}</office:master-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document>"
        )

    def _face(self) -> str:
        font = self.layout.font
        return f'<style:font-face style:name="{font}" svg:font-family="\'{font}\'"/>'

    def _page(self) -> str:
        width, height = self.layout.paper_mm
        top, right, bottom, left = self.layout.margins_mm
        frame = ' fo:border="1.5pt solid #00aa66" fo:padding="2mm"' if self.layout.frame else ""
        return (
            f'<style:page-layout style:name="page"><style:page-layout-properties fo:page-width="{width}mm" '
            f'fo:page-height="{height}mm" fo:margin-top="{top}mm" fo:margin-bottom="{bottom}mm" '
            f'fo:margin-left="{left}mm" fo:margin-right="{right}mm"{frame}/>'
            "<style:header-style/><style:footer-style/></style:page-layout>"
        )

    def _numbers(self) -> str:
        return escape(self.layout.page_numbers).replace("{n}", "<text:page-number>1</text:page-number>")

    def _note(self, where: str, body: str) -> str:
        look = self._paragraph_style(Paragraph(""), "center", NOTE_SIZE, "000000", 0.0)
        return f'<style:{where}><text:p text:style-name="{look}">{body}</text:p></style:{where}>' if body else ""

    def _style(self, family: str, rest: str) -> str:
        """The name of the automatic style that has these properties."""
        key = f'style:family="{family}">{rest}</style:style>'
        return self.styles.setdefault(key, f"{family[:2]}{len(self.styles)}")

    def _block(self, block: Text | Table | Beside) -> str:
        if isinstance(block, Beside):
            return self._table(block.left) + self._table(block.right)
        if isinstance(block, Table):
            return self._table(block)
        size = self.layout.size * block.scale
        margin = self.room_mm * block.indent
        body = "".join(self._paragraph(p, block.align, size, "000000", margin, block.keep) for p in block.paragraphs)
        return body + self._paragraph(Paragraph(""), "left", self.layout.size, "000000")

    def _paragraph(
        self, p: Paragraph, align: str, size: float, ink: str, margin_mm: float = 0.0, keep: bool = False
    ) -> str:
        look = self._paragraph_style(p, align, size, ink, margin_mm, keep)
        text = escape(f"{p.fraction[0]} / {p.fraction[1]} {p.text}" if p.fraction else p.text)
        bullet = f"{escape(p.bullet)}<text:tab/>" if p.bullet else ""
        return f'<text:p text:style-name="{look}">{bullet}{text}</text:p>'

    def _paragraph_style(
        self, p: Paragraph, align: str, size: float, ink: str, margin_mm: float, keep: bool = False
    ) -> str:
        indent = size * BULLET_INDENT * MM_PER_POINT if p.bullet else 0.0
        gap = f' fo:margin-top="{size * self.layout.line_height:.1f}pt"' if p.gap else ""
        kept = ' fo:keep-with-next="always"' if keep else ""
        tab = f'<style:tab-stops><style:tab-stop style:position="{indent:.2f}mm"/></style:tab-stops>' if indent else ""
        line = f"{max(self.layout.line_height, 1.0):.0%}"
        weight = ' fo:font-weight="bold"' if p.bold else ""
        return self._style(
            "paragraph",
            f'<style:paragraph-properties fo:text-align="{ALIGN[align]}" fo:line-height="{line}" '
            f'fo:margin-left="{margin_mm + indent:.2f}mm" fo:text-indent="{-indent:.2f}mm"{gap}{kept}>{tab}'
            f'</style:paragraph-properties><style:text-properties style:font-name="{self.layout.font}" '
            f'fo:font-size="{size:.1f}pt" fo:color="#{ink}"{weight}/>',
        )

    def _table(self, table: Table) -> str:
        self.tables += 1
        width = self.room_mm * table.share
        look = self._style(
            "table",
            f'<style:table-properties style:width="{width:.2f}mm" table:align="left" table:border-model="collapsing"/>',
        )
        columns = "".join(f'<table:table-column table:style-name="{self._column(width * w)}"/>' for w in table.widths)
        rows = [f'<table:table-row table:style-name="{self._line(table, row)}">{cells}</table:table-row>'
                for row, cells in enumerate(self._rows(table))]  # fmt: skip
        head = "".join(rows[: table.header_rows])
        head = f"<table:table-header-rows>{head}</table:table-header-rows>" if table.repeat_header and head else head
        name = f'table:name="T{self.tables}" table:style-name="{look}"'
        after = self._paragraph(Paragraph(""), "left", self.layout.size, "000000")
        return f"<table:table {name}>{columns}{head}{''.join(rows[table.header_rows :])}</table:table>{after}"

    def _line(self, table: Table, row: int) -> str:
        """The style of a row. Upright text does not heighten its row by itself."""
        keep = "auto" if table.break_rows else "always"
        upright = [c for c in table.cells if c.vertical and c.row + c.rowspan - 1 == row]
        longest = max((len(p.text) for c in upright for p in c.paragraphs), default=0)
        height = (
            f' style:min-row-height="{(longest + 2) * self.layout.size * UPRIGHT_ADVANCE:.1f}pt"' if upright else ""
        )
        return self._style("table-row", f'<style:table-row-properties fo:keep-together="{keep}"{height}/>')

    def _column(self, width_mm: float) -> str:
        return self._style("table-column", f'<style:table-column-properties style:column-width="{width_mm:.2f}mm"/>')

    def _rows(self, table: Table) -> list[str]:
        owner = {(r, c): cell for cell in table.cells for r in range(cell.row, cell.row + cell.rowspan)
                 for c in range(cell.col, cell.col + cell.colspan)}  # fmt: skip
        rows = []
        for row in range(table.nrows):
            cells = []
            for col in range(table.ncols):
                cell = owner[row, col]
                first = (row, col) == (cell.row, cell.col)
                cells.append(self._cell(cell) if first else "<table:covered-table-cell/>")
            rows.append("".join(cells))
        return rows

    def _cell(self, cell: Cell) -> str:
        above, beside = self.layout.padding
        edges = " ".join(
            f'fo:border-{side}="{_edge(cell.edges.get(side))}"' for side in ("top", "right", "bottom", "left")
        )
        fill = f' fo:background-color="#{cell.fill}"' if cell.fill else ""
        upright = ' style:writing-mode="bt-lr"' if cell.vertical else ""
        look = self._style(
            "table-cell",
            f'<style:table-cell-properties {edges}{fill}{upright} style:vertical-align="{cell.valign}" '
            f'fo:padding-top="{above}pt" fo:padding-bottom="{above}pt" fo:padding-left="{beside}pt" '
            f'fo:padding-right="{beside}pt"/>',
        )
        paragraphs = cell.paragraphs or [Paragraph("")]
        body = "".join(self._paragraph(p, cell.align, self.layout.size, self.ink(cell)) for p in paragraphs)
        spans = f'table:number-rows-spanned="{cell.rowspan}" table:number-columns-spanned="{cell.colspan}"'
        return f'<table:table-cell table:style-name="{look}" {spans}>{body}</table:table-cell>'


def _edge(edge: Edge | None) -> str:
    return f"{edge.width}pt {edge.style} #{edge.colour}" if edge else "none"
