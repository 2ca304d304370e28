"""Two workers of a cluster, one of them killed half-way: nothing lost, the same bytes."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from iku.batch.cluster import ClusterWorkers, on_cluster
from iku.batch.in_process import InProcessWorkers
from iku.batch.job import Limits
from iku.batch.run import Batch, Order
from iku.extract.errors import ClusterLost

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")


class Cluster:
    """A scheduler and two workers, each a process of its own."""

    def __init__(self, folder: Path) -> None:
        self.file, self.folder = folder / "scheduler.json", folder
        paths = os.pathsep.join([str(Path(__file__).resolve().parent), *filter(None, [os.environ.get("PYTHONPATH")])])
        self.environment = os.environ | {"PYTHONPATH": paths, "OMP_NUM_THREADS": "1"}
        scheduler = self.start("scheduler", "--port", "0", "--dashboard-address", ":0")
        self.processes = [scheduler, self.worker(), self.worker()]

    def start(self, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", *arguments, "--scheduler-file", str(self.file)]
        return subprocess.Popen(
            command, env=self.environment, cwd=self.folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
            start_new_session=True,
        )  # fmt: skip

    def worker(self) -> subprocess.Popen[bytes]:
        folder = str(self.folder)
        return self.start("worker", "--nthreads", "1", "--local-directory", folder, "--dashboard-address", ":0")

    def address(self) -> str:
        deadline = time.monotonic() + 90
        while not self.file.exists():
            assert time.monotonic() < deadline, "no scheduler"
            time.sleep(0.2)
        address = json.loads(self.file.read_text())["address"]
        with distributed.Client(address, timeout=60, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=90)
        return address

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    (tmp_path / "dask").mkdir()
    made = Cluster(tmp_path / "dask")
    try:
        yield made
    finally:
        made.close()


def result_bytes(out: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(out.glob("*.json")) if p.name != "laporan.json"}


def test_worker_of_the_cluster_killed_half_way_costs_nothing(tmp_path: Path, samples: Path, cluster: Cluster) -> None:
    archive = tmp_path / "arsip"
    archive.mkdir()
    for n in range(6):
        for name in ("a-laporan", "b-capaian", "d-tabel-kembar"):
            content = (samples / "pdf" / f"{name}.pdf").read_bytes() + b"\n%% %d" % n
            (archive / f"{name}-{n}.pdf").write_bytes(content)
    (archive / "rusak.pdf").write_bytes(b"%PDF-1.4 rusak")
    one = Batch(Order([archive], tmp_path / "whole"), lambda jobs, size: InProcessWorkers())
    assert len(list(one.run())) == 19

    batch = Batch(Order([archive], tmp_path / "out"), on_cluster(cluster.address(), Limits()))
    codes = {}
    for path, outcome in batch.run():
        codes[path.name] = outcome.code
        if len(codes) == 5:
            os.killpg(cluster.processes[1].pid, signal.SIGKILL)
    assert len(codes) == 19
    assert {name for name, code in codes.items() if code} == {"rusak.pdf"}
    assert result_bytes(tmp_path / "out") == result_bytes(tmp_path / "whole")


def test_no_scheduler_at_the_address_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("iku.batch.cluster.CONNECT", 1)
    with pytest.raises(ClusterLost):
        ClusterWorkers("tcp://127.0.0.1:9", Limits())
