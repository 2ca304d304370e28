"""For which part of the agency a table is: ``Jabatan : Kepala Bidang …`` before it, or a line of its title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from iku.extract.lines import to_lines
from iku.extract.model import Page
from iku.extract.table_model import LogicalTable
from iku.normalize.document.knowledge import toml

_LONGEST = 120  # characters: more is a sentence


def unit_of(table: LogicalTable, before: LogicalTable | None, pages: Sequence[Page]) -> str | None:
    """The unit as printed (``Bidang Rehabilitasi Sosial``), without the word Kepala before it. Looked for in the title
    lines, then upward on the table's first page, where two tables may share it, and on the page before if the table
    *before* did not end there."""
    for line in table.title_lines:
        if found := _title(line.text):
            return found
    first, top = table.pages[0], min((c.box.top for path in table.header for c in path), default=None)
    lowest = before.pages[-1] if before else 0
    for page in sorted((p for p in pages if max(lowest, first - 1) <= p.number <= first), key=lambda p: -p.number):
        if page.number == lowest and page.number != first:
            break
        lines = to_lines(page.words, page.number)
        if page.number == first and top is not None:
            lines = [ln for ln in lines if ln.box.bottom <= top + 2]
        for line in reversed(lines):
            if found := _labelled(line.text):
                return found
    return None


def _labelled(text: str) -> str | None:
    match = _label().match(text)
    value = match["value"].strip(" .") if match else ""
    return _named(value) if 0 < len(value) <= _LONGEST else None


def _title(text: str) -> str | None:
    named = _named(text.strip()) if len(text) <= _LONGEST else None
    return named or _labelled(text)


def _named(value: str) -> str | None:
    match = _unit().match(value)
    unit = match["unit"].strip() if match else ""
    return unit if unit[:1].isupper() and not unit.endswith((";", ",")) else None


@cache
def _label() -> re.Pattern[str]:
    labels = "|".join(sorted(map(re.escape, toml("naskah")["unit_tabel"]["label"]), key=len, reverse=True))
    return re.compile(rf"^\W*(?:\d{{1,2}}\s*[.)]\s*)?(?:{labels})\s*:\s*(?P<value>.+)$", re.IGNORECASE)


@cache
def _unit() -> re.Pattern[str]:
    words = "|".join(sorted(map(re.escape, toml("naskah")["unit_tabel"]["kata"]), key=len, reverse=True))
    return re.compile(rf"^(?:kepala\s+)?(?P<unit>(?:{words})\b.*)$", re.IGNORECASE)
