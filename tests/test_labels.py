"""One cell, several fields: labels with bullets, letters, quote marks, damage, and what only looks like a label."""

from __future__ import annotations

import pytest

from iku.normalize.labels import mend_colons, read_tipe, split_labels


def parts(text: str) -> list[tuple[str, str]]:
    return [(name, value) for name, _, value in split_labels(text).parts]


def test_labelled_bullets_in_one_cell() -> None:
    cell = (
        "• Formulasi Penghitungan: Jumlah A dibagi jumlah B dikali seratus\n• Tipe Penghitungan : Non Kumulatif\n"
        "• Sumber data : Bidang Perlindungan dan Jaminan\nSosial"
    )
    assert parts(cell) == [
        ("formulasi", "Jumlah A dibagi jumlah B dikali seratus"),
        ("tipe_penghitungan", "Non Kumulatif"),
        ("sumber_data", "Bidang Perlindungan dan Jaminan\nSosial"),
    ]
    joined = parts(cell.replace("\n", " "))
    assert [name for name, _ in joined] == ["formulasi", "tipe_penghitungan", "sumber_data"]
    assert joined[0][1] == "Jumlah A dibagi jumlah B dikali seratus"


def test_letter_before_the_label_goes_with_it() -> None:
    text = "b. Penjelasan : Jumlah PMKS dibagi Total dikali 100% Formulasi : PMKS / Total × 100%"
    assert parts(text) == [
        ("penjelasan", "Jumlah PMKS dibagi Total dikali 100%"),
        ("formulasi", "PMKS / Total × 100%"),
    ]
    assert split_labels(text).rest == ""
    assert split_labels(text).parts[0][1] == "Penjelasan"


def test_quote_mark_before_the_label_and_legend_of_the_formula() -> None:
    text = (
        '"Definisi Operasional : Peningkatan produksi Formulasi Perhitungan : n / m x 100 % Ket : n = Produksi tahun N'
    )
    assert parts(text) == [
        ("penjelasan", "Peningkatan produksi"),
        ("formulasi", "n / m x 100 %"),
        ("keterangan", "n = Produksi tahun N"),
    ]


def test_text_up_to_the_label_is_whole() -> None:
    text = 'Definisi Operasional : dalam satuan Kg. Formulasi : n - (n-1) / (n-1) Ket : n-1 = Tahun Lalu"'
    assert parts(text) == [
        ("penjelasan", "dalam satuan Kg."),
        ("formulasi", "n - (n-1) / (n-1)"),
        ("keterangan", 'n-1 = Tahun Lalu"'),
    ]


def test_text_before_the_first_label_is_kept() -> None:
    found = split_labels("Nilai tambah adalah selisih. Formulasi Perhitungan : a - b")
    assert found.rest == "Nilai tambah adalah selisih."
    assert found.parts == [("formulasi", "Formulasi Perhitungan", "a - b")]


@pytest.mark.parametrize(
    "text",
    [
        "Sesuai regulasi : Dokumen dikatakan baik",
        "Ditindak lanjuti : Dijadikan produk hukum",
        "Hasil evaluasi dihitung dengan rumus : a / b",
        "Jumlah Produksi yang dihasilkan : - Daging - Telur",
        "Bidang Rehabilitasi Sosial",
        "",
    ],
)
def test_a_colon_alone_makes_no_label(text: str) -> None:
    found = split_labels(text)
    assert found.parts == [] and found.rest == text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Formulas! Penghitungan : a / b", "formulasi"),
        ("Formulasi Penghitunga n : a / b", "formulasi"),
        ("Sumberdata : BPS", "sumber_data"),
        ("Defenisi Operasional : jumlah", "penjelasan"),
        ("Tipe/Type Penghitungan: Kumulatif", "tipe_penghitungan"),
        ("- Alasan Pemilihan Indikator : amanat RPJMD", "alasan"),
        ("Formulasi/Rumus (IKU) : a", "formulasi"),
        ("Definisi Operasional\n: Jumlah penduduk", "penjelasan"),
        ("- PJ : Bidang Sosial", "penanggung_jawab"),
    ],
)
def test_damaged_and_varied_labels(text: str, name: str) -> None:
    found = split_labels(text).parts
    assert [p[0] for p in found] == [name]
    assert found[0][1][0].isalpha() and found[0][2][0].isalnum()


def test_label_alone_on_its_line_needs_no_colon() -> None:
    assert parts("Definisi Operasional\nJumlah desa mandiri\nCara menghitung\na / b") == [
        ("penjelasan", "Jumlah desa mandiri"),
        ("formulasi", "a / b"),
    ]


def test_label_with_nothing_behind_it_stays_visible() -> None:
    assert parts("Sumber data : Tipe Penghitungan : Kumulatif") == [
        ("sumber_data", ""),
        ("tipe_penghitungan", "Kumulatif"),
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Non Kumulatif", "non_kumulatif"),
        ("Non-kumulatif", "non_kumulatif"),
        ("Tidak Kumulatif", "non_kumulatif"),
        ("Kumulatif", "kumulatif"),
        ("Komulatif", "kumulatif"),
        ("Nilai posisi akhir", None),
        ("", None),
    ],
)
def test_tipe_penghitungan(text: str, value: str | None) -> None:
    assert read_tipe(text) == value


def test_label_behind_a_bullet_needs_no_colon() -> None:
    text = "• Formulasi Penghitungan. Jumlah A dibagi B • Tipe Penghitungan : Non Kumulatif"
    assert [(name, part) for name, _, part in split_labels(text).parts] == [
        ("formulasi", "Jumlah A dibagi B"),
        ("tipe_penghitungan", "Non Kumulatif"),
    ]


@pytest.mark.parametrize("mark", [".", "", ";"])
def test_label_at_the_beginning_of_a_line_whose_colon_a_scan_lost(mark: str) -> None:
    lines = ["a. Penjelasan : Mengukur luas", f"Formulasi{mark} Jumlah lahan tanam /", "Jumlah lahan x 100%"]
    assert mend_colons(lines) == [lines[0], "Formulasi : Jumlah lahan tanam /", lines[2]]
    joined = ["Penjelasan : Mengukur luas Formulasi . Jumlah a / b"]  # the lines of a fraction are read as one
    assert mend_colons(joined) == ["Penjelasan : Mengukur luas Formulasi : Jumlah a / b"]
    assert mend_colons(lines[1:]) == lines[1:]  # no other label tells that the cell has any
    assert mend_colons(["Formulasi Penghitunga n : a / b"]) == ["Formulasi Penghitunga n : a / b"]


def test_colon_read_as_a_point_in_the_middle_goes_with_its_label() -> None:
    read = split_labels("• Formulasi Penghitungan · Jumlah desa\n• Sumber data : Camat")
    assert [(name, text) for name, _, text in read.parts] == [("formulasi", "Jumlah desa"), ("sumber_data", "Camat")]
