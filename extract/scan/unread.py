"""Print that is seen on a page and stands in no text of it: a scan under a line of digital text, letters drawn as
outlines, a table pasted as a picture. What is printed where decides, not how many letters the text has.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

from iku.extract.model import Box
from iku.extract.scan import image
from iku.extract.scan.image import Pixels, components
from iku.extract.scan.textlayer import layer_words, shown_box
from iku.extract.scan.triage import scan_kind_of
from iku.extract.scan.upright import text_ink

LOOK_DPI = 100.0  # a letter of 5 points is seven pixels high
INK = 70  # grey levels below paper
LONGEST = 40.0  # points: a longer straight stroke is a rule
TALL = (2.4, 24.0)  # points: height of a letter
WIDE = 60.0  # points: letters of a word may touch
MIDDLE = (110, 225)  # grey levels that are neither print nor paper
PHOTO = 0.3  # share of such pixels that makes a picture a photograph
SOLID, SLENDER = 0.7, 1.9  # ink of its box, and sides, of a dash: of letters only l, I and the like are so
LEAST = 40  # letters: fewer are a seal, a logo, a signature
NEAR = 6.0  # points: pictures so near are parts of one
SPOT = 12  # letters that stand together: fewer are a tick, a sign, an ornament
APART = (60.0, 22.0)  # points across and down between letters of one spot
AROUND = 8.0  # points from the middle of the outmost letters to the edge of their spot
MOST_LETTERS = 3000  # a page with more unread letters is no page with spots
WRITING = (40.0, 100.0)  # points, shorter and longer side: a smaller picture is a logo, a stamp or a QR code


@dataclass(frozen=True, slots=True)
class Unread:
    """``letters`` counts what looks like a letter and stands in no text, ``seen`` what stands in one. ``prints`` are
    the pictures, in points of the page as shown, that hold such letters and are no photographs, ``tables`` those of
    them that show a ruled table. ``pale`` tells that paper and print make up the page, not a photograph. ``spots`` are
    places outside pictures where such letters stand together: a text box drawn as outlines."""

    letters: int
    seen: int
    prints: tuple[Box, ...]
    tables: tuple[Box, ...]
    pale: bool
    spots: tuple[Box, ...] = ()

    @property
    def prevails(self) -> bool:
        """Most of the print that is seen stands in no text."""
        return self.letters >= LEAST and self.letters >= self.seen


def unread_print(pdf: pdfium.PdfDocument, number: int, pictures: Sequence[tuple[float, float, float, float]]) -> Unread:
    """What no text of page *number* (from 1) stands for. *pictures*: boxes of its images in the page's own space (left,
    bottom, right, top). Raises ``pypdfium2.PdfiumError`` where pdfium cannot load or draw the page."""
    raster = image.render(pdf, number, LOOK_DPI)
    scale = raster.scale
    flat = image.flatten_light(image.to_grey(raster.bgr), scale)
    ink = text_ink(image.ink_of(flat, INK), int(LONGEST * scale))
    letters = _letters(ink, scale)
    said = np.zeros(flat.shape, dtype=bool)
    for _, box in layer_words(pdf, number):
        said[_part(box, scale, 1.0)] = True
    y, x = letters.T
    own = said[y, x]
    unread = letters[~own]
    prints, tables = [], []
    for box in _joined([shown_box(pdf, number, p) for p in pictures]):
        if min(box.width, box.height) < WRITING[0] or max(box.width, box.height) < WRITING[1]:
            continue
        rows, columns = part = _part(box, scale, 0.0)
        inside = (unread[:, 0] >= rows.start) & (unread[:, 0] < rows.stop)
        inside &= (unread[:, 1] >= columns.start) & (unread[:, 1] < columns.stop)
        if inside.sum() >= LEAST and not _photo(flat[part]):
            prints.append(box)
            if scan_kind_of(pdf, number, box).has_lattice:
                tables.append(box)
    pictured = [shown_box(pdf, number, p) for p in pictures]
    spots = _spots([(c / scale, r / scale) for r, c in unread], pictured)
    return Unread(len(unread), int(own.sum()), tuple(prints), tuple(tables), not _photo(flat), spots)


def _spots(letters: Sequence[tuple[float, float]], pictures: Sequence[Box]) -> tuple[Box, ...]:
    """The boxes (points) around letters that stand together outside *pictures*, from ``SPOT`` letters on."""
    free = [(float(x), float(y)) for x, y in letters if not any(p.holds(x, y) for p in pictures)]
    groups: list[list[tuple[float, float]]] = []
    for x, y in free[:MOST_LETTERS]:
        near = [g for g in groups if any(abs(x - a) < APART[0] and abs(y - b) < APART[1] for a, b in g)]
        groups = [g for g in groups if all(g is not n for n in near)]
        groups.append([(x, y), *(p for g in near for p in g)])
    boxes = []
    for group in groups:
        if len(group) >= SPOT:
            xs, ys = [x for x, _ in group], [y for _, y in group]
            boxes.append(Box(min(xs) - AROUND, min(ys) - AROUND, max(xs) + AROUND, max(ys) + AROUND))
    return tuple(boxes)


def _letters(ink: Pixels, scale: float) -> np.ndarray[tuple[int, ...], np.dtype[np.intp]]:
    """Middles (row, column) of the ink that has the size of letters, shape (count, 2)."""
    _, _, stats, middles = components(ink)
    height, width, area = (stats[1:, k] for k in (cv2.CC_STAT_HEIGHT, cv2.CC_STAT_WIDTH, cv2.CC_STAT_AREA))
    kept = (height >= TALL[0] * scale) & (height <= TALL[1] * scale) & (width <= WIDE * scale)
    kept &= (area >= 0.1 * height * width) & (width >= 2)
    longer, shorter = np.maximum(height, width), np.minimum(height, width)
    kept &= ~((area >= SOLID * height * width) & (longer >= SLENDER * shorter))  # the dashes of a rule
    return middles[1:][kept][:, ::-1].astype(np.intp)


def _part(box: Box, scale: float, around: float) -> tuple[slice, slice]:
    top, left = (max(0, int((v - around) * scale)) for v in (box.top, box.x0))
    return slice(top, int((box.bottom + around) * scale) + 1), slice(left, int((box.x1 + around) * scale) + 1)


def _photo(flat: Pixels) -> bool:
    """Much of the picture is neither print nor paper."""
    return float(((flat > MIDDLE[0]) & (flat < MIDDLE[1])).mean()) >= PHOTO


def _joined(boxes: Sequence[Box]) -> list[Box]:
    """Pictures that touch put together: strips of one scan."""
    out: list[Box] = []
    for box in boxes:
        while near := [o for o in out if _touch(o, box)]:
            out = [o for o in out if o not in near]
            for other in near:
                box = box.union(other)
        out.append(box)
    return out


def _touch(a: Box, b: Box) -> bool:
    gap = NEAR
    return a.x0 - gap <= b.x1 and b.x0 - gap <= a.x1 and a.top - gap <= b.bottom and b.top - gap <= a.bottom
