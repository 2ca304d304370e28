"""Every form of ``iku export`` by its name."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from pathlib import Path

from iku.corpus.export.files import write_csv, write_jsonl, write_package, write_parquet
from iku.corpus.export.forms import write_forms
from iku.corpus.export.linked import write_jsonld
from iku.corpus.export.workbook import write_workbook
from iku.extract.errors import OutputUnwritable

Writer = Callable[[sqlite3.Connection, Path], list[Path]]
FORMS: dict[str, Writer] = {
    "csv": write_csv,
    "parquet": write_parquet,
    "xlsx": write_workbook,
    "jsonl": write_jsonl,
    "frictionless": write_package,
    "msind": lambda db, folder: write_forms(db, folder, "msind"),
    "esakip": lambda db, folder: write_forms(db, folder, "esakip"),
    "jsonld": write_jsonld,
}


def export(
    db: sqlite3.Connection, folder: Path, forms: Sequence[str], *, pdfs: str = "", excel: bool = False
) -> list[Path]:
    """Write the corpus in each of *forms* (keys of ``FORMS``) into *folder*; returns the paths. *pdfs*: where the PDF
    files lie, for links of the workbook; *excel*: CSV for an Indonesian Excel. Raises ``ExportUnavailable``,
    ``OutputUnwritable`` and ``KeyError``."""
    out: list[Path] = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for form in forms:
            if form == "xlsx":
                out += write_workbook(db, folder, pdfs=pdfs)
            else:
                out += write_csv(db, folder, excel=excel) if form == "csv" else FORMS[form](db, folder)
    except OSError as error:
        raise OutputUnwritable(error.strerror or "cannot be written", file=str(folder)) from error
    return list(dict.fromkeys(out))
