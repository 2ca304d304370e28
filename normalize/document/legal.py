"""The lists of legal bases of a document: behind MENGINGAT, or under a heading like Landasan Hukum.

Lists are kept as printed: in their order, with gaps and doubled numbers; a file with two lists gives both. A catchword
at the foot of a page (``7. Peraturan``) is no item, and an item cut by a page break is one item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from iku.normalize.document.citations import find_kind, read_citation
from iku.normalize.document.knowledge import toml
from iku.normalize.document.rows import Row
from iku.normalize.document.spelling import key, near, starts_with, unglued
from iku.normalize.model import DasarHukum

_RECALLING = re.compile(r"^\W*m\s?e\s?n\s?g\s?[il1]\s?n\s?g\s?a\s?t\b\s*[.:;]*\s*", re.IGNORECASE)
_NUMBERED = re.compile(r"^\W*(?P<number>\d{1,2})\s*(?:[.)]\s*|\s(?=[A-Z]))(?=\S)")
_LETTERED = re.compile(r"^\W*(?P<number>[a-z])\s*[.)]\s*(?=[A-Z])")
_SECTION = re.compile(
    r"^\W*(?:\d{1,2}\.\d{1,2}\.?\d*\.?\s+\D|[A-Z]\s*\.\s+[A-Z]{3}|BAB\b|(?:[IVX]{1,5})\s*\.\s+[A-Z]{3})"
)
_MAX_ROWS = 260


@dataclass(slots=True)
class Item:
    """One legal basis with its printed number and the lines that it stands on."""

    nomor_urut: str | None
    dasar: DasarHukum
    keyakinan: float
    rows: list[Row] = field(default_factory=list)


@dataclass(slots=True)
class LegalList:
    """One list of legal bases. ``recalled``: it is the MENGINGAT of a decree."""

    start: int
    recalled: bool
    items: list[Item] = field(default_factory=list)


def read_legal_lists(rows: Sequence[Row]) -> list[LegalList]:
    """All lists of legal bases, in the order of the file. *rows*: the lines outside tables."""
    body = [r for r in rows if not r.margin and not r.in_table]
    lists: list[LegalList] = []
    i = 0
    while i < len(body):
        recalled = _recalls(body, i)
        if recalled or _is_heading(body[i]):
            taken = list(_items(body, i, recalled))
            if taken and (recalled or sum(x.dasar.jenis is not None for x in taken) >= 1):
                lists.append(LegalList(i, recalled, taken))
                i += sum(len(x.rows) for x in taken)
                continue
        i += 1
    return lists


def _recalls(body: Sequence[Row], i: int) -> bool:
    """The line opens the MENGINGAT of a decree; a damaged word counts when a regulation stands on it or below."""
    if _RECALLING.match(body[i].text):
        return True
    first = body[i].text.lstrip("- *").split(" ")[0].rstrip(":")
    if not (7 <= len(key(first)) <= 11 and first[:1] in "Mm" and near(key(first), "mengingat", 2)):
        return False
    return any(find_kind(r.text) is not None for r in body[i : i + 2])


def _is_heading(row: Row) -> bool:
    if len(row.pieces) > 2 or (len(row.pieces) == 2 and not re.match(r"^[\d.\s]+$", row.pieces[0].text)):
        return False  # beside another column: the head of a form or of a table
    text = re.sub(r"^\W*(?:\d+(?:\.\d+)*\.?|[A-Za-z]\.)?\s*", "", row.text)
    return len(text.split()) <= 7 and any(starts_with(text, t) for t in toml("naskah")["dasar_hukum"]["judul"])


Group = tuple[str | None, list[str], list[Row]]
"""The number or letter of an item, its texts line by line, and the lines."""


def _items(body: Sequence[Row], start: int, recalled: bool) -> Iterator[Item]:
    groups = _groups(body, start, recalled)
    for index, (mark, texts, held) in enumerate(groups):
        whole = join_lines(texts)
        if _is_catchword(whole, groups[index + 1 : index + 2]):
            continue
        dasar, sure = read_citation(unglued(whole) if whole.count(" ") < len(whole) / 25 else whole)
        dasar.teks = whole
        yield Item(mark, dasar, sure, held)


def _groups(body: Sequence[Row], start: int, recalled: bool) -> list[Group]:
    """The lines of a list from *start* on, one group an item; a *recalled* list begins within its first line."""
    groups: list[Group] = []
    lettered = False
    for n, row in enumerate(body[start : start + _MAX_ROWS]):
        text = _opening_cut(row.text) if n == 0 and recalled else row.text
        if n == 0 and (not recalled or not text):
            continue
        if n and _ends(text, bool(groups), recalled):
            break
        number = _NUMBERED.match(text)
        letter = _LETTERED.match(text) if not groups or lettered else None
        if number is not None and _may_begin(text[number.end() :], groups):
            groups.append((number["number"], [text[number.end() :]], [row]))
        elif letter is not None and find_kind(text[letter.end() :]):
            lettered = True
            groups.append((letter["number"], [text[letter.end() :]], [row]))
        elif _begins_bare(text, groups):
            groups.append((None, [text.lstrip("-•● ")], [row]))
        elif groups:
            if not recalled and _closed(groups[-1][1]) and not _goes_on(text):
                following = body[start + n + 1 : start + n + 7]
                if not _next_number_ahead(groups[-1][0], following):
                    break
            groups[-1][1].append(text)
            groups[-1][2].append(row)
        elif n > 14:
            break
    return groups


def _opening_cut(text: str) -> str:
    """The line behind the word MENGINGAT, however it was read."""
    cut = _RECALLING.sub("", text)
    return cut if cut != text else re.sub(r"^\W*[A-Za-z]{7,11}\s*[:;.]*\s*", "", text)


def _ends(text: str, begun: bool, recalled: bool) -> bool:
    """The list is over: another part of the decree, a new section, a dateline."""
    bare = text.lstrip("- *•")
    if any(starts_with(bare, stop) for stop in toml("naskah")["dasar_hukum"]["henti"]):
        return begun or not starts_with(bare, "mengingat")
    return begun and not recalled and _SECTION.match(text) is not None


def _may_begin(rest: str, groups: list[Group]) -> bool:
    """A number begins an item when a regulation follows, or when the list is numbered and a capital follows."""
    kind = find_kind(rest)
    if kind is not None and kind.start <= 12:
        return True
    return bool(groups) and rest[:1].isupper() and _closed(groups[-1][1])


def _begins_bare(text: str, groups: list[Group]) -> bool:
    """An item without a number: the list has none, and a regulation with its number begins the line."""
    if groups and (groups[0][0] is not None or not _closed(groups[-1][1])):
        return False
    kind = find_kind(text.lstrip("-•● "))
    return kind is not None and kind.start == 0 and re.search(r"\b(?:nomor|no)\b|\d", text, re.IGNORECASE) is not None


def _closed(texts: list[str]) -> bool:
    return texts[-1].rstrip()[-1:] in ".;)"


def _goes_on(text: str) -> bool:
    """A line that goes on an item that looked closed: it begins small, with a bracket, or with the law gazette."""
    bare = text.lstrip("- ")
    return (
        bare[:1].islower() or bare[:1] in "(–-" or key(bare).startswith(("tambahan", "lembaran", "republik", "nomor"))
    )


def _next_number_ahead(number: str | None, following: Sequence[Row]) -> bool:
    """The list goes on: one of the next lines has the next number and a regulation."""
    if number is None or not number.isdigit():
        return False
    marks = (_NUMBERED.match(r.text) for r in following)
    return any(m and 0 < int(m["number"]) - int(number) <= 2 and find_kind(m.string[m.end() :]) for m in marks)


def _is_catchword(text: str, following: list[Group]) -> bool:
    """``7. Peraturan`` at the foot of a page, before ``7. Peraturan Daerah ...``."""
    return len(text.split()) <= 2 and bool(following) and key(following[0][1][0]).startswith(key(text))


def join_lines(lines: Sequence[str]) -> str:
    """Lines of one item as one text: a hyphen that breaks a word goes, that of ``Undang-Undang`` stays."""
    text = ""
    for line in lines:
        line = re.sub(r"^\s*[-.]\s+", "", line).strip()
        if text.endswith("-") and line[:1].isalpha():
            before = re.search(r"(?<![A-Za-z])([A-Za-z]+)-$", text)
            doubled = before is not None and key(line).startswith(key(before[1]))
            text = text + line if doubled or line[:1].isupper() else text[:-1] + line
        else:
            text = f"{text} {line}".strip()
    return re.sub(r"(?<=[A-Za-z])-\s(?=[A-Z])", "-", text)
