"""What changed between two versions of an agency's indicators: added, dropped, reworded, formula, unit, target.

Pairs are found by the judgement that links concepts, then by formula and place; operands are compared by their printed
words, not by their folded form, so that ``PPKS`` for ``PMKS`` in a denominator is seen (and said to be the same term).
Capitals, punctuation and line breaks are no change.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from typing import Any, Literal

from rapidfuzz import fuzz

from iku.corpus.likeness import compare
from iku.corpus.profile import Profile, profile
from iku.corpus.text import plain_words, same_words
from iku.normalize.record_fields import PARTIES, RECORD_FIELDS

Kind = Literal["ditambah", "dihapus", "redaksi", "formulasi", "satuan", "target", "lain"]
PAIRED = 0.5
"""Likeness from which two indicators of one agency are the same one, reworded."""
MOST_PAIRS = 4_000_000
"""Words of one text times words of the other; longer ones are shown whole, the old and the new."""
TEXTS = tuple(f.name for f in RECORD_FIELDS if f.compared)
OPERANDS = ("pembilang", "penyebut", "pengali")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: ``medan`` is the field (``formulasi.penyebut``, ``nilai.target.2021``), ``lama`` and ``baru`` as
    printed, ``setara``: both say the same in other words or another spelling."""

    jenis: Kind
    medan: str
    lama: str | None
    baru: str | None
    setara: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """An old and a new record (one of them None: dropped or added) with what differs. ``likeness`` of the names."""

    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None
    likeness: float
    changes: tuple[Change, ...]

    @property
    def kinds(self) -> list[Kind]:
        return list(dict.fromkeys(c.jenis for c in self.changes))


