"""The corpus as a file: built, updated, rebuilt, and never a half one."""

from __future__ import annotations

import json
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from iku.corpus.build import build
from iku.corpus.errors import NotACorpus
from iku.corpus.questions import Filters, search
from iku.corpus.store import open_corpus
from iku.extract.errors import NoAgencyFiles
from tests.corpus_files import DEPOK, document, indicator, three_agencies, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    three_agencies(tmp_path / "hasil")
    return tmp_path / "hasil"


def content(path: Path) -> dict[str, list[tuple]]:
    """All rows of all tables, without the order in which they were written."""
    with closing(sqlite3.connect(path)) as db:
        names = [
            r[0] for r in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%fts%'")
        ]
        return {n: sorted(db.execute(f"SELECT * FROM {n}"), key=repr) for n in names if not n.startswith("sqlite_")}


def test_same_files_give_the_same_content_and_ids(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "one.db")
    build(folder, tmp_path / "two.db")
    assert content(tmp_path / "one.db") == content(tmp_path / "two.db")


def test_updated_corpus_equals_one_built_anew(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "k.db"
    files = sorted(folder.iterdir())
    held = tmp_path / "held.json"
    shutil.move(files[0], held)
    build(folder, target)
    shutil.move(held, files[0])
    write(folder, "Dinas Sosial Kota Depok", DEPOK, [document("new.pdf", [indicator("Persentase desa siaga")], 2025)])
    built = build(folder, target)
    assert (built.read, built.unchanged, built.removed) == (2, 1, 0)
    build(folder, tmp_path / "anew.db")
    assert content(target) == content(tmp_path / "anew.db")


def test_file_that_is_gone_leaves_nothing_behind(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "k.db"
    build(folder, target)
    next(folder.glob("15.71*")).unlink()
    assert build(folder, target).removed == 1
    with closing(open_corpus(target)) as db:
        assert search(db, "luar panti", Filters()) == []
        assert db.execute("SELECT count(*) FROM instansi").fetchone()[0] == 2
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []


def test_broken_file_is_reported_and_the_others_are_read(folder: Path, tmp_path: Path) -> None:
    (folder / "0.json").write_text("{", encoding="utf-8")
    (folder / "1.json").write_text('{"$schema": "urn:iku:skema:instansi:2", "versi": "2.0"}', encoding="utf-8")
    (folder / "package.json").write_text('{"name": "other"}', encoding="utf-8")
    built = build(folder, tmp_path / "k.db")
    assert [e.code for e in built.errors] == ["JSON_TAK_TERBACA"] * 2
    assert built.skipped == ["package.json"]
    assert built.read == 3 and built.indicators == 9


def test_file_that_contradicts_itself_does_not_stop_the_build(folder: Path, tmp_path: Path) -> None:
    path = next(folder.glob("15.71*"))
    data = json.loads(path.read_text("utf-8"))
    data["dokumen"][0]["tabel"] = []
    path.write_text(json.dumps(data), encoding="utf-8")
    built = build(folder, tmp_path / "k.db")
    assert [e.file for e in built.errors] == [path.name] and "table 1" in str(built.errors[0])
    assert built.indicators == 7


def test_another_database_is_not_overwritten(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "bank.db"
    with closing(sqlite3.connect(other)) as db:
        db.execute("CREATE TABLE t (a)")
    before = other.read_bytes()
    with pytest.raises(NotACorpus):
        build(folder, other)
    assert other.read_bytes() == before


def test_failed_build_leaves_the_old_corpus(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "k.db"
    build(folder, target)
    before = target.read_bytes()
    with pytest.raises(NoAgencyFiles):
        build(tmp_path / "empty", target)
    assert target.read_bytes() == before
    assert list(tmp_path.glob(".*.tmp")) == []


def test_every_indicator_leads_to_its_page(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "k.db")
    with closing(open_corpus(tmp_path / "k.db")) as db:
        rows = db.execute("SELECT berkas_pdf, halaman FROM v_indikator").fetchall()
        assert len(rows) == 9 and all(page == 4 and name.endswith(".pdf") for name, page in rows)
        assert db.execute("SELECT count(*) FROM asal WHERE cetak IS NOT NULL").fetchone()[0] == 9


def test_id_outlives_rows_before_it(tmp_path: Path) -> None:
    def ids(names: list[str], at: str) -> dict[str, str]:
        write(tmp_path / at, "Dinas Sosial Kota Depok", DEPOK, [document("d.pdf", [indicator(n) for n in names])])
        build(tmp_path / at, tmp_path / f"{at}.db")
        with closing(open_corpus(tmp_path / f"{at}.db")) as db:
            return dict(db.execute("SELECT indikator, indikator_id FROM indikator").fetchall())

    before, after = ids(["Persentase A1", "Persentase B"], "one"), ids(["Baru", "Persentase B"], "two")
    assert before["Persentase B"] == after["Persentase B"]


def test_search_folds_spelling_and_old_names(folder: Path, tmp_path: Path) -> None:
    build(folder, tmp_path / "k.db")
    with closing(open_corpus(tmp_path / "k.db")) as db:
        for question in ("persentase PMKS ditangani", "prosentase PPKS tertangani", "penanganan pmks"):
            assert len(search(db, question, Filters(), names_only=True)) == 3, question
        assert len(search(db, "PMKS di luar panti", Filters())) == 1
        assert len(search(db, "kemandirian", Filters(provinsi="Jawa Barat"), names_only=True)) == 2
        assert len(search(db, "kemandirian", Filters(urusan="kesehatan"))) == 0
        assert len(search(db, "kemandirian", Filters(tahun=2018))) == 1
        assert search(db, "'; DROP TABLE indikator; --", Filters()) == []
