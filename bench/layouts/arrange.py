"""Records become tables, and the gold beside them says what a careful reader finds in them."""

from __future__ import annotations

from itertools import groupby
from random import Random

from bench.layouts.body import Builder, fill_rows, goal_text
from bench.layouts.columns import columns_of, widths_of
from bench.layouts.composer import Content, Record
from bench.layouts.heads import head_cells, heads
from bench.layouts.model import Block, Paragraph, Table, Text
from bench.layouts.rules import rule
from bench.layouts.style import Style

FEW = 6
"""Columns up to which a table may be narrower than the text."""


def tables_of(content: Content, style: Style, dice: Random) -> tuple[list[Block], list[Record]]:
    """The main table (or one for each sasaran, with the sasaran in a line above it) and the gold records."""
    columns, shared = columns_of(content.records, style, dice)
    tree = heads(columns, style, dice)
    widths = widths_of(columns, content.records, shared, dice)
    goals = [list(g) for _, g in groupby(content.records, key=lambda r: (r.get("misi"), r["sasaran"]))]
    title = f"INDIKATOR KINERJA UTAMA {content.agency['nama'].upper()}" if style.title_row else ""
    gold = [gold_of(r, columns, shared, style) for r in content.records]
    parts = [[g] for g in goals] if style.merge == "above" else [goals]
    blocks: list[Block] = []
    for index, part in enumerate(parts, 1):
        if style.merge == "above":
            blocks.append(
                Text(
                    [Paragraph(_goal_line(goal_text(part[0][0]["sasaran"], style), index, style), bold=True)], keep=True
                )
            )
        cells, header_rows = head_cells(tree, style, title) if index == 1 or not style.header_once else ([], 0)
        builder = Builder(columns, shared, style, dice, header_rows, index)
        fill_rows(builder, part)
        table = Table(len(columns), cells + builder.cells, header_rows)
        table.widths, table.automatic = widths, not style.given_widths
        table.repeat_header, table.break_rows = style.repeat_header, style.break_rows
        table.share = style.table_share if table.ncols <= FEW else 1.0
        rule(table, style, dice)
        blocks.append(table)
    return blocks, gold


def _goal_line(goal: str, index: int, style: Style) -> str:
    return f"Sasaran {index} : {goal}" if style.label else f"{index}. {goal}"


def gold_of(record: Record, columns: list[str], shared: list[str], style: Style) -> Record:
    """What a careful reader finds of *record* in this layout."""
    shown = {*columns, *shared}
    gold: Record = {k: record.get(k) for k in ("sasaran", "indikator")}
    gold |= {k: record.get(k) if k in shown else None for k in ("alasan", "penjelasan", "keterangan", "formulasi")}
    gold |= {k: record.get(k) if k in shown else None for k in ("tujuan", "program", "tipe_penghitungan")}
    gold["misi"] = record.get("misi") if style.misi and ("misi" in shown or "tujuan" not in shown) else None
    gold["satuan"] = _unit(record, shown)
    gold |= {k: record.get(k) or [] if k in shown else [] for k in ("sumber_data", "penanggung_jawab")}
    return gold | {"nilai": record["nilai"], "kegiatan": []}


def _unit(record: Record, shown: set[str]) -> Record:
    """The unit where it is printed, or where a name or a formula that is printed says it."""
    unit = record.get("satuan") or {}
    if "satuan" in shown and unit.get("tercetak"):
        return {"nilai": unit.get("nilai"), "tercetak": unit["tercetak"]}
    hundred = "formulasi" in shown and (record.get("formulasi") or {}).get("pengali")
    told = {"persen": record["indikator"].startswith(("Persentase", "Prosentase")) or hundred,
            "indeks": record["indikator"].startswith("Indeks")}  # fmt: skip
    value = unit.get("nilai")
    return {"nilai": value if told.get(value or "") else None, "tercetak": None}
