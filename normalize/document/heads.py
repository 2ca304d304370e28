"""How names of institutions begin: the words, the kind that they say, and what is known of such a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from iku.normalize.document.knowledge import table, toml
from iku.normalize.document.spelling import key, near

LONGEST_HEAD = 8
"""Words of the longest head in the data."""
_PATIENT_FROM = 5
"""A head of so many letters is known on a scan with one letter damaged."""
_NO_HEADS = frozenset({"dinar", "bahan", "dunas"})
"""Words one letter from a head."""


@dataclass(frozen=True, slots=True)
class Head:
    """The first words of a name. ``whole``: a name without a further word; ``weak``: also a common word; ``capital``:
    only in capitals; ``small``: also with a small first letter."""

    words: tuple[str, ...]
    jenis: str
    whole: bool = False
    weak: bool = False
    capital: bool = False
    small: bool = False

    def __len__(self) -> int:
        return len(self.words)


@lru_cache(maxsize=16384)
def head_of(window: tuple[str, ...], damaged: bool) -> Head | None:
    """The longest head that the word keys *window* begin with, or None. *damaged*: the text is a scan's, one letter of
    a head of one word may be wrong."""
    first = window[0] if window else ""
    for head in _by_first_word().get(first, ()):
        if window[: len(head)] == head.words:
            return head
    if damaged and len(first) >= _PATIENT_FROM and first not in _NO_HEADS:
        alike = (h for h in _single_heads() if near(first, h.words[0], 1))
        return next(alike, None)
    return None


def may_begin(word: str, damaged: bool) -> bool:
    """A head can begin with the word of this key; on a scan with any long word."""
    return word in _by_first_word() or (damaged and len(word) >= _PATIENT_FROM - 1)


@cache
def _heads() -> tuple[Head, ...]:
    data = toml("instansi")
    whole, weak = _keys(data["utuh"]["nama"]), _keys(data["lemah"]["kepala"])
    capital, small = _keys(data["kapital"]["kepala"]), _keys(data["kapital"]["kecil"])
    found = []
    for form, jenis in data["kepala"].items():
        name = tuple(key(w) for w in form.split())
        joined = " ".join(name)
        found.append(Head(name, jenis, joined in whole, joined in weak, joined in capital, joined in small))
    return tuple(sorted(found, key=lambda h: -len(h)))


@cache
def _by_first_word() -> dict[str, tuple[Head, ...]]:
    found: dict[str, list[Head]] = {}
    for head in _heads():
        found.setdefault(head.words[0], []).append(head)
    return {first: tuple(heads) for first, heads in found.items()}


@cache
def _single_heads() -> tuple[Head, ...]:
    return tuple(h for h in _heads() if len(h) == 1 and len(h.words[0]) >= _PATIENT_FROM and not h.weak)


def _keys(forms: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(key(w) for w in form.split()) for form in forms)


@cache
def words_of(section: str, name: str) -> frozenset[str]:
    """A list of words of ``instansi.toml`` as keys."""
    return _keys(toml("instansi")[section][name])


@cache
def name_words() -> frozenset[str]:
    """Words that names of institutions hold: of the affairs, of the usual names, and those listed."""
    affairs = (w for row in table("urusan_kata") for w in row["kata"].split())
    usual = (w for row in table("perangkat_daerah") for w in row["nomenklatur"].split())
    return frozenset(key(w) for w in [*affairs, *usual]) | words_of("isi", "kata")


@cache
def affair_words() -> frozenset[str]:
    """Words of the urusan, with ``dan``: behind a comma a name goes on with one of them."""
    return frozenset(key(w) for row in table("urusan_kata") for w in row["kata"].split()) | {"dan"}


def is_central(nama: str, jenis: str) -> bool:
    """Ministries and what belongs to them: they have no region code of their own."""
    kinds, starts = _central()
    return jenis in kinds or _begins_with(nama, starts) is not None


@cache
def _central() -> tuple[frozenset[str], tuple[str, ...]]:
    """The kinds of central institutions, and how their names begin."""
    data = toml("instansi")["pusat"]
    return frozenset(data["jenis"]), tuple(data["awal"])


def vertical_head(nama: str) -> int | None:
    """Number of words at the head of *nama* behind which the area of an office of the centre stands, or None."""
    return _begins_with(nama, tuple(toml("instansi")["vertikal"]["awal"]))


@lru_cache(maxsize=8192)
def _begins_with(nama: str, starts: tuple[str, ...]) -> int | None:
    have = tuple(key(w) for w in nama.split())
    hits = [len(form) for form in _forms(starts).get(have[0], ()) if have[: len(form)] == form] if have else []
    return max(hits, default=None)


@cache
def _forms(starts: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """The beginnings of names as keys, by their first word."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for start in starts:
        form = tuple(key(w) for w in start.split())
        found.setdefault(form[0], []).append(form)
    return found


def superiors(jenis: str) -> frozenset[str]:
    """Kinds of the institutions that one of kind *jenis* may belong to."""
    return frozenset(toml("instansi")["atasan"].get(jenis, ()))


def stands_above(upper: str, upper_jenis: str, lower: str, lower_jenis: str) -> bool:
    """The institution *upper* may be the one that *lower* belongs to: by their kinds, within one kind by its levels
    (``Kejaksaan Tinggi`` over ``Kejaksaan Negeri``)."""
    if upper_jenis != lower_jenis:
        return upper_jenis in superiors(lower_jenis)
    levels = toml("instansi")["jenjang"].get(upper_jenis)
    return bool(levels) and _level(upper, levels) < _level(lower, levels)


def _level(nama: str, levels: Sequence[Sequence[str]]) -> int:
    hits = ((n, _begins_with(nama, tuple(forms))) for n, forms in enumerate(levels))
    longest = max(((size, -n) for n, size in hits if size is not None), default=None)
    return -longest[1] if longest else len(levels)


@lru_cache(maxsize=8192)
def identity(nama: str) -> str:
    """Words of a name for comparing: no ``dan``, no style, a long head as its short one (``RSUD``)."""
    have = [k for k in (key(w) for w in _parts(nama)) if k and k not in ("dan", "serta")]
    for long, short in _short_heads():
        if tuple(have[: len(long)]) == long:
            have = [*short, *have[len(long) :]]
    return " ".join(have)


def short_head(nama: str) -> str:
    """*nama* with a long head as its short one, for naming files: one institution prints now the one, now the other."""
    parts = nama.split()
    for long, short in _short_heads():
        if tuple(key(w) for w in parts[: len(long)]) == long:
            return " ".join([*short, *parts[len(long) :]])
    return nama


def _parts(nama: str) -> list[str]:
    for mark in "/,;:().&-":
        nama = nama.replace(mark, " ")
    return nama.split()


@cache
def _short_heads() -> tuple[tuple[tuple[str, ...], list[str]], ...]:
    pairs = toml("instansi")["singkatan"].items()
    found = [(tuple(key(w) for w in a.split() if w != "dan"), [key(w) for w in b.split()]) for a, b in pairs]
    return tuple(sorted(found, key=lambda p: -len(p[0])))
