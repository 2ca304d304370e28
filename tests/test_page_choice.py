"""Which pages are looked at for a table, and that a page which is not says why."""

from __future__ import annotations

from pathlib import Path

import pypdfium2 as pdfium
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from iku.extract.digital import DigitalReader
from iku.extract.model import Page
from iku.extract.naming import has_header, header_terms, is_programme_list
from iku.extract.prose import read_prose_page
from iku.normalize.model import Dokumen
from iku.pipeline import convert_document

BODY = getSampleStyleSheet()["BodyText"]
HEAD = ["NO", "SASARAN", "INDIKATOR KINERJA", "FORMULASI", "SUMBER DATA"]
ROWS = [["1", "Jalan mantap", "Persentase jalan mantap", "Panjang jalan mantap / panjang jalan x 100%", "Bidang Jalan"],
        ["2", "Air bersih", "Persentase rumah berair", "Rumah berair / jumlah rumah x 100%", "Bidang Air"]]  # fmt: skip


def _table(rows: list[list[str]], ruled: bool = True) -> Table:
    cells = [[Paragraph(cell, BODY) for cell in row] for row in rows]
    return Table(cells, colWidths=[30, 90, 120, 170, 90], style=[("GRID", (0, 0), (-1, -1), 0.5, "black")] * ruled)


def _read(path: Path, *story: Flowable) -> Dokumen:
    SimpleDocTemplate(str(path), pagesize=A4).build(list(story))
    return convert_document(path).dokumen


def _budget() -> Table:
    head = ["Kode", "Program / Kegiatan", "Indikator Kinerja", "Target", "Pagu Indikatif (Rp)"]
    rows = [[f"1.03.{i:02}", "Pemeliharaan jalan", "Panjang jalan", "12 km", f"{i}.250.000.000"] for i in range(1, 7)]
    return _table([head, *rows])


@pytest.mark.parametrize("title", ["TARGET KINERJA DAN KERANGKA PENDANAAN", "RENCANA PROGRAM DAN KEGIATAN"])
def test_indicator_table_under_a_programme_title_is_read(tmp_path: Path, title: str) -> None:
    document = _read(tmp_path / "a.pdf", Paragraph(title, BODY), _table([HEAD, *ROWS]))
    assert [r.indikator for r in document.indikator] == ["Persentase jalan mantap", "Persentase rumah berair"]


def test_header_over_tujuan_sasaran_program_kegiatan_is_no_programme_list() -> None:
    head = "No\nNama Tujuan/Sasaran/\nProgram/Kegiatan/\nSub Kegiatan\nIndikator\nDefinisi\nOperasional\nFormula"
    assert "penjelasan" in header_terms(head)
    assert not is_programme_list(head, header_terms(head)) and has_header(head)


def test_sentences_about_indicators_are_no_header() -> None:
    text = "Sasaran dan indikator kinerja beserta target ditetapkan setiap tahun oleh kepala dinas, dan formula\n" * 5
    assert not has_header(text)


def test_budget_list_is_passed_over_and_says_so(tmp_path: Path) -> None:
    document = _read(tmp_path / "a.pdf", _table([HEAD, *ROWS]), PageBreak(), _budget())
    assert [h.sebab for h in document.halaman] == [None, "daftar_program"]
    assert [t.lokasi.halaman for t in document.temuan if t.kode == "DAFTAR_PROGRAM" and t.lokasi] == [2]


def test_page_that_names_headers_and_gives_no_table_is_told_with_its_page(tmp_path: Path) -> None:
    lines = [Paragraph(text, BODY) for text in ("Sasaran", "Indikator Kinerja", "Formulasi", "Sumber Data")]
    document = _read(tmp_path / "a.pdf", _table([HEAD, *ROWS]), PageBreak(), *lines)
    told = {"KEPALA_TANPA_TABEL", "TABEL_TANPA_REKAMAN"}  # bare labels may also be a card that was left empty
    assert [t.lokasi.halaman for t in document.temuan if t.kode in told and t.lokasi] == [2]


def test_page_without_rules_after_a_table_to_the_foot_is_read_for_its_rest(tmp_path: Path) -> None:
    story = (_table([HEAD, *ROWS]), PageBreak(), _table([["3", *ROWS[0][1:]]], ruled=False))
    document = _read(tmp_path / "a.pdf", *story)
    assert [h.sebab for h in document.halaman] == [None, None]


def test_running_text_that_names_headers_is_read_without_what_is_drawn(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[int] = []
    read = DigitalReader.read

    def noted(self: DigitalReader, number: int) -> Page | None:
        drawn.append(number)
        return read(self, number)

    monkeypatch.setattr(DigitalReader, "read", noted)
    text = "Setiap indikator kinerja utama memuat sasaran yang dicapai, target tahunan dan sumber data dinas. " * 8
    document = _read(tmp_path / "a.pdf", Paragraph(text, BODY), PageBreak(), _table([HEAD, *ROWS]))
    assert drawn == [2]
    assert len(document.indikator) == 2


def test_unruled_table_with_a_header_broken_within_its_words_is_read(tmp_path: Path) -> None:
    head = ["NO", "SASA RAN STRATE GIS", "INDIKA TOR KINER JA", "FORMU LASI PENGU KURAN", "SUM BER DATA"]
    broken = [cell.replace(" ", "<br/>") for cell in head]
    document = _read(tmp_path / "a.pdf", _table([broken, *ROWS], ruled=False))
    assert len(document.indikator) == 2


def test_hyphen_at_a_line_end_is_kept_in_running_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    SimpleDocTemplate(str(path), pagesize=A4).build([Paragraph("perubahan atas Undang-<br/>Undang Nomor 32", BODY)])
    with pdfium.PdfDocument(path) as pdf:
        words = [w.text for w in read_prose_page(pdf, 1).words]
    assert words == ["perubahan", "atas", "Undang-", "Undang", "Nomor", "32"]
