"""In the drawing worker: a page as JPEG, and the words and cells that the program saw on it.

Runs apart from the server, so that a PDF that brings the reader down brings down nothing else."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from iku.extract.errors import IkuError, PageUnreadable
from iku.extract.opening import open_file

MAX_SIDE = 4200
QUALITY = 80
WORD_LIMIT = 20_000


def count_pages(path: Path) -> int:
    """How many pages the file has. Raises ``IkuError``."""
    pdf = open_file(path)[1].pdf
    try:
        return len(pdf)
    finally:
        pdf.close()


def draw_page(path: Path, number: int, scale: float) -> bytes:
    """Page *number* (from 1) at *scale* pixels per point, at most 4200 pixels a side. Raises ``IkuError``."""
    pdf = open_file(path)[1].pdf
    try:
        if not 1 <= number <= len(pdf):
            raise PageUnreadable(f"the file has {len(pdf)} pages", file=path.name, page=number)
        page = pdf[number - 1]
        picture = page.render(scale=min(scale, MAX_SIDE / max(*page.get_size(), 1.0))).to_pil().convert("RGB")
    except pdfium.PdfiumError as error:
        raise PageUnreadable("the page cannot be drawn", file=path.name, page=number) from error
    finally:
        pdf.close()
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def see_page(path: Path, number: int) -> dict[str, Any]:
    """Words (box, text, confidence) and cells (box) of a page as read now, boxes in points of the page as shown."""
    from iku.extract.document import read_document
    from iku.normalize.lexicon import Lexicon
    from iku.normalize.sense import Sense

    read = read_document(path, Sense(Lexicon.load(None)), only=[number])
    page = next((p for p in read.pages if p.number == number), None)
    if page is None:
        raise PageUnreadable("the page cannot be read", file=path.name, page=number)
    words = [[*page.shown(w.box).rounded(), w.text, round(w.confidence, 2)] for w in page.words[:WORD_LIMIT]]
    cells = [page.shown(c.box).rounded() for g in read.grids.get(number, ()) for c in g.cells]
    return {"kata": words, "sel": cells}


def work(task: str, path: str, number: int, scale: float = 1.0) -> tuple[str, Any]:
    """What the worker runs: ``("ok", result)`` or ``(error code, message)``, which always travel between processes."""
    try:
        if task == "count":
            return "ok", count_pages(Path(path))
        if task == "draw":
            return "ok", draw_page(Path(path), number, scale)
        return "ok", see_page(Path(path), number)
    except IkuError as error:
        return error.code, error.message
