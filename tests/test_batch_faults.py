"""A fault in one document ends in one typed outcome; the others are converted, nothing is lost."""

from __future__ import annotations

import errno
import importlib
import json
import os
import shutil
import signal
import time
from pathlib import Path

import batch_faults
import pytest

import iku.schemas.files
from iku.batch.discover import content_hash
from iku.batch.job import MEGABYTE, Job, Limits, Outcome
from iku.batch.ledger import Ledger
from iku.batch.pool import Pool
from iku.batch.run import Batch, Order
from iku.batch.worker import read_one
from iku.extract.errors import OutputUnwritable, WorkersFail

LIMITS = Limits(seconds=5, page_seconds=2, memory=900 * MEGABYTE)


def run(
    paths: list[Path], out: Path, limits: Limits = LIMITS, work=batch_faults.work, **order
) -> tuple[dict[str, Outcome], Batch]:
    batch = Batch(Order(paths, out, limits=limits, **order), lambda jobs, size: Pool(2, limits, work))
    return {path.name: outcome for path, outcome in batch.run()}, batch


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    folder = tmp_path / "arsip"
    folder.mkdir()
    for name in ("a-laporan", "b-capaian", "c-keputusan-bidang"):
        shutil.copy(samples / "pdf" / f"{name}.pdf", folder)
    return folder


def spoil(archive: Path, *names: str) -> None:
    """A copy of a sample for every fault, with bytes of its own."""
    for name in names:
        content = (archive / "b-capaian.pdf").read_bytes()
        (archive / name).write_bytes(content + b"\n% " + name.encode())


def document(out: Path, name: str) -> dict:
    files = [json.loads(p.read_text("utf-8")) for p in out.glob("*.json") if p.name != "laporan.json"]
    (found,) = [d for f in files for d in f["dokumen"] if d["berkas"] == name]
    return found


def test_every_fault_is_one_outcome_and_the_rest_is_converted(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "hang.pdf", "crash.pdf", "swallow.pdf", "refused.pdf", "stumble.pdf", "schema.pdf", "vanish.pdf")
    os.mkfifo(archive / "pipe.pdf")
    outcomes, batch = run([archive], tmp_path / "out")
    assert {name: o.code for name, o in outcomes.items()} == {
        "a-laporan.pdf": None,
        "b-capaian.pdf": None,
        "c-keputusan-bidang.pdf": None,
        "hang.pdf": "WAKTU_HABIS",
        "crash.pdf": "PROSES_MATI",
        "swallow.pdf": "MEMORI_HABIS",
        "refused.pdf": "MEMORI_HABIS",
        "stumble.pdf": "GALAT_PROGRAM",
        "schema.pdf": "SKEMA_DILANGGAR",
        "vanish.pdf": "TAK_TERBACA",
        "pipe.pdf": "TAK_TERBACA",
    }
    for name in ("hang.pdf", "crash.pdf", "swallow.pdf", "refused.pdf", "stumble.pdf"):
        assert outcomes[name].partial and outcomes[name].page == 2, name
        unread = [h["nomor"] for h in document(tmp_path / "out", name)["halaman"] if h["jenis"] == "tak_dibaca"]
        assert unread == [2], name
        assert "HASIL_SEBAGIAN" in {t["kode"] for t in document(tmp_path / "out", name)["temuan"]}, name
    report = json.loads((tmp_path / "out" / "laporan.json").read_text("utf-8"))
    assert report["ringkasan"] == {"gagal": 3, "sebagian": 5, "selesai": 3}
    assert len(report["berkas"]) == 11


def test_page_that_computes_without_end_costs_itself_and_a_pause_costs_nothing(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "spin.pdf", "paused.pdf")
    outcomes, _ = run([archive], tmp_path / "out", limits=Limits(seconds=2.5, page_seconds=0.5))
    assert (outcomes["spin.pdf"].code, outcomes["spin.pdf"].page) == ("WAKTU_HABIS", 2)
    assert outcomes["spin.pdf"].partial
    assert outcomes["paused.pdf"].code is None and outcomes["paused.pdf"].attempts == 1
    assert outcomes["paused.pdf"].seconds > 4 > outcomes["paused.pdf"].cpu


