"""Page pixels from pdfium, their grey forms and ink. Origin top-left; ``scale`` is pixels per point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from iku.extract.model import Box

Pixels = npt.NDArray[Any]  # unsigned bytes

MAX_PIXELS = 25_000_000
READ_DPI = 200.0
PROSE_DPI = 170.0
"""Resolution for running text, a fifth of a second a page cheaper; at 150 full stops shrink to specks. Cells of tables
have smaller print."""
PRINT_DEPTH = 140.0  # grey levels below paper of ordinary print
FADED_DEPTH = 100.0  # and of a page that has faded
MOST_STRETCH = 3.0


@dataclass(frozen=True, slots=True)
class Raster:
    """A rendered page: ``bgr`` of shape (height, width, 3), ``scale`` in pixels per point."""

    bgr: Pixels
    scale: float


def components(mask: Pixels) -> tuple[int, Pixels, Pixels, npt.NDArray[np.float64]]:
    """The connected pieces (eight neighbours) of a binary image: their number, the ground counted, their labels,
    statistics and middles, as OpenCV gives them; its usual way takes up to three times as long for the same."""
    found = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return found[0], np.asarray(found[1]), np.asarray(found[2]), np.asarray(found[3], dtype=np.float64)


def render(pdf: pdfium.PdfDocument, number: int, dpi: float = READ_DPI) -> Raster:
    """Render page *number* (from 1) as a viewer shows it, never above ``MAX_PIXELS`` pixels.

    Raises ``pypdfium2.PdfiumError`` where the page cannot be loaded.
    """
    page = pdf[number - 1]
    try:
        width, height = page.get_size()
        scale = min(dpi / 72, (MAX_PIXELS / max(1.0, width * height)) ** 0.5)
        pixels = page.render(scale=scale, rev_byteorder=False, prefer_bgrx=False).to_numpy()
        if pixels.ndim == 2 or pixels.shape[2] == 1:
            bgr = cv2.cvtColor(pixels.reshape(pixels.shape[:2]), cv2.COLOR_GRAY2BGR)
        else:
            bgr = np.ascontiguousarray(pixels[:, :, :3])
        return Raster(bgr, bgr.shape[1] / width)
    finally:
        page.close()


def only(raster: Raster, parts: Sequence[Box]) -> Raster:
    """*raster* with all but these boxes (points of the page as shown) white."""
    bgr = np.full_like(raster.bgr, 255)
    for part in parts:
        x0, top, x1, bottom = (max(0, round(v * raster.scale)) for v in (part.x0, part.top, part.x1, part.bottom))
        bgr[top:bottom, x0:x1] = raster.bgr[top:bottom, x0:x1]
    return Raster(bgr, raster.scale)


def to_grey(bgr: Pixels) -> Pixels:
    """Luminance, shape (height, width)."""
    return np.asarray(cv2.cvtColor(bgr, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def to_chroma(bgr: Pixels) -> Pixels:
    """Strength of colour: strongest minus weakest channel, shape (height, width)."""
    blue, green, red = cv2.split(bgr)
    strongest = cv2.max(cv2.max(blue, green), red)
    return np.asarray(cv2.subtract(strongest, cv2.min(cv2.min(blue, green), red)), dtype=np.uint8)


def flatten_light(grey: Pixels, scale: float) -> Pixels:
    """Even out light, shadow and shading: every pixel over the brightness of the paper around it, 255 is paper.

    The paper is a local maximum (grey dilation) over about 14 points, computed at a quarter of the size. A faded page
    is then stretched, at most ``MOST_STRETCH`` times, until its darkest hundredth is as dark as print.
    """
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    reach = max(3, int(14 * scale / 4) | 1)
    paper = cv2.dilate(small, cv2.getStructuringElement(cv2.MORPH_RECT, (reach, reach)))
    paper = cv2.GaussianBlur(paper, (0, 0), reach / 2)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    flat = np.asarray(cv2.divide(grey, np.maximum(paper, 40), scale=255), dtype=np.uint8)
    depth = 255.0 - float(np.percentile(flat[::3, ::3], 1))
    if depth >= FADED_DEPTH:
        return flat
    stretch = min(MOST_STRETCH, PRINT_DEPTH / max(1.0, depth))
    return 255 - np.asarray(cv2.convertScaleAbs(255 - flat, alpha=stretch), dtype=np.uint8)


def ink_of(flat: Pixels, strength: int = 90) -> Pixels:
    """Binary ink (255 is ink) of a flattened grey image: at least *strength* grey levels darker than paper."""
    return np.asarray(cv2.threshold(flat, 255 - strength, 255, cv2.THRESH_BINARY_INV)[1], dtype=np.uint8)