@dataclass(frozen=True, slots=True)
class Version:
    """The indicators of one version of one document. ``name`` says which; ``records`` are those of the contract."""

    name: str
    agency: str | None
    document: str
    year: int | None
    records: Sequence[Mapping[str, Any]] = field(default_factory=tuple)
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two versions and their pairs, in the order of the new version, dropped ones last."""

    old: Version
    new: Version
    pairs: tuple[Pair, ...]

    def count(self) -> dict[str, int]:
        """How many pairs show each kind of change, and how many show none."""
        out = {kind: sum(kind in p.kinds for p in self.pairs) for kind in Kind.__args__}  # type: ignore[attr-defined]
        return {**out, "tetap": sum(not p.changes for p in self.pairs)}


def difference(old: Version, new: Version) -> Difference:
    """Pair the records of two versions and say what changed in each."""
    matched = _match(old, new)
    pairs = []
    for j, record in enumerate(new.records):
        i = matched.get(j)
        if i is None:
            pairs.append(Pair(None, record, 0.0, (_whole("ditambah", record),)))
        else:
            before = old.records[i[0]]
            pairs.append(Pair(before, record, i[1], tuple(_changes(before, record))))
    kept = {i for i, _ in matched.values()}
    pairs += [
        Pair(record, None, 0.0, (_whole("dihapus", record),)) for i, record in enumerate(old.records) if i not in kept
    ]
    return Difference(old, new, tuple(pairs))


def changed_words(old: str | None, new: str | None) -> list[tuple[str, str]]:
    """Runs of words for display: ("=", text), ("-", dropped), ("+", added)."""
    a, b = (old or "").split(), (new or "").split()
    if len(a) * len(b) > MOST_PAIRS:
        return [("-", " ".join(a)), ("+", " ".join(b))] if a != b else [("=", " ".join(b))]
    matcher = SequenceMatcher(a=[_bare(w) for w in a], b=[_bare(w) for w in b], autojunk=False)
    out: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            out.append(("=", " ".join(b[j1:j2])))
            continue
        out += [("-", " ".join(a[i1:i2]))] if i2 > i1 else []
        out += [("+", " ".join(b[j1:j2]))] if j2 > j1 else []
    return out


def _match(old: Version, new: Version) -> dict[int, tuple[int, float]]:
    """New record -> (old record, likeness of names): the surest pairs first, each record once."""
    a = [_profile(r, old) for r in old.records]
    b = [_profile(r, new) for r in new.records]
    scored = []
    for i, left in enumerate(a):
        for j, right in enumerate(b):
            judged = 1.0 if left.key == right.key else compare(left, right).score
            score = max(judged, _reworded(old.records[i], new.records[j]))
            if score >= PAIRED:
                scored.append((-score, abs(i - j), i, j))
    out: dict[int, tuple[int, float]] = {}
    used: set[int] = set()
    for score, _, i, j in sorted(scored):
        if i not in used and j not in out:
            used.add(i)
            out[j] = (i, -score)
    return out


def _profile(record: Mapping[str, Any], version: Version) -> Profile:
    return profile(record["indikator"] or "", record["satuan"]["nilai"], version.region, version.agency)


def _reworded(old: Mapping[str, Any], new: Mapping[str, Any]) -> float:
    """The words of both names in any order, and a formula that stayed; just enough to pair what nothing else pairs."""
    names = fuzz.token_sort_ratio(
        " ".join(same_words(old["indikator"] or "")), " ".join(same_words(new["indikator"] or ""))
    )
    formulas = [" ".join(plain_words((r["formulasi"] or {}).get("teks") or "")) for r in (old, new)]
    same_formula = bool(formulas[0]) and formulas[0] == formulas[1]
    return 0.55 if names >= 88 or names >= 60 and same_formula else 0.0


def _changes(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    yield from _text("redaksi", "indikator", old["indikator"], new["indikator"])
    yield from _formula(old["formulasi"] or {}, new["formulasi"] or {})
    if old["satuan"]["nilai"] != new["satuan"]["nilai"]:
        yield Change("satuan", "satuan", old["satuan"]["nilai"], new["satuan"]["nilai"])
    yield from _values(old["nilai"], new["nilai"])
    for name in TEXTS:
        yield from _text("lain", name, old[name], new[name])
    for name in PARTIES:
        yield from _text("lain", name, _names(old[name]), _names(new[name]))
    yield from _text("lain", "kegiatan", "; ".join(old["kegiatan"]) or None, "; ".join(new["kegiatan"]) or None)


def _formula(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
    """The operands that differ; the text alone where operands are not known on both sides or all are the same."""
    found = []
    for name in OPERANDS:
        before, after = _shown(old.get(name)), _shown(new.get(name))
        if before is not None and after is not None:
            found += list(_text("formulasi", f"formulasi.{name}", before, after))
    if found:
        yield from found
        return
    known = bool(old.get("pembilang") and new.get("pembilang"))
    for change in _text("formulasi", "formulasi.teks", old.get("teks"), new.get("teks")):
        yield replace(change, setara=change.setara or known)


def _values(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> Iterator[Change]:
    before, after = ({(v["jenis"], v["tahun"], v.get("periode")): v for v in values} for values in (old, new))
    for key in sorted(before.keys() | after.keys(), key=lambda k: (k[0], k[1] or 0, k[2] or "")):
        a, b = before.get(key), after.get(key)
        same = a and b and (a["angka"] == b["angka"] if a["angka"] is not None else a["tercetak"] == b["tercetak"])
        if not same:
            name = ".".join(str(part) for part in ("nilai", *key) if part is not None)
            yield Change("target", name, a["tercetak"] if a else None, b["tercetak"] if b else None)


def _text(kind: Kind, name: str, old: str | None, new: str | None) -> Iterator[Change]:
    if plain_words(old or "") != plain_words(new or ""):
        alike = bool(old) and bool(new) and same_words(old or "") == same_words(new or "")
        yield Change(kind, name, old, new, alike)


def _whole(kind: Kind, record: Mapping[str, Any]) -> Change:
    name = record["indikator"]
    return Change(kind, "indikator", name if kind == "dihapus" else None, name if kind == "ditambah" else None)


def _names(parties: Sequence[Mapping[str, Any]]) -> str | None:
    return "; ".join(p["nama"] for p in parties) or None


def _shown(value: Any) -> str | None:
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return None if value is None else str(value)


def _bare(word: str) -> str:
    return "".join(plain_words(word)) or word
