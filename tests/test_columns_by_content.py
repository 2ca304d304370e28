"""Columns told by what they hold, headers over the grid, and rows that are a header by what they name."""

from __future__ import annotations

from test_tables_over_pages import LEX, grid, lines, records

from iku.extract.header_lines import header_in_lines, under
from iku.extract.model import Box
from iku.extract.table_model import Cell
from iku.normalize.content import probabilities
from iku.normalize.guesses import guess
from iku.normalize.sense import Sense

BODY = [
    ["7", "Meningkatnya mutu layanan kesehatan", "Persentase puskesmas terakreditasi", "A / B x 100%", "Bidang"],
    ["8", "Terwujudnya tata kelola yang baik", "Indeks kepuasan masyarakat", "Jumlah nilai / Jumlah unsur", "Bidang"],
    ["9", "Menurunnya angka kemiskinan", "Jumlah penduduk miskin", "Jumlah penduduk miskin / jumlah", "Dinas"],
]  # fmt: skip
SENSE = Sense(LEX)


def test_a_table_without_header_is_read_by_its_columns() -> None:
    found = records(grid(1, BODY))
    assert [r.indikator for r in found] == [row[2] for row in BODY]
    assert [r.sasaran for r in found] == [row[1] for row in BODY]


def test_a_list_of_rooms_is_no_table_of_indicators() -> None:
    rows = [[str(i), f"Ruang {i}", "Gedung Utama", "Lantai Dua", "Baik"] for i in range(1, 5)]
    assert records(grid(1, rows)) == []


def test_classes_of_columns() -> None:
    assert probabilities(["Persentase desa mandiri", "Indeks desa", "Nilai SAKIP"])["indikator"] > 0.6
    assert probabilities(["Meningkatnya mutu", "Terwujudnya tata kelola", "Menurunnya kasus"])["sasaran"] > 0.6
    assert probabilities([]) == {}


def test_a_guess_takes_no_column_right_of_the_targets_and_no_field_twice() -> None:
    names = ["Persentase desa mandiri", "Indeks desa membangun", "Jumlah desa tertinggal"]
    goals = ["Meningkatnya mutu layanan", "Terwujudnya tata kelola", "Menurunnya kasus"]
    assert guess([goals, ["80", "90", "70"], names], ["", "", ""], ["sasaran", "nilai", None]) == {}
    assert guess([goals, names, names], ["", "", ""], ["sasaran", "indikator", None]) == {}


def test_header_in_a_line_over_the_grid() -> None:
    xs = [50.0, 90.0, 250.0, 400.0, 480.0]
    words = [w for text, x in (("No", 60), ("Sasaran", 130), ("Indikator", 300), ("Satuan", 420))
             for ln in lines(text, Box(x, 80, 560, 95), 1) for w in ln.words]  # fmt: skip
    line = lines("x", Box(50, 80, 560, 95), 1)[0]
    header = header_in_lines([type(line)(tuple(words), Box(60, 82, 470, 90), 1)], xs, 100.0, SENSE)
    assert header is not None
    assert [path[0].text for path in header[0]] == ["No", "Sasaran", "Indikator", "Satuan"]


def test_a_name_over_years_is_the_name_of_them_all() -> None:
    def cell(text: str, x: float) -> Cell:
        box = Box(x, 80, x + 60, 92)
        return Cell(0, 0, 1, 1, box, 1, lines(text, box, 1))

    header = [[cell("Indikator", 60)], [], [cell("Target", 210)], []]
    own = [[], [cell("2024", 150)], [cell("2025", 210)], [cell("2026", 270)]]
    assert [[c.text for c in path] for path in under(header, own)] == [
        ["Indikator"], ["Target", "2024"], ["Target", "2025"], ["Target", "2026"],
    ]  # fmt: skip


def test_unknown_heads_do_not_count_against_a_header() -> None:
    assert SENSE.header_score(["No", "Outcome Antara", "Indikator Kinerja", "Level", "Standar", "Simpulan"]) >= 0.6
    assert SENSE.header_score(["1", "Indikator", "Persentase desa 80%", "90,5", "Bidang"]) < 0.6
