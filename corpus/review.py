"""A reviewer's word on links: a CSV file of merges and splits, kept beside the corpus and replayed at every build.

Columns ``tindakan`` (``gabung`` or ``pisah``), ``kiri``, ``kanan`` (names of indicators as printed anywhere, or keys
from ``iku corpus candidates``), and any others (``alasan``, ``oleh``, ``tanggal``), which are left alone. Names are
matched by wording, not by id, so that the file outlives every rebuild.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from iku.corpus.errors import ReviewUnreadable
from iku.corpus.profile import profile

ACTIONS = {"gabung": True, "pisah": False}


@dataclass(slots=True)
class Decisions:
    """``same`` and ``apart``: pairs as written in the file."""

    same: list[tuple[str, str]] = field(default_factory=list)
    apart: list[tuple[str, str]] = field(default_factory=list)

    def pairs(self, wordings: Mapping[str, Any], *, same: bool) -> list[tuple[str, str]]:
        """Pairs of wording keys; what the corpus does not hold (yet) is left out."""
        out = []
        for left, right in self.same if same else self.apart:
            a, b = _keys(left, wordings), _keys(right, wordings)
            out += [(x, y) for x in a for y in b if x != y]
        return out

    def unknown(self, wordings: Mapping[str, Any]) -> list[str]:
        """Names of the file that no wording of the corpus has: said, not hidden."""
        return sorted({side for pair in [*self.same, *self.apart] for side in pair if not _keys(side, wordings)})


def read_decisions(path: Path | None) -> Decisions:
    """The reviewer's file; none when *path* is None. Raises ``ReviewUnreadable``."""
    decisions = Decisions()
    if path is None:
        return decisions
    try:
        with path.open(encoding="utf-8-sig", newline="") as handle:
            rows = list(csv.DictReader(handle))
    except (OSError, ValueError, csv.Error) as error:
        raise ReviewUnreadable(str(error), file=str(path)) from error
    for number, row in enumerate(rows, 2):
        action, left, right = ((row.get(name) or "").strip() for name in ("tindakan", "kiri", "kanan"))
        if action.lower() not in ACTIONS or not left or not right:
            wanted = "tindakan must be gabung or pisah, with kiri and kanan"
            raise ReviewUnreadable(f"line {number}: {wanted}", file=str(path))
        (decisions.same if ACTIONS[action.lower()] else decisions.apart).append((left, right))
    return decisions


def _keys(name: str, wordings: Mapping[str, Any]) -> Iterable[str]:
    """Wording keys that a name or key stands for: itself, or those with the same words and any measure it allows."""
    if name in wordings:
        return [name]
    own = profile(name)
    if own.key in wordings:
        return [own.key]
    tail = own.key.partition("|")[2]
    return sorted(k for k in wordings if own.measure is None and k.partition("|")[2] == tail)
