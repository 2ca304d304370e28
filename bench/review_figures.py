"""How long the review pages take: ``python -m bench.review_figures``. Wall-clock medians on an in-process client.

A list page over 10,000 documents, and a scanned decree's page with its picture on the second view.
"""

from __future__ import annotations

import json
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastapi.testclient import TestClient

from bench.run import SAMPLES
from iku.pipeline import convert
from iku.web.app import create_app
from iku.web.settings import Settings

DOCUMENTS = 10_000
VIEWS = 7


def median_of(view: Callable[[], object]) -> float:
    """Median wall-clock seconds of ``VIEWS`` calls after one that does not count."""
    view()
    times = []
    for _ in range(VIEWS):
        begun = time.perf_counter()
        view()
        times.append(time.perf_counter() - begun)
    return statistics.median(times)


def many_documents(folder: Path) -> None:
    """Agency files with ``DOCUMENTS`` documents, made of one converted sample."""
    one = convert(SAMPLES / "pdf" / "a-laporan.pdf").agencies[0].to_json()
    for n in range(DOCUMENTS // 5):
        data = json.loads(json.dumps(one))
        data["instansi"]["nama"] = f"Dinas {n}"
        document = data["dokumen"][0]
        data["dokumen"] = [{**document, "id": f"{n * 5 + k:064x}", "berkas": f"{n}-{k}.pdf"} for k in range(5)]
        (folder / f"33.07-dinas-{n}.json").write_text(json.dumps(data), "utf-8")


def main() -> None:
    """Print both figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        many_documents(folder)
        with TestClient(create_app(Settings(folder)), base_url="http://127.0.0.1") as client:
            while client.get("/api/v1/documents").json()["jumlah"] < DOCUMENTS:
                time.sleep(0.5)
            print(f"first page, {DOCUMENTS} documents: {1000 * median_of(lambda: client.get('/')):.0f} ms")
    with tempfile.TemporaryDirectory() as name:
        folder, scan = Path(name), SAMPLES / "pdf" / "c-keputusan-bidang--pindaian.pdf"
        convert(scan).write(folder)
        with TestClient(create_app(Settings(folder, (scan.parent,))), base_url="http://127.0.0.1") as client:
            key = client.get("/api/v1/documents").json()["butir"][0]["kunci"]
            both = median_of(lambda: [client.get(f"/dokumen/{key}{end}") for end in ("", "/halaman/1.jpg")])
            print(f"a scanned decree's page and picture, second view: {1000 * both:.0f} ms")


if __name__ == "__main__":
    main()
