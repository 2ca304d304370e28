"""A text in words, as names of institutions are looked for in it: where a head begins, which words a name may hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from iku.normalize.document.heads import (
    LONGEST_HEAD,
    Head,
    affair_words,
    head_of,
    is_central,
    may_begin,
    name_words,
    words_of,
)
from iku.normalize.document.regions import Mention, find_regions
from iku.normalize.document.spelling import key

_WORD = re.compile(r"\n|[^\s,;:()/“”\"–—]+|[,;:()/–—]")
_SMALL = frozenset({"dan", "di", "untuk", "dr", "dari", "serta"})
_JOINS = frozenset({"dan", "serta"})
_FIRMS = frozenset({"persero", "perseroda", "tbk"})
_SURE_BARE = 0.5
"""Confidence from which a region without its level counts in a name."""
_STROKE = 3
"""Letters that must stand on both sides of a stroke inside a name."""
_SHORTEST_WORD = 2
"""Letters of the shortest word that may complete a name over a line end."""


@dataclass(frozen=True, slots=True)
class NameWord:
    """A word or mark of the text (``\\n`` for a line end), its characters, and its key."""

    text: str
    start: int
    end: int
    key: str


@dataclass(frozen=True)
class NameScan:
    """A text in words, with its regions; ``damaged``: it comes from a scan."""

    text: str
    words: list[NameWord]
    damaged: bool

    @classmethod
    def of(cls, text: str, damaged: bool) -> NameScan:
        """The words of *text*."""
        parts = [NameWord(m.group(), m.start(), m.end(), key(m.group())) for m in _WORD.finditer(text)]
        return cls(text, parts, damaged)

    @cached_property
    def regions(self) -> dict[int, Mention]:
        """The regions named in the text by their first character; looked for only when a head is there."""
        sure = (r for r in find_regions(self.text, self.damaged) if r.level_printed or r.keyakinan >= _SURE_BARE)
        return {r.start: r for r in sure}

    def head(self, i: int) -> tuple[Head, int] | None:
        """The head that begins at word *i* and the word behind it."""
        first = self.words[i]
        if not may_begin(first.key, self.damaged) or not first.text[0].isalpha():
            return None
        places = [n for n in range(i, min(i + 2 * LONGEST_HEAD, len(self.words))) if self.words[n].text != "\n"]
        places = places[:LONGEST_HEAD]
        window = tuple(self.words[n].key for n in places)
        head = head_of(window, self.damaged)
        if head is None or not _printed_as_head(head, first.text) or _is_common(window):
            return None
        return head, places[len(head) - 1] + 1

    def ends_line(self, region: Mention) -> bool:
        """Behind *region* the line ends, or other text than a name begins."""
        behind = next((w for w in self.words if w.start >= region.end), None)
        if behind is None or not behind.text[0].isalpha():
            return True
        return behind.key in words_of("henti", "kata") or behind.key in words_of("baris", "kata")


def _printed_as_head(head: Head, first: str) -> bool:
    return first.isupper() if head.capital else first[0].isupper() or head.small


def _is_common(window: tuple[str, ...]) -> bool:
    """``Badan Usaha``, ``Dinas Luar``: words of running text that begin like a name."""
    return " ".join(window[:2]) in words_of("bukan", "awal")


def belongs(scan: NameScan, i: int, j: int, behind: int, head: Head) -> bool:
    """Word *j* is part of the name that begins at word *i* and whose *head* ends before word *behind*."""
    here, before = scan.words[j], scan.words[j - 1]
    if here.text in ";:–—" or (here.text in "(/)" and not (_bracketed(scan, j) or _slashed(scan, j))):
        return False
    numbered = head.jenis in words_of("bernomor", "jenis")
    if stops(scan, j) and not _seat(scan, j, head):
        return False
    if re.search(r"\d{2}", here.text) and not numbered:
        return False
    if here.text == ",":
        return j + 1 < len(scan.words) and _goes_on(scan.words[j + 1].text)
    if here.text not in "(/)" and not here.text[0].isalnum() and here.text != "&":
        return False
    if j > behind and before.key in _JOINS and scan.head(j) is not None:
        return False  # "Dinas Kesehatan dan Dinas Pendidikan" are two
    return not (scan.words[i].text[0].isupper() and here.text[:1].islower() and here.key not in _SMALL)


def stops(scan: NameScan, j: int) -> bool:
    """Word *j* ends a name, unless it is one half of a pair that names hold (``Dalam Negeri``, ``Sumber Daya``)."""
    before = [w.key for w in scan.words[max(0, j - 2) : j] if w.text != "\n"][-1:]
    after = [w.key for w in scan.words[j + 1 : j + 3] if w.text != "\n"][:1]
    around = [*before, scan.words[j].key, *after]
    pairs = {f"{a} {b}" for a, b in zip(around, around[1:], strict=False)}
    return scan.words[j].key in words_of("henti", "kata") and not pairs & words_of("henti", "kecuali")


def _slashed(scan: NameScan, j: int) -> bool:
    """A stroke between two words without spaces: ``Pengadaan Barang/Jasa``."""
    here = scan.words[j]
    around = scan.text[max(0, here.start - _STROKE) : here.start] + scan.text[here.end : here.end + _STROKE]
    return here.text == "/" and len(around) == 2 * _STROKE and around.isalpha()


def _seat(scan: NameScan, j: int, head: Head) -> bool:
    """``Balai Besar POM di Surabaya``: the place behind ``di`` tells such offices apart."""
    after = scan.words[j + 1].text if j + 1 < len(scan.words) else ""
    return scan.words[j].key == "di" and head.jenis in words_of("di_tempat", "jenis") and after[:1].isupper()


def _bracketed(scan: NameScan, j: int) -> bool:
    """A bracket is part of a firm's name (``(Persero)``), a stroke of the number of a military district."""
    around = [w.key for w in scan.words[max(0, j - 1) : j + 2]]
    if scan.words[j].text == "/":
        return j > 0 and scan.words[j - 1].text.isdigit()
    return bool(_FIRMS & set(around))


def goes_over(scan: NameScan, j: int, complete: bool, central: bool) -> bool:
    """The name goes on behind the line end at word *j*. It does behind a joining word, and before one, a region, or a
    word that names hold; a name that lacks a word yet goes on with any that is no title."""
    if j + 1 >= len(scan.words):
        return False
    before, after = scan.words[j - 1], scan.words[j + 1]
    if after.text == "\n" or after.key in words_of("baris", "kata") or stops(scan, j + 1):
        return False
    if before.key in _JOINS or before.text in ",&" or after.key in _JOINS or after.start in scan.regions:
        return True
    started = scan.head(j + 1)
    if started is not None:
        return is_central(" ".join(started[0].words), started[0].jenis)
    return after.key in name_words() or (not complete and (central or len(after.key) > _SHORTEST_WORD))


def _goes_on(word: str) -> bool:
    """Behind a comma a name goes on with a word of some urusan (``Dinas Sosial, Pemberdayaan Perempuan ...``)."""
    return word == "\n" or (key(word) in affair_words() and word[:1].isupper())
