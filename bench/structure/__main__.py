"""Train and judge the trees of the structure reader on generated layouts with their truth.

    python -m bench.structure train OUT.npz FOLDER...   # FOLDER/pdf and FOLDER/truth as ``bench.layouts`` writes them
    python -m bench.structure judge FOLDER...           # how well the shipped trees answer each question

Needs scikit-learn (dev extra). Deterministic: same folders, same bytes.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from bench.structure.samples import QUESTIONS, fold_of, gather, in_context
from iku.extract.structure.evidence import Floats
from iku.extract.structure.trees import load, trees_of

TREES = {"columns": (140, 15), "rows": (220, 23), "context": (220, 23), "cells": (140, 15)}
"""Trees and leaves per tree for each question."""
RATE, LEAST_LEAF = 0.08, 12


def train(out: Path, folders: Sequence[Path]) -> None:
    """Fit the trees of all questions and write them as plain arrays; every tenth document is kept for a first look.

    What the second answer on rows learns from are first answers by trees that have not seen the document."""
    arrays: dict[str, Any] = {}
    samples, cases = gather(folders)
    for name in QUESTIONS:
        arrays |= _named(name, _fitted(name, *samples[name]))
    x, y, who = samples["rows"]
    fold = np.array([fold_of(w) for w in who])
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
