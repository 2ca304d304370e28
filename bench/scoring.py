"""Records found and fields equal, our own few lines: for the samples, and for the baseline made of other tools."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rapidfuzz.distance import Levenshtein

ALIKE = 0.85
_DASHES = str.maketrans({"–": "-", "—": "-", "‐": "-", "×": "x", "“": '"', "”": '"', "’": "'"})
_TEXTS = (
    "misi",
    "tujuan",
    "sasaran",
    "indikator",
    "alasan",
    "penjelasan",
    "keterangan",
    "program",
    "tipe_penghitungan",
)
_FACTS = ("nomor", "tanggal", "tempat", "perubahan", "jenis")


@dataclass(frozen=True, slots=True)
class Score:
    """``f1`` of records in order, ``exact`` share of the expected fields that are equal, ``invented`` fields over the
    expected ones, ``facts`` share of the facts of document and agency that are equal."""

    expected: int
    found: int
    f1: float
    exact: float
    invented: float
    facts: float
    wrong: tuple[str, ...] = ()


def fold(value: Any) -> str:
    """What is compared: case, spacing and the style of dashes and quotes do not matter."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = unicodedata.normalize("NFKC", str(value)).translate(_DASHES).casefold()
    return re.sub(r"\s*([/:;,.)%(])\s*", r"\1", re.sub(r"\s+", " ", text)).strip(" .;:")


def flatten(record: Mapping[str, Any]) -> dict[str, str]:
    """One record as field and text; what is empty is left out."""
    formula, unit = record.get("formulasi") or {}, record.get("satuan") or {}
    out = {key: record.get(key) for key in _TEXTS}
    out |= {f"formulasi.{key}": formula.get(key) for key in ("teks", "pembilang", "penyebut", "pengali")}
    out["satuan"] = unit.get("nilai")
    for key in ("sumber_data", "penanggung_jawab"):
        out[key] = " ".join(p["nama"] for p in record.get(key) or [])
    out["kegiatan"] = " ".join(record.get("kegiatan") or [])
    for value in record.get("nilai") or []:
        out[f"nilai.{value['jenis']}.{value.get('tahun') or '-'}"] = value.get("angka")
    return {key: fold(value) for key, value in out.items() if value not in (None, "")}


def score(expected: Mapping[str, Any], agency: Mapping[str, Any], document: Mapping[str, Any]) -> Score:
    """Hold *document* of *agency* against *expected* (a file of ``samples/expected``)."""
    facts = _facts(expected, agency, document)
    wrong = tuple(name for name, ok in facts.items() if not ok)
    records = score_records(expected["dokumen"]["indikator"], document.get("indikator") or [])
    return replace(records, facts=sum(facts.values()) / len(facts), wrong=records.wrong + wrong)


def score_records(expected: Sequence[Mapping[str, Any]], found: Sequence[Mapping[str, Any]]) -> Score:
    """Hold the records *found* against those *expected*; the facts of the document count as equal."""
    gold, read = [flatten(r) for r in expected], [flatten(r) for r in found]
    pairs = align(gold, read)
    hits = sum(
        all(_similar(gold[i].get(k, ""), read[j].get(k, "")) >= ALIKE for k in ("sasaran", "indikator"))
        for i, j in pairs.items()
    )
    total = equal = invented = 0
    wrong: list[str] = []
    for i, record in enumerate(gold):
        other = read[pairs[i]] if i in pairs else {}
        for key, text in record.items():
            total += 1
            equal += other.get(key) == text
            if other.get(key) != text:
                wrong.append(f"{i + 1} {key}: {text} | {other.get(key)}")
        extra = [key for key in other if key not in record and key != "satuan"]
        invented += len(extra)
        wrong += [f"{i + 1} {key}: - | {other[key]}" for key in extra]
    both = len(gold) + len(read)
    shares = (2 * hits / both if both else 1.0, equal / total if total else 1.0, invented / total if total else 0.0)
    return Score(len(gold), len(read), *shares, 1.0, tuple(wrong))


def align(gold: Sequence[Mapping[str, str]], read: Sequence[Mapping[str, str]]) -> dict[int, int]:
    """The best pairs of records that keep the order of both."""
    weight = [[_weight(g, r) for r in read] for g in gold]
    best = [[0.0] * (len(read) + 1) for _ in range(len(gold) + 1)]
    for i in reversed(range(len(gold))):
        for j in reversed(range(len(read))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], weight[i][j] + best[i + 1][j + 1])
    pairs, i, j = {}, 0, 0
    while i < len(gold) and j < len(read):
        if weight[i][j] > 0 and best[i][j] == weight[i][j] + best[i + 1][j + 1]:
            pairs[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs


def _weight(gold: Mapping[str, str], read: Mapping[str, str]) -> float:
    parts = {"indikator": 0.6, "sasaran": 0.25, "formulasi.teks": 0.15}
    weight = sum(share * _similar(gold.get(key, ""), read.get(key, "")) for key, share in parts.items())
    return weight if weight > 0.5 else -1.0


def _similar(one: str, other: str) -> float:
    return Levenshtein.normalized_similarity(one, other) if one or other else 1.0


def _facts(expected: Mapping[str, Any], agency: Mapping[str, Any], document: Mapping[str, Any]) -> dict[str, bool]:
    gold, own = expected["dokumen"], expected["instansi"]
    facts = {key: (gold[key], document.get(key)) for key in _FACTS}
    facts["nomor"] = tuple(re.sub(r"\s", "", str(v or "")) for v in facts["nomor"])  # type: ignore[assignment]
    facts["instansi"] = (own["nama"], agency.get("nama"))
    facts["kode_wilayah"] = (own["daerah"]["kode"], (agency.get("daerah") or {}).get("kode"))
    for key in ("awal", "akhir"):
        facts[f"periode.{key}"] = (gold["periode"][key], (document.get("periode") or {}).get(key))
    facts["penandatangan"] = tuple([s.get("nama") for s in d.get("penandatangan") or []] for d in (gold, document))  # type: ignore[assignment]
    laws = [sorted(f"{x.get('nomor')}/{x.get('tahun')}" for x in d.get("dasar_hukum") or []) for d in (gold, document)]
    facts["dasar_hukum"] = (laws[0], laws[1])
    return {key: fold(one) == fold(other) for key, (one, other) in facts.items()}
