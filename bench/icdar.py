"""Tables that are not about indicators: ``python -m bench.icdar [--folder DIR] [--reader NAME...] [--details]``.

The ICDAR 2013 table competition's documents (public government and statistics papers), its truth and its measure. Our
page reader, asked for tables of any kind, stands beside camelot's ``lattice`` and ``hybrid`` in the same run. Where a
reader fails on a document it has found nothing there. Nothing of the documents is in the repository; without the folder
there is nothing to measure.
"""

from __future__ import annotations

import argparse
import logging
import sys
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from rich.console import Console
from rich.table import Table

from bench.adjacency import Outcome, Relation, TableCell, compare, relations
from bench.run import SHARED

Tables = Mapping[int, Sequence[Sequence[TableCell]]]
"""The tables of a document by page, from 1."""


def truth(path: Path) -> Tables:
    """The regions of a ``NAME-str.xml``, each as a table of its page."""
    pages: dict[int, list[list[TableCell]]] = {}
    for region in ElementTree.parse(path).iter("region"):  # noqa: S314  # the competition's own files
        pages.setdefault(int(region.attrib["page"]), []).append([_true_cell(c) for c in region.iter("cell")])
    return pages


def _true_cell(cell: ElementTree.Element) -> TableCell:
    row, col = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
    last_row, last_col = int(cell.attrib.get("end-row", row)), int(cell.attrib.get("end-col", col))
    return TableCell(row, col, last_row, last_col, cell.findtext("content") or "")


def ours(path: Path) -> Tables:
    """Our own reading of the digital pages."""
    import pypdfium2 as pdfium

    from iku.extract.digital import DigitalReader
    from iku.extract.structure.general import general_grids

    content = path.read_bytes()
    pages = {}
    with pdfium.PdfDocument(content) as pdf, DigitalReader(content, pdf) as reader:
        for number in range(1, len(pdf) + 1):
            page = reader.read(number)
            grids = general_grids(page) if page is not None else []
            pages[number] = [
                [TableCell(c.row, c.col, c.row + c.rowspan - 1, c.col + c.colspan - 1, c.text) for c in grid.cells]
                for grid in grids
            ]
    return pages


def camelot_lattice(path: Path) -> Tables:
    """camelot by ruling lines; cells that no line parts are one."""
    return _camelot(path, flavor="lattice", engine="vector")


def camelot_hybrid(path: Path) -> Tables:
    """camelot by ruling lines and by alignment of text."""
    return _camelot(path, flavor="hybrid", engine="vector")


def _camelot(path: Path, **options: str) -> Tables:
    from camelot.io import read_pdf

    pages: dict[int, list[list[TableCell]]] = {}
    for table in read_pdf(str(path), pages="all", **options):
        pages.setdefault(int(table.page), []).append(merged(table.cells))
    return pages


def merged(rows: Sequence[Sequence[Any]]) -> list[TableCell]:
    """camelot's cells, joined to the right and then downwards where they have no line between them."""
    cells: dict[tuple[int, int], TableCell] = {}
    for r, row in enumerate(rows):
        start = 0
        for k in range(len(row)):
            if k + 1 < len(row) and not row[k].right and not row[k + 1].left:
                continue
            text = " ".join(c.text for c in row[start : k + 1] if c.text.strip())
            walled = any(c.top for c in row[start : k + 1])
            above = cells.get((start, k))
            if above and above.last_row == r - 1 and not walled and not _floor(rows[r - 1][start : k + 1]):
                cells[start, k] = TableCell(above.row, start, r, k, f"{above.text} {text}")
            else:
                if above:
                    cells[start, -1 - len(cells)] = above
                cells[start, k] = TableCell(r, start, r, k, text)
            start = k + 1
    return list(cells.values())


def _floor(row: Sequence[Any]) -> bool:
    return any(c.bottom for c in row)


READERS: dict[str, Callable[[Path], Tables]] = {
    reader.__name__: reader for reader in (ours, camelot_lattice, camelot_hybrid)
}


def claims(tables: Sequence[Sequence[TableCell]]) -> list[Counter[Relation]]:
    """The relations of what was found; a grid of fewer than two cells with text claims nothing."""
    return [found for found in map(relations, tables) if found]


def judge(true: Tables, found: Tables) -> Outcome:
    """All pages of one document."""
    total = Outcome()
    for number in sorted({*true, *found}):
        total.add(compare([relations(t) for t in true.get(number, ())], claims(found.get(number, ()))))
    return total


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=SHARED / "icdar2013", help="PDFs with their -str.xml")
    parser.add_argument("--reader", nargs="*", choices=[*READERS], default=[*READERS])
    parser.add_argument("--details", action="store_true", help="every document")
    arguments = parser.parse_args()
    paths = [p for p in sorted(arguments.folder.glob("*.pdf")) if p.with_name(f"{p.stem}-str.xml").is_file()]
    if not paths:
        sys.exit(f"no documents with their truth in {arguments.folder}")
    logging.disable(logging.WARNING)
    console = Console(width=110)
    totals: dict[str, Outcome] = {}
    table = Table("reader", "P", "R", "F1", "F1 of all", "tables", "missed", "false", "CPU s",
                  title=f"{len(paths)} documents, means over documents")  # fmt: skip
    for name in arguments.reader:
        start, total = time.process_time(), totals.setdefault(name, Outcome())
        for path in paths:
            try:
                found = READERS[name](path)
            except Exception as fault:  # noqa: BLE001  # a reader that fails on a document has found nothing in it
                console.print(f"{name}, {path.name}: {type(fault).__name__}: {fault}", markup=False)
                found = {}
            total.add(judge(truth(path.with_name(f"{path.stem}-str.xml")), found))
        means = (f"{total.mean(m):.3f}" for m in ("precision", "recall", "f1"))
        spent = time.process_time() - start
        counts = (str(total.tables), str(total.missed), str(total.false), f"{spent:.1f}")
        table.add_row(name, *means, f"{total.f1:.3f}", *counts)
    console.print(table)
    if arguments.details:
        _show_documents(console, paths, totals)


def _show_documents(console: Console, paths: Sequence[Path], totals: Mapping[str, Outcome]) -> None:
    table = Table("document", "tables", *(f"{n}: F1, missed, false" for n in totals))
    for i, path in enumerate(paths):
        parts = [t.parts[i] for t in totals.values()]
        cells = [f"{p.f1:.3f}  {p.missed}  {p.false}" for p in parts]
        table.add_row(path.stem, str(parts[0].tables), *cells)
    console.print(table)


if __name__ == "__main__":
    main()
