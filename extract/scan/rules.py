"""Ruling lines from pixels: straight dark runs, mended where broken, one where doubled."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from extract.scan.image import Pixels


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line in pixels: ``at`` across it, ``start``..``end`` along it, ``width`` its thickness."""

    horizontal: bool
    at: float
    start: float
    end: float
    width: float

    @property
    def length(self) -> float:
        return self.end - self.start


def _runs(ink: Pixels, shortest: int, gap: int) -> Pixels:
    """Horizontal runs of at least *shortest* pixels, mended over gaps of up to *gap* pixels."""
    thick = cv2.dilate(ink, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, shortest), np.uint8))
    return np.asarray(cv2.morphologyEx(runs, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8)), dtype=np.uint8)


def _rules(ink: Pixels, scale: float) -> tuple[list[Rule], Pixels]:
    """Horizontal rules of *ink* and the mask of their pixels."""
    shortest, gap = int(14 * scale), int(6 * scale)
    runs = _runs(ink, shortest, gap)
    count, labels, stats, centres = cv2.connectedComponentsWithStats(runs, connectivity=8)
    rules: list[Rule] = []
    mask = np.zeros_like(ink)
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        thickness = area / w - 2
        if w < 18 * scale or thickness > 4.5 * scale or h > 0.02 * w + 6 * scale:
            continue
        rules.append(Rule(True, float(centres[i][1]), float(x), float(x + w), max(1.0, thickness)))
        mask[y : y + h, x : x + w] |= np.where(labels[y : y + h, x : x + w] == i, 255, 0).astype(np.uint8)
    return rules, mask


def find_rules(ink: Pixels, scale: float) -> tuple[list[Rule], Pixels]:
    """All horizontal and vertical rules of a levelled binary page, and a mask of their pixels. *scale*: px a point."""
    across, mask = _rules(ink, scale)
    down, mask_t = _rules(np.ascontiguousarray(ink.T), scale)
    rules = across + [Rule(False, r.at, r.start, r.end, r.width) for r in down]
    return rules, np.asarray(cv2.bitwise_or(mask, np.ascontiguousarray(mask_t.T)), dtype=np.uint8)
