"""Files within a file: the documents of a PDF portfolio become pages behind its cover, other attachments are named.

A portfolio (ISO 32000, 12.3.5) is a cover page that tells to open it with another viewer, and attached files. A decree
may carry attachments too (the file it was made from); they are not read.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2 as pdfium

from iku.extract.naming import header_terms, names_table

COVER_PAGES, COVER_LETTERS = 2, 600
"""A file of so few pages and letters, which names no table, is the cover of its attachments."""
MARK = b"/Collection"
MOST = 200
"""Attachments looked at."""


@dataclass(frozen=True, slots=True)
class Unfolded:
    """``content`` and ``pdf``: the file with the pages of its documents behind its own; ``read`` names the attachments
    whose pages these are, ``left`` those that are not read."""

    content: bytes
    pdf: pdfium.PdfDocument
    read: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


def unfold(content: bytes, pdf: pdfium.PdfDocument, most_pages: int) -> Unfolded:
    """The open document *pdf* of *content*, unfolded where it is a portfolio; *pdf* is then closed. No more than
    *most_pages* pages are taken."""
    count = min(MOST, pdf.count_attachments())
    if not count:
        return Unfolded(content, pdf)
    attached = [pdf.get_attachment(i) for i in range(count)]
    if not _is_cover(content, pdf):
        return Unfolded(content, pdf, left=tuple(a.get_name() for a in attached))
    whole = pdfium.PdfDocument.new()
    read: list[str] = []
    left: list[str] = []
    whole.import_pages(pdf)
    for attachment in attached:
        added = _add(attachment, whole, most_pages)
        (read if added else left).append(attachment.get_name())
    if not read:
        whole.close()
        return Unfolded(content, pdf, left=tuple(left))
    stream = io.BytesIO()
    whole.save(stream)
    whole.close()
    pdf.close()
    joined = stream.getvalue()
    return Unfolded(joined, pdfium.PdfDocument(joined), tuple(read), tuple(left))


def _add(attachment: pdfium.PdfAttachment, whole: pdfium.PdfDocument, most_pages: int) -> bool:
    """Put the pages of an attached PDF behind those of *whole*; False where it is none, or has too many."""
    try:
        inner = pdfium.PdfDocument(bytes(attachment.get_data()))
    except pdfium.PdfiumError:
        return False
    try:
        if not len(inner) or len(whole) + len(inner) > most_pages:
            return False
        whole.import_pages(inner)
        return True
    except pdfium.PdfiumError:
        return False
    finally:
        inner.close()


def _is_cover(content: bytes, pdf: pdfium.PdfDocument) -> bool:
    if len(pdf) > COVER_PAGES:
        return MARK in content
    text = "\n".join(_text(pdf, i) for i in range(len(pdf)))
    few = sum(c.isalpha() for c in text) <= COVER_LETTERS
    return MARK in content or (few and not names_table(header_terms(text)))


def _text(pdf: pdfium.PdfDocument, index: int) -> str:
    try:
        page = pdf[index]
    except pdfium.PdfiumError:
        return ""
    try:
        textpage = page.get_textpage()
        try:
            return str(textpage.get_text_range())
        finally:
            textpage.close()
    except pdfium.PdfiumError:
        return ""
    finally:
        page.close()
