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
def test_reading_a_line_opens_no_socket_beyond_this_machine(tmp_path: Path) -> None:
    home, log = tmp_path / "home", tmp_path / "calls"
    home.mkdir()
    trace = ["strace", "-f", "-qq", "-e", "trace=connect,sendto,bind", "-o", str(log)]
    subprocess.run([*trace, sys.executable, "-P", "-c", READ], env=_bare(home), check=True)
    calls = [line for line in log.read_text().splitlines() if "AF_INET" in line]
    assert [line for line in calls if '"::1"' not in line and '"127.' not in line] == []
