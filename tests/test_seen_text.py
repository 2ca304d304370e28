"""What a person sees on a digital page is the text, and nothing else is."""

from __future__ import annotations

import pytest
from drawn_pages import COLUMNS, HEIGHT, SEEN, Draw, body, header, printed, read, rules, table, words
from reportlab.lib.colors import CMYKColorSep, HexColor, white
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas


def in_black_ink(canvas: Canvas) -> None:
    canvas.setFillColor(CMYKColorSep(0, 0, 0, 1, spotName="Hitam"))
    table(canvas)


def white_on_gradient(canvas: Canvas) -> None:
    canvas.saveState()
    band = canvas.beginPath()
    band.rect(COLUMNS[0], HEIGHT - 130, COLUMNS[-1] - COLUMNS[0], 30)
    canvas.clipPath(band, stroke=0)
    canvas.linearGradient(COLUMNS[0], 0, COLUMNS[-1], 0, (HexColor("#103060"), HexColor("#406090")))
    canvas.restoreState()
    canvas.setFillColor(white)
    header(canvas)
    canvas.setFillGray(0)
    body(canvas)


def white_on_picture(canvas: Canvas) -> None:
    from PIL import Image

    band = ImageReader(Image.new("RGB", (20, 4), (20, 60, 120)))
    canvas.drawImage(band, COLUMNS[0], HEIGHT - 130, COLUMNS[-1] - COLUMNS[0], 30)
    canvas.setFillColor(white)
    header(canvas)
    canvas.setFillGray(0)
    body(canvas)


def false_bold(canvas: Canvas) -> None:
    table(canvas)
    canvas.translate(0.4, 0)
    header(canvas)


def shadow(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(1, -1)
    canvas.setFillGray(0.6)
    header(canvas)
    canvas.restoreState()
    table(canvas)


@pytest.mark.parametrize("draw", [table, in_black_ink, white_on_gradient, white_on_picture, false_bold, shadow])
def test_text_that_is_seen_is_read_once(draw: Draw) -> None:
    assert words(draw) == SEEN


def invisible(canvas: Canvas) -> None:
    text = canvas.beginText(46, HEIGHT - 146)
    text.setTextRenderMode(3)
    text.textOut("Mutu 1ayanan na1k")
    canvas.drawText(text)


def white_on_paper(canvas: Canvas) -> None:
    canvas.setFillColor(white)
    canvas.drawString(60, HEIGHT - 400, "tulisan putih")


def transparent(canvas: Canvas) -> None:
    canvas.setFillAlpha(0)
    canvas.drawString(60, HEIGHT - 146, "tak tampak")


def under_a_cover(canvas: Canvas) -> None:
    canvas.drawString(60, HEIGHT - 300, "teks lama")
    canvas.setFillGray(1)
    canvas.rect(55, HEIGHT - 305, 120, 20, stroke=0, fill=1)


def black_on_black(canvas: Canvas) -> None:
    canvas.rect(55, HEIGHT - 305, 120, 20, stroke=0, fill=1)
    canvas.drawString(60, HEIGHT - 300, "dihitamkan")


def clipped_away(canvas: Canvas) -> None:
    clip = canvas.beginPath()
    clip.rect(40, HEIGHT - 240, 500, 100)
    canvas.clipPath(clip, stroke=0)
    canvas.drawString(60, HEIGHT - 300, "di luar bingkai")


@pytest.mark.parametrize("draw", [invisible, white_on_paper, transparent, under_a_cover, black_on_black, clipped_away])
def test_text_that_is_not_seen_is_not_read(draw: Draw) -> None:
    page = read(printed(table, draw))
    assert sorted(w.text for w in page.words) == SEEN
    assert "TEKS_TERSEMBUNYI" in page.notes


def watermark(angle: float, size: float, grey: float, alpha: float = 1.0) -> Draw:
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.translate(300, HEIGHT - 165)
        canvas.rotate(angle)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawCentredString(0, 0, "SALINAN")
        canvas.restoreState()

    return draw


@pytest.mark.parametrize(
    "mark", [watermark(45, 60, 0.85), watermark(0, 60, 0.85), watermark(0, 60, 0, 0.2), watermark(90, 60, 0.8)]
)
@pytest.mark.parametrize("over", [False, True])
def test_watermark_is_set_aside_and_said(mark: Draw, over: bool) -> None:
    page = read(printed(*([table, mark] if over else [mark, table])))
    assert sorted(w.text for w in page.words) == SEEN
    assert page.notes == ["TANDA_AIR"]


def test_large_title_over_the_table_is_no_watermark() -> None:
    def title(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 28)
        canvas.drawString(60, HEIGHT - 70, "RENCANA")

    assert words(title, table) == sorted([*SEEN, "RENCANA"])


@pytest.mark.parametrize(("angle", "turn"), [(90, 90), (270, 270)])
def test_upright_header_cell_is_one_word_in_its_cell(angle: int, turn: int) -> None:
    def header_cells(canvas: Canvas) -> None:
        canvas.setFont("Helvetica-Bold", 6)
        for x, text in zip(COLUMNS, ("TUJUAN", "SATUAN", "TARGET"), strict=False):
            canvas.saveState()
            canvas.translate(x + 20, HEIGHT - (128 if angle == 90 else 102))
            canvas.rotate(angle)
            canvas.drawString(0, 0, text)
            canvas.restoreState()

    found = {w.text: w for w in read(printed(rules, header_cells, body)).words if w.turn}
    assert set(found) == {"TUJUAN", "SATUAN", "TARGET"}
    for x, text in zip(COLUMNS, ("TUJUAN", "SATUAN", "TARGET"), strict=False):
        box = found[text].box
        assert found[text].turn == turn and box.height > 2 * box.width
        assert x < box.x0 and box.x1 < x + 40 and box.top > 100 and box.bottom < 130


def test_field_shows_its_value_where_its_picture_is_missing() -> None:
    def form(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="a", value="nilai isian", x=60, y=HEIGHT - 320, width=200, height=20)

    assert words(table, form) == sorted([*SEEN, "nilai", "isian"])


def test_word_cut_by_its_cell_is_read_whole_or_not_at_all() -> None:
    def spilling(canvas: Canvas) -> None:
        canvas.saveState()
        cell = canvas.beginPath()
        cell.rect(COLUMNS[0], HEIGHT - 230, 80, 50)
        canvas.clipPath(cell, stroke=0)
        canvas.setFont("Helvetica", 9)
        canvas.drawString(44, HEIGHT - 195, "Laporan Pengamatan Tahunan")
        canvas.restoreState()

    assert words(spilling) == ["Laporan", "Pengamatan"]
