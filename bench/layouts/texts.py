"""What stands in a body cell: the paragraphs of a field, as the style prints it."""

from __future__ import annotations

import re

from bench.layouts.composer import Record
from bench.layouts.model import Paragraph
from bench.layouts.style import Style

LABELS = {"alasan": ["Alasan"], "penjelasan": ["Penjelasan", "Definisi Operasional"], "formulasi": ["Formulasi", "Formulasi Penghitungan", "Rumus"],  # noqa: E501
          "tipe_penghitungan": ["Tipe Penghitungan"], "sumber_data": ["Sumber Data", "Sumber data"]}  # fmt: skip
TYPES = {"kumulatif": "Kumulatif", "non_kumulatif": "Non Kumulatif"}
_SENTENCE = re.compile(r"(?<=[.])\s+(?=[A-Z])")


def text_of(record: Record, key: str) -> str:
    """The field as one line, empty where the record has none."""
    value = record.get(key)
    if key == "formulasi":
        return (value or {}).get("teks") or ""
    if key == "satuan":
        return (value or {}).get("tercetak") or ""
    if key == "tipe_penghitungan":
        return TYPES.get(value or "", "")
    if isinstance(value, list):
        return ", ".join(n["nama"] for n in value)
    return value or ""


def paragraphs_of(record: Record, key: str, style: Style) -> list[Paragraph]:
    """The field as the paragraphs of a cell of its own."""
    text = text_of(record, key)
    if not text:
        return []
    if key in ("sumber_data", "penanggung_jawab") and len(record[key]) > 1 and style.lists != ", ":
        return [Paragraph(n["nama"], _bullet(style, i)) for i, n in enumerate(record[key])]
    if key == "formulasi" and style.stacked and (parts := _stackable(record)):
        return [Paragraph("x 100%", fraction=parts)]
    if key in ("penjelasan", "alasan") and style.paragraphs:
        return [Paragraph(s, gap=i > 0) for i, s in enumerate(_SENTENCE.split(text))]
    return [Paragraph(text)]


def _bullet(style: Style, index: int) -> str:
    marks = {"line": "", "- ": "-", "• ": "•", "1. ": f"{index + 1}.", "a. ": f"{chr(97 + index)}."}
    return marks[style.lists]


def _stackable(record: Record) -> tuple[str, str] | None:
    """Numerator and denominator where the printed formula is just that, times 100 %."""
    formula = record.get("formulasi") or {}
    above, below = formula.get("pembilang"), formula.get("penyebut")
    if not above or not below or formula.get("pengali") != 100:
        return None
    plain = re.sub(r"\s", "", f"{above}/{below}x100%").casefold()
    return (above, below) if re.sub(r"\s", "", formula["teks"]).casefold() == plain else None


def labelled(record: Record, keys: list[str], style: Style) -> list[Paragraph]:
    """Several fields in one cell, each after its label."""
    mark = style.label_mark
    out: list[Paragraph] = []
    for key in keys:
        if text := text_of(record, key):
            bullet = f"{chr(97 + len(out))}." if mark == "a" else mark
            out.append(Paragraph(f"{LABELS[key][0]} : {text}", bullet, gap=style.paragraphs and bool(out)))
    return out
