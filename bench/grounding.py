"""Does a value's box stand where it was printed? ``python -m bench.grounding FOLDER`` (of ``python -m bench.layouts``)

A generated document knows the words of every cell. A value is grounded when it equals the gold and its box shares half
of the joint area with the box of the printed cells that hold its words; F1 counts those against all values of the gold.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.scoring import flatten
from bench.trust.judge import UNJUDGED, verdicts
from iku.extract.errors import IkuError
from iku.extract.model import Box, hull
from iku.normalize.model import AsalMedan
from iku.pipeline import convert_document
from iku.schemas.write import to_json

SHARED = 0.5
"""Two boxes are the same place when they share this part of their joint area."""
DERIVED = ("formulasi.pembilang", "formulasi.penyebut", "formulasi.pengali", "satuan")
"""Values without a place of their own, or that no cell prints."""
HELD = 0.8
"""A cell is that of a value when so much of its shorter text is in the other."""


@dataclass(slots=True)
class Tally:
    """``expected`` values of the gold, ``found`` with a place, ``right`` ones, ``grounded``: right and in place."""

    expected: int = 0
    found: int = 0
    right: int = 0
    grounded: int = 0

    @property
    def f1(self) -> float:
        return 2 * self.grounded / (self.expected + self.found) if self.expected + self.found else 0.0


def overlap(one: Box, other: Box) -> float:
    """Shared part of the joint area of two boxes."""
    shared = one.overlap(other)
    joint = one.area + other.area - shared
    return shared / joint if joint else 0.0


def printed_boxes(truth: Mapping[str, Any], page: int, text: str) -> Iterator[Box]:
    """The boxes of the words of cells on *page* that print *text*, or hold it, or a part of it."""
    wanted = _letters(text)
    for shown in truth["pages"]:
        if shown["number"] != page:
            continue
        for table in shown["tables"]:
            for cell in table["cells"]:
                own = _letters(" ".join(w[4] for w in cell["words"]))
                shorter = min(own.total(), wanted.total())
                if shorter and (own & wanted).total() >= HELD * max(own.total(), wanted.total()):
                    yield hull([Box(*w[:4]) for w in cell["words"]])


def is_grounded(place: AsalMedan, truth: Mapping[str, Any]) -> bool:
    """Whether the box of *place* is that of a printed cell with its text."""
    box = Box(*place.bbox)
    return any(overlap(box, b) >= SHARED for b in printed_boxes(truth, place.halaman, place.cetak or ""))


def _letters(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w", text.casefold()))


def tally(folder: Path) -> Tally:
    """Convert ``FOLDER/pdf`` and hold values and boxes against ``FOLDER/gold`` and ``FOLDER/truth``."""
    total = Tally()
    for pdf in sorted((folder / "pdf").glob("*.pdf")):
        gold, truth = (json.loads((folder / n / f"{pdf.stem}.json").read_text("utf-8")) for n in ("gold", "truth"))
        records = gold["dokumen"]["indikator"]
        total.expected += sum(_counted(n) for r in records for n in flatten(r))
        try:
            result = convert_document(pdf)
        except IkuError:
            continue
        plain = to_json(result.instansi, [result.dokumen], nip=True)["dokumen"][0]["indikator"]
        own = result.dokumen.indikator
        for verdict in verdicts(own, plain, records):
            asal = own[verdict.record].asal
            if asal is None or not _counted(verdict.name):
                continue
            total.found += 1
            total.right += verdict.right
            total.grounded += verdict.right and is_grounded(asal.medan[verdict.name], truth)
    return total


def _counted(name: str) -> bool:
    return name not in DERIVED and name.partition(".")[0] not in UNJUDGED


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each folder."""
    parser = argparse.ArgumentParser(prog="python -m bench.grounding", description="values in their printed place")
    parser.add_argument("folder", type=Path, nargs="+")
    for folder in parser.parse_args(arguments).folder:
        found = tally(folder)
        share = found.grounded / max(1, found.right)
        print(f"{folder}: {found.found} of {found.expected} values, {found.right} right, {found.grounded} of them")
        print(f"  in their place ({share:.3f}); grounding F1 {found.f1:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
