"""Agency names in a text: where they begin and end, the kind of agency, its urusan codes, and its printed form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from normalize.document.knowledge import table, toml
from normalize.document.regions import Mention, find_regions
from normalize.document.spelling import key, near, title_case, words
from normalize.model import Daerah
from normalize.tokens import language, tokenize

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher

_WORD = re.compile(r"[^\s,;:()/“”\"–]+|[,;:()/–]")
_MAX_WORDS = 16
_SMALL = frozenset({"dan", "di", "untuk", "dr", "dari", "serta"})


@dataclass(frozen=True, slots=True)
class Named:
    """An agency named in a text: words as printed without its region, the region behind it, characters taken."""

    nama: str
    jenis: str
    region: Mention | None
    start: int
    end: int

    @property
    def key(self) -> str:
        """Its words without ``dan`` and style, for comparing."""
        return " ".join(w for w in words(self.nama) if w not in ("dan", "serta"))


def find_agencies(text: str) -> list[Named]:
    """Agencies named in *text*, left to right. A name ends at its region or at a word that no name holds."""
    regions = find_regions(text)
    tokens = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text)]
    found: list[Named] = []
    i = 0
    while i < len(tokens):
        named = _read(text, tokens, i, regions) if tokens[i][0][:1].isalpha() else None
        if named is None:
            i += 1
            continue
        found.append(named)
        while i < len(tokens) and tokens[i][1] < named.end:
            i += 1
    return found


def _read(text: str, tokens: list[tuple[str, int, int]], i: int, regions: list[Mention]) -> Named | None:
    head = _head(tuple(key(t[0]) for t in tokens[i : i + 4]))
    if head is None:
        return None
    jenis, length = head
    if i + 1 < len(tokens) and key(tokens[i][0]) == key(tokens[i + 1][0]):
        return None  # "Dinas Dinas Kesehatan": the second word is the head
    stops = _stops()
    last, region = i + length - 1, None
    for j in range(i + length, min(i + _MAX_WORDS, len(tokens))):
        word, start, _ = tokens[j]
        region = next((r for r in regions if r.start == start and (r.level_printed or r.keyakinan >= 0.5)), None)
        if region is not None:
            break
        if word in ";:()/–" or key(word) in stops or re.search(r"\d{2}", word):
            break
        if j > i + length and key(tokens[j - 1][0]) == "dan" and _head(tuple(key(t[0]) for t in tokens[j : j + 4])):
            break  # "Dinas Kesehatan dan Dinas Pendidikan" are two
        if word == "," and (j + 1 >= len(tokens) or not _goes_on(tokens[j + 1][0])):
            break
        if text[tokens[i][1]].isupper() and word[:1].islower() and key(word) not in _SMALL:
            break
        last = j
    nama = text[tokens[i][1] : tokens[last][2]].strip(" ,.-")
    nama = re.sub(r"(?:[\s,]+(?:dan|di|untuk))+$", "", nama, flags=re.IGNORECASE)
    if len(words(nama)) <= length and key(nama) not in {key(n) for n in toml("instansi")["utuh"]["nama"]}:
        return None
    return Named(nama, jenis, region, tokens[i][1], region.end if region else tokens[last][2])


@lru_cache(maxsize=8192)
def _head(window: tuple[str, ...]) -> tuple[str, int] | None:
    """Kind of agency and number of words, when *window* begins like an agency name; one damaged letter is borne."""
    for first, jenis in _heads():
        n = len(first)
        have = list(window[:n])
        if have == first or (
            n == 1 and have and len(first[0]) >= 5 and near(have[0], first[0], 1) and have[0] != "dinar"
        ):
            return jenis, n
    return None


@cache
def _heads() -> tuple[tuple[list[str], str], ...]:
    heads = [([key(w) for w in form.split()], jenis) for form, jenis in toml("instansi")["kepala"].items()]
    return tuple(sorted(heads, key=lambda h: -len(h[0])))


@cache
def _stops() -> frozenset[str]:
    return frozenset(key(w) for w in toml("instansi")["henti"]["kata"])


def _goes_on(word: str) -> bool:
    """Behind a comma a name goes on with a word of some urusan (``Dinas Sosial, Pemberdayaan Perempuan ...``)."""
    return key(word) in _urusan_words() and word[:1].isupper()


@cache
def _urusan_words() -> frozenset[str]:
    return frozenset(key(w) for row in table("urusan_kata") for w in row["kata"].split()) | {"dan"}


def is_central(nama: str, jenis: str) -> bool:
    """Ministries and what belongs to them: they have no region code of their own."""
    data = toml("instansi")["pusat"]
    return jenis in data["jenis"] or any(key(nama).startswith(key(a)) for a in data["awal"])


def urusan_codes(nama: str) -> list[str]:
    """Codes of the urusan (Permendagri 90/2019) that an agency name holds, in its order, each once."""
    from spacy.util import filter_spans

    doc = tokenize(re.sub(r"[,/&.-]", " ", nama).lower())
    matches = [doc[first:last] for _, first, last in _urusan_matcher()(doc)]
    codes = {key(row["kata"]): row["kode"] for row in table("urusan_kata")}
    return list(dict.fromkeys(codes[key(span.text)] for span in filter_spans(matches)))


@cache
def _urusan_matcher() -> PhraseMatcher:
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(language().vocab)
    matcher.add("URUSAN", [tokenize(row["kata"]) for row in table("urusan_kata")])
    return matcher


def expand(short: str) -> str | None:
    """The one agency that a short name means (``BAPPEDA``), or None when it is unknown or means several."""
    return _short_names().get(key(short))


@cache
def _short_names() -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for row in table("perangkat_daerah"):
        for short in row["singkatan"].split(";"):
            meant.setdefault(key(short), set()).add(row["nomenklatur"])
    return {short: next(iter(full)) for short, full in meant.items() if len(full) == 1}


def printed_form(nama: str, region: Daerah) -> str:
    """The name in the form of the output: ``Dinas Sosial Kota Depok``, ``Dinas Kesehatan Provinsi Jawa Barat``. What
    provinces with a name of their own kind are called in it stands in ``data/wilayah_sebutan.csv``."""
    letters = toml("instansi")["huruf"]
    shaped = title_case(nama, frozenset(letters["kecil"]), frozenset(letters["besar"]))
    shaped = re.sub(r"\s+,", ",", shaped)
    place = region_phrase(region)
    return f"{shaped} {place}" if place else shaped


def region_phrase(region: Daerah) -> str:
    """``Kota Depok``, ``Provinsi Jawa Barat``, ``Provinsi DKI Jakarta``; empty for no region."""
    called = {row["kode"]: row["sebutan"] for row in table("wilayah_sebutan")}
    if region.kode in called:
        return called[region.kode]
    return f"Provinsi {region.nama}" if region.tingkat == "provinsi" else region.nama or ""
