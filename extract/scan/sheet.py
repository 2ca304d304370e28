"""A page image made ready to read: upright, level, rulings found and taken out, dirt taken out, lines found."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from iku.extract.scan import dirt, engine, find, image, rules, screen, upright
from iku.extract.scan.image import Pixels

SKEW_DPI = 80  # resolution at which the turn and the skew are measured
WALLS = 2  # upright rules of a table
VOTERS = 12  # printed lines asked whether the page stands on its head


@dataclass(frozen=True, slots=True)
class Sheet:
    """A levelled page in pixels, ``scale`` of them to the point.

    ``clean`` is grey print on white without rulings, stamps and specks; ``ink`` its binary form (0 and 255) without
    any ink of a speck's size, dots of i among them; ``stamped`` is ``clean`` with the stamps left in; ``strips`` are
    the printed lines, ``stamps`` what was taken out, ``turn`` the way here from the page as shown.
    """

    clean: Pixels
    stamped: Pixels
    ink: Pixels
    rules: list[rules.Rule]
    strips: list[find.Strip]
    stamps: list[dirt.Stamp]
    turn: upright.Turn
    scale: float

    @property
    def has_walls(self) -> bool:
        """Upright rules part the page: there is a table."""
        return sum(not r.horizontal for r in self.rules) >= WALLS

    @property
    def has_lattice(self) -> bool:
        """Rules of both directions: a ruled table."""
        return self.has_walls and sum(r.horizontal for r in self.rules) >= WALLS


def prepare(raster: image.Raster, *, lines: bool = True, faint: bool = True) -> Sheet:
    """Make a rendered page ready. With ``lines=False`` no printed line is looked for and a page that stands on its
    head is not noticed (its lattice is the same); with ``faint=False`` no faint rule is."""
    flat = screen.without_screen(image.flatten_light(image.to_grey(raster.bgr), raster.scale), raster.scale)
    chroma = image.to_chroma(raster.bgr)
    ratio = SKEW_DPI / 72 / raster.scale
    small: Pixels = np.asarray(cv2.resize(image.ink_of(flat), None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA))
    rotation = 90 if upright.sideways(small, SKEW_DPI // 2) else 0
    skew = upright.skew_of(upright.quarter(small, rotation))
    sheet = _sheet(flat, chroma, rotation, skew, raster.scale, lines, faint)
    if lines and _on_its_head(sheet):
        sheet = _sheet(flat, chroma, rotation + 180, skew, raster.scale, lines, faint)
    return sheet


def _sheet(flat: Pixels, chroma: Pixels, rotation: int, skew: float, scale: float, lines: bool, faint: bool) -> Sheet:
    height, width = flat.shape
    levelled, second = upright.level(upright.quarter(flat, rotation), skew)
    turn = upright.Turn(rotation, skew, second @ upright.quarter_matrix(width, height, rotation))
    ink = image.ink_of(levelled)
    found, ruled = rules.find_rules(levelled, scale, faint=faint)
    off = cv2.dilate(ruled, np.ones((5, 5), np.uint8))
    ink[off > 0] = 0
    colour = upright.level(upright.quarter(chroma, rotation), skew, border=0)[0]
    marks, stamped = dirt.stamps(levelled, colour, np.asarray(off, dtype=np.uint8), scale)
    ink[stamped > 0] = 0
    lonely, small = dirt.specks(ink, scale)
    off = np.maximum(off, cv2.dilate(lonely, np.ones((3, 3), np.uint8)))
    ink[lonely > 0] = 0
    levelled = np.where(off > 0, np.uint8(255), levelled)
    clean = np.where(stamped > 0, np.uint8(255), levelled) if marks else levelled
    strips = _strips(clean, ink, found, marks, scale) if lines else []
    solid = np.where(small > 0, np.uint8(0), ink)
    return Sheet(clean, levelled, solid, found, strips, marks, turn, scale)


def _strips(
    clean: Pixels, ink: Pixels, found: list[rules.Rule], marks: list[dirt.Stamp], scale: float
) -> list[find.Strip]:
    strips = find.cut_at_rules(find.strips_of_map(engine.text_map(clean, ink), clean.shape), found)
    usual = float(np.median([s.height for s in strips])) if strips else 0.0
    strips = find.disjoint([t for s in strips for t in find.trim(s, ink, 3, usual)], ink)
    rest = ink.copy()
    margin = int(4 * scale)
    for mark in marks:
        top, left = max(0, int(mark.box.top) - margin), max(0, int(mark.box.x0) - margin)
        rest[top : int(mark.box.bottom) + margin, left : int(mark.box.x1) + margin] = 0
    return find.attach(strips, find.forgotten(rest, strips, scale), found)


def _on_its_head(sheet: Sheet) -> bool:
    wide = [s for s in sheet.strips if s.width > 3 * s.height and s.found == "detector"]
    voters = sorted(wide, key=lambda s: abs(s.width / s.height - 6))[:VOTERS]
    if not voters:
        return False
    votes = engine.upside_down([sheet.clean[s.top : s.bottom, s.x0 : s.x1] for s in voters])
    return sum(votes) / len(votes) > 0.5
