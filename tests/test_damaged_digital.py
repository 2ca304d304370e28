"""Files that viewers open and readers stumble over: a broken reference table, no page size, a fault on one page."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from drawn_pages import HEIGHT, SEEN, printed, read, table
from reportlab.pdfgen.canvas import Canvas

import iku.extract.digital
from iku.extract.agreement import NOTE
from iku.extract.digital import DigitalReader
from iku.extract.document import read_document
from iku.extract.drawn.device import Collector
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense


def test_file_without_its_reference_table_is_read() -> None:
    content = printed(table)
    page = read(content[: content.rfind(b"xref")])
    assert sorted(w.text for w in page.words) == SEEN


def test_page_without_a_size_is_read() -> None:
    content = printed(table)
    assert content.count(b"/MediaBox") == 1
    page = read(content.replace(b"/MediaBox", b"/NotaBene"))
    assert sorted(w.text for w in page.words) == SEEN


def test_half_of_a_sheet_that_the_page_shows_is_the_page() -> None:
    def sheet(canvas: Canvas) -> None:
        table(canvas)
        canvas.drawString(60, 100, "halaman sebelah")
        canvas.setCropBox((0, HEIGHT - 400, 595, HEIGHT))

    page = read(printed(sheet))
    assert sorted(w.text for w in page.words) == SEEN
    assert (round(page.width), round(page.height)) == (595, 400)
    assert all(w.box.top >= 0 and w.box.bottom <= 400 for w in page.words)


def test_unforeseen_fault_on_a_page_costs_that_reading_only(monkeypatch: pytest.MonkeyPatch) -> None:
    content = printed(table)
    pdf = pdfium.PdfDocument(content)

    def fails(*_: object) -> None:
        raise BufferError("no list of errors names this one")

    with DigitalReader(content, pdf) as reader:
        with monkeypatch.context() as patch:
            patch.setattr(iku.extract.digital, "visible_glyphs", fails)
            assert reader.read(1) is None
        again = reader.read(1)
    assert again is not None and sorted(w.text for w in again.words) == SEEN


def test_letters_that_one_reader_misses_come_from_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = Collector.render_char

    def nameless(self: Collector, *args: object) -> float:
        advance: float = drawn(self, *args)  # type: ignore[arg-type]
        self.drawing.glyphs[-1].text = "(cid:7)"
        return advance

    monkeypatch.setattr(Collector, "render_char", nameless)
    page = read(printed(table))
    assert sorted(w.text for w in page.words) == SEEN
    assert page.notes == [NOTE]


def test_facts_of_an_overprinted_page_are_those_that_are_seen(tmp_path: Path) -> None:
    def decree(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 11)
        for n, line in enumerate(("KEPUTUSAN KEPALA DINAS PERTANIAN", "NOMOR 188/12/2024", "TENTANG", "PETA JABATAN")):
            canvas.drawString(100, HEIGHT - 100 - 20 * n, line)

    def old(canvas: Canvas) -> None:
        text = canvas.beginText(103, HEIGHT - 121)
        text.setTextRenderMode(3)
        for line in ("NOMOR 999/99/1999", "SEMENTARA", "RANCANGAN LAMA"):
            text.setTextOrigin(103, text.getY())
            text.textLine(line)
            text.moveCursor(0, 6)
        canvas.drawText(text)

    target = tmp_path / "keputusan.pdf"
    target.write_bytes(printed(decree, old))
    read_words = " ".join(w.text for p in read_document(target, Sense(Lexicon.load())).pages for w in p.words)
    assert "188/12/2024" in read_words and "999/99/1999" not in read_words


def test_four_bad_pages_do_not_cost_the_good_one(tmp_path: Path) -> None:
    """A page of one point, one that is no page, one whose content cannot be decoded, one whose fonts are no fonts."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=(595, HEIGHT), invariant=1)
    for _ in range(5):
        table(canvas)
        canvas.showPage()
    canvas.save()
    before, *pages = re.split(rb"(?=<<\s*/Contents)", target.getvalue())
    pages[0] = re.sub(rb"(/MediaBox \[ 0 0) 595 842", rb"\1 1   1  ", pages[0])
    pages[2] = re.sub(rb"/Contents \d+ 0 R", b"/Contents  /X  ", pages[2])
    pages[3] = re.sub(rb"/Font \d 0 R", b"/Font    7 ", pages[3])
    content = b"".join([before, *pages])
    kids = re.search(rb"/Kids \[ \d+ 0 R (\d+) 0 R", content)
    catalog = re.search(rb"/Root (\d+) 0 R", content)
    assert kids and catalog
    content = content[: kids.start(1)] + catalog[1].rjust(len(kids[1])) + content[kids.end(1) :]
    path = tmp_path / "rusak.pdf"
    path.write_bytes(content)
    read_file = read_document(path, Sense(Lexicon.load()))
    assert read_file.count == 5 and [g.nrows for g in read_file.grids[5]] == [3]
    assert sorted(w.text for p in read_file.pages if p.number == 5 for w in p.words) == SEEN
