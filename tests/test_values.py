"""Values as agencies print them; what is not sure is no number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iku.normalize.unit_names import normal_unit
from iku.normalize.values import parse_value


@pytest.mark.parametrize(
    ("printed", "number", "unit"),
    [
        ("706 Orang", 706, "orang"),
        ("80 %", 80, "persen"),
        ("146%", 146, "persen"),
        ("55,56%", 55.56, "persen"),
        ("0,66", 0.66, None),
        ("70,87", 70.87, None),
        ("1.234,5", 1234.5, None),
        ("1.234", 1234, None),
        ("1.250.000", 1250000, None),
        ("0.226", 0.226, None),
        ("75.5", 75.5, None),
        ("75.55 %", 75.55, "persen"),
        ("≥ 90", 90, None),
        ("≤ 3 hari", 3, "hari"),
        ("-2,5", -2.5, None),
        ("(2,5)", -2.5, None),
        ("Rp 1.250.000.000,-", 1250000000, "rupiah"),
        ("Rp. 2,5 juta", 2500000, "rupiah"),
        ("2 (dua) dokumen", 2, "dokumen"),
        ("100 (indikator hijau)", 100, None),
        ("65,23 (B)", 65.23, None),
        ("B (65,23)", 65.23, None),
        ("1OO%", 100, "persen"),
        ("80% .", 80, "persen"),  # a speck behind it
        ("l00 %", 100, "persen"),
        ("12 bln", 12, "bulan"),
        ("300 Kab/Kota", 300, "kabupaten/kota"),
        ("0", 0, None),
        ("100 persen", 100, "persen"),
        ("100%*", 100, "persen"),
        ("100% (27 kab/kota)", 100, "persen"),
        ("12,5 %/tahun", 12.5, "persen"),
    ],
)
def test_printed_number(printed: str, number: float, unit: str | None) -> None:
    value = parse_value(printed)
    assert (value.tercetak, value.angka, value.satuan, value.ragu) == (printed, number, unit, None)


@pytest.mark.parametrize(
    "printed", ["-", "n/a", "A", "BB", "WTP", "Sangat Baik", "Sangat Baik (A)", "–", "belum ada data"]
)
def test_words_and_marks_have_no_number(printed: str) -> None:
    value = parse_value(printed, "persen")
    assert (value.tercetak, value.angka, value.ragu) == (printed, None, None)


@pytest.mark.parametrize(
    "printed",
    [
        "$100\\% \\times 100\\% = 125\\%$ 80 %",
        "3/5",
        "100% 80%",
        "1,234",
        "1.23,4",
        "(100)",
        "5 dari 10",
        "1.23.4",
        "12 34",
    ],
)
def test_a_doubtful_reading_is_no_number(printed: str) -> None:
    value = parse_value(printed)
    assert value.angka is None and value.ragu == "nilai_tak_terbaca" and value.tercetak == printed


def test_the_columns_unit_settles_a_decimal_with_three_digits() -> None:
    assert parse_value("70.125", "persen").angka == 70.125
    assert parse_value("70,125", "indeks").angka == 70.125
    assert parse_value("70.125", "orang").angka == 70125
    assert parse_value("1.000", "persen").angka is None


def test_value_printed_twice_in_one_cell() -> None:
    value = parse_value("100 % 100 %")
    assert (value.angka, value.satuan, value.ragu) == (100, "persen", "nilai_ganda")


def test_empty_cell() -> None:
    value = parse_value("  ", "orang")
    assert (value.tercetak, value.angka, value.satuan) == (None, None, "orang")


@given(st.integers(min_value=0, max_value=10**12), st.integers(min_value=0, max_value=99))
def test_every_indonesian_number_comes_back(whole: int, cents: int) -> None:
    printed = f"{whole:,}".replace(",", ".") + f",{cents:02d}"
    assert parse_value(printed).angka == pytest.approx(whole + cents / 100)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(text: str) -> None:
    value = parse_value(text)
    assert value.angka is None or isinstance(value.angka, int | float)


@pytest.mark.parametrize(
    ("printed", "unit"),
    [
        ("%", "persen"),
        ("persentase", "persen"),
        ("% Jumlah", "persen"),
        ("Ruang Lingkup", "ruang lingkup"),
        ("Indeks", "indeks"),
        ("Org.", "orang"),
        ("Kab / Kota", "kabupaten/kota"),
        ("Kuintal", "kuintal"),
        ("Persen (%)", "persen"),
        ("Nilai (Kategori)", "nilai (kategori)"),
        ("(%)", "persen"),
        ("-", None),
        ("", None),
        ("12", None),
    ],
)
def test_names_of_units(printed: str, unit: str | None) -> None:
    assert normal_unit(printed) == unit


@pytest.mark.parametrize(
    ("printed", "unit", "number", "read_unit"),
    [
        ("101,97 per 100.000 KH", None, 101.97, "per 100.000 kh"),
        ("0,004 per 1.000 penduduk", None, 0.004, "per 1.000 penduduk"),
        ("Level 3 (3,35)", None, 3.35, None),
        ("Level 3 (3,35)", "level", 3, "level"),
        ("A (83)", None, 83, None),
        ("16 Pelayanan", None, 16, "pelayanan"),
        ("± 0,5", None, 0.5, None),
        ("1 30.030", None, 130030, None),  # a narrow cell broke it
        ("1.250. 000", None, 1250000, None),
        ("98, 5", "persen", 98.5, "persen"),
        ("85.6-87.5", None, None, None),  # a range: two ends, no number
        ("Opini WTP", None, None, None),
    ],
)
def test_rates_scores_in_brackets_ranges_and_broken_numbers(
    printed: str, unit: str | None, number: float | None, read_unit: str | None
) -> None:
    value = parse_value(printed, unit)
    assert (value.angka, value.satuan, value.ragu) == (number, read_unit, None)
