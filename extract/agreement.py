"""A digital page checked against a second reading: the letters that pdfium finds on it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pypdfium2 as pdfium

from iku.extract.drawn.marks import Drawing
from iku.extract.letters import printed
from iku.extract.model import Page
from iku.extract.prose import read_prose_page

FEWER, MORE = 0.8, 1.5
"""Below and above these shares of pdfium's letters a reading is doubtful: 540 pages of 190 files agree within 0.03."""
SPARE = 30
"""So many letters apart (a footer, a seal) is no reason to doubt."""
NOTE = "TEKS_BERBEDA"


def checked(page: Page, drawing: Drawing, pdf: pdfium.PdfDocument, text: str | None = None) -> Page:
    """*page*, its words those of pdfium where the drawing held far fewer letters; noted where one held far fewer.

    *text* is pdfium's of the page, where it is known already. All letters that the content draws are counted, seen or
    not: pdfium counts so."""
    drawn = Counter(g.text for g in drawing.glyphs if not g.scene.annotation)
    own = sum(_letters(text) * count for text, count in drawn.items())
    theirs = _letters_of(pdf, page.number) if text is None else _letters(text)
    if theirs > own / FEWER + SPARE:
        back = page.placement.inverse()
        words = read_prose_page(pdf, page.number).words
        page.words = [replace(w, box=back.box(w.box)) for w in words]
        page.notes.append(NOTE)
    elif sum(_letters(w.text) for w in page.words) > MORE * theirs + SPARE:
        page.notes.append(NOTE)
    return page


def _letters_of(pdf: pdfium.PdfDocument, number: int) -> int:
    page = pdf[number - 1]
    try:
        textpage = page.get_textpage()
        try:
            return _letters(textpage.get_text_range())
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return 0
    finally:
        page.close()


def _letters(text: str) -> int:
    """Letters of *text* as printed; the name that pdfminer gives a glyph without a character holds none."""
    return 0 if text.startswith("(cid:") else sum(map(str.isalpha, printed(text)))
