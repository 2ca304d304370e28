"""Train and judge the trees of the structure reader on generated layouts with their truth.

    python -m bench.structure train OUT.npz FOLDER...   # FOLDER/pdf and FOLDER/truth as ``bench.layouts`` writes them
    python -m bench.structure judge FOLDER...           # how well the shipped trees answer each question

Needs scikit-learn (dev extra). Deterministic: same folders, same bytes.
"""

from __future__ import annotations

import json
import pickle
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2 as pdfium

from iku.extract.digital import DigitalReader
from iku.extract.model import Box, Page
from iku.extract.structure import columns, merges, rows
from iku.extract.structure.context import Texts, context
from iku.extract.structure.evidence import Floats, Region, make_region
from iku.extract.structure.fragments import LEVEL, fragments_of
from iku.extract.structure.region import find_regions
from iku.extract.structure.trees import Trees, load, trees_of
from iku.normalize.lexicon import Lexicon
from iku.normalize.sense import Sense

QUESTIONS = ("columns", "rows", "cells")
TREES = {"columns": (140, 15), "rows": (220, 23), "context": (220, 23), "cells": (140, 15)}
"""Trees and leaves per tree for each question."""
RATE, LEAST_LEAF = 0.08, 12


@dataclass(slots=True)
class TrueCell:
    """One cell of the truth on one page: its place and the boxes of its words."""

    row: int
    col: int
    rowspan: int
    colspan: int
    kind: str
    boxes: list[Box]


@dataclass(slots=True)
class Case:
    """The candidate rows of one table: their features alone, their labels, and what surrounds them."""

    alone: Floats
    labels: list[float]
    texts: Texts
    edges: list[float]


def true_tables(page: dict[str, Any]) -> list[list[TrueCell]]:
    """The tables of one page of a truth file, each as its cells that have words here."""
    out = []
    for table in page["tables"]:
        own = [
            TrueCell(c["row"], c["col"], c["rowspan"], c["colspan"], c["kind"], [Box(*w[:4]) for w in c["words"]])
            for c in table["cells"]
            if c["words"]
        ]
        if own:
            out.append(own)
    return out


def matching_region(regions: Sequence[Region], page: Page, table: Sequence[TrueCell]) -> Region:
    """The region that the program finds for a true table, or one made of the truth where it finds none."""
    boxes = [b for c in table for b in c.boxes]
    box = Box(
        min(b.x0 for b in boxes) - 2,
        min(b.top for b in boxes) - 1.5,
        max(b.x1 for b in boxes) + 2,
        max(b.bottom for b in boxes) + 1,
    )
    near = [r for r in regions if r.box.overlap(box) > 0.8 * (r.box.area + box.area - r.box.overlap(box))]
    if near:
        return max(near, key=lambda r: r.box.overlap(box))
    region = make_region(page, box)
    head = [b.bottom for c in table if c.kind in ("header", "numbers") for b in c.boxes]
    region.heading = sum(ln.box.cy < max(head) for ln in region.lines) if head else 0
    return region


def column_labels(region: Region, strips: Sequence[columns.Strip], table: Sequence[TrueCell]) -> list[float]:
    """1 for a strip in which a true boundary lies, 0 for one without, -1 where the truth cannot tell."""
    found: dict[int, tuple[float, float]] = {}
    for k in range(1, max(c.col + c.colspan for c in table)):
        left = [b.x1 for c in table if c.col + c.colspan <= k for b in c.boxes]
        right = [b.x0 for c in table if c.col >= k for b in c.boxes]
        if left and right:
            found[k] = (max(left), min(right))
    labels = [0.0] * len(strips)
    for a, b in found.values():
        low, high = min(a, b), max(a, b)
        inside = [
            i
            for i, s in enumerate(strips)
            if min(s.right, high) - max(s.left, low) > -0.8 and low - 2.5 <= s.at <= high + 2.5
        ]
        if inside:
            middle = (low + high) / 2
            best = min(inside, key=lambda i: abs(strips[i].at - middle) if strips[i].right > strips[i].left else 0.0)
            for i in inside:
                labels[i] = -1.0
            labels[best] = 1.0
    return labels


def row_labels(tops: Sequence[float], em: float, table: Sequence[TrueCell]) -> list[float]:
    """1 for a top at which a true row begins."""
    starts: dict[int, float] = {}
    for c in table:
        starts[c.row] = min([starts.get(c.row, 1e9), *(b.top for b in c.boxes)])
    first = min(starts)
    return [float(any(abs(t - s) <= LEVEL * em + 0.3 for r, s in starts.items() if r > first)) for t in tops]


