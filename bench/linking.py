"""Linking like indicators, measured on labelled pairs of names: ours, word TF-IDF and rapidfuzz at the same work.

    python -m bench.linking            # precision and recall of each
    python -m bench.linking --faults   # and the pairs that ours judges otherwise than the label

``data/linking_pairs.csv``: ``tercetak`` are names printed in the reference documents (positives by hand, negatives
the most similar pairs that mean something else), ``umum`` usual wording of other regions, written before any tuning;
``uji`` the same again, written when the rules stood, and judged blind.
"""

from __future__ import annotations

import csv
import math
import re
import sys
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from iku.corpus.likeness import LINKED, compare
from iku.corpus.profile import profile

PAIRS = Path(__file__).parent / "data" / "linking_pairs.csv"


@dataclass(frozen=True, slots=True)
class Pair:
    """Two names, each with unit, region code and agency ("" where unknown), and whether they are one concept."""

    left: tuple[str, str, str, str]
    right: tuple[str, str, str, str]
    same: bool
    kind: str


def read_pairs(path: Path = PAIRS) -> list[Pair]:
    """The labelled pairs."""
    with path.open(encoding="utf-8", newline="") as handle:
        return [
            Pair(
                (r["kiri"], r["satuan_kiri"], r["wilayah_kiri"], r["instansi_kiri"]),
                (r["kanan"], r["satuan_kanan"], r["wilayah_kanan"], r["instansi_kanan"]),
                r["sama"] == "1",
                r["jenis"],
            )
            for r in csv.DictReader(handle)
        ]


def ours(pair: Pair) -> float:
    """The corpus's own score."""
    a, b = (profile(n, u or None, r or None, g or None) for n, u, r, g in (pair.left, pair.right))
    return 1.0 if a.key == b.key else compare(a, b).score


def rapidfuzz_score(pair: Pair) -> float:
    """token_set_ratio of the names as printed."""
    return fuzz.token_set_ratio(pair.left[0].lower(), pair.right[0].lower()) / 100


def tfidf(pairs: Sequence[Pair]) -> Callable[[Pair], float]:
    """Cosine of word TF-IDF, weights from all names of the pairs."""
    names = {n for p in pairs for n in (p.left[0], p.right[0])}
    count = Counter(w for n in names for w in set(_words(n)))
    weights = {w: math.log((1 + len(names)) / (1 + n)) + 1 for w, n in count.items()}

    def score(pair: Pair) -> float:
        a, b = (_vector(side[0], weights) for side in (pair.left, pair.right))
        return sum(v * b.get(w, 0.0) for w, v in a.items())

    return score


def precision_recall(pairs: Sequence[Pair], scores: Sequence[float], threshold: float) -> tuple[float, float]:
    """Precision and recall of calling pairs from *threshold* on the same."""
    called = [p.same for p, s in zip(pairs, scores, strict=True) if s >= threshold]
    return (sum(called) / len(called) if called else 1.0), sum(called) / sum(p.same for p in pairs)


def best(pairs: Sequence[Pair], scores: Sequence[float]) -> tuple[float, float, float]:
    """(threshold, precision, recall): the highest recall at precision 0.95, else the best precision there is."""
    found = [(t, *precision_recall(pairs, scores, t)) for t in sorted(set(scores))]
    good = [f for f in found if f[1] >= 0.95]
    return max(good, key=lambda f: f[2]) if good else max(found, key=lambda f: (f[1], f[2]))


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _vector(text: str, weights: Mapping[str, float]) -> dict[str, float]:
    raw = {w: n * weights[w] for w, n in Counter(_words(text)).items()}
    length = math.sqrt(sum(v * v for v in raw.values())) or 1.0
    return {w: v / length for w, v in raw.items()}


def main(arguments: Sequence[str]) -> int:
    pairs = read_pairs()
    print(f"{len(pairs)} pairs, {sum(p.same for p in pairs)} the same")
    for kind in ("tercetak", "umum", "uji", "all"):
        some = [p for p in pairs if kind in (p.kind, "all")]
        scores = [ours(p) for p in some]
        precision, recall = precision_recall(some, scores, LINKED)
        print(f"{kind:9} ours         at {LINKED:.2f}: precision {precision:.3f} recall {recall:.3f}")
        for name, rule in (("tf-idf", tfidf(pairs)), ("rapidfuzz", rapidfuzz_score)):
            threshold, precision, recall = best(some, [rule(p) for p in some])
            print(f"{kind:9} {name:12} at {threshold:.2f}: precision {precision:.3f} recall {recall:.3f} (its best)")
    if "--faults" in arguments:
        for pair in pairs:
            if (ours(pair) >= LINKED) != pair.same:
                print(f"{'missed' if pair.same else 'WRONG '} {ours(pair):.2f} {pair.left[0]} | {pair.right[0]}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
