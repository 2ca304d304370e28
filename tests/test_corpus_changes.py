"""What changed between two versions: paired, told by operand, and shown on a page that anyone can read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iku.corpus.changes import Version, changed_words, difference
from iku.corpus.difference_rows import as_plain, as_rows
from iku.corpus.editions import chosen, over_time, versions_in
from iku.corpus.errors import NothingFound
from iku.corpus.page import page
from iku.normalize.model import Instansi
from iku.normalize.record_model import Indikator
from iku.schemas.write import to_json
from tests.corpus_files import DEPOK, document, indicator, three_agencies, write


def version(*records: Indikator) -> Version:
    data = to_json(Instansi("Dinas X", "dinas", [], DEPOK), [document("d.pdf", list(records))])
    return Version("d.pdf", "Dinas X", "d.pdf", 2021, tuple(data["dokumen"][0]["indikator"]))


def changes(old: Indikator, new: Indikator) -> dict[str, tuple[str | None, str | None, bool]]:
    (pair,) = difference(version(old), version(new)).pairs
    return {c.medan: (c.lama, c.baru, c.setara) for c in pair.changes}


def test_changed_denominator_is_told_apart_from_the_numerator() -> None:
    found = changes(
        indicator("Persentase PSKS aktif", above="Jumlah PSKS aktif", below="jumlah PSKS yang dibina"),
        indicator("Persentase PSKS aktif", above="jumlah PSKS aktif", below="semua PSKS"),
    )
    assert found == {"formulasi.penyebut": ("jumlah PSKS yang dibina", "semua PSKS", False)}


def test_new_term_for_the_old_one_is_seen_and_said_to_be_the_same() -> None:
    found = changes(
        indicator("Persentase PMKS mandiri", above="PMKS mandiri", below="Jumlah PPKS yang ada"),
        indicator("Persentase PMKS mandiri", above="PMKS mandiri", below="Jumlah PMKS yang ada"),
    )
    assert found == {"formulasi.penyebut": ("Jumlah PPKS yang ada", "Jumlah PMKS yang ada", True)}


def test_capitals_and_punctuation_are_no_change() -> None:
    assert changes(indicator("Persentase Desa  Mandiri."), indicator("persentase desa mandiri")) == {}


def test_unit_and_targets_that_changed() -> None:
    found = changes(
        indicator("Jumlah desa", unit="desa", targets={2021: "70", 2022: "75"}),
        indicator("Jumlah desa", unit="persen", targets={2021: "70.0", 2022: "65", 2023: "66"}),
    )
    assert found["satuan"][:2] == ("desa", "persen")
    assert found["nilai.target.2022"][:2] == ("75", "65")
    assert found["nilai.target.2023"][:2] == (None, "66")
    assert "nilai.target.2021" not in found


def test_added_and_dropped_indicators() -> None:
    found = difference(
        version(indicator("Persentase gizi buruk"), indicator("Jumlah puskesmas")),
        version(indicator("Jumlah puskesmas"), indicator("Angka kematian ibu")),
    )
    assert found.count()["ditambah"] == 1 and found.count()["dihapus"] == 1 and found.count()["tetap"] == 1


def test_reworded_indicator_is_paired() -> None:
    found = difference(
        version(indicator("Jumlah Ruang Lingkup Pengembangan Kota Ramah Lansia")),
        version(indicator("Jumlah Ruang Lingkup Kota Ramah Lansia yang diterapkan")),
    )
    (pair,) = found.pairs
    assert pair.kinds == ["redaksi"]


def test_words_that_changed_are_marked() -> None:
    assert changed_words("jumlah PMKS yang dibina", "Jumlah PPKS yang dibina") == [
        ("=", "Jumlah"), ("-", "PMKS"), ("+", "PPKS"), ("=", "yang dibina"),
    ]  # fmt: skip


def test_table_printed_again_is_a_second_version(tmp_path: Path) -> None:
    names = ("Persentase PMKS mandiri", "Persentase PSKS aktif", "Jumlah desa siaga")
    records = [indicator(n, table=t) for t in (1, 2) for n in names]
    path = write(tmp_path, "Dinas Sosial Kota Depok", DEPOK, [document("d.pdf", records)])
    assert [len(v.records) for v in versions_in(path)] == [3, 3]
    assert {r["asal"]["tabel"] for r in chosen(f"{path}#d.pdf#1").records} == {1}
    assert {r["asal"]["tabel"] for r in chosen(f"{path}#d.pdf").records} == {2}
    (found,) = over_time(str(path))
    assert found.count()["tetap"] == 3


def test_tables_of_several_offices_are_one_version(tmp_path: Path) -> None:
    records = [indicator("Persentase PMKS mandiri", table=1), indicator("Persentase PSKS aktif", table=2)]
    path = write(tmp_path, "Dinas Sosial Kota Depok", DEPOK, [document("d.pdf", records)])
    assert [len(v.records) for v in versions_in(path)] == [2]


def test_other_years_of_the_same_indicators_are_no_new_version(tmp_path: Path) -> None:
    names = ("Persentase PMKS mandiri", "Persentase PSKS aktif")
    records = [indicator(n, table=1, targets={2023: "80"}) for n in names]
    records += [indicator(n, table=2, targets={2024: "81", 2025: "82"}) for n in names]
    path = write(tmp_path, "Dinas Sosial Kota Depok", DEPOK, [document("d.pdf", records)])
    assert [len(v.records) for v in versions_in(path)] == [4]


def test_versions_of_one_agency_stand_in_the_order_of_time(tmp_path: Path) -> None:
    three_agencies(tmp_path)
    (path,) = tmp_path.glob("32.76*")
    assert [v.year for v in versions_in(path)] == [2016, 2021]
    (found,) = over_time(str(path))
    kinds = {(p.new or p.old or {})["indikator"][:20]: p.kinds for p in found.pairs}
    assert kinds["Persentase penyandan"] == ["redaksi", "formulasi", "target"]
    assert chosen(str(path)).document == "depok-2021.pdf"


def test_document_that_is_not_there_is_said(tmp_path: Path) -> None:
    three_agencies(tmp_path)
    (path,) = tmp_path.glob("32.76*")
    with pytest.raises(NothingFound):
        chosen(f"{path}#nothing.pdf")
    with pytest.raises(NothingFound):
        over_time(f"{path}#depok-2016.pdf")


def test_page_runs_nothing_that_a_document_says() -> None:
    found = difference(version(indicator("<script>alert(1)</script> a")), version(indicator('Persentase "desa" & <b>')))
    html = page([found])
    assert "<script>" not in html and "&lt;script&gt;" in html and "&lt;b&gt;" in html
    assert html.startswith("<!doctype html>") and 'lang="id"' in html


def test_json_of_a_difference_is_plain() -> None:
    found = difference(version(indicator("Jumlah desa siaga")), version(indicator("Jumlah desa siaga")))
    assert json.loads(json.dumps(as_plain(found)))["jumlah"]["tetap"] == 1
    assert [r["jenis"] for r in as_rows(found)] == ["tetap"]
