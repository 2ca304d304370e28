"""A batch goes on where it stopped, notices what changed, and gives the same bytes whatever happened on the way."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import time
from pathlib import Path

import pytest

from iku.batch.in_process import InProcessWorkers
from iku.batch.job import Limits, Outcome
from iku.batch.ledger import FOLDER, NAME, Ledger
from iku.batch.lock import RunLock
from iku.batch.many import convert_many
from iku.batch.pool import Pool
from iku.batch.run import Batch, Order
from iku.batch.shard import Shard
from iku.extract.errors import LedgerBroken, OutputBusy
from iku.options import Options
from iku.pipeline import convert

OLD = time.time() - 3600


def run(paths: list[Path], out: Path, workers: int = 0, **order) -> tuple[list[tuple[str, Outcome]], Batch]:
    make = (lambda jobs, size: Pool(workers, Limits())) if workers else (lambda jobs, size: InProcessWorkers())
    batch = Batch(Order(paths, out, **order), make)
    return [(path.name, outcome) for path, outcome in batch.run()], batch


def names(found: list[tuple[str, Outcome]]) -> list[str]:
    return sorted(name for name, _ in found)


def result_bytes(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.glob("*.json")) if p.name != "laporan.json"}


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """Three samples, and a second, older report of the first one's agency in a folder below."""
    folder = tmp_path / "arsip"
    (folder / "lama").mkdir(parents=True)
    for name in ("a-laporan", "b-capaian", "c-keputusan-bidang"):
        shutil.copy(samples / "pdf" / f"{name}.pdf", folder)
    (folder / "lama" / "a-lain.pdf").write_bytes((folder / "a-laporan.pdf").read_bytes() + b"\n%lain")
    for path in folder.rglob("*.pdf"):
        os.utime(path, (OLD, OLD))
    return folder