def true_edges(region: Region, table: Sequence[TrueCell]) -> list[float]:
    """The true column boundaries, in the middle of the white between the columns."""
    edges = [region.box.x0]
    for k in range(1, max(c.col + c.colspan for c in table)):
        left = [b.x1 for c in table if c.col + c.colspan <= k for b in c.boxes]
        right = [b.x0 for c in table if c.col >= k for b in c.boxes]
        x = (max(left) + min(right)) / 2 if left and right else None
        if x is not None and x > edges[-1] + 1:
            edges.append(x)
    return [*edges, region.box.x1]


@cache
def _sense() -> Sense:
    return Sense(Lexicon.load())


def read_pages(path: Path, numbers: Sequence[int]) -> dict[int, Page]:
    """The pages of a document, read once and kept beside it for the next training."""
    kept = path.with_suffix(".pages")
    if not kept.is_file():
        content = path.read_bytes()
        pdf = pdfium.PdfDocument(content)
        with DigitalReader(content, pdf) as reader:
            kept.write_bytes(pickle.dumps({n: reader.read(n) for n in numbers}))
        pdf.close()
    pages: dict[int, Page] = pickle.loads(kept.read_bytes())
    return pages


def samples_of(path: Path, truth: Path) -> tuple[dict[str, tuple[Floats, list[float]]], list[Case]]:
    """Features and labels of every question for one document, and what the second answer on rows needs."""
    cases: list[Case] = []
    data = json.loads(truth.read_text())
    gathered: dict[str, list[tuple[Floats, list[float]]]] = defaultdict(list)
    pages = read_pages(path, [p["number"] for p in data["pages"]])
    if pages:
        for page_truth in data["pages"]:
            tables = true_tables(page_truth)
            if not tables:
                continue
            page = pages[page_truth["number"]]
            regions = find_regions(page, (), _sense())
            for table in tables:
                if len({c.col for c in table}) < 2 or len({c.row for c in table}) < 2:
                    continue
                region = matching_region(regions, page, table)
                for name, x, y in _asked(region, table, cases):
                    gathered[name].append((x, y))
    samples = {k: (np.concatenate([x for x, _ in v]), [t for _, y in v for t in y]) for k, v in gathered.items()}
    return samples, cases


def _asked(region: Region, table: Sequence[TrueCell], cases: list[Case]) -> Iterator[tuple[str, Floats, list[float]]]:
    strips = columns.candidates(region)
    if strips:
        yield "columns", columns.features(region, strips), column_labels(region, strips, table)
    xs = true_edges(region, table)
    if len(xs) < 3:
        return
    fragments = fragments_of(region, xs)
    tops = rows.candidates(fragments, region.em)
    if not tops:
        return
    labels = row_labels(tops, region.em, table)
    alone = rows.features(region, xs, fragments, tops)
    cases.append(Case(alone, labels, *rows.surroundings(region, fragments, tops)))
    yield "rows", alone, labels
    chosen = [t for t, y in zip(tops, labels, strict=True) if y > 0]
    cuts = merges.cuts_of(region, fragments, chosen, [3.0] * len(chosen))
    places, x = merges.same_cell_features(region, xs, fragments, cuts)
    if places:
        yield "cells", x, [_one_cell(table, cuts[k].top, c, xs) for k, c in places]


def _one_cell(table: Sequence[TrueCell], top: float, column: int, xs: Sequence[float]) -> float:
    """1 when one true cell of the column has text above and below *top*."""
    for cell in table:
        own = [b for b in cell.boxes if xs[column] - 1 <= b.cx <= xs[column + 1] + 1]
        if any(b.cy < top for b in own) and any(b.cy >= top for b in own):
            return 1.0
    return 0.0


Samples = tuple[Floats, Floats, list[str]]
"""Features, labels, and the document's name for every sample."""


def gather(folders: Sequence[Path]) -> tuple[dict[str, Samples], list[tuple[str, Case]]]:
    """All samples of the documents in *folders*, labels below 0 left out; and the tables, with their document's name,
    for the second answer on rows."""
    jobs = [
        (p, folder / "truth" / f"{p.stem}.json") for folder in folders for p in sorted((folder / "pdf").glob("*.pdf"))
    ]
    jobs = [j for j in jobs if j[1].is_file()]
    names = [f"{p.parent.parent.name}/{p.stem}" for p, _ in jobs]
    with ProcessPoolExecutor(2) as pool:
        found = list(pool.map(_safe, jobs, chunksize=4))
    out = {}
    for name in QUESTIONS:
        own = [(who, r[name]) for who, (r, _) in zip(names, found, strict=True) if name in r]
        x, y = np.concatenate([x for _, (x, _) in own]), np.concatenate([y for _, (_, y) in own])
        who = [document for document, (_, y) in own for _ in y]
        keep = y >= 0
        out[name] = (x[keep], y[keep], [w for w, k in zip(who, keep, strict=True) if k])
    return out, [(who, case) for who, (_, cases) in zip(names, found, strict=True) for case in cases]


