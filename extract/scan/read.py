"""The door of the scanned road: one page image in, one ``extract.model.Page`` out."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

from extract.model import Box, Page, Ruling, Word
from extract.scan import decode, engine, find, image, rules, upright
from extract.scan.image import Pixels

SKEW_DPI = 80  # resolution at which the turn and the skew are measured
VOTERS = 12  # printed lines asked whether the page stands on its head


@dataclass(frozen=True, slots=True)
class Sheet:
    """A levelled page in pixels: ``clean`` grey without rulings, ``ink`` of the print alone, rules, printed lines."""

    clean: Pixels
    ink: Pixels
    rules: list[rules.Rule]
    strips: list[find.Strip]
    turn: upright.Turn
    scale: float


def read_scanned_page(pdf: pdfium.PdfDocument, number: int, *, full: bool = True) -> Page:
    """Read page *number* (from 1) of *pdf* from its pixels: words, rulings, fills in upright points.

    With ``full=False`` only turn, rulings and fills are looked for, no word is read.
    Raises ``pypdfium2.PdfiumError`` where pdfium cannot load or draw the page.
    """
    raster = image.render(pdf, number)
    scale = raster.scale
    sheet = upright_sheet(image.flatten_light(image.to_grey(raster.bgr), scale), scale)
    return Page(
        number=number,
        width=sheet.clean.shape[1] / scale,
        height=sheet.clean.shape[0] / scale,
        source="ocr",
        words=read_words(sheet) if full else [],
        rotation=sheet.turn.rotation,
        skew=round(sheet.turn.skew, 2),
        placement=sheet.turn.placement(scale),
        rulings=[_ruling(r, scale) for r in sheet.rules],
    )


def _ruling(rule: rules.Rule, scale: float) -> Ruling:
    return Ruling(rule.horizontal, rule.at / scale, rule.start / scale, rule.end / scale, rule.width / scale)


def upright_sheet(flat: Pixels, scale: float) -> Sheet:
    """Turn and level a flattened page, find its rules and its printed lines."""
    ratio = SKEW_DPI / 72 / scale
    small: Pixels = np.asarray(cv2.resize(image.ink_of(flat), None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA))
    rotation = 90 if upright.sideways(small, SKEW_DPI // 2) else 0
    skew = upright.skew_of(upright.quarter(small, rotation))
    sheet = _sheet(flat, rotation, skew, scale)
    if _on_its_head(sheet):
        sheet = _sheet(flat, rotation + 180, skew, scale)
    return sheet


def _sheet(flat: Pixels, rotation: int, skew: float, scale: float) -> Sheet:
    height, width = flat.shape
    levelled, second = upright.level(upright.quarter(flat, rotation), skew)
    turn = upright.Turn(rotation, skew, second @ upright.quarter_matrix(width, height, rotation))
    ink = image.ink_of(levelled)
    found, mask = rules.find_rules(ink, scale)
    fat = cv2.dilate(mask, np.ones((3, 3), np.uint8))
    clean = levelled.copy()
    clean[fat > 0] = 255
    print_ink = np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(fat)), dtype=np.uint8)
    text = engine.text_map(clean)
    strips = find.cut_at_rules(find.strips_of_map(text, clean.shape), found)
    strips = [t for s in strips for t in find.trim(s, print_ink, pad=3)]
    strips += find.forgotten(print_ink, strips, scale)
    return Sheet(clean, print_ink, found, strips, turn, scale)


def _on_its_head(sheet: Sheet) -> bool:
    wide = [s for s in sheet.strips if s.width > 3 * s.height and s.found == "detector"]
    voters = sorted(wide, key=lambda s: abs(s.width / s.height - 6))[:VOTERS]
    if not voters:
        return False
    votes = engine.upside_down([sheet.clean[s.top : s.bottom, s.x0 : s.x1] for s in voters])
    return sum(votes) / len(votes) > 0.5


def read_words(sheet: Sheet) -> list[Word]:
    """Read the printed lines of *sheet*; words in upright points."""
    words: list[Word] = []
    for strip, glyphs in zip(sheet.strips, _recognize(sheet.clean, sheet.strips), strict=True):
        words += _words(strip, glyphs, sheet.ink, sheet.scale)
    return words


def _recognize(grey: Pixels, strips: list[find.Strip]) -> list[list[decode.Glyph]]:
    """Read *strips*, narrow ones together; per strip its characters."""
    images = []
    for s in strips:
        part = grey[s.top : s.bottom, s.x0 : s.x1]
        width = max(16, round(part.shape[1] * engine.LINE_HEIGHT / part.shape[0]))
        images.append(cv2.resize(part, (width, engine.LINE_HEIGHT), interpolation=cv2.INTER_CUBIC))
    out: list[list[decode.Glyph]] = [[] for _ in strips]
    batch: list[int] = []
    characters = engine.characters()

    def flush() -> None:
        scored = engine.recognize([images[i].astype(np.float32) / 127.5 - 1 for i in batch])
        for i, scores in zip(batch, scored, strict=True):
            step = engine.STEP * strips[i].height / engine.LINE_HEIGHT
            out[i] = decode.glyphs_of(scores, characters, step)
        batch.clear()

    for i in sorted(range(len(strips)), key=lambda i: images[i].shape[1]):
        if batch and (images[i].shape[1] > 1.15 * images[batch[0]].shape[1] + 16 or len(batch) >= 8):
            flush()
        batch.append(i)
    if batch:
        flush()
    return out


def _words(strip: find.Strip, glyphs: list[decode.Glyph], ink: Pixels, scale: float) -> list[Word]:
    part = ink[strip.top : strip.bottom, strip.x0 : strip.x1]
    pieces = decode.pieces_of(glyphs, np.asarray(part.any(axis=0)), strip.height)
    rows = np.flatnonzero(part.any(axis=1))
    top, bottom = (strip.top + int(rows[0]), strip.top + int(rows[-1]) + 1) if len(rows) else (strip.top, strip.bottom)
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
