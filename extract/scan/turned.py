"""Writing that runs up or down a page, as in a narrow column of goals: turned, read, and put back where it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import cv2
import numpy as np

from iku.extract.model import Box, Word
from iku.extract.scan import find
from iku.extract.scan.image import Pixels
from iku.extract.scan.sheet import Sheet

TALL = 2.0  # times its width: height of a strip that runs up or down
LINES = 1.8  # usual line heights that it is high at least: a lone 1 or l is no such strip
SURE = 0.6  # mean confidence of a reading that counts
WAYS = {90: cv2.ROTATE_90_CLOCKWISE, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

Reader = Callable[[Sheet, find.Strip], list[Word]]


def runs_sideways(strip: find.Strip, usual: float) -> bool:
    """Whether a strip has the form of a line that runs up or down; *usual*: height of the page's lines, pixels."""
    return strip.height >= TALL * strip.width and strip.height >= LINES * usual


def turned_words(sheet: Sheet, strip: find.Strip, usual: float, read: Reader) -> list[Word]:
    """The words of a strip that runs up or down, in upright points of the page, ``Word.turn`` set; none where neither
    direction gives a sure reading. *read* gives the words of a strip of a sheet."""
    best: list[Word] = []
    for turn, way in WAYS.items():
        part = _part(sheet, strip, way)
        whole = find.Strip(0, 0, part.clean.shape[1], part.clean.shape[0])
        words = [w for line in find.trim(whole, part.ink, 3, usual) for w in read(part, line)]
        if words and _sureness(words) > max(SURE, _sureness(best)):
            best = [_back(w, turn, strip, sheet.scale) for w in words]
    return best


def _sureness(words: list[Word]) -> float:
    letters = sum(len(w.text) for w in words)
    return sum(w.confidence * len(w.text) for w in words) / letters if letters else 0.0


def _part(sheet: Sheet, strip: find.Strip, way: int) -> Sheet:
    rows, columns = slice(max(0, strip.top), strip.bottom), slice(max(0, strip.x0), strip.x1)

    def turned(pixels: Pixels) -> Pixels:
        return np.ascontiguousarray(cv2.rotate(pixels[rows, columns], way))

    clean, stamped, ink = (turned(p) for p in (sheet.clean, sheet.stamped, sheet.ink))
    return replace(sheet, clean=clean, stamped=stamped, ink=ink, stamps=[], strips=[], rules=[])


def _back(word: Word, turn: int, strip: find.Strip, scale: float) -> Word:
    """A word of the turned part where it stands on the page."""
    b = word.box
    left, top = max(0, strip.x0) / scale, max(0, strip.top) / scale
    width, height = strip.x1 / scale - left, strip.bottom / scale - top
    up, down = Box(b.top, height - b.x1, b.bottom, height - b.x0), Box(width - b.bottom, b.x0, width - b.top, b.x1)
    box = up if turn == 90 else down
    return replace(word, box=Box(box.x0 + left, box.top + top, box.x1 + left, box.bottom + top), turn=turn)