def test_second_run_reads_nothing_and_writes_nothing(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    first, batch = run([archive], out)
    assert names(first) == ["a-lain.pdf", "a-laporan.pdf", "b-capaian.pdf", "c-keputusan-bidang.pdf"]
    before, stamps = result_bytes(out), {p: p.stat().st_mtime_ns for p in out.glob("[0-9]*.json")}
    assert len(before) == 3
    second, batch = run([archive], out)
    assert second == [] and batch.tally.skipped == 4
    assert batch.published.written == [] and batch.published.unchanged == 3
    assert {p: p.stat().st_mtime_ns for p in out.glob("[0-9]*.json")} == stamps
    assert result_bytes(out) == before


def test_same_bytes_from_python_from_workers_and_in_any_order(archive: Path, tmp_path: Path) -> None:
    convert(archive).write(tmp_path / "python")
    run([archive], tmp_path / "here")
    run([archive / "c-keputusan-bidang.pdf", archive / "lama", archive], tmp_path / "pool", workers=2)
    expected = result_bytes(tmp_path / "python")
    assert len(expected) == 3
    assert result_bytes(tmp_path / "here") == expected
    assert result_bytes(tmp_path / "pool") == expected


def test_interrupted_run_goes_on_and_ends_with_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    run([archive], tmp_path / "whole")
    batch = Batch(Order([archive], tmp_path / "out"), lambda jobs, size: InProcessWorkers())
    steps = batch.run()
    done = [next(steps)[0].name, next(steps)[0].name]
    steps.close()
    assert 1 <= len(result_bytes(tmp_path / "out")) <= 2
    rest, _ = run([archive], tmp_path / "out")
    assert sorted([*done, *names(rest)]) == ["a-lain.pdf", "a-laporan.pdf", "b-capaian.pdf", "c-keputusan-bidang.pdf"]
    assert result_bytes(tmp_path / "out") == result_bytes(tmp_path / "whole")


def test_copy_under_another_name_is_read_once(archive: Path, tmp_path: Path) -> None:
    (archive / "z").mkdir()
    shutil.copy2(archive / "b-capaian.pdf", archive / "z" / "salinan.pdf")
    found, batch = run([archive], tmp_path / "out")
    assert "salinan.pdf" not in names(found) and batch.tally.twins == 1
    rows = {r["berkas"]: r for r in json.loads((tmp_path / "out/laporan.json").read_text("utf-8"))["berkas"]}
    assert rows[str(archive / "z" / "salinan.pdf")]["hasil"] == "kembar"
    assert rows[str(archive / "z" / "salinan.pdf")]["sama_dengan"] == str(archive / "b-capaian.pdf")


def test_copy_found_later_under_an_earlier_name_gives_what_a_single_run_gives(archive: Path, tmp_path: Path) -> None:
    run([archive], tmp_path / "out")
    shutil.copy2(archive / "b-capaian.pdf", archive / "a-paling-awal.pdf")
    run([archive], tmp_path / "out")
    run([archive], tmp_path / "once")
    assert result_bytes(tmp_path / "out") == result_bytes(tmp_path / "once")


def test_changed_and_removed_files_are_noticed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([archive], out)
    before = result_bytes(out)
    (archive / "c-keputusan-bidang.pdf").unlink()
    changed = archive / "b-capaian.pdf"
    changed.write_bytes(changed.read_bytes() + b"\n% ditambah")
    found, batch = run([archive], out)
    assert names(found) == ["b-capaian.pdf"] and batch.tally.gone == 1
    assert len(batch.published.removed) == 1
    after = result_bytes(out)
    assert len(after) == 2
    assert sum(before[name] != after[name] for name in after) == 1
    run([archive], tmp_path / "anew")
    assert result_bytes(tmp_path / "anew") == after


def test_file_changed_within_the_clock_s_grain_is_hashed_again(archive: Path, tmp_path: Path) -> None:
    path = archive / "b-capaian.pdf"
    content = path.read_bytes() + b"\n% 1"
    path.write_bytes(content)
    stamp = path.stat().st_mtime_ns
    run([archive], tmp_path / "out")
    path.write_bytes(content[:-1] + b"2")
    os.utime(path, ns=(stamp, stamp))
    found, _ = run([archive], tmp_path / "out")
    assert names(found) == ["b-capaian.pdf"]


def test_other_settings_lexicon_or_program_read_again(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    run([archive], out)
    lexicon = tmp_path / "kata.csv"
    lexicon.write_text("field,header\nindikator,Ukuran Hasil Kerja\n", "utf-8")
    assert len(run([archive], out, options=Options(lexicon))[0]) == 4
    assert run([archive], out, options=Options(lexicon))[0] == []
    lexicon.write_text("field,header\nindikator,Ukuran Hasil Kegiatan\n", "utf-8")
    assert len(run([archive], out, options=Options(lexicon))[0]) == 4
    assert len(run([archive], out, options=Options(lexicon, nip=True))[0]) == 4
    monkeypatch.setattr("iku.batch.run.program", lambda: "9.9.9+0123456789ab")
    assert len(run([archive], out, options=Options(lexicon, nip=True))[0]) == 4


def test_fresh_reads_all_and_retry_failed_only_what_failed(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    (archive / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    os.utime(archive / "rusak.pdf", (OLD, OLD))
    run([archive], out)
    before = result_bytes(out)
    assert run([archive], out)[0] == []
    retried, batch = run([archive], out, retry_failed=True)
    assert [(n, o.code) for n, o in retried] == [("rusak.pdf", "PDF_RUSAK")]
    assert len(run([archive], out, fresh=True)[0]) == 5
    assert result_bytes(out) == before


def test_second_run_on_the_same_folder_is_refused(archive: Path, tmp_path: Path) -> None:
    with RunLock(tmp_path / "out" / FOLDER), pytest.raises(OutputBusy, match=f"process {os.getpid()}"):
        run([archive], tmp_path / "out")
    assert len(run([archive], tmp_path / "out")[0]) == 4


def test_shards_joined_give_the_bytes_of_one_run(archive: Path, tmp_path: Path) -> None:
    run([archive], tmp_path / "whole")
    out, read = tmp_path / "out", []
    for n in (1, 2, 3):
        read += names(run([archive], out, shard=Shard(n, 3))[0])
    assert sorted(read) == ["a-lain.pdf", "a-laporan.pdf", "b-capaian.pdf", "c-keputusan-bidang.pdf"]
    assert result_bytes(out) == {}
    joined, batch = run([archive], out)
    assert joined == [] and batch.tally.absorbed == 4
    assert result_bytes(out) == result_bytes(tmp_path / "whole")


@pytest.mark.parametrize("text", ["0/3", "4/3", "3", "a/b", "-1/2"])
def test_impossible_shard_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="share"):
        Shard.parse(text)


def test_every_file_is_in_one_shard() -> None:
    shards = [Shard(n, 16) for n in range(1, 17)]
    for n in range(500):
        assert sum(s.has(f"/arsip/{n}.pdf".encode()) for s in shards) == 1


def test_deleted_or_edited_agency_file_is_written_again(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([archive], out)
    before = result_bytes(out)
    first, second, _ = (out / name for name in before)
    first.unlink()
    second.write_text("{}", "utf-8")
    _, batch = run([archive], out)
    assert sorted(batch.published.written) == [first, second] and batch.published.unchanged == 1
    assert result_bytes(out) == before


def test_folder_that_cannot_be_listed_takes_nothing_away(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import iku.batch.discover as discover

    run([archive], tmp_path / "out")
    before, honest = result_bytes(tmp_path / "out"), discover._entries

    def entries(folder: bytes) -> list[bytes]:
        if folder.rstrip(b"/").endswith(b"lama"):
            raise PermissionError(13, "Permission denied")
        return honest(folder)

    monkeypatch.setattr(discover, "_entries", entries)
    found, batch = run([archive], tmp_path / "out")
    assert [(n, o.code) for n, o in found] == [("lama", "TAK_TERBACA")] and batch.tally.gone == 0
    assert result_bytes(tmp_path / "out") == before


def test_ledger_of_a_newer_program_or_no_ledger_at_all_is_refused(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    run([archive / "b-capaian.pdf"], out)
    ledger = Ledger.open(out)
    ledger.change("PRAGMA user_version=99")
    ledger.close()
    with pytest.raises(LedgerBroken, match="99"):
        run([archive], out)
    (out / FOLDER / NAME).write_bytes(b"no database" * 1000)
    with pytest.raises(LedgerBroken):
        run([archive], out)


def test_names_that_are_no_text_or_mean_to_harm_stay_in_the_output_folder(tmp_path: Path, samples: Path) -> None:
    archive = tmp_path / "arsip"
    archive.mkdir()
    for name in (b"=HYPERLINK(1).pdf", b"\x1b[2Jhapus.pdf", b"bukan-\xff-utf8.pdf", b"..%2f..%2fetc.pdf"):
        content = (samples / "pdf" / "b-capaian.pdf").read_bytes() + b"\n%" + hashlib.sha256(name).digest()
        (archive / os.fsdecode(name)).write_bytes(content)
    found, batch = run([archive], tmp_path / "out")
    assert {o.code for _, o in found} == {None} and len(found) == 4
    assert {p.parent for p in batch.published.written} == {tmp_path / "out"}
    for path in (tmp_path / "out").glob("laporan.*"):
        text = path.read_bytes().decode("utf-8")
        assert "\x1b" not in text
    assert sorted(p.name for p in tmp_path.iterdir()) == ["arsip", "out"]


def test_convert_many_yields_every_file_as_it_ends(archive: Path) -> None:
    (archive / "rusak.pdf").write_bytes(b"bukan pdf")
    found = {c.path.name: c for c in convert_many([archive, archive / "tidak-ada.pdf"], workers=2)}
    assert found["rusak.pdf"].error.code == "BUKAN_PDF"
    assert found["b-capaian.pdf"].hasil.dokumen.indikator
    assert len(found) == 5
