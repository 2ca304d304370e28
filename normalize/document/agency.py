"""Names of institutions in a text: where they begin and end, their kind, region, area and superior."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache

from normalize.document.heads import (
    LONGEST_HEAD,
    Head,
    affair_words,
    head_of,
    identity,
    is_central,
    may_begin,
    name_words,
    superiors,
    vertical_head,
    words_of,
)
from normalize.document.regions import Mention, find_regions
from normalize.document.spelling import key, words

_WORD = re.compile(r"\n|[^\s,;:()/“”\"–—]+|[,;:()/–—]")
_MAX_WORDS = 18
_SMALL = frozenset({"dan", "di", "untuk", "dr", "dari", "serta"})
_JOINS = frozenset({"dan", "serta"})
_SURE_BARE = 0.5
"""Confidence from which a region without its level ends the name of a regional institution."""


@dataclass(frozen=True, slots=True)
class Named:
    """An institution named in a text: words as printed, kind, characters taken. A regional one without its region,
    which is ``region``; one of the centre with it, ``wilayah`` being the area of a vertical office, as printed.
    ``induk``: the institution behind it that it belongs to. ``weak``: its head is a common word too."""

    nama: str
    jenis: str
    region: Mention | None
    start: int
    end: int
    wilayah: str | None = None
    induk: Named | None = None
    weak: bool = False

    @property
    def key(self) -> str:
        """Its words without ``dan`` and style, for comparing."""
        return identity(self.nama)

    @property
    def central(self) -> bool:
        """It belongs to the centre: no region is added to its name."""
        above = self.induk
        return is_central(self.nama, self.jenis) or (above is not None and above.central)


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int
    key: str


@dataclass(frozen=True)
class _Scan:
    """A text in words, with its regions; ``damaged``: it comes from a scan."""

    text: str
    words: list[_Word]
    damaged: bool

    @cached_property
    def regions(self) -> dict[int, Mention]:
        """The regions named in the text by their first character; looked for only when a head is there."""
        sure = (r for r in find_regions(self.text, self.damaged) if r.level_printed or r.keyakinan >= _SURE_BARE)
        return {r.start: r for r in sure}

    def head(self, i: int) -> tuple[Head, int] | None:
        """The head that begins at word *i* and the word behind it."""
        if not may_begin(self.words[i].key, self.damaged):
            return None
        places = [n for n in range(i, min(i + 2 * LONGEST_HEAD, len(self.words))) if self.words[n].text != "\n"]
        places = places[:LONGEST_HEAD]
        if not self.words[i].text[0].isalpha():
            return None
        head = head_of(tuple(self.words[n].key for n in places), self.damaged)
        if head is None or not _printed_as_head(head, self.words[i].text):
            return None
        return head, places[len(head) - 1] + 1


def _printed_as_head(head: Head, first: str) -> bool:
    return first.isupper() if head.capital else first[0].isupper() or head.small


@lru_cache(maxsize=2048)
def find_agencies(text: str, damaged: bool = False) -> tuple[Named, ...]:
    """Institutions named in *text*, left to right. A name ends at its region, at a word that no name holds, at its
    superior, or with its line. *damaged*: the text is a scan's, near matches count."""
    scan = _Scan(text, [_Word(m.group(), m.start(), m.end(), key(m.group())) for m in _WORD.finditer(text)], damaged)
    found: list[Named] = []
    i = 0
    while i < len(scan.words):
        named = _read(scan, i)
        if named is None:
            i += 1
            continue
        found.append(named)
        end = named.induk.end if named.induk else named.end
        while i < len(scan.words) and scan.words[i].start < end:
            i += 1
    return tuple(found)


def _read(scan: _Scan, i: int, depth: int = 0) -> Named | None:
    started = scan.head(i)
    if started is None:
        return None
    head, behind = started
    if behind < len(scan.words) and scan.words[i].key == scan.words[behind].key:
        return None  # "Dinas Dinas Kesehatan": the second word is the head
    central = is_central(" ".join(head.words), head.jenis)
    last, region, above = behind - 1, None, None
    j = behind
    while j < min(i + _MAX_WORDS, len(scan.words)):
        here = scan.words[j]
        region = scan.regions.get(here.start)
        if region is not None and not (central and vertical_head(" ".join(head.words)) is None):
            last = _last_word(scan, j, region) if central else last
            break
        region = None
        if here.text == "\n":
            if not _goes_over(scan, j, last >= behind or head.whole, central):
                break
            j += 1
            continue
        if depth < 2 and last >= behind - head.whole and (above := _superior(scan, j, head, depth)) is not None:
            break
        if not _belongs(scan, i, j, behind):
            break
        last, j = j, j + 1
    return _named(scan, i, behind, last, head, region, above)


