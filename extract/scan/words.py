"""Printed lines to words: cut, read by the recognizer in batches of like width, parted into words with boxes."""

from __future__ import annotations

import cv2
import numpy as np

from extract.model import Box, Word
from extract.scan import decode, engine, find
from extract.scan.image import Pixels
from extract.scan.sheet import Sheet

MOST_IN_BATCH = 8


def read_words(sheet: Sheet) -> list[Word]:
    """The words of *sheet* in upright points, line by line."""
    words: list[Word] = []
    for strip, glyphs in zip(sheet.strips, read_strips(sheet.clean, sheet.strips), strict=True):
        words += _words(strip, glyphs, sheet.ink, sheet.scale)
    return words


def read_strips(grey: Pixels, strips: list[find.Strip]) -> list[list[decode.Glyph]]:
    """Read *strips* of a grey page; per strip its characters, placed in pixels from the strip's left edge."""
    images = [_line_image(grey, s) for s in strips]
    out: list[list[decode.Glyph]] = [[] for _ in strips]
    for batch in _batches([i.shape[1] for i in images]):
        scored = engine.recognize([images[i].astype(np.float32) / 127.5 - 1 for i in batch])
        for i, scores in zip(batch, scored, strict=True):
            step = engine.STEP * strips[i].width / images[i].shape[1]
            out[i] = decode.glyphs_of(scores, engine.characters(), step)
    return out


def _line_image(grey: Pixels, strip: find.Strip) -> Pixels:
    part = grey[strip.top : strip.bottom, strip.x0 : strip.x1]
    width = max(16, round(part.shape[1] * engine.LINE_HEIGHT / part.shape[0]))
    return np.asarray(cv2.resize(part, (width, engine.LINE_HEIGHT), interpolation=cv2.INTER_CUBIC), dtype=np.uint8)


def _batches(widths: list[int]) -> list[list[int]]:
    """Places of *widths* in groups of like width, so that little is computed on padding."""
    batches: list[list[int]] = []
    for i in sorted(range(len(widths)), key=lambda i: widths[i]):
        last = batches[-1] if batches else None
        if last is None or len(last) >= MOST_IN_BATCH or widths[i] > 1.15 * widths[last[0]] + 16:
            batches.append([i])
        else:
            last.append(i)
    return batches


def _words(strip: find.Strip, glyphs: list[decode.Glyph], ink: Pixels, scale: float) -> list[Word]:
    part = ink[strip.top : strip.bottom, strip.x0 : strip.x1]
    rows = np.flatnonzero(part.any(axis=1))
    top, bottom = (strip.top + int(rows[0]), strip.top + int(rows[-1]) + 1) if len(rows) else (strip.top, strip.bottom)
    pieces = decode.pieces_of(glyphs, np.asarray(part.any(axis=0)), bottom - top)
    return [
        Word(
            text=p.text,
            box=Box((strip.x0 + p.start) / scale, top / scale, (strip.x0 + p.end) / scale, bottom / scale),
            confidence=round(p.confidence, 3),
            source="ocr",
            size=round((bottom - top) / scale, 1),
        )
        for p in pieces
    ]
