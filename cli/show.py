"""``iku convert FILE --show N``: the page as a picture with what the program saw drawn on it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image, ImageDraw, ImageFont
from rich.markup import escape

from iku.cli.codes import Exit
from iku.cli.convert import console, errors
from iku.extract.document import read_document
from iku.extract.errors import IkuError, OutputUnwritable, PageUnreadable
from iku.extract.model import Box, Page
from iku.extract.opening import open_file
from iku.extract.privacy import mask_text
from iku.extract.redact import private_boxes
from iku.extract.tables import join_tables
from iku.normalize.columns import read_columns
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense
from iku.pipeline import find_pdfs

SCALE = 2.0
MAX_SIDE = 4000
HIDDEN = "black"
WORD, RULE, CELL, HEAD, DOUBT = "#7fb3d5", "#27ae60", "#c0392b", "#8e44ad", "#e67e22"


def run_show(paths: Sequence[Path], page: int, out: Path, lexicon: Path | None) -> int:
    """Draw page *page* of each file with words, rules, cells and header meanings; returns the exit code."""
    code = Exit.OK
    for path in find_pdfs(paths):
        try:
            picture = draw_page(path, page, out, lexicon)
            console.print(f"wrote {escape(str(picture))}")
        except IkuError as error:
            errors.print(escape(str(error)))
            code = Exit.SOME_FAILED
    return code


def draw_page(path: Path, number: int, out: Path, lexicon: Path | None) -> Path:
    """Draw page *number* (from 1): words blue (orange when doubtful), rules green, cells red, header meanings violet.

    Returns the PNG's path in *out*. Raises ``PageUnreadable`` for a page that is not there or cannot be drawn.
    """
    lex = Lexicon.load(lexicon)
    read = read_document(path, Sense(lex), only=[number])
    page = next((p for p in read.pages if p.number == number), None)
    if page is None:
        raise PageUnreadable(
            f"the file has {read.count} pages, or this one cannot be read", file=str(path), page=number
        )
    picture, scale = _render(path, number)
    draw = ImageDraw.Draw(picture)
    for box in private_boxes(page.words, number):
        draw.rectangle(_scaled(page.shown(box), scale), fill=HIDDEN)
    _draw_marks(draw, page, scale)
    for grid in read.grids.get(number, ()):
        for cell in grid.cells:
            draw.rectangle(_scaled(page.shown(cell.box), scale), outline=CELL, width=2)
    font = ImageFont.load_default(14)
    for table in join_tables([page], read.grids, Sense(lex)):
        for column in read_columns(table, lex):
            if column.box is not None:
                place = _scaled(page.shown(column.box), scale)
                draw.rectangle(place, outline=HEAD, width=3)
                draw.text((place[0] + 4, place[1] + 2), column.field or "?", fill=HEAD, font=font)
    target = out / f"{mask_text(path.stem)}-{number}.png"
    try:
        out.mkdir(parents=True, exist_ok=True)
        picture.save(target)
    except OSError as error:
        raise OutputUnwritable(str(error), file=str(target)) from error
    return target


def _render(path: Path, number: int) -> tuple[Image.Image, float]:
    pdf = open_file(path)[1].pdf
    try:
        page = pdf[number - 1]
        scale = min(SCALE, MAX_SIDE / max(page.get_size()))
        return page.render(scale=scale).to_pil().convert("RGB"), scale
    except pdfium.PdfiumError as error:
        raise PageUnreadable("the page cannot be drawn", file=str(path), page=number) from error
    finally:
        pdf.close()


def _draw_marks(draw: ImageDraw.ImageDraw, page: Page, scale: float) -> None:
    for word in page.words:
        colour = WORD if word.confidence >= 0.9 else DOUBT
        draw.rectangle(_scaled(page.shown(word.box), scale), outline=colour)
    for rule in page.rulings:
        box = (
            Box(rule.start, rule.at, rule.end, rule.at)
            if rule.horizontal
            else Box(rule.at, rule.start, rule.at, rule.end)
        )
        shown = _scaled(page.shown(box), scale)
        draw.line(shown, fill=RULE, width=2)


def _scaled(box: Box, scale: float) -> tuple[float, float, float, float]:
    return box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale
