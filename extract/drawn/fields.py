"""The text that annotations hold: values of form fields, free text, and how it is set where its picture is missing.

ISO 32000-1, 12.7.3.3 (variable text). A viewer makes the appearance of a field itself where the file has none; a value
that is longer than its field is still the value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pdfminer.pdffont import PDFFont
from pdfminer.pdftypes import resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import decode_text

from iku.extract.model import Box

_FONT_SIZE = re.compile(rb"([\d.]+)\s+Tf")
USUAL, SMALLEST = 10.0, 3.0
LEADING = 1.15
MARGIN = 2.0
DESCENT = 0.2
MAX_PARENTS = 8


@dataclass(frozen=True, slots=True)
class Held:
    """The text of an annotation and the font size (points) that it asks for; 0 leaves the size to the reader."""

    text: str
    size: float


def held_text(annot: Mapping[str, Any]) -> Held | None:
    """The text of a text or choice field, or of a free text annotation; None for any other."""
    kind = resolve1(annot.get("Subtype"))
    if isinstance(kind, PSLiteral) and kind.name == "FreeText":
        value = annot.get("Contents")
    else:
        field = _inherited(annot, "FT")
        if not isinstance(field, PSLiteral) or field.name not in ("Tx", "Ch"):
            return None
        value = _inherited(annot, "V")
    value = resolve1(value)
    if not isinstance(value, (bytes, str)):
        return None
    text = decode_text(value) if isinstance(value, bytes) else value
    style = _inherited(annot, "DA")
    found = _FONT_SIZE.search(style) if isinstance(style, bytes) else None
    return Held(text.replace("\r\n", "\n").replace("\r", "\n"), float(found.group(1)) if found else 0.0)


def _inherited(annot: Mapping[str, Any], key: str) -> Any:
    """An entry of a field or of the fields above it."""
    owner: Any = annot
    for _ in range(MAX_PARENTS):
        if not isinstance(owner, Mapping):
            return None
        if key in owner:
            return resolve1(owner[key])
        owner = resolve1(owner.get("Parent"))
    return None


def set_text(held: Held, box: Box, font: PDFFont) -> Iterator[tuple[str, Box, float]]:
    """*held* set in *box*: every character with its box and font size, in reading order."""
    size = held.size or min(USUAL, max(SMALLEST, box.height / LEADING - MARGIN))
    lines = _wrapped(held.text, box.width - 2 * MARGIN, size, font)
    while size > SMALLEST and len(lines) * size * LEADING > box.height:
        size = max(SMALLEST, size - 0.5)
        lines = _wrapped(held.text, box.width - 2 * MARGIN, size, font)
    top = box.top + (MARGIN if len(lines) > 1 else max(0.0, (box.height - size) / 2))
    for number, line in enumerate(lines):
        x, y = box.x0 + MARGIN, top + number * size * LEADING
        for char in line:
            width = _width(char, size, font)
            yield char, Box(x, y, x + width, y + size), size
            x += width


def _wrapped(text: str, room: float, size: float, font: PDFFont) -> list[str]:
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}" if line else word
            if line and sum(_width(c, size, font) for c in longer) > room:
                lines.append(line)
                line = word
            else:
                line = longer
        if line:
            lines.append(line)
    return lines


def _width(char: str, size: float, font: PDFFont) -> float:
    width = font.char_width(ord(char)) if ord(char) < 256 else 0.0
    return size * (width or 0.5)
