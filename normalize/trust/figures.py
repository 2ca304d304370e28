"""The evidence of figures: what kind and year their column says, and how they go with the other figures of the row."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence

from iku.normalize.columns import Column
from iku.normalize.trust.numbers import Features

KINDS = ("baseline", "target", "realisasi", "capaian", "target_akhir")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")


def years_of(columns: Sequence[Column]) -> Features:
    """What the years of all columns of figures say of a table: years named twice, years out of turn, kinds."""
    known = [(m.jenis, m.tahun) for c in columns if (m := c.match) is not None and m.field == "nilai"]
    years = [year for _, year in known if year]
    turns = [b - a for a, b in zip(years, years[1:], strict=False)]
    return {
        "makna.tahun.ganda": float(len(years) - len(set(years))),
        "makna.tahun.lompat": float(sum(t not in (0, 1) for t in turns)),
        "makna.tahun.tanpa": float(sum(not year for _, year in known)),
        "makna.jenis.banyak": float(len({kind for kind, _ in known})),
    }


def of_figure(name: str, text: str, own: Mapping[str, str], columns: Sequence[Column]) -> Features:
    """The features of the figure *name* (``nilai.target.2021``); *own*: all texts of its record."""
    parts = name.split(".")
    kind = parts[1] if len(parts) > 1 else ""
    count = Counter(m.jenis for c in columns if (m := c.match) is not None and m.field == "nilai")
    value = _value(text)
    others = sorted(v for n, t in own.items() if n.startswith("nilai.") and n != name and (v := _value(t)) is not None)
    middle = others[len(others) // 2] if others else value
    out = {f"makna.jenis.{k}": float(kind == k) for k in KINDS}
    out["makna.jenis.sendiri"] = float(count[kind] == 1)
    out["makna.angka.jauh"] = abs(_size(value) - _size(middle)) if value is not None and middle is not None else 0.0
    out["makna.angka.panjang"] = float(sum(c.isdigit() for c in text))
    return out


def _value(text: str) -> float | None:
    """About the size of a figure, whatever its marks mean."""
    match = _FIGURE.search(text)
    if match is None:
        return None
    digits = match[0].replace(",", ".")
    return float(digits) if digits.count(".") <= 1 else float(digits.replace(".", ""))


def _size(value: float) -> float:
    return math.log10(abs(value) + 1.0)
