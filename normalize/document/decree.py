"""The decree in a file: its head (number, TENTANG), what it fixes, and where and when it was fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from iku.normalize.document.dates import Dated, read_date
from iku.normalize.document.knowledge import toml
from iku.normalize.document.names import is_office
from iku.normalize.document.rows import Row
from iku.normalize.document.spelling import key, near, starts_with, words

_NUMBER = re.compile(r"(?:^|\s)(?:nomor|nomer|no)\b\s*[.:;]*\s*(?P<value>.*)$", re.IGNORECASE)
_ANNEX = re.compile(r"^\W*lampiran\b", re.IGNORECASE)
_CLOSING = re.compile(
    r"(?:ditetapkan|dibuat|dikeluarkan|disahkan)\s*:?\s*d\s?i\b\s*[:.;]*\s*(?P<place>.*?)\s*(?:pada\s*tanggal\b.*)?$",
    re.IGNORECASE,
)
_ON_DATE = re.compile(r"(?:pada\s*)?(?:tanggal|tgl)\b\s*[:.;]*\s*(?P<date>.*)$", re.IGNORECASE)
_HANDWRITTEN = 0.85
"""A number that a scan's reader is less sure of was likely written by hand."""
_NUMBER_MARK = re.compile(r"[\s/.,:;()&|…–—-]+")
_NUMBER_PART = re.compile(r"\d{1,8}[A-Za-z]{0,2}|[A-Za-z]{1,6}\d{1,5}|[A-Za-z]{1,24}")
_WRITTEN_PART = re.compile(r"\d{1,8}[A-Za-z]?|[A-Za-z]{1,6}\d{1,5}|[A-Za-z]{1,24}")
_LONGEST_NUMBER = 80
"""Characters of the longest number; more is a sentence."""
_BLANK = re.compile(r"(?:\.\s*){3,}|_{2,}|…")


@dataclass(slots=True)
class Decree:
    """A decree, or the head of its annex (``annex``). ``rows`` index into the lines read: ``start`` is the head,
    ``number_rows``, ``about_rows`` and ``closing_rows`` where the values stood. ``nomor_rusak``: what stands in the
    place of the number and has no number's shape."""

    start: int
    annex: bool = False
    nomor: str | None = None
    nomor_keyakinan: float = 1.0
    nomor_kosong: bool = False
    nomor_rusak: str | None = None
    tentang: str | None = None
    menetapkan: str | None = None
    tempat: str | None = None
    tanggal: Dated | None = None
    tanggal_cetak: str | None = None
    office: str = ""
    number_rows: list[Row] = field(default_factory=list)
    about_rows: list[Row] = field(default_factory=list)
    date_rows: list[Row] = field(default_factory=list)
    place_rows: list[Row] = field(default_factory=list)
    head_rows: list[Row] = field(default_factory=list)


def read_decrees(rows: Sequence[Row]) -> list[Decree]:
    """Decrees and annex heads, in the order of the file. *rows*: its lines, tables left out."""
    found: list[Decree] = []
    for i in range(len(rows)):
        if _is_annex_head(rows, i):
            found.append(_read_annex(rows, i))
        elif _is_head(rows, i) and not (found and i - found[-1].start < 6):
            found.append(_read_decree(rows, i))
    return found


def read_closing(rows: Sequence[Row], decree: Decree) -> None:
    """Fill place and date from ``Ditetapkan di ... pada tanggal ...``, the first such lines after the head."""
    for i in range(decree.start, len(rows)):
        for piece in rows[i].pieces:
            match = (
                _CLOSING.search(piece.text)
                if starts_with(piece.text, "ditetapkan") or "di" in piece.text[:14]
                else None
            )
            if match is None or len(piece.text) > 90:
                continue
            place = match["place"].strip(" :.,;*")
            if place and not re.search(r"\d", place) and len(place) < 40:
                decree.tempat, decree.place_rows = place, [rows[i]]
            _read_closing_date(rows, i, decree)
            return


def _read_closing_date(rows: Sequence[Row], i: int, decree: Decree) -> None:
    for row in rows[i : i + 4]:
        for piece in row.pieces:
            match = _ON_DATE.search(piece.text)
            if match is None:
                continue
            decree.tanggal = read_date(match["date"])
            decree.tanggal_cetak, decree.date_rows = match["date"].strip() or None, [row]
            return


def closing_dates(rows: Sequence[Row]) -> Iterator[tuple[Dated, int]]:
    """Every ``Pada tanggal : ...`` of the file with its page: minutes and annexes have their own."""
    for row in rows:
        for piece in row.pieces:
            match = _ON_DATE.match(piece.text) if starts_with(piece.text, "pada tanggal") else None
            dated = read_date(match["date"]) if match else None
            if dated is not None and len(piece.text) < 60:
                yield dated, row.page.number


def _is_head(rows: Sequence[Row], i: int) -> bool:
    row = rows[i]
    if not row.capital or len(row.text) > 110 or _ANNEX.match(row.text):
        return False
    head = next((k for k in toml("naskah")["keputusan"]["kepala"] if starts_with(row.text, k)), None)
    if head is None:
        return False
    rest = words(row.text)[len(head.split()) :]
    if (
        rest
        and rest[0] not in toml("naskah")["keputusan"]["lanjut"]
        and "peraturan" not in head
        and "surat" not in head
    ):
        return False
    after = rows[i + 1 : i + 14]
    about = any(key(r.text) in ("tentang", "tentanq") for r in after)
    return about or any(starts_with(r.text, "menimbang") or starts_with(r.text, "- menimbang") for r in after)


