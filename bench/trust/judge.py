"""Which values of a document are right: held against the gold, place by place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.scoring import align, flatten, fold
from iku.normalize.figures import addresses
from iku.normalize.record_fields import LISTS
from iku.normalize.record_model import Indikator

UNJUDGED = ("nomor", "kode", "lainnya")
"""Values that no gold file tells."""
HOW = ("penjelasan", "formulasi")
"""The two that share a cell: which of them a text is, is often a matter of taste."""
PRINTED = "satuan.tercetak"
_FORMULA = ("formulasi.teks", "formulasi.pembilang", "formulasi.penyebut", "penjelasan")
_TIMES = re.compile(r"\s*\bx\s*(?=\d)")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether the value *name* of the record at place *record* is right."""

    record: int
    name: str
    right: bool


def verdicts(
    records: Sequence[Indikator], read: Sequence[Mapping[str, Any]], gold: Sequence[Mapping[str, Any]],
    also: frozenset[int] = frozenset(),
) -> Iterator[Verdict]:  # fmt: skip
    """One for every value with a place that gold could tell. *read*: the records as plain data. A record that is none
    of the gold's has only wrong values, unless it stands on a page where the gold names *also* other tables."""
    expected, found = [_flat(g) for g in gold], [_flat(r) for r in read]
    partner = {j: i for i, j in align(expected, found).items()}
    for j, record in enumerate(records):
        if record.asal is None or j not in partner and record.asal.halaman in also:
            continue
        own = expected[partner[j]] if j in partner else None
        for name in record.asal.medan:
            right = _right(name, own, found[j], record)
            if right is not None:
                yield Verdict(j, name, right)


def _flat(record: Mapping[str, Any]) -> dict[str, str]:
    """The record as field and text, its unit as printed too; signs of multiplication stand close everywhere."""
    printed = (record.get("satuan") or {}).get("tercetak")
    texts = flatten(record) | ({PRINTED: fold(printed)} if printed else {})
    return {name: _TIMES.sub("x", text) if name in _FORMULA else text for name, text in texts.items()}


def _right(name: str, gold: Mapping[str, str] | None, read: Mapping[str, str], record: Indikator) -> bool | None:
    """None where the gold does not tell."""
    field = name.partition(".")[0]
    if field in UNJUDGED:
        return None
    if gold is None:
        return False
    if field in HOW:
        return _how(field, gold, read)
    if field == "satuan" and gold.get(PRINTED) and gold.get(PRINTED) == read.get(PRINTED):
        return True
    if field == "nilai" and name not in read:
        figures = dict(zip(addresses(record.nilai), record.nilai, strict=True))
        if "#" in name or name in figures and figures[name].periode:
            return None
        return name not in gold
    if name not in gold and name not in read:
        return None
    if field in LISTS:
        return _content(gold.get(name, "")) == _content(read.get(name, ""))
    return gold.get(name) == read.get(name)


def _how(field: str, gold: Mapping[str, str], read: Mapping[str, str]) -> bool:
    """An explanation or formula equals either of the gold's, or both of them together; its parts too."""
    own = read.get("penjelasan" if field == "penjelasan" else "formulasi.teks", "")
    texts = [t for key in ("penjelasan", "formulasi.teks") if (t := gold.get(key))]
    whole = {*texts, " ".join(texts), " ".join(reversed(texts))}
    if fold(own) not in {fold(t) for t in whole}:
        return False
    parts = [f"formulasi.{k}" for k in ("pembilang", "penyebut", "pengali")]
    return field == "penjelasan" or all(read[k] == gold[k] for k in parts if k in read and k in gold)


def _content(text: str) -> str:
    """A list as one text in which it does not matter where it was split."""
    return re.sub(r"[\s,;|•-]+", " ", re.sub(r"\bdan\b", " ", text)).strip()
