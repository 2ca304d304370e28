"""What does not belong to the print: specks, stamps, signatures. Found in pixels, kept apart from print and rulings."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
import numpy.typing as npt

from iku.extract.model import Box, hull
from iku.extract.scan.image import Pixels, components
from iku.extract.scan.screen import crowded

Places = npt.NDArray[np.float64]

SPECK = 0.65  # square points: ink no larger, with nothing larger near, is dirt (a full stop of 8 point print has 0.8)
SPECK_SIDE = 1.6  # points
LETTERS = 4.2, (1.8, 14.0)  # points: median height of the letters of 8 point print; what is taken for a letter
NEAR = 1.8  # points
CLOT = 3.0  # square points: dots of a screen that run together
COLOUR = 50  # difference of the strongest and the weakest channel that makes ink coloured
STROKE = 18.0  # points: a stroke this long in both senses of its box together is no letter
STAMP_SIDE = (24.0, 230.0)  # points: sides of the box of a stamp or a signature
DARKER = 0.7  # of the way from the usual level of print to that of the stamp: what is darker is print
PALE_SHARE = 0.15  # of the ink of a page: where more is pale (a blurred page), paleness tells no stamp
CRUMB = 2.5  # square points
STAMP_FILL = 0.45  # at most this share of a stroke's box is ink (a shaded cell has more)


@dataclass(frozen=True, slots=True)
class Stamp:
    """The box of a stamp or a signature in pixels, and whether its ink is coloured."""

    box: Box
    coloured: bool


def specks(ink: Pixels, scale: float) -> tuple[Pixels, Pixels]:
    """Masks of the specks of a binary page: small ink that stands alone, and all small ink. *scale*: pixels a point.

    Dots beside letters do not stand alone, nor do two dots one above the other (a colon); the dots of a screen that
    makes an area grey do, wherever they stand.
    """
    count, labels, stats, centres = components(ink)
    side = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT])
    size = _smallness(np.asarray(stats), scale)
    small = (stats[:, cv2.CC_STAT_AREA] <= SPECK * (size * scale) ** 2) & (side <= SPECK_SIDE * size * scale)
    small[0] = False
    solid = ~small
    solid[0] = False
    reach = 2 * int(NEAR * scale) + 1
    near = cv2.dilate(solid[labels].astype(np.uint8), np.ones((reach, reach), np.uint8))
    alone = np.zeros(count, dtype=bool)
    places = np.flatnonzero(small)
    dots = small[labels].astype(np.uint8) * np.uint8(255)
    if len(places):
        x, y = centres[places].T
        alone[places] = (near[y.astype(int), x.astype(int)] == 0) & ~_twins(x, y, scale)
        screen = crowded(dots, scale)
        if screen.any():
            clots = (stats[:, cv2.CC_STAT_AREA] <= CLOT * scale**2) & (side <= 3.2 * scale)
            clots[0] = False
            places = np.flatnonzero(clots)
            x, y = centres[places].T
            alone[places] |= screen[y.astype(int), x.astype(int)]
    return alone[labels].astype(np.uint8) * np.uint8(255), dots


def _smallness(stats: Pixels, scale: float) -> float:
    """How small the print of a page is beside 8 point print, at most 1: stops and hyphens shrink with their letters."""
    usual, (least, most) = LETTERS
    width, height = stats[1:, cv2.CC_STAT_WIDTH] / scale, stats[1:, cv2.CC_STAT_HEIGHT] / scale
    letters = height[(height > least) & (height < most) & (width < most)]
    return min(1.0, float(np.median(letters)) / usual) if len(letters) else 1.0


def _twins(x: Places, y: Places, scale: float) -> npt.NDArray[np.bool_]:
    """Which of these dots have another right above or below."""
    order = np.argsort(x)
    across, down = x[order], y[order]
    first = np.searchsorted(across, across - 0.5 * scale)
    last = np.searchsorted(across, across + 0.5 * scale, side="right")
    out = np.zeros(len(x), dtype=bool)
    for i, (a, b) in enumerate(zip(first, last, strict=True)):
        apart = np.abs(down[a:b] - down[i])
        out[order[i]] = bool(((apart > 0) & (apart <= 6 * scale)).any())
    return out


def stamps(flat: Pixels, chroma: Pixels, ruled: Pixels, scale: float) -> tuple[list[Stamp], Pixels]:
    """Stamps and signatures whose ink is coloured or paler than the print, and the mask of that ink.

    *flat* is the flattened grey page, *chroma* strongest minus weakest channel, *ruled* the mask of the rulings. A
    stamp begins with a bent stroke longer than any letter; all ink of its kind in the box of such strokes is its own.
    Coloured or pale print is letters apart and never taken.
    """
    inked = (flat < 200) & (ruled == 0)
    few = flat[::3, ::3]
    dark = _darkness(few[inked[::3, ::3] & (few < 165)])
    core = (flat < dark + 0.25 * (255 - dark)).astype(np.uint8)
    beside = cv2.dilate(core, np.ones((5, 5), np.uint8))
    layers = [((chroma > COLOUR) & (flat < 215) & (ruled == 0), True)]
    pale = inked & (beside == 0)
    if pale.sum() <= PALE_SHARE * inked.sum():
        layers.append((pale, False))
    found: list[Stamp] = []
    mask = np.zeros_like(flat)
    for layer, coloured in layers:
        for box in _strokes(layer.astype(np.uint8), scale):
            found.append(Stamp(box, coloured))
            part = slice(int(box.top), int(box.bottom)), slice(int(box.x0), int(box.x1))
            mask[part] |= _own_ink(flat[part], _without_crumbs(layer[part], scale), dark)
    return found, mask


def _without_crumbs(layer: Pixels, scale: float) -> Pixels:
    """The strokes of *layer* larger than ``CRUMB``: the rest are pale rims of print."""
    count, labels, stats, _ = components(layer.astype(np.uint8))
    large = stats[:, cv2.CC_STAT_AREA] >= CRUMB * scale**2
    large[0] = False
    return np.asarray(large[labels])


def _own_ink(flat: Pixels, layer: Pixels, dark: float) -> Pixels:
    """Mask of the stamp's ink in its box: its strokes and their pale rims, but not print, which is darker, nor the
    rims of print."""
    level = float(np.median(flat[layer])) if layer.any() else 255.0
    print_core = (flat < dark + DARKER * (level - dark)).astype(np.uint8)
    kept = cv2.dilate(print_core, np.ones((3, 3), np.uint8))
    strokes = cv2.dilate(layer.astype(np.uint8), np.ones((3, 3), np.uint8))
    return np.asarray(((strokes > 0) & (kept == 0)).astype(np.uint8) * np.uint8(255))


def _darkness(levels: Pixels) -> float:
    """The usual grey level of the darkest part of the strokes."""
    return float(np.percentile(levels, 20)) if levels.size else 0.0


def _strokes(layer: Pixels, scale: float) -> list[Box]:
    """Boxes of the clusters of long bent strokes in *layer* (0 or 1)."""
    if not layer.any():
        return []
    joined = cv2.morphologyEx(layer, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    count, _, stats, _ = components(joined)
    boxes: list[Box] = []
    for i in range(1, count):
        x, y, w, h, area = (int(v) for v in stats[i])
        bent = min(w, h) >= 3 * scale and area <= STAMP_FILL * w * h
        if bent and w + h >= STROKE * scale and max(w, h) <= STAMP_SIDE[1] * scale:
            boxes.append(Box(float(x), float(y), float(x + w), float(y + h)))
    low, high = STAMP_SIDE[0] * scale, STAMP_SIDE[1] * scale
    sides = [(b, min(b.width, b.height), max(b.width, b.height)) for b in _clusters(boxes, 4 * scale)]
    return [b for b, short, long in sides if short >= low / 2 and low <= long <= high]


def _clusters(boxes: list[Box], reach: float) -> list[Box]:
    """Boxes that lie within *reach* of each other joined, until none are left to join."""
    joined: list[Box] = []
    for box in boxes:
        near = box
        while True:
            wide = Box(near.x0 - reach, near.top - reach, near.x1 + reach, near.bottom + reach)
            touching = [b for b in joined if b.overlap(wide) > 0]
            if not touching:
                break
            joined = [b for b in joined if b not in touching]
            near = hull([near, *touching])
        joined.append(near)
    return joined
