"""The data files of the document room agree with each other: codes exist, templates fill, spellings are found."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from iku.normalize.document.citations import find_kind
from iku.normalize.document.knowledge import table, toml


def test_urusan_words_name_known_codes_and_every_code_has_a_word() -> None:
    known = {row["kode_urusan"] for row in table("urusan")}
    used = {row["kode"] for row in table("urusan_kata")}
    assert len(known) == 44 and used == known


def test_regions_are_complete_and_codes_agree_with_levels() -> None:
    rows = table("wilayah")
    assert Counter(r["tingkat"] for r in rows) == {"provinsi": 38, "kabupaten": 416, "kota": 98}
    for row in rows:
        if row["tingkat"] != "provinsi":
            assert row["kode"][:2] == row["kode_provinsi"]
            assert (int(row["kode"][3:]) >= 71) == (row["tingkat"] == "kota"), row
    codes = {r["kode"] for r in rows}
    assert {a["kode"] for a in table("wilayah_alias")} | {a["kode"] for a in table("wilayah_sebutan")} <= codes


def test_every_finding_that_a_check_raises_is_described(root: Path) -> None:
    described = toml("findings_document")
    raised: set[str] = set()
    for name in ("checks", "law_checks"):
        source = (root / "normalize" / "document" / f"{name}.py").read_text(encoding="utf-8")
        raised |= set(re.findall(r'"([A-Z]+(?:_[A-Z]+)+)"', source))
    assert raised == set(described)
    for code, entry in described.items():
        assert entry["tingkat"] in ("galat", "peringatan", "info") and entry["pesan"], code


def test_noted_regulations_have_kinds_that_the_reader_gives() -> None:
    kinds = set(toml("regulasi")["jenis"])
    for note in table("regulasi_catatan"):
        assert note["jenis"] in kinds and note["pengganti"] and note["sumber"], note
        assert (note["masalah"], bool(note["sejak"])) in (("dicabut", True), ("salah_sebut", False)), note


def test_every_kind_is_found_by_each_of_its_spellings() -> None:
    for kind, forms in toml("regulasi")["jenis"].items():
        for form in forms:
            found = find_kind(f"{form.title()} Nomor 1 Tahun 2020")
            assert found is not None and found.start == 0, form
            assert found.jenis == kind, form


def test_institutions_speak_of_known_kinds_and_heads() -> None:
    data = toml("instansi")
    kinds = set(data["kepala"].values())
    assert all(re.fullmatch(r"[a-z][a-z_]*", kind) for kind in kinds)  # as the schema asks
    named = {k for section in ("atasan", "jenjang") for k in data[section]} | set(data["pusat"]["jenis"])
    named |= {k for above in data["atasan"].values() for k in above}
    for section in ("bersama_atasan", "daerah_lepas", "satu_baris", "bernomor", "di_tempat"):
        named |= set(data[section]["jenis"])
    assert named <= kinds, named - kinds
    assert set(data["kapital"]["kepala"]) | set(data["lemah"]["kepala"]) <= set(data["kepala"])
