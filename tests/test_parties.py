"""Sources and responsible units: where a cell's list splits, and where "dan" or a comma belongs to a name."""

from __future__ import annotations

import pytest

from iku.normalize.parties import split_parties


def names(text: str, lines: list[str] | None = None) -> list[str]:
    return [p.nama for p in split_parties(text, lines or ())]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bidang Perlindungan dan Jaminan Sosial", ["Bidang Perlindungan dan Jaminan Sosial"]),
        (
            "Bidang Perlindungan dan Jaminan Sosial dan Bidang Pemberdayaan Sosial",
            ["Bidang Perlindungan dan Jaminan Sosial", "Bidang Pemberdayaan Sosial"],
        ),
        ("Bidang Linjansos, Bidang Rehabosos", ["Bidang Linjansos", "Bidang Rehabosos"]),
        (
            "Bidang Perlindungan dan Jaminan Sosial , Bidang Pemberdayaan Sosial",
            ["Bidang Perlindungan dan Jaminan Sosial", "Bidang Pemberdayaan Sosial"],
        ),
        (
            "Badan Pusat Statistik, BKP Pusat, dan BKPD Prov. Jawa Barat",
            ["Badan Pusat Statistik", "BKP Pusat", "BKPD Prov. Jawa Barat"],
        ),
        ("Kabupaten/Kota dan lapangan dan BKPD Prov. Jabar", ["Kabupaten/Kota dan lapangan dan BKPD Prov. Jabar"]),
        (
            "Bidang Kesetaraan gender , perlindungan perempuan dan anak",
            ["Bidang Kesetaraan gender , perlindungan perempuan dan anak"],
        ),
        (
            "Dinas Sosial, Pemberdayaan Perempuan dan Keluarga Berencana",
            ["Dinas Sosial, Pemberdayaan Perempuan dan Keluarga Berencana"],
        ),
        ("Desa, Kab/Kota", ["Desa", "Kab/Kota"]),
        ("Desa, Kec, Kab", ["Desa", "Kec", "Kab"]),
        (
            "Bidang Keswan dan Kesmavet dan Bidang Pengembangan Usaha, Disnak Provinsi Jawa Barat",
            ["Bidang Keswan dan Kesmavet", "Bidang Pengembangan Usaha", "Disnak Provinsi Jawa Barat"],
        ),
        (
            "Bidang Sarana dan Prasarana Dinas Peternakan Provinsi Jawa Barat",
            ["Bidang Sarana dan Prasarana Dinas Peternakan Provinsi Jawa Barat"],
        ),
        ("a. Kabupaten / Kota. b. Badan Pusat Statistik.", ["Kabupaten / Kota", "Badan Pusat Statistik"]),
        ("BPS; Dinas Sosial", ["BPS", "Dinas Sosial"]),
        ("-", []),
        ("", []),
    ],
)
def test_names_in_a_cell(text: str, expected: list[str]) -> None:
    assert names(text) == expected


def test_bulleted_lines_separate_names() -> None:
    lines = ["- Bidang Rehabilitasi dan", "Pemberdayaan Sosial", "- Bidang Perlindungan", "dan Jaminan Sosial"]
    assert names(" ".join(lines), lines) == [
        "Bidang Rehabilitasi dan Pemberdayaan Sosial",
        "Bidang Perlindungan dan Jaminan Sosial",
    ]


def test_role_and_resolved_abbreviation() -> None:
    found = split_parties(
        "Bidang Linjamsos", peran="utama", abbreviations={"Linjamsos": "Perlindungan dan Jaminan Sosial"}
    )
    assert [(p.nama, p.peran, p.resmi) for p in found] == [
        ("Bidang Linjamsos", "utama", "Bidang Perlindungan dan Jaminan Sosial")
    ]


def test_a_name_printed_twice_stands_once() -> None:
    assert names("Dinas Sosial, Dinas Sosial") == ["Dinas Sosial"]
    assert names("Kepala Bidang Anak dan Remaja Kepala Bidang Anak dan Remaja") == ["Kepala Bidang Anak dan Remaja"]


def test_short_name_of_an_agency_is_written_out_beside_what_is_printed() -> None:
    found = split_parties("Dinkes Kota Depok, BAPPEDALITBANGX, Dinas Sosial")
    assert [(p.nama, p.resmi) for p in found] == [
        ("Dinkes Kota Depok", "Dinas Kesehatan Kota Depok"),
        ("BAPPEDALITBANGX", None),
        ("Dinas Sosial", None),
    ]


def test_a_long_cell_of_commas_is_split_in_linear_time() -> None:
    """Looking at the whole rest of the cell at every comma made 40,000 names a matter of minutes."""
    assert len(split_parties(", ".join(f"Bidang {i}" for i in range(40_000)))) == 40_000
