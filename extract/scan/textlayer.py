"""Is the text layer on top of a page image any good? Words of the layer are held against the pixels under them.

Office scanners leave layers of every quality; a viewer's stamp or page number makes a few stray words. A layer is good
when it covers most of the print that is seen on the page and a sample of its words reads the same from the pixels.
"""

from __future__ import annotations

import re
from ctypes import c_double, c_int

import cv2
import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from rapidfuzz.distance import Levenshtein

from iku.extract.model import Box, hull
from iku.extract.scan import engine, find, image, words
from iku.extract.scan.image import Pixels

MAX_CHARS = 20_000
SAMPLE = 8  # words read from the pixels
FEWEST, UNSAMPLED = 3, 0.9  # words that make a sample; the trust in a layer that has not so many
LEAST_LETTERS = 5  # of a sampled word
ALIKE = 0.75  # of 1: a sampled word that agrees
AGREEING = 0.7  # share of the sample in a good layer
COVERED = 0.6  # share of the width of the seen lines in a good layer

GARBLED = 4, 0.04  # words that no language has, and their share of all: from both on, part of the layer is damaged
_GARBLED = re.compile(
    r"[^\W\d_][{}\[\]|!;:,'\"<>~^]{1,3}[a-z]|[A-Za-z]\.[.,][a-z]|[a-z]\d[a-z]|[.,]['{(]|[a-z]\(|\.[a-z]\.[a-z]\."
)

LayerWord = tuple[str, Box]


def layer_is_damaged(pdf: pdfium.PdfDocument, number: int) -> bool:
    """Whether the text layer of page *number* (from 1) must not be trusted and the page be read from its pixels."""
    return layer_trust(pdf, number) == 0.0


def layer_trust(pdf: pdfium.PdfDocument, number: int) -> float:
    """How far the words of the text layer of page *number* (from 1) can be trusted: the mean likeness of a sample of
    them to the pixels under them, 0 where the layer is damaged and the page must be read from its pixels.

    For pages that are covered by an image. Raises ``pypdfium2.PdfiumError`` where pdfium cannot load the page.
    """
    layer = layer_words(pdf, number)
    if not layer:
        return 0.0
    garbled = sum(_GARBLED.search(text) is not None for text, _ in layer)
    if garbled >= max(GARBLED[0], GARBLED[1] * len(layer)):
        return 0.0
    raster = image.render(pdf, number)
    flat = image.flatten_light(image.to_grey(raster.bgr), raster.scale)
    seen = find.strips_of_map(engine.text_map(flat, image.ink_of(flat)), flat.shape)
    boxes = [_pixels(box, raster.scale) for _, box in layer]
    if _covered(seen, boxes) < COVERED:
        return 0.0
    long = [(text, box) for (text, _), box in zip(layer, boxes, strict=True) if _letters(text) >= LEAST_LETTERS]
    sample = long[:: max(1, len(long) // SAMPLE)][:SAMPLE]
    if len(sample) < FEWEST:
        return UNSAMPLED
    likeness = [_likeness(flat, text, box) for text, box in sample]
    good = sum(value >= ALIKE for value in likeness) >= AGREEING * len(sample)
    return float(np.mean(likeness)) if good else 0.0


def layer_words(pdf: pdfium.PdfDocument, number: int) -> list[LayerWord]:
    """Words of the text layer with their boxes in points of the page as shown."""
    page = pdf[number - 1]
    textpage = page.get_textpage()
    try:
        width, height = page.get_size()
        found: list[LayerWord] = []
        text: list[str] = []
        boxes: list[Box] = []
        for i in range(min(MAX_CHARS, textpage.count_chars())):
            code = raw.FPDFText_GetUnicode(textpage.raw, i)
            character = chr(code) if 32 < code < 0x110000 else " "
            if character.isspace():
                if boxes:
                    found.append(("".join(text), hull(boxes)))
                text, boxes = [], []
                continue
            text.append(character)
            boxes.append(_shown(page, textpage.get_charbox(i), width, height))
        if boxes:
            found.append(("".join(text), hull(boxes)))
        return found
    finally:
        textpage.close()
        page.close()


def _shown(page: pdfium.PdfPage, charbox: tuple[float, float, float, float], width: float, height: float) -> Box:
    """A box of the page's own space as points of the page as shown (pdfium knows /Rotate and the crop box)."""
    fine = 16  # pdfium gives whole device units: sixteenths of a point here
    left, bottom, right, top = charbox
    corners = []
    for x, y in ((left, bottom), (right, top)):
        dx, dy = c_int(), c_int()
        raw.FPDF_PageToDevice(
            page.raw, 0, 0, int(width * fine), int(height * fine), 0, c_double(x), c_double(y), dx, dy
        )
        corners.append((dx.value / fine, dy.value / fine))
    (x0, y0), (x1, y1) = corners
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def shown_box(pdf: pdfium.PdfDocument, number: int, rect: tuple[float, float, float, float]) -> Box:
    """A rectangle (left, bottom, right, top) of page *number*'s own space in points of the page as shown."""
    page = pdf[number - 1]
    try:
        return _shown(page, rect, *page.get_size())
    finally:
        page.close()


def _pixels(box: Box, scale: float) -> Box:
    return Box(box.x0 * scale, box.top * scale, box.x1 * scale, box.bottom * scale)


def _letters(text: str) -> int:
    return sum(c.isalpha() for c in text)


def _covered(seen: list[find.Strip], boxes: list[Box]) -> float:
    """Share of the width of the *seen* lines under words of the layer (all of it where none is seen)."""
    total = sum(s.width for s in seen)
    under = 0.0
    for s in seen:
        middle = (s.top + s.bottom) / 2
        own = [b for b in boxes if b.top - s.height / 2 <= middle <= b.bottom + s.height / 2]
        under += min(float(s.width), sum(max(0.0, min(b.x1, s.x1) - max(b.x0, s.x0)) for b in own))
    return under / total if total else 1.0


def _likeness(flat: Pixels, text: str, box: Box) -> float:
    """How much the pixels under a word read like it (0 to 1), upright or, for a tall box, turned."""
    pad = 0.2 * min(box.width, box.height)
    height, width = flat.shape
    top, bottom = max(0, int(box.top - pad)), min(height, int(box.bottom + pad) + 1)
    left, right = max(0, int(box.x0 - pad)), min(width, int(box.x1 + pad) + 1)
    part = flat[top:bottom, left:right]
    if min(part.shape) < 4:
        return 0.0
    turns = [part]
    if part.shape[0] > 1.5 * part.shape[1]:
        turns = [np.asarray(cv2.rotate(part, t)) for t in (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE)]
    best = 0.0
    for turned in turns:
        strip = find.Strip(0, 0, turned.shape[1], turned.shape[0])
        read = "".join(g.text for g in words.read_strip(turned, strip) if g.text != " ")
        best = max(best, Levenshtein.normalized_similarity(read.casefold(), text.casefold()))
    return best
