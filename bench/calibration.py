"""Does the confidence mean something? ``python -m bench.calibration [FOLDER_OF_JSON GOLD_FOLDER]``

Of the values read from pixels with a confidence of 0.9 or more: how many equal the gold (case and spacing aside). Of
the wrong ones: how many fall below. Without arguments the scanned samples are converted and held against what is
expected.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bench.run import SAMPLES
from bench.scoring import align, flatten
from iku.pipeline import convert

SURE = 0.9


def judged(document: dict[str, Any], gold: list[dict[str, Any]]) -> Iterator[tuple[float, bool, str]]:
    """Confidence, right or wrong, and name of every value of *document* read from pixels that has a gold one."""
    records = document["indikator"]
    expected, found = [flatten(g) for g in gold], [flatten(r) for r in records]
    for i, j in align(expected, found).items():
        places = records[j]["asal"]["medan"]
        for name, text in found[j].items():
            key = "formulasi" if name.startswith("formulasi") else name
            if key in places and name in expected[i] and places[key]["sumber"] == "ocr":
                yield places[key]["keyakinan"], text == expected[i][name], f"{document['berkas']}: {name}"


def count(results: Path, gold: Path) -> Counter[str]:
    """How many values are right and wrong, above and below ``SURE``, over the agency files in *results*."""
    tally: Counter[str] = Counter()
    for path in sorted(results.rglob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        for document in data.get("dokumen", ()) if isinstance(data, dict) else ():
            expected = gold / f"{Path(document['berkas']).stem.partition('--')[0]}.json"
            if not expected.exists():
                continue
            records = json.loads(expected.read_text("utf-8"))["dokumen"]["indikator"]
            for confidence, right, _ in judged(document, records):
                tally[f"{'sure' if confidence >= SURE else 'unsure'} {'right' if right else 'wrong'}"] += 1
    return tally


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory() as folder:
        if len(sys.argv) > 2:
            results, gold = Path(sys.argv[1]), Path(sys.argv[2])
        else:
            results, gold = Path(folder), SAMPLES / "expected"
            convert(sorted((SAMPLES / "pdf").glob("*--pindaian.pdf"))).write(results)
        tally = count(results, gold)
    sure, wrong = tally["sure right"] + tally["sure wrong"], tally["sure wrong"] + tally["unsure wrong"]
    print(f"values from pixels with confidence >= {SURE}: {sure}, right {tally['sure right'] / max(1, sure):.3f}")
    print(f"values below: {tally['unsure right'] + tally['unsure wrong']}")
    print(f"wrong values: {wrong}, of which below {SURE}: {tally['unsure wrong'] / max(1, wrong):.3f}")


if __name__ == "__main__":
    main()
