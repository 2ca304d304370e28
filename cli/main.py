"""The command ``iku``. Every option and exit code is in ``--help``; heavy rooms load when they are used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from iku.cli.codes import Exit
from iku.cli.corpus import add_commands
from iku.cli.streams import say_anything
from iku.schemas.version import PROGRAM

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Read the IKU tables of Indonesian government PDFs, digital or scanned, into validated JSON.\n\n"
    "Exit codes: 0 all converted, 1 some documents failed, 2 wrong usage or nothing to convert.",
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(PROGRAM)
        raise typer.Exit(Exit.OK)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_tell_version, is_eager=True, help="Print the version and end.")
    ] = False,
) -> None:
    """Options that stand before a command."""


@app.command()
def convert(
    paths: Annotated[list[Path], typer.Argument(help="PDF files or folders of them.", show_default=False)],
    out: Annotated[Path, typer.Option("-o", "--out", help="Folder for the JSON files, one per agency.")] = Path(
        "hasil"
    ),
    show: Annotated[Optional[int], typer.Option(help="Draw what was read on page N as PNG instead.")] = None,  # noqa: UP045
    lexicon: Annotated[Optional[Path], typer.Option(help="File of header synonyms of your own.")] = None,  # noqa: UP045
    nip: Annotated[bool, typer.Option("--nip", help="Write full NIP numbers instead of masked ones.")] = False,
    workers: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=0, max=1024, help="Processes that read; by default one a core. 0: in this one, no limits."),
    ] = None,
    retry: Annotated[Optional[str], typer.Option(help="'failed': read again what ended with a code.")] = None,  # noqa: UP045
    fresh: Annotated[bool, typer.Option("--fresh", help="Read everything again, whatever the ledger says.")] = False,
    shard: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Only this share of the files, as 3/16; a run without it joins all."),
    ] = None,
    cluster: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Address of a Dask scheduler (tcp://…) whose workers read."),
    ] = None,
    seconds: Annotated[float, typer.Option(min=1, help="CPU seconds for a document, and for one page.")] = 120,
    page_seconds: Annotated[float, typer.Option(min=0, help="So many more CPU seconds for every page.")] = 10,
    memory: Annotated[int, typer.Option(min=256, help="Memory limit of a worker in MB.")] = 2048,
    verbose: Annotated[
        bool, typer.Option("-v", "--verbose", help="Say what was decided and why; reads in this process.")
    ] = False,
) -> None:
    """Convert PDFs to one validated JSON file per agency; goes on where an earlier run on the same folder stopped."""
    from iku.cli.convert import RunSettings, run_convert

    if show is not None:
        from iku.cli.show import run_show

        raise typer.Exit(run_show(paths, show, out, lexicon))
    how = RunSettings(workers, retry, fresh, shard, cluster, seconds, page_seconds, memory)
    raise typer.Exit(run_convert(paths, out, lexicon=lexicon, nip=nip, verbose=verbose, how=how))


@app.command()
def ekspor(
    paths: Annotated[list[Path], typer.Argument(help="PDF files or folders of them.", show_default=False)],
    out: Annotated[
        Path, typer.Option("-o", "--out", help="Name of the workbook (.xlsx), or of a CSV file (.csv).")
    ] = Path("iku.xlsx"),
    nip: Annotated[bool, typer.Option("--nip", help="Write full NIP numbers instead of masked ones.")] = False,
) -> None:
    """From PDFs to one workbook (.xlsx) in one step; as .csv its first sheet for an Indonesian Excel (; and commas)."""
    from iku.cli.ekspor import run_ekspor

    raise typer.Exit(run_ekspor(paths, out, nip=nip))


@app.command()
def validate(
    paths: Annotated[list[Path], typer.Argument(help="JSON files or folders of them.", show_default=False)],
) -> None:
    """Check JSON files against the published schema: what is wrong, where, and why."""
    from iku.cli.validate import run_validate

    raise typer.Exit(run_validate(paths))


@app.command()
def migrate(
    paths: Annotated[list[Path], typer.Argument(help="JSON files or folders of them.", show_default=False)],
    out: Annotated[Optional[Path], typer.Option("-o", "--out", help="Folder for the new files; else in place.")] = None,  # noqa: UP045
) -> None:
    """Bring agency files of version 1 of the contract up to version 2. What version 1 could not say stays empty."""
    from iku.cli.migrate import run_migrate

    raise typer.Exit(run_migrate(paths, out))


@app.command()
def headers(
    folder: Annotated[Path, typer.Argument(help="Folder of JSON files.", show_default=False)],
    json: Annotated[bool, typer.Option("--json", help="As JSON.")] = False,
) -> None:
    """Report unmapped and doubtful column headers over a whole run, with counts and examples."""
    from iku.cli.headers import run_headers

    raise typer.Exit(run_headers(folder, as_json=json))


@app.command()
def review(
    results: Annotated[Path, typer.Argument(help="Folder of JSON files.", show_default=False)],
    pdf: Annotated[Optional[list[Path]], typer.Option(help="Folder that holds the PDFs; may be repeated.")] = None,  # noqa: UP045
    host: Annotated[str, typer.Option(help="Address to listen on; beyond loopback it asks for a token.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Port, or the next free one; 0 for any.", min=0, max=65000)] = 8765,
    token: Annotated[Optional[str], typer.Option(envvar="IKU_TOKEN", help="Ask visitors for this token.")] = None,  # noqa: UP045
    browser: Annotated[bool, typer.Option(help="Open the browser.")] = True,
    static: Annotated[Optional[Path], typer.Option(help="Write one self-contained HTML file instead.")] = None,  # noqa: UP045
    agency: Annotated[Optional[str], typer.Option(help="Agency for --static: part of its file name.")] = None,  # noqa: UP045
    sample: Annotated[Optional[str], typer.Option(help="First draw so many sure values to audit: 100 or 2%.")] = None,  # noqa: UP045
) -> None:
    """See the pages beside what was read, and correct it, in the browser."""
    from iku.cli.review import run_review

    code = run_review(
        results, pdf or [], host=host, port=port, token=token, browser=browser, static=static, agency=agency,
        sample=sample,
    )  # fmt: skip
    raise typer.Exit(code)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the output."""
    import json as encoder

    from iku.schemas.validate import load_schema

    sys.stdout.write(encoder.dumps(load_schema(), ensure_ascii=False, indent=2) + "\n")


add_commands(app)


def main() -> None:
    """Entry point: wrong usage ends with 2, an interrupt with 130, and no traceback reaches a user."""
    say_anything()
    try:
        app()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        raise SystemExit(Exit.INTERRUPTED) from None


if __name__ == "__main__":
    main()
