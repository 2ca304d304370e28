"""Commands of the corpus: ``corpus`` (``build``, ``candidates``, ``why``), ``diff``, ``search``, ``compare``,
``stats``, ``export``.

Signatures and help only; the work is in ``cli.corpus_run``, loaded when a command runs.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

NEWER = "The newer one. Left out: all versions of OLD in turn."
FORMS = (
    "One of csv, parquet, xlsx, jsonl, frictionless, msind, esakip, jsonld; may be repeated. "
    "Left out: xlsx and frictionless."
)
Database = Annotated[Path, typer.Option("--db", help="The corpus (SQLite file).")]
AsJson = Annotated[bool, typer.Option("--json", help="As JSON.")]
AsCsv = Annotated[bool, typer.Option("--csv", help="As CSV.")]
Affair = Annotated[Optional[str], typer.Option(help="Government affair: code (1.06) or name (sosial).")]  # noqa: UP045
Province = Annotated[Optional[str], typer.Option(help="Province: code (32) or name.")]  # noqa: UP045
RegionCode = Annotated[Optional[str], typer.Option(help="Region by code (32.76).")]  # noqa: UP045
Year = Annotated[Optional[int], typer.Option(help="A year that the document covers.")]  # noqa: UP045
DEFAULT = Path("korpus.db")

corpus_app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Build and review the cross-region corpus.")


@corpus_app.command("build")
def build(
    folder: Annotated[Path, typer.Argument(help="Folder of JSON files of iku convert.", show_default=False)],
    out: Annotated[Path, typer.Option("-o", "--out", help="The corpus (SQLite file).")] = DEFAULT,
    review: Annotated[Optional[Path], typer.Option(help="CSV file of a reviewer's merges and splits.")] = None,  # noqa: UP045
    anew: Annotated[bool, typer.Option("--anew", help="Build from nothing instead of updating.")] = False,
) -> None:
    """Build the corpus from agency files, or bring it up to date; links like indicators."""
    from iku.cli.corpus_run import run_build

    raise typer.Exit(run_build(folder, out, review, anew=anew))


@corpus_app.command("candidates")
def candidates(
    db: Database = DEFAULT, as_json: AsJson = False, as_csv: AsCsv = False,
    limit: Annotated[int, typer.Option(help="At most so many.")] = 200,
) -> None:  # fmt: skip
    """Pairs of wordings that are nearly one concept, in the form of the review file, the nearest first."""
    from iku.cli.corpus_run import run_candidates

    raise typer.Exit(run_candidates(db, limit, as_json=as_json, as_csv=as_csv))


@corpus_app.command("why")
def why(
    left: Annotated[str, typer.Argument(help="Id or name of an indicator.", show_default=False)],
    right: Annotated[str, typer.Argument(help="Id or name of another.", show_default=False)],
    db: Database = DEFAULT, as_json: AsJson = False,
) -> None:  # fmt: skip
    """Why two indicators are one concept, or not."""
    from iku.cli.corpus_run import run_why

    raise typer.Exit(run_why(db, left, right, as_json=as_json))


def diff(
    old: Annotated[str, typer.Argument(help="Agency file; FILE.json#doc.pdf or FILE.json#doc.pdf#1 for one document "
                                            "or version.", show_default=False)],
    new: Annotated[Optional[str], typer.Argument(help=NEWER, show_default=False)] = None,  # noqa: UP045
    page: Annotated[Optional[Path], typer.Option("--html", help="Write a readable page to this file.")] = None,  # noqa: UP045
    as_json: AsJson = False, as_csv: AsCsv = False,
) -> None:  # fmt: skip
    """What changed between versions: added, dropped, reworded, formula (which operand), unit, target."""
    from iku.cli.corpus_run import run_diff

    raise typer.Exit(run_diff(old, new, page, as_json=as_json, as_csv=as_csv))


def search(
    question: Annotated[str, typer.Argument(help='Words, in any form; "..." for words in this order.',
                                            show_default=False)],
    db: Database = DEFAULT, urusan: Affair = None, provinsi: Province = None, wilayah: RegionCode = None,
    tahun: Year = None,
    names: Annotated[bool, typer.Option("--names", help="Look in names of indicators only.")] = False,
    main: Annotated[bool, typer.Option("--main", help="Main (IKU) tables only.")] = False,
    limit: Annotated[int, typer.Option(help="At most so many.")] = 50, as_json: AsJson = False, as_csv: AsCsv = False,
) -> None:  # fmt: skip
    """Find indicators by words, the best match first."""
    from iku.cli.corpus_run import run_search
    from iku.corpus.questions import Filters

    filters = Filters(urusan, provinsi, wilayah, tahun, main)
    raise typer.Exit(run_search(db, question, filters, names=names, limit=limit, as_json=as_json, as_csv=as_csv))


def compare(
    question: Annotated[str, typer.Argument(help="Words of a name, or the id of a concept.", show_default=False)],
    db: Database = DEFAULT, urusan: Affair = None, provinsi: Province = None, wilayah: RegionCode = None,
    tahun: Year = None,
    wide: Annotated[bool, typer.Option("--wide", help="All indicators of the same concepts too.")] = False,
    as_json: AsJson = False, as_csv: AsCsv = False,
) -> None:  # fmt: skip
    """Who measures this, and with which formula, side by side (main tables)."""
    from iku.cli.corpus_run import run_compare
    from iku.corpus.questions import Filters

    filters = Filters(urusan, provinsi, wilayah, tahun)
    raise typer.Exit(run_compare(db, question, filters, wide=wide, as_json=as_json, as_csv=as_csv))


def stats(
    db: Database = DEFAULT, urusan: Affair = None, provinsi: Province = None, wilayah: RegionCode = None,
    tahun: Year = None,
    plot: Annotated[Optional[Path], typer.Option(help="Write pictures (PNG, SVG) into this folder.")] = None,  # noqa: UP045
    as_json: AsJson = False, as_csv: AsCsv = False,
) -> None:  # fmt: skip
    """Coverage by region, affair and year; what is missing; commonest indicators; formula variants."""
    from iku.cli.corpus_run import run_stats
    from iku.corpus.questions import Filters

    filters = Filters(urusan, provinsi, wilayah, tahun)
    raise typer.Exit(run_stats(db, filters, plot, as_json=as_json, as_csv=as_csv))


def export(
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder to write to.")] = Path("ekspor"),
    form: Annotated[Optional[list[str]], typer.Option("--form", help=FORMS)] = None,  # noqa: UP045
    db: Database = DEFAULT,
    pdfs: Annotated[str, typer.Option(help="Folder of the PDF files as seen from the workbook, for its links.")] = "",
    excel: Annotated[bool, typer.Option("--excel", help="CSV for an Indonesian Excel: ; and decimal commas.")] = False,
) -> None:  # fmt: skip
    """Hand the corpus on: tables, workbook, Data Package, BPS and e-SAKIP forms, JSON-LD."""
    from iku.cli.corpus_run import run_export

    raise typer.Exit(run_export(db, out, form or ["xlsx", "frictionless"], pdfs, excel=excel))


def add_commands(app: typer.Typer) -> None:
    """Register everything here with the program."""
    app.add_typer(corpus_app, name="corpus")
    for command in (diff, search, compare, stats, export):
        app.command(command.__name__)(command)