def test_worker_killed_from_outside_costs_a_trial_and_no_page(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "once-killed.pdf")
    outcomes, _ = run([archive], tmp_path / "out")
    assert outcomes["once-killed.pdf"].code is None
    assert outcomes["once-killed.pdf"].attempts == 2
    assert not [t for t in document(tmp_path / "out", "once-killed.pdf")["temuan"] if t["kode"] == "HASIL_SEBAGIAN"]


def test_document_that_kills_at_every_page_gives_up_with_a_code(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "always-crash.pdf", "killed.pdf")
    outcomes, _ = run([archive], tmp_path / "out")
    assert outcomes["always-crash.pdf"].code == "PROSES_MATI"
    assert outcomes["always-crash.pdf"].attempts == 4
    assert outcomes["killed.pdf"].code == "PROSES_DIMATIKAN"
    assert outcomes["killed.pdf"].partial
    assert outcomes["a-laporan.pdf"].code is None


def test_workers_that_never_begin_stop_the_run(archive: Path, tmp_path: Path, capfd: pytest.CaptureFixture) -> None:
    begun = time.monotonic()
    with pytest.raises(WorkersFail):
        run([archive], tmp_path / "out", work=NoWork())
    assert time.monotonic() - begun < 60
    outcomes, _ = run([archive], tmp_path / "out")
    assert {o.code for o in outcomes.values()} == {None} and len(outcomes) == 3


class NoWork:
    """Work that no worker can take over, as in a broken installation."""

    def __call__(self, job: Job) -> Outcome:
        raise AssertionError

    def __reduce__(self) -> tuple:
        return importlib.import_module, ("module_that_is_not_there",)


def test_idle_worker_killed_from_outside_is_replaced(archive: Path, tmp_path: Path) -> None:
    pool = Pool(1, LIMITS)
    try:
        for name in ("a-laporan.pdf", "b-capaian.pdf"):
            path = archive / name
            pool.submit(Job(str(path), content_hash(os.fsencode(path)), limits=LIMITS))
            done = []
            while not done:
                done = pool.wait(5)
            assert done[0][1].code is None
            (pid,) = pool._slots[0].pool._pool_manager.worker_manager.workers
            os.kill(pid, signal.SIGKILL)
            time.sleep(0.5)
    finally:
        pool.close()


def test_pages_after_the_time_are_left_out_and_said(archive: Path, tmp_path: Path) -> None:
    limits = Limits(seconds=0.0, page_seconds=0.0)
    outcome = read_one_limited(archive / "b-capaian.pdf", limits)
    assert outcome.code == "WAKTU_HABIS"
    assert outcome.partial
    assert "HASIL_SEBAGIAN" in {t.kode for t in outcome.hasil.dokumen.temuan}
    assert {h.jenis for h in outcome.hasil.dokumen.halaman} == {"tak_dibaca"}


def read_one_limited(path: Path, limits: Limits) -> Outcome:
    return read_one(Job(str(path), content_hash(os.fsencode(path)), limits=limits, whole=True))


