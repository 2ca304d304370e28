"""Formulas set in two dimensions, read into one line with their parts known."""

from __future__ import annotations

import pytest

from iku.extract.fractions import linearise
from iku.extract.model import Box, Division, Line, Page, Ruling, Word, hull
from iku.extract.table_model import Cell
from iku.normalize.formula import parse_formula
from iku.normalize.formula.seam import formula_line, paragraph_line, word_seam
from iku.normalize.reading import Reading
from iku.normalize.record_model import Indikator
from iku.normalize.stacked_cells import across_cells
from iku.normalize.wording import Vocabulary

SIZE = 10.0
LETTER = 5.0


def word(text: str, x: float, top: float, size: float = SIZE) -> Word:
    return Word(text, Box(x, top, x + LETTER * len(text) * size / SIZE, top + size), size=size)


def words(text: str, x: float, top: float) -> list[Word]:
    out: list[Word] = []
    for part in text.split():
        out.append(word(part, x, top))
        x = out[-1].box.x1 + 3
    return out


def cell(*lines: list[Word]) -> Cell:
    own = [Line(tuple(line), hull([w.box for w in line]), 1) for line in lines]
    return Cell(0, 0, 1, 1, Box(0, 0, 500, 200), 1, own)


def bar(y: float, x0: float, x1: float) -> Ruling:
    return Ruling(True, y, x0, x1)


def reading_of(own: Cell) -> tuple[str, list[object]]:
    reading = Reading(Indikator(), {}, {1: Page(1, 600, 800, "teks")}, Vocabulary(), None, None)
    reading.cells = [own]
    return reading.text(own.lines), list(reading.stacks(own.lines))


def test_two_fractions_in_one_expression() -> None:
    own = cell(
        [*words("Jumlah A", 10, 20), *words("Jumlah C", 90, 20)],
        [word("+", 70, 27)],
        [*words("Jumlah B", 10, 34), *words("Jumlah D", 90, 34)],
    )
    assert linearise(own, [bar(32, 9, 57), bar(32, 89, 137)])
    text, stacks = reading_of(own)
    assert text == "Jumlah A / Jumlah B + Jumlah C / Jumlah D"
    formula = parse_formula(text, stacks)  # type: ignore[arg-type]
    assert formula is not None and (formula.pembilang, formula.penyebut, formula.pengali) == (None, None, None)
    assert formula.latex == r"\frac{\text{Jumlah} A}{\text{Jumlah} B} + \frac{\text{Jumlah} C}{\text{Jumlah} D}"


def test_growth_with_lowered_letters_is_no_torn_word() -> None:
    over = [word("X", 40, 20), word("n", 45, 25, 6), word("-", 52, 20), word("X", 60, 20), word("n-1", 65, 25, 6)]
    under = [word("X", 50, 38), word("n-1", 55, 43, 6)]
    own = cell(over, [*words("A =", 10, 29), *words("x 100%", 90, 29)], under)
    assert linearise(own, [bar(34, 38, 78)])
    text, stacks = reading_of(own)
    assert text == "A = Xn - Xn-1 / Xn-1 x 100%"
    formula = parse_formula(text, stacks)  # type: ignore[arg-type]
    assert formula is not None and formula.jenis == "pertumbuhan"
    assert (formula.pembilang, formula.penyebut, formula.pengali) == ("Xn - Xn-1", "Xn-1", 100)


def test_a_fraction_inside_a_fraction() -> None:
    own = cell(
        words("Jumlah A", 20, 10), words("Jumlah B", 20, 24), words("Jumlah seluruh C", 10, 40)
    )  # fmt: skip
    assert linearise(own, [bar(22, 20, 63), bar(37, 8, 96)])
    assert reading_of(own)[0] == "Jumlah A / Jumlah B / Jumlah seluruh C"
    outer = [w for line in own.lines for w in line.words if isinstance(w, Division)][-1]
    assert [w.text for w in outer.under[0]] == ["Jumlah", "seluruh", "C"]


