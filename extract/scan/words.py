"""Printed lines to words: cut, read by the recognizer, parted into words with boxes."""

from __future__ import annotations

import re

import cv2
import numpy as np

from extract.model import Box, Word
from extract.scan import decode, engine, find
from extract.scan.image import Pixels
from extract.scan.sheet import Sheet

STROKE = 0.6  # below it, ink that the detector does not take for text is a stroke of a pen or a stamp
ROMAN = re.compile(r"(?<![A-Za-z])(?=[IVXl]*[IVX])(?=[IVXl]*l)[IVXl]{2,5}(?![A-Za-z])")  # Il: I and l look the same
SURE = 0.9  # a reading with this confidence needs no second one
MARGIN = 8  # white pixels put before and after a line image: without them the last letter is lost now and then


def read_words(sheet: Sheet) -> list[Word]:
    """The words of *sheet* in upright points, line by line."""
    words: list[Word] = []
    for strip in sheet.strips:
        words += _words(strip, _best_reading(sheet, strip), sheet.ink, sheet.scale)
    return words


def _best_reading(sheet: Sheet, strip: find.Strip) -> list[decode.Glyph]:
    """What a strip says; print under a stamp is read without the stamp and with it, the surer reading counts."""
    glyphs = read_strip(sheet.clean, strip)
    box = Box(strip.x0, strip.top, strip.x1, strip.bottom)
    if not glyphs or _sureness(glyphs) >= SURE or not any(box.overlap(mark.box) > 0 for mark in sheet.stamps):
        return glyphs
    other = read_strip(sheet.stamped, strip)
    return other if _sureness(other) > _sureness(glyphs) and len(other) <= len(glyphs) + 1 else glyphs


def _sureness(glyphs: list[decode.Glyph]) -> float:
    return min((g.confidence for g in glyphs), default=0.0)


def read_strip(grey: Pixels, strip: find.Strip) -> list[decode.Glyph]:
    """Read one strip of a grey page: its characters, placed in pixels from the strip's left edge."""
    line = _line_image(grey, strip)
    ratio = strip.width / (line.shape[1] - 2 * MARGIN)
    return decode.glyphs_of(engine.recognize(line), engine.characters(), engine.STEP * ratio, MARGIN * ratio)


def _line_image(grey: Pixels, strip: find.Strip) -> Pixels:
    part = grey[strip.top : strip.bottom, strip.x0 : strip.x1]
    width = max(16, round(part.shape[1] * engine.LINE_HEIGHT / part.shape[0]))
    line = cv2.resize(part, (width, engine.LINE_HEIGHT), interpolation=cv2.INTER_CUBIC)
    return np.asarray(cv2.copyMakeBorder(line, 0, 0, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=255), dtype=np.uint8)


def _words(strip: find.Strip, glyphs: list[decode.Glyph], ink: Pixels, scale: float) -> list[Word]:
    part = ink[strip.top : strip.bottom, strip.x0 : strip.x1]
    first, last = find.band(part)
    top, bottom = strip.top + first, strip.top + last
    pieces = decode.pieces_of(glyphs, np.asarray(part[first:last].any(axis=0)), last - first)
    least = 0.0 if strip.found == "detector" else STROKE
    return [
        Word(
            text=ROMAN.sub(lambda m: m[0].replace("l", "I"), p.text),
            box=Box((strip.x0 + p.start) / scale, top / scale, (strip.x0 + p.end) / scale, bottom / scale),
            confidence=round(p.confidence, 3),
            source="ocr",
            size=round((bottom - top) / scale, 1),
        )
        for p in pieces
        if p.confidence >= least
    ]