def _named(
    scan: _Scan, i: int, behind: int, last: int, head: Head, region: Mention | None, above: Named | None
) -> Named | None:
    start, end = scan.words[i].start, scan.words[last].end
    nama = " ".join(scan.text[start:end].split()).strip(" ,.-")
    nama = re.sub(r"(?:[\s,]+(?:dan|di|untuk))+$", "", nama, flags=re.IGNORECASE)
    if len(words(nama)) <= len(head) and not head.whole:
        return None
    if above is not None and head.jenis in words_of("bersama_atasan", "jenis"):
        nama, end = f"{nama} {above.nama}", above.end
    size = vertical_head(nama)
    area = _area(nama, size, region, scan.text) if size is not None else None
    central = is_central(nama, head.jenis)
    if region is None and above is not None and not central:
        region = above.region
    end = max(end, region.end if region and not central else 0)
    return Named(nama, head.jenis, region, start, end, area, above, head.weak)


def _area(nama: str, size: int, region: Mention | None, text: str) -> str | None:
    """The area of a vertical office: the region in its name, else what follows its head and class."""
    if region is not None:
        return " ".join(text[region.start : region.end].split()).strip(" .,")
    rest = [w for w in nama.split()[size:] if key(w) not in words_of("vertikal", "kelas") and not re.search(r"\d", w)]
    return " ".join(rest).strip(" .,") or None


def _last_word(scan: _Scan, j: int, region: Mention) -> int:
    return max(n for n in range(j, len(scan.words)) if scan.words[n].start < region.end)


def _superior(scan: _Scan, j: int, head: Head, depth: int) -> Named | None:
    """The institution that begins at word *j*, when the one before it may belong to it."""
    started = scan.head(j)
    if started is None or started[0].jenis not in superiors(head.jenis):
        return None
    return _read(scan, j, depth + 1)


def _belongs(scan: _Scan, i: int, j: int, behind: int) -> bool:
    """Word *j* is part of the name that begins at word *i* and whose head ends before word *behind*."""
    here, before = scan.words[j], scan.words[j - 1]
    if here.text in ";:–—" or (here.text in "(/)" and not _bracketed(scan, j)):
        return False
    if here.key in words_of("henti", "kata") or re.search(r"\d{2}", here.text):
        return False
    if here.text == ",":
        return j + 1 < len(scan.words) and _goes_on(scan.words[j + 1].text)
    if here.text not in "(/)" and not here.text[0].isalnum() and here.text != "&":
        return False
    if j > behind and before.key in _JOINS and scan.head(j) is not None:
        return False  # "Dinas Kesehatan dan Dinas Pendidikan" are two
    return not (scan.words[i].text[0].isupper() and here.text[:1].islower() and here.key not in _SMALL)


def _bracketed(scan: _Scan, j: int) -> bool:
    """A bracket is part of a firm's name: ``PT Pelabuhan Indonesia III (Persero)``."""
    around = [w.key for w in scan.words[max(0, j - 1) : j + 2]]
    return scan.words[j].text in "()" and bool({"persero", "perseroda", "tbk"} & set(around))


def _goes_over(scan: _Scan, j: int, complete: bool, central: bool) -> bool:
    """The name goes on behind the line end at word *j*. It does behind a joining word, and before one, a region, or a
    word that names hold; a name that lacks a word yet goes on with any that is no title."""
    if j + 1 >= len(scan.words):
        return False
    before, after = scan.words[j - 1], scan.words[j + 1]
    if after.text == "\n" or after.key in words_of("baris", "kata") or after.key in words_of("henti", "kata"):
        return False
    if before.key in _JOINS or before.text in ",&" or after.key in _JOINS or after.start in scan.regions:
        return True
    if scan.head(j + 1) is not None:
        return _may_stand_above(scan, j + 1)
    return after.key in name_words() or (not complete and (central or len(after.key) > 2))


def _may_stand_above(scan: _Scan, j: int) -> bool:
    started = scan.head(j)
    return started is not None and is_central(" ".join(started[0].words), started[0].jenis)


def _goes_on(word: str) -> bool:
    """Behind a comma a name goes on with a word of some urusan (``Dinas Sosial, Pemberdayaan Perempuan ...``)."""
    return word == "\n" or (key(word) in affair_words() and word[:1].isupper())