def test_a_term_before_the_fraction_is_no_part_of_its_numerator() -> None:
    own = cell(words("3% x A", 50, 20), [*words("C = A -", 8, 27), *words("x 1000", 90, 27)], words("B", 60, 34))
    assert linearise(own, [bar(32, 48, 84)])
    text, stacks = reading_of(own)
    assert text == "C = A - 3% x A / B x 1000"
    formula = parse_formula(text, stacks)  # type: ignore[arg-type]
    assert formula is not None and (formula.pembilang, formula.pengali) == (None, None)


def test_a_bar_of_typed_dashes_between_a_name_and_a_multiplier() -> None:
    own = cell(
        words("Jumlah desa aktif", 60, 20), words("P = -------------- x 100 %", 10, 32), words("Jumlah desa", 70, 44)
    )
    assert linearise(own, [])
    assert reading_of(own)[0] == "P = Jumlah desa aktif / Jumlah desa x 100 %"


def test_an_underlined_heading_is_no_numerator() -> None:
    own = cell(words("Catatan penting", 10, 20), words("Data bidang", 10, 32))
    assert not linearise(own, [bar(30.5, 10, 83)])


def test_a_legend_tells_the_symbols() -> None:
    formula = parse_formula("P = a / b x 100% dimana : a = Jumlah desa aktif b = Jumlah desa")
    assert formula is not None and (formula.pembilang, formula.penyebut) == ("a", "b")
    assert [(p.simbol, p.arti) for p in formula.peubah] == [("a", "Jumlah desa aktif"), ("b", "Jumlah desa")]


def test_a_formula_on_a_line_of_its_own_ends_the_explanation_before_it() -> None:
    lines = [
        Line(tuple(words(text, 10, top)), Box(10, top, 300, top + 10), 1)
        for top, text in (
            (20, "Persentase temuan yang ditindaklanjuti dibandingkan"),
            (32, "dengan seluruh temuan tahun berjalan"),
            (44, "(jumlah temuan ditindaklanjuti x 100%) / (jumlah temuan)"),
        )
    ]
    assert formula_line(lines, lambda own: " ".join(line.text for line in own)) == 2
    assert formula_line(lines[1:], lambda own: " ".join(line.text for line in own)) == 1


@pytest.mark.parametrize(
    ("text", "before", "behind"),
    [
        (
            "Cakupan layanan dasar warga kota, dengan rumus: A / B x 100%",
            "Cakupan layanan dasar warga kota",
            "A / B x 100%",
        ),
        (
            "Tingkat layanan yang diberikan kepada warga dihitung dengan rumus sebagai berikut : Jumlah A / Jumlah B",
            "Tingkat layanan yang diberikan kepada warga",
            "Jumlah A / Jumlah B",
        ),
    ],
)
def test_words_that_lead_from_explanation_to_formula(text: str, before: str, behind: str) -> None:
    seam = word_seam(text)
    assert seam is not None and (text[: seam[0]].rstrip(" ,"), text[seam[1] :]) == (before, behind)


def test_a_formula_with_a_short_lead_has_no_seam() -> None:
    assert word_seam("Dihitung dengan rumus: jumlah A dibagi jumlah B") is None


def test_a_fraction_over_several_cells_with_its_multiplier_in_a_cell_of_its_own() -> None:
    def box(col: int, row: int, rows: int, x0: float, x1: float, text: str) -> Cell:
        top = 20.0 * row
        own = words(text, x0 + 3, top + 5 + (10 if rows == 2 else 0))
        return Cell(row, col, rows, 1, Box(x0, top, x1, top + 20.0 * rows), 1, [Line(tuple(own), own[0].box, 1)])

    cells = [
        box(0, 0, 2, 0, 40, "P ="), box(1, 0, 1, 40, 160, "Jumlah desa aktif"),
        box(1, 1, 1, 40, 160, "Jumlah desa"), box(2, 0, 2, 160, 220, "x 100 %"),
    ]  # fmt: skip
    lines = [line for own in cells for line in own.lines]
    assert " ".join(ln.text for ln in across_cells(lines, cells)) == "P = Jumlah desa aktif / Jumlah desa x 100 %"
    listed = [box(0, 0, 1, 0, 160, "Laporan bidang"), box(0, 1, 1, 0, 160, "Jumlah desa")]
    lines = [line for own in listed for line in own.lines]
    assert across_cells(lines, listed) == lines


