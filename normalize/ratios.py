"""A ratio held against its indicator's name: does it measure what the name promises?

Only what can be told from the words alone is said: a ratio of a quantity to itself, one that stands upside down, and a
state that the name promises (mandiri, aktif) while the formula counts something else. States stand in
``data/process_words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from iku.normalize.cell_findings import CellFinding
from iku.normalize.record_model import Formulasi

_DATA = Path(__file__).parent / "data" / "process_words.toml"
_COUNT = re.compile(r"^(?:jumlah|total|banyaknya|seluruh|semua|keseluruhan)\s+")


def ratio_findings(name: str, formula: Formulasi) -> list[CellFinding]:
    """Findings about numerator and denominator; none where either was not told apart for sure."""
    if formula.jenis != "rasio" or not formula.pembilang or not formula.penyebut:
        return []
    above, below = _plain(formula.pembilang), _plain(formula.penyebut)
    said = {"pembilang": formula.pembilang[:120], "penyebut": formula.penyebut[:120]}
    if above == below:
        return [CellFinding("RASIO_TETAP")]
    if below.startswith(f"{above} yang ") and f"{above} yang " in _plain(name):
        return [CellFinding("RASIO_TERBALIK", said)]
    missing = next((w for w, stem in _states() if stem.search(name) and not stem.search(formula.teks or "")), None)
    return [CellFinding("RASIO_LAIN_DARI_NAMA", {"kata": missing})] if missing else []


def _plain(text: str) -> str:
    """Lower-case words, without a word of counting before them and without bullets."""
    bare = " ".join(re.findall(r"[^\W_]+", text.lower()))
    while _COUNT.match(bare):
        bare = _COUNT.sub("", bare)
    return bare


@cache
def _states() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = tomllib.loads(_DATA.read_text(encoding="utf-8"))["state"]
    return tuple((word, re.compile(rf"\b\w*{stem}\w*\b", re.IGNORECASE)) for word, stem in words.items())
