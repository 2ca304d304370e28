"""The published schema follows the result model, and a broken file is told what, where and why."""

from __future__ import annotations

import copy
import json
import re
import types
import typing
from dataclasses import fields, is_dataclass
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import iku.normalize.model as model
import iku.normalize.record_fields as record_fields
from iku.normalize.model import Dokumen, Halaman, Instansi, Kolom, Lokasi, Tabel, Temuan
from iku.normalize.record_model import Asal, AsalMedan, Formulasi, Indikator, Nilai, Pihak, Satuan
from iku.schemas.validate import load_schema, path_text, validate_agency
from iku.schemas.write import to_json

BOX = [10.0, 20.5, 110.0, 40.0]


def agency() -> dict[str, Any]:
    """A small valid agency file with every part filled."""
    record = Indikator(
        nomor="1.",
        sasaran="Meningkatnya minat baca masyarakat",
        indikator="Persentase pengunjung perpustakaan",
        formulasi=Formulasi("a / b x 100%", "rasio", "a", "b", 100.0),
        satuan=Satuan("persen", None, "formulasi"),
        sumber_data=[Pihak("Bidang Layanan", "utama")],
        nilai=[Nilai("target", 2024, "70,5", 70.5, None)],
        lainnya={"KET. LAIN": "x"},
        asal=Asal(2, 1, 1, BOX, "teks", 1.0, {"nilai.target.2024": AsalMedan(2, BOX, "teks", 1.0, "70,5")}),
    )
    document = Dokumen(
        id="0" * 64,
        berkas="a.pdf",
        jumlah_halaman=2,
        halaman=[Halaman(1, "teks", 0, 595.0, 842.0), Halaman(2, "ocr", 90, 842.0, 595.0)],
        tabel=[Tabel(1, "IKU", "iku", [2], [Kolom("NO", "nomor", "persis", 1.0, BOX)], 1)],
        indikator=[record],
        temuan=[Temuan("SATUAN_BEDA", "peringatan", "Satuan berbeda.", Lokasi(2, BOX, 0, "satuan"))],
        asal={"nomor": AsalMedan(1, BOX, "teks", 0.9, "12")},
    )
    return to_json(Instansi(), [document])


def test_schema_is_itself_valid() -> None:
    Draft202012Validator.check_schema(load_schema())


def test_full_file_is_valid() -> None:
    assert validate_agency(agency()) == []


@pytest.mark.parametrize("cls", [c for c in vars(model).values() if isinstance(c, type) and is_dataclass(c)])
def test_schema_has_the_fields_of_the_model_in_order(cls: type) -> None:
    if cls.__name__ == "Hasil":
        return
    name = re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()
    properties = load_schema()["$defs"][name]["properties"]
    hints = typing.get_type_hints(cls)
    assert list(properties) == [f.name for f in fields(cls)]
    for field in fields(cls):
        assert _nullable(properties[field.name]) == _optional(hints[field.name]), field.name


def _optional(hint: Any) -> bool:
    return isinstance(hint, types.UnionType) and type(None) in typing.get_args(hint)


def _nullable(schema: dict[str, Any]) -> bool:
    kind = schema.get("type")
    if "anyOf" in schema:
        return {"type": "null"} in schema["anyOf"]
    return None in schema["enum"] if "enum" in schema else isinstance(kind, list) and "null" in kind


LATER = ("sebab",)
"""Fields that came after the first files of this version, which stay valid without them."""


def test_every_field_is_explained_in_both_languages_and_no_key_is_free() -> None:
    schema = load_schema()
    for shape in [schema, *schema["$defs"].values()]:
        if shape["type"] == "object":
            assert shape["additionalProperties"] is False
            assert shape["required"] == [n for n in shape["properties"] if n not in LATER or n in shape["required"]]
            for part in shape["properties"].values():
                assert part["title"] and part["description"] and part["x-en"]


def edit(path: str, value: Any) -> dict[str, Any]:
    data = copy.deepcopy(agency())
    node: Any = data
    *way, last = [int(s) if s.isdigit() else s for s in path.split("/")]
    for step in way:
        node = node[step]
    node[last] = value
    return data


