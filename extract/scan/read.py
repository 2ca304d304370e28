"""Reads a scanned page: one page image in, one ``extract.model.Page`` out."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium

from iku.extract.model import Box, Fill, Page, Placement, Ruling
from iku.extract.scan import fills, image, polarity, rules, sheet, words


def read_scanned_page(
    pdf: pdfium.PdfDocument, number: int, *, full: bool = True, spare: bool = False, parts: Sequence[Box] = ()
) -> Page:
    """Read page *number* (from 1) of *pdf* from its pixels: words, rulings, fills in upright points.

    With ``full=False`` only turn, rulings and fills are looked for, no word is read. ``spare=True`` is for pages
    without upright rules: fewer pixels, no search for faint rules, and of running text only what may name a fact
    (titles, legal bases, dates, signatures) is read; a page that has such rules all the same (dashed ones are not seen
    from afar) is read as any other. *parts*: boxes in points of the page as shown that alone are read.
    Raises ``pypdfium2.PdfiumError`` where pdfium cannot load or draw the page.
    """
    raster = image.render(pdf, number, image.PROSE_DPI if spare else image.READ_DPI)
    scale = raster.scale
    if parts:
        raster = image.only(raster, parts)
    raster, bands = polarity.dark_on_light(raster)
    ready = sheet.prepare(raster, lines=full, faint=not spare)
    if spare and ready.has_lattice:
        return read_scanned_page(pdf, number, full=full, parts=parts)
    placement = ready.turn.placement(scale)
    return Page(
        number=number,
        width=ready.clean.shape[1] / scale,
        height=ready.clean.shape[0] / scale,
        source="ocr",
        words=words.read_words(ready, spare=spare) if full else [],
        rotation=ready.turn.rotation,
        skew=round(ready.turn.skew, 2),
        placement=placement,
        rulings=[_ruling(r, scale) for r in ready.rules],
        fills=[*fills.find_fills(image.to_grey(raster.bgr), ready.turn, scale), *_fills(bands, placement)],
        notes=["CAP_ATAU_TANDA_TANGAN"] if ready.stamps else [],
    )


def _fills(bands: list[tuple[Box, float]], placement: Placement) -> list[Fill]:
    """Dark bands of the page as shown as fills of the upright page."""
    back = placement.inverse()
    return [Fill(back.box(box), level) for box, level in bands]


def _ruling(rule: rules.Rule, scale: float) -> Ruling:
    return Ruling(rule.horizontal, rule.at / scale, rule.start / scale, rule.end / scale, rule.width / scale)
