"""Scanned pages: what is printed on the picture comes back as words, rules and places of the page as shown."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.extract.lattice import find_grids
from iku.extract.model import Box, Page
from iku.extract.scan.read import read_scanned_page
from iku.extract.scan.textlayer import layer_is_damaged
from iku.extract.scan.triage import looks_like_table, scan_kind

WIDTH, HEIGHT = 595.0, 420.0
XS, YS = (60.0, 90.0, 260.0, 420.0, 540.0), (80.0, 104.0, 118.0, 190.0, 260.0)
HEAD = ("NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA", "TARGET")
BODY = (
    ("1.", ("Meningkatnya kualitas", "pelayanan sosial"), ("Persentase lansia yang", "mendapat bantuan"), ("82,5 %",)),
    ("2.", ("Menurunnya angka", "kemiskinan perkotaan"), ("Jumlah keluarga miskin", "dalam setahun"), ("706 Orang",)),
)


def _table(canvas: Canvas) -> None:
    def put(x: float, y: float, text: str, size: float = 9.0, font: str = "Helvetica") -> None:
        canvas.setFont(font, size)
        canvas.drawString(x, HEIGHT - y, text)

    put(150, 50, "PERJANJIAN KINERJA TAHUN 2021", 12, "Helvetica-Bold")
    canvas.setLineWidth(0.7)
    for x in XS:
        canvas.line(x, HEIGHT - YS[0], x, HEIGHT - YS[-1])
    for y in YS:
        canvas.line(XS[0], HEIGHT - y, XS[-1], HEIGHT - y)
    for x, text in zip(XS, HEAD, strict=False):
        put(x + 4, 96, text, 9, "Helvetica-Bold")
    for i, x in enumerate(XS[:-1]):
        put(x + 8, 114, str(i + 1))
    for row, (number, *cells) in enumerate(BODY):
        put(XS[0] + 4, YS[row + 2] + 12, number)
        for x, lines in zip(XS[1:], cells, strict=False):
            for k, line in enumerate(lines):
                put(x + 4, YS[row + 2] + 12 + 12 * k, line)


def _printed(draw: Callable[[Canvas], None]) -> np.ndarray:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    draw(canvas)
    canvas.showPage()
    canvas.save()
    return np.asarray(pdfium.PdfDocument(stream.getvalue())[0].render(scale=200 / 72).to_pil().convert("RGB"))


def _scanned(picture: np.ndarray, layer: Callable[[Canvas], None] | None = None, turn: int = 0) -> pdfium.PdfDocument:
    height, width = (v * 72 / 200 for v in picture.shape[:2])
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(height, width) if turn else (width, height))  # Canvas swaps them for /Rotate
    canvas.drawImage(ImageReader(Image.fromarray(picture)), 0, 0, width, height)
    if layer:
        layer(canvas)
    if turn:
        canvas.setPageRotation(turn)
    canvas.showPage()
    canvas.save()
    return pdfium.PdfDocument(stream.getvalue())


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return _printed(_table)


def _text(page: Page) -> str:
    return " ".join(w.text for w in sorted(page.words, key=lambda w: (round(w.box.cy / 6), w.box.x0)))


def _place(page: Page, text: str) -> Box:
    return next(page.shown(w.box) for w in page.words if w.text == text)


def _assert_table(page: Page) -> None:
    assert [(g.nrows, g.ncols, len(g.cells)) for g in find_grids(page)] == [(4, 4, 16)]
    words = {w.text for w in page.words}
    assert {"PERJANJIAN", "SASARAN", "Meningkatnya", "Persentase", "lansia", "82,5", "706", "perkotaan"} <= words


def test_table_page_upright(picture: np.ndarray) -> None:
    page = read_scanned_page(_scanned(picture), 1)
    _assert_table(page)
    assert (page.rotation, page.skew, page.source) == (0, 0.0, "ocr")
    assert all(w.confidence > 0.8 for w in page.words)
    place = _place(page, "Menurunnya")
    assert place.x0 == pytest.approx(94, abs=2) and place.bottom == pytest.approx(202, abs=4)


@pytest.mark.parametrize(("clockwise", "rotation"), [(1, 270), (2, 180), (3, 90)])
def test_table_page_turned_in_the_scanner(picture: np.ndarray, clockwise: int, rotation: int) -> None:
    page = read_scanned_page(_scanned(np.ascontiguousarray(np.rot90(picture, -clockwise))), 1)
    _assert_table(page)
    assert page.rotation == rotation
    place = _place(page, "Menurunnya")
    expected = {1: (HEIGHT - 198, 94), 2: (WIDTH - 94, HEIGHT - 198), 3: (198, WIDTH - 94)}[clockwise]
    assert place.holds(*expected, slack=6)


def test_box_is_of_the_page_that_a_viewer_shows_after_rotate(picture: np.ndarray) -> None:
    page = read_scanned_page(_scanned(np.ascontiguousarray(np.rot90(picture)), turn=90), 1)
    assert page.rotation == 0 and page.width == pytest.approx(WIDTH, abs=1)
    assert _place(page, "Menurunnya").x0 == pytest.approx(94, abs=2)


@pytest.mark.parametrize("angle", [-2.5, 0.6, 4.0])
def test_page_askew(picture: np.ndarray, angle: float) -> None:
    height, width = picture.shape[:2]
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    page = read_scanned_page(_scanned(cv2.warpAffine(picture, matrix, (width, height), borderValue=(255, 255, 255))), 1)
    _assert_table(page)
    assert page.skew == pytest.approx(-angle, abs=0.2)
    x, y = (matrix @ np.array([94 * 200 / 72, 198 * 200 / 72, 1.0])) * 72 / 200
    assert _place(page, "Menurunnya").holds(float(x), float(y), slack=5)


def test_specks_and_shadow_are_no_print(picture: np.ndarray) -> None:
    dice = np.random.default_rng(7)
    worn = picture.astype(np.float32) - np.linspace(0, 60, picture.shape[1], dtype=np.float32)[None, :, None]
    for y, x in zip(dice.integers(2, 1160, 900), dice.integers(2, 1640, 900), strict=True):
        worn[y : y + 2, x : x + 1] = 20
    page = read_scanned_page(_scanned(np.clip(worn, 0, 255).astype(np.uint8)), 1)
    _assert_table(page)
    assert not [w.text for w in page.words if not any(c.isalnum() for c in w.text) and w.text not in "%-"]


def test_faint_and_dotted_rules(picture: np.ndarray) -> None:
    worn = picture.copy()
    for y in YS:
        row = round(y * 200 / 72)
        worn[row - 3 : row + 4] = np.maximum(worn[row - 3 : row + 4], 170)
        worn[row - 3 : row + 4, ::5] = 255
    assert [(g.nrows, g.ncols) for g in find_grids(read_scanned_page(_scanned(worn), 1, full=False))] == [(4, 4)]


def test_stamp_over_the_table_is_not_read_as_print(picture: np.ndarray) -> None:
    stamped = picture.copy()
    for radius in (70, 100):
        cv2.circle(stamped, (900, 560), radius, (120, 60, 200), 4)
    cv2.putText(stamped, "DINAS", (840, 575), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (120, 60, 200), 4)
    page = read_scanned_page(_scanned(np.minimum(stamped, np.where(picture < 128, picture, 255))), 1)
    _assert_table(page)
    assert "DINAS" not in _text(page)
    assert "CAP_ATAU_TANDA_TANGAN" in page.notes


def test_stacked_fraction_bar_is_no_wall_of_a_cell() -> None:
    def draw(canvas: Canvas) -> None:
        _table(canvas)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(425, HEIGHT - 228, "Jumlah lansia")
        canvas.line(425, HEIGHT - 231, 485, HEIGHT - 231)
        canvas.drawString(425, HEIGHT - 241, "Jumlah warga")
        canvas.drawString(490, HEIGHT - 234, "x 100 %")

    page = read_scanned_page(_scanned(_printed(draw)), 1)
    _assert_table(page)
    text = _text(page)
    assert text.count("Jumlah") == 3 and "100" in text


def test_far_look_tells_a_table_from_prose(picture: np.ndarray) -> None:
    def prose(canvas: Canvas) -> None:
        for i in range(20):
            canvas.drawString(60, HEIGHT - 60 - 15 * i, "Menimbang bahwa untuk melaksanakan ketentuan pasal dimaksud")

    assert looks_like_table(_scanned(picture), 1)
    assert looks_like_table(_scanned(np.ascontiguousarray(np.rot90(picture))), 1)
    assert not looks_like_table(_scanned(_printed(prose)), 1)
    assert scan_kind(_scanned(np.full_like(picture, 255)), 1).empty


def _layer(change: Callable[[str], str]) -> Callable[[Canvas], None]:
    def draw(canvas: Canvas) -> None:
        text = canvas.beginText()
        text.setTextRenderMode(3)
        for row, (_, *cells) in enumerate(BODY):
            for x, lines in zip(XS[1:], cells, strict=False):
                for k, line in enumerate(lines):
                    text.setTextOrigin(x + 4, HEIGHT - YS[row + 2] - 12 - 12 * k)
                    text.setFont("Helvetica", 9)
                    text.textOut(change(line))
        for x, word in zip(XS, HEAD, strict=False):
            text.setTextOrigin(x + 4, HEIGHT - 96)
            text.setFont("Helvetica-Bold", 9)
            text.textOut(change(word))
        canvas.drawText(text)

    return draw


def test_good_text_layer_on_a_page_image_is_used(picture: np.ndarray) -> None:
    assert not layer_is_damaged(_scanned(picture, _layer(lambda s: s)), 1)


def test_text_layer_of_a_bad_encoding_is_read_anew(picture: np.ndarray) -> None:
    garbled = str.maketrans("aeinrkst", "¤§wqzx#v")
    assert layer_is_damaged(_scanned(picture, _layer(lambda s: s.translate(garbled))), 1)


def test_stray_words_of_a_viewer_are_no_text_layer(picture: np.ndarray) -> None:
    assert layer_is_damaged(_scanned(picture, lambda c: c.drawString(400, 20, "Halaman 3 Ditandatangani")), 1)


def test_published_table_turned_a_quarter_with_dotted_rules(bench: Path) -> None:
    pdf = pdfium.PdfDocument(bench / "real" / "jabar_distan_iku_2016_scan_rotated.pdf")
    page = read_scanned_page(pdf, 2, full=False)
    assert [(g.nrows, g.ncols) for g in find_grids(page)] == [(2, 5)]
    assert page.rotation in (90, 270)
