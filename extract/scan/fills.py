"""Shaded areas of a scanned page: header bands, zebra rows. Their grey is told against the paper around them."""

from __future__ import annotations

import cv2
import numpy as np

from iku.extract.model import Box, Fill
from iku.extract.scan.image import Pixels
from iku.extract.scan.upright import Turn, level, quarter

LOOK = 1.0  # pixels a point (72 dpi): dither blurs to grey
PRINT = 9  # points: strokes and letters narrower than this are filled with the ground around them
DARK = 0.93  # of the paper's brightness: lighter is paper
PAPER = 120.0  # points: reach of the search for the paper around
SMALLEST = (20.0, 11.0)  # points: width and height
FULL = 0.75  # share of its box that a fill covers


def find_fills(grey: Pixels, turn: Turn, scale: float) -> list[Fill]:
    """Shaded rectangles of a page in upright points. *grey* is the page as shown, not flattened, *scale* its pixels a
    point; *turn* is how it was made upright."""
    ratio = LOOK / scale
    small: Pixels = np.asarray(cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA))
    small = level(quarter(small, turn.rotation), turn.skew)[0]
    side = int(PRINT * LOOK) | 1
    ground = cv2.morphologyEx(cv2.medianBlur(small, 3), cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    paper = _paper(ground)
    shade = ground.astype(np.float32) / np.maximum(1, paper)
    mask = cv2.morphologyEx((shade < DARK).astype(np.uint8), cv2.MORPH_OPEN, np.ones((3, 5), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
    fills = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        inside = x > 0 and y > 0 and x + w < mask.shape[1] and y + h < mask.shape[0]
        if not inside or w < SMALLEST[0] * LOOK or h < SMALLEST[1] * LOOK or area < FULL * w * h:
            continue
        grey_level = float(np.median(shade[labels == i]))
        box = Box(x / LOOK, y / LOOK, (x + w) / LOOK, (y + h) / LOOK)
        fills.append(Fill(box, round(min(1.0, grey_level), 2)))
    return fills


def _paper(ground: Pixels) -> Pixels:
    """The brightness of the paper around every pixel, sought at a quarter of the size."""
    height, width = ground.shape
    coarse = cv2.resize(ground, (max(1, width // 4), max(1, height // 4)), interpolation=cv2.INTER_AREA)
    reach = int(PAPER * LOOK / 4) | 1
    bright = cv2.GaussianBlur(cv2.dilate(coarse, np.ones((reach, reach), np.uint8)), (0, 0), reach / 4)
    return np.asarray(cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR), dtype=np.uint8)
