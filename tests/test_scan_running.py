"""Running text of scanned pages: legal bases, titles and short lines are read, the rest of plain paragraphs is not."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.extract.model import Page
from iku.extract.scan.find import Strip
from iku.extract.scan.read import read_scanned_page
from iku.extract.scan.running import cut_head, names_fact, paragraphs

WIDTH, HEIGHT = 595.0, 842.0
DECREE = (
    (180, "KEPUTUSAN KEPALA DINAS PERIKANAN"),
    (240, "NOMOR 188/21/2024"),
    (70, "Menimbang :"),
    (90, "a. bahwa dalam rangka mewujudkan pengelolaan perikanan yang tertib dan terukur bagi"),
    (90, "seluruh nelayan kecil di wilayah pesisir serta pelabuhan pendaratan ikan maka perlu di"),
    (90, "susun ukuran keberhasilan yang disepakati bersama."),
    (70, "Mengingat :"),
    (90, "1. Undang-Undang Nomor 45 Tahun 2009 tentang Perubahan atas Undang-Undang tentang"),
    (90, "Perikanan beserta penjelasannya sebagaimana tercatat dalam berita negara pada masa yang"),
    (90, "bersangkutan dan tambahannya;"),
    (90, "2. para pihak yang berkepentingan telah didengar pendapatnya dalam sebuah pertemuan yang"),
    (90, "diselenggarakan secara terbuka di balai pertemuan nelayan dengan dihadiri semua orang;"),
    (330, "Ditetapkan di Muara Tenang"),
    (330, "pada tanggal 3 Maret 2024"),
)
"""Made-up text: left edge in points and line, from top to bottom."""


@pytest.fixture(scope="module")
def decree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=(WIDTH, HEIGHT))
    canvas.setFont("Times-Roman", 11)
    for i, (x, text) in enumerate(DECREE):
        canvas.drawString(x, HEIGHT - 70 - 17 * i, text)
    canvas.showPage()
    canvas.save()
    picture = pdfium.PdfDocument(stream.getvalue())[0].render(scale=200 / 72).to_pil().convert("L")
    path = tmp_path_factory.mktemp("running") / "decree.pdf"
    scan = Canvas(str(path), pagesize=(WIDTH, HEIGHT))
    scan.drawImage(ImageReader(Image.fromarray(np.asarray(picture))), 0, 0, WIDTH, HEIGHT)
    scan.showPage()
    scan.save()
    return path


def _text(page: Page) -> str:
    return " ".join(w.text for w in page.words)


def test_of_prose_only_what_names_a_fact_is_read(decree: Path) -> None:
    with pdfium.PdfDocument(decree) as pdf:
        spared, whole = (_text(read_scanned_page(pdf, 1, spare=spare)) for spare in (True, False))
    for kept in (
        "KEPUTUSAN KEPALA DINAS",
        "188/21/2024",
        "a. bahwa",
        "Undang-Undang Nomor 45 Tahun 2009",
        "berita negara",
    ):
        assert kept in spared, kept
    assert "tambahannya" in spared and "Muara Tenang" in spared and "3 Maret 2024" in spared
    assert "seluruh nelayan" in whole and "seluruh nelayan" not in spared
    assert "terbuka di balai" in whole and "terbuka di balai" not in spared


@pytest.mark.parametrize(
    ("beginning", "read_on"),
    [
        ("3. Peraturan Presiden Nomor 29 Tahun", True),
        ("Undeng-Undang Nomor 23", True),  # damaged
        ("INDIKATOR KINERJA UTAMA DINAS", True),
        ("Nama : Dr. Sutan", True),
        ("a. Menyusun dan menetapkan rencana", False),
        ("Dalam rangka mewujudkan pemerintahan", False),
    ],
)
def test_beginning_of_a_paragraph_tells_whether_it_names_a_fact(beginning: str, read_on: bool) -> None:
    assert names_fact(beginning) is read_on


def test_rows_of_a_table_without_rules_are_no_paragraphs() -> None:
    rows = [Strip(x, 40 * n, x + 200, 40 * n + 20) for n in range(8) for x in (50, 300, 550)]
    assert paragraphs(rows) == []


def test_beginning_of_a_line_is_cut_off_between_two_words() -> None:
    ink = np.zeros((20, 400), np.uint8)
    for word in range(0, 400, 50):
        ink[2:18, word : word + 40] = 255
    head, tail = cut_head(Strip(0, 0, 400, 20), ink)
    assert tail is not None and head.x1 == tail.x0 and not ink[:, head.x1].any()
