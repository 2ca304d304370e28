"""Writing that runs up or down a cell of a scanned table."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.extract.cells import fill_cells
from iku.extract.lattice import find_grids
from iku.extract.scan.read import read_scanned_page

WIDTH, HEIGHT = 420.0, 260.0
XS, YS = (30.0, 70.0, 240.0, 390.0), (30.0, 50.0, 120.0, 190.0)
LINES = (("Meningkatnya mutu jalan",), ("Meningkatnya mutu", "layanan dasar kota"))


def _draw(canvas: Canvas, lines: tuple[str, ...], angle: int) -> None:
    canvas.setLineWidth(0.7)
    for x in XS:
        canvas.line(x, HEIGHT - YS[0], x, HEIGHT - YS[-1])
    for y in (YS[0], YS[1], YS[-1]):
        canvas.line(XS[0], HEIGHT - y, XS[-1], HEIGHT - y)
    canvas.line(XS[1], HEIGHT - YS[2], XS[-1], HEIGHT - YS[2])
    canvas.setFont("Helvetica", 9)
    for y, (left, right) in zip(YS, (("INDIKATOR KINERJA", "SUMBER DATA"), ("Jalan mantap", "Bidang Jalan"),
                                     ("Rumah berair bersih", "Bidang Air")), strict=False):  # fmt: skip
        canvas.drawString(XS[1] + 5, HEIGHT - y - 14, left)
        canvas.drawString(XS[2] + 5, HEIGHT - y - 14, right)
    canvas.saveState()
    canvas.translate((XS[0] + XS[1]) / 2, HEIGHT - (YS[1] + YS[-1]) / 2)
    canvas.rotate(angle)
    for k, line in enumerate(lines):
        canvas.drawCentredString(0, 2 - 12 * k if len(lines) > 1 else -3, line)
    canvas.restoreState()


@pytest.mark.parametrize("lines", LINES, ids=["one line", "two lines"])
@pytest.mark.parametrize(("angle", "turn"), [(90, 90), (-90, 270)], ids=["upward", "downward"])
def test_cell_that_is_written_sideways_is_read_in_its_direction(lines: tuple[str, ...], angle: int, turn: int) -> None:
    stream, picture, out = io.BytesIO(), io.BytesIO(), io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    _draw(canvas, lines, angle)
    canvas.showPage()
    canvas.save()
    pixels = np.asarray(pdfium.PdfDocument(stream.getvalue())[0].render(scale=200 / 72).to_pil().convert("RGB"))
    Image.fromarray(pixels).save(picture, "png")
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.save()
    page = read_scanned_page(pdfium.PdfDocument(out.getvalue()), 1)
    (grid,) = find_grids(page)
    fill_cells(grid, page.words)
    assert {w.turn for w in page.words if w.turn} == {turn}
    assert " ".join(lines) in {c.text for c in grid.cells}
