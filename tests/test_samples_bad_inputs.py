"""What people hand in by mistake ends in an error with a code, or in a document without records; nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from bad_inputs import BAD_INPUTS

from iku.extract.errors import NothingToConvert

pipeline = pytest.importorskip("iku.pipeline", exc_type=ImportError)


@pytest.mark.parametrize("name", BAD_INPUTS)
def test_bad_input_ends_in_its_code(name: str, tmp_path: Path) -> None:
    make, allowed = BAD_INPUTS[name]
    make(tmp_path / name)
    result = pipeline.convert(tmp_path / name)
    code = result.errors[0].code if result.errors else None
    assert code in allowed
    assert len(result.errors) + len(result.documents) == 1
    if result.errors:
        assert result.errors[0].file and name in result.errors[0].file
        assert "Traceback" not in str(result.errors[0])
    else:
        assert result.documents[0].indikator == []


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    for name in ("empty.pdf", "no-table.pdf", "password.pdf"):
        BAD_INPUTS[name][0](tmp_path / name)
    result = pipeline.convert(tmp_path)
    assert sorted(e.code for e in result.errors) == ["BERKAS_KOSONG", "TERENKRIPSI"]
    assert [d.berkas for d in result.documents] == ["no-table.pdf"]


def test_document_without_agency_is_written_and_valid(tmp_path: Path) -> None:
    BAD_INPUTS["no-table.pdf"][0](tmp_path / "no-table.pdf")
    (path,) = pipeline.convert(tmp_path / "no-table.pdf").write(tmp_path / "out")
    assert path.name.startswith("tak-dikenal-")


def test_missing_file_and_empty_folder(tmp_path: Path) -> None:
    assert [e.code for e in pipeline.convert(tmp_path / "absent.pdf").errors] == ["TAK_TERBACA"]
    (tmp_path / "folder").mkdir()
    with pytest.raises(NothingToConvert):
        pipeline.convert(tmp_path / "folder")
