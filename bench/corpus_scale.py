"""How the corpus grows: build, link and search 1,000, 10,000 and 100,000 indicators made from real wording.

    python -m bench.corpus_scale [--sizes 1000,10000,100000] [--json points.json] [--plot docs/corpus-scale.svg]

Names are those of ``data/linking_pairs.csv`` with words exchanged, regions added and slips of the pen, in agency files
as ``iku convert`` writes them (every value with its place), ten indicators a document. Time and peak memory are of a
process of its own.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from bench.linking import read_pairs
from iku.corpus.build import build
from iku.corpus.questions import Filters, search
from iku.corpus.regions import all_regions
from iku.corpus.store import open_corpus
from iku.corpus.text import plain_words, terms
from iku.schemas.validate import CONTRACT_VERSION, SCHEMA_ID
from iku.schemas.version import PROGRAM

AGENCIES = ("Dinas Sosial", "Dinas Kesehatan", "Dinas Pendidikan", "Dinas Perikanan", "Inspektorat", "Dinas Pertanian")
QUESTIONS = (
    "kemandirian PMKS",
    "persentase desa",
    "korban bencana",
    "nilai sakip perangkat daerah",
    "kematian ibu",
    "produksi perikanan budidaya",
    "persentase",
    "tindak lanjut hasil pemeriksaan",
    "lansia terlantar",
    "gizi buruk",
)


@dataclass(frozen=True, slots=True)
class Point:
    """One size of the curve: seconds of the build, peak resident memory and size of the file in MB, median of a search
    in milliseconds."""

    indicators: int
    wordings: int
    concepts: int
    seconds: float
    peak_mb: float
    file_mb: float
    search_ms: float


def make_files(folder: Path, count: int, seed: int = 1) -> None:
    """Write agency files with *count* indicators into *folder*."""
    chance = random.Random(seed)
    names = sorted({side[0] for pair in read_pairs() for side in (pair.left, pair.right)})
    words = sorted({w for n in names for w in plain_words(n) if len(w) > 4 and w not in terms().empty})
    regions = [r for r in all_regions().values() if r.tingkat != "provinsi"]
    for number in range(max(1, count // 20)):
        region, kind = regions[number % len(regions)], AGENCIES[number // len(regions) % len(AGENCIES)]
        name = f"{kind} {region.nama}" + (f" {number // (len(regions) * len(AGENCIES))}" if number > 3000 else "")
        data = _agency(name, region.kode, region.nama, [_document(chance, names, words, number, k) for k in range(2)])
        (folder / f"{number:06d}.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")


def measure(count: int) -> Point:
    """Make the files, then build and search in a fresh process."""
    with tempfile.TemporaryDirectory() as folder:
        make_files(Path(folder), count)
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            return pool.apply(_work, (folder,))


def draw(points: Sequence[Point], path: Path) -> None:
    """Seconds of the build over the number of indicators, with a line that grows as the number does."""
    from matplotlib import pyplot

    sizes = [p.indicators for p in points]
    figure, axes = pyplot.subplots(figsize=(6.4, 4), layout="constrained")
    base = points[-1].seconds / sizes[-1]
    axes.plot(sizes, [n * base for n in sizes], color="#9aa6b2", linestyle="--", label="in proportion to the number")
    axes.plot(sizes, [p.seconds for p in points], color="#2f6690", marker="o", label="build and link")
    for p in points:
        note = f"{p.seconds:.1f} s, {p.peak_mb:.0f} MB"
        axes.annotate(note, (p.indicators, p.seconds), xytext=(8, -12), textcoords="offset points", fontsize=9)
    axes.set(xscale="log", yscale="log", xlabel="indicators", ylabel="seconds", xlim=(sizes[0] / 2, sizes[-1] * 5))
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(frameon=False)
    figure.savefig(path, dpi=150, metadata={"Date": None} if path.suffix == ".svg" else None)
    pyplot.close(figure)


def _work(folder: str) -> Point:
    target = Path(folder) / "corpus.db"
    start = time.perf_counter()
    built = build(Path(folder), target)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    with open_corpus(target) as db:
        wordings = db.execute("SELECT count(*) FROM rumusan").fetchone()[0]
        taken = []
        for question in QUESTIONS * 3:
            start = time.perf_counter()
            search(db, question, Filters())
            taken.append(1000 * (time.perf_counter() - start))
    size = target.stat().st_size / 2**20
    return Point(built.indicators, wordings, built.concepts, seconds, peak, size, statistics.median(taken))


def _document(
    chance: random.Random, names: Sequence[str], words: Sequence[str], number: int, which: int
) -> dict[str, Any]:
    page = {"halaman": 3, "bbox": [60.0, 100.0, 200.0, 120.0], "sumber": "teks", "keyakinan": 1}
    records = [_record(_name(chance, names, words), i, page) for i in range(10)]
    return {
        "id": f"{number * 2 + which:064x}", "berkas": f"{number}-{which}.pdf", "jumlah_halaman": 8,
        "jenis": "keputusan", "nomor": f"{number}/1", "tentang": "IKU", "tempat": None,
        "tanggal": f"{2015 + which * 5}-01-02",
        "periode": {"awal": 2016 + which * 5, "akhir": 2020 + which * 5}, "perubahan": False, "penandatangan": [],
        "dasar_hukum": [], "halaman": [], "indikator": records, "indikator_lain": [], "temuan": [], "asal": {},
        "tabel": [
            {"id": 1, "judul": None, "jenis": "iku", "halaman": [3], "kolom": [], "baris": 10, "pembaca": "garis",
             "unit": None, "sama_dengan": None, "versi_dari": None}
        ],
    }  # fmt: skip


def _record(name: str, number: int, page: dict[str, Any]) -> dict[str, Any]:
    above, below = f"Jumlah {name.partition(' ')[2]}", f"Jumlah seluruh {' '.join(name.split()[1:4])}"
    fields = ("nomor", "sasaran", "indikator", "formulasi", "sumber_data", "penanggung_jawab", "alasan")
    return {
        "nomor": str(number + 1), "kode": None, "misi": None, "tujuan": None, "indikator": name,
        "sasaran": "Meningkatnya kualitas pelayanan kepada masyarakat", "alasan": f"Mengukur {name}",
        "formulasi": {
            "teks": f"{above} / {below} x 100%", "jenis": "rasio", "pembilang": above, "penyebut": below, "pengali": 100
        }, "penjelasan": None,
        "satuan": {"nilai": "persen", "tercetak": "%", "dasar": "kolom"}, "tipe_penghitungan": None,
        "sumber_data": [{"nama": "Bidang Data", "peran": None, "resmi": None}],
        "penanggung_jawab": [{"nama": "Sekretariat", "peran": None, "resmi": None}], "program": None, "kegiatan": [],
        "keterangan": None, "lainnya": {}, "jenis_tabel": "iku",
        "nilai": [
            {"jenis": "target", "tahun": 2016 + k, "tercetak": "80", "angka": 80, "satuan": None} for k in range(3)
        ],
        "asal": {**page, "tabel": 1, "baris": number + 1, "medan": {f: {**page, "cetak": name} for f in fields}},
    }  # fmt: skip


def _name(chance: random.Random, names: Sequence[str], words: Sequence[str]) -> str:
    parts = chance.choice(names).split()
    for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
        parts[chance.randrange(len(parts))] = chance.choice(words)
    if chance.random() < 0.1:
        at = chance.randrange(len(parts))
        parts[at] = parts[at][:2] + parts[at][3:]
    return " ".join(parts) + chance.choice(("", "", "", ".", " (%)", " di Kabupaten"))


def _agency(name: str, code: str, region: str, documents: list[dict[str, Any]]) -> dict[str, Any]:
    province = {"kode": code[:2], "nama": all_regions()[code[:2]].nama}
    area = {"kode": code, "nama": region, "tingkat": all_regions()[code].tingkat, "provinsi": province}
    agency = {"nama": name, "jenis": "dinas", "urusan": ["1.06"], "daerah": area}
    head = {"$schema": SCHEMA_ID, "versi": CONTRACT_VERSION, "program": PROGRAM}
    return {**head, "instansi": agency, "dokumen": documents}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--json", type=Path)
    parser.add_argument("--plot", type=Path)
    chosen = parser.parse_args()
    points = []
    for size in chosen.sizes.split(","):
        points.append(measure(int(size)))
        p = points[-1]
        print(f"{p.indicators:7d} indicators, {p.wordings:6d} wordings, {p.concepts:6d} concepts: {p.seconds:6.1f} s, "
              f"{p.peak_mb:5.0f} MB, file {p.file_mb:5.0f} MB, search {p.search_ms:5.1f} ms")  # fmt: skip
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(p) for p in points], indent=1) + "\n", encoding="utf-8")
    if chosen.plot:
        draw(points, chosen.plot)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
