"""Tables of one document that hold the same indicators, however many there are."""

from __future__ import annotations

from collections import Counter
from time import process_time

from iku.normalize.duplicates import duplicate_findings
from iku.normalize.record_model import Formulasi, Indikator
from iku.normalize.versions import link_tables

NAMES = ("Persentase keluarga miskin yang dibantu", "Jumlah panti yang layak", "Indeks kepuasan masyarakat")


def table(formula: str = "jumlah dibantu / jumlah keluarga") -> list[Indikator]:
    return [Indikator(indikator=name, formulasi=Formulasi(teks=formula)) for name in NAMES]


def codes(tables: list[list[Indikator]]) -> Counter[str]:
    found = duplicate_findings(list(enumerate(tables, 1)), link_tables(tables))
    return Counter(f.kode for f in found)


def test_copies_of_one_table_are_one_finding() -> None:
    tables = [table() for _ in range(400)]
    begun = process_time()
    found = duplicate_findings(list(enumerate(tables, 1)), link_tables(tables))
    assert process_time() - begun < 5
    assert [f.kode for f in found] == ["TABEL_GANDA"]
    assert "Tabel 1 dan 2, 3, 4 dan 396 lainnya" in found[0].pesan


def test_each_copy_links_to_the_table_that_it_repeats() -> None:
    other = table("rata-rata nilai seluruh panti dan sekolah menurut hasil survei yang dilakukan setiap tahun")
    links = link_tables([table(), other, table(), other, table()])
    assert [(k.earlier, k.later) for k in links if k.repeats] == [(0, 2), (1, 3), (0, 4)]
    assert [(k.earlier, k.later) for k in links if not k.repeats] == [(0, 1)]


def test_difference_that_many_copies_share_is_said_once() -> None:
    small = "jumlah dibantu / jumlah keluarga "
    tables = [table(), *(table(small + "x") for _ in range(30)), table(small + "y")]
    assert codes(tables) == {"TABEL_GANDA": 1, "ISI_TABEL_BERBEDA": 6}


def test_other_versions_are_told_of_a_few_tables_not_of_all_before() -> None:
    words = ["angka", "rata", "nilai", "sekolah", "panti", "warga", "desa", "kota", "tahun", "survei", "hasil", "mutu"]
    tables = [table(" ".join(words[i:] + words[:i]) * 2) for i in range(12)]
    assert codes(tables)["TABEL_VERSI"] <= 3 * 12
