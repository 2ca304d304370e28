"""Cards instead of a table: one form for each indicator, a label and what it says side by side."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from bench.layouts.arrange import gold_of
from bench.layouts.composer import Content, Record, wording
from bench.layouts.model import Block, Cell, Paragraph, Table, Text
from bench.layouts.rules import rule
from bench.layouts.style import Style
from bench.layouts.texts import paragraphs_of, text_of

KEYS = ("sasaran", "indikator", "penjelasan", "alasan", "formulasi", "satuan", "tipe_penghitungan", "sumber_data",
        "penanggung_jawab", "keterangan")  # fmt: skip
FORMS = ("two", "colon", "numbered", "lines")
"""Label and value; a colon in a column of its own; a number before the label; plain lines without a grid."""
LABEL_SHARES = (0.22, 0.28, 0.34)


def cards_of(content: Content, style: Style, dice: Random) -> tuple[list[Block], list[Record]]:
    """One card for each record, all of one form, and the gold records. Figures are left out."""
    words = wording()["kartu"]
    form, share = dice.choice(FORMS), dice.choice(LABEL_SHARES)
    labels = {k: dice.choice(words[k]) for k in KEYS}
    labels = {k: v.upper() for k, v in labels.items()} if style.caps else labels
    others = dice.sample(words["lain"], k=dice.choice([0, 1, 2]))
    shown = [k for k in KEYS if any(text_of(r, k) for r in content.records)]
    title = dice.choice(["", words["judul"][0], *words["judul"][1:]])
    style = replace(style, given_widths=True)
    blocks: list[Block] = []
    for number, record in enumerate(content.records, 1):
        if title:
            blocks.append(
                Text([Paragraph(f"{title} {number}" if style.label else title, bold=True)], "center", keep=True)
            )
        rows = [(labels[k], paragraphs_of(record, k, style)) for k in shown]
        rows += [(label, [Paragraph(text)]) for label, _, text in (o.partition(" : ") for o in others)]
        if form == "lines":
            blocks.append(Text([_line(label, value) for label, value in rows]))
        else:
            blocks.append(_card(rows, form, share, style, dice))
    gold = [gold_of(r | {"nilai": []}, shown, [], style) for r in content.records]
    return blocks, gold


def _line(label: str, value: list[Paragraph]) -> Paragraph:
    told = ", ".join(" / ".join((*p.fraction, p.text)) if p.fraction else p.text for p in value)
    return Paragraph(f"{label} : {told or '-'}")


def _card(rows: list[tuple[str, list[Paragraph]]], form: str, share: float, style: Style, dice: Random) -> Table:
    """A grid of labels and values. The kind of a label's cell is ``label``."""
    cells: list[Cell] = []
    for row, (label, value) in enumerate(rows):
        parts = [[Paragraph(label, bold=style.header_bold)], value]
        if form == "colon":
            parts.insert(1, [Paragraph(":")])
        elif form == "numbered":
            parts.insert(0, [Paragraph(f"{row + 1}.")])
        for col, paragraphs in enumerate(parts):
            last = col == len(parts) - 1
            cell = Cell(row, col, 1, 1, "body" if last else "label", paragraphs, "left", style.valign, group=row)
            cell.align = style.align if last else "left"
            cells.append(cell)
    widths = {"two": [share, 1 - share], "colon": [share, 0.03, 0.97 - share], "numbered": [0.06, share, 0.94 - share]}
    table = Table(len(widths[form]), cells, 0, widths=widths[form], break_rows=style.break_rows, repeat_header=False)
    rule(table, style, dice)
    return table
