"""Light print on dark ground made dark print on light ground: dark header bands, negatives.

All further steps look for ink that is darker than the paper around it. A band is a solid dark area of even brightness
with something light in it; what differs from its ground, to either side, becomes ink.
"""

from __future__ import annotations

import cv2
import numpy as np

from iku.extract.model import Box
from iku.extract.scan.image import Pixels, Raster, components, to_grey

LOOK = 1 / 6  # pixels a point of the first look: a pixel holds more ground than letter
DARK = 0.62  # of the paper's brightness: a darker field of the first look may be a band, print is lighter on the whole
SIDES = (20.0, 9.0)  # points: width and height of the smallest band
SOLID = 2.5  # points: the narrowest ground between letters
BRIDGE = 6.0  # points: letters near the rim of a band and the light rules in it are part of it
LIGHT = 45  # grey levels above its ground of the light print of a band
LIGHT_SHARE = (0.015, 0.4)  # of a band's pixels that are light
TALLEST = 110.0  # points: a larger dark area is a picture
SQUARE = 0.85  # of the rectangle around it that a band fills; a seal is round, a photograph ragged
SOLID_SHARE = 0.45  # of a band that is solid ground; between bold letters that touch there is little
PALEST = 153  # grey level of the palest band; a pale stamp is paler
EVEN = 24.0  # grey levels, standard deviation of a band's ground: a photograph varies more
DARK_DEPTH = 60.0  # grey levels below its ground that are full ink
BLOB = 10.0  # points: a light area of this size is paper, not print
NEGATIVE = (0.55, 0.12)  # share of dark pixels of a negative, at least, and of light areas, at most


def is_negative(grey: Pixels, scale: float) -> bool:
    """Whether a page is dark with light print on it. *scale*: pixels a point."""
    small = cv2.resize(grey, None, fx=1 / scale, fy=1 / scale, interpolation=cv2.INTER_AREA)
    if float((small < 110).mean()) < NEGATIVE[0]:
        return False
    side = int(BLOB)
    paper = cv2.morphologyEx((small > 150).astype(np.uint8), cv2.MORPH_OPEN, np.ones((side, side), np.uint8))
    return float(paper.mean()) <= NEGATIVE[1]


def dark_on_light(raster: Raster) -> tuple[Raster, list[tuple[Box, float]]]:
    """*raster* with dark print only, and the bands in it that were dark: their boxes in points of the page as shown,
    and how dark they were (0 black to 1 white)."""
    grey, scale = to_grey(raster.bgr), raster.scale
    if is_negative(grey, scale):
        raster, grey = Raster(255 - raster.bgr, scale), 255 - grey
    bgr, bands = raster.bgr, []
    for part in _candidates(grey, scale):
        own = grey[part]
        mask = _ground(own, scale)
        for band in _bands(mask, scale):
            inside = band > 0
            mapped = _as_ink(own, inside)
            if mapped is None:
                continue
            bgr = raster.bgr.copy() if bgr is raster.bgr else bgr
            bgr[part][inside] = mapped[:, None]
            x, y, w, h = cv2.boundingRect(band)
            left, top = (part[1].start + x) / scale, (part[0].start + y) / scale
            level = float(np.median(own[inside])) / 255
            bands.append((Box(left, top, left + w / scale, top + h / scale), round(level, 2)))
    return Raster(bgr, scale), bands


def _candidates(grey: Pixels, scale: float) -> list[tuple[slice, slice]]:
    """Parts of the page with a dark field in them."""
    ratio = LOOK / scale
    small = cv2.resize(grey, None, fx=ratio, fy=ratio, interpolation=cv2.INTER_AREA)
    dark = (small < DARK * float(np.percentile(small, 90))).astype(np.uint8)
    joined = cv2.dilate(dark, np.ones((3, 3), np.uint8))
    count, _, stats, _ = components(joined)
    out = []
    for x, y, w, h, _ in stats[1:count]:
        if w >= SIDES[0] * LOOK + 2:
            rows, columns = (slice(max(0, int((a - 1) / ratio)), int((a + b + 1) / ratio)) for a, b in ((y, h), (x, w)))
            out.append((rows, columns))
    return out


def _ground(grey: Pixels, scale: float) -> Pixels:
    """Mask (0, 1) of the solid dark areas."""
    level = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)[1]
    side = max(3, int(SOLID * scale))
    return np.asarray(cv2.morphologyEx(level // 255, cv2.MORPH_OPEN, np.ones((side, side), np.uint8)), dtype=np.uint8)


def _bands(ground: Pixels, scale: float) -> list[Pixels]:
    """Masks of the bands: solid areas with the letters in them filled, those of one row of cells together."""
    side = int(BRIDGE * scale) | 1
    pad = side
    closed = cv2.copyMakeBorder(ground, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=0)
    closed = cv2.morphologyEx(closed, cv2.MORPH_CLOSE, np.ones((side, side), np.uint8))[pad:-pad, pad:-pad]
    outlines, _ = cv2.findContours(np.ascontiguousarray(closed), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    out = []
    for outline in outlines:
        _, _, w, h = cv2.boundingRect(outline)
        if w < SIDES[0] * scale or not SIDES[1] * scale <= h <= TALLEST * scale:
            continue
        band = cv2.drawContours(np.zeros_like(ground), [outline], -1, 1, cv2.FILLED)
        (_, sides, _), area = cv2.minAreaRect(outline), int(band.sum())
        if area >= SQUARE * sides[0] * sides[1] and int((ground & band).sum()) >= SOLID_SHARE * area:
            out.append(band)
    return out


def _as_ink(grey: Pixels, inside: Pixels) -> Pixels | None:
    """The pixels of a band as ink on white; None where it is no band with light print."""
    levels = grey[inside].astype(np.float32)
    ground = float(np.median(levels))
    light = levels > ground + LIGHT
    share = float(light.mean())
    dark = float((levels < ground - LIGHT).mean())
    if ground > PALEST or not LIGHT_SHARE[0] <= share <= LIGHT_SHARE[1] or share <= dark:
        return None
    if float(levels[np.abs(levels - ground) <= LIGHT].std()) > EVEN:
        return None
    bright = float(np.percentile(levels[light], 75)) - ground
    off = np.where(levels >= ground, (levels - ground) / max(1.0, bright), (ground - levels) / DARK_DEPTH)
    return np.asarray(255 - 255 * np.clip(off, 0, 1), dtype=np.uint8)
