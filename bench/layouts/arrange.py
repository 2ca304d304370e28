"""Records become tables: rows of bands, indicators and sums, merged as the style says, and the gold beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from random import Random

from bench.layouts.columns import columns_of, widths_of
from bench.layouts.composer import Content, Record
from bench.layouts.heads import head_cells, heads
from bench.layouts.model import Block, Cell, Paragraph, Table, Text
from bench.layouts.rules import rule
from bench.layouts.style import Style
from bench.layouts.texts import labelled, paragraphs_of

CENTRED = ("nomor", "kode", "satuan")


@dataclass(slots=True)
class _Builder:
    """Body rows of one table as they are laid down."""

    columns: list[str]
    shared: list[str]
    style: Style
    dice: Random
    row: int
    counter: int = 0
    cells: list[Cell] = field(default_factory=list)

    def put(
        self, col: int, paragraphs: list[Paragraph], kind: str, group: int, rowspan: int = 1, colspan: int = 1
    ) -> Cell:  # noqa: E501
        key = self.columns[col]
        align = "center" if key in CENTRED else self.style.align
        if key.startswith("target:"):
            align = self.style.number_align
        cell = Cell(self.row, col, rowspan, colspan, kind, paragraphs, align, self.style.valign, group=group)
        self.cells.append(cell)
        return cell

    def band(self, text: str, group: int, number: str = "") -> None:
        """A row of its own: one cell over all columns, or a number and the text."""
        start = 1 if number and self.columns[0] == "nomor" else 0
        if start:
            self.put(0, [Paragraph(number, bold=True)], "band", group)
        elif number:
            text = f"{number} {text}"
        cell = self.put(start, [Paragraph(text, bold=True)], "band", group, colspan=len(self.columns) - start)
        cell.align = "left"
        self.row += 1


def tables_of(content: Content, style: Style, dice: Random) -> tuple[list[Block], list[Record]]:
    """The main table (or one for each sasaran, with the sasaran in a line above it) and the gold records."""
    columns, shared = columns_of(content.records, style, dice)
    tree = heads(columns, style, dice)
    widths = widths_of(columns, content.records, shared, dice)
    goals = [list(g) for _, g in groupby(content.records, key=lambda r: (r.get("misi"), r["sasaran"]))]
    title = f"INDIKATOR KINERJA UTAMA {content.agency['nama'].upper()}" if style.title_row else ""
    gold = [_gold(r, columns, shared, style) for r in content.records]
    parts = [[g] for g in goals] if style.merge == "above" else [goals]
    blocks: list[Block] = []
    for index, part in enumerate(parts, 1):
        if style.merge == "above":
            blocks.append(Text([Paragraph(_goal_line(part[0][0]["sasaran"], index, style), bold=True)], keep=True))
        cells, header_rows = head_cells(tree, style, title)
        builder = _Builder(columns, shared, style, dice, header_rows)
        _fill_rows(builder, part)
        table = Table(len(columns), cells + builder.cells, header_rows)
        table.widths, table.automatic = widths, not style.given_widths
        table.repeat_header, table.break_rows = style.repeat_header, style.break_rows
        rule(table, style, dice)
        blocks.append(table)
    return blocks, gold


def _goal_line(goal: str, index: int, style: Style) -> str:
    return f"Sasaran {index} : {goal}" if style.label else f"{index}. {goal}"


def _fill_rows(b: _Builder, goals: list[list[Record]]) -> None:
    spans = {id(g[0]): len(g) for g in goals}
    purposes = _runs(b, goals)
    misi = None
    for group, goal in enumerate(goals, 1):
        if b.style.misi and goal[0].get("misi") and goal[0]["misi"] != misi and "tujuan" not in b.columns:
            misi = goal[0]["misi"]
            b.band(f"Misi : {misi}" if b.style.label else f"MISI {misi}", group)
        _goal_row(b, goal[0]["sasaran"], group)
        for index, record in enumerate(goal):
            _indicator_row(b, record, group, index, spans[id(goal[0])], purposes.get(id(record), 0))
    if b.style.sums and any(c.startswith("target:") for c in b.columns):
        _sum_row(b, len(goals) + 1)


def _runs(b: _Builder, goals: list[list[Record]]) -> dict[int, int]:
    """Rows that each new tujuan covers, by the record it begins at (only where no other row stands between)."""
    runs: dict[int, int] = {}
    head, last = 0, object()
    for record in (r for g in goals for r in g):
        if record.get("tujuan") != last or b.style.merge != "rowspan":
            head, last = id(record), record.get("tujuan")
            runs[head] = 0
        runs[head] += 1
    return runs


def _goal_row(b: _Builder, goal: str, group: int) -> None:
    merge, label = b.style.merge, f"Sasaran {group} : " if b.style.label else ""
    if merge in ("band", "band-label"):
        b.band(f"Sasaran Strategis {group} : {goal}" if merge == "band-label" else label + goal, group)
    elif merge == "band-number":
        b.band(goal, group, f"{group}." if b.columns[0] != "nomor" else str(group))
    elif merge == "combined":
        number = str(group)
        for col, key in enumerate(b.columns):
            text = {"nomor": number, "combined": goal if "nomor" in b.columns else f"{number}. {goal}"}.get(key, "")
            b.put(col, [Paragraph(text, bold=True)] if text else [], "band", group)
        b.row += 1


def _indicator_row(b: _Builder, record: Record, group: int, index: int, count: int, purpose: int) -> None:
    b.counter += 1
    style, numbered = b.style, ("nomor",) if b.style.number == "sasaran" else ()
    grouped = style.merge in ("rowspan", "first", "repeat")
    for col, key in enumerate(b.columns):
        own = _body(b, record, key, group, index)
        if key == "tujuan":
            if purpose:
                b.put(col, own, "body", group, rowspan=purpose)
        elif key in ("sasaran", *numbered) and style.merge == "rowspan" and grouped:
            if not index:
                b.put(col, own, "body", group, rowspan=count)
        elif key in ("sasaran", *numbered) and style.merge == "first" and index:
            b.put(col, [], "body", group)
        else:
            b.put(col, own, "body", group)
    b.row += 1


def _body(b: _Builder, record: Record, key: str, group: int, index: int) -> list[Paragraph]:
    code = f"{group}.{index + 1}"
    if key == "nomor":
        whole = b.style.number == "sasaran" and b.style.merge in ("rowspan", "first", "repeat")
        text = str(group) if whole else code if b.style.merge in ("combined", "band-number") else str(b.counter)
        return [Paragraph(text + ("." if b.style.label else ""))]
    if key == "kode":
        return [Paragraph(f"IKU {code}" if b.style.label else code)]
    if key in ("indikator", "combined"):
        prefix = b.style.code == "prefix" or (key == "combined" and "nomor" not in b.columns)
        return [Paragraph(f"{code}. {record['indikator']}" if prefix else record["indikator"])]
    if key == "labelled":
        return labelled(record, b.shared, b.style)
    if key.startswith("target:"):
        year = int(key.removeprefix("target:"))
        return [Paragraph(v["tercetak"]) for v in record["nilai"] if v["tahun"] == year]
    return paragraphs_of(record, key, b.style)


def _sum_row(b: _Builder, group: int) -> None:
    first = next(i for i, c in enumerate(b.columns) if c.startswith("target:"))
    label = b.dice.choice(["Rata-rata", "Jumlah", "Rata-rata capaian seluruh indikator"])
    cell = b.put(0, [Paragraph(label, bold=True)], "sum", group, colspan=first)
    cell.align = "center"
    for col in range(first, len(b.columns)):
        year = b.columns[col].startswith("target:")
        b.put(col, [Paragraph(f"{b.dice.uniform(50, 99):.2f}".replace(".", ","))] if year else [], "sum", group)
    b.row += 1


def _gold(record: Record, columns: list[str], shared: list[str], style: Style) -> Record:
    """What a careful reader finds of *record* in this layout."""
    shown = {*columns, *shared}
    gold: Record = {k: record.get(k) for k in ("sasaran", "indikator")}
    gold |= {k: record.get(k) if k in shown else None for k in ("alasan", "penjelasan", "keterangan", "formulasi")}
    gold["tujuan"] = record.get("tujuan") if "tujuan" in shown else None
    gold["misi"] = record.get("misi") if style.misi and "tujuan" not in shown else None
    gold["satuan"] = _unit(record, shown)
    gold["tipe_penghitungan"] = record.get("tipe_penghitungan") if "tipe_penghitungan" in shown else None
    gold |= {k: record.get(k) or [] if k in shown else [] for k in ("sumber_data", "penanggung_jawab")}
    return gold | {"nilai": record["nilai"], "program": None, "kegiatan": []}


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
