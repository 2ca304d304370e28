"""``iku review``: the review page of a folder of results, or one file of it to send by mail."""

from __future__ import annotations

import getpass
import secrets
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from iku.cli.codes import Exit
from iku.extract.errors import IkuError

console = Console(highlight=False, soft_wrap=True)
SHORTEST_TOKEN = 12
"""Characters of a token that nobody guesses."""
NEEDED = ("fastapi", "uvicorn", "jinja2", "python_multipart")


def run_review(
    results: Path,
    pdfs: Sequence[Path],
    *,
    host: str,
    port: int,
    token: str | None,
    browser: bool,
    static: Path | None,
    agency: str | None,
    sample: str | None = None,
) -> int:
    """Serve until interrupted, or write the static page; returns the exit code. *sample*: draw so many sure values
    first (``100``, ``2%``), to be audited."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        console.print(f"the review page needs: {', '.join(missing)}. Install them: pip install 'iku\\[review]'")
        return Exit.WRONG_USAGE
    for path in [results, *pdfs]:
        if not path.exists() or (path is results and not path.is_dir()):
            console.print(f"{escape(str(path))} is not there, or is no folder")
            return Exit.WRONG_USAGE
    try:
        if static is not None:
            return _export(results, pdfs, static, agency)
        if sample is not None and not _draw(results, sample):
            return Exit.WRONG_USAGE
        return _serve(results, pdfs, host, port, token, browser, "uji" if sample is not None else "")
    except IkuError as error:
        console.print(escape(str(error)))
        return Exit.SOME_FAILED


def _draw(results: Path, size: str) -> bool:
    """Draw a sample of sure values; False where *size* is none, or there is nothing to draw from."""
    from iku.web.audit import draw_from
    from iku.web.folder import agency_file_names
    from iku.web.reading import Reader

    try:
        sample = draw_from(Reader(results.resolve()), agency_file_names(results), size, _person())
    except ValueError:
        console.print("--sample takes a number (100) or a percentage (2%), of values that are sure", markup=False)
        return False
    console.print(f"audit: drew {len(sample.items)} of {sample.population} sure values", markup=False)
    return True


def _serve(
    results: Path, pdfs: Sequence[Path], host: str, port: int, token: str | None, browser: bool, page: str
) -> int:
    from iku.web.server import serve
    from iku.web.settings import Settings, is_loopback

    if token and len(token) < SHORTEST_TOKEN:
        console.print(f"a token has at least {SHORTEST_TOKEN} characters; without --token one is made", markup=False)
        return Exit.WRONG_USAGE
    if not token and not is_loopback(host):
        token = secrets.token_urlsafe(18)
        console.print(f"other machines can reach this address, so it asks for a token: {token}", markup=False)
    settings = Settings(results.resolve(), tuple(pdfs), host, port, token, _person())

    def ready(address: str) -> None:
        console.print(f"review: {address}{page} (end with Ctrl+C)", markup=False)
        sys.stdout.flush()

    serve(settings, browser=browser, ready=ready)
    return Exit.OK


def _export(results: Path, pdfs: Sequence[Path], static: Path, agency: str | None) -> int:
    from iku.web.export import agency_names, export_agency

    names = agency_names(results, agency or "")
    if len(names) != 1:
        what = "no agency file fits" if not names else f"{len(names)} agencies fit; name one with --agency"
        console.print(f"{what}: {escape(', '.join(names[:10]))}".rstrip(": "))
        return Exit.WRONG_USAGE
    size = export_agency(results, names[0], tuple(pdfs), static)
    console.print(f"wrote {escape(str(static))} ({size // 1024} kB)")
    return Exit.OK


def _person() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "peninjau"
