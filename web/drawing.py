"""In the drawing worker: a page as JPEG, and the words and cells that the program saw on it.

Runs apart from the server, so that a PDF that brings the reader down brings down nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import ImageDraw

from iku.extract.errors import IkuError, PageUnreadable
from iku.extract.model import Page
from iku.extract.opening import open_file
from iku.extract.prose import read_prose_page
from iku.extract.redact import private_boxes
from iku.extract.table_model import Grid

MAX_SIDE = 4200
QUALITY = 80
WORD_LIMIT = 20_000
PICTURED = 0.1
"""Share of a page that pictures cover, from which numbers are looked for in them too."""


def count_pages(path: Path) -> int:
    """How many pages the file has. Raises ``IkuError``."""
    pdf = open_file(path)[1].pdf
    try:
        return len(pdf)
    finally:
        pdf.close()


def draw_page(path: Path, number: int, scale: float, *, hide: bool = True) -> bytes:
    """Page *number* (from 1) at *scale* pixels per point, at most 4200 pixels a side. Raises ``IkuError``.

    :param hide: paint over the numbers of persons; without it the picture stays in this house."""
    pdf = open_file(path)[1].pdf
    try:
        if not 1 <= number <= len(pdf):
            raise PageUnreadable(f"the file has {len(pdf)} pages", file=path.name, page=number)
        page = pdf[number - 1]
        scale = min(scale, MAX_SIDE / max(*page.get_size(), 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        readings = [read_prose_page(pdf, number)] if hide else []
        scanned = hide and _pictured(page)
    except pdfium.PdfiumError as error:
        raise PageUnreadable("the page cannot be drawn", file=path.name, page=number) from error
    finally:
        pdf.close()
    readings += [_read(path, number)] if scanned else []
    for read in readings:
        for box in private_boxes(read.words, number):
            shown = read.shown(box)
            place = [v * scale for v in (shown.x0, shown.top, shown.x1, shown.bottom)]
            ImageDraw.Draw(picture).rectangle(place, fill="black")
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _pictured(page: pdfium.PdfPage) -> bool:
    """Whether pictures cover so much of a page that print may stand in them."""
    width, height = page.get_size()
    areas = [abs((b[2] - b[0]) * (b[3] - b[1])) for b in (o.get_bounds() for o in _pictures(page))]
    return bool(sum(areas) > PICTURED * width * height)


def _pictures(page: pdfium.PdfPage) -> list[pdfium.PdfObject]:
    return list(page.get_objects(filter=(pdfium.raw.FPDF_PAGEOBJ_IMAGE,), max_depth=4))


def _read(path: Path, number: int) -> Page:
    """A page read from its pixels. Raises ``IkuError``."""
    return _document(path, number)[0]


def _document(path: Path, number: int) -> tuple[Page, list[Grid]]:
    from iku.extract.document import read_document
    from iku.normalize.lexicon import Lexicon
    from iku.normalize.sense import Sense

    read = read_document(path, Sense(Lexicon.load(None)), only=[number])
    page = next((p for p in read.pages if p.number == number), None)
    if page is None:
        raise PageUnreadable("the page cannot be read", file=path.name, page=number)
    return page, list(read.grids.get(number, ()))


def see_page(path: Path, number: int) -> dict[str, Any]:
    """Words (box, text, confidence) and cells (box) of a page as read now, boxes in points of the page as shown."""
    page, grids = _document(path, number)
    words = [[*page.shown(w.box).rounded(), w.text, round(w.confidence, 2)] for w in page.words[:WORD_LIMIT]]
    cells = [page.shown(c.box).rounded() for g in grids for c in g.cells]
    return {"kata": words, "sel": cells}


def work(task: str, path: str, number: int, scale: float = 1.0) -> tuple[str, Any]:
    """What the worker runs: ``("ok", result)`` or ``(error code, message)``, which always travel between processes."""
    try:
        if task == "count":
            return "ok", count_pages(Path(path))
        if task == "draw":
            return "ok", draw_page(Path(path), number, scale, hide=False)
        return "ok", see_page(Path(path), number)
    except IkuError as error:
        return error.code, error.message
