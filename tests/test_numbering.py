"""Leading numbers of cells are cut off, quantities stay, and cells with several indicators are split."""

from __future__ import annotations

import pytest

from iku.normalize.goals import labelled
from iku.normalize.numbering import split_items, split_number


@pytest.mark.parametrize(
    ("printed", "number", "rest"),
    [
        ("1.1. Jumlah Produksi", "1.1", "Jumlah Produksi"),
        ("1.1.Jumlah Produksi", "1.1", "Jumlah Produksi"),
        ("1.1.1 Prosentase peningkatan", "1.1.1", "Prosentase peningkatan"),
        ("1. Persentase desa", "1", "Persentase desa"),
        ("2) Nilai", "2", "Nilai"),
        ("(3) Nilai", "3", "Nilai"),
        ("2, Indeks Peranan Sosial", "2", "Indeks Peranan Sosial"),
        ("a. Persentase", "a", "Persentase"),
        ("b) Persentase", "b", "Persentase"),
        ("II. Sasaran", "II", "Sasaran"),
        ("SS1. Meningkatnya mutu", "SS1", "Meningkatnya mutu"),
        ("IKU 1.1 Persentase", "IKU 1.1", "Persentase"),
        ("3 Meningkatnya mutu", "3", "Meningkatnya mutu"),
        ("1 Persentase PSKS", "1", "Persentase PSKS"),
        ("• Persentase PSKS", None, "Persentase PSKS"),
        ("- Sapi Potong", None, "Sapi Potong"),
        ("\uf0fc Prosentase kelahiran", None, "Prosentase kelahiran"),
        ("✓ Prosentase kelahiran", None, "Prosentase kelahiran"),
        ("1.1", "1.1", ""),
        ("2.", "2", ""),
        ("(1)", "1", ""),
    ],
)
def test_leading_number_is_cut(printed: str, number: str | None, rest: str) -> None:
    assert split_number(printed) == (number, rest)


@pytest.mark.parametrize(
    "printed",
    [
        "2 (dua) kegiatan",
        "100% desa",
        "100 % desa",
        "5S di tempat kerja",
        "1.000 penduduk",
        "1.5 juta orang",
        "3 hari kerja",
        "S1 Keperawatan",
        "90,5 persen",
        "Persentase 1.1",
        "e-procurement",
        "Opini BPK",
    ],
)
def test_a_quantity_is_no_number_of_a_row(printed: str) -> None:
    assert split_number(printed) == (None, printed)


def test_one_cell_with_two_indicators_is_split() -> None:
    lines = ["1. Persentase anak", "terlantar", "2. Persentase lansia"]
    assert split_items(lines) == [["1. Persentase anak", "terlantar"], ["2. Persentase lansia"]]
    assert len(split_items(["1.1 A b", "1.2 C d", "1.3 E f"])) == 3
    assert len(split_items(["a. Desa", "b. Kab/Kota"])) == 2
    assert len(split_items(["- Bidang Sosial", "- Bidang Anak"])) == 2


def test_a_list_inside_an_indicator_does_not_split_it() -> None:
    lines = ["Jumlah produksi :", "- Daging", "- Telur"]
    assert split_items(lines) == [lines]
    nested = ["1. Jumlah produksi", "a. daging", "b. telur", "2. Populasi"]
    assert [item[0] for item in split_items(nested)] == ["1. Jumlah produksi", "2. Populasi"]
    assert split_items([]) == []


def test_a_number_out_of_order_does_not_split() -> None:
    lines = ["1. Jumlah desa yang memenuhi", "3. Nilai", "1. ulang"]
    assert len(split_items(lines)) == 2


@pytest.mark.parametrize(
    ("printed", "field", "number", "text"),
    [
        ("Misi II (Kedua): Mengembangkan sumber daya", "misi", "II", "Mengembangkan sumber daya"),
        ("Misi 1 Meningkatkan pelayanan", "misi", "1", "Meningkatkan pelayanan"),
        ("MISI : Peningkatan Kualitas", "misi", None, "Peningkatan Kualitas"),
        ("MISI PERTAMA : Mewujudkan", "misi", "PERTAMA", "Mewujudkan"),
        ("Sasaran Strategis 1. Meningkatnya mutu", "sasaran", "1", "Meningkatnya mutu"),
        ("Tujuan 2: Terwujudnya", "tujuan", "2", "Terwujudnya"),
    ],
)
def test_band_row(printed: str, field: str, number: str | None, text: str) -> None:
    band = labelled(printed)
    assert band is not None and (band.level, band.number, band.text) == (field, number, text)


def test_plain_text_is_no_band() -> None:
    assert labelled("Tujuan pembangunan daerah") is None
    assert labelled("Program Keluarga Harapan") is None
    assert labelled("Meningkatnya misi") is None


def test_mission_whose_number_a_scan_tore() -> None:
    band = labelled("Misi I I Kedua): Mengembangkan sumber daya")
    assert band is not None and (band.level, band.number, band.text) == ("misi", "II", "Mengembangkan sumber daya")
