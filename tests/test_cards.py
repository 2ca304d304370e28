"""Indicator cards: the same records whatever the form that they are printed in, and no ordinary table taken for one."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.cards.form import Form, wanted
from bench.cards.judge import found, wrong
from bench.cards.printing import write_cards
from iku.extract.cards.join import take_cards
from iku.extract.cards.page import with_cards
from iku.extract.cards.pair import Card, Pair, to_grid
from iku.extract.cards.ticks import ticked
from iku.extract.lines import to_lines
from iku.extract.model import Box, Page, Word
from iku.extract.table_model import Cell, Grid
from iku.normalize.card_fields import read_polarity
from iku.normalize.lexicon import Lexicon
from iku.normalize.periods import part_of_year
from iku.normalize.sense import Sense

SENSE = Sense(Lexicon.load())
FORMS = {
    "ruled, two on a page, one over the break": Form(cards=3, keep=False, remark=True),
    "a column of its own for the colon": Form(colon="own", numbered=True, spelling=1),
    "rules below each pair only": Form(rules="below", colon="hung", remark=True, spelling=2),
    "no rules, colons": Form(rules="none", colon="own", remark=True, spelling=5),
    "no rules, no colons, bold labels": Form(rules="none", bold=True, spelling=3),
    "label above value, ruled": Form(place="under", bold=True, colon="hung"),
    "label above value, no rules": Form(rules="none", place="under", bold=True, spelling=4),
    "label and value in one line": Form(rules="none", place="inline", colon="hung", keep=False, cards=4),
    "label and value in one cell": Form(place="inline", colon="hung", remark=True),
    "a frame around all": Form(rules="outer", colon="own", spelling=7),
    "tick boxes": Form(rules="none", colon="own", ticks="X"),
    "targets by year in a table of their own": Form(targets="ruled", remark=True),
    "targets by year without rules": Form(rules="none", colon="hung", targets="open"),
    "two columns of cards": Form(columns=2, landscape=True, rules="none", colon="own", cards=4),
    "ruled cards in two columns": Form(columns=2, landscape=True, cards=4),
    "sasaran once above two cards": Form(shared=True, cards=4, spelling=1),
    "values in the middle of their rows": Form(rules="none", middle=True, colon="own"),
}


@pytest.mark.parametrize("name", FORMS)
def test_a_card_gives_the_same_record_in_every_form(name: str, tmp_path: Path) -> None:
    path = tmp_path / "kartu.pdf"
    write_cards(path, FORMS[name])
    read = found(path)
    assert len(read) == len(wanted(FORMS[name]))
    assert wrong(FORMS[name], read) == []


def words(text: str, x: float = 50.0, y: float = 100.0) -> list[Word]:
    """Words of 5 points a letter; two spaces are a wide gap."""
    out = []
    for token in text.split(" "):
        if token:
            out.append(Word(token, Box(x, y, x + 5 * len(token), y + 9), size=9))
            x += 5 * len(token)
        x += 5 if token else 15
    return out


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("( ) Sum ( ) Average (X) Take Last Known Value", "Take Last Known Value"),
        ("☐ Maximize ☑ Minimize ☐ Stabilize", "Minimize"),
        ("[x]Bulanan [ ]Tahunan", "Bulanan"),
        ("Tinggi ( )  Sedang (v)  Rendah ( )", "Sedang"),
        ("√ Kumulatif   Non Kumulatif", "Kumulatif"),
        ("( ) Ya ( ) Tidak", "( ) Ya ( ) Tidak"),
        ("✓ Data dikirim ✓ Data diperiksa", "✓ Data dikirim ✓ Data diperiksa"),
        ("Jumlah (X) dibagi (Y)", "Jumlah (X) dibagi (Y)"),
    ],
)
def test_the_ticked_option_is_the_value(printed: str, value: str) -> None:
    assert " ".join(w.text for w in ticked(words(printed))) == value


def grid(rows: list[list[str]]) -> Grid:
    xs = [50.0 + 120 * i for i in range(len(rows[0]) + 1)]
    ys = [100.0 + 30 * i for i in range(len(rows) + 1)]
    cells = []
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            box = Box(xs[c], ys[r], xs[c + 1], ys[r + 1])
            cells.append(Cell(r, c, 1, 1, box, 1, to_lines(words(text, xs[c] + 2, ys[r] + 4), 1)))
    return Grid(1, Box(xs[0], ys[0], xs[-1], ys[-1]), xs, ys, cells)


@pytest.mark.parametrize(
    "rows",
    [
        [["Sasaran", "Indikator", "Formulasi", "Satuan"], ["Mutu naik", "Indeks mutu", "Hasil survei", "Indeks"]],
        [["Indikator", "Satuan"], ["Indeks mutu", "Indeks"], ["Jumlah buku", "Buku"], ["Rata-rata tunggu", "Menit"]],
        [["No", "Indikator", "Target"], ["", "Sasaran", ""], ["1", "Jumlah buku", "9"], ["", "Program", ""]],
        [["Nama", "Bagian Umum"], ["Tugas", "Menata surat"], ["Fungsi", "Penataan surat"], ["Jabatan", "Kepala"]],
    ],
)
def test_an_ordinary_table_is_no_card(rows: list[list[str]]) -> None:
    table = grid(rows)
    page = Page(1, 600, 800, "teks", words=[w for c in table.cells for w in c.words])
    assert [g.reader for g in with_cards(page, [table], SENSE)] == ["rulings"]


def test_a_label_that_no_spelling_knows_stays_with_its_printed_name(tmp_path: Path) -> None:
    form = Form(rules="none", colon="own", remark=True, cards=1)
    write_cards(tmp_path / "kartu.pdf", form)
    (record,) = found(tmp_path / "kartu.pdf")
    assert record["catatan_tim"] == "Dibahas ulang setiap awal tahun anggaran"


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("Nilai semakin tinggi, semakin baik", "maksimum"), ("Minimize", "minimum"), ("Stabilize", "stabil"),
     ("Maximize / Minimize", None), ("tidak maksimal", None)],
)  # fmt: skip
def test_polarity_is_named_only_where_the_text_says_one(text: str, meaning: str | None) -> None:
    assert read_polarity(text) == meaning


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [("Target Q1", "TW1", "Target"), ("Realisasi s.d. TW III", "s.d. TW3", "Realisasi"),
     ("Target Smt 2", "S2", "Target"),
     ("Target Januari", "B01", "Target"), ("Target Y", None, "Target")],
)  # fmt: skip
def test_a_header_of_figures_names_its_part_of_the_year(text: str, name: str | None, rest: str) -> None:
    part = part_of_year(text)
    assert part is not None
    assert (part.name, part.rest) == (name, rest)


def test_a_plain_header_names_no_part_of_the_year() -> None:
    assert part_of_year("Target Tahun 2024") is None


def test_figures_whose_periods_stayed_on_the_page_before_are_put_under_them() -> None:
    card = to_grid(Card([Pair([cell("Nama Indikator", 60)], cell("Indeks mutu", 60), "indikator")], 50.0, 200.0), 1)
    card.box = Box(50, 60, 400, 700)
    heads, figures = grid([["Periode", "Q1", "Y"]]), grid([["Target", "40", "80"]])
    heads.box = Box(50, 710, 410, 740)
    figures.page = 2
    pages = [Page(1, 600, 800, "teks"), Page(2, 600, 800, "teks")]
    (table,), _ = take_cards(pages, {1: [card, heads], 2: [figures]}, SENSE)
    row = dict(zip((" ".join(c.text for c in path) for path in table.header), table.body[0].cells, strict=True))
    assert {name: c.text for name, c in row.items() if c is not None} == {
        "Nama Indikator": "Indeks mutu", "Target Q1": "40", "Target Y": "80",
    }  # fmt: skip


def cell(text: str, y: float) -> Cell:
    own = words(text, 50.0, y)
    return Cell(0, 0, 1, 1, Box(50, y, 400, y + 10), 1, to_lines(own, 1))
