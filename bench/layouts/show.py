"""``python -m bench.layouts.show OUT NAME... --to FOLDER``: the truth drawn over the pages, to be judged by eye."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium
from PIL import Image, ImageDraw

SCALE = 1.4
"""Pixels per point."""
COLOURS = {
    "label": (200, 0, 0),
    "header": (200, 0, 0),
    "numbers": (200, 0, 200),
    "band": (0, 140, 0),
    "body": (0, 0, 220),
    "sum": (200, 120, 0),
}


def drawn(pdf: Path, truth: dict[str, Any]) -> list[Image.Image]:
    """Each page with a box around the words of each cell, marked row, column and spans."""
    document = pdfium.PdfDocument(pdf)
    pictures = []
    for page in truth["pages"]:
        picture = document[page["number"] - 1].render(scale=SCALE).to_pil().convert("RGB")
        pen = ImageDraw.Draw(picture)
        for table in page["tables"]:
            for cell in table["cells"]:
                _outline(pen, cell, table["main"])
        pictures.append(picture)
    document.close()
    return pictures


def _outline(pen: ImageDraw.ImageDraw, cell: dict[str, Any], main: bool) -> None:
    words = cell["words"]
    if not words:
        return
    x0, top = min(w[0] for w in words) * SCALE, min(w[1] for w in words) * SCALE
    x1, bottom = max(w[2] for w in words) * SCALE, max(w[3] for w in words) * SCALE
    colour = COLOURS[cell["kind"]] if main else (120, 120, 120)
    pen.rectangle((x0 - 1, top - 1, x1 + 1, bottom + 1), outline=colour)
    spans = "".join(f"{m}{cell[k]}" for m, k in (("v", "rowspan"), (">", "colspan")) if cell[k] > 1)
    pen.text((x0, top - 9), f"{cell['row']},{cell['col']}{spans}", fill=colour)


def main(arguments: Sequence[str] | None = None) -> int:
    """Write one PNG for each page."""
    parser = argparse.ArgumentParser(prog="python -m bench.layouts.show", description=(__doc__ or "").split(": ")[1])
    parser.add_argument("out", type=Path)
    parser.add_argument("names", nargs="+")
    parser.add_argument("--to", type=Path, required=True)
    asked = parser.parse_args(arguments)
    asked.to.mkdir(parents=True, exist_ok=True)
    for name in asked.names:
        truth = json.loads((asked.out / "truth" / f"{name}.json").read_text("utf-8"))
        for number, picture in enumerate(drawn(asked.out / "pdf" / f"{name}.pdf", truth), 1):
            picture.save(asked.to / f"{name}-{number}.png")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
