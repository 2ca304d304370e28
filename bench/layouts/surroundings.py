"""What stands around the table: title block, paragraphs, signature, a second table that is none of our business."""

from __future__ import annotations

from random import Random

from bench.layouts.composer import Content, wording
from bench.layouts.model import Block, Cell, Paragraph, Table, Text
from bench.layouts.rules import rule
from bench.layouts.style import Style

MONTHS = ("Januari", "Februari", "Maret", "Juli", "September", "Desember")


def opening(content: Content, style: Style, dice: Random) -> list[Block]:
    """Title block, the unit's tasks, paragraphs before the table."""
    words = wording()
    title = [dice.choice(words["judul"]), content.agency["nama"].upper(), f"TAHUN {content.year}"]
    if dice.random() < 0.3:
        title[2] = f"TAHUN {content.year}-{content.year + 5}"
    blocks: list[Block] = []
    if dice.random() < 0.25:
        lines = ["LAMPIRAN", f"KEPUTUSAN KEPALA {content.agency['nama'].upper()}",
                 f"NOMOR : {dice.randint(1, 900)}/{dice.randint(1, 99)}/{content.year}"]  # fmt: skip
        blocks.append(Text([Paragraph(line) for line in lines], indent=0.55))
    blocks.append(Text([Paragraph(t, bold=True) for t in title], "center", 1.2))
    if style.opening > 1:
        tasks = words["tugas"]
        listed = [Paragraph(t, f"{chr(97 + i)}.") for i, t in enumerate(tasks[1 : dice.randint(3, 5)])]
        blocks.append(Text([Paragraph(f"1. Tugas : {tasks[0]}"), Paragraph("2. Fungsi :"), *listed]))
    if style.opening % 2:
        blocks.append(Text([Paragraph(dice.choice(words["pembuka"]))], "justify"))
    return blocks


def closing(content: Content, style: Style, dice: Random) -> list[Block]:
    """Paragraphs after the table and the signature."""
    blocks: list[Block] = [Text([Paragraph(t)], "justify") for t in dice.sample(wording()["penutup"], k=style.closing)]
    if style.signature:
        date = f"{dice.randint(1, 28)} {dice.choice(MONTHS)} {content.year}"
        lines = ["Ditetapkan di Sukamaju", f"pada tanggal {date}", "KEPALA,", "", "", "", content.signatory,
                 f"NIP. 19{dice.randint(60, 89)}0{dice.randint(1, 9)}1{dice.randint(0, 9)} 199{dice.randint(0, 9)}03 1 00{dice.randint(1, 9)}"]  # fmt: skip  # noqa: E501
        blocks.append(Text([Paragraph(line, bold=line == content.signatory) for line in lines], indent=0.6, keep=True))
    return blocks


def second_table(style: Style, dice: Random, year: int) -> Table:
    """A small table of programmes and money."""
    header = [["No", "Program", "Anggaran (Rp)"], ["No", "Program/Kegiatan", f"Pagu {year}", "Sumber Dana"]][
        dice.random() < 0.4
    ]
    names = dice.sample(wording()["program"], k=dice.randint(2, 5))
    cells = [
        Cell(0, i, 1, 1, "header", [Paragraph(h, bold=True)], "center", "middle", True) for i, h in enumerate(header)
    ]
    for row, name in enumerate(names, 1):
        money = f"{dice.randint(50, 9000) * 250000:,}".replace(",", ".")
        for col, text in enumerate([str(row), name, money, "APBD"][: len(header)]):
            align = ("center", "left", "right", "center")[col]
            cells.append(Cell(row, col, 1, 1, "body", [Paragraph(text)], align, group=row))
    if dice.random() < 0.4:
        row = len(names) + 1
        cells.append(Cell(row, 0, 1, 2, "sum", [Paragraph("Jumlah", bold=True)], "center", group=row))
        total = f"{dice.randint(900, 99000) * 250000:,}".replace(",", ".")
        cells.append(Cell(row, 2, 1, 1, "sum", [Paragraph(total, bold=True)], "right", group=row))
        cells += [Cell(row, 3, 1, 1, "sum", [], group=row)] if len(header) > 3 else []
    table = Table(
        len(header), cells, 1, main=False, widths=[0.08, 0.6, 0.32] if len(header) == 3 else [0.08, 0.5, 0.24, 0.18]
    )
    rule(table, style, dice)
    return table
