"""Words are made from where letters stand: missing blanks, wide print, texts that touch or lie over one another."""

from __future__ import annotations

import pytest
from drawn_pages import HEIGHT, SEEN, rules, table, words
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from iku.extract.letters import is_garbled, printed, without_soft_hyphens

TEXT = "Jumlah warga yang puas dibagi jumlah seluruh warga"


@pytest.mark.parametrize("gap", [0.25, 0.19, 0.14])
def test_line_without_blanks_is_parted_at_its_gaps(gap: float) -> None:
    def line(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        x = 60.0
        for word in TEXT.split():
            canvas.drawString(x, HEIGHT - 300, word)
            x += stringWidth(word, "Helvetica", 9) + gap * 9

    assert words(line) == sorted(TEXT.split())


@pytest.mark.parametrize("spread", [1, 3, 5])
def test_letter_spaced_line_keeps_its_words(spread: float) -> None:
    def line(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, HEIGHT - 300, "INDIKATOR KINERJA UTAMA", charSpace=spread)

    assert words(line) == ["INDIKATOR", "KINERJA", "UTAMA"]


def test_capitals_typed_with_blanks_are_a_word() -> None:
    assert words(lambda c: c.drawString(60, 500, "P E N U T U P")) == ["PENUTUP"]


def test_blanks_drawn_over_letters_tear_no_word() -> None:
    def line(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(60, HEIGHT - 300, "sarana dan prasarana")
        canvas.drawString(58, HEIGHT - 300, " " * 30)

    assert words(line) == ["dan", "prasarana", "sarana"]


def test_texts_that_touch_the_rule_between_them_stay_apart() -> None:
    def cells(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawRightString(200, HEIGHT - 165, "naik")
        canvas.drawString(200, HEIGHT - 165, "Produktivitas")

    assert words(rules, cells) == ["Produktivitas", "naik"]


def test_text_that_spills_over_a_neighbour_is_not_mixed_with_it() -> None:
    def spill(canvas: Canvas) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(150, HEIGHT - 165, "Pertanian")
        canvas.drawString(170, HEIGHT - 165, "Bidang")

    assert words(spill) == ["Bidang", "Pertanian"]


def test_letters_in_disguise_are_named() -> None:
    assert printed("\U0001d45b") == "n" and printed("ﬁ") == "fi" and printed("\u200b") == ""
    assert printed("№") == "№" and printed("²") == "²"


def test_soft_hyphen_shows_only_where_it_breaks() -> None:
    assert without_soft_hyphens("produk\u00adtivitas") == "produktivitas"
    assert without_soft_hyphens("produk\u00ad") == "produk-"


def test_text_of_a_font_with_shifted_names_is_no_language() -> None:
    shifted = "".join(chr(ord(c) + 1) if c.isalpha() else c for c in TEXT * 3)
    assert is_garbled(shifted) and not is_garbled(TEXT * 3)


def test_plain_table_is_read_whole() -> None:
    assert words(table) == SEEN
