"""The plug is pulled in the middle of a batch: started again it goes on, and ends with the same bytes."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest
from batch_faults import LOG

from iku.batch.memory import resident

SCRIPT = Path(__file__).with_name("batch_archive.py")
COPIES, KILLS = 10, 10


@pytest.fixture
def archive(tmp_path: Path, samples: Path) -> Path:
    """Small documents of five agencies, each with bytes of its own, older than the clock's grain."""
    folder = tmp_path / "arsip"
    for n in range(COPIES):
        for name in ("a-laporan", "b-capaian", "c-keputusan-bidang", "d-tabel-kembar", "e-dua-versi"):
            path = folder / f"{n:03}" / f"{name}-{n}.pdf"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes((samples / "pdf" / f"{name}.pdf").read_bytes() + b"\n%% %d" % n)
            os.utime(path, (time.time() - 3600,) * 2)
    return folder


def start(archive: Path, out: Path, log: Path, workers: int = 2) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(SCRIPT), str(out), str(workers), str(archive)],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=os.environ | {LOG: str(log)},
    )  # fmt: skip


def result_bytes(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.glob("*.json")) if p.name != "laporan.json"}


def children(pid: int) -> list[int]:
    """Descendants of a process (Linux)."""
    found: list[int] = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rpartition(")")[2].split()[1])
        except (OSError, ValueError, IndexError):
            continue
        if parent == pid:
            child = int(stat.parent.name)
            found += [child, *children(child)]
    return found


def direct_children(pid: int) -> list[int]:
    """Children of a process: the servers, whose children the workers are."""
    below = {c: children(c) for c in children(pid)}
    return [c for c in below if not any(c in others for others in below.values())]


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for its processes in /proc")
def test_run_killed_at_random_moments_ends_with_the_same_bytes(archive: Path, tmp_path: Path) -> None:
    whole = start(archive, tmp_path / "whole", tmp_path / "whole.log")
    output, problems = whole.communicate(timeout=600)
    assert whole.returncode == 0, problems
    assert len(output.split()) == 5 * COPIES
    assert (expected := result_bytes(tmp_path / "whole")) and len(expected) == 5

    out, log, chance, finished = tmp_path / "out", tmp_path / "out.log", random.Random(5), []
    for _ in range(KILLS):
        run = start(archive, out, log)
        for line in run.stdout:
            finished.append(line.strip())
            if chance.random() < 0.25:
                break
        time.sleep(chance.random() * 0.2)
        workers = children(run.pid)
        run.send_signal(signal.SIGKILL)
        rest, _ = run.communicate(timeout=60)
        finished += rest.split()
        deadline = time.monotonic() + 20
        while any(resident(pid) for pid in workers) and time.monotonic() < deadline:
            time.sleep(0.05)
        assert not any(resident(pid) for pid in workers), "a worker outlived its run"
    last = start(archive, out, log)
    rest, problems = last.communicate(timeout=600)
    assert last.returncode == 0, problems
    assert result_bytes(out) == expected
    begun = Counter(log.read_text().split())
    assert len(begun) == 5 * COPIES
    assert sum(begun.values()) - len(begun) <= 2 * KILLS, "more was read again than was interrupted"
    assert max(Counter(finished + rest.split()).values()) == 1, "a finished document was read again"


def test_interrupt_ends_the_command_at_once_and_says_how_to_go_on(archive: Path, tmp_path: Path) -> None:
    options = ["-o", str(tmp_path / "out"), "--workers", "2"]
    command = [sys.executable, "-m", "iku.cli.main", "convert", str(archive), *options]
    run = subprocess.Popen(
        command, cwd=SCRIPT.parent.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )  # fmt: skip  # tests that a shell started in the background ignore Ctrl-C, and so would their children
    for _ in range(3):
        assert "records" in run.stdout.readline()
    begun = time.monotonic()
    run.send_signal(signal.SIGINT)
    output, told = run.communicate(timeout=60)
    assert run.returncode == 130 and "again" in told and "Traceback" not in told
    assert time.monotonic() - begun < 20
    assert result_bytes(tmp_path / "out"), "what was finished is in agency files"
    done = subprocess.run(command, cwd=SCRIPT.parent.parent, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    shutil.rmtree(archive)


def command_on(archive: Path, out: Path) -> list[str]:
    return [sys.executable, "-P", "-m", "iku.cli.main", "convert", str(archive), "-o", str(out), "--workers", "2"]


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_signal_to_end_ends_the_command_in_order_with_its_report(archive: Path, tmp_path: Path, name: str) -> None:
    number, temporary = signal.Signals[name], tmp_path / "temporary"
    temporary.mkdir()
    run = subprocess.Popen(
        command_on(archive, tmp_path / "out"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env=os.environ | {"TMPDIR": str(temporary)}, preexec_fn=lambda: signal.signal(number, signal.SIG_DFL),
    )  # fmt: skip
    assert "records" in run.stdout.readline()
    run.send_signal(number)
    output, told = run.communicate(timeout=60)
    assert run.returncode == 128 + number and "again" in told and "Traceback" not in told
    assert "report:" in output and (tmp_path / "out" / "laporan.json").exists()
    assert result_bytes(tmp_path / "out") and list(temporary.iterdir()) == []


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks for its processes in /proc")
def test_workers_killed_again_and_again_cost_no_page(archive: Path, tmp_path: Path) -> None:
    few = tmp_path / "few"
    for n in range(2):
        shutil.copytree(archive / f"{n:03}", few / f"{n:03}")
    quiet = subprocess.run(command_on(few, tmp_path / "quiet"), capture_output=True, text=True, check=True, timeout=300)
    assert "tried again" not in quiet.stdout
    chance = random.Random(3)
    run = subprocess.Popen(command_on(few, tmp_path / "out"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for _ in range(10):
        time.sleep(0.1 + chance.random())
        servers = direct_children(run.pid)
        workers = [c for c in children(run.pid) if c not in servers]
        for pid in workers[:1]:
            os.kill(pid, signal.SIGKILL)
        if run.poll() is not None:
            break
    run.communicate(timeout=300)
    subprocess.run(command_on(few, tmp_path / "out"), capture_output=True, check=True, timeout=300)
    assert result_bytes(tmp_path / "out") == result_bytes(tmp_path / "quiet")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_no_encoding_of_the_output_stops_a_run(samples: Path, tmp_path: Path, encoding: str) -> None:
    archive = tmp_path / "arsip ≥ 日本 \U0001f600"
    archive.mkdir()
    shutil.copy(samples / "pdf" / "b-capaian.pdf", archive / "capaian → é.pdf")
    (archive / "rusak – ≥.pdf").write_bytes(b"%PDF-1.4\n")
    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    done = subprocess.run(command_on(archive, tmp_path / "out"), capture_output=True, env=env, timeout=120)
    told, failed = done.stdout.decode(encoding), done.stderr.decode(encoding)
    assert done.returncode == 1 and "Traceback" not in failed
    assert r"\u2192" in told and r"\u2265" in failed and r"\ud83d\ude00" in failed
