"""Make a page upright: the quarter turn, then the small skew, and the map back to the page as shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from iku.extract.model import Placement
from iku.extract.scan.image import Pixels

MAX_SKEW = 6.0  # degrees
_TURN = {90: cv2.ROTATE_90_CLOCKWISE, 180: cv2.ROTATE_180, 270: cv2.ROTATE_90_COUNTERCLOCKWISE}

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Turn:
    """How a shown image became upright. ``forward`` is the 3x3 map from shown pixels to upright pixels."""

    rotation: int
    skew: float
    forward: Matrix

    def placement(self, scale: float) -> Placement:
        """The map from upright points to shown points; *scale* is pixels per point."""
        back = np.linalg.inv(self.forward)
        (a, c, e), (b, d, f) = back[0], back[1]
        return Placement(float(a), float(b), float(c), float(d), float(e / scale), float(f / scale))


def quarter(image: Pixels, rotation: int) -> Pixels:
    """*image* turned clockwise by 0, 90, 180 or 270 degrees."""
    return np.asarray(cv2.rotate(image, _TURN[rotation]), dtype=np.uint8) if rotation else image


def quarter_matrix(width: int, height: int, rotation: int) -> Matrix:
    """3x3 pixel map of that turn for an image of *width* by *height*."""
    rows = {
        0: ((1, 0, 0), (0, 1, 0)),
        90: ((0, -1, height), (1, 0, 0)),
        180: ((-1, 0, width), (0, -1, height)),
        270: ((0, 1, 0), (-1, 0, width)),
    }[rotation]
    return np.array([*rows, (0, 0, 1)], dtype=np.float64)


def text_ink(ink: Pixels, longest: int) -> Pixels:
    """Ink without long straight runs (rulings, borders): what is left is mostly print. *longest* in pixels."""
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, longest), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((longest, 1), np.uint8))
    lines = cv2.dilate(cv2.bitwise_or(across, down), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(ink, cv2.bitwise_not(lines)), dtype=np.uint8)


def _contrast(ink: npt.NDArray[Any], angle: float) -> float:
    """How sharply rows of ink alternate after a turn by *angle* degrees."""
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = cv2.warpAffine(ink, matrix, (width, height), flags=cv2.INTER_LINEAR)
    profile = turned.sum(axis=1)
    return float(np.square(np.diff(profile)).sum())


def skew_of(ink: Pixels) -> float:
    """Angle in degrees (positive turns counter-clockwise) that levels the print and rulings of a small binary image.

    Coarse to fine search over +-``MAX_SKEW`` for the sharpest row profile (Postl's projection method).
    """
    small = ink.astype(np.float32) / 255
    best, step = 0.0, 1.0
    span = MAX_SKEW
    while step >= 0.03:
        angles = np.arange(best - span, best + span + step / 2, step)
        best = float(angles[int(np.argmax([_contrast(small, a) for a in angles]))])
        span, step = step, step / 4
    return best if abs(best) >= 0.04 else 0.0


def sideways(ink: Pixels, longest: int) -> bool:
    """Whether the printed lines of a small binary page run up and down. Rulings do not count (*longest*, pixels)."""
    prints = text_ink(ink, longest).astype(np.float32) / 255
    turned = np.ascontiguousarray(prints.T)
    angles = np.arange(-MAX_SKEW, MAX_SKEW + 0.1, 1.0)
    return max(_contrast(turned, a) for a in angles) > max(_contrast(prints, a) for a in angles)


def level(image: Pixels, skew: float, border: int = 255) -> tuple[Pixels, Matrix]:
    """*image* turned by *skew* degrees about its middle onto a canvas that holds all of it, and the 3x3 map."""
    height, width = image.shape[:2]
    if skew == 0.0:
        return image, np.eye(3)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), skew, 1.0)
    cosine, sine = abs(matrix[0, 0]), abs(matrix[0, 1])
    wide, high = round(width * cosine + height * sine), round(height * cosine + width * sine)
    matrix[0, 2] += (wide - width) / 2
    matrix[1, 2] += (high - height) / 2
    fill = (border,) * 3 if image.ndim == 3 else (border,)
    turned = cv2.warpAffine(
        image, matrix, (wide, high), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=fill
    )
    return np.asarray(turned, dtype=np.uint8), np.vstack([matrix, (0, 0, 1)])
