"""Nothing leaves the machine: no library of ours reports its use, in whatever process it runs."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from iku.extract.offline import SWITCHES

READ = "import numpy as np; from iku.extract.scan import engine; engine.recognize(np.full((48, 96), 255, np.uint8))"
IN_A_WORKER = (
    "import os; from iku.batch.context import end_server, worker_context; "
    "print(worker_context('iku.extract').Pool(1).apply(os.getenv, ('ORT_DISABLE_TELEMETRY',))); end_server()"
)


def _bare(home: Path) -> dict[str, str]:
    """The environment of a user whose home is *home* and who has set nothing about telemetry."""
    silent = {*SWITCHES, "CI", "XDG_CACHE_HOME"}
    kept = {name: value for name, value in os.environ.items() if name not in silent}
    return kept | {"HOME": str(home), "TMPDIR": str(home), "OMP_NUM_THREADS": "1"}


def test_reading_a_line_leaves_nothing_in_the_home_folder(tmp_path: Path) -> None:
    subprocess.run([sys.executable, "-P", "-c", READ], env=_bare(tmp_path), check=True)
    assert list(tmp_path.iterdir()) == []


def test_every_worker_is_told_to_report_nothing(tmp_path: Path) -> None:
    run = [sys.executable, "-P", "-c", IN_A_WORKER]
    assert subprocess.run(run, env=_bare(tmp_path), check=True, capture_output=True, text=True).stdout.strip() == "1"


@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not there")
def test_conversion_of_a_scan_asks_nobody_and_writes_nowhere_else(samples: Path, tmp_path: Path) -> None:
    """The whole command with its workers, traced, with ``CI`` unset: no socket but of this machine, and no file made or
    opened for writing outside the output and its own temporary folder, which is empty afterwards."""
    home, temporary, out, log = (tmp_path / name for name in ("home", "temporary", "out", "calls"))
    home.mkdir()
    temporary.mkdir()
    scan = samples / "pdf" / "c-keputusan-bidang--pindaian.pdf"
    calls = "openat,open,creat,mkdir,mkdirat,rename,renameat,renameat2,symlink,linkat,connect,sendto,bind"
    trace = ["strace", "-f", "-qq", "-y", "-e", f"trace={calls}", "-s", "300", "-o", str(log)]
    command = [sys.executable, "-P", "-B", "-m", "iku.cli.main", "convert", str(scan), "-o", str(out), "--workers", "1"]
    env = _bare(home) | {"TMPDIR": str(temporary)}
    subprocess.run([*trace, *command], env=env, check=True, capture_output=True, cwd=home)
    lines = log.read_text().splitlines()
    asked = [line for line in lines if "AF_INET" in line and '"::1"' not in line and '"127.' not in line]
    written = [line for line in lines if _writes(line) and not any(f"{p}/" in line for p in (out, temporary))]
    assert [asked, [line for line in written if f'"{out}"' not in line]] == [[], []]
    assert [*home.iterdir(), *temporary.iterdir()] == [] and list(out.glob("*.json"))


def _writes(call: str) -> bool:
    """Whether a traced call makes something, or opens it for writing, in a folder that keeps it."""
    if "= -1" in call or "resumed>" in call or any(f'"{place}' in call for place in ("/dev/", "/proc/")):
        return False
    name = call.split(None, 1)[-1].partition("(")[0]
    if name in ("open", "openat"):
        return "O_WRONLY" in call or "O_RDWR" in call or "O_CREAT" in call
    return name in ("creat", "mkdir", "mkdirat", "rename", "renameat", "renameat2", "symlink", "linkat")
