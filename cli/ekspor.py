"""``iku ekspor``: from PDFs to one workbook, or one CSV, in one step; nothing else stays behind."""

from __future__ import annotations

import contextlib
import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path

from rich.markup import escape

from iku.batch.job import Limits
from iku.batch.report import clean
from iku.batch.run import Batch, Order
from iku.batch.workers import here_or_pool
from iku.cli.codes import Exit
from iku.cli.convert import console, convert_quietly, errors, unfit
from iku.extract.errors import IkuError, NothingToConvert, OutputUnwritable
from iku.options import Options

ENDINGS = (".xlsx", ".csv")


def run_ekspor(paths: Sequence[Path], target: Path, *, nip: bool = False) -> int:
    """Convert *paths* and write *target*, whose ending says what: ``.xlsx`` or ``.csv``; returns the exit code."""
    if target.suffix.lower() not in ENDINGS:
        errors.print(f"-o {escape(clean(str(target)))}: the name ends in {' or '.join(ENDINGS)}")
        return Exit.WRONG_USAGE
    try:
        if reason := unfit(paths):
            raise NothingToConvert(reason, file=", ".join(map(str, paths)))
        with tempfile.TemporaryDirectory(prefix="iku-ekspor-") as name:
            batch = Batch(Order(paths, Path(name), Options(nip=nip)), here_or_pool(None, Limits()))
            code = convert_quietly(batch)
            if code not in (Exit.OK, Exit.SOME_FAILED):
                return code
            count = _write(Path(name), target)
    except IkuError as error:
        errors.print(escape(clean(str(error))))
        return Exit.WRONG_USAGE
    console.print(f"wrote {escape(clean(str(target)))}: {count} indicators of {batch.tally.done} files")
    return code


def _write(folder: Path, target: Path) -> int:
    """The corpus of the agency files in *folder* as *target*; gives the number of rows of its first sheet. Raises
    ``IkuError``."""
    from iku.corpus.build import build
    from iku.corpus.export.decree import decree_rows
    from iku.corpus.export.workbook import write_workbook
    from iku.corpus.store import open_corpus
    from iku.schemas.files import replace_file

    build(folder, folder / "korpus.db")
    with contextlib.closing(open_corpus(folder / "korpus.db")) as db:
        columns, rows = decree_rows(db)
        if target.suffix.lower() == ".csv":
            content = _csv([c.title for c in columns], [[row.get(c.name) for c in columns] for row in rows])
        else:
            content = write_workbook(db, folder)[0].read_bytes()
    if target.is_dir():
        raise OutputUnwritable("this is a folder", file=str(target))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputUnwritable(error.strerror or "cannot be made", file=str(target.parent)) from error
    replace_file(target, [content])
    return len(rows)


def _csv(titles: Sequence[str], rows: Sequence[Sequence[object]]) -> bytes:
    """As a spreadsheet set to Indonesian opens it by a double click: ``;`` between, decimal commas, a mark of UTF-8."""
    from iku.schemas.spreadsheet import guarded

    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(titles)
    writer.writerows([[str(v).replace(".", ",") if isinstance(v, float) else guarded(v) for v in r] for r in rows])
    return text.getvalue().encode("utf-8-sig")
