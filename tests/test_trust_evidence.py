"""What the confidence looks at: whites, rules, row numbers, words and figures, each on a few printed lines."""

from __future__ import annotations

import pytest

from iku.extract.margins import CERTAIN, mark_margins
from iku.extract.model import Box, Line, Page, Ruling, Word
from iku.extract.table_model import Cell, Grid
from iku.normalize.record_model import Indikator
from iku.normalize.trust.drawn import Drawn
from iku.normalize.trust.letters import of_letters
from iku.normalize.trust.neighbours import beginnings, begins, begun_again, numbers, said_twice, share_in_rows
from iku.normalize.trust.trace import Trace
from iku.normalize.trust.whites import Stretch, whites
from iku.normalize.wording import Vocabulary

LETTER, HEIGHT = 5.0, 10.0


def line(text: str, top: float, left: float = 10.0) -> Line:
    """A line of letters of one width."""
    words, x = [], left
    for word in text.split():
        words.append(Word(word, Box(x, top, x + LETTER * len(word), top + HEIGHT)))
        x += LETTER * (len(word) + 1)
    return Line(tuple(words), Box(left, top, words[-1].box.x1, top + HEIGHT), 1)


def cell(*texts: str, top: float = 0.0, width: float = 120.0, step: float = 12.0) -> Cell:
    lines = [line(text, top + i * step) for i, text in enumerate(texts)]
    return Cell(0, 0, 1, 1, Box(8, top - 2, 8 + width, lines[-1].box.bottom + 2), 1, lines)


def stretch(own: Cell) -> Stretch:
    return Stretch(own.lines, own.text)


def letters(own: Cell, text: str) -> dict[str, float]:
    return of_letters(text, Trace(own.lines, (own,), None), {}, Vocabulary.from_texts([]))


def test_a_text_cut_between_two_rows_reads_on_and_two_whole_ones_do_not() -> None:
    upper, lower = cell("Meningkatnya mutu dan"), cell("layanan kesehatan", top=14)
    whole, fresh = cell("Meningkatnya mutu"), cell("Menurunnya kemiskinan", top=14)
    cut = whites(stretch(upper), None, stretch(lower), [upper])
    apart = whites(stretch(whole), None, stretch(fresh), [whole])
    assert cut["susunan.sambung.bawah"] >= 2.0 > apart["susunan.sambung.bawah"]
    assert whites(stretch(lower), stretch(upper), None, [lower])["susunan.sambung.atas"] >= 2.0


def test_a_short_line_before_a_capital_may_part_two_texts() -> None:
    two = cell("Jumlah puskesmas", "Persentase balita", width=200)
    one = cell("Jumlah puskesmas yang terakreditasi", "Persentase balita", width=184)
    assert whites(stretch(two), None, None, [two])["susunan.patah"] == 1.0
    assert whites(stretch(one), None, None, [one])["susunan.patah"] == 0.0


@pytest.mark.parametrize(("end", "share"), [(128.0, 1.0), (68.0, 0.5), (8.0, 0.0)])
def test_the_side_of_a_cell_is_drawn_as_far_as_its_rule_goes(end: float, share: float) -> None:
    own, drawn = cell("Jumlah"), Drawn()
    drawn.add(Page(1, 600, 800, "teks", rulings=[Ruling(True, own.box.bottom + 1, 8, end)]))
    assert drawn.around(1, own.box, 1, own.lines)["susunan.garis.bawah"] == pytest.approx(share)


def test_a_rule_between_two_lines_runs_through_their_text() -> None:
    own, drawn = cell("Jumlah puskesmas", "Persentase balita", step=16), Drawn()
    drawn.add(Page(1, 600, 800, "teks", rulings=[Ruling(True, 13, 0, 300)]))
    assert drawn.around(1, own.box, 1, own.lines)["susunan.garis.dalam"] == 1.0
    assert drawn.around(2, own.box, 1, own.lines[:1])["susunan.garis.dalam"] == 0.0


