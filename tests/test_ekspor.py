"""From a PDF to a workbook in one command, and what is no PDF is told."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from iku.batch.context import end_server
from iku.cli.codes import Exit
from iku.cli.convert import run_convert
from iku.cli.ekspor import run_ekspor


def test_pdf_becomes_one_workbook_and_nothing_stays(
    samples: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    target = tmp_path / "baru" / "iku.xlsx"
    assert run_ekspor([samples / "pdf" / "b-capaian.pdf"], target) == Exit.OK
    end_server()
    sheet = openpyxl.load_workbook(target).worksheets[0]
    assert sheet.title == "IKU" and sheet.max_row == 6
    assert [p.name for p in target.parent.iterdir()] == ["iku.xlsx"]
    assert [p for p in temporary.iterdir() if not p.name.startswith("pymp-")] == []  # the server's own goes with us


def test_csv_opens_in_an_indonesian_excel(samples: Path, tmp_path: Path) -> None:
    target = tmp_path / "iku.csv"
    assert run_ekspor([samples / "pdf" / "b-capaian.pdf"], target) == Exit.OK
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(target.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert len(rows) == 5 and all("," in r["Keyakinan"] or r["Keyakinan"] in ("1", "") for r in rows)


@pytest.mark.parametrize(
    ("path", "told"),
    [("-", "standard input"), ("https://contoh.example/a.pdf", "address"), ("s3://arsip/a.pdf", "address")],
)
def test_what_is_no_file_of_this_machine_is_told(
    path: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_convert([Path(path)], tmp_path / "out", lexicon=None, nip=False, verbose=False) == Exit.WRONG_USAGE
    assert run_ekspor([Path(path)], tmp_path / "a.xlsx") == Exit.WRONG_USAGE
    assert capsys.readouterr().err.count(told) == 2


def test_name_of_the_output_says_what_it_is(samples: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_ekspor([samples / "pdf" / "b-capaian.pdf"], tmp_path / "iku.doc") == Exit.WRONG_USAGE
    assert ".xlsx or .csv" in capsys.readouterr().err