BROKEN = [
    ("dokumen/0/indikator/0/satuan/dasar", "tebakan", "dokumen[0].indikator[0].satuan.dasar"),
    ("dokumen/0/indikator/0/formulasi/jenis", "lain", "dokumen[0].indikator[0].formulasi.jenis"),
    ("dokumen/0/indikator/0/nilai/0/tahun", "2024", "dokumen[0].indikator[0].nilai[0].tahun"),
    ("dokumen/0/indikator/0/asal/bbox", [1, 2, 3], "dokumen[0].indikator[0].asal.bbox"),
    ("dokumen/0/tanggal", "13 September 2019", "dokumen[0].tanggal"),
    ("dokumen/0/halaman/1/rotasi", 45, "dokumen[0].halaman[1].rotasi"),
    ("instansi/daerah/kode", "3276", "instansi.daerah.kode"),
    ("dokumen/0/indikator/0/asal/keyakinan", 1.2, "dokumen[0].indikator[0].asal.keyakinan"),
    ("dokumen/0/temuan/0/tingkat", "fatal", "dokumen[0].temuan[0].tingkat"),
    ("dokumen/0/catatan", "bebas", "dokumen[0]"),
    ("dokumen", [], "dokumen"),
    ("versi", "1.0", "versi"),
    ("$schema", "urn:lain", "$schema"),
    ("dokumen/0/indikator/0/asal/tabel", 7, "dokumen[0].indikator[0].asal.tabel"),
    ("dokumen/0/indikator/0/asal/halaman", 3, "dokumen[0].indikator[0].asal.halaman"),
    ("dokumen/0/tabel/0/halaman", [9], "dokumen[0].tabel[0].halaman[0]"),
    ("dokumen/0/temuan/0/lokasi/indikator", 1, "dokumen[0].temuan[0].lokasi.indikator"),
    ("dokumen/0/indikator/0/induk", {"tingkat": "tujuan", "teks": "a", "rekaman": "indikator.0"},
     "dokumen[0].indikator[0].induk.rekaman"),
    ("dokumen/0/indikator/0/induk", {"tingkat": "tujuan", "teks": "a", "rekaman": "indikator_lain.3"},
     "dokumen[0].indikator[0].induk.rekaman"),
    ("dokumen/0/indikator/0/nilai/0/periode", "Q1", "dokumen[0].indikator[0].nilai[0].periode"),
    ("dokumen/0/indikator/0/polarisasi", {"nilai": "naik", "tercetak": None},
     "dokumen[0].indikator[0].polarisasi.nilai"),
    ("dokumen/0/asal/nomor/bbox", [50, 0, 10, 10], "dokumen[0].asal.nomor.bbox"),
]


@pytest.mark.parametrize(("path", "value", "where"), BROKEN, ids=[b[0] for b in BROKEN])
def test_broken_field_is_named_with_its_place(path: str, value: Any, where: str) -> None:
    problems = validate_agency(edit(path, value))
    assert [p.path for p in problems] == [where]
    assert problems[0].why_id and problems[0].why_en and problems[0].why_id != problems[0].why_en


def test_problem_tells_file_and_page() -> None:
    (problem,) = validate_agency(edit("dokumen/0/indikator/0/nilai/0/jenis", "sasaran"))
    assert problem.where == "a.pdf, halaman 2"
    assert '"sasaran"' in problem.text("id") and '"sasaran"' in problem.text("en")


def test_missing_field_is_named() -> None:
    data = agency()
    del data["dokumen"][0]["indikator"][0]["sasaran"]
    (problem,) = validate_agency(data)
    assert "sasaran" in problem.why_id and "sasaran" in problem.why_en


@pytest.mark.parametrize("data", [None, [], "x", 3, {}, {"dokumen": 5}, {"instansi": {}, "dokumen": [None]}])
def test_anything_else_is_a_problem_and_never_an_exception(data: Any) -> None:
    assert validate_agency(data)


def test_two_tables_with_one_id() -> None:
    data = agency()
    data["dokumen"][0]["tabel"].append(copy.deepcopy(data["dokumen"][0]["tabel"][0]))
    assert [p.path for p in validate_agency(data)] == ["dokumen[0].tabel[1].id"]


def test_path_text() -> None:
    assert path_text([]) == "$" and path_text(["a", 0, "b"]) == "a[0].b"


def test_file_survives_a_round_trip_through_json() -> None:
    assert validate_agency(json.loads(json.dumps(agency()))) == []


def test_table_of_record_fields_is_the_contract_in_its_order() -> None:
    listed = list(load_schema()["$defs"]["indikator"]["properties"])
    others = {"nilai", "lainnya", "jenis_tabel", "asal", "induk"}
    assert [n for n in listed if n not in others] == list(record_fields.names())
    assert {f.name for f in fields(model.Indikator)} == set(listed)
