"""Formulas in two dimensions: ``python -m bench.formulas [--seed 1] [--keep DIR] [--details]``.

Sixty formulas (fractions in every spot, several in one expression, scripts, sums, minus signs, brackets, legends) are
printed as a table by a browser and by a word processor, with bars drawn, typed as dashes and set by the equation
editor. The table gives the share whose text reads exactly as set, and whose numerator, denominator and multiplier are
exact (all empty where the whole is no one ratio), and whose legend is. Needs chromium and LibreOffice; one that is
missing is left out.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bench.formula_set.make import Case, cases
from bench.formula_set.printing import print_by_browser, print_by_word_processor
from iku.pipeline import convert

PRINTERS: dict[str, Callable[[Sequence[Case], Path], None]] = {
    "browser": print_by_browser,
    "word processor": print_by_word_processor,
}


def read(path: Path) -> dict[str, dict[str, Any]]:
    """The formula of every indicator in the PDF at *path*, by the number in its name."""
    found: dict[str, dict[str, Any]] = {}
    for result in convert(path).agencies:
        for record in result.to_json()["dokumen"][0]["indikator"]:
            number = re.search(r"(\d+)$", record["indikator"] or "")
            if number:
                found[number[1]] = record["formulasi"] or {}
    return found


def same(printed: str | None, read_text: str | None) -> bool:
    """Equal but for white space, the look of minus and multiplication signs, and a colon's own spacing."""
    return _plain(printed) == _plain(read_text)


def _plain(text: str | None) -> str:
    folded = (text or "").replace("−", "-").replace("–", "-").replace("×", "x").replace("Σ", "∑")
    return re.sub(r"\s*([/:%=()+-])\s*", r"\1", re.sub(r"\s+", " ", folded)).strip()


def judge(case: Case, formula: dict[str, Any]) -> tuple[bool, bool, bool]:
    """Is the text exact, are the three operands, are the symbols of the legend?"""
    symbols = tuple((p["simbol"], p["arti"]) for p in formula.get("peubah") or [])
    over, under = same(case.over, formula.get("pembilang")), same(case.under, formula.get("penyebut"))
    operands = over and under and case.times == formula.get("pengali")
    return same(case.text, formula.get("teks")), operands, symbols == case.legend


def main() -> None:
    """Print the table."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="folder for the printed files")
    arguments.add_argument("--details", action="store_true", help="show every formula that was read otherwise")
    chosen = arguments.parse_args()
    console = Console(width=160)
    table = Table("printed by", "formulas", "text exact", "operands exact", "symbols exact")
    formulas = cases(chosen.seed)
    with tempfile.TemporaryDirectory() as own:
        folder = chosen.keep or Path(own)
        folder.mkdir(parents=True, exist_ok=True)
        for name, printer in PRINTERS.items():
            path = folder / f"formulas-{chosen.seed}-{name.replace(' ', '-')}.pdf"
            try:
                printer(formulas, path)
            except FileNotFoundError as missing:
                console.print(f"{name}: {missing}")
                continue
            found = read(path)
            results = [(c, found.get(c.name, {}), judge(c, found.get(c.name, {}))) for c in formulas]
            shares = [sum(r[2][n] for r in results) / len(results) for n in range(3)]
            table.add_row(name, str(len(results)), *(f"{s:.3f}" for s in shares))
            if chosen.details:
                _show(results, name, console)
    console.print(table)


def _show(results: Sequence[tuple[Case, dict[str, Any], tuple[bool, bool, bool]]], name: str, console: Console) -> None:
    for case, formula, right in results:
        if all(right):
            continue
        said = ", ".join(f"{n} {r}" for n, r in zip(("text", "operands", "symbols"), right, strict=True))
        console.print(f"{name} {case.name} {case.style}: {said}", markup=False)
        console.print(f"   set  {case.text} | {case.over} | {case.under} | {case.times}", markup=False, highlight=False)
        said = " | ".join(str(formula.get(k)) for k in ("teks", "pembilang", "penyebut", "pengali", "peubah"))
        console.print(f"   read {said}", markup=False, highlight=False)


if __name__ == "__main__":
    main()
