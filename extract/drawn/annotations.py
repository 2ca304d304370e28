"""What annotations show on a page: form field values, free text, stamps. ISO 32000-1, 12.5.5 and 12.7."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.pdftypes import PDFStream, list_value, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import MATRIX_IDENTITY, Matrix, Rect, apply_matrix_rect, mult_matrix

from iku.extract.drawn.fields import Held, held_text
from iku.extract.drawn.layers import Layers

UNSEEN = 2 | 32
"""Annotation flags: hidden, and not shown on screen."""
NOT_ON_PAPER = {"Popup", "Link", "Text", "Sound", "Movie", "FileAttachment"}


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation that shows on the page: its rectangle in PDF space, its appearance with the matrix from its space
    to the page's (None where the file has none), and the text that it holds."""

    rect: Rect
    look: tuple[PDFStream, Matrix] | None
    held: Held | None


def shown_notes(annots: Any, layers: Layers) -> Iterator[Note]:
    """The annotations of a page that have something to show, in drawing order."""
    listed = resolve1(annots)
    for entry in listed if isinstance(listed, (list, tuple)) else ():
        annot = resolve1(entry)
        if not isinstance(annot, Mapping) or not _shown(annot, layers):
            continue
        try:
            x0, y0, x1, y1 = (float(resolve1(v)) for v in list_value(annot["Rect"]))
            rect = (min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
            stream, held = _normal(annot), held_text(annot)
            look = (stream, _placed(stream, rect)) if stream is not None and "BBox" in stream else None
        except (KeyError, TypeError, ValueError):
            continue
        if look is not None or held is not None:
            yield Note(rect, look, held)


def _shown(annot: Mapping[str, Any], layers: Layers) -> bool:
    flags, kind = resolve1(annot.get("F")), resolve1(annot.get("Subtype"))
    if isinstance(flags, int) and flags & UNSEEN:
        return False
    return not (isinstance(kind, PSLiteral) and kind.name in NOT_ON_PAPER) and not layers.hides(annot.get("OC"))


def _normal(annot: Mapping[str, Any]) -> PDFStream | None:
    """The normal appearance, of the current state where there are several."""
    looks = resolve1(annot.get("AP"))
    normal = resolve1(looks.get("N")) if isinstance(looks, Mapping) else None
    if isinstance(normal, Mapping):
        state = resolve1(annot.get("AS"))
        normal = resolve1(normal.get(state.name)) if isinstance(state, PSLiteral) else None
    return normal if isinstance(normal, PDFStream) else None


def _placed(stream: PDFStream, rect: Rect) -> Matrix:
    """Algorithm 8.1 of the standard: the box of the form, turned by its matrix, is fitted into its rectangle."""
    a, b, c, d, e, f = (float(resolve1(v)) for v in list_value(stream.get("Matrix", list(MATRIX_IDENTITY))))
    own: Matrix = (a, b, c, d, e, f)
    x0, y0, x1, y1 = (float(resolve1(v)) for v in list_value(stream["BBox"]))
    bx0, by0, bx1, by1 = apply_matrix_rect(own, (x0, y0, x1, y1))
    rx0, ry0, rx1, ry1 = rect
    across = (rx1 - rx0) / (bx1 - bx0) if bx1 != bx0 else 1.0
    along = (ry1 - ry0) / (by1 - by0) if by1 != by0 else 1.0
    return mult_matrix(own, (across, 0, 0, along, rx0 - bx0 * across, ry0 - by0 * along))
