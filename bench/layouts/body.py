"""The body rows of a table: bands, indicators and sums, cells merged as the style says."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from bench.layouts.composer import Record
from bench.layouts.model import Cell, Paragraph
from bench.layouts.style import GROUPED, Style
from bench.layouts.texts import labelled, paragraphs_of

OVER = ("misi", "tujuan")
"""Columns over the sasaran; each new text covers its rows."""
CENTRED = ("nomor", "kode", "satuan")
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")


@dataclass(slots=True)
class Builder:
    """Body rows of one table as they are laid down."""

    columns: list[str]
    shared: list[str]
    style: Style
    dice: Random
    row: int
    start: int = 1
    """Number of the first sasaran."""
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


def goal_text(goal: str, style: Style) -> str:
    """The sasaran as the style writes it."""
    return goal.upper() if style.goal_caps else goal


def numeral(number: int, style: Style) -> str:
    """A number of its own in the style's numerals."""
    kinds = {"01": f"{number:02d}", "I": ROMAN[(number - 1) % len(ROMAN)], "A": chr(64 + (number - 1) % 26 + 1)}
    return kinds.get(style.numerals, str(number)) + ("." if style.dotted else "")


def fill_rows(b: Builder, goals: list[list[Record]]) -> None:
    """Lay down all rows of *goals*: the records of each sasaran together."""
    spans = {id(g[0]): len(g) for g in goals}
    runs = {key: _runs(b, goals, key) for key in OVER}
    misi = None
    for group, goal in enumerate(goals, b.start):
        if b.style.misi and goal[0].get("misi") and goal[0]["misi"] != misi and "tujuan" not in b.columns:
            misi = goal[0]["misi"]
            b.band(f"Misi : {misi}" if b.style.label else f"MISI {misi}", group)
        _goal_row(b, goal[0]["sasaran"], group)
        if b.style.merge == "listed":
            _listed_row(b, goal, group)
            continue
        for index, record in enumerate(goal):
            _indicator_row(b, record, group, index, spans[id(goal[0])], runs)
    if b.style.sums and any(c.startswith("target:") for c in b.columns):
        _sum_row(b, b.start + len(goals))


def _runs(b: Builder, goals: list[list[Record]], key: str) -> dict[int, int]:
    """Rows that each new *key* covers, by the record it begins at (only where no other row stands between)."""
    runs: dict[int, int] = {}
    head, last = 0, object()
    for record in (r for g in goals for r in g):
        if record.get(key) != last or b.style.merge != "rowspan":
            head, last = id(record), record.get(key)
            runs[head] = 0
        runs[head] += 1
    return runs


def _goal_row(b: Builder, goal: str, group: int) -> None:
    merge, goal = b.style.merge, goal_text(goal, b.style)
    if merge == "band":
        b.band(f"Sasaran {group} : {goal}" if b.style.label else goal, group)
    elif merge == "band-label":
        b.band(f"Sasaran Strategis {group} : {goal}", group)
    elif merge == "band-number":
        b.band(goal, group, numeral(group, b.style) if b.columns[0] == "nomor" else f"{group}.")
    elif merge == "combined":
        for col, key in enumerate(b.columns):
            whole = goal if "nomor" in b.columns else f"{group}. {goal}"
            text = {"nomor": str(group), "combined": whole}.get(key, "")
            b.put(col, [Paragraph(text, bold=True)] if text else [], "band", group)
        b.row += 1


def _indicator_row(
    b: Builder, record: Record, group: int, index: int, count: int, runs: dict[str, dict[int, int]]
) -> None:
    b.counter += 1
    style, numbered = b.style, ("nomor",) if b.style.number == "sasaran" else ()
    for col, key in enumerate(b.columns):
        own = _body(b, record, key, group, index)
        if key in OVER:
            if covered := runs[key].get(id(record)):
                b.put(col, own, "body", group, rowspan=covered)
        elif key in ("sasaran", *numbered) and style.merge == "rowspan":
            if not index:
                b.put(col, own, "body", group, rowspan=count)
        elif key in ("sasaran", *numbered) and style.merge == "first" and index:
            b.put(col, [], "body", group)
        else:
            b.put(col, own, "body", group)
    b.row += 1


def _listed_row(b: Builder, goal: list[Record], group: int) -> None:
    """One row for all indicators of a sasaran: each cell a list of them, a dash where one has nothing."""
    b.counter += 1
    for col, key in enumerate(b.columns):
        own = _body(b, goal[0], key, group, 0)
        if len(goal) > 1 and key not in ("nomor", "sasaran", *OVER):
            own = _listed(b, goal, key, group)
        b.put(col, own, "body", group)
    b.row += 1


def _listed(b: Builder, goal: list[Record], key: str, group: int) -> list[Paragraph]:
    texts = [_whole(_body(b, record, key, group, i)) for i, record in enumerate(goal)]
    plain = ":" in key or key in CENTRED or (key == "indikator" and b.style.code == "prefix")
    lines = [Paragraph(text or "-", "" if plain else f"{i}.") for i, text in enumerate(texts, 1)]
    return lines if any(texts) else []


def _whole(paragraphs: list[Paragraph]) -> str:
    """A cell's text as one line."""
    return (", " if len(paragraphs) > 1 and paragraphs[0].bullet else " ").join(
        f"{p.fraction[0]} / {p.fraction[1]} {p.text}" if p.fraction else p.text for p in paragraphs
    )


def _body(b: Builder, record: Record, key: str, group: int, index: int) -> list[Paragraph]:
    code = f"{group}.{index + 1}"
    if key == "nomor":
        return [Paragraph(_number(b, group, code))]
    if key == "sasaran":
        goal = goal_text(record["sasaran"], b.style)
        return [Paragraph(f"{group}. {goal}" if b.style.goal_prefix else goal, bold=b.style.goal_bold)]
    if key == "kode":
        return [Paragraph(f"IKU {code}" if b.style.label else code)]
    if key in ("indikator", "combined"):
        prefix = b.style.code == "prefix" or (key == "combined" and "nomor" not in b.columns)
        return [Paragraph(f"{code}. {record['indikator']}" if prefix else record["indikator"])]
    if key == "labelled":
        return labelled(record, b.shared, b.style)
    if ":" in key:
        return [Paragraph(v["tercetak"]) for v in record["nilai"] if f"{v['jenis']}:{v['tahun']}" == key]
    return paragraphs_of(record, key, b.style)


def _number(b: Builder, group: int, code: str) -> str:
    """What the number column says in an indicator's row."""
    if b.style.merge == "combined":
        return code
    if b.style.merge == "band-number":
        return code if b.style.label else str(b.counter)
    whole = b.style.number == "sasaran" and b.style.merge in GROUPED
    return numeral(group if whole else b.counter, b.style)


def _sum_row(b: Builder, group: int) -> None:
    first = next(i for i, c in enumerate(b.columns) if c.startswith("target:"))
    label = b.dice.choice(["Rata-rata", "Jumlah", "Rata-rata capaian seluruh indikator"])
    cell = b.put(0, [Paragraph(label, bold=True)], "sum", group, colspan=first)
    cell.align = "center"
    for col in range(first, len(b.columns)):
        year = b.columns[col].startswith("target:")
        b.put(col, [Paragraph(f"{b.dice.uniform(50, 99):.2f}".replace(".", ","))] if year else [], "sum", group)
    b.row += 1
