"""What a column holds, told by its texts alone: for columns without a header, or with an unknown one.

A naive Bayes model over the words of cells and their shape, its weights in ``data/content.json`` (made by
``bench/train_content.py`` from columns whose header is known). It gives probabilities; who asks decides what is enough.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iku.normalize.numbering import split_number

_DATA = Path(__file__).parent / "data" / "content.json"
MOST_TEXTS = 12
"""So many cells of a column are looked at."""
WORDS = 14
"""So many words of a cell are looked at."""
SHARPNESS = 0.35
"""How much a text's evidence counts: words of one cell are not independent. From held-out documents, see the script."""
_LENGTHS = (1, 2, 4, 8, 16, 32)
_SHAPES = {
    "percent": re.compile(r"%"),
    "equals": re.compile(r"="),
    "times": re.compile(r"[x×*]\s*100", re.IGNORECASE),
    "slash": re.compile(r"\S\s*/\s*\S"),
    "figure": re.compile(r"\d"),
    "list": re.compile(r"(?:^|\s)(?:[-•]|\d{1,2}[.)])\s"),
}
_ONLY_FIGURE = re.compile(r"[.,%\s<>≤≥±()-]*+\d[\d.,%\s<>≤≥±()-]*")


@dataclass(frozen=True, slots=True)
class Model:
    """``weights``: feature -> for each class the logarithm of how much likelier it is there than in all. A feature that
    is not there says nothing."""

    classes: tuple[str, ...]
    weights: dict[str, tuple[float, ...]]


def features(text: str) -> list[str]:
    """What the model sees of one cell: its first words, its words, how long it is, and signs in it."""
    bare = split_number(text)[1] or text
    words = re.findall(r"[^\W\d_]{2,}", bare.lower())[:WORDS]
    found = [f"first {words[0]}", f"begins {words[0][:3]}"] if words else ["wordless"]
    found += [f"word {w}" for w in dict.fromkeys(words)]
    count = len(bare.split())
    found.append(f"length {next((n for n in _LENGTHS if count <= n), 'long')}")
    found += [name for name, shape in _SHAPES.items() if shape.search(bare)]
    if _ONLY_FIGURE.fullmatch(bare):
        found.append("only figure")
    if bare[:1].islower():
        found.append("lower start")
    return found


def probabilities(texts: Sequence[str]) -> dict[str, float]:
    """Class -> probability for a column of *texts* (``sasaran``, ``indikator``, ``satuan``, …); empty for no text.

    Classes are fields of the contract, and ``kerja`` for programmes and activities, ``angka`` for figures."""
    chosen = [t for t in texts if t.strip()][:MOST_TEXTS]
    return combine(_model(), chosen) if chosen else {}


def combine(model: Model, texts: Sequence[str]) -> dict[str, float]:
    """The model's answer for several texts of one column."""
    total = [0.0] * len(model.classes)
    for text in texts:
        for feature in features(text):
            if weights := model.weights.get(feature):
                total = [a + b for a, b in zip(total, weights, strict=True)]
    scale = SHARPNESS / math.sqrt(len(texts))
    best = max(total)
    raised = [math.exp((t - best) * scale) for t in total]
    return {name: value / sum(raised) for name, value in zip(model.classes, raised, strict=True)}


@cache
def _model() -> Model:
    data = json.loads(_DATA.read_text(encoding="utf-8"))
    weights = {name: tuple(row) for name, row in data["weights"].items()}
    return Model(tuple(data["classes"]), weights)
