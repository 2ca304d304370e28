"""Does a value's box stand where it was printed? ``python -m bench.grounding FOLDER`` (of ``python -m bench.layouts``)

A generated document knows the words of every cell. A value is grounded when it equals the gold and its box shares half
of the joint area with the box of the printed cells that hold its words; F1 counts those against all values of the gold.
What keeps it from one is told apart: values that no record has, wrong ones by field, right ones that stand elsewhere.
A fact is grounded when the words of the text layer in its box are those that it says it printed.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pdfplumber

from bench.scoring import flatten
from bench.trust.judge import UNJUDGED, verdicts
from iku.extract.errors import IkuError
from iku.extract.model import Box, hull
from iku.normalize.record_model import AsalMedan
from iku.pipeline import convert_document
from iku.schemas.write import to_json

SHARED = 0.5
"""Two boxes are the same place when they share this part of their joint area."""
DERIVED = ("formulasi.pembilang", "formulasi.penyebut", "formulasi.pengali", "satuan")
"""Values without a place of their own, or that no cell prints."""
LINES, SHORT = 2.0, 40
"""The lines of a fact may hold so many times its letters and so many more: ``Nomor`` before it, the rest of a title."""
HELD = 0.8
"""A cell is that of a value when so much of its shorter text is in the other."""


@dataclass(slots=True)
class Tally:
    """``expected`` values of the gold, ``found`` with a place, ``right`` ones, ``grounded``: right and in place;
    ``wrong`` ones by field; ``facts`` with a place, ``facts_there`` of them on their words."""

    expected: int = 0
    found: int = 0
    right: int = 0
    grounded: int = 0
    wrong: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    facts_there: int = 0

    @property
    def missing(self) -> int:
        """Values of the gold that no value found stands for."""
        return max(0, self.expected - self.found)

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


def _is_title(pdf: Path, place: AsalMedan, truth: Mapping[str, Any]) -> bool:
    """A goal in a line above its table is in no cell: the text layer tells whether it stands there."""
    return not any(printed_boxes(truth, place.halaman, place.cetak or "")) and all(facts_in_place(pdf, [place]))


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
            place = asal.medan[verdict.name]
            total.grounded += verdict.right and (
                is_grounded(place, truth) or not truth.get("scanned") and _is_title(pdf, place, truth)
            )
            total.wrong[verdict.name.partition(".")[0]] += not verdict.right
        if not truth.get("scanned"):
            for held in facts_in_place(pdf, result.dokumen.asal.values()):
                total.facts += 1
                total.facts_there += held
    return total


def facts_in_place(pdf: Path, places: Iterable[AsalMedan]) -> Iterator[bool]:
    """For every place that tells its printed text whether the text layer has it in the box, and no more than the rest
    of its lines."""
    with pdfplumber.open(pdf) as opened:
        for place in (p for p in places if p.cetak):
            box = Box(*place.bbox)
            words = opened.pages[place.halaman - 1].extract_words()
            inside = [w["text"] for w in words if box.holds((w["x0"] + w["x1"]) / 2, (w["top"] + w["bottom"]) / 2)]
            own, wanted = _letters(" ".join(inside)), _letters(place.cetak or "")
            whole = (own & wanted).total() >= HELD * wanted.total()
            yield whole and own.total() <= LINES * wanted.total() + SHORT
        for page in opened.pages:
            page.close()


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
        wrong = ", ".join(f"{name} {count}" for name, count in found.wrong.most_common())
        print(f"  missing {found.missing}, misplaced {found.right - found.grounded}, wrong: {wrong}")
        print(f"  facts: {found.facts_there} of {found.facts} on their words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
