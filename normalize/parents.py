"""The level of what an indicator measures, and the statement one level up that it serves."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from iku.extract.table_model import Cell
from iku.normalize.goals import coded, labelled, levels
from iku.normalize.keys import LOW
from iku.normalize.record_model import Indikator, Induk

OVER = ("misi", "tujuan", "sasaran", "program", "kegiatan")
"""Levels that an indicator can serve, the highest first."""
MEASURED = ("tujuan", "sasaran", "program", "kegiatan", "sub_kegiatan")
_LETTERS = re.compile(r"[A-Z]{2,4}(?![A-Z])")


def set_level(record: Indikator, column: str | None, context: Mapping[str, Sequence[Cell]], printed: str) -> None:
    """Give *record* its level: as its own label or code says, else its column's goal, else the lowest goal over it.

    :param column: the level of the goal column that the indicator's hangs on; *printed*: the indicator's first line."""
    label = labelled(printed)
    said = label.level if label is not None and label.measured else None
    code = coded(record.kode or "") or coded(printed)
    if said is None and code is not None and code.measured:
        said = code.level or None
    lowest = next((level for level in reversed(levels()) if level in context), None)
    level = said or column or lowest
    if level == "sasaran" and record.sasaran is None:
        level = "tujuan" if record.tujuan is not None else None
    elif level not in MEASURED:
        level = "sasaran" if record.sasaran else "tujuan" if record.tujuan else None
    record.tingkat_kinerja = level
    record.tingkat_tercetak = next((c for text in (record.kode, record.nomor) if (c := _code_letters(text))), None)


def _code_letters(text: str | None) -> str | None:
    found = coded(text or "")
    letters = _LETTERS.match(text or "")
    return letters.group() if found is not None and letters is not None else None


def is_low(record: Indikator) -> bool:
    """The record measures a programme or an activity: it stands apart from those of goals and objectives."""
    return record.tingkat_kinerja in LOW


def link_parents(main: Sequence[Indikator], others: Sequence[Indikator]) -> None:
    """Give every record its ``induk``; its address is that of the first record that measures the same statement."""
    addresses: dict[tuple[str, str], str] = {}
    for name, records in (("indikator", main), ("indikator_lain", others)):
        for place, record in enumerate(records):
            level = record.tingkat_kinerja
            text = _statement(record, level) if level else None
            if level and text:
                addresses.setdefault((level, _plain(text)), f"{name}.{place}")
    for record in (*main, *others):
        level = record.tingkat_kinerja
        higher = OVER[: OVER.index(level)] if level in OVER else OVER if level in MEASURED else ()
        parent = next((o for o in reversed(higher) if _statement(record, o)), None)
        if parent is not None:
            text = _statement(record, parent) or ""
            record.induk = Induk(parent, text, addresses.get((parent, _plain(text))))


def _statement(record: Indikator, level: str) -> str | None:
    if level == "kegiatan":
        return record.kegiatan[-1] if len(record.kegiatan) == 1 else None
    text = getattr(record, level, None)
    return text if isinstance(text, str) else None


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()
