"""Headers that name several levels of goals at once, and those of the column that holds goals and indicators both."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iku.normalize.header_match import HeaderMatch

LEVELS = ("misi", "perspektif", "urusan", "tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
_LEVEL = {
    "MISI": "misi", "PERSPEKTIF": "perspektif", "URUSAN": "urusan", "BIDANG URUSAN": "urusan", "TUJUAN": "tujuan",
    "SASARAN": "sasaran", "PROGRAM": "program", "KEGIATAN": "kegiatan", "SUB KEGIATAN": "sub_kegiatan",
    "SUBKEGIATAN": "sub_kegiatan",
}  # fmt: skip
_BESIDE = r"(?:STRATEGIS|RENSTRA|RPJMD|OPD|PD|SKPD|PERANGKAT DAERAH|OUTCOME|OUTPUT|KINERJA|UTAMA|DAN|ATAU)"
_NAME = "|".join(
    r"\s?".join(s.replace(" ", "")) for s in sorted(_LEVEL, key=len, reverse=True)
)  # narrow cells break words
_WHOLE = re.compile(
    rf"(?:(?:NAMA|URAIAN)\s+)?(?P<of>INDIKATOR\s+(?:KINERJA\s+)?)?(?:(?:{_NAME}|{_BESIDE})(?:[\s/]+|$))+"
)
_SHORT = re.compile(rf"(?<![A-Z])(?:{_NAME})(?![A-Z])")


def chain_header(bare: str) -> HeaderMatch | None:
    """``Nama Tujuan, Sasaran, Program dan Kegiatan`` is a column of goals, ``Indikator Tujuan/Sasaran/Program`` one of
    indicators of all of them. *bare* is the header's text without signs; None for a single level."""
    found = _WHOLE.fullmatch(bare.strip())
    if found is None:
        return None
    named = {_LEVEL[_spelled(m.group())] for m in _SHORT.finditer(bare[found.end("of") if found["of"] else 0 :])}
    parts = tuple(level for level in LEVELS if level in named)
    if len(parts) < 2 or not {"tujuan", "sasaran", "misi"} & named:
        return None
    return HeaderMatch("indikator", confidence=0.95) if found["of"] else HeaderMatch("_".join(parts), parts=parts)


def _spelled(text: str) -> str:
    squashed = re.sub(r"\s+", "", text)
    return next(s for s in _LEVEL if s.replace(" ", "") == squashed)


def with_indicator(found: Sequence[HeaderMatch]) -> HeaderMatch | None:
    """The meaning of a header of several parts of which one is the indicator: goals before it share its column (rows
    tell them apart), levels behind it only say whose indicators they are. None when no part is."""
    places = [i for i, f in enumerate(found) if f.field == "indikator"]
    if not places:
        return None
    goals = tuple(dict.fromkeys(f.field for f in found[: places[0]] if f.field in LEVELS))
    first = found[places[0]]
    level = first.tingkat if len(places) == len(found) - len(goals) == 1 else None
    parts = (*goals, "indikator") if goals else ()
    return HeaderMatch("indikator", confidence=0.9 if goals else 0.95, parts=parts, tingkat=level)
