"""Words broken by a line end or a narrow cell are joined, glued ones separated, and nothing else is touched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iku.normalize.wording import Vocabulary
from iku.normalize.words import is_word

BENCH = Path(__file__).parents[2] / "shared" / "bench"


@pytest.fixture(scope="module")
def words() -> Vocabulary:
    return Vocabulary.from_texts(
        ["melalui e-procurement daerah", "pada Bidang Rehabosos dan", "di Bidang Rehabosos dan", "angka rata-rata lama"]
    )


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["Bidang", "Pemberdayaa", "n Sosial"], "Bidang Pemberdayaan Sosial"),
        (["Pemberdaya", "an Sosial"], "Pemberdayaan Sosial"),
        (["lembaga kemasyarakatanny", "a berperan"], "lembaga kemasyarakatannya berperan"),
        (["Terfasilitasiny", "a kawasan"], "Terfasilitasinya kawasan"),
        (["dilatih/direhabili", "tasi dikali"], "dilatih/direhabilitasi dikali"),
        (["BIDANG", "PENDAMPIN", "G"], "BIDANG PENDAMPING"),
        (["Perhi", "tunga", "n"], "Perhitungan"),
        (["Kabupaten/", "Kota"], "Kabupaten/Kota"),
        (["Kabupaten", "/Kota"], "Kabupaten/Kota"),
    ],
)
def test_word_broken_by_a_narrow_cell(words: Vocabulary, lines: list[str], text: str) -> None:
    assert words.join_lines(lines) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (["pe-", "ngelolaan aset"], "pengelolaan aset"),
        (["indi-", "kator kinerja"], "indikator kinerja"),
        (["melalui e-", "procurement"], "melalui e-procurement"),
        (["masing-", "masing zat"], "masing-masing zat"),
        (["Unsur-", "unsur"], "Unsur-unsur"),
        (["perundang-", "undangan"], "perundang-undangan"),
        (["(marasmus-", "kwasiorkor)"], "(marasmus-kwasiorkor)"),
        (["RAD-", "PPK"], "RAD-PPK"),
        (["2019-", "2023"], "2019-2023"),
        (["–dibagi--", "jumlah"], "–dibagi-- jumlah"),
    ],
)
def test_hyphen_at_a_line_end(words: Vocabulary, lines: list[str], text: str) -> None:
    assert words.join_lines(lines) == text


@pytest.mark.parametrize(
    "lines",
    [
        ["pada tahun", "n dibagi tahun lalu"],
        ["Jumlah desa", "a. Desa maju"],
        ["Produksi", "dan Populasi"],
        ["Bidang", "Linjamsos"],
        ["kegiatan di", "kecamatan"],
        ["nilai SAKIP", "b dan seterusnya"],
    ],
)
def test_whole_words_are_not_joined(words: Vocabulary, lines: list[str]) -> None:
    assert words.join_lines(lines) == " ".join(lines)


def test_only_a_full_line_can_break_a_word(words: Vocabulary) -> None:
    lines = ["Pemberdayaa", "n Sosial"]
    assert words.join_lines(lines, full=[True, False]) == "Pemberdayaan Sosial"
    assert words.join_lines(lines, full=[False, False]) == "Pemberdayaa n Sosial"


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Pemberdayaa n Sosial", "Pemberdayaan Sosial"),
        ("Tujua n", "Tujuan"),
        ("Penanggungja wab", "Penanggungjawab"),
        ("tahun n dibagi", "tahun n dibagi"),
    ],
)
def test_fragment_inside_a_line(words: Vocabulary, text: str, mended: str) -> None:
    assert words.mend(text) == mended


@pytest.mark.parametrize(
    ("text", "separated"),
    [
        ("Jumlahkasuskekerasan", "Jumlah kasus kekerasan"),
        ("INDIKATORKINERJAUTAMA", "INDIKATOR KINERJA UTAMA"),
        ("Persentasedesayangmandiri", "Persentase desa yang mandiri"),
        ("Meningkatnyakualitaspelayanan publik", "Meningkatnya kualitas pelayanan publik"),
        ("PelayananBPNT", "Pelayanan BPNT"),
        ("tahun2021", "tahun 2021"),
        ("anak yang terpenuhi kebutuhannyal", "anak yang terpenuhi kebutuhannya/"),  # a stroke at the end of a line
        ("tingkat nasional", "tingkat nasional"),
    ],
)
def test_words_glued_by_a_reader(words: Vocabulary, text: str, separated: str) -> None:
    assert words.separate(text) == separated


@pytest.mark.parametrize(
    "text",
    [
        "Tanjungpinang",
        "Banyuwangi",
        "Rehabosos",
        "penanggungjawab",
        "komperhensif",
        "Ketidaksesuaian",
        "Kotawaringin",
        "Sosialisasi",
    ],
)
def test_names_and_misspellings_stay(words: Vocabulary, text: str) -> None:
    assert words.separate(text) == text


@given(st.lists(st.text(alphabet="abn -/.é1", max_size=12), max_size=5))
def test_no_letter_is_lost_or_made(lines: list[str]) -> None:
    joined = Vocabulary().join_lines(lines)
    assert [c for c in joined if c not in " -"] == [c for line in lines for c in line if not c.isspace() and c != "-"]


def test_texts_of_the_read_documents_stay_as_they_are() -> None:
    files = sorted(BENCH.glob("gold/*.json")) + sorted(BENCH.glob("real/gold/*.json"))
    records = [r for f in files for r in json.loads(f.read_text())["dokumen"]["indikator"]]
    if not records:
        pytest.skip("no bench beside the checkout")
    words = Vocabulary()
    texts = {" ".join(r[k].split()) for r in records for k in ("sasaran", "indikator", "penjelasan") if r.get(k)}
    texts = {t for t in texts if " nya " not in t}  # printed apart in one digital document; on a scan it is joined
    assert [t for t in texts if words.mend(t) != t] == []
    for text in texts:
        parts = text.split()
        for i in range(1, len(parts)):
            whole = not parts[i - 1].endswith(("-", "/")) and not parts[i].startswith("/")
            lines = [" ".join(parts[:i]), " ".join(parts[i:])]
            assert not whole or words.join_lines(lines) == text


def test_affixed_forms_are_words() -> None:
    assert all(
        map(is_word, ["terfasilitasinya", "dilaksanakannya", "pengelolaan", "Menyelenggarakan", "ditindaklanjuti"])
    )
    assert not any(map(is_word, ["pemberdayaa", "kemasyarakatanny", "rehabosos", "n", ""]))
