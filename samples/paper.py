"""Prints a sample as a PDF, as a word processor would: letter heads, lists, ruled tables, signature blocks.

The text of a page is marked line by line: ``# `` centred and bold, ``> `` in the right half, ``@tabel NAME [PART]``,
``@dasar_hukum FROM TO``, ``@tanda N``; any other line is a paragraph. Lengths are points.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import reportlab
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)

from samples.grid import print_table

MARGIN = 54
FONTS = {
    "Vera": ("Vera", "VeraBd"),
    "Times": ("Times-Roman", "Times-Bold"),
    "Helvetica": ("Helvetica", "Helvetica-Bold"),
}


def print_pdf(sheet: dict[str, Any], path: Path) -> None:
    """Write *sheet* to *path*; the same sheet gives the same bytes."""
    font, bold = _fonts(sheet["huruf"])
    document = BaseDocTemplate(str(path), pagesize=A4, invariant=1, title=sheet["instansi"]["nama"], author="iku")
    document.addPageTemplates([_template("tegak", A4), _template("rebah", landscape(A4))])
    story: list[Flowable] = []
    for i, page in enumerate(sheet["halaman"]):
        story.append(NextPageTemplate("rebah" if page.get("rebah") else "tegak"))
        if i or page.get("rebah"):
            story.append(PageBreak())
        for line in page["teks"].strip().splitlines():
            story += _line(line, sheet, font, bold)
    document.build(story)


def _fonts(name: str) -> tuple[str, str]:
    font, bold = FONTS[name]
    if name == "Vera":
        folder = Path(reportlab.__file__).parent / "fonts"
        for face in (font, bold):
            pdfmetrics.registerFont(TTFont(face, str(folder / f"{face}.ttf")))
    return font, bold


def _template(name: str, size: tuple[float, float]) -> PageTemplate:
    frame = Frame(MARGIN - 6, MARGIN - 6, size[0] - 2 * MARGIN + 12, size[1] - 2 * MARGIN + 12)
    return PageTemplate(id=name, frames=[frame], pagesize=size)


def _line(line: str, sheet: dict[str, Any], font: str, bold: str) -> list[Flowable]:
    body = ParagraphStyle("isi", fontName=font, fontSize=10, leading=14, alignment=TA_JUSTIFY, spaceAfter=4)
    if line.startswith("# "):
        head = ParagraphStyle("kepala", parent=body, fontName=bold, alignment=TA_CENTER)
        return [Paragraph(escape(line[2:]), head)]
    if line.startswith("> "):
        right = ParagraphStyle("kanan", parent=body, leftIndent=280, spaceAfter=0)
        return [Paragraph(escape(line[2:]), right)]
    word, *rest = line.split()
    if word == "@tanda":
        return _signature(sheet["dokumen"]["penandatangan"][int(rest[0])], body)
    if word == "@dasar_hukum":
        item = ParagraphStyle("butir", parent=body, leftIndent=36, firstLineIndent=-14)
        items = sheet["dokumen"]["dasar_hukum"][int(rest[0]) : int(rest[1])]
        return [Paragraph(f"{i}. {escape(law['teks'])}", item) for i, law in enumerate(items, 1)]
    if word == "@tabel":
        part = int(rest[1]) if rest[1:] else 0
        return [Spacer(1, 4), print_table(sheet["tabel"][rest[0]], part, sheet["indikator"], font, bold), Spacer(1, 12)]
    return [Paragraph(escape(line), body)]


def _signature(signer: dict[str, Any], body: ParagraphStyle) -> list[Flowable]:
    right = ParagraphStyle("tanda", parent=body, leftIndent=280, spaceAfter=0, alignment=TA_CENTER)
    nip = signer["nip"]
    digits = f"{nip[:8]} {nip[8:14]} {nip[14:15]} {nip[15:]}"
    below = [signer["nama"], *([signer["pangkat"]] if signer.get("pangkat") else []), f"NIP. {digits}"]
    office: list[Flowable] = [Paragraph(escape(signer["jabatan"]), right), Spacer(1, 36)]
    return office + [Paragraph(escape(line), right) for line in below]
