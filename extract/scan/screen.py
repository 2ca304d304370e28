"""Grey that a two-level scan shows as a screen of dots: smoothed away, so that the print on it stands on white."""

from __future__ import annotations

import cv2
import numpy as np

from iku.extract.scan.image import Pixels, components, ink_of

DOT = 0.65, 1.6  # square points and points: ink no larger is a dot of a screen, where many stand together
CROWD, SIDE = 0.04, 14.0  # share of the area under dots, measured over so many points
REACH = 2.0  # points: a screen goes on so far beyond its crowd
SMOOTH = 0.38  # points: a blur that levels dots (0.4 to 0.7 points) and leaves strokes (1 point and more)
LEAST = 0.01  # of a page: a header row of a table is more, the grain of a photograph or a stamp mostly less
DEPTH = 110.0  # grey levels under that of the screen: print is at least so dark
FULL = 0.6  # of the way from the usual level of the screen to the darkest print: what is darker is print


def without_screen(flat: Pixels, scale: float) -> Pixels:
    """The flattened grey page with its screened areas made white under their print. *scale*: pixels a point."""
    screen: Pixels = crowded(dots_of(ink_of(flat), scale), scale).astype(np.uint8)
    if not screen.any():
        return flat
    side, reach = int(SIDE * scale) | 1, 2 * int(REACH * scale) + 1
    closed = cv2.morphologyEx(screen, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))
    wide: Pixels = np.asarray(cv2.dilate(closed, np.ones((reach, reach), np.uint8)))
    if float(wide.mean()) < LEAST:
        return flat
    smooth = cv2.GaussianBlur(flat, (0, 0), SMOOTH * scale).astype(np.float32)
    inside = wide > 0
    ground, dark = (float(v) for v in np.percentile(smooth[inside], (50, 1)))
    depth = max(ground - dark, DEPTH)
    level = 255 * np.clip((smooth - ground + depth) / (FULL * depth), 0, 1)
    return np.where(inside, level, flat).astype(np.uint8)


def dots_of(ink: Pixels, scale: float) -> Pixels:
    """The small ink of a binary page, as a mask of 0 and 255."""
    count, labels, stats, _ = components(ink)
    side = np.maximum(stats[:count, cv2.CC_STAT_WIDTH], stats[:count, cv2.CC_STAT_HEIGHT])
    small = (stats[:, cv2.CC_STAT_AREA] <= DOT[0] * scale**2) & (side <= DOT[1] * scale)
    small[0] = False
    return np.asarray(small[labels].astype(np.uint8) * np.uint8(255))


def crowded(dots: Pixels, scale: float) -> Pixels:
    """Where *dots* (255) stand so close that they are the screen of a grey area, not dots of letters."""
    side = int(SIDE * scale) | 1
    return np.asarray(cv2.blur(dots, (side, side)) >= 255 * CROWD, dtype=np.bool_)