def test_bad_bytes_from_the_ocr_end_as_text_that_can_be_written(samples: Path, tmp_path: Path) -> None:
    archive = tmp_path / "arsip"
    archive.mkdir()
    shutil.copy(samples / "pdf" / "c-keputusan-bidang--pindaian.pdf", archive / "ocr.pdf")
    shutil.copy(samples / "pdf" / "a-laporan.pdf", archive)
    outcomes, batch = run([archive], tmp_path / "out", limits=Limits())
    assert outcomes["a-laporan.pdf"].code is None
    assert outcomes["ocr.pdf"].code in (None, "GALAT_PROGRAM")
    for path in batch.published.written:
        text = path.read_text("utf-8")
        assert "\x1b" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def test_disk_full_while_an_agency_file_is_written(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest, calls = os.fsync, []

    def full(handle: int) -> None:
        calls.append(handle)
        if len(calls) == 1:
            raise OSError(errno.ENOSPC, "No space left on device")
        honest(handle)

    monkeypatch.setattr(iku.schemas.files.os, "fsync", full)
    outcomes, batch = run([archive], tmp_path / "out")
    assert {o.code for o in outcomes.values()} == {None}
    assert [e.code for e in batch.published.errors] == ["KELUARAN_TAK_TERTULIS"]
    assert len(batch.published.written) == 2
    monkeypatch.setattr(iku.schemas.files.os, "fsync", honest)
    again, batch = run([archive], tmp_path / "out")
    assert again == {}
    assert len(batch.published.written) == 1 and batch.published.unchanged == 2
    assert not list((tmp_path / "out").glob(".*.tmp"))


def test_disk_full_in_the_ledger_stops_the_run_and_loses_nothing(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = Ledger.record
    recorded = []

    def record(self: Ledger, outcome: Outcome, *rest: str) -> None:
        if recorded:
            self.db.execute("PRAGMA max_page_count=1")
            outcome.dokumen = os.urandom(400_000)
        honest(self, outcome, *rest)
        recorded.append(outcome.hash)

    monkeypatch.setattr(Ledger, "record", record)
    with pytest.raises(OutputUnwritable, match="full"):
        run([archive], tmp_path / "out")
    monkeypatch.setattr(Ledger, "record", honest)
    outcomes, batch = run([archive], tmp_path / "out")
    assert len(outcomes) == 2 and batch.tally.skipped == 1
    assert {o.code for o in outcomes.values()} == {None}
    assert len(list((tmp_path / "out").glob("*.json"))) == 4


def test_trouble_of_the_moment_is_tried_again_alone_and_on_the_next_run(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "away.pdf", "crash.pdf")
    outcomes, batch = run([archive], tmp_path / "out")
    assert outcomes["away.pdf"].code == "TAK_TERBACA" and outcomes["crash.pdf"].code == "PROSES_MATI"
    assert (batch.tally.again, batch.tally.passing, batch.tally.done) == (1, 1, 5)
    told = {Path(r["berkas"]).name: r["sementara"] for r in report(tmp_path / "out")}
    assert told["away.pdf"] is True and told["crash.pdf"] is False
    (archive / "away.back").touch()
    outcomes, batch = run([archive], tmp_path / "out")
    assert list(outcomes) == ["away.pdf"] and outcomes["away.pdf"].code is None
    assert (batch.tally.again, batch.tally.passing, batch.tally.failed_before) == (1, 0, 1)


def test_file_that_comes_back_while_others_are_read_is_read_too(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "away.pdf")
    (archive / "a-laporan.pdf").unlink()  # now it is read first
    order = Order([archive], tmp_path / "out", limits=LIMITS)
    batch = Batch(order, lambda jobs, size: Pool(1, LIMITS, batch_faults.work))
    outcomes = {}
    for path, outcome in batch.run():
        (archive / "away.back").touch()
        outcomes[path.name] = outcome
    assert outcomes["away.pdf"].code is None and (batch.tally.again, batch.tally.passing) == (1, 0)


def test_earlier_result_outlives_a_trouble_of_the_moment(archive: Path, tmp_path: Path) -> None:
    spoil(archive, "away.pdf")
    (archive / "away.back").touch()
    run([archive], tmp_path / "out")
    (archive / "away.back").unlink()
    outcomes, _ = run([archive], tmp_path / "out", fresh=True)
    assert outcomes["away.pdf"].code == "TAK_TERBACA"
    assert document(tmp_path / "out", "away.pdf")["indikator"]


def report(out: Path) -> list[dict]:
    return json.loads((out / "laporan.json").read_text("utf-8"))["berkas"]
