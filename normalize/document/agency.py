"""Names of institutions in a text: where they begin and end, their kind, region, area and superior."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from iku.normalize.document.agency_form import expand
from iku.normalize.document.heads import Head, identity, is_central, stands_above, vertical_head, words_of
from iku.normalize.document.knowledge import toml
from iku.normalize.document.name_scan import NameScan, belongs, goes_over
from iku.normalize.document.regions import Mention, find_regions
from iku.normalize.document.spelling import key

_MAX_WORDS = 18
_MAX_CHAIN = 2
"""Superiors that are read behind one name."""


@dataclass(frozen=True, slots=True)
class Named:
    """An institution named in a text: words as printed, kind, characters taken. A regional one without its region,
    which is ``region``; one of the centre with it, ``wilayah`` being the area of a vertical office, as printed.
    ``induk``: the institution beside it that it belongs to. ``weak``: its head is a common word too. ``above``: the
    text names one that belongs to it."""

    nama: str
    jenis: str
    region: Mention | None
    start: int
    end: int
    wilayah: str | None = None
    induk: Named | None = None
    weak: bool = False
    above: bool = False

    @property
    def key(self) -> str:
        """Its words without ``dan`` and style, for comparing."""
        return identity(self.nama)

    @property
    def central(self) -> bool:
        """It belongs to the centre: no region is added to its name."""
        return is_central(self.nama, self.jenis) or (self.induk is not None and self.induk.central)


@lru_cache(maxsize=2048)
def find_agencies(text: str, damaged: bool = False) -> tuple[Named, ...]:
    """Institutions named in *text*, left to right. A name ends at its region, at a word that no name holds, at its
    superior, or with its line. *damaged*: the text is a scan's, near matches count."""
    scan = NameScan.of(text, damaged)
    found: list[Named] = []
    i = 0
    while i < len(scan.words):
        started = scan.head(i)
        if started is None:
            i += 1
            continue
        named = _read(scan, i)
        if named is None:
            i = max(i + 1, started[1] - 1)  # "KOMANDO DISTRIK MILITER": no head begins inside another
            continue
        found.append(named)
        end = named.induk.end if named.induk else named.end
        while i < len(scan.words) and scan.words[i].start < end:
            i += 1
    return tuple(found)


def letterhead(found: Sequence[Named]) -> list[Named]:
    """Institutions of one letterhead or cover, top to bottom: one under its superior belongs to it, and is the one
    that speaks (``DINAS KESEHATAN`` over ``UPTD PUSKESMAS MAOS``)."""
    told: list[Named] = []
    for named in found:
        over = next((n for n, t in reversed(list(enumerate(told))) if _over(t, named)), None)
        if over is not None:
            named = named if named.induk else replace(named, induk=told[over])
            told[over] = replace(told[over], above=True)
        told.append(named)
    return told


def _over(upper: Named, lower: Named) -> bool:
    return stands_above(upper.nama, upper.jenis, lower.nama, lower.jenis)


def _read(scan: NameScan, i: int, depth: int = 0) -> Named | None:
    started = scan.head(i)
    if started is None:
        return None
    head, behind = started
    if behind < len(scan.words) and scan.words[i].key == scan.words[behind].key:
        return None  # "Dinas Dinas Kesehatan": the second word is the head
    last, region, above = behind - 1, None, None
    j = behind
    while j < min(i + _MAX_WORDS, len(scan.words)):
        here, name = scan.words[j], _text(scan, i, last)
        central = is_central(name, head.jenis)
        region = _closing_region(scan, j, head, name, central)
        if region is not None:
            last = _last_word(scan, j, region) if central else last
            break
        if here.text == "\n":
            if last >= behind and head.jenis in words_of("satu_baris", "jenis") and not _before_region(scan, j):
                break
            if not goes_over(scan, j, last >= behind or head.whole, central) or _next_begins(scan, j + 1, head, name):
                break
            j += 1
            continue
        if depth < _MAX_CHAIN and last >= behind - head.whole and (above := _superior(scan, j, head, name, depth)):
            break
        if not belongs(scan, i, j, behind, head):
            break
        last, j = j, j + 1
        if len(name.split()) == len(head) and _spelled_out(head, here.text):
            break
    if last < behind and not head.whole and not (region and is_central(_text(scan, i, last), head.jenis)):
        return None
    return _named(scan, i, last, head, region, above)


def _before_region(scan: NameScan, j: int) -> bool:
    return j + 1 < len(scan.words) and scan.words[j + 1].start in scan.regions


def _next_begins(scan: NameScan, j: int, head: Head, name: str) -> bool:
    """On the next line another institution begins, not the superior of this one."""
    started = scan.head(j)
    return started is not None and not stands_above(" ".join(started[0].words), started[0].jenis, name, head.jenis)


