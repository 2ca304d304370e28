"""Small digital pages with one table, printed on the spot: what a person sees on each is known."""

from __future__ import annotations

import io
from collections.abc import Callable

import pypdfium2 as pdfium
from reportlab.pdfgen.canvas import Canvas

from iku.extract.digital import DigitalReader
from iku.extract.model import Page

WIDTH, HEIGHT = 595, 842
COLUMNS, ROWS = (40, 200, 380, 555), (100, 130, 180, 230)
HEADER = ("SASARAN", "INDIKATOR", "FORMULASI")
CELLS = ("Mutu layanan naik", "Persentase warga puas", "Warga puas dibagi warga")
SEEN = sorted(" ".join([*HEADER, *CELLS]).split())
Draw = Callable[[Canvas], None]


def header(canvas: Canvas) -> None:
    """The header row's words, in bold."""
    canvas.setFont("Helvetica-Bold", 9)
    for x, text in zip(COLUMNS, HEADER, strict=False):
        canvas.drawString(x + 4, HEIGHT - 118, text)


def body(canvas: Canvas) -> None:
    """The words of the first body row."""
    canvas.setFont("Helvetica", 9)
    for x, text in zip(COLUMNS, CELLS, strict=False):
        canvas.drawString(x + 4, HEIGHT - 145, text)


def table(canvas: Canvas) -> None:
    """Header and body under ruling lines."""
    rules(canvas)
    header(canvas)
    body(canvas)


def rules(canvas: Canvas) -> None:
    """Solid rules around every cell, with whatever line style holds."""
    for x in COLUMNS:
        canvas.line(x, HEIGHT - ROWS[0], x, HEIGHT - ROWS[-1])
    for y in ROWS:
        canvas.line(COLUMNS[0], HEIGHT - y, COLUMNS[-1], HEIGHT - y)


def printed(*draw: Draw) -> bytes:
    """A one-page PDF on which every *draw* has drawn."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    for step in draw:
        step(canvas)
    canvas.save()
    return target.getvalue()


def read(content: bytes) -> Page:
    """The first page of a PDF as the digital reader gives it."""
    pdf = pdfium.PdfDocument(content)
    with DigitalReader(content, pdf) as reader:
        page = reader.read(1)
    assert page is not None
    return page


def words(*draw: Draw) -> list[str]:
    """The words seen on a page on which every *draw* has drawn, sorted."""
    return sorted(w.text for w in read(printed(*draw)).words)