def test_two_fractions_under_one_another_do_not_share_rows() -> None:
    own = cell(
        words("Jumlah A", 10, 20), [word("x", 60, 27), word("40%", 68, 27), word("+", 90, 27)],
        words("Jumlah B", 10, 34), words("Jumlah C", 10, 50), [word("x", 60, 57), word("60%", 68, 57)],
        words("Jumlah D", 10, 64),
    )  # fmt: skip
    assert linearise(own, [bar(32, 9, 57), bar(62, 9, 57)])
    assert reading_of(own)[0] == "Jumlah A / Jumlah B x 40% + Jumlah C / Jumlah D x 60%"


def test_a_sum_with_its_limits_over_a_bar() -> None:
    over = [
        word("∑", 40, 20, 12),
        word("n", 42, 12, 6),
        word("i=1", 40, 32, 6),
        word("x", 55, 22),
        word("i", 60, 27, 6),
    ]
    own = cell(over, words("IKM =", 5, 36), [word("n", 50, 44)])
    assert linearise(own, [bar(41, 36, 70)])
    assert reading_of(own)[0] == "IKM = ∑ i=1 n xi / n"


def test_a_bracket_put_together_from_pieces() -> None:
    own = cell(
        [word("⎛", 5, 20), *words("Jumlah A", 12, 20), word("⎞", 64, 20)], words("x 100%", 72, 27),
        [word("⎝", 5, 34), *words("Jumlah B", 12, 34), word("⎠", 64, 34)],
    )  # fmt: skip
    assert linearise(own, [bar(32, 11, 60)])
    assert reading_of(own)[0] == "( Jumlah A / Jumlah B ) x 100%"


def test_a_cell_full_of_typed_rules_takes_no_time_and_stays_as_it_is() -> None:
    one = ("x", "-----")
    own = cell(*([word(one[n % 2], 10 + 40 * n, 12.0 * row) for n in range(10)] for row in range(100)))
    assert not linearise(own, [])


def test_the_underline_of_a_numerator_reaches_over_its_last_blank_and_the_per_cent_is_wrapped() -> None:
    own = cell(
        words("Jumlah perangkat", 30, 10), words("daerah dengan situs", 20, 28) + words("x", 150, 26),
        words("100%", 55, 40), words("Jumlah seluruh", 35, 60), words("perangkat daerah", 30, 78),
    )  # fmt: skip
    ends = [line.box.x1 for line in own.lines]
    first = bar(20.8, 30, ends[0])
    last = bar(38.8, 20, own.lines[1].words[2].box.x1 + 5)
    assert linearise(own, [first, last])
    said = " ".join(line.text for line in own.lines)
    assert said == "Jumlah perangkat daerah dengan situs / Jumlah seluruh perangkat daerah x 100%"


def test_the_name_over_a_formula_in_brackets_is_no_part_of_it() -> None:
    own = cell(words("Persentase pengamanan sandi", 20, 10), words("(Jumlah OPD terlayani / Jumlah OPD x 100)", 20, 34))
    join = lambda lines: " ".join(line.text for line in lines)  # noqa: E731
    assert paragraph_line(own.lines, join) == 1
    close = cell(words("Persentase pengamanan sandi", 20, 10), words("(Jumlah OPD aktif / Jumlah OPD x 100)", 20, 22))
    assert paragraph_line(close.lines, join) == 0
