"""The commands of the corpus: answers as a table, JSON and CSV, and what they say when something is wrong."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.corpus_files import DEPOK, document, indicator, three_agencies, write

ROOT = Path(__file__).resolve().parent.parent


def iku(*arguments: object, code: int = 0) -> str:
    run = [sys.executable, "-c", "from iku.cli.main import main; main()", *map(str, arguments)]
    done = subprocess.run(
        run, capture_output=True, text=True, cwd=ROOT, timeout=120, env={**os.environ, "OMP_NUM_THREADS": "1"}
    )
    assert done.returncode == code, (arguments, done.stdout, done.stderr)
    return done.stdout if code == 0 else done.stdout + done.stderr


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    three_agencies(folder / "hasil")
    said = iku("corpus", "build", folder / "hasil", "-o", folder / "k.db")
    assert "9 indicators" in said
    return folder


def test_search_speaks_json_and_csv(corpus: Path) -> None:
    question = ("search", "kemandirian disabilitas", "--urusan", "sosial", "--provinsi", "32", "--db", corpus / "k.db")
    found = json.loads(iku(*question, "--json"))
    assert [r["tahun"] for r in found] and {r["wilayah"] for r in found} == {"Kota Depok"} and len(found) == 2
    assert len(list(csv.DictReader(io.StringIO(iku(*question, "--csv"))))) == 2
    assert "depok" not in iku("search", "tidakada", "--db", corpus / "k.db", code=1)


def test_compare_puts_formulas_side_by_side(corpus: Path) -> None:
    found = json.loads(iku("compare", "penyandang disabilitas mandiri", "--db", corpus / "k.db", "--json"))
    assert (found["jumlah_indikator"], found["jumlah_instansi"]) == (3, 2)
    assert {f["penyebut"] for f in found["formulasi"]} == {
        "jumlah penyandang cacat yang dibina", "seluruh penyandang disabilitas", None,
    }  # fmt: skip
    (concept,) = found["konsep"]
    wide = json.loads(iku("compare", concept["konsep_id"], "--db", corpus / "k.db", "--json"))
    assert wide["jumlah_indikator"] == 3


def test_stats_count_what_is_missing(corpus: Path, tmp_path: Path) -> None:
    found = json.loads(iku("stats", "--db", corpus / "k.db", "--json"))
    assert found["jumlah"]["indikator"] == 9 and found["jumlah"]["tanpa_formulasi"] == round(7 / 9, 4)
    assert {r["provinsi"]: r["indikator"] for r in found["provinsi"]} == {
        "Jawa Barat": 4, "Jambi": 2, "Kalimantan Selatan": 3,
    }  # fmt: skip
    pytest.importorskip("matplotlib")
    iku("stats", "--db", corpus / "k.db", "--plot", tmp_path)
    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".png"] * 3 + [".svg"] * 3


def test_diff_writes_a_page(corpus: Path, tmp_path: Path) -> None:
    (path,) = (corpus / "hasil").glob("32.76*")
    iku("diff", path, "--html", tmp_path / "d.html")
    assert "<ins>seluruh</ins> penyandang" in (tmp_path / "d.html").read_text("utf-8")
    (told,) = json.loads(iku("diff", path, "--json"))
    assert told["jumlah"]["ditambah"] == 1 and told["jumlah"]["dihapus"] == 1
    rows = list(csv.DictReader(io.StringIO(iku("diff", f"{path}#depok-2016.pdf", path, "--csv"))))
    assert "formulasi.penyebut" in {r["medan"] for r in rows}


def test_why_tells_what_links_two_names(corpus: Path) -> None:
    told = json.loads(iku("corpus", "why", "Persentase PMKS yang tertangani", "Prosentase PPKS yang ditangani",
                          "--db", corpus / "k.db", "--json"))  # fmt: skip
    assert told["satu_konsep"] is True and told["konsep_kiri"] == told["konsep_kanan"]
    told = json.loads(iku("corpus", "why", "Persentase PMKS yang tertangani", "Jumlah PMKS yang tertangani",
                          "--db", corpus / "k.db", "--json"))  # fmt: skip
    assert told["satu_konsep"] is False and "ukuran" in told["alasan"]


def test_candidates_filled_in_are_a_review_file(tmp_path: Path) -> None:
    names = ("Persentase koperasi produktif yang sehat", "Persentase koperasi sehat")
    write(tmp_path / "hasil", "Dinas Koperasi", DEPOK, [document("d.pdf", [indicator(n) for n in names])])
    asked = ("corpus", "build", tmp_path / "hasil", "-o", tmp_path / "k.db")
    assert "2 concepts" in iku(*asked)
    told = iku("corpus", "candidates", "--db", tmp_path / "k.db", "--csv")
    (row,) = csv.DictReader(io.StringIO(told))
    assert "produktif" in row["alasan"]
    (tmp_path / "tinjauan.csv").write_text(told.replace("\n,", "\ngabung,"), encoding="utf-8")
    assert "1 concepts" in iku(*asked, "--review", tmp_path / "tinjauan.csv")


def test_wrong_usage_says_what_to_do(corpus: Path, tmp_path: Path) -> None:
    assert "BUKAN_KORPUS" in iku("search", "x", "--db", tmp_path / "none.db", code=2)
    assert "TAK_ADA_JSON" in iku("corpus", "build", tmp_path, "-o", tmp_path / "k.db", code=2)
    assert "TAK_DITEMUKAN" in iku("search", "x", "--db", corpus / "k.db", "--provinsi", "Atlantis", code=1)
    assert "no such form" in iku("export", "--db", corpus / "k.db", "-o", tmp_path, "--form", "docx", code=2)


def test_help_loads_no_heavy_room() -> None:
    heavy = {"pandas", "spacy", "camelot", "cv2", "pdfplumber"}
    code = f"import sys, iku.cli.main; print(sorted({heavy!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60)
    assert done.stdout.strip() == "[]"
    assert "compare" in iku("--help")
