"""Performance trees: labels down the left, boxes of goals and of indicators under them."""

from __future__ import annotations

import io

import pypdfium2 as pdfium
import pytest
from reportlab.pdfgen.canvas import Canvas
from test_tables_over_pages import LEX

from iku.extract.cards.tree import tree_tables
from iku.extract.digital import DigitalReader
from iku.extract.model import Page
from iku.normalize.sense import Sense

Boxes = list[tuple[float, float, float, float, str]]
GOALS: Boxes = [
    (150, 60, 500, 90, "Terwujudnya tata kelola baik"),
    (150, 95, 500, 120, "Indeks reformasi birokrasi"),
    (150, 140, 300, 170, "Naiknya mutu layanan"),
    (320, 140, 500, 170, "Tertibnya administrasi"),
    (150, 175, 220, 205, "Indeks puas"),
    (225, 175, 300, 205, "Nilai layanan"),
    (320, 175, 500, 205, "Nilai SAKIP"),
]
APART = [(60, "Tujuan PD"), (95, "Indikator Tujuan"), (140, "Sasaran PD"), (175, "Indikator Sasaran")]
SHARED = [(75, "Tujuan & Indikator Tujuan"), (160, "Sasaran & Indikator Sasaran")]


def _page(boxes: Boxes, labels: list[tuple[float, str]], framed: list[tuple[float, float]]) -> Page:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=(560, 320))
    canvas.setFont("Helvetica", 8)
    for top, bottom in framed:
        canvas.rect(20, 320 - bottom, 120, bottom - top)
    for x0, top, x1, bottom, text in boxes:
        canvas.rect(x0, 320 - bottom, x1 - x0, bottom - top)
        canvas.drawString(x0 + 4, 320 - top - 12, text)
    for top, text in labels:
        canvas.drawString(24, 320 - top - 12, text)
    canvas.save()
    pdf = pdfium.PdfDocument(out.getvalue())
    with DigitalReader(out.getvalue(), pdf) as digital:
        page = digital.read(1)
    pdf.close()
    assert page is not None
    return page


@pytest.mark.parametrize(
    ("labels", "framed"), [(APART, []), (APART, [(60, 90), (95, 120), (140, 170), (175, 205)]),
                           (SHARED, [(60, 120), (140, 205)])],
)  # fmt: skip
def test_an_indicator_belongs_to_the_goal_over_its_box(
    labels: list[tuple[float, str]], framed: list[tuple[float, float]]
) -> None:
    tables = tree_tables(_page(GOALS, [*labels, (230, "Program PD")], framed), Sense(LEX))
    rows = [[c.text for c in row.cells if c is not None] for table in tables for row in table.body]
    assert rows == [
        ["Terwujudnya tata kelola baik", "Indeks reformasi birokrasi"],
        ["Terwujudnya tata kelola baik", "Naiknya mutu layanan", "Indeks puas"],
        ["Terwujudnya tata kelola baik", "Naiknya mutu layanan", "Nilai layanan"],
        ["Terwujudnya tata kelola baik", "Tertibnya administrasi", "Nilai SAKIP"],
    ]


def test_boxes_without_labels_of_goals_are_no_tree() -> None:
    assert tree_tables(_page(GOALS, [(60, "Ketua"), (95, "Sekretaris"), (140, "Anggota")], []), Sense(LEX)) == []
