"""The parties of an agreement: who promises, and who is their superior."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from iku.normalize.document.agency import Named, find_agencies
from iku.normalize.document.heads import superiors
from iku.normalize.document.names import clean_name, clean_office
from iku.normalize.document.rows import Row
from iku.normalize.document.spelling import key

LABEL = re.compile(r"^\W*(?:\d+\s*[.)]\s*)?(nama|jabatan)\s*[:;]\s*(.*)$", re.IGNORECASE)
_ABOVE = re.compile(r"\batasan\b", re.IGNORECASE)
_CLAUSE_ROWS = 3
"""Lines below an office in which its role may stand (``selaku atasan PIHAK PERTAMA``)."""


@dataclass(slots=True)
class Party:
    """A party as the opening of an agreement names it. ``higher``: the superior of the party before it."""

    nama: str
    jabatan: str
    row: Row
    higher: bool = False

    @property
    def agency(self) -> Named | None:
        """The institution that the office names."""
        return next(iter(find_agencies(self.jabatan, self.row.page.source == "ocr")), None)


def read_parties(rows: Sequence[Row]) -> list[Party]:
    """Name and office of the parties of all agreements, from their openings (``Nama : ...``, ``Jabatan : ...``)."""
    found: list[Party] = []
    name: str | None = None
    for n, row in enumerate(rows):
        label = LABEL.match(row.text)
        if label is None:
            continue
        if label[1].lower() == "nama":
            name = clean_name(label[2].strip(" :"))
        elif name:
            office = _office(rows, n, label[2])
            role = " ".join(r.text for r in rows[n + 1 : n + 1 + _CLAUSE_ROWS] if LABEL.match(r.text) is None)
            found.append(Party(name, office, row, bool(_ABOVE.search(role))))
            name = None
    return _with_roles(found)


def _office(rows: Sequence[Row], n: int, value: str) -> str:
    """The office behind its label; in capitals it goes on over the next line, without a value it stands around it."""
    below = rows[n + 1].text if n + 1 < len(rows) and rows[n + 1].capital and ":" not in rows[n + 1].text else ""
    if not key(value):
        above = rows[n - 1].text if n and rows[n - 1].capital and ":" not in rows[n - 1].text else ""
        return clean_office([above, below])
    return clean_office([value, below] if rows[n].capital or value.isupper() else [value])


def _with_roles(parties: list[Party]) -> list[Party]:
    """Where no line says who the superior is, the kinds of the two institutions do, else the second is."""
    for first, second in zip(parties[::2], parties[1::2], strict=False):
        if first.higher == second.higher:
            a, b = first.agency, second.agency
            first.higher = bool(a and b and a.jenis in superiors(b.jenis) and b.jenis not in superiors(a.jenis))
            second.higher = not first.higher
    return parties


def superior_keys(parties: Sequence[Party]) -> frozenset[str]:
    """Keys of institutions that are only the superior in these agreements: the agreement is another one's."""
    own = {p.agency.key for p in parties if not p.higher and p.agency}
    above: set[str] = set()
    for first, second in zip(parties[::2], parties[1::2], strict=False):
        low, high = (second, first) if first.higher else (first, second)
        if low.agency is not None and high.agency is not None:
            above.add(high.agency.key)
    return frozenset(above - own)
