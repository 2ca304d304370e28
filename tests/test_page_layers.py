"""Pictures of pages with the hidden text layer of an office scanner: a good one is used, a bad one is not."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pypdfium2 as pdfium
import pytest
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iku.pipeline import convert_document

SAMPLE = Path(__file__).parent.parent / "samples" / "pdf" / "c-keputusan-bidang.pdf"
PAGE = 2
DAMAGE = str.maketrans("aeinrstmd", "o!1uvfl3b")


def scanned_with_layer(target: Path, *, damaged: bool) -> Path:
    """Page two of the sample as a picture, its words hidden under it."""
    pdf = pdfium.PdfDocument(SAMPLE)
    width, height = pdf[PAGE - 1].get_size()
    picture = pdf[PAGE - 1].render(scale=200 / 72).to_pil().convert("L")
    pdf.close()
    canvas = Canvas(str(target), pagesize=(width, height))
    canvas.drawImage(ImageReader(picture), 0, 0, width, height)
    text = canvas.beginText()
    text.setTextRenderMode(3)
    with pdfplumber.open(SAMPLE) as plumber:
        for word in plumber.pages[PAGE - 1].extract_words():
            text.setFont("Helvetica", word["bottom"] - word["top"])
            text.setTextOrigin(word["x0"], height - word["bottom"] + 2)
            text.textOut(word["text"].translate(DAMAGE) if damaged else word["text"])
    canvas.drawText(text)
    canvas.save()
    return target


@pytest.mark.parametrize(("damaged", "kind"), [(False, "teks"), (True, "ocr")])
def test_layer_of_an_office_scanner(tmp_path: Path, damaged: bool, kind: str) -> None:
    expected = [
        (r.sasaran, r.indikator)
        for r in convert_document(SAMPLE).dokumen.indikator
        if r.asal and r.asal.halaman == PAGE
    ]
    result = convert_document(scanned_with_layer(tmp_path / "scan.pdf", damaged=damaged)).dokumen
    assert result.halaman[0].jenis == kind
    assert [(r.sasaran, r.indikator) for r in result.indikator] == expected
    assert {r.asal.sumber for r in result.indikator if r.asal} == {kind}
    assert ("LAPISAN_TEKS_RUSAK" in {t.kode for t in result.temuan}) is damaged
