"""A ruled table of a sample: headers over several columns, merged cells, bands, stacked fractions, a row cut in two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Table

from samples.sheet import fill

Style = list[tuple[Any, ...]]
_PADDING: Style = [
    ("GRID", (0, 0), (-1, -1), 0.5, colors.black),
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 2),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
]


def print_table(plan: dict[str, Any], part: int, records: list[dict[str, Any]], font: str, bold: str) -> Table:
    """Part *part* of the table *plan* (a part ends where the page does) over the sample's *records*."""
    body = ParagraphStyle("sel", fontName=font, fontSize=8, leading=9.6)
    head = ParagraphStyle("judul", parent=body, fontName=bold, alignment=TA_CENTER)
    columns, piece = plan["kolom"], plan["bagian"][part]
    rows, style = _header(columns, head, again=part > 0)
    if "nomor_kolom" in plan:
        rows.append([[Paragraph(n, head)] for n in plan["nomor_kolom"]])
    numbers, before = piece["baris"], None
    for i, number in enumerate(numbers):
        record = records[number]
        band = record.get(plan.get("pita", ""), None)
        if band and band != (before or {}).get(plan["pita"]) and not (part and i == 0):
            style.append(("SPAN", (0, len(rows)), (-1, len(rows))))
            misi = 1 + len({r["misi"] for r in records[:number] if r.get("misi")} - {band})
            rows.append([[Paragraph(f"Misi {misi} : {escape(band)}", body)], *([[]] * (len(columns) - 1))])
        cells = [_cell(c, record, body) for c in columns]
        if "potong" in piece and i == len(numbers) - 1:
            cells = [_cut(cell, c["lebar"] - 6, piece["potong"])[0] for cell, c in zip(cells, columns, strict=True)]
        if piece.get("sisa") and i == 0:
            height = plan["bagian"][part - 1]["potong"]
            cells = [_cut(cell, c["lebar"] - 6, height)[1] for cell, c in zip(cells, columns, strict=True)]
        for k in plan["gabung"]:
            if before is not None and _same(columns[: k + 1], plan["gabung"], before, record):
                cells[k] = []
                style += _merge(rows, k, style)
        rows.append(cells)
        before = record
    return Table(rows, colWidths=[c["lebar"] for c in columns], style=_PADDING + style)


def _header(columns: list[dict[str, Any]], head: ParagraphStyle, *, again: bool) -> tuple[list[list[Any]], Style]:
    """One or two header rows; equal upper titles of neighbours are one cell, a title without a lower one spans both."""
    titles = [(c.get("ulang", c["judul"]) if again else c["judul"]).split("|") for c in columns]
    depth = max(len(t) for t in titles)
    rows: list[list[Any]] = [[[] for _ in columns] for _ in range(depth)]
    style: Style = []
    for k, title in enumerate(titles):
        if not k or titles[k - 1][0] != title[0]:
            last = k
            while last + 1 < len(titles) and titles[last + 1][0] == title[0]:
                last += 1
            rows[0][k] = [Paragraph(escape(title[0]), head)]
            style.append(("SPAN", (k, 0), (last, depth - 1 if len(title) == 1 else 0)))
        if len(title) > 1:
            rows[1][k] = [Paragraph(escape(title[1]), head)]
    return rows, style


def _cell(column: dict[str, Any], record: dict[str, Any], body: ParagraphStyle) -> list[Flowable]:
    out: list[Flowable] = []
    for line in fill(column["isi"], record):
        formula = record.get("formulasi") or {}
        if record.get("pecahan") and formula.get("teks") and line.endswith(formula["teks"]):
            out.append(Paragraph(escape(line.removesuffix(formula["teks"])), body))
            out.append(_fraction(formula, column["lebar"] - 6, body))
        elif line:
            out.append(Paragraph(escape(line), body))
    return out


def _fraction(formula: dict[str, Any], width: float, body: ParagraphStyle) -> Table:
    """Numerator over a bar over denominator, the multiplier beside the bar."""
    middle = ParagraphStyle("pecahan", parent=body, alignment=TA_CENTER)
    times = Paragraph(f"x {formula['pengali']}%", body)
    above, below = (Paragraph(escape(formula[part]), middle) for part in ("pembilang", "penyebut"))
    rows = [[above, times], [below, ""]]
    bar: Style = [("LINEBELOW", (0, 0), (0, 0), 0.5, colors.black), ("SPAN", (1, 0), (1, 1))]
    style = [*bar, ("VALIGN", (1, 0), (1, 1), "MIDDLE")]
    return Table(rows, colWidths=[width - 60, 44], style=style)


def _cut(cell: list[Flowable], width: float, height: float) -> tuple[list[Flowable], list[Flowable]]:
    """The paragraphs of a cell above and below a page break *height* points into the row."""
    for i, paragraph in enumerate(cell):
        _, need = paragraph.wrap(width, 10_000)
        if need > height:
            split = paragraph.split(width, height)
            return [*cell[:i], *split[:1]] if split else cell[:i], [*split[1:], *cell[i + 1 :]] if split else cell[i:]
        height -= need
    return cell, []


def _same(columns: list[dict[str, Any]], merged: Iterable[int], one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Do two rows print the same in this merged column and in the merged ones left of it?"""
    checked = [columns[k]["isi"] for k in merged if k < len(columns)]
    return all(fill(template, one) == fill(template, other) for template in checked)


def _merge(rows: list[list[Any]], column: int, style: Style) -> Style:
    """Let the cell above the next row reach down to it; a span that ends there grows."""
    end = len(rows)
    for i, entry in enumerate(style):
        if entry[0] == "SPAN" and entry[1][0] == entry[2][0] == column and entry[2][1] == end - 1 and entry[1][1] > 1:
            style[i] = ("SPAN", entry[1], (column, end))
            return []
    return [("SPAN", (column, end - 1), (column, end))]
