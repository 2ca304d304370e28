"""A PDF portfolio is a cover and the files in it: these are the documents."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas

from iku.pipeline import convert_document

SAMPLE = Path(__file__).parent.parent / "samples" / "pdf" / "c-keputusan-bidang.pdf"


def _with_files(cover: bytes, **files: bytes) -> bytes:
    pdf = pdfium.PdfDocument(cover)
    for name, content in files.items():
        pdf.new_attachment(name).set_data(content)
    stream = io.BytesIO()
    pdf.save(stream)
    return stream.getvalue()


@pytest.fixture
def cover() -> bytes:
    stream = io.BytesIO()
    canvas = Canvas(stream)
    canvas.drawString(72, 700, "Untuk melihat isi portofolio ini, bukalah dengan pembaca lain.")
    canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_documents_of_a_portfolio_are_read_behind_its_cover(tmp_path: Path, cover: bytes) -> None:
    path = tmp_path / "portofolio.pdf"
    path.write_bytes(_with_files(cover, iku=SAMPLE.read_bytes(), catatan=b"no PDF at all"))
    alone, read = convert_document(SAMPLE).dokumen, convert_document(path).dokumen
    assert read.jumlah_halaman == alone.jumlah_halaman + 1 and read.berkas == "portofolio.pdf"
    assert [(r.sasaran, r.indikator) for r in read.indikator] == [(r.sasaran, r.indikator) for r in alone.indikator]
    assert [r.asal.halaman - 1 for r in read.indikator if r.asal] == [r.asal.halaman for r in alone.indikator if r.asal]
    messages = {t.kode: t.pesan for t in read.temuan}
    assert "(iku)" in messages["BERKAS_PORTOFOLIO"] and "(catatan)" in messages["LAMPIRAN_BERKAS"]


def test_attachment_of_a_document_is_named_and_not_read(tmp_path: Path, cover: bytes) -> None:
    path = tmp_path / "keputusan.pdf"
    path.write_bytes(_with_files(SAMPLE.read_bytes(), sumber=cover))
    read = convert_document(path).dokumen
    assert read.jumlah_halaman == convert_document(SAMPLE).dokumen.jumlah_halaman
    assert "(sumber)" in next(t.pesan for t in read.temuan if t.kode == "LAMPIRAN_BERKAS")