def test_a_row_without_its_number_and_one_out_of_turn_are_seen() -> None:
    table, own = numbers([Indikator(nomor=n) for n in ("1", "2", None, "5", "6")])
    assert [o["susunan.nomor.tanpa"] for o in own] == [0, 0, 1, 0, 0]
    assert [o["susunan.nomor.lompat"] for o in own] == [0, 0, 0, 1, 0]
    assert table["susunan.tabel.nomor.hilang"] == pytest.approx(2 / 6)


def test_two_indicators_in_a_cell_and_a_text_said_twice() -> None:
    opening = beginnings([Indikator(indikator="Capaian kinerja"), Indikator(indikator="Angka kematian")])
    assert begun_again("Angka kematian ibu Capaian kinerja dinas", opening) == 1.0
    assert begun_again("Angka kematian ibu dan capaian kinerja", opening) == 0.0
    assert said_twice("Meningkatnya mutu layanan Meningkatnya mutu layanan") == 1.0
    assert said_twice("Meningkatnya mutu layanan dan akses layanan") == 0.0


@pytest.mark.parametrize(
    ("name", "text", "as_usual"),
    [
        ("sasaran", "Meningkatnya mutu layanan", True), ("sasaran", "dan layanan kedinasan", False),
        ("sasaran", "Standar pelayanan minimal", False), ("tujuan", "Mewujudkan pelayanan prima", True),
        ("indikator", "1. Persentase balita", True), ("indikator", "yang terakreditasi", False),
        ("sumber_data", "yang terakreditasi", True),
    ],
)  # fmt: skip
def test_goals_and_indicators_begin_as_such(name: str, text: str, as_usual: bool) -> None:
    assert begins(name, text, beginnings([])) == as_usual


def test_a_word_that_a_narrow_cell_broke_is_seen_and_a_whole_text_is_clean() -> None:
    broken = cell("Desa ka", "b/kota", width=40)
    assert letters(broken, "Desa ka b/kota")["teks.patah"] == 1.0
    whole = letters(cell("Jumlah balita", "dengan gizi baik", width=70), "Jumlah balita dengan gizi baik")
    assert whole["teks.patah"] == whole["teks.kamus"] == whole["teks.longgar"] == 0.0
    assert letters(cell("dokumenperencanaan daerah"), "dokumenperencanaan daerah")["teks.kamus.panjang"] == 1.0


def test_a_hyphen_that_was_not_read_and_marks_that_stand_off() -> None:
    said = letters(cell("nilai nilai usia 15- 59"), "nilai nilai usia 15- 59")
    assert (said["teks.ulang"], said["teks.longgar"]) == (1.0, 1.0)


def test_what_one_value_shows_its_row_is_told() -> None:
    rows = [{"indikator": {"susunan.sambung.bawah": 2.0}, "satuan": {}}, {"indikator": {}}]
    share_in_rows(rows)
    assert rows[0]["satuan"]["susunan.sambung.bawah.baris"] == 2.0
    assert rows[1]["indikator"]["susunan.sambung.bawah.baris"] == 0.0
    assert rows[1]["indikator"]["susunan.sambung.bawah.tabel"] == pytest.approx(2 / 3)


def test_a_row_that_may_begin_within_a_cell_and_a_text_that_goes_on_are_told_of_it() -> None:
    def of(cells: list[Cell], rest: list[tuple[float, float]], joints: list[tuple[float, float, float]]) -> Grid:
        return Grid(1, Box(0, 0, 100, 60), [0, 100], [0, 30, 60], cells, row_odds=[(30, 2.5)], row_rest=rest,
                    joints=joints)  # fmt: skip

    cells = [Cell(0, 0, 1, 1, Box(0, 0, 100, 30), 1), Cell(1, 0, 1, 1, Box(0, 30, 100, 60), 1)]
    mark_margins([of(cells, [], [])], [of([], [(45, -0.5)], [(50, 30, -1.5)])])
    upper, lower = cells[0].edges, cells[1].edges
    assert upper is not None and lower is not None
    assert (upper.below, lower.above, upper.above) == (2.5, 2.5, CERTAIN)
    assert (upper.whole, lower.whole) == (CERTAIN, 0.5)
    assert (upper.apart, lower.apart) == (1.5, 1.5)
