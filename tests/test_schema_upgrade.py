"""Files that the program wrote under version 1 of the contract: brought up, read, left alone where they do not fit."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from iku.cli.main import app
from iku.corpus.read import agency_rows
from iku.corrections.ledger import read_ledger
from iku.schemas.agency_files import load_agency
from iku.schemas.upgrade import complete_value, needs_upgrade, upgraded
from iku.schemas.validate import load_schema, validate_agency
from iku.web.reading import Reader

FILES = sorted((Path(__file__).parent / "data" / "versi-1").glob("*.json"))


@pytest.fixture(params=FILES, ids=lambda p: p.name[:5])
def old(request: pytest.FixtureRequest) -> dict[str, Any]:
    return json.loads(request.param.read_text("utf-8"))


def test_file_of_version_1_becomes_valid_and_keeps_all_it_said(old: dict[str, Any]) -> None:
    new = upgraded(old)
    assert needs_upgrade(old) and not needs_upgrade(new)
    assert validate_agency(new) == []
    assert kept(old, new)
    assert new["program"] is None and new["dokumen"][0]["indikator"][0]["tingkat_kinerja"] is None


def kept(old: Any, new: Any) -> bool:
    """Everything of *old* stands in *new* in the same place, but for the version itself."""
    if isinstance(old, dict):
        return all(k in ("$schema", "versi") or kept(v, new[k]) for k, v in old.items())
    if isinstance(old, list):
        return len(old) == len(new) and all(map(kept, old, new))
    return bool(old == new)


def test_every_part_that_version_2_added_is_filled_in(old: dict[str, Any]) -> None:
    shapes = load_schema()["$defs"]
    new = upgraded(old)
    document = new["dokumen"][0]
    parts = [("dokumen", document), ("instansi", new["instansi"]), ("tabel", document["tabel"][0]),
             ("halaman", document["halaman"][0]), ("indikator", document["indikator"][0])]  # fmt: skip
    for name, part in parts:
        assert set(part) == set(shapes[name]["properties"]), name


def test_command_brings_up_in_place_and_says_what_it_did(tmp_path: Path) -> None:
    for path in FILES:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "lain.json").write_text("[1]", "utf-8")
    (tmp_path / "rusak.json").write_text('{"$schema": "urn:iku:skema:instansi:1", "dokumen": 5}', "utf-8")
    first = CliRunner().invoke(app, ["migrate", str(tmp_path)])
    assert first.exit_code == 1 and first.output.count("brought up") == len(FILES)
    assert (tmp_path / "rusak.json").read_text("utf-8").endswith('"dokumen": 5}')
    assert "iku migrate" not in CliRunner().invoke(app, ["validate", str(tmp_path / FILES[0].name)]).output
    (tmp_path / "rusak.json").unlink()
    again = CliRunner().invoke(app, ["migrate", str(tmp_path)])
    assert again.exit_code == 0 and again.output.count("already") == len(FILES)


def test_command_writes_into_another_folder_and_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / FILES[0].name
    path.write_bytes(FILES[0].read_bytes())
    assert CliRunner().invoke(app, ["migrate", str(path), "-o", str(tmp_path / "baru")]).exit_code == 0
    assert path.read_bytes() == FILES[0].read_bytes()
    assert validate_agency(json.loads((tmp_path / "baru" / path.name).read_text("utf-8"))) == []


def test_validate_names_the_command_for_an_old_file() -> None:
    told = CliRunner().invoke(app, ["validate", str(FILES[0])])
    assert told.exit_code == 1 and "iku migrate" in told.output


def test_corpus_and_review_read_old_files_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / FILES[0].name
    path.write_bytes(FILES[0].read_bytes())
    data = load_agency(path)
    assert data is not None and agency_rows(data, path.name).tables["indikator"]
    assert Reader(tmp_path).read(path.name).document(0)["indikator"]


def test_decision_of_version_1_has_the_parts_that_came_later(tmp_path: Path) -> None:
    value = {"jenis": "target", "tahun": 2021, "tercetak": "80", "angka": 80, "satuan": None}
    entry = {"aksi": "ubah", "dokumen": "a" * 64, "oleh": "x", "medan": "nilai.target.2021", "baru": value}
    (tmp_path / "a.koreksi.jsonl").write_text(json.dumps(entry) + "\n", "utf-8")
    (read,) = read_ledger(tmp_path / "a.koreksi.jsonl").entries
    assert read.baru == {**value, "periode": None, "kumulatif": None}
    assert complete_value("sasaran", "teks") == "teks"


def test_broken_json_beside_agency_files_is_named_by_the_report_of_headers(tmp_path: Path) -> None:
    (tmp_path / "rusak.json").write_text('{"$schema": ', encoding="utf-8")
    (tmp_path / "lain.json").write_text('{"$schema": "urn:iku:skema:instansi:2"}', encoding="utf-8")
    (tmp_path / "laporan.json").write_text("[]", encoding="utf-8")
    done = CliRunner().invoke(app, ["headers", str(tmp_path)])
    assert done.exit_code == 1, done.output
    assert "rusak.json" in done.output and "lain.json" in done.output and "Traceback" not in done.output
