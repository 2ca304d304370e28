"""Decisions of people: kept for good, found again after a new conversion, never guessed onto another value."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iku.corrections.anchor import Target, locate, record_anchor
from iku.corrections.apply import CONFLICT, apply_entries, publish
from iku.corrections.ledger import Entry, Ledger, append_entries, ledger_path, read_ledger, read_ledgers, state_of
from iku.corrections.values import addresses, get_value, place_of, put_value
from iku.normalize.model import Daerah, Dokumen, Halaman, Instansi, Tabel
from iku.normalize.record_model import Asal, AsalMedan, Indikator, Nilai
from iku.schemas.validate import validate_agency
from iku.schemas.write import to_json

HASH = "a" * 64


def spot(top: float, text: str, sure: float = 1.0, left: float = 50.0) -> AsalMedan:
    return AsalMedan(1, [left, top, left + 100, top + 20], "ocr", sure, text)


def record(number: int, sasaran: AsalMedan | None = None) -> Indikator:
    top = 100.0 + 40 * number
    name = ["Persentase jalan mantap", "Indeks kepuasan masyarakat", "Jumlah perpustakaan desa"][number % 3]
    places = {
        "sasaran": sasaran or spot(top, "Meningkatnya pelayanan"),
        "indikator": spot(top, name, 0.7, left=200),
        "nilai.target.2021": spot(top, "8O,5", 0.6, left=400),
    }
    target = Nilai("target", 2021, "8O,5", None, None)
    asal = Asal(1, 1, number + 1, [50.0, top, 500.0, top + 20], "ocr", 0.6, places)
    return Indikator(sasaran="Meningkatnya pelayanan", indikator=name, nilai=[target], asal=asal)


def agency(records: list[Indikator]) -> dict[str, Any]:
    document = Dokumen(id=HASH, berkas="a.pdf", jumlah_halaman=2, indikator=records,
                       halaman=[Halaman(1, "ocr", 0, 595.0, 842.0)],
                       tabel=[Tabel(1, None, "iku", [1], [], len(records))])  # fmt: skip
    file = to_json(Instansi("Dinas X", "dinas", [], Daerah()), [document])
    assert validate_agency(file) == []
    return file


def decided(file: dict[str, Any], index: int, address: str, new: Any, **more: Any) -> Entry:
    held = file["dokumen"][0]["indikator"][index]
    place = place_of(held, address) or {}
    return Entry("ubah", HASH, "ani", bagian="indikator", medan=address, halaman=place.get("halaman"),
                 bbox=place.get("bbox"), cetak=place.get("cetak"), rekaman=record_anchor(held),
                 lama=get_value(held, address), terbaca=get_value(held, address), baru=new,
                 asal=copy.deepcopy(place) or None, **more)  # fmt: skip


def test_corrected_value_says_that_a_person_decided() -> None:
    file = agency([record(0), record(1)])
    new = {"jenis": "target", "tahun": 2021, "tercetak": "80,5", "angka": 80.5, "satuan": None}
    new |= {"periode": None, "kumulatif": None}
    assert apply_entries(file["dokumen"][0], [decided(file, 1, "nilai.target.2021", new)]) == []
    first, second = file["dokumen"][0]["indikator"]
    assert second["nilai"] == [new] and first["nilai"][0]["tercetak"] == "8O,5"
    place = second["asal"]["medan"]["nilai.target.2021"]
    assert (place["sumber"], place["keyakinan"], place["cetak"]) == ("koreksi", 1, "8O,5")
    assert second["asal"]["keyakinan"] == 0.7, "the record is now as sure as its least sure other value"
    assert validate_agency(file) == []


def test_correction_follows_its_record_when_a_newer_program_finds_one_more_before_it() -> None:
    entry = decided(agency([record(1), record(2)]), 0, "indikator", "Indeks Kepuasan")
    newer = agency([record(0), record(1), record(2)])
    assert apply_entries(newer["dokumen"][0], [entry]) == []
    names = [r["indikator"] for r in newer["dokumen"][0]["indikator"]]
    assert names == ["Persentase jalan mantap", "Indeks Kepuasan", "Jumlah perpustakaan desa"]


def test_correction_survives_a_slightly_better_reading_of_the_same_box() -> None:
    entry = decided(agency([record(0)]), 0, "nilai.target.2021", None)
    entry = Entry(**{**entry_dict(entry), "medan": "indikator", "cetak": "Persentasc jalan mantaq", "baru": "Jalan"})
    entry = Entry(**{**entry_dict(entry), "bbox": [201, 100, 299, 121]})
    newer = agency([record(0)])
    assert apply_entries(newer["dokumen"][0], [entry]) == []
    assert newer["dokumen"][0]["indikator"][0]["indikator"] == "Jalan"


def test_other_text_at_the_place_is_a_conflict_and_never_overwritten() -> None:
    entry = decided(agency([record(0)]), 0, "sasaran", "Naiknya mutu")
    newer = agency([record(0)])
    place = newer["dokumen"][0]["indikator"][0]["asal"]["medan"]["sasaran"]
    place["cetak"] = "Terwujudnya tata kelola yang akuntabel"
    (conflict,) = apply_entries(newer["dokumen"][0], [entry])
    assert conflict.why == "berpindah"
    assert newer["dokumen"][0]["indikator"][0]["sasaran"] == "Meningkatnya pelayanan"
    (finding,) = [t for t in newer["dokumen"][0]["temuan"] if t["kode"] == CONFLICT]
    assert "Naiknya mutu" in finding["pesan"] and finding["lokasi"]["halaman"] == 1
    apply_entries(newer["dokumen"][0], [entry])
    assert sum(t["kode"] == CONFLICT for t in newer["dokumen"][0]["temuan"]) == 1, "said once, however often applied"
    assert validate_agency(newer) == []


def test_record_that_is_gone_is_a_conflict() -> None:
    entry = decided(agency([record(0), record(1)]), 1, "indikator", "X")
    assert locate(agency([record(0)])["dokumen"][0], entry) == "rekaman_hilang"


def test_two_like_records_without_a_place_are_not_guessed_at() -> None:
    entry = decided(agency([record(0)]), 0, "kode", "1.1")
    twins = agency([record(0), record(0)])
    assert locate(twins["dokumen"][0], entry) == "dua_cocok"


def test_sasaran_merged_over_rows_is_corrected_on_every_row_it_covers() -> None:
    merged = spot(90, "Meningkatnya pelayanan")
    file = agency([record(0, merged), record(1, merged), record(2)])
    apply_entries(file["dokumen"][0], [decided(file, 1, "sasaran", "Meningkatnya layanan")])
    texts = [r["sasaran"] for r in file["dokumen"][0]["indikator"]]
    assert texts == ["Meningkatnya layanan", "Meningkatnya layanan", "Meningkatnya pelayanan"]


def test_value_that_was_missing_gets_the_place_of_its_record() -> None:
    file = agency([record(0)])
    entry = decided(file, 0, "program", "Program Jalan")
    assert apply_entries(file["dokumen"][0], [entry]) == []
    held = file["dokumen"][0]["indikator"][0]
    assert held["program"] == "Program Jalan" and held["asal"]["medan"]["program"]["bbox"] == held["asal"]["bbox"]
    newer = agency([record(0)])
    newer["dokumen"][0]["indikator"][0]["program"] = "Program lain"
    assert [c.why for c in apply_entries(newer["dokumen"][0], [entry])] == ["kini_terbaca"]


def test_undone_correction_gives_back_what_the_machine_read() -> None:
    raw = agency([record(0)])
    file = copy.deepcopy(raw)
    entry = decided(file, 0, "indikator", "X")
    apply_entries(file["dokumen"][0], [entry])
    apply_entries(file["dokumen"][0], [entry, Entry("batal", HASH, "ani", untuk=entry.id)])
    assert file == raw


CHOICES = st.tuples(st.integers(0, 2), st.sampled_from(["indikator", "sasaran", "program"]), st.text())


@settings(max_examples=60, deadline=None)
@given(st.lists(CHOICES, max_size=6))
def test_applying_twice_is_applying_once(choices: list[tuple[int, str, str]]) -> None:
    file = agency([record(0), record(1), record(2)])
    entries = [decided(file, i, address, text or None) for i, address, text in choices]
    apply_entries(file["dokumen"][0], entries)
    once = copy.deepcopy(file)
    apply_entries(file["dokumen"][0], entries)
    assert file == once


def test_every_address_can_be_read_and_written_back() -> None:
    file = agency([record(0)])
    for holder in (file["dokumen"][0], file["dokumen"][0]["indikator"][0]):
        before = copy.deepcopy(holder)
        for address in addresses(holder):
            put_value(holder, address, get_value(holder, address))
        assert holder == before


def test_publishing_again_applies_the_ledger_of_any_agency_file_in_the_folder(tmp_path: Path) -> None:
    file = agency([record(0)])
    append_entries(ledger_path(tmp_path / "nama-lama.json"), [decided(file, 0, "indikator", "Jalan mantap")])
    assert publish(tmp_path / "nama-baru.json", file) == []
    written = json.loads((tmp_path / "nama-baru.json").read_text("utf-8"))
    assert written["dokumen"][0]["indikator"][0]["indikator"] == "Jalan mantap"


def test_line_torn_by_a_power_cut_loses_no_other_decision(tmp_path: Path) -> None:
    path = tmp_path / "a.koreksi.jsonl"
    append_entries(path, [Entry("terima", HASH, "ani", medan="sasaran")])
    with path.open("ab") as file:
        file.write(b'{"aksi": "ubah", "dok')
    append_entries(path, [Entry("ubah", HASH, "budi", medan="kode")])
    ledger = read_ledger(path)
    assert [e.oleh for e in ledger.entries] == ["ani", "budi"] and ledger.broken == [2]
    assert read_ledgers(tmp_path).broken == [2]


def test_state_of_a_document_is_the_one_that_was_set_last() -> None:
    change = Entry("ubah", HASH, "ani")
    assert state_of([]) == "baru"
    assert state_of([change]) == "diperiksa"
    assert state_of([change, Entry("status", HASH, "ani", baru="diterima"), change]) == "diterima"


def test_correction_that_the_schema_of_today_forbids_stops_no_publication(tmp_path: Path) -> None:
    file = agency([record(0), record(1)])
    bad = decided(file, 0, "tipe_penghitungan", "entah")
    append_entries(ledger_path(tmp_path / "a.json"), [bad, decided(file, 1, "indikator", "Kepuasan")])
    (conflict,) = publish(tmp_path / "a.json", file)
    document = json.loads((tmp_path / "a.json").read_text("utf-8"))["dokumen"][0]
    assert conflict.entry.id == bad.id and conflict.why == "tidak_sah"
    assert document["indikator"][0]["tipe_penghitungan"] is None
    assert document["indikator"][1]["indikator"] == "Kepuasan", "the others are applied"
    assert [t["kode"] for t in document["temuan"]] == [CONFLICT]


BAD_LINES = [b'{"aksi":"ubah","dokumen":"a","bbox":"x"}', b'{"aksi":"ubah","dokumen":"a","rekaman":3}', b"[]", b"null",
             b'{"aksi":"hapus","dokumen":"a"}', b"\xff\xfe", b'{"aksi":"ubah"}']  # fmt: skip


@pytest.mark.parametrize("line", BAD_LINES)
def test_line_of_another_kind_is_reported_not_believed(tmp_path: Path, line: bytes) -> None:
    (tmp_path / "a.koreksi.jsonl").write_bytes(line + b"\n")
    assert read_ledger(tmp_path / "a.koreksi.jsonl") == Ledger([], [1])


def test_correction_of_a_fact_of_the_document(tmp_path: Path) -> None:
    file = agency([record(0)])
    entry = Entry("ubah", HASH, "ani", medan="tanggal", baru="2021-03-02")
    assert apply_entries(file["dokumen"][0], [entry]) == []
    document = file["dokumen"][0]
    assert document["tanggal"] == "2021-03-02" and document["asal"]["tanggal"]["sumber"] == "koreksi"
    assert locate(document, entry) == [Target("dokumen", None, "tanggal")]
    assert validate_agency(file) == []


def entry_dict(entry: Entry) -> dict[str, Any]:
    return {name: getattr(entry, name) for name in Entry.__dataclass_fields__}
