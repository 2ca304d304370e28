"""Cells that name sources of data or responsible units."""

from __future__ import annotations

from collections.abc import Sequence

from iku.extract.model import Line
from iku.normalize.header_match import HeaderMatch
from iku.normalize.labels import split_labels
from iku.normalize.parties import split_parties
from iku.normalize.reading import Reading, undoubled


def read_parties(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line]) -> None:
    """The names of a cell; one that repeats the label of its column is read behind the label."""
    labelled = split_labels(text)
    own = " ".join(part for name, _, part in labelled.parts if name == match.field)
    if own and not labelled.rest:
        add_parties(reading, match, own, lines, [])
    else:
        add_parties(reading, match, text, lines, [ln.text for ln in lines])


def add_parties(reading: Reading, match: HeaderMatch, text: str, lines: Sequence[Line], items: Sequence[str]) -> None:
    """Names in printed order; what the cell prints twice in a row is listed once, as is what another cell has said."""
    known = getattr(reading.record, match.field)
    earlier = list(known)
    once = undoubled(text)
    if once != text:
        text, items = once, []
        reading.notes.append(("NILAI_GANDA", match.field, {"tercetak": once}))
    for party in split_parties(text, items):
        party.peran = party.peran or match.peran
        if all(party.nama.casefold() != p.nama.casefold() or party.peran != p.peran for p in earlier):
            known.append(party)
    reading.put(match.field, lines)
