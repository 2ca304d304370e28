"""``iku convert``: progress while it works, a line per file that failed, at the end what was found and where it is."""

from __future__ import annotations

import contextlib
import logging
import re
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.box import ROUNDED
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from iku.batch.discover import roots_of, walk
from iku.batch.job import MEGABYTE, Limits, Outcome
from iku.batch.report import CSV_NAME, JSON_NAME, clean
from iku.batch.run import Batch, MakeWorkers, Order, Tally
from iku.batch.shard import Shard
from iku.cli.codes import Exit
from iku.cli.streams import Ended, ending_in_order
from iku.corrections.audit import last_sample
from iku.extract import errors as kinds
from iku.extract.errors import IkuError
from iku.options import Options

SIGNALLED = 128
"""What shells add to the number of the signal that ended a command."""
PIPE_WIDTH = 170
"""Columns of the closing table where it goes into a pipe or a file: its lines are not broken there."""
console = Console(highlight=False, soft_wrap=True, width=None if sys.stdout.isatty() else PIPE_WIDTH)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
_ADDRESS = re.compile(r"[a-z][a-z0-9+.\-]{1,20}:/", re.IGNORECASE)
_ADVICE = {k.code: k.advice for k in vars(kinds).values() if isinstance(k, type) and issubclass(k, IkuError)}


@dataclass(frozen=True, slots=True)
class RunSettings:
    """The options of the command that say how to work, as they were given."""

    workers: int | None = None
    retry: str | None = None
    fresh: bool = False
    shard: str | None = None
    cluster: str | None = None
    seconds: float = 120.0
    page_seconds: float = 10.0
    memory: int = 2048


def run_convert(
    paths: Sequence[Path], out: Path, *, lexicon: Path | None, nip: bool, verbose: bool, how: RunSettings | None = None
) -> int:
    """Convert and write; returns the exit code."""
    how = how or RunSettings()
    _set_logging(verbose)
    try:
        if reason := unfit(paths):
            raise kinds.NothingToConvert(reason, file=", ".join(map(str, paths)))
        limits = Limits(how.seconds, how.page_seconds, how.memory * MEGABYTE)
        order = Order(
            paths, out, Options(_checked(lexicon), nip), limits, how.fresh, _retries(how.retry), _shard(how.shard)
        )
        batch = Batch(order, _workers(how, limits, verbose))
        code = _run(batch)
    except (IkuError, ValueError) as error:
        errors.print(escape(clean(str(error))))
        return Exit.WRONG_USAGE
    _report(batch)
    return code


def unfit(paths: Sequence[Path]) -> str | None:
    """Why nothing can be converted that *paths* name: they are no files of this machine, or there is no PDF."""
    if any(str(path) == "-" for path in paths):
        return "the standard input is not read: save the PDF as a file first"
    if any(_ADDRESS.match(str(path)) for path in paths):
        return "nothing is fetched from an address: download the file first"
    return "no PDF file here" if next(walk(roots_of(paths)), None) is None else None


def convert_quietly(batch: Batch) -> int:
    """Run *batch* with its progress and its failures told, and nothing else; returns the exit code. Raises
    ``IkuError``."""
    _set_logging(False)
    return _run(batch, tell_whole=False)


def _set_logging(verbose: bool) -> None:
    if verbose:
        logging.basicConfig(level=logging.INFO, format="%(name)s: %(message)s", stream=sys.stderr)
        for noisy in ("pdfminer", "camelot", "playa", "PIL"):
            logging.getLogger(noisy).setLevel(logging.ERROR)
    else:
        logging.disable(logging.WARNING)


def _checked(lexicon: Path | None) -> Path | None:
    """The user's lexicon, looked at once, before every document stumbles over it. Raises ``ValueError``."""
    if lexicon is not None:
        from iku.normalize.lexicon import Lexicon

        try:
            Lexicon.load(lexicon)
        except OSError as error:
            raise ValueError(f"{lexicon}: {error.strerror or error}") from error
    return lexicon


def _retries(text: str | None) -> bool:
    if text not in (None, "failed"):
        raise ValueError(f"--retry {text}: only 'failed' can be retried")
    return text is not None


def _shard(text: str | None) -> Shard | None:
    return Shard.parse(text) if text else None


def _workers(how: RunSettings, limits: Limits, verbose: bool) -> MakeWorkers:
    if how.cluster:
        from iku.batch.cluster import on_cluster

        return on_cluster(how.cluster, limits)
    from iku.batch.workers import here_or_pool

    return here_or_pool(0 if verbose else how.workers, limits)


