"""A look at a scanned page from afar, a few hundredths of a second: is there a lattice, how much print is there.

A ruled table is visible at 60 dpi, upright or sideways; only pages that matter are then read at full resolution.
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2 as pdfium

from iku.extract.model import Box
from iku.extract.scan import image
from iku.extract.scan.image import Pixels, components
from iku.extract.scan.polarity import is_negative

LOOK_DPI = 60.0
RUN = 20.0  # points: shortest straight dark run (a skew of 3 degrees leaves runs of 19 pixels at this resolution)
CONTRAST = 18  # grey levels that a rule is darker than its two sides; a hairline is pale at this resolution
EDGE = 8.0  # points: the border of the scan
SPAN = 60.0  # points: shortest rule of a table
CROSSINGS = 4  # a table has at least its four corners
PRINT_SHARE = 0.002  # a page with less ink is empty


@dataclass(frozen=True, slots=True)
class ScanKind:
    """What a scanned page looks like. ``across`` and ``down`` count long rules of the page as shown, ``crossings``
    where they meet; ``ink`` is the share of dark pixels, 0 to 1."""

    across: int
    down: int
    crossings: int
    ink: float

    @property
    def has_lattice(self) -> bool:
        """A ruled table: rules of both directions that meet."""
        return self.crossings >= CROSSINGS and self.across >= 2 and self.down >= 2

    @property
    def empty(self) -> bool:
        """Nothing is printed on the page."""
        return self.ink < PRINT_SHARE


def scan_kind(pdf: pdfium.PdfDocument, number: int) -> ScanKind:
    """Look at page *number* (from 1). Raises ``pypdfium2.PdfiumError`` where pdfium cannot load it."""
    return scan_kind_of(pdf, number, None)


def scan_kind_of(pdf: pdfium.PdfDocument, number: int, part: Box | None) -> ScanKind:
    """As ``scan_kind``, of a *part* of the page in points as shown; without one, of all but the border of the scan."""
    raster = image.render(pdf, number, LOOK_DPI)
    grey = image.to_grey(raster.bgr)
    if is_negative(grey, raster.scale):
        grey = 255 - grey
    flat = image.flatten_light(grey, raster.scale)
    if part is None:
        margin = int(EDGE * raster.scale)
        flat = flat[margin:-margin, margin:-margin]
    else:
        x0, top, x1, bottom = (max(0, int(v * raster.scale)) for v in (part.x0, part.top, part.x1, part.bottom))
        flat = flat[top : bottom + 1, x0 : x1 + 1]
    flat = np.ascontiguousarray(flat)
    across = _rules(flat, raster.scale)
    down = np.ascontiguousarray(_rules(np.ascontiguousarray(flat.T), raster.scale).T)
    reach = np.ones((3, 3), np.uint8)
    meeting = cv2.bitwise_and(cv2.dilate(across, reach), cv2.dilate(down, reach))
    crossings = cv2.connectedComponents(meeting)[0] - 1
    counts = [cv2.connectedComponents(np.asarray(mask, dtype=np.uint8))[0] - 1 for mask in (across, down)]
    return ScanKind(counts[0], counts[1], crossings, float((flat < 165).mean()))


def looks_like_table(pdf: pdfium.PdfDocument, number: int) -> bool:
    """Whether page *number* (from 1) shows a ruled table."""
    return scan_kind(pdf, number).has_lattice


def _rules(flat: Pixels, scale: float) -> Pixels:
    """Mask (0, 1) of the long thin horizontal rules of a small grey page."""
    depth = cv2.morphologyEx(flat, cv2.MORPH_BLACKHAT, np.ones((5, 1), np.uint8))
    thin = ((depth > CONTRAST) * np.uint8(1)).astype(np.uint8)
    joined = cv2.dilate(thin, np.ones((2, 1), np.uint8))
    runs = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((1, int(RUN * scale)), np.uint8))
    count, labels, stats, _ = components(runs)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    thickness = stats[:, cv2.CC_STAT_AREA] / np.maximum(1, width)
    long = (width >= SPAN * scale) & (thickness <= 4) & (height <= 0.11 * width + 4)
    long[0] = False
    return np.asarray(long[labels].astype(np.uint8))