def in_context(cases: Sequence[tuple[str, Case]], first: Sequence[Trees]) -> Samples:
    """The samples of the second answer on rows. *first*: the trees that answer first, by the document's fold."""
    own = []
    for who, case in cases:
        odds = first[_fold(who) % len(first)].log_odds(case.alone)
        own.append(np.hstack([case.alone, context(case.texts, case.edges, rows.whites(case.alone), odds)]))
    labels = np.array([y for _, case in cases for y in case.labels])
    return np.concatenate(own), labels, [who for who, case in cases for _ in case.labels]


def _safe(job: tuple[Path, Path]) -> tuple[dict[str, tuple[Floats, list[float]]], list[Case]]:
    return samples_of(*job)


def _fold(document: str | Path) -> int:
    """The half that a document falls into: twins of one seed by several renderers fall together."""
    return sum(map(ord, Path(document).stem)) % 2


def train(out: Path, folders: Sequence[Path]) -> None:
    """Fit the trees of all questions and write them as plain arrays; every tenth document is kept for a first look.

    What the second answer on rows learns from are first answers by trees that have not seen the document."""
    arrays: dict[str, Any] = {}
    samples, cases = gather(folders)
    for name in QUESTIONS:
        arrays |= _named(name, _fitted(name, *samples[name]))
    x, y, who = samples["rows"]
    fold = np.array([_fold(w) for w in who])
    halves = [_model("rows").fit(x[fold != f], y[fold != f]) for f in (0, 1)]
    first = [trees_of(_named("rows", as_arrays(half)), "rows") for half in halves]
    arrays |= _named("context", _fitted("context", *in_context(cases, first)))
    np.savez_compressed(out, **arrays)


def _fitted(name: str, x: Floats, y: Floats, who: Sequence[str]) -> dict[str, Any]:
    """The trees of one question, fitted on all, after a first look at those fitted without every tenth document."""
    held = np.array([sum(map(ord, w)) % 10 == 0 for w in who])
    right = (_model(name).fit(x[~held], y[~held]).decision_function(x[held]) > 0) == (y[held] > 0)
    print(f"{name}: {len(y)} samples, {y.mean():.3f} yes, right on held-out documents {right.mean():.4f}", flush=True)
    return as_arrays(_model(name).fit(x, y))


def _model(name: str) -> Any:
    from sklearn.ensemble import HistGradientBoostingClassifier

    trees, leaves = TREES[name]
    return HistGradientBoostingClassifier(
        max_iter=trees, max_leaf_nodes=leaves, learning_rate=RATE, min_samples_leaf=LEAST_LEAF, random_state=1,
        l2_regularization=1.0, early_stopping=False,
    )  # fmt: skip


def _named(name: str, arrays: dict[str, Any]) -> dict[str, Any]:
    return {f"{name}.{key}": value for key, value in arrays.items()}


def as_arrays(model: Any) -> dict[str, Any]:
    """The fitted trees as arrays of shape (trees, nodes); a leaf is its own child."""
    predictors = [p[0].nodes for p in model._predictors]
    width = max(len(n) for n in predictors)
    count = len(predictors)
    feature, left, right = (np.zeros((count, width), np.int16) for _ in range(3))
    limit, value = (np.zeros((count, width), np.float32) for _ in range(2))
    depth = 0
    for t, nodes in enumerate(predictors):
        for i, node in enumerate(nodes):
            leaf = bool(node["is_leaf"])
            feature[t, i] = 0 if leaf else node["feature_idx"]
            limit[t, i] = 0 if leaf else node["num_threshold"]
            left[t, i] = i if leaf else node["left"]
            right[t, i] = i if leaf else node["right"]
            value[t, i] = node["value"] if leaf else 0
            depth = max(depth, int(node["depth"]) + 1)
    base = float(np.ravel(model._baseline_prediction)[0])
    names = ("base", "feature", "limit", "left", "right", "value", "depth")
    return dict(zip(names, (base, feature, limit, left, right, value, depth), strict=True))


def judge(folders: Sequence[Path]) -> None:
    """Share of right answers of the shipped trees, by question."""
    samples, cases = gather(folders)
    for name, (x, y, _) in (samples | {"context": in_context(cases, (load("rows"),))}).items():
        odds = load(name).log_odds(x)
        print(f"{name}: {len(y)} samples, right {((odds > 0) == (y > 0)).mean():.4f}")


def main(arguments: Sequence[str]) -> None:
    command, *rest = arguments
    if command == "train":
        train(Path(rest[0]), [Path(f) for f in rest[1:]])
    elif command == "judge":
        judge([Path(f) for f in rest])
    else:
        raise SystemExit(__doc__)


if __name__ == "__main__":
    main(sys.argv[1:])
