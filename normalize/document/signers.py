"""One person over a whole file: parties named in an opening, spellings of one name on scans, order of the blocks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from iku.normalize.document.agreement import LABEL, Party, read_parties
from iku.normalize.document.names import clean_name, is_party, mended_name
from iku.normalize.document.nip import mark, same_person
from iku.normalize.document.rows import Row, place
from iku.normalize.document.signatures import Block, all_spots, read_blocks
from iku.normalize.document.spelling import key
from iku.normalize.model import Penandatangan

_SAME_LETTERS = 70
"""Share of equal letters (0..100) from which a damaged line on a scan is the name of a party of the agreement."""

_SHORTEST_NAME = 6
"""Letters that a name must have to be known again below its opening."""

_SURE = 0.8
"""Confidence of a signature known from the opening alone."""

_FIGURES = 2
"""Figures that a name under a pen stroke may seem to hold; a NIP has more."""


def read_signatures(rows: Sequence[Row], openings: Sequence[Party] | None = None) -> list[Block]:
    """All signature blocks of a document in reading order, one entry per block. *rows*: all its lines, *openings* the
    parties of its agreements (read here when not given)."""
    openings = read_parties(rows) if openings is None else openings
    parties = {p.nama: p.jabatan for p in openings}
    rows = mend_party_names(rows, parties)
    offices = {key(p.jabatan) for p in openings}
    blocks = [b for b in read_blocks(rows) if not _is_office_tail(key(b.signer.nama or ""), offices)]
    blocks += _from_openings(rows, openings, blocks)
    for block in blocks:
        _fill_party(block, parties)
        block.signer.jabatan = _office_alone(_without_name(block.signer.jabatan, block.signer.nama))
        if block.name.row.page.source == "ocr":
            block.signer.nama = mended_name(block.signer.nama or "")
    _agree_on_spaces(blocks, parties)
    mark([b.signer for b in blocks])
    return in_reading_order(blocks)


def _is_office_tail(name: str, offices: set[str]) -> bool:
    """What was taken for a name is the last line of an office (``PERIKANAN TANGKAP``)."""
    return any(o == name or (len(name) >= _SHORTEST_NAME and o.endswith(name)) for o in offices)


def _without_name(office: str | None, name: str | None) -> str | None:
    """The office without the name of its holder, where both stand on its lines."""
    if not office or not name or len(key(name)) < _SHORTEST_NAME or not key(office).endswith(key(name)):
        return office
    words = office.split()
    return " ".join(words[: len(words) - len(name.split())]).strip(" ,") or None


def _office_alone(office: str | None) -> str | None:
    """The office without ``Pihak Pertama,`` before it, and once where two lines print it twice."""
    lead, _, rest = (office or "").partition(",")
    if is_party(lead) and key(rest):
        office = rest.strip()
    parts = (office or "").split()
    half = len(parts) // 2
    twice = len(parts) >= 2 and parts[:half] == parts[half:]
    return " ".join(parts[:half]) if twice else office


def _from_openings(rows: Sequence[Row], openings: Sequence[Party], blocks: Sequence[Block]) -> list[Block]:
    """Signatures of parties that stand below their opening with neither rank nor NIP (signed electronically): the same
    name again, on the page of the opening or the next."""
    found: list[Block] = []
    for party in openings:
        page = party.row.page.number
        taken = (b for b in [*blocks, *found] if page <= b.name.row.page.number <= page + 1)
        if len(key(party.nama)) < _SHORTEST_NAME or any(same_person(b.signer.nama, party.nama) for b in taken):
            continue
        spot = next((s for s in all_spots(_below(rows, party)) if key(s.text) == key(party.nama)), None)
        if spot is not None:
            signer = Penandatangan(nama=clean_name(spot.text), jabatan=party.jabatan or None)
            where = {"nama": place(spot.piece, spot.row.page, spot.text, _SURE)}
            where["jabatan"] = place(party.row, party.row.page, party.row.text, _SURE)
            found.append(Block(spot, signer, _SURE, "", where))
    return found


def _below(rows: Sequence[Row], party: Party) -> list[Row]:
    page = party.row.page.number
    start = next(n for n, r in enumerate(rows) if r is party.row)
    near = (r for r in rows[start + 1 :] if r.page.number <= page + 1)
    return [r for r in near if not r.margin and LABEL.match(r.text) is None]


def mend_party_names(rows: Sequence[Row], parties: dict[str, str]) -> list[Row]:
    """Rows of scans in which a damaged name of a party (a signature runs through it) is written as in the opening."""
    if not parties:
        return list(rows)
    return [r if r.page.source == "teks" or LABEL.match(r.text) else _mended(r, parties) for r in rows]


def _mended(row: Row, parties: dict[str, str]) -> Row:
    pieces = []
    for piece in row.pieces:
        have = key(piece.text)
        meant = [n for n in parties if key(n) != have and _is_damaged(have, key(n))]
        if len(meant) == 1 and len(re.findall(r"\d", piece.text)) <= _FIGURES:
            piece = replace(piece, text=meant[0], confidence=min(piece.confidence, 0.6))
        pieces.append(piece)
    return replace(row, pieces=tuple(pieces))


def _is_damaged(have: str, name: str) -> bool:
    if len(have) < 9 or len(have) > len(name) + 6:
        return False
    return fuzz.ratio(have, name) >= _SAME_LETTERS


def _fill_party(block: Block, parties: dict[str, str]) -> None:
    """The office of a party, where the signature prints none or only its first line."""
    printed = key(block.signer.jabatan or "")
    for name, office in parties.items():
        if same_person(name, block.signer.nama):
            damaged = block.name.row.page.source == "ocr" and fuzz.ratio(printed, key(office)) >= _SAME_LETTERS
            short = not block.office_text or is_party(block.office_text) or key(office).startswith(printed) or damaged
            block.signer.jabatan = office if short else block.signer.jabatan


def _agree_on_spaces(blocks: Sequence[Block], parties: dict[str, str]) -> None:
    """A name whose spaces a scan shows now so, now otherwise is written as most places have it; a space behind the stop
    of a title is no such doubt."""
    printed = [b.signer.nama or "" for b in blocks] + list(parties)
    for block in blocks:
        own = block.signer.nama or ""
        if block.name.row.page.source == "ocr":
            alike = Counter(n for n in printed if key(n) == key(own))
            most = max(alike, key=lambda n: (alike[n], n in parties, n.count(" ")))
            block.signer.nama = own if _close(most) == _close(own) else most


def _close(name: str) -> str:
    return re.sub(r"\.\s+", ".", name)


def in_reading_order(blocks: Sequence[Block]) -> list[Block]:
    """By page and height; blocks whose names stand about two lines apart are side by side, left to right."""
    ordered: list[Block] = []
    band: list[Block] = []
    for block in sorted(blocks, key=lambda b: (b.name.row.page.number, b.name.piece.box.cy)):
        first = band[0].name if band else None
        same_page = first is not None and first.row.page is block.name.row.page
        if first is not None and same_page and block.name.piece.box.cy - first.piece.box.cy < 2.2 * first.piece.size:
            band.append(block)
            continue
        ordered += sorted(band, key=lambda b: b.name.piece.box.x0)
        band = [block]
    return ordered + sorted(band, key=lambda b: b.name.piece.box.x0)
