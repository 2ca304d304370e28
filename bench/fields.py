"""How well each field is read: ``python -m bench.fields OUT GOLD [--wrong] [--field NAME]``.

OUT is a folder of agency files, GOLD one of gold records; both may be given several times, in pairs. Values are held
against each other by the scorer that stands beside the reference documents, field by field over all documents (not
as a mean of documents), once over all gold records and once over those that were found. Every wrong value has a kind,
so that one sees which mechanism fails: a value that is missing, cut, run on, or read with other letters.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from rapidfuzz.distance import Levenshtein
from rich.console import Console
from rich.table import Table

SCORER = Path(__file__).resolve().parent.parent.parent / "shared" / "bench" / "score.py"
CLOSE = 0.8
"""From this likeness on two texts are one text whose letters were read otherwise."""


@dataclass(frozen=True, slots=True)
class Wrong:
    """A value that is not the gold's: ``want`` None where the gold has none."""

    document: str
    record: int
    field: str
    want: str | None
    got: str

    @property
    def kind(self) -> str:
        return kind_of(self.want, self.got)


@dataclass(slots=True)
class Tally:
    """Counts by field: ``gold`` values of all records and of the ``found`` ones, ``equal`` ones, ``added`` ones."""

    gold: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    equal: Counter[str] = field(default_factory=Counter)
    added: Counter[str] = field(default_factory=Counter)
    wrong: list[Wrong] = field(default_factory=list)
    missed: int = 0


def kind_of(want: str | None, got: str) -> str:
    """The kind of a wrong value, from how its text differs from the wanted one."""
    if want is None:
        return "invented"
    if not got:
        return "missing"
    bare, own = (re.sub(r"\W", "", text) for text in (want, got))
    if bare == own:
        return "spacing or signs"
    if own in bare:
        return "cut"
    if bare in own:
        return "runs on"
    return "letters" if Levenshtein.normalized_similarity(bare, own) >= CLOSE else "other text"


def base_of(name: str) -> str:
    """Values of all kinds and years are one field."""
    return "nilai" if name.startswith("nilai.") else name


def tally(scorer: ModuleType, out: Path, gold: Path, total: Tally) -> None:
    """Add what the files of *out* give against those of *gold* to *total*; the best result of a document counts."""
    golds = {f.stem: json.loads(f.read_text("utf-8")) for f in sorted(gold.glob("*.json"))}
    best: dict[str, tuple[float, Mapping[str, Any]]] = {}
    for document in _documents(out):
        name = Path(str(document.get("berkas"))).stem
        if (own := golds.get(name.split("--")[0])) is not None:
            exact = scorer.score_doc({}, document, own)["exact"]
            if name not in best or exact > best[name][0]:
                best[name] = (exact, document)
    for name, (_, document) in sorted(best.items()):
        _add(scorer, name, golds[name.split("--")[0]]["dokumen"]["indikator"], document.get("indikator") or [], total)


def _documents(out: Path) -> Iterator[Mapping[str, Any]]:
    for path in sorted(out.rglob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        if isinstance(data, dict) and "instansi" in data and "dokumen" in data:
            yield from data["dokumen"]


def _add(scorer: ModuleType, name: str, gold: Sequence[Any], read: Sequence[Any], total: Tally) -> None:
    wanted, found = [scorer.fields(r) for r in gold], [scorer.fields(r) for r in read]
    partner = dict(scorer.align(wanted, found))
    for i, record in enumerate(wanted):
        own = found[partner[i]] if i in partner else None
        total.missed += own is None
        for key, text in record.items():
            base = base_of(key)
            total.gold[base] += 1
            if own is None:
                continue
            total.found[base] += 1
            got = scorer.best(key, text, own)
            total.equal[base] += got == text
            if got != text:
                total.wrong.append(Wrong(name, i + 1, key, text, got))
        for key in own or {}:
            if scorer.is_invented(key, record, own):
                total.added[base_of(key)] += 1
                total.wrong.append(Wrong(name, i + 1, key, None, own[key] if own else ""))


def show(total: Tally, console: Console, *, wrong: bool, only: str | None) -> None:
    """The table of fields, and with *wrong* every wrong value by its kind."""
    table = Table("field", "gold", "exact, all", "exact, found", "added", "kinds of wrong values")
    for name, count in sorted(total.gold.items()):
        kinds = Counter(w.kind for w in total.wrong if base_of(w.field) == name)
        told = ", ".join(f"{kind} {n}" for kind, n in kinds.most_common())
        shares = (total.equal[name] / count, total.equal[name] / max(1, total.found[name]))
        table.add_row(name, str(count), *(f"{s:.3f}" for s in shares), str(total.added[name]), told)
    console.print(table)
    console.print(f"gold records without a partner: {total.missed}")
    for kind in sorted({w.kind for w in total.wrong}) if wrong else ():
        console.print(f"\n{kind}", style="bold")
        for w in total.wrong:
            if w.kind == kind and only in (None, base_of(w.field)):
                line = f"  {w.document} {w.record} {w.field}\n    want {w.want}\n    got  {w.got}"
                console.print(line, markup=False, highlight=False, soft_wrap=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path, metavar="OUT GOLD")
    parser.add_argument("--wrong", action="store_true", help="every wrong value, by its kind")
    parser.add_argument("--field", help="wrong values of this field only")
    parser.add_argument("--scorer", type=Path, default=SCORER)
    arguments = parser.parse_args()
    if len(arguments.folders) % 2:
        parser.error("folders come in pairs: OUT GOLD")
    spec = importlib.util.spec_from_file_location("scorer", arguments.scorer)
    if spec is None or spec.loader is None or not arguments.scorer.is_file():
        parser.error(f"no scorer at {arguments.scorer}")
    scorer = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(scorer)
    total = Tally()
    for out, gold in zip(arguments.folders[::2], arguments.folders[1::2], strict=True):
        tally(scorer, out, gold, total)
    show(total, Console(width=140), wrong=arguments.wrong, only=arguments.field)


if __name__ == "__main__":
    main()
