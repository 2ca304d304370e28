"""A scan stays a scan with digital text on it; a picture of a table on a digital page is read too."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas
from test_scan_page import HEIGHT, WIDTH, _layer, _printed, _table

from iku.extract.document import ReadDocument, read_document
from iku.extract.scan import engine
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense

FOOTER = "Dokumen ini telah ditandatangani secara elektronik memakai sertifikat elektronik yang diterbitkan balai"
BELOW = "Demikian perjanjian kinerja ini dibuat untuk dilaksanakan dengan sebaik mungkin oleh kepala dinas"


@pytest.fixture(scope="module")
def picture() -> np.ndarray:
    return _printed(_table)


def _strips(picture: np.ndarray, count: int) -> Callable[[Canvas], None]:
    """The picture laid on the page in so many strips."""

    def draw(canvas: Canvas) -> None:
        edges = [round(i * len(picture) / count) for i in range(count + 1)]
        for top, bottom in zip(edges, edges[1:], strict=False):
            stream = io.BytesIO()
            Image.fromarray(picture[top:bottom]).save(stream, "png")
            high = HEIGHT * (bottom - top) / len(picture)
            canvas.drawImage(ImageReader(stream), 0, HEIGHT * (1 - bottom / len(picture)), WIDTH, high)

    return draw


def _read(path: Path, *draw: Callable[[Canvas], None]) -> ReadDocument:
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for own in draw:
        own(canvas)
    canvas.showPage()
    canvas.save()
    return read_document(path, Sense(Lexicon.load()))


def _texts(read: ReadDocument) -> set[str]:
    return {c.text for grids in read.grids.values() for g in grids for c in g.cells}


@pytest.mark.parametrize("count", [1, 24])
def test_scan_with_a_signature_line_is_read_from_its_pixels(tmp_path: Path, picture: np.ndarray, count: int) -> None:
    read = _read(tmp_path / "a.pdf", _strips(picture, count), lambda c: c.drawString(20, 20, FOOTER))
    assert {"INDIKATOR KINERJA", "Jumlah keluarga miskin dalam setahun", "706 Orang"} <= _texts(read)
    own = [w for w in read.pages[0].words if w.source == "teks"]
    assert " ".join(w.text for w in own) == FOOTER and {w.confidence for w in own} == {1.0}


def test_picture_of_a_table_on_a_digital_page_is_read(tmp_path: Path, picture: np.ndarray) -> None:
    def draw(canvas: Canvas) -> None:
        stream = io.BytesIO()
        Image.fromarray(picture).save(stream, "png")
        for i in range(6):
            canvas.drawString(40, 120 - 14 * i, BELOW)
        canvas.drawImage(ImageReader(stream), 60, 150, 0.6 * WIDTH, 0.6 * HEIGHT)

    read = _read(tmp_path / "a.pdf", draw)
    assert {"INDIKATOR KINERJA", "706 Orang"} <= _texts(read)
    cell = next(c for g in read.grids[1] for c in g.cells if c.text == "706 Orang")
    assert cell.box.x0 + 2 >= 60 + 0.6 * 420 and cell.box.x1 <= 60 + 0.6 * 540 + 2
    assert sum(w.text == "Demikian" and w.source == "teks" for w in read.pages[0].words) == 6


def test_picture_behind_a_digital_page_leaves_it_digital(tmp_path: Path) -> None:
    paper = _strips(np.full((400, 600, 3), 235, np.uint8), 1)
    read = _read(tmp_path / "a.pdf", paper, _table)
    assert read.pages[0].source == "teks" and "706 Orang" in _texts(read)


def test_hidden_layer_is_trusted_as_far_as_it_agrees_with_the_pixels(tmp_path: Path, picture: np.ndarray) -> None:
    good = _read(tmp_path / "a.pdf", _strips(picture, 1), _layer(lambda s: s))
    worn = _read(tmp_path / "b.pdf", _strips(picture, 1), _layer(lambda s: s.replace("an", "on")))
    least, most = min(w.confidence for w in good.pages[0].words), max(w.confidence for w in worn.pages[0].words)
    assert {w.source for w in worn.pages[0].words} == {"teks"} and most < least and least >= 0.95


def test_line_image_without_pixels_says_nothing() -> None:
    nothing = np.zeros((engine.LINE_HEIGHT, 0), np.uint8)
    assert engine.recognize(nothing).shape[0] == 0 and engine.upside_down([nothing]) == [0.5]


def test_the_dashes_of_a_border_are_no_letters_that_stand_in_no_text(tmp_path: Path) -> None:
    from pypdfium2 import PdfDocument

    from iku.extract.scan.unread import unread_print

    path = tmp_path / "putus-putus.pdf"
    canvas = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    for row in range(9):
        canvas.drawString(60, HEIGHT - 120 - 40 * row, "Persentase jalan dalam kondisi mantap")
        for dash in range(60):  # as a browser draws a dashed border: a filled rectangle each
            canvas.rect(50, HEIGHT - 100 - 6 * dash, 1.4, 3, stroke=0, fill=1)
            canvas.rect(50 + 6 * dash, HEIGHT - 100 - 40 * row, 3, 1.4, stroke=0, fill=1)
    canvas.save()
    document = PdfDocument(path)
    found = unread_print(document, 1, ())
    document.close()
    assert found.seen > 100
    assert found.spots == ()
