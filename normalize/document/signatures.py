"""Who signed: one entry per printed signature block, in reading order.

A block is found from its NIP, from a rank without a NIP, or from an office under a date line; then it is read upward:
rank, name, office. Blocks stand side by side, run over a page break, or lie loose on the page (name at the left, office
in the middle), so a piece of text belongs to a block when it stands above it in its column, or alone on its line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from iku.normalize.document.agreement import LABEL
from iku.normalize.document.dates import read_place_and_date
from iku.normalize.document.names import (
    clean_name,
    clean_office,
    has_title,
    is_name,
    is_office,
    is_party,
    read_rank,
    signs_without_nip,
    words_of_offices,
)
from iku.normalize.document.nip import read_nip
from iku.normalize.document.rows import Piece, Row, place
from iku.normalize.document.spelling import key, starts_with
from iku.normalize.model import Penandatangan
from iku.normalize.record_model import AsalMedan

_REACH = 16
"""Lines looked at above (or below) an anchor."""
_LETTERS = 3
"""Fewer letters between an office and a name are pen strokes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A piece with the line that it stands on; ``alone``: nothing else stands on that line."""

    piece: Piece
    row: Row
    line: int
    alone: bool

    @property
    def text(self) -> str:
        return self.piece.text


@dataclass(slots=True)
class Block:
    """A signature block as found, with the places of its name and of what else was printed."""

    name: Spot
    signer: Penandatangan
    keyakinan: float
    office_text: str = ""
    asal: dict[str, AsalMedan] = field(default_factory=dict)


def read_blocks(rows: Sequence[Row]) -> list[Block]:
    """All signature blocks of a document, as found. *rows* are its lines; those of page margins are left out, and those
    inside tables are looked at only when no block stands outside (a signature set in a ruled box)."""
    blocks = _read_blocks([r for r in rows if not r.in_table and not r.margin])
    if not blocks:
        blocks = [b for b in _read_blocks([r for r in rows if r.in_table]) if b.signer.nip and b.signer.jabatan]
    return blocks


def _read_blocks(rows: Sequence[Row]) -> list[Block]:
    spots = list(all_spots(rows))
    blocks: list[Block] = []
    for reader in (_from_nip, _from_rank, _from_office):
        for i in range(len(spots)):
            block = reader(spots, i)
            if block is not None and all(b.name is not block.name for b in blocks):
                blocks.append(block)
    return blocks


def all_spots(rows: Sequence[Row]) -> Iterator[Spot]:
    """Every piece of *rows* with its line."""
    for number, row in enumerate(rows):
        for piece in row.pieces:
            yield Spot(piece, row, number, len(row.pieces) == 1)


def _above(spots: Sequence[Spot], i: int) -> list[Spot]:
    """Pieces above spot *i*, nearest first, on this page and the foot of the page before."""
    here = spots[i]
    return [s for s in reversed(spots[max(0, i - 3 * _REACH) : i]) if here.line - _REACH <= s.line < here.line]


def _column(spots: Sequence[Spot], piece: Piece) -> list[Spot]:
    """Those of *spots* that share part of their width with *piece*."""
    slack = piece.size
    return [s for s in spots if s.piece.box.x0 < piece.box.x1 + slack and s.piece.box.x1 > piece.box.x0 - slack]


def _from_nip(spots: Sequence[Spot], i: int) -> Block | None:
    nip = read_nip(spots[i].text)
    if nip is None or (not nip[0] and not spots[i].alone):
        return None
    above = _above(spots, i)
    if any((label := LABEL.match(s.text)) and label[1].lower() == "nama" for s in above[:5]):
        return None
    for candidates in (_column(above, spots[i].piece), [s for s in above if s.alone], above):
        name = _name_in(candidates[:4])
        if name is not None:
            block = _block(name, above, spots[i], nip[0] or None, 0.95 if nip[1] else 0.7)
            known = block.signer.jabatan or has_title(name.text)
            return block if known or (block.signer.pangkat and nip[0]) else None
    return None


def _from_rank(spots: Sequence[Spot], i: int) -> Block | None:
    """A rank whose NIP was not printed, right under a name."""
    if read_rank(spots[i].text) is None:
        return None
    below = [s for s in spots[i + 1 : i + 8] if s.line <= spots[i].line + 3]
    if any(read_nip(s.text) is not None for s in _column(below, spots[i].piece) or below):
        return None
    above = _above(spots, i)
    for candidates in (_column(above, spots[i].piece), [s for s in above if s.alone]):
        name = _name_in(candidates[:1])
        if name is not None:
            block = _block(name, above, spots[i], None, 0.85)
            dated = any(_is_dateline(s.text) for s in above[:12])
            return block if block.signer.jabatan or (dated and has_title(name.text)) else None
    return None


def _from_office(spots: Sequence[Spot], i: int) -> Block | None:
    """An office under a date line (or a governor, a regent, a party) with a name below and neither rank nor NIP."""
    here = spots[i]
    if not is_office(here.text) or len(here.text) > 80:
        return None
    if any(key(s.text).startswith(("kepada", "yth")) for s in [here, *_above(spots, i)[:2]]):
        return None  # the addressee of a letter
    dated = any(_is_dateline(s.text) for s in _above(spots, i) if s.line >= here.line - 7)
    bare = signs_without_nip(here.text)
    if not dated and not (bare and (here.text.isupper() or is_party(here.text))):
        return None
    below = _below_office(spots, i, dated)
    for candidates in (_column(below, here.piece), [s for s in below if s.alone]):
        candidates = [s for s in candidates if len(key(s.text)) >= _LETTERS]
        n = _name_among(candidates[:6], here, dated, bare)
        if n is None:
            continue
        spot = candidates[n]
        office = [here.text, *(s.text for s in candidates[:n] if is_office_line(s.text) and s.row.capital)]
        if any(is_office(t) and not is_party(t) for t in office[1:]):
            return None
        found = Penandatangan(nama=clean_name(spot.text), jabatan=clean_office(office))
        return Block(spot, found, 0.8, here.text, _places(spot, here, None, 0.8))
    return None


def _below_office(spots: Sequence[Spot], i: int, dated: bool) -> list[Spot]:
    """What stands within nine lines under the office at *i*: on its own page, unless too little does."""
    here = spots[i]
    below = [s for s in spots[i + 1 : i + 24] if here.line < s.line <= here.line + 9]
    on_page = [s for s in below if s.row.page is here.row.page]
    return on_page if len(on_page) >= 3 or not dated else below


def _name_among(candidates: Sequence[Spot], here: Spot, dated: bool, bare: bool) -> int | None:
    """The first of *candidates*, under the office *here*, that is trusted to be the name of who signed."""
    for n, spot in enumerate(candidates):
        if _is_dateline(spot.text) or read_nip(spot.text) or len(spot.text) > 70:
            return None
        signed = spot.piece.box.top - (candidates[n - 1] if n else here).piece.box.bottom >= 1.8 * spot.piece.size
        low = dated or signed or here.row.share > 0.35
        upper = bare and spot.text.isupper() and (signed or not is_party(here.text))  # PIHAK PERTAMA, then an office
        if is_name(spot.text) and low and (has_title(spot.text) or upper or (dated and signed)):
            return n
    return None


def _name_in(candidates: Sequence[Spot]) -> Spot | None:
    """The name among the pieces above a NIP: ranks may stand between, an office ends the search."""
    for spot in candidates:
        if is_office(spot.text) or _is_dateline(spot.text) or read_nip(spot.text) is not None:
            return None
        if is_name(spot.text):
            return spot
    return None


def _block(name: Spot, above: Sequence[Spot], anchor: Spot, nip: str | None, sure: float) -> Block:
    between = [s for s in above if name.line < s.line <= anchor.line]
    between = [anchor, *_column(between, name.piece), *_column(between, anchor.piece), *(s for s in between if s.alone)]
    rank = next((r for s in between if (r := read_rank(s.text))), None)
    higher = [s for s in above if s.line < name.line]
    office = _office(_column(higher, name.piece)) or _office([s for s in higher if s.alone])
    if not office:
        sure = min(sure, 0.6)
    jabatan = clean_office([s.text for s in office]) if office else None
    signer = Penandatangan(nama=clean_name(_whole_name(name, between)), jabatan=jabatan, pangkat=rank, nip=nip)
    places = _places(name, office[0] if office else None, anchor if nip else None, sure)
    return Block(name, signer, sure, office[0].text if office else "", places)


def _whole_name(name: Spot, between: Sequence[Spot]) -> str:
    """A name that ends in a comma goes on with the titles on the line below it."""
    below = (s.text for s in between if s.line == name.line + 1 and len(s.text) <= 20 and "." in s.text)
    titles = next((t for t in below if read_rank(t) is None and read_nip(t) is None), None)
    return f"{name.text} {titles}" if titles and name.text.rstrip().endswith(",") else name.text


def _office(above: Sequence[Spot]) -> list[Spot]:
    """Lines of the office over a name, top to bottom; lines torn from it by the space to sign in are stamp noise."""
    lines: list[Spot] = []
    start = -1
    for spot in above[:9]:
        if _is_dateline(spot.text) or read_nip(spot.text) is not None or read_rank(spot.text) or len(spot.text) > 90:
            break
        if start >= 0 and not is_office_line(spot.text) and not is_office(spot.text):
            break
        lines.insert(0, spot)
        if is_office(spot.text):
            if start >= 0 and is_party(spot.text):
                lines.pop(0)
                break
            start = 0
            if not is_party(spot.text) and not _behalf_follows(above, spot):
                break
    if start < 0:
        return []
    kept = lines[:1]
    for spot in lines[1:]:
        torn = (
            spot.row.page is kept[-1].row.page
            and spot.piece.box.top - kept[-1].piece.box.bottom > 2.2 * spot.piece.size
        )
        if torn:
            break
        if is_office_line(spot.text) or is_office(spot.text):
            kept.append(spot)
    return kept


def _behalf_follows(above: Sequence[Spot], spot: Spot) -> bool:
    """Over ``SEKRETARIS`` stands ``a.n. KEPALA ...``: the office goes on upward."""
    higher = [s for s in above if s.line < spot.line][:3]
    return any(re.match(r"^\s*(a\s*\.?\s*n|u\s*\.?\s*b)\s*\.", s.text, re.IGNORECASE) for s in higher)


def is_office_line(text: str) -> bool:
    """The text can be a further line of an office: words only, not a sentence."""
    if key(text).startswith(words_of_offices("bukan_jabatan", "awal")):
        return False  # the line of an electronic signature
    return (
        len(key(text)) >= 3 and not re.search(r"\d{2,}|[:;]", text) and len(text) < 90 and not is_name_with_title(text)
    )


def is_name_with_title(text: str) -> bool:
    return is_name(text) and has_title(text)


def _is_dateline(text: str) -> bool:
    return (
        starts_with(text, "ditetapkan")
        or starts_with(text, "pada tanggal")
        or starts_with(text, "dibuat di")
        or (read_place_and_date(text) is not None and not read_rank(text))
    )


def _places(name: Spot, office: Spot | None, nip: Spot | None, sure: float) -> dict[str, AsalMedan]:
    found = {"nama": place(name.piece, name.row.page, name.text, sure)}
    if office is not None:
        found["jabatan"] = place(office.piece, office.row.page, office.text, sure)
    if nip is not None:
        found["nip"] = place(nip.piece, nip.row.page, None, sure)
    return found
