"""Lists of legal bases with their faults: gaps, doubled numbers, catchwords, items cut by pages."""

from __future__ import annotations

import pytest
from document_sheets import sheet

from iku.normalize.document.citations import read_citation
from iku.normalize.document.law_checks import check_lists
from iku.normalize.document.legal import LegalList, join_lines, read_legal_lists
from iku.normalize.document.rows import read_rows


def lists(*texts: str) -> list[LegalList]:
    return read_legal_lists(read_rows([sheet(t, i, width=900) for i, t in enumerate(texts, start=1)], {}))


def cited(one: LegalList) -> list[tuple[str | None, str | None, int | None]]:
    return [(i.dasar.jenis, i.dasar.nomor, i.dasar.tahun) for i in one.items]


@pytest.mark.parametrize(
    ("text", "kind", "number", "year"),
    [
        ("Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;", "UU", "23", 2014),
        ("Undang-Undang Nomor 13 tentang 2003 tentang Ketenagakerjaan", "UU", "13", 2003),
        ("Undang-undang nomor 31tahun 1999 tentang Korupsi", "UU", "31", 1999),
        ("Peraturan Pemerintah Nomor 58, Tahun 2005 tentang Pengelolaan Keuangan Daerah", "PP", "58", 2005),
        (
            "Peraturan Menteri Negara PAN Nomor : PER/9/M.PAN/5/2007 tentang Pedoman",
            "Permen",
            "PER/9/M.PAN/5/2007",
            2007,
        ),
        ("Permendagri 86 tahun 2017", "Permendagri", "86", 2017),
        (
            "Peraturan Bupati Nomor 188.45/253/KUM/2018 Tahun 2018 tentang Renstra",
            "Perbup",
            "188.45/253/KUM/2018",
            2018,
        ),
        ("Peraturan Daerah Kabupaten Luwu Timur Nomor Tahun 2021 tentang RPJMD", "Perda", None, 2021),
        (
            "Peraturan Wali Kota Depok Nomor 76 Tahun 2018 tentang Perubahan atas Nomor 104 Tahun 2016",
            "Perwal",
            "76",
            2018,
        ),
        ("Rencana Strategis Dinas Sosial Tahun 2021 - 2026", "Renstra", None, 2021),
        ("Peraturan Pernerintah Nomor 8 Tahun 2008 tentang Tahapan", "PP", "8", 2008),
    ],
)
def test_one_citation(text: str, kind: str, number: str | None, year: int | None) -> None:
    dasar, _ = read_citation(text)
    assert (dasar.jenis, dasar.nomor, dasar.tahun, dasar.teks) == (kind, number, year, text)


def test_catchword_at_the_foot_is_no_item_and_a_cut_item_is_one() -> None:
    (one,) = lists(
        "Mengingat : 1. Undang-Undang Nomor 15 Tahun 1999 tentang Pembentukan Kota;\n7. Peraturan",
        "7. Peraturan Daerah Kota Depok Nomor 10 Tahun 2016 tentang Organisasi\nPerangkat Daerah;\nMEMUTUSKAN :",
    )
    assert cited(one) == [("UU", "15", 1999), ("Perda", "10", 2016)]
    assert one.items[1].dasar.teks.endswith("Organisasi Perangkat Daerah;")


def test_gaps_and_doubled_numbers_are_kept_and_said() -> None:
    (one,) = lists(
        "Mengingat : 6. Peraturan Daerah Nomor 3 Tahun 2012 tentang RPJPD;\n9. Peraturan Bupati Nomor 9 Tahun 2017;\n"
        "6. Peraturan Daerah Nomor 16 Tahun 2016 tentang Pembentukan;\nMEMUTUSKAN :"
    )
    assert [i.nomor_urut for i in one.items] == ["6", "9", "6"]
    told = [(kode, values["sebab"], values["nomor"]) for kode, _, values in check_lists([one], 2021)]
    assert told == [("DASAR_HUKUM_URUTAN", "ganda", "6"), ("DASAR_HUKUM_URUTAN", "melompati", "7, 8")]


def test_two_lists_in_one_file_are_both_kept() -> None:
    found = lists(
        "1.2 Landasan Hukum\n1. Undang-Undang Nomor 7 Tahun 2003 tentang Pembentukan;\n1.3 Maksud dan Tujuan\nAdapun",
        "Mengingat : 1. Undang-Undang Nomor 7 Tahun 2003 tentang Pembentukan;\nMEMUTUSKAN :",
    )
    assert [(one.recalled, cited(one)) for one in found] == [(False, [("UU", "7", 2003)]), (True, [("UU", "7", 2003)])]


def test_table_of_contents_opens_no_list() -> None:
    assert (
        lists("DAFTAR ISI\n1.3. Landasan Hukum 2\n1.4. Sistematika Penulisan 3\nBAB II INDIKATOR KINERJA UTAMA 5") == []
    )


def test_repealed_only_after_the_repeal() -> None:
    (one,) = lists("Mengingat : 1. Undang-Undang Nomor 32 Tahun 2004 tentang Pemerintahan Daerah;\nMEMUTUSKAN :")
    assert [kode for kode, _, _ in check_lists([one], 2019)] == ["REGULASI_DICABUT"]
    assert list(check_lists([one], 2013)) == [] and list(check_lists([one], None)) == []


def test_regulation_under_a_wrong_name() -> None:
    (one,) = lists(
        "Mengingat : 1. Peraturan Daerah Nomor 18 Tahun 2016 tentang Organisasi Pemerintahan Daerah;\n"
        "2. Peraturan Daerah Nomor 18 Tahun 2016 tentang Pajak Hiburan;\nMEMUTUSKAN :"
    )
    told = [(kode, index, values["pengganti"]) for kode, index, values in check_lists([one], 2021)]
    assert told == [("REGULASI_SALAH_SEBUT", 0, "PP 18/2016")]


def test_hyphens_at_line_ends() -> None:
    assert (
        join_lines(["diubah dengan Undang-", "Undang Nomor 12 Tahun 2008"])
        == "diubah dengan Undang-Undang Nomor 12 Tahun 2008"
    )
    assert join_lines(["tentang Penge-", "lolaan Keuangan"]) == "tentang Pengelolaan Keuangan"
