"""Printed lines to words: cut, read by the recognizer, parted into words with boxes."""

from __future__ import annotations

import re
from dataclasses import replace

import cv2
import numpy as np

from extract.model import Box, Word
from extract.scan import decode, engine, find
from extract.scan.image import Pixels
from extract.scan.sheet import Sheet

STROKE = 0.6  # below it, ink that the detector does not take for text is a stroke of a pen or a stamp
ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVXl]*[IVX])(?=[IVXl]*l)[IVXl]{2,5}(?![A-Za-z])")  # Il: I and l look the same
UNREAD = 0.5  # of a strip's height: ink that goes on so far behind the last character was not read
STAMPED = 0.8  # a word from which a stamp was taken is no surer
UNSURE = 0.6  # a reading below is made again (at 0.8 every third line of noisy prose was read twice, for nothing)
SURE = 0.9  # a reading with this confidence needs no second one
MARGIN = 8  # white pixels put before and after a line image: without them the last letter is lost now and then


def read_words(sheet: Sheet) -> list[Word]:
    """The words of *sheet* in upright points, line by line."""
    words: list[Word] = []
    for strip in sheet.strips:
        words += _words(strip, _best_reading(sheet, strip), sheet)
    return words


def _best_reading(sheet: Sheet, strip: find.Strip) -> list[decode.Glyph]:
    """What a strip says. Where ink goes on behind the last character, where the reader is unsure or print lies under a
    stamp, it is read again, a little differently cut: the longer, or the surer reading counts."""
    glyphs = read_strip(sheet.clean, strip)
    columns = np.flatnonzero(sheet.ink[strip.top : strip.bottom, strip.x0 : strip.x1].any(axis=0))
    unread = bool(glyphs) and len(columns) > 0 and columns[-1] - glyphs[-1].at > UNREAD * strip.height
    if glyphs and (unread or _sureness(glyphs) < UNSURE):
        other = read_strip(sheet.clean, _taller(strip, len(sheet.clean)), 2 * MARGIN)
        if len(other) > len(glyphs) if unread else _sureness(other) > _sureness(glyphs):
            glyphs = other
    if not glyphs or _sureness(glyphs) >= SURE or not _under_stamp(sheet, strip):
        return glyphs
    other = read_strip(sheet.stamped, strip)
    return other if _sureness(other) > _sureness(glyphs) and len(other) <= len(glyphs) + 1 else glyphs


def _taller(strip: find.Strip, height: int) -> find.Strip:
    more = max(1, round(0.06 * strip.height))
    return replace(strip, top=max(0, strip.top - more), bottom=min(height, strip.bottom + more))


def _sureness(glyphs: list[decode.Glyph]) -> float:
    return min((g.confidence for g in glyphs), default=0.0)


def _under_stamp(sheet: Sheet, strip: find.Strip) -> bool:
    box = Box(strip.x0, strip.top, strip.x1, strip.bottom)
    return any(box.overlap(mark.box) > 0 for mark in sheet.stamps)


def read_strip(grey: Pixels, strip: find.Strip, margin: int = MARGIN) -> list[decode.Glyph]:
    """Read one strip of a grey page: its characters, placed in pixels from the strip's left edge. *margin*: white
    pixels of the line image before and after it."""
    line = _line_image(grey, strip, margin)
    ratio = strip.width / (line.shape[1] - 2 * margin)
    return decode.glyphs_of(engine.recognize(line), engine.characters(), engine.STEP * ratio, margin * ratio)


def _line_image(grey: Pixels, strip: find.Strip, margin: int) -> Pixels:
    part = grey[strip.top : strip.bottom, strip.x0 : strip.x1]
    width = max(16, round(part.shape[1] * engine.LINE_HEIGHT / part.shape[0]))
    line = cv2.resize(part, (width, engine.LINE_HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(line, 0, 0, margin, margin, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)


def _words(strip: find.Strip, glyphs: list[decode.Glyph], sheet: Sheet) -> list[Word]:
    part = sheet.ink[strip.top : strip.bottom, strip.x0 : strip.x1]
    first, last = find.band(part)
    top, bottom, scale = strip.top + first, strip.top + last, sheet.scale
    least = 0.0 if strip.found == "detector" else STROKE
    words = []
    for piece in decode.pieces_of(glyphs, np.asarray(part[first:last].any(axis=0)), last - first):
        if piece.confidence < least:
            continue
        left, right = strip.x0 + piece.start, strip.x0 + piece.end
        rows, columns = slice(top, bottom), slice(max(0, int(left)), int(right) + 1)
        stamped = bool(sheet.stamps) and not np.array_equal(sheet.clean[rows, columns], sheet.stamped[rows, columns])
        words.append(
            Word(
                text=ROMAN.sub(lambda m: m[0].replace("l", "I"), piece.text),
                box=Box(left / scale, top / scale, right / scale, bottom / scale),
                confidence=round(min(piece.confidence, STAMPED) if stamped else piece.confidence, 3),
                source="ocr",
                size=round((bottom - top) / scale, 1),
            )
        )
    return words
