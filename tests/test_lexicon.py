"""Headers as agencies print them: spellings, damage, groups over years, combined columns, repeated header rows."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest

from iku.normalize.lexicon import HeaderMatch, Lexicon

SPELLINGS = Path(__file__).parent / "data" / "header_spellings.csv"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ "


def spellings() -> list[tuple[str, str]]:
    with SPELLINGS.open(newline="") as lines:
        return [(row["field"], row["header"]) for row in csv.DictReader(lines)]


def name(match: HeaderMatch | None) -> str | None:
    if match is None:
        return None
    if match.parts:
        return "+".join(match.parts)
    return ".".join(p for p in (match.field, match.jenis or match.peran) if p)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return Lexicon.load()


def damaged(text: str, rng: random.Random) -> str:
    """One letter lost, doubled by another, exchanged, or swapped with its neighbour."""
    i, letter = rng.randrange(len(text)), rng.choice(LETTERS)
    swapped = text[:i] + text[i : i + 2][::-1] + text[i + 2 :]
    return rng.choice(
        [text[:i] + letter + text[i + 1 :], text[:i] + text[i + 1 :], text[:i] + letter + text[i:], swapped]
    )


def test_every_known_spelling_is_read_exactly(lexicon: Lexicon) -> None:
    known = spellings()
    assert len(known) == 114
    assert [(f, h, name(lexicon.match(h))) for f, h in known if name(lexicon.match(h)) != f] == []
    assert all(m is not None and m.how == "persis" for m in (lexicon.match(h) for _, h in known))


@pytest.mark.parametrize("seed", range(5))
def test_one_wrong_letter_still_finds_the_field(lexicon: Lexicon, seed: int) -> None:
    rng = random.Random(seed)
    known = spellings()
    right = sum(name(lexicon.match(damaged(header, rng))) == field for field, header in known)
    assert right / len(known) >= 0.95


@pytest.mark.parametrize("seed", range(3))
def test_alasan_and_sasaran_are_never_confused(lexicon: Lexicon, seed: int) -> None:
    rng = random.Random(seed)
    for _ in range(200):
        assert name(lexicon.match(damaged("ALASAN", rng))) != "sasaran"
        assert name(lexicon.match(damaged("SASARAN", rng))) != "alasan"


@pytest.mark.parametrize(
    ("printed", "field"),
    [
        ("Tujua n", "tujuan"),
        ("Penanggungja wab", "penanggung_jawab"),
        ("Form ulasi Perhi tunga n", "formulasi"),
        ("Program/Keg iatan", "program+kegiatan"),
        ("FORMULAS! PENGHITUNGAN", "formulasi"),
        ("N0", "nomor"),
        ("KINERJ AUTAMA", "sasaran"),
        ("Pro- gram/Kegiatan", "program+kegiatan"),
        ("Indikator *)", "indikator"),
    ],
)
def test_words_broken_or_damaged_in_a_narrow_header_cell(lexicon: Lexicon, printed: str, field: str) -> None:
    assert name(lexicon.match(printed)) == field


@pytest.mark.parametrize(
    ("path", "field", "year", "nth"),
    [
        (["2023", "TARGET"], "nilai.target", 2023, None),
        (["Target", "2019"], "nilai.target", 2019, None),
        (["2023", "% CAPAIAN"], "nilai.capaian", 2023, None),
        (["CAPAIAN 2022"], "nilai.capaian", 2022, None),
        (["Target Kinerja", "Tahun I"], "nilai.target", None, 1),
        (["Target 20l9"], "nilai.target", 2019, None),
        (["TARGET2021"], "nilai.target", 2021, None),
        (["TARGET KINERJA SASARAN PADA TAHUN KE-", "3"], "nilai.target", None, 3),
        (["Realisasi Capaian Tahun ke-", "2"], "nilai.realisasi", None, 2),
        (["KONDISI KINERJA AWAL RPJMD Tahun 2016"], "nilai.baseline", 2016, None),
        (["TARGET DAN PAGU INDIKATIF TAHUN", "2026", "TARGET"], "nilai.target", 2026, None),
    ],
)
def test_group_header_over_years(
    lexicon: Lexicon, path: list[str], field: str, year: int | None, nth: int | None
) -> None:
    found = lexicon.match_path(path)
    assert found is not None
    assert (name(found), found.tahun, found.tahun_ke) == (field, year, nth)


@pytest.mark.parametrize(
    ("path", "field"),
    [
        (["PENJELASAN", "ALASAN"], "alasan"),
        (["PENJELASAN", "FORMULASI/ RUMUS PERHITUNGAN"], "formulasi"),
        (["SUMBER DATA", "BIDANG UTAMA"], "sumber_data.utama"),
        (["SUMBER DATA", "BIDANG PENDAMPING"], "sumber_data.pendamping"),
        (["SASARAN", "STRATEGIS"], "sasaran"),
        (["INDIKATOR KINERJA UTAMA", ""], "indikator"),
        (["SASARAN", "URAIAN"], "sasaran"),
        (["SASARAN", "INDIKATOR"], "indikator"),
        (["TARGET DAN PAGU INDIKATIF TAHUN", "2026", "PAGU"], "anggaran"),
        (["INDIKATOR KINERJA UTAMA", "NO"], "kode"),
        (["2023", "% REALISASI"], "nilai.capaian"),
    ],
)
def test_sub_header_under_a_merged_header(lexicon: Lexicon, path: list[str], field: str) -> None:
    assert name(lexicon.match_path(path)) == field


def test_two_fields_in_one_header(lexicon: Lexicon) -> None:
    for text, parts in (
        ("SUMBER DATA / FORMULA", ("sumber_data", "formulasi")),
        ("Alasan/Penjelasan", ("alasan", "penjelasan")),
        ("TUJUAN DAN SASARAN", ("tujuan", "sasaran")),
        ("Sasaran / Program", ("sasaran", "program")),
    ):
        found = lexicon.match(text)
        assert found is not None and found.parts == parts


def test_unit_in_the_header_is_kept(lexicon: Lexicon) -> None:
    found = lexicon.match("TARGET 2024 (%)")
    assert found is not None and (found.satuan_header, found.tahun, found.jenis) == ("(%)", 2024, "target")


@pytest.mark.parametrize(
    "text",
    [
        "Meningkatnya kualitas pelayanan sosial",
        "Dinas Sosial",
        "Persentase",
        "Jumlah PMKS yang mandiri",
        "100",
        "",
        "Ada",
    ],
)
def test_a_data_cell_is_no_header(lexicon: Lexicon, text: str) -> None:
    found = lexicon.match(text)
    assert found is None or found.confidence <= 0.5
    assert lexicon.header_score([text, "Meningkatnya hasil", "Bidang Sosial"]) < 0.3


def test_header_row_scores_over_data_row(lexicon: Lexicon) -> None:
    assert lexicon.header_score(["NO", "SASARAN STRATEGIS", "INDIKATOR KINERJA", "TARGET"]) > 0.9
    assert lexicon.header_score(["", "", "2021", "2022", "2023"]) > 0.5
    assert lexicon.header_score(["1", "Meningkatnya pelayanan", "Persentase korban", "100"]) < 0.2


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (["1", "2", "3", "4", "5"], True),
        (["(1)", "(2)", "(3)", "(6)"], True),
        (["(01)", "(02)", "(03)"], True),
        (["-1", "-2", "-3", "-5"], True),
        (["1", "2", "_", "4", "5"], True),
        (["1", "2", "3", "4", "5", "6", "7=6/5"], True),
        (["(l)", "(2)", "(3)"], True),
        (["a", "b", "c"], True),
        (["1", "706", "80", "100"], False),
        (["1", "Meningkatnya pelayanan", "2"], False),
        (["", "", ""], False),
    ],
)
def test_column_number_row(lexicon: Lexicon, row: list[str], expected: bool) -> None:
    assert lexicon.is_number_row(row) is expected


def test_table_kinds(lexicon: Lexicon) -> None:
    def kind(headers: list[str], title: str = "") -> str:
        return lexicon.table_kind([lexicon.match(h) for h in headers], title)

    assert kind(["NO", "SASARAN", "INDIKATOR KINERJA UTAMA", "ALASAN", "SUMBER DATA"]) == "iku"
    assert kind(["No", "Indikator", "Satuan", "Target 2025"], "Tabel 4.5 Indikator Kinerja Utama (IKU)") == "iku"
    assert kind(["No", "Indikator", "Satuan", "Target 2025"], "Tabel 4.6 Indikator Kinerja Kunci (IKK)") == "ikk"
    assert (
        kind(["NO", "SASARAN", "INDIKATOR KINERJA", "TARGET"], "PERJANJIAN KINERJA TAHUN 2018") == "perjanjian_kinerja"
    )
    assert kind(["Sasaran", "Indikator", "Target", "Realisasi", "% Capaian"]) == "capaian"
    assert kind(["Tujuan", "Sasaran", "Indikator", "Target 2020", "Target 2021"]) == "target"
    assert kind(["Program", "Anggaran", "Keterangan"]) == "program"
    agreement = ["Sasaran", "Indikator Kinerja", "Target", "Program", "Anggaran"]
    assert kind(agreement, "Perjanjian Kinerja Tahun 2021") == "perjanjian_kinerja"
    assert kind([*agreement, "Anggaran"], "Perjanjian Kinerja Tahun 2021") == "program"
    assert kind(["Kode", "Program dan Kegiatan", "Indikator Kinerja Program", "Target", "Rp", "Lokasi"]) == "program"


def test_a_users_synonyms_are_added(tmp_path: Path) -> None:
    extra = tmp_path / "ours.csv"
    extra.write_text("field,header\nindikator,TOLOK UKUR KEBERHASILAN\nnilai.target,HARAPAN\n", encoding="utf-8")
    ours = Lexicon.load(extra)
    assert name(ours.match("Tolok ukur keberhasilan")) == "indikator"
    assert name(ours.match_path(["2025", "Harapan"])) == "nilai.target"
    assert name(Lexicon.load().match("HARAPAN")) is None
