"""Indicators named over a frame, behind a dash in a shared cell, and figures of parts of a year."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas
from test_tables_over_pages import LEX, grid, records

from iku.extract.cards.framed import framed_card
from iku.extract.cards.page import with_cards
from iku.extract.cards.pair import READER
from iku.extract.digital import DigitalReader
from iku.extract.grids import grids_of
from iku.normalize.periods import part_of_year
from iku.normalize.sense import Sense

XS = (60, 150, 240, 330, 420)
QUARTERS = [50.0, 150.0, 300.0, 380.0, 460.0]
NAME = "[2.1.1] Persentase Desa Tertib Arsip"


def _form(name: str) -> bytes:
    """A form: name in bold, goal, headers over figures, and a text under a heading in bold."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(480, 400))
    canvas.setFont("Helvetica-Bold", 9)
    canvas.drawString(60, 365, name)
    for y in (355, 335, 315, 295, 200):
        canvas.line(60, y, 420, y)
    for x, low in ((60, 200), (150, 295), (240, 295), (330, 295), (420, 200)):
        canvas.line(x, 335 if x in (240, 330) else 355, x, low)
    canvas.drawString(65, 283, "KONSEP DAN DEFINISI")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(65, 342, "Sasaran :")
    canvas.drawString(155, 342, "Tertibnya arsip desa")
    for x, head, value in zip(XS, ("Target 2025", "Satuan", "Realisasi 2025", "Target 2026"), ("80", "%", "79", "85"),
                              strict=False):  # fmt: skip
        canvas.drawString(x + 5, 322, head)
        canvas.drawString(x + 5, 302, value)
    canvas.drawString(65, 268, "Desa yang arsipnya ditata menurut pedoman.")
    canvas.save()
    return out.getvalue()


@pytest.mark.parametrize(("name", "card"), [(NAME, True), ("Tabel 3 Capaian Kinerja Tahun 2025", False)])
def test_a_frame_under_the_name_of_an_indicator_is_its_form(name: str, card: bool) -> None:
    content = _form(name)
    pdf = pdfium.PdfDocument(content)
    with DigitalReader(content, pdf) as digital:
        page = digital.read(1)
    pdf.close()
    assert page is not None
    sense = Sense(LEX)
    found = framed_card(grids_of(page, sense)[0], page, sense)
    assert (found is not None) is card
    read = with_cards(page, grids_of(page, sense), sense)
    assert [g.reader == READER for g in read] == [card]
    if found is not None:
        said = [(p.path[0].text, p.value.text) for p in found.pairs if p.value is not None]
        assert said == [
            ("", NAME), ("Sasaran", "Tertibnya arsip desa"), ("Target 2025", "80"), ("Satuan", "%"),
            ("Realisasi 2025", "79"), ("Target 2026", "85"),
            ("KONSEP DAN DEFINISI", "Desa yang arsipnya ditata menurut pedoman."),
        ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "name", "summed"),
    [
        ("Target B03", "B03", None),
        ("Target Kumulatif Bulanan B09", "B09", True),
        ("Realisasi s/d Maret", "s.d. B03", True),
        ("Target S1", "S1", None),
        ("Target Non Kumulatif TW II", "TW2", None),
    ],
)
def test_parts_of_a_year_by_month_code_and_sum(text: str, name: str, summed: bool | None) -> None:
    part = part_of_year(text)
    assert part is not None
    assert (part.name, part.kumulatif) == (name, summed)


def test_quarters_under_a_bare_year_hold_figures() -> None:
    found = records(grid(1, [["Sasaran", "Indikator Kinerja", "TW I 2025", "TW II 2025"],
                             ["Naiknya mutu", "Indeks layanan", "3,1", "3,4"]], xs=QUARTERS))  # fmt: skip
    assert [(v.tahun, v.periode, v.angka) for v in found[0].nilai] == [(2025, "TW1", 3.1), (2025, "TW2", 3.4)]


def test_ticks_of_a_schedule_are_no_figures() -> None:
    found = records(grid(1, [["Sasaran", "Indikator Kinerja", "TW I", "TW II"],
                             ["Naiknya mutu", "Indeks layanan", "v", "v"]], xs=QUARTERS))  # fmt: skip
    assert not found[0].nilai


def test_the_nearer_of_two_parts_of_a_year_counts() -> None:
    part = part_of_year("Target Kumulatif Semester II B10")
    assert part is not None
    assert (part.name, part.kumulatif, part.rest) == ("B10", True, "Target")
