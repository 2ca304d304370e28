"""Leading numbers, letters, codes and bullets of a cell, and cells that hold several numbered items."""

from __future__ import annotations

import re
from collections.abc import Sequence

BULLETS = "•●▪■◦○□❖➢➤►▶✓✔√☑✗·∙‣⁃◆◇\uf000-\uf0ff"
_BULLET = re.compile(rf"(?:[{BULLETS}]+|[-–—*]+(?=\s*[^\W\d_])|[-–—]\s+(?=\S)|[üØ§v](?=\s+[A-Z])|o(?=\s+[A-Z]))\s*")
_UNITS = (
    r"(?:juta|ribu|miliar|milyar|triliun|persen|orang|kali|hari|tahun|bulan|minggu|jam|menit|km|m2|ha|ton|kg|poin)\b"
)
_NUMBER = re.compile(
    r"(?P<code>(?:SS|IKU|IKK|IKSS|IKSP|IKSK|IKP|IK|ST|SP|SK|SO|TS|CSF|KU)[ .-]?\d{1,2}(?:[.-]\d{1,2}){0,3})"
    r"(?:[.:)]+\s*|\s+(?=[A-Z(\"“]))"
    r"|\[(?P<square>[A-Z]{1,5}[ .-]?\d{1,2}(?:[.-]\d{1,2}){0,3}|\d{1,2}(?:\.\d{1,2}){1,4})\]\s*"
    r"|(?P<letter_code>[STIMP]\.?\d{1,2}(?:\.\d{1,2}){0,3})[.:)]+\s+"
    r"|(?P<levels>\d{1,2}(?:\.\d{1,2}){1,4})(?:\.(?!\d)|\))?(?![\d%,/])(?:\s+|(?=[^\W\d_(])|$)"
    r"|(?P<single>\d{1,3})(?:[.)](?!\d)|,(?=\s+[A-Z]))\s*"
    r"|(?:[Nn]o\.?\s*)?(?P<section>[IVX]{1,4}(?:\.\d{1,2}){1,3})[.)]?\s+(?=[A-Z(])"
    r"|(?P<lettered>\d{1,2}[a-z]-[A-Z]{1,3})[.:)]?\s+(?=[A-Z(])"
    r"|[Nn]o\.\s*(?P<counted>\d{1,3})[.)]?\s+(?=[A-Z(])"
    r"|[(](?P<bracket>\d{1,2}|[a-z])[)]\s*"
    r"|(?P<letter>[a-lA-F])(?:[.](?=\s|[A-Z][a-z])|[)])\s*"
    r"|(?P<roman>[IVX]{1,4})[.)]\s+"
    r"|(?P<bare>\d{1,2})\s+(?=(?:P(?:e|ro|re|er)\w*s?entas\w*|Jumlah|Indeks|Nilai|Tingkat|Ras?io|Angka|Cakupan|Rata|Skor"
    r"|Opini|Predikat|(?:Me|Ter|Ber|Pe)\w+nya|Peningkatan|Penurunan|Terwujud\w*)\b)"
)
_ONLY = re.compile(r"\(?(\d{1,3}(?:\.\d{1,2}){0,4}|[a-zA-Z]|[IVX]{1,4})\s*[.,)]*$")


def split_number(text: str) -> tuple[str | None, str]:
    """Cut the leading number, letter, code or bullet off: ``1.1. Persentase`` gives ``("1.1", "Persentase")``.

    The number comes without its final dot or brackets; a bullet gives None. A text that is nothing but a number is
    returned as number and an empty rest. Quantities stay: ``2 (dua) kegiatan``, ``100 %``, ``5S``, ``1.000 orang``.
    """
    rest = _cut_bullet(text.strip())
    if only := _ONLY.match(rest):
        return only[1], ""
    found = _NUMBER.match(rest)
    if found is None or not _is_label(found, rest):
        return None, rest
    number = next(g for g in found.groups() if g is not None)
    return re.sub(r"\s+", " ", number).rstrip("."), _cut_bullet(rest[found.end() :].strip())


def split_items(lines: Sequence[str]) -> list[list[str]]:
    """Split a cell's lines into its numbered items: ``1. … 2. …``, ``a. … b. …`` or bullets of one sort.

    The first line must open an item; lines without a number belong to the item above; numbers of another style (a
    list inside an item) do not split. A gap of one in the count is forgiven. One list when there is nothing to split.
    """
    style = _style(lines[0]) if lines else None
    if style is None:
        return [list(lines)] if lines else []
    items: list[list[str]] = []
    count = None
    for line in lines:
        here = _style(line)
        opens = (
            here is not None and here[0] == style[0] and (count is None or here[1] is None or 0 < here[1] - count <= 2)
        )
        if opens and here is not None:
            count = here[1]
            items.append([line])
        else:
            items[-1].append(line)
    return items


def _cut_bullet(text: str) -> str:
    while found := _BULLET.match(text):
        if found.end() == 0:
            break
        text = text[found.end() :].lstrip()
    return text


def _is_label(found: re.Match[str], text: str) -> bool:
    after = text[found.end() :]
    if found["levels"] or found["single"]:
        return bool(after.strip()) and re.match(_UNITS + r"|%", after) is None and not after.startswith("(")
    if found["letter"]:
        return not after[:1].isdigit() and bool(after.strip())
    return True


def _style(line: str) -> tuple[str, int | None] | None:
    """How a line is numbered and its place in the count: ("digit", 2), ("letter", 3), ("1.", 2) for ``1.2``."""
    text = line.strip()
    if bullet := _BULLET.match(text):
        return ("bullet " + text[0], None) if bullet.end() else None
    number, _ = split_number(text)
    if number is None:
        return None
    if number.isdigit():
        return "digit", int(number)
    if re.fullmatch(r"[a-z]", number):
        return "letter", ord(number) - 96
    if re.fullmatch(r"[A-Z]", number):
        return "capital", ord(number) - 64
    head, _, last = number.rpartition(".")
    if last.isdigit():
        return head + ".", int(last)
    code = re.fullmatch(r"(\D+)(\d+)", number)
    return (code[1].strip(), int(code[2])) if code else None