def _run(batch: Batch, *, tell_whole: bool = True) -> int:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    begun = time.monotonic()
    code: int = Exit.OK
    shown = Progress(*columns, console=errors, disable=not errors.is_terminal, refresh_per_second=4)
    with ending_in_order(), shown as progress:
        task = progress.add_task("looking for files", total=None)
        try:
            with contextlib.closing(batch.run()) as outcomes:
                for path, outcome in outcomes:
                    if tell_whole or outcome.code is not None:
                        _tell(path, outcome)
                    tally, handled = batch.tally, handled_of(batch.tally)
                    text, total = progress_text(tally, time.monotonic() - begun), tally.found if tally.walked else None
                    progress.update(task, description=text, completed=handled, total=total)
        except Ended as ended:
            code = SIGNALLED + ended.number
        except KeyboardInterrupt:
            code = Exit.INTERRUPTED
    from iku.batch.context import end_server

    end_server()
    if code:
        errors.print("interrupted: run the same command again to go on")
        return code
    tally = batch.tally
    bad = tally.failed + tally.partial + tally.failed_before + tally.unreadable + len(batch.published.errors)
    return Exit.SOME_FAILED if bad else Exit.OK


def handled_of(tally: Tally) -> int:
    """Files that need nothing more."""
    return tally.done + tally.skipped + tally.twins + tally.unreadable


def progress_text(tally: Tally, seconds: float) -> str:
    """``120/900 files, 3 failed, 2.1 pages/s, 0:05:12 left``."""
    handled = handled_of(tally)
    parts = [f"{handled}/{tally.found}{'' if tally.walked else '+'} files", f"{tally.failed + tally.unreadable} failed"]
    if tally.done and seconds > 0:
        parts.append(f"{tally.pages / seconds:.1f} pages/s")
        left = int((tally.found - handled) * seconds / tally.done)
        parts.append(f"{left // 3600}:{left // 60 % 60:02}:{left % 60:02} left")
    return ", ".join(parts)


def _tell(path: Path, outcome: Outcome) -> None:
    if outcome.code is None:
        if not console.is_terminal:
            console.print(f"{escape(clean(path.name))}: {outcome.records} records")
        return
    where = clean(str(path)) + (f", page {outcome.page}" if outcome.page else "")
    kept = f" {outcome.records} records of the rest were kept." if outcome.partial else ""
    errors.print(escape(f"{outcome.code}: {where}: {clean(outcome.reason)}. {_ADVICE.get(outcome.code, '')}{kept}"))


def _report(batch: Batch) -> None:
    if batch.lines:
        plain = not console.is_terminal
        table = Table(title="Indicators found", title_justify="left", box=None if plain else ROUNDED)
        table.add_column("document", no_wrap=True, max_width=34)
        table.add_column("agency", no_wrap=plain)
        for name in ("region", "year", "pages"):
            table.add_column(name, no_wrap=True)
        for name in ("records", "rows", "words", "findings", "least sure"):
            table.add_column(name, justify="right", no_wrap=True)
        for line in batch.lines:
            least = "" if line.least is None else f"{line.least:.2f}"
            texts = (line.name, line.agency, line.region, line.year, line.pages)
            kept = (f"{line.tally.rows_kept}/{line.tally.rows}", f"{line.tally.words_kept}/{line.tally.words}")
            table.add_row(*map(escape, texts), str(line.records), *kept, str(line.findings), least)
        console.print(table)
    tally, published = batch.tally, batch.published
    for error in published.errors:
        errors.print(escape(clean(str(error))))
    for path in published.written[:40]:
        console.print(f"wrote {escape(str(path))}")
    if len(published.written) > 40:
        console.print(f"wrote {len(published.written) - 40} more files")
    parts = [f"{tally.done} converted now", f"{tally.skipped} before"]
    for count, text in (
        (tally.failed + tally.failed_before, "failed"), (tally.partial, "partial"), (tally.unreadable, "unreadable"),
        (tally.twins, "copies of others"), (tally.gone, "no longer there"), (tally.absorbed, "taken from shards"),
        (published.unchanged, "agency files unchanged"), (len(published.removed), "agency files removed"),
    ):  # fmt: skip
        if count:
            parts.append(f"{count} {text}")
    console.print(f"{tally.found} files: {', '.join(parts)}")
    audit = last_sample(batch.order.folder)
    if audit is not None:
        console.print(f"audit of sure values: {audit.rate.text('en')}")
    if tally.again:
        read = tally.again - tally.passing
        console.print(f"{tally.again} tried again, alone, after a trouble of the moment: {read} of them are read now")
    if tally.passing:
        console.print(f"{tally.passing} failed for the moment, not for their content; run again to try them again")
    console.print(f"report: {escape(str(batch.order.folder / JSON_NAME))} and {CSV_NAME}")
