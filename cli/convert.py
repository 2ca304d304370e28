"""``iku convert``: progress while it works, a table of what was found, one line per file that failed."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from cli.main import OK, SOME_FAILED, WRONG_USAGE
from extract.errors import IkuError
from pipeline import Conversion, Options, convert_document, find_pdfs, group
from schemas.pages import numbered

console = Console(highlight=False, soft_wrap=True)
errors = Console(stderr=True, highlight=False, soft_wrap=True)


def run_convert(paths: Sequence[Path], out: Path, *, lexicon: Path | None, nip: bool, verbose: bool) -> int:
    """Convert and write; returns the exit code."""
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
        for noisy in ("pdfminer", "camelot", "playa", "PIL"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
    else:
        logging.disable(logging.WARNING)
    files = list(find_pdfs(paths))
    if not files:
        errors.print(
            f"TAK_ADA_PDF: {escape(', '.join(map(str, paths)))}: no PDF file here. Name a PDF file or a folder."
        )
        return WRONG_USAGE
    conversion = _convert_all(files, Options(lexicon=lexicon, nip=nip))
    try:
        written = conversion.write(out, nip=nip)
    except IkuError as error:
        errors.print(escape(str(error)))
        return WRONG_USAGE
    _report(conversion, written)
    return SOME_FAILED if conversion.errors else OK


def _convert_all(files: Sequence[Path], options: Options) -> Conversion:
    results, failed = [], []
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=errors, disable=not errors.is_terminal) as progress:
        task = progress.add_task("converting", total=len(files))
        for path in files:
            progress.update(task, description=escape(path.name[:40]))
            try:
                result = convert_document(path, options)
                results.append(result)
                if not console.is_terminal:
                    console.print(f"{escape(path.name)}: {len(result.dokumen.indikator)} records")
            except IkuError as error:
                failed.append(error)
                errors.print(escape(str(error)))
            progress.advance(task)
    return Conversion(group(results), failed)


def _report(conversion: Conversion, written: Sequence[Path]) -> None:
    table = Table(title="Indicators found", title_justify="left")
    for name in ("document", "agency", "region", "year", "pages"):
        table.add_column(name)
    for name in ("records", "findings", "least sure"):
        table.add_column(name, justify="right")
    for agency in conversion.agencies:
        for doc in agency.dokumen:
            pages = numbered([r.asal.halaman for r in doc.indikator if r.asal])
            least = min((r.asal.keyakinan for r in doc.indikator if r.asal), default=None)
            period = f"{doc.periode.awal or ''}-{doc.periode.akhir or ''}".strip("-")
            table.add_row(
                escape(doc.berkas), escape(agency.instansi.nama or "?"), agency.instansi.daerah.kode or "?", period,
                pages, str(len(doc.indikator)), str(len(doc.temuan)), "" if least is None else f"{least:.2f}",
            )  # fmt: skip
    console.print(table)
    for path in written:
        console.print(f"wrote {escape(str(path))}")


def run_show(paths: Sequence[Path], page: int, out: Path, lexicon: Path | None) -> int:
    """Draw page *page* of each file with words, rules, cells and header meanings; returns the exit code."""
    from cli.show import draw_page

    code = OK
    for path in find_pdfs(paths):
        try:
            picture = draw_page(path, page, out, lexicon)
            console.print(f"wrote {escape(str(picture))}")
        except IkuError as error:
            errors.print(escape(str(error)))
            code = SOME_FAILED
    return code
