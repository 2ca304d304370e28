"""Dashed rules: short thin strokes in one line, of one length and with one gap between them.

A dashed rule is too short of ink for the search for runs, and its gaps are too wide to be mended blindly: two lines of
print would be mended as well. Even strokes, even gaps and bare sides tell a rule.
"""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from iku.extract.scan.image import Pixels, components

DASH = (1.2, 14.0)  # points: length of a dash
HOLE = (0.7, 6.5)  # points: gap between two
MEND = 10.0  # points: gaps closed, a rule that crosses takes a dash away
THIN = 1.8  # points: thickest dash
FEWEST = 5  # dashes of a rule
EVEN = (0.55, 1.6)  # of the median: a dash, or a gap, of the rule's own length
LEAN, FLAT = 0.02, 3.0  # a rule is no higher than this share of its length and so many points
FILLED = 1.5  # pixels of thickness
MOSTLY = 0.75  # share of the dashes, and of the gaps, that are so

Bools = npt.NDArray[np.bool_]


def dashed_lines(ink: Pixels, scale: float) -> Pixels | None:
    """Mask (255) of the horizontal dashed rules of a binary page, their gaps closed; None without any. *scale*: pixels
    a point. Looked for at half the size."""
    height, width = ink.shape
    small = cv2.threshold(cv2.resize(ink, (width // 2, height // 2), interpolation=cv2.INTER_AREA), 50, 255, 0)[1]
    scale /= 2
    tall = cv2.morphologyEx(small, cv2.MORPH_OPEN, np.ones((int(THIN * scale) + 2, 1), np.uint8))
    thin = cv2.bitwise_and(small, cv2.bitwise_not(cv2.dilate(tall, np.ones((3, 3), np.uint8))))
    thin = cv2.morphologyEx(thin, cv2.MORPH_OPEN, np.ones((1, max(2, int(DASH[0] * scale))), np.uint8))
    thick = cv2.dilate(thin, np.ones((3, 1), np.uint8))
    lines = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, int(MEND * scale)), np.uint8))
    count, labels, stats, _ = components(lines)
    least = FEWEST * (DASH[0] + HOLE[0]) * scale
    kept = np.zeros(count, dtype=bool)
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        if w < least or h > LEAN * w + FLAT * scale or area < FILLED * w:
            continue
        own = labels[y : y + h, x : x + w] == i
        inked = np.asarray(((thick[y : y + h, x : x + w] > 0) & own).any(axis=0))
        kept[i] = is_dashed(inked, scale)
    if not kept.any():
        return None
    mask: Pixels = kept[labels].astype(np.uint8) * np.uint8(255)
    mask = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, int(2 * MEND * scale)), np.uint8))
    return np.asarray(cv2.resize(mask, (width, height), interpolation=cv2.INTER_NEAREST), dtype=np.uint8)


def is_dashed(inked: Bools, scale: float) -> bool:
    """Whether the columns of a line that hold ink are those of a dashed rule."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False])).astype(np.int8)))
    lengths = (edges[1::2] - edges[::2]) / scale
    gaps = (edges[2::2] - edges[1:-1:2]) / scale
    if len(lengths) < FEWEST:
        return False
    return _even(lengths, DASH) and _even(gaps, HOLE)


def _even(sizes: npt.NDArray[np.float64], span: tuple[float, float]) -> bool:
    usual = float(np.median(sizes))
    own = (sizes >= EVEN[0] * usual) & (sizes <= EVEN[1] * usual)
    return span[0] <= usual <= span[1] and float(own.mean()) >= MOSTLY