def _spelled_out(head: Head, word: str) -> str | None:
    """The full name that a head and a known short name mean (``DINAS PUPR``, ``DINAS P3AP2KB`` as ``DP3AP2KB``)."""
    full = (expand(word) or expand(head.words[0][0] + word)) if word.isupper() else None
    return full if full and tuple(key(w) for w in full.split()[: len(head)]) == head.words else None


def _head_mended(nama: str, head: Head, damaged: bool) -> str:
    """*nama* of a scan with its head as it should stand (``D1NAS``)."""
    parts = nama.split()
    clean = all(w.isalpha() and key(w) == k for w, k in zip(parts, head.words, strict=False))
    return nama if clean or not damaged else " ".join([*head.words, *parts[len(head) :]])


def _text(scan: NameScan, i: int, last: int) -> str:
    return " ".join(scan.text[scan.words[i].start : scan.words[last].end].split())


def _closing_region(scan: NameScan, j: int, head: Head, name: str, central: bool) -> Mention | None:
    """The region at word *j*, when the name ends with it. For an office of the centre it must be printed with its level
    and be its area; a bare name of a region ends only names of governments' own agencies, at the end of a line."""
    region = scan.regions.get(scan.words[j].start)
    if region is None:
        return None
    if central:
        return region if region.level_printed and vertical_head(name) is not None else None
    if region.level_printed:
        return region
    return region if head.jenis in words_of("daerah_lepas", "jenis") and scan.ends_line(region) else None


def _named(scan: NameScan, i: int, last: int, head: Head, region: Mention | None, above: Named | None) -> Named | None:
    start, end = scan.words[i].start, scan.words[last].end
    nama = _text(scan, i, last).strip(" ,.-")
    nama = re.sub(r"(?:[\s,]{1,9}(?:dan|di|untuk)){1,9}$", "", nama, flags=re.IGNORECASE)
    nama = _whole_words(nama, len(head))
    called = toml("instansi")["lengkapi"].get(key(nama.split()[0]))
    nama = _head_mended(nama, head, scan.damaged)
    full = _spelled_out(head, nama.split()[-1]) if len(nama.split()) == len(head) + 1 else None
    full = full or (expand(nama) if key(nama) in words_of("utuh", "singkat") else None)
    nama = full or (f"{called} {nama}" if called else nama)
    if len(nama.split()) <= len(head) and not head.whole:
        return None
    kept = words_of("bersama_atasan", "jenis_pusat" if above is not None and above.central else "jenis")
    if above is not None and (head.jenis in kept or head.jenis in words_of("bersama_atasan", "jenis")):
        nama, end = f"{nama} {above.nama}", above.end
    size = vertical_head(nama)
    area = _area(nama, size, region, scan.text) if size is not None else None
    central = is_central(nama, head.jenis)
    if region is None and above is not None and not central:
        region = above.region
    end = max(end, region.end if region and not central else 0)
    return Named(nama, head.jenis, region, start, end, area, above, head.weak)


def _whole_words(nama: str, size: int) -> str:
    """*nama* without a torn last word (``RSUD SY``)."""
    parts = nama.split()
    while len(parts) > size and 0 < len(key(parts[-1])) <= 2 and not _is_short_word(parts[-1]):
        parts.pop()
    return " ".join(parts)


def _is_short_word(word: str) -> bool:
    bare = key(word)
    roman = bool(re.fullmatch(r"[ivx]+", word.lower().strip(".)")))
    known = words_of("huruf", "besar") | words_of("huruf", "pendek")
    return roman or any(ch.isdigit() for ch in word) or bare in known


def _area(nama: str, size: int, region: Mention | None, text: str) -> str | None:
    """The area of a vertical office: the region in its name, else what follows its head and class."""
    if region is not None:
        return " ".join(text[region.start : region.end].split()).strip(" .,")
    begins = {" ".join(key(w) for w in nama.split()[:n]) for n in (1, 2)}
    if begins & words_of("vertikal", "daerah_saja"):
        bare = next((r for r in find_regions(nama) if r.keyakinan > 0), None)
        return nama[bare.start :].strip(" .,") if bare else None
    rest = [w for w in nama.split()[size:] if key(w) not in words_of("vertikal", "kelas") and not re.search(r"\d", w)]
    return " ".join(rest).strip(" .,") or None


def _last_word(scan: NameScan, j: int, region: Mention) -> int:
    return max(n for n in range(j, len(scan.words)) if scan.words[n].start < region.end)


def _superior(scan: NameScan, j: int, head: Head, name: str, depth: int) -> Named | None:
    """The institution that begins at word *j*, when the one before it may belong to it."""
    started = scan.head(j)
    if started is None or not stands_above(" ".join(started[0].words), started[0].jenis, name, head.jenis):
        return None
    return _read(scan, j, depth + 1)
