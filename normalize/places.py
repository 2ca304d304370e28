"""Where a value stood and how sure its reading is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from iku.extract.model import Box, Line, Page, hull
from iku.normalize.record_model import AsalMedan

LONGEST_PRINT = 4000


def place_of(lines: Sequence[Line], pages: Mapping[int, Page], *, printed: str | None = None) -> AsalMedan | None:
    """Page, box on the page as shown, source and confidence of *lines*; None when there are none.

    A value over a page break is placed on its first page. The confidence is that of its letters only: what was decided
    about the value beyond them, ``normalize.trust`` weighs.
    """
    words = [w for line in lines for w in line.words]
    if not words:
        return None
    first = lines[0].page
    box = hull([line.box for line in lines if line.page == first])
    page = pages.get(first)
    shown = page.shown(box) if page else box
    source = "ocr" if any(w.source == "ocr" for w in words) else "teks"
    confidence = min(w.confidence for w in words)
    text = printed if printed is not None else " ".join(line.text for line in lines)
    return AsalMedan(first, shown.rounded(), source, round(confidence, 3), text[:LONGEST_PRINT])


def place_around(places: Iterable[AsalMedan]) -> tuple[int, list[float], str, float] | None:
    """First page, box around everything on it, source and lowest confidence of several values."""
    known = list(places)
    if not known:
        return None
    first = min(p.halaman for p in known)
    box = hull([Box(*p.bbox) for p in known if p.halaman == first])
    source = "ocr" if any(p.sumber == "ocr" for p in known) else known[0].sumber
    return first, box.rounded(), source, min(p.keyakinan for p in known)
