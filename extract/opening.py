"""Opening a file: every kind of bad input becomes one typed error here, before any reader sees it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from iku.extract.errors import Damaged, EmptyFile, Encrypted, NoPages, NotAPdf, TooLarge, Unreadable
from iku.extract.portfolio import Unfolded, unfold

MAX_PAGES = 5_000
BLANK = (595.0, 842.0)
"""Size of a page that stands for one that cannot be loaded: A4, in points."""
HEAD = 1024
"""The header ``%PDF`` may stand this far into the file (ISO 32000, implementation note 13)."""


def read_bytes(path: Path) -> bytes:
    """The content of *path*. Raises :class:`Unreadable` and :class:`EmptyFile`."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise Unreadable(error.strerror or "cannot be read", file=str(path)) from error
    if not content:
        raise EmptyFile("the file has no content", file=str(path))
    return content


def fingerprint(content: bytes) -> str:
    """The id of a document: sha256 of its bytes, in hex."""
    return hashlib.sha256(content).hexdigest()


def open_file(path: Path) -> tuple[str, Unfolded]:
    """The id of the file at *path* and its pages, those of a portfolio's documents among them. Raises as ``read_bytes``
    and ``open_pdf``."""
    content = read_bytes(path)
    return fingerprint(content), unfold(content, open_pdf(content, path), MAX_PAGES)


def open_pdf(content: bytes, path: Path) -> pdfium.PdfDocument:
    """A pdfium document of *content*; *path* is for messages only. A file with an owner password only opens.

    Raises :class:`Encrypted`, :class:`NotAPdf`, :class:`Damaged`, :class:`NoPages`, :class:`TooLarge`.
    """
    try:
        pdf = pdfium.PdfDocument(content)
        count = len(pdf)
    except pdfium.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            raise Encrypted("a password is needed", file=str(path)) from error
        if b"%PDF" not in content[:HEAD]:
            raise NotAPdf("no PDF header", file=str(path)) from error
        raise Damaged("the file cannot be opened", file=str(path)) from error
    if count == 0:
        raise NoPages("the file has no page", file=str(path))
    if count > MAX_PAGES:
        raise TooLarge(f"{count} pages, the limit is {MAX_PAGES}", file=str(path))
    return pdf


def resaved(pdf: pdfium.PdfDocument) -> bytes:
    """The file as pdfium writes it anew: references mended, security removed, every page with a media box; a page that
    pdfium cannot load is a blank one, so that the others keep their numbers.

    pdfium opens files with a broken cross-reference table, as viewers do; other readers can then open its copy.
    """
    loaded = [_with_media_box(pdf, i) for i in range(len(pdf))]
    whole = pdf if all(loaded) else _blanked(pdf, loaded)
    target = io.BytesIO()
    whole.save(target, flags=raw.FPDF_REMOVE_SECURITY)
    return target.getvalue()


def _with_media_box(pdf: pdfium.PdfDocument, index: int) -> bool:
    """Give a page (from 0) a media box where it has none; False for one that cannot be loaded."""
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return False
    x0, y0, x1, y1 = page.get_mediabox(fallback_ok=False) or (0, 0, 0, 0)
    if x1 <= x0 or y1 <= y0:
        page.set_mediabox(0, 0, *page.get_size())
    page.close()
    return True


def _blanked(pdf: pdfium.PdfDocument, loaded: Sequence[bool]) -> pdfium.PdfDocument:
    """A copy of *pdf* with blank pages where none is *loaded*."""
    copy, place = pdfium.PdfDocument.new(), 0
    for good, run in groupby(loaded):
        count = len(list(run))
        if good:
            copy.import_pages(pdf, list(range(place, place + count)))
        else:
            for _ in range(count):
                copy.new_page(*BLANK).close()
        place += count
    return copy
