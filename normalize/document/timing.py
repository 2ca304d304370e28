"""Place and date of a document: those of its decree, else those of its preface, closing or signatures."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from iku.normalize.document.dates import Dated, read_date, read_place_and_date
from iku.normalize.document.decree import Decree
from iku.normalize.document.knowledge import toml
from iku.normalize.document.names import is_office, read_rank
from iku.normalize.document.rows import Piece, Row
from iku.normalize.document.signatures import Block
from iku.normalize.document.spelling import key, starts_with

_SAID = re.compile(r"\W*(?P<what>di\s?tetapkan\s+di|pada\s+tanggal)\s*[:;]?\s*(?P<value>\S.*)", re.IGNORECASE)
_HEAD_ROWS = 40
"""Lines at the head of a file in which minutes say when they were held."""


@dataclass(frozen=True, slots=True)
class Dateline:
    """``Bandung, 18 Juli 2016`` over a signature: place, date (None when blank), where, in what part of the file."""

    tempat: str
    tanggal: Dated | None
    piece: Piece
    row: Row
    preface: bool
    annex: bool


@dataclass(frozen=True, slots=True)
class Timing:
    """Place and date chosen, the lines they stood on, and the date as printed (``cetak``)."""

    tempat: str | None = None
    tanggal: Dated | None = None
    tempat_row: Row | None = None
    tanggal_row: Row | None = None
    cetak: str | None = None


def read_datelines(rows: Sequence[Row], blocks: Sequence[Block]) -> list[Dateline]:
    """Datelines of the file: near a signature, on the same page or at the foot of the page before."""
    body = [r for r in rows if not r.margin]
    prefaces = {r.page.number for r in body if starts_with(r.text, "kata pengantar") and r.share < 0.3}
    annex_from = min((r.page.number for r in body if _opens_annex(r)), default=10**9)
    signed = {p for b in blocks for p in (b.name.row.page.number, b.name.row.page.number - 1)}
    found: list[Dateline] = []
    for n, row in enumerate(body):
        for piece in _wide_pieces(row):
            read = _dateline(piece.text)
            if read is None or _is_list(piece.text):
                continue
            if not (read[1] and row.page.number in signed) and not _office_near(body, n):
                continue
            page = row.page.number
            found.append(Dateline(read[0], read[1], piece, row, page in prefaces, page >= annex_from))
    return found


def _dateline(text: str) -> tuple[str, Dated | None] | None:
    if len(text) >= 60 or is_office(text) or read_rank(text) is not None:
        return None
    return read_place_and_date(text)


def _wide_pieces(row: Row) -> list[Piece]:
    """The pieces of a line; a place that ends in a comma together with the year behind the space left for the day."""
    joined: list[Piece] = []
    for piece in row.pieces:
        last = joined[-1] if joined else None
        if (
            last is not None
            and re.match(r"^[A-Z][A-Za-z ]{2,30},?\s*[\d.…_ A-Za-z-]{0,18}$", last.text)
            and re.search(r"\d{4}", piece.text)
            and read_place_and_date(f"{last.text} {piece.text}") is not None
        ):
            confidence = min(last.confidence, piece.confidence)
            joined[-1] = Piece(f"{last.text} {piece.text}", last.box.union(piece.box), last.size, confidence)
        else:
            joined.append(piece)
    return joined


def _office_near(body: Sequence[Row], n: int) -> bool:
    """An office stands within a few lines below (or, as some print it, a NIP right above)."""
    below = body[n + 1 : n + 6]
    return any(is_office(p.text) for r in below for p in r.pieces) or any(
        starts_with(r.text, "nip") for r in body[max(0, n - 3) : n]
    )


def _is_list(text: str) -> bool:
    return any(ch in text for ch in ":;()") or len(key(text)) < 4


def _opens_annex(row: Row) -> bool:
    return key(row.text) == "lampiran" and row.capital and len(row.text) < 25 and (row.size >= 20 or row.share < 0.15)


def choose(decrees: Sequence[Decree], datelines: Sequence[Dateline], kind: str, opening: int | None = None) -> Timing:
    """Place and date of the document. Datelines that disagree, outside a preface, give no date. *opening*: the page on
    which the one agreement of the file opens; its own date stands there, that of its annex may be another."""
    for decree in decrees:
        if not decree.annex and (decree.tempat or decree.tanggal):
            return Timing(
                decree.tempat, decree.tanggal, _first(decree.place_rows), _first(decree.date_rows), decree.tanggal_cetak
            )
    chosen = _near_opening(datelines, opening) or [d for d in datelines if d.preface] or _closing(datelines, kind)
    dated_ones = [d for d in chosen if d.tanggal is not None]
    places = {key(d.tempat) for d in dated_ones or chosen}  # "Bahasa," may be the last line of an office
    place = (dated_ones or chosen)[0].tempat if len(places) == 1 else None
    dated = _agreed(dated_ones)
    if dated is None and kind != "laporan":
        annex = next((d for d in decrees if d.annex and d.tanggal), None)
        if annex is not None and not any(d.tanggal for d in chosen):
            row = _first(annex.date_rows)
            return Timing(place, annex.tanggal, chosen[0].row if chosen else None, row, annex.tanggal_cetak)
    timing = Timing(place, tempat_row=(dated_ones or chosen)[0].row if place else None)
    if dated is None:
        return timing
    return replace(timing, tanggal=dated.tanggal, tanggal_row=dated.row, cetak=dated.piece.text)


def _first(rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None


def _near_opening(datelines: Sequence[Dateline], opening: int | None) -> list[Dateline]:
    """Datelines of the page *opening*, else of the page after it."""
    own = [d for d in datelines if opening is not None and opening <= d.row.page.number <= opening + 1]
    return [d for d in own if d.row.page.number == min(o.row.page.number for o in own)]


def fixed_at(rows: Sequence[Row], blocks: Sequence[Block]) -> Timing | None:
    """``Ditetapkan di … / pada tanggal …`` over a signature, for files that hold the annex of a decree alone."""
    body = [r for r in rows if not r.margin]
    signed = {b.name.row.page.number for b in blocks}
    for row, below in zip(body, body[1:], strict=False):
        first, second = (_SAID.match(r.text) for r in (row, below))
        if first is None or second is None or first["what"] == second["what"] or row.page.number not in signed:
            continue
        dated = read_date(second["value"])
        if dated is not None and second["what"].lower().startswith("pada"):
            return Timing(first["value"].strip(" ,.:") or None, dated, row, below, second["value"].strip())
    return None


def _closing(datelines: Sequence[Dateline], kind: str) -> list[Dateline]:
    """Of a report or plan the datelines before its annexes; of a form or an agreement all."""
    own = [d for d in datelines if not d.annex]
    return own if own and kind in ("laporan", "renstra") else list(datelines)


def _agreed(datelines: Sequence[Dateline]) -> Dateline | None:
    """The fullest date, when all others are the same or the same cut short (``2016`` and ``2016-09``)."""
    if not datelines:
        return None
    fullest = max(datelines, key=lambda d: len(d.tanggal.iso) if d.tanggal else 0)
    assert fullest.tanggal is not None
    agreed = all(d.tanggal is not None and fullest.tanggal.iso.startswith(d.tanggal.iso) for d in datelines)
    return fullest if agreed else None


def minutes_date(rows: Sequence[Row]) -> Timing | None:
    """The date of minutes: behind ``Hari/Tanggal`` at the head of the file."""
    labels = {key(x) for x in toml("tanggal")["label"]["acara"]}
    for row in rows[:_HEAD_ROWS]:
        label, _, value = row.text.partition(":")
        if len(row.pieces) > 1 and key(row.pieces[0].text) in labels:
            label, value = row.pieces[0].text, " ".join(p.text for p in row.pieces[1:])
        if key(label) in labels and (dated := read_date(value)) is not None:
            return Timing(tanggal=dated, tanggal_row=row, cetak=value.strip())
    return None
