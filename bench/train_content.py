"""Weights of ``normalize/content.py``: what a column holds, learned from columns whose header says it.

    python -m bench.train_content normalize/data/content.json DOCUMENTS... [--gold GOLD...]

DOCUMENTS are folders of PDFs; a column whose header is an exact spelling of the lexicon teaches its field. GOLD are
folders of gold files (the contract of ``docs``), whose fields teach the same. Before it writes, it holds out one
document in five at a time and prints how often the likeliest class is right, and how sure it is when wrong.
"""

from __future__ import annotations

import argparse
import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from iku.extract.document import read_document
from iku.extract.errors import IkuError
from iku.extract.tables import join_tables
from iku.normalize.assemble import classify
from iku.normalize.columns import body_texts
from iku.normalize.content import MOST_TEXTS, Model, combine, features
from iku.normalize.lexicon import Lexicon
from iku.normalize.record_fields import PARTIES
from iku.normalize.sense import Sense

CLASS_OF = {
    "indikator": "indikator", "sasaran": "sasaran", "tujuan": "sasaran", "penjelasan": "penjelasan",
    "formulasi": "formulasi", "satuan": "satuan", "sumber_data": "sumber_data", "penanggung_jawab": "penanggung_jawab",
    "program": "kerja", "kegiatan": "kerja", "program_kegiatan": "kerja", "nilai": "angka", "anggaran": "angka",
    "periode_pelaporan": "periode_pelaporan",
}  # fmt: skip
LEAST_COUNT = 3
SMOOTHING = 150.0
"""So many features of an even spread are added to every class."""
FOLDS = 5
GROUP = 6
"""Texts of a gold field are taken as columns of so many cells."""


@dataclass(frozen=True, slots=True)
class Sample:
    document: str
    name: str
    texts: tuple[str, ...]


def from_documents(folders: Sequence[Path]) -> Iterator[Sample]:
    lexicon = Lexicon.load()
    sense = Sense(lexicon)
    for path in sorted(p for folder in folders for p in folder.glob("*.pdf")):
        try:
            read = read_document(path, sense)
        except IkuError:
            continue
        for table in classify(join_tables(read.pages, read.grids, sense), lexicon):
            for column in table.columns:
                match = column.match
                if match is None or match.how != "persis" or match.confidence < 0.95 or match.field not in CLASS_OF:
                    continue
                texts = body_texts(table.source, column.index)
                if texts:
                    yield Sample(path.stem, CLASS_OF[match.field], tuple(texts[:MOST_TEXTS]))


def from_gold(folders: Sequence[Path]) -> Iterator[Sample]:
    for path in sorted(p for folder in folders for p in folder.glob("*.json")):
        fields: dict[str, list[str]] = defaultdict(list)
        for record in json.loads(path.read_text(encoding="utf-8"))["dokumen"]["indikator"]:
            for name in ("sasaran", "tujuan", "indikator", "penjelasan"):
                fields[name].append(record.get(name) or "")
            fields["formulasi"].append((record.get("formulasi") or {}).get("teks") or "")
            fields["satuan"].append((record.get("satuan") or {}).get("tercetak") or "")
            for name in PARTIES:
                fields[name].append(", ".join(x if isinstance(x, str) else x["nama"] for x in record.get(name) or []))
            fields["nilai"] += [v.get("tercetak") or "" for v in record.get("nilai") or []]
        for name, texts in fields.items():
            own = [t for t in dict.fromkeys(texts) if t]
            for start in range(0, min(len(own), 4 * GROUP), GROUP):
                yield Sample(path.stem, CLASS_OF[name], tuple(own[start : start + GROUP]))


def train(samples: Sequence[Sample]) -> Model:
    """Naive Bayes, every class as likely as any other."""
    classes = tuple(sorted({s.name for s in samples}))
    counts: dict[str, Counter[str]] = {name: Counter() for name in classes}
    seen: Counter[str] = Counter()
    for sample in samples:
        for text in sample.texts:
            found = features(text)
            counts[sample.name].update(found)
            seen.update(found)
    kept = sorted(f for f, n in seen.items() if n >= LEAST_COUNT)
    totals = {name: sum(counts[name][f] for f in kept) for name in classes}
    even = {f: sum(counts[name][f] / totals[name] for name in classes) / len(classes) for f in kept}

    def weight(name: str, feature: str) -> float:
        """How much likelier the feature is in this class than in all, drawn towards no difference where it is rare."""
        share = (counts[name][feature] + SMOOTHING * even[feature]) / (totals[name] + SMOOTHING)
        return round(math.log(share / even[feature]), 2)

    return Model(classes, {f: tuple(weight(name, f) for name in classes) for f in kept})


def held_out(samples: Sequence[Sample]) -> None:
    """Print the share of columns told right, by class, on documents that taught nothing."""
    documents = sorted({s.document for s in samples})
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    sure = sure_wrong = 0
    confused: Counter[tuple[str, str]] = Counter()
    for fold in range(FOLDS):
        out = set(documents[fold::FOLDS])
        model = train([s for s in samples if s.document not in out])
        for sample in (s for s in samples if s.document in out and s.name in model.classes):
            said = combine(model, sample.texts)
            best = max(said, key=lambda name: said[name])
            total[sample.name] += 1
            right[sample.name] += best == sample.name
            confused[sample.name, best] += best != sample.name
            if said[best] >= 0.8:
                sure += 1
                sure_wrong += best != sample.name
    for name in total:
        print(f"{name:20s} {right[name] / total[name]:.3f} of {total[name]}")
    print(f"all {sum(right.values()) / sum(total.values()):.3f}; from 0.8 on {sure}, of these wrong {sure_wrong}")
    print(confused.most_common(8))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("documents", type=Path, nargs="+")
    parser.add_argument("--gold", type=Path, nargs="*", default=[])
    given = parser.parse_args()
    samples = [*from_documents(given.documents), *from_gold(given.gold)]
    held_out(samples)
    model = train(samples)
    rows = ",\n".join(f"{json.dumps(f, ensure_ascii=False)}:{json.dumps(w)}" for f, w in model.weights.items())
    given.out.write_text(
        f'{{"classes":{json.dumps(model.classes)},\n"weights":{{\n{rows}\n}}}}\n',
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
