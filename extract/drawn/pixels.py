"""The page as pdfium renders it, asked only where the content alone does not tell what is seen."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium

from iku.extract.model import Box

DPI = 110
"""Small print of 6 points still shows its strokes, and a page renders in some ten milliseconds."""
SEEN = 24
"""Grey levels (of 255) between the darkest and the lightest part of a glyph's box that the eye tells apart."""


class Pixels:
    """A page rendered in grey on first use. ``scale`` is pixels per point."""

    def __init__(self, pdf: pdfium.PdfDocument, number: int) -> None:
        self._pdf, self._number = pdf, number
        self._grey: npt.NDArray[np.uint8] | None = None
        self.scale = DPI / 72

    def _image(self) -> npt.NDArray[np.uint8]:
        if self._grey is None:
            page = self._pdf[self._number - 1]
            try:
                bitmap: Any = page.render(scale=self.scale, grayscale=True)
                self._grey = np.array(bitmap.to_numpy(), dtype=np.uint8).reshape(bitmap.height, bitmap.width)
                bitmap.close()
            finally:
                page.close()
        return self._grey

    def contrast(self, box: Box) -> int:
        """Grey levels between the lightest and the darkest pixel under *box* (points of the page as shown)."""
        image = self._image()
        x0, x1 = int(box.x0 * self.scale), int(box.x1 * self.scale) + 1
        y0, y1 = int(box.top * self.scale), int(box.bottom * self.scale) + 1
        part = image[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]
        return int(part.max()) - int(part.min()) if part.size else 0

    def shows(self, box: Box) -> bool:
        """Whether something stands out from its ground under *box*."""
        return self.contrast(box) >= SEEN