def _is_annex_head(rows: Sequence[Row], i: int) -> bool:
    """``Lampiran : Surat Keputusan ...`` with its ``Nomor`` in the lines below."""
    if not _ANNEX.match(rows[i].text) or len(rows[i].text) > 160:
        return False
    around = " ".join(r.text for r in rows[i : i + 3]).lower()
    return ("keputusan" in around or "peraturan" in around) and any(_NUMBER.match(r.text) for r in rows[i : i + 6])


def _read_decree(rows: Sequence[Row], start: int) -> Decree:
    decree = Decree(start, head_rows=[rows[start]])
    about = next(
        (j for j in range(start, min(start + 14, len(rows))) if key(rows[j].text) in ("tentang", "tentanq")), None
    )
    end = about if about is not None else min(start + 8, len(rows))
    _read_number(rows, start, end, decree)
    decree.office = " ".join(_NUMBER.sub("", r.text) for r in rows[start:end] if r not in decree.number_rows[1:])
    if about is not None:
        decree.about_rows = _about_rows(rows, about + 1)
        decree.tentang = " ".join(r.text for r in decree.about_rows).strip(" .;") or None
    decree.menetapkan = _fixed(rows, start)
    read_closing(rows, decree)
    return decree


def _about_rows(rows: Sequence[Row], first: int) -> list[Row]:
    stops = toml("naskah")["keputusan"]["tentang_henti"]
    found: list[Row] = []
    for row in rows[first : first + 12]:
        if any(starts_with(row.text.lstrip("- "), s) for s in stops) or (found and is_office(row.text)):
            break
        if row.margin and found:
            continue
        found.append(row)
    return found


def _read_number(rows: Sequence[Row], start: int, end: int, decree: Decree) -> None:
    for j in range(start, end):
        match = _NUMBER.search(rows[j].text)
        if match is None:
            continue
        value, decree.number_rows = match["value"].strip(" :;.*"), [rows[j]]
        if not value and j + 1 < len(rows) and re.match(r"^\s*[:\d]", rows[j + 1].text):
            value, decree.number_rows = rows[j + 1].text.strip(" :;.*"), [rows[j], rows[j + 1]]
        _take_number(value, decree)
        return


def _take_number(value: str, decree: Decree) -> None:
    """A number without digits, or with its own part left blank (``Nomor :     Tahun 2021``), is none."""
    bare = re.sub(r"\btahun\b.*$|(?<![/\s-])[/\s-]*(?:19|20)\d\d\s*$", "", value, flags=re.IGNORECASE).strip(" /.-_…:")
    if not re.search(r"\d", bare):
        decree.nomor_kosong = True
        return
    blank = bool(_BLANK.search(value))
    written = min((w.confidence for r in decree.number_rows for w in r.pieces), default=1.0) < _HANDWRITTEN
    if not has_number_shape(bare, written):
        decree.nomor_rusak = decree.nomor_rusak or value
        return
    decree.nomor, decree.nomor_keyakinan = value, 0.4 if blank or written else 0.95


def has_number_shape(bare: str, written: bool = False) -> bool:
    """The parts of the number are figures, words, or a few letters on figures (``W10-A18/1/OT.01.2``, ``188.4/12a``);
    a hand that a scan's reader guessed at is none (``7701aswowenfo``). *written*: the reader doubts it, then figures
    carry one letter at most."""
    shape = _WRITTEN_PART if written else _NUMBER_PART
    parts = [p for p in _NUMBER_MARK.split(bare[:_LONGEST_NUMBER]) if re.search(r"\w", p.strip("_"))]
    return len(bare) <= _LONGEST_NUMBER and all(shape.fullmatch(p.strip("_")) for p in parts)


def _fixed(rows: Sequence[Row], start: int) -> str | None:
    """The text behind MEMUTUSKAN / MENETAPKAN, with the first dictum, up to the second."""
    decided = next((i for i in range(start, len(rows)) if _decides(rows[i].text)), None)
    if decided is None:
        return None
    taken: list[str] = []
    for row in rows[decided + 1 : decided + 10]:
        if taken and any(starts_with(row.text.lstrip("- "), d) for d in toml("naskah")["keputusan"]["diktum_kedua"]):
            break
        taken.append(row.text)
    text = re.sub(r"^\W*menetapkan\W*", "", " ".join(taken), flags=re.IGNORECASE).strip()
    return text or None


def _decides(text: str) -> bool:
    have = key(text)
    return have.startswith("memutuskan") or (len(have) < 14 and near(have, "memutuskan", 2))


def _read_annex(rows: Sequence[Row], start: int) -> Decree:
    decree = Decree(start, annex=True, head_rows=[rows[start]])
    decree.office = rows[start].text
    for j in range(start, min(start + 8, len(rows))):
        text = rows[j].text
        number = re.match(r"^\W*(?:nomor|no)\b\s*[.:]*\s*(.*)$", text, re.IGNORECASE)
        dated = re.match(r"^\W*(?:tanggal|tgl)\b\s*[.:]*\s*(.*)$", text, re.IGNORECASE)
        about = re.match(r"^\W*tentang\b\s*[.:]*\s*(.+)$", text, re.IGNORECASE)
        if number and decree.nomor is None:
            decree.number_rows = [rows[j]]
            _take_number(number[1].strip(" :;.*"), decree)
        elif dated:
            decree.tanggal, decree.tanggal_cetak, decree.date_rows = read_date(dated[1]), dated[1], [rows[j]]
        elif about:
            decree.tentang, decree.about_rows = about[1].strip(" .;"), [rows[j]]
    return decree
