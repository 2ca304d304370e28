"""The report for spreadsheets and terminals: nothing in it is a command."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from iku.batch.discover import Found
from iku.batch.job import Outcome
from iku.batch.ledger import FOLDER, Ledger
from iku.batch.report import CSV_NAME, JSON_NAME, clean, write_report
from iku.batch.run import Tally
from iku.cli.convert import progress_text
from iku.schemas.spreadsheet import guarded


@pytest.mark.parametrize("text", ["=1+1", "+A1", "-A1", "@SUM(A1)", "  =1", "\ufffd=1", "\uff1d1"])
def test_formula_in_a_cell_is_text(text: str) -> None:
    assert guarded(text) == "'" + text


@pytest.mark.parametrize("value", ["a=1", "", None, 5, -3.5, "3-5", "-1", "-"])
def test_other_cells_stay(value: object) -> None:
    assert guarded(value) == value


def test_control_characters_and_direction_marks_go() -> None:
    assert clean("a\x1b[31mb\u202ec\x9bd\udcffe\n") == "a\ufffd[31mb\ufffdc\ufffdd\ufffde\ufffd"


def test_report_of_odd_names_and_reasons_is_whole_in_both_forms(tmp_path: Path) -> None:
    (tmp_path / FOLDER).mkdir()
    ledger = Ledger.open(tmp_path)
    for n, name in enumerate([b"/a/=cmd.pdf", b'/a/"kutip",koma.pdf', b"/a/\xff\n.pdf"]):
        ledger.saw(Found(name, 10, 0), f"hash{n}", 5)
        ledger.record(Outcome(f"hash{n}", "PDF_RUSAK", "=2+5 rusak\x07", 3), b"x", "p", "s")
    ledger.saw(Found(b"/a/zz.pdf", 10, 0), None, 5, "TAK_TERBACA", "denied")
    ledger.flush()
    write_report(ledger, tmp_path, "1.0")
    ledger.close()
    report = json.loads((tmp_path / JSON_NAME).read_text("utf-8"))
    assert report["ringkasan"] == {"gagal": 4}
    rows = list(csv.DictReader(io.StringIO((tmp_path / CSV_NAME).read_text("utf-8-sig"))))
    assert [r["berkas"] for r in rows] == [r["berkas"] for r in report["berkas"]]
    assert {r["alasan"] for r in rows} == {"'=2+5 rusak\ufffd", "denied"}
    assert [r["kode"] for r in rows] == ["PDF_RUSAK", "PDF_RUSAK", "TAK_TERBACA", "PDF_RUSAK"]
    assert rows[0]["halaman_galat"] == "3"


def test_progress_tells_files_failures_speed_and_time_left() -> None:
    tally = Tally(found=100, walked=True, skipped=10, done=30, failed=2, pages=90)
    assert progress_text(tally, 60.0) == "40/100 files, 2 failed, 1.5 pages/s, 0:02:00 left"
    assert progress_text(Tally(found=7), 1.0) == "0/7+ files, 0 failed"
