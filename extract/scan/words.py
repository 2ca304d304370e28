"""Printed lines to words: cut, read by the recognizer, parted into words with boxes."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np

from iku.extract.model import Box, Word
from iku.extract.scan import decode, engine, find, running, turned
from iku.extract.scan.image import Pixels
from iku.extract.scan.pace import RUNNING, TARGET, Pace
from iku.extract.scan.sheet import Sheet

STROKE = 0.6  # below it, ink that the detector does not take for text is a stroke of a pen or a stamp
ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVXl]*[IVX])(?=[IVXl]*l)[IVXl]{2,5}(?![A-Za-z])")  # Il: I and l look the same
UNREAD = 0.5  # of a strip's height: ink that goes on so far behind the last character was not read
STAMPED = 0.8  # a word from which a stamp was taken is no surer
UNSURE = 0.8  # a reading below is made again, at full width: every eleventh line of prose, every eighteenth of a table
SURE = 0.9  # a reading with this confidence needs no second one
LOOSE = 1.22  # of 173 numbers of scanned lines none was wider by the figure, in widths of the line's letters
WIDER = 1.2  # times its natural width, for a line with a number that may have lost a figure
MARGIN = 8  # white pixels put before and after a line image: without them the last letter is lost now and then


def read_words(sheet: Sheet, *, spare: bool = False) -> list[Word]:
    """The words of *sheet* in upright points, line by line. *spare*: the page may be running text, of which only what
    may name a fact is read (see ``extract.scan.running``)."""
    prose = spare and not sheet.has_walls and running.is_running(sheet.strips)
    pace = Pace(RUNNING if prose else TARGET)
    usual = float(np.median([s.height for s in sheet.strips])) if sheet.strips else 0.0

    def read(strip: find.Strip) -> list[Word]:
        if turned.runs_sideways(strip, usual):
            sideways = turned.turned_words(sheet, strip, usual, _simply)
            if sideways:
                return sideways
        glyphs = _best_reading(sheet, strip, pace.factor(strip.width, strip.height))
        pace.saw(strip.width, strip.height, glyphs)
        words = _words(strip, glyphs, sheet)
        if lost_figure(words):
            again = read_strip(sheet.clean, strip, 2 * MARGIN, factor=WIDER)
            words = _words(strip, again, sheet) if len(again) > len(glyphs) else words
        return words

    if prose:
        return running.read_running(sheet.strips, sheet.ink, read)
    return [word for strip in sheet.strips for word in read(strip)]


def _simply(sheet: Sheet, strip: find.Strip) -> list[Word]:
    """The words of a strip, read once."""
    return _words(strip, read_strip(sheet.clean, strip), sheet)


def _best_reading(sheet: Sheet, strip: find.Strip, factor: float) -> list[decode.Glyph]:
    """What a strip says. Where ink goes on behind the last character, where the reader is unsure or print lies under a
    stamp, it is read again, a little differently cut: the longer, or the surer reading counts."""
    glyphs = read_strip(sheet.clean, strip, factor=factor)
    columns = np.flatnonzero(sheet.ink[strip.top : strip.bottom, strip.x0 : strip.x1].any(axis=0))
    unread = bool(glyphs) and len(columns) > 0 and columns[-1] - glyphs[-1].at > UNREAD * strip.height
    if glyphs and (unread or _sureness(glyphs) < UNSURE):
        other = read_strip(sheet.clean, _taller(strip, len(sheet.clean)), 2 * MARGIN)
        if len(other) > len(glyphs) if unread else _sureness(other) > _sureness(glyphs):
            glyphs = other
    if not glyphs or _sureness(glyphs) >= SURE or not _under_stamp(sheet, strip):
        return glyphs
    other = read_strip(sheet.stamped, strip, factor=factor)
    return other if _sureness(other) > _sureness(glyphs) and len(other) <= len(glyphs) + 1 else glyphs


def _taller(strip: find.Strip, height: int) -> find.Strip:
    more = max(1, round(0.06 * strip.height))
    return replace(strip, top=max(0, strip.top - more), bottom=min(height, strip.bottom + more))


def _sureness(glyphs: list[decode.Glyph]) -> float:
    return min((g.confidence for g in glyphs), default=0.0)


def _under_stamp(sheet: Sheet, strip: find.Strip) -> bool:
    box = Box(strip.x0, strip.top, strip.x1, strip.bottom)
    return any(box.overlap(mark.box) > 0 for mark in sheet.stamps)


def read_strip(grey: Pixels, strip: find.Strip, margin: int = MARGIN, factor: float = 1.0) -> list[decode.Glyph]:
    """Read one strip of a grey page: its characters, placed in pixels from the strip's left edge. *margin*: white
    pixels of the line image before and after it; *factor*: how much it is narrowed or widened."""
    line = _line_image(grey, strip, margin, factor)
    ratio = strip.width / (line.shape[1] - 2 * margin)
    return decode.glyphs_of(engine.recognize(line), engine.characters(), engine.STEP * ratio, margin * ratio)


def _line_image(grey: Pixels, strip: find.Strip, margin: int, factor: float) -> Pixels:
    part = grey[max(0, strip.top) : strip.bottom, max(0, strip.x0) : strip.x1]
    if not part.size:
        return np.full((engine.LINE_HEIGHT, 2 * margin + 1), 255, dtype=np.uint8)
    width = max(16, round(part.shape[1] * factor * engine.LINE_HEIGHT / part.shape[0]))
    line = cv2.resize(part, (width, engine.LINE_HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(line, 0, 0, margin, margin, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)


def _roman(text: str, before: str) -> str:
    """Roman numbers with an I that was read as l, also where they were parted (``I l``)."""
    if text == "l" and re.fullmatch("[IVX]+", before):
        return "I"
    return ROMAN.sub(lambda m: m[0].replace("l", "I"), text)


def lost_figure(words: list[Word]) -> bool:
    """Whether one of a line's numbers is too wide for its figures, as ``199`` on the place of ``1999``: figures that
    follow each other twice are read as one now and then. Letters of the line tell how wide its print is."""
    letters = [w for w in words if len(w.text) > 2 and w.text.isalpha() and not w.text.isupper()]
    count = sum(len(w.text) for w in letters)
    if count < 8:
        return False
    usual = sum(w.box.width for w in letters) / count
    numbers = (w for w in words if len(w.text) > 1 and w.text.isdigit())
    return any(w.box.width > LOOSE * usual * len(w.text) for w in numbers)


def _words(strip: find.Strip, glyphs: list[decode.Glyph], sheet: Sheet) -> list[Word]:
    part = sheet.ink[strip.top : strip.bottom, strip.x0 : strip.x1]
    first, last = find.band(part)
    top, bottom, scale = strip.top + first, strip.top + last, sheet.scale
    least = 0.0 if strip.found == "detector" else STROKE
    words: list[Word] = []
    for piece in decode.pieces_of(glyphs, np.asarray(part[first:last].any(axis=0)), last - first):
        if piece.confidence < least:
            continue
        left, right = strip.x0 + piece.start, strip.x0 + piece.end
        rows, columns = slice(top, bottom), slice(max(0, int(left)), int(right) + 1)
        stamped = bool(sheet.stamps) and not np.array_equal(sheet.clean[rows, columns], sheet.stamped[rows, columns])
        words.append(
            Word(
                text=_roman(piece.text, words[-1].text if words else ""),
                box=Box(left / scale, top / scale, right / scale, bottom / scale),
                confidence=round(min(piece.confidence, STAMPED) if stamped else piece.confidence, 3),
                source="ocr",
                size=round((bottom - top) / scale, 1),
            )
        )
    return words
