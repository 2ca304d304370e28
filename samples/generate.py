"""Prints all samples and writes what is expected of them: ``python -m samples.generate [FOLDER]`` (dev extra).

Without FOLDER the committed files ``samples/pdf`` and ``samples/expected`` are written anew.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from samples import sheet
from samples.paper import print_pdf
from samples.scan import scan_pdf


def generate(folder: Path) -> list[Path]:
    """Write ``pdf/NAME.pdf``, for some ``pdf/NAME--pindaian.pdf``, and ``expected/NAME.json`` into *folder*."""
    pdf, expected = folder / "pdf", folder / "expected"
    pdf.mkdir(parents=True, exist_ok=True)
    expected.mkdir(parents=True, exist_ok=True)
    written = []
    for name in sheet.names():
        source = sheet.load(name)
        print_pdf(source, pdf / f"{name}.pdf")
        record = json.dumps(sheet.expected(source), ensure_ascii=False, indent=1)
        (expected / f"{name}.json").write_text(record + "\n", encoding="utf-8")
        written.append(pdf / f"{name}.pdf")
        if source.get("pindaian"):
            scan_pdf(pdf / f"{name}.pdf", pdf / f"{name}--pindaian.pdf")
            written.append(pdf / f"{name}--pindaian.pdf")
    return written


if __name__ == "__main__":
    for path in generate(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).resolve().parent):
        print(path)
