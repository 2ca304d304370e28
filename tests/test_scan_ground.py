"""Scans with light print on dark ground, negatives and dashed rules: they come out as dark print with rules."""

from __future__ import annotations

import io

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.extract.lattice import find_grids
from iku.extract.model import Page
from iku.extract.scan.dashes import is_dashed
from iku.extract.scan.dirt import specks
from iku.extract.scan.read import read_scanned_page

WIDTH, HEIGHT = 420.0, 200.0
XS, YS = (30.0, 150.0, 280.0, 390.0), (40.0, 62.0, 100.0, 140.0)
HEAD = ("SASARAN", "INDIKATOR KINERJA", "SUMBER DATA")
ROWS = (("Jalan mantap", "Persentase jalan mantap", "Bidang Jalan"), ("Air bersih", "Rumah berair", "Bidang Air"))


def _draw(canvas: Canvas, band: str | None = None, print_: str = "#000000", dash: tuple[int, ...] = ()) -> None:
    if band:
        canvas.setFillColor(HexColor(band))
        canvas.rect(XS[0], HEIGHT - YS[1], XS[-1] - XS[0], YS[1] - YS[0], stroke=0, fill=1)
    canvas.setLineWidth(0.7)
    canvas.setDash(*(dash or ([],)))
    for x in XS:
        canvas.line(x, HEIGHT - YS[0], x, HEIGHT - YS[-1])
    for y in YS:
        canvas.line(XS[0], HEIGHT - y, XS[-1], HEIGHT - y)
    canvas.setFillColor(HexColor(print_))
    canvas.setFont("Helvetica-Bold", 9)
    for x, text in zip(XS, HEAD, strict=False):
        canvas.drawString(x + 5, HEIGHT - YS[0] - 14, text)
    canvas.setFillColor(HexColor("#000000"))
    canvas.setFont("Helvetica", 9)
    for y, row in zip(YS[1:], ROWS, strict=False):
        for x, text in zip(XS, row, strict=False):
            canvas.drawString(x + 5, HEIGHT - y - 14, text)


def _scan(*, negative: bool = False, spare: bool = False, **how: object) -> Page:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    _draw(canvas, **how)  # type: ignore[arg-type]
    canvas.showPage()
    canvas.save()
    pixels = np.asarray(pdfium.PdfDocument(stream.getvalue())[0].render(scale=200 / 72).to_pil().convert("RGB"))
    worn = np.clip(pixels * 0.93 + np.random.default_rng(3).normal(8, 4, pixels.shape), 0, 255).astype(np.uint8)
    picture, out = io.BytesIO(), io.BytesIO()
    Image.fromarray(255 - worn if negative else worn).save(picture, "jpeg", quality=75)
    canvas = Canvas(out, pagesize=(WIDTH, HEIGHT))
    canvas.drawImage(ImageReader(picture), 0, 0, WIDTH, HEIGHT)
    canvas.showPage()
    canvas.save()
    return read_scanned_page(pdfium.PdfDocument(out.getvalue()), 1, spare=spare)


def _shape_and_text(page: Page) -> tuple[list[tuple[int, int]], str]:
    return [(g.nrows, g.ncols) for g in find_grids(page)], " ".join(w.text for w in page.words)


@pytest.mark.parametrize(
    "how",
    [
        {"band": "#1F4E79", "print_": "#FFFFFF"},
        {"band": "#E07B39", "print_": "#FFFFFF"},
        {"negative": True},
        {"negative": True, "band": "#1F4E79", "print_": "#FFFFFF"},
        {"dash": (3, 3)},
        {"dash": (6, 4), "spare": True},
    ],
    ids=["white on blue", "white on orange", "negative", "negative with a band", "dashed", "dashed, thought unruled"],
)
def test_table_on_unusual_ground_is_read_as_any_other(how: dict[str, object]) -> None:
    shape, text = _shape_and_text(_scan(**how))  # type: ignore[arg-type]
    assert shape == [(3, 3)]
    assert all(part in text for part in (*HEAD, *ROWS[0], *ROWS[1]))


def test_dots_of_a_screened_header_are_specks_and_those_of_letters_are_not() -> None:
    scale, rng = 200 / 72, np.random.default_rng(5)
    ink = np.zeros((300, 900), np.uint8)
    ink[:150][rng.random((150, 900)) < 0.12] = 255
    for x in range(20, 880, 30):
        ink[200:203, x : x + 3] = 255
        ink[206:226, x : x + 3] = 255
    lonely, _ = specks(ink, scale)
    assert lonely[:150].sum() > 0.95 * ink[:150].sum() and not lonely[190:].any()


def test_dark_band_is_a_fill_of_the_page() -> None:
    fills = _scan(band="#1F4E79", print_="#FFFFFF").fills
    assert any(f.grey < 0.5 and f.box.width > 0.9 * (XS[-1] - XS[0]) for f in fills)


def test_even_strokes_with_even_gaps_are_a_dashed_rule_and_letters_are_not() -> None:
    dashed = np.tile(np.repeat([True, False], [6, 6]), 20)
    widths = ((3, 9), (14, 2), (6, 4), (2, 13), (9, 3))
    letters = np.concatenate([np.repeat([True, False], pair) for pair in widths] * 4)
    assert is_dashed(dashed, 2.0) and not is_dashed(letters, 2.0)
