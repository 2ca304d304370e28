"""Printing with reportlab: own line breaking, own page breaks, rules as strokes or as thin fills."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from bench.layouts.model import INK, Beside, Cell, Edge, Layout, Table, Text
from bench.layouts.paginate import Flow, Piece, Sheet
from bench.layouts.truth import real_ink, teaching_ink
from bench.layouts.typeset import Line, Setter, font_names

Ink = Callable[[Cell], str]
BASELINE = 0.8
"""Of the line height, from its top."""
DASHES = {"dotted": (0.7, 1.4), "dashed": (3.0, 2.0)}
START_LINES = 5
"""A table begins on a new page where fewer lines would fit below its header."""
NOTE_SIZE = 8.0
WATERMARK_SIZE = 70


def _rgb(colour: str) -> tuple[float, float, float]:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


class Reportlab:
    """A context manager that prints layouts to PDF; it holds nothing open."""

    def print_all(self, layouts: Sequence[Layout], real: Path, teaching: Path) -> None:
        """Each layout twice under its name: as it looks into *real*, with one ink for each cell into *teaching*."""
        for layout in layouts:
            _Printer(layout, real_ink, real / f"{layout.name}.pdf").run()
            _Printer(layout, teaching_ink, teaching / f"{layout.name}.pdf").run()

    def __enter__(self) -> Reportlab:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        return None


class _Printer:
    """One layout on its pages. ``y`` runs down from the top of the page."""

    def __init__(self, layout: Layout, ink: Ink, target: Path) -> None:
        self.layout, self.ink = layout, ink
        self.width, self.height = layout.paper_mm[0] * mm, layout.paper_mm[1] * mm
        top, right, bottom, left = (m * mm for m in layout.margins_mm)
        self.left, self.room = left, self.width - left - right
        self.top, self.bottom = top, self.height - bottom
        self.setter = Setter(layout.font, layout.size, layout.line_height)
        self.canvas = Canvas(str(target), pagesize=(self.width, self.height), invariant=1)
        self.page, self.y = 0, 0.0

    def run(self) -> None:
        """Print everything and close the file."""
        self._new_page()
        for block in self.layout.blocks:
            if isinstance(block, Text):
                self._text(block)
            elif isinstance(block, Beside):
                self._beside(block)
            else:
                self._table(block, self.left, self.room * block.share)
        self.canvas.save()

    def _new_page(self) -> None:
        if self.page:
            self.canvas.showPage()
        self.page, self.y = self.page + 1, self.top
        canvas, layout = self.canvas, self.layout
        if layout.watermark:
            canvas.saveState()
            canvas.setFillColorRGB(*_rgb("e5e5e5"))
            canvas.setFont("Helvetica-Bold", WATERMARK_SIZE)
            canvas.translate(self.width * 0.2, self.height * 0.35)
            canvas.rotate(30)
            canvas.drawString(0, 0, layout.watermark)
            canvas.restoreState()
        if layout.frame:
            canvas.setStrokeColorRGB(0, 0.6, 0.4)
            canvas.rect(self.left - 8, self.height - self.bottom - 8, self.room + 16, self.bottom - self.top + 16)
        canvas.setFillColorRGB(0, 0, 0)
        canvas.setFont(font_names(layout.font)[0], NOTE_SIZE)
        if layout.running_head:
            canvas.drawCentredString(self.width / 2, self.height - self.top / 2, layout.running_head)
        if layout.page_numbers:
            number = layout.page_numbers.format(n=self.page)
            canvas.drawCentredString(self.width / 2, (self.height - self.bottom) / 2, number)

    def _text(self, block: Text) -> None:
        x, room = self.left + self.room * block.indent, self.room * (1 - block.indent)
        lines = self.setter.lines(block.paragraphs, room, block.scale)
        if block.keep and self.y + sum(line.total for line in lines) > self.bottom:
            self._new_page()
        for line in lines:
            if self.y + line.total > self.bottom:
                self._new_page()
            self._line(line, x, self.y, room, block.align, INK)
            self.y += line.total
        self.y += self.layout.size

    def _line(self, line: Line, x: float, y: float, room: float, align: str, ink: str) -> None:
        """One line with its top at *y*, between *x* and *x* + *room*."""
        canvas, font = self.canvas, font_names(self.layout.font)[line.bold]
        canvas.setFillColorRGB(*_rgb(ink))
        canvas.setFont(font, line.size)
        base = self.height - (y + line.above + line.height * BASELINE)
        if line.bullet:
            canvas.drawString(x, base, line.bullet)
        x, room = x + line.x, room - line.x
        text = " ".join(line.words)
        free = room - self.setter.width(text, line.bold, line.size)
        if align == "justify" and not line.last and len(line.words) > 1 and free > 0 and not line.centred:
            self._spread(line, x, base, free / (len(line.words) - 1))
        else:
            shift = {"center": free / 2, "right": free}.get("center" if line.centred else align, 0.0)
            canvas.drawString(x + shift, base, text)
        if line.bar:
            canvas.setStrokeColorRGB(0, 0, 0)
            canvas.setLineWidth(0.6)
            start = x + (room - line.bar) / 2
            canvas.line(start, base - line.height * 0.25, start + line.bar, base - line.height * 0.25)

    def _spread(self, line: Line, x: float, base: float, more: float) -> None:
        space = self.setter.width(" ", line.bold, line.size)
        for word in line.words:
            self.canvas.drawString(x, base, word)
            x += self.setter.width(word, line.bold, line.size) + space + more

    def _beside(self, block: Beside) -> None:
        start, page = self.y, self.page
        right = Flow(block.right, self.setter, self.room * block.right.share, self.layout.padding)
        sheet, body = right.head(), right.next(self.bottom, fresh=True)
        x = self.left + self.room * (1 - block.right.share)
        if body and start + sheet.height + body.height <= self.bottom:
            self._sheet(sheet, right, x, start)
            self._sheet(body, right, x, start + sheet.height)
            reached = start + sheet.height + body.height
            self._table(block.left, self.left, self.room * block.left.share)
            self.y = max(self.y, reached + self.layout.size) if self.page == page else self.y
        else:
            self._table(block.left, self.left, self.room * block.left.share)
            self._table(block.right, self.left, self.room * block.right.share)

    def _table(self, table: Table, x: float, room: float) -> None:
        flow = Flow(table, self.setter, room, self.layout.padding)
        head = flow.head()
        if self.y + head.height + START_LINES * self.layout.size > self.bottom and self.y > self.top:
            self._new_page()
        self._place(head, flow, x)
        first = True
        while not flow.done():
            fresh = self.y <= self.top + (0 if first else head.height) + 1
            body = flow.next(self.bottom - self.y, fresh)
            if body:
                self._place(body, flow, x)
            if not flow.done():
                self._new_page()
                first = False
                if table.repeat_header:
                    self._place(head, flow, x)
        self.y += self.layout.size

    def _place(self, sheet: Sheet, flow: Flow, x: float) -> None:
        self._sheet(sheet, flow, x, self.y)
        self.y += sheet.height

    def _sheet(self, sheet: Sheet, flow: Flow, x: float, y: float) -> None:
        for piece in sheet.pieces:
            if piece.cell.fill:
                x0, x1, top, bottom = self._box(piece, flow, x, y)
                self.canvas.setFillColorRGB(*_rgb(piece.cell.fill))
                self.canvas.rect(x0, self.height - bottom, x1 - x0, bottom - top, stroke=0, fill=1)
        for piece in sheet.pieces:
            self._edges(piece, *self._box(piece, flow, x, y))
            self._words(piece, *self._box(piece, flow, x, y))

    def _box(self, piece: Piece, flow: Flow, x: float, y: float) -> tuple[float, float, float, float]:
        gap, cell = flow.table.spacing / 2, piece.cell
        x0, x1 = x + flow.xs[cell.col] + gap, x + flow.xs[cell.col + cell.colspan] - gap
        return x0, x1, y + piece.top + gap, y + piece.top + piece.height - gap

    def _words(self, piece: Piece, x0: float, x1: float, top: float, bottom: float) -> None:
        cell, (above, beside) = piece.cell, self.layout.padding
        if cell.vertical and piece.lines:
            self._upright(piece, (x0 + x1) / 2, bottom - above)
            return
        used = sum(line.total for line in piece.lines)
        free = bottom - top - used - 2 * above
        y = top + above + {"middle": free / 2, "bottom": free}.get(cell.valign, 0.0)
        for line in piece.lines:
            self._line(line, x0 + beside, y, x1 - x0 - 2 * beside, cell.align, self.ink(cell))
            y += line.total

    def _upright(self, piece: Piece, x: float, bottom: float) -> None:
        line = piece.lines[0]
        self.canvas.saveState()
        self.canvas.setFillColorRGB(*_rgb(self.ink(piece.cell)))
        self.canvas.setFont(font_names(self.layout.font)[line.bold], line.size)
        self.canvas.translate(x + line.size * 0.35, self.height - bottom + line.size * 0.3)
        self.canvas.rotate(90)
        self.canvas.drawString(0, 0, " ".join(line.words))
        self.canvas.restoreState()

    def _edges(self, piece: Piece, x0: float, x1: float, top: float, bottom: float) -> None:
        up, down = self.height - top, self.height - bottom
        ends = {"top": (x0, up, x1, up), "bottom": (x0, down, x1, down), "left": (x0, down, x0, up), "right": (x1, down, x1, up)}  # fmt: skip  # noqa: E501
        for side, edge in piece.cell.edges.items():
            self._rule(edge, *ends[side])

    def _rule(self, edge: Edge, x0: float, y0: float, x1: float, y1: float) -> None:
        level, canvas = y0 == y1, self.canvas
        if edge.style == "double":
            third = edge.width / 3
            for shift in (-third, third):
                across, along = (0.0, shift) if level else (shift, 0.0)
                self._rule(Edge(third, "solid", edge.colour), x0 + across, y0 + along, x1 + across, y1 + along)
            return
        if self.layout.filled_rules and edge.style == "solid":
            half = edge.width / 2
            canvas.setFillColorRGB(*_rgb(edge.colour))
            box = (x0, y0 - half, x1 - x0, edge.width) if level else (x0 - half, y0, edge.width, y1 - y0)
            canvas.rect(*box, stroke=0, fill=1)
            return
        canvas.setStrokeColorRGB(*_rgb(edge.colour))
        canvas.setLineWidth(edge.width)
        canvas.setDash(*DASHES.get(edge.style, ()))
        canvas.line(x0, y0, x1, y1)
        canvas.setDash()
