"""Files that people hand in by mistake, made on the spot: each with the error code that it must end in, or None."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Maker = Callable[[Path], None]


def _printed(path: Path, size: tuple[float, float] = (595, 842), encrypt: StandardEncryption | None = None) -> None:
    canvas = Canvas(str(path), pagesize=size, invariant=1, encrypt=encrypt)
    canvas.drawString(72, min(size[1] - 72, 14_000), "Surat undangan rapat, tanpa tabel apa pun.")
    canvas.save()


def _raw(content: bytes) -> Maker:
    return lambda path: path.write_bytes(content) and None  # type: ignore[func-returns-value]


def _truncated(path: Path) -> None:
    _printed(path)
    path.write_bytes(path.read_bytes()[:180])


def _tail_cut(path: Path) -> None:
    _printed(path)
    path.write_bytes(path.read_bytes()[:-120])


def _no_pages(path: Path) -> None:
    path.write_bytes(
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
        b"xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000054 00000 n \n"
        b"trailer<</Size 3/Root 1 0 R>>\nstartxref\n102\n%%EOF\n"
    )


BAD_INPUTS: dict[str, tuple[Maker, frozenset[str | None]]] = {
    "not-a-pdf.pdf": (_raw(b"PK\x03\x04 a word processor's file"), frozenset({"BUKAN_PDF"})),
    "page-of-the-web.pdf": (_raw(b"<!DOCTYPE html><html>404</html>"), frozenset({"BUKAN_PDF"})),
    "empty.pdf": (_raw(b""), frozenset({"BERKAS_KOSONG"})),
    "header-only.pdf": (_raw(b"%PDF-1.7\n"), frozenset({"PDF_RUSAK", "TANPA_HALAMAN"})),
    "truncated.pdf": (_truncated, frozenset({"PDF_RUSAK", "TANPA_HALAMAN"})),
    "tail-cut.pdf": (_tail_cut, frozenset({None, "PDF_RUSAK"})),
    "no-pages.pdf": (_no_pages, frozenset({"TANPA_HALAMAN", "PDF_RUSAK"})),
    "password.pdf": (
        lambda p: _printed(p, encrypt=StandardEncryption("rahasia", "pemilik", strength=128)),
        frozenset({"TERENKRIPSI"}),
    ),
    "owner-password-only.pdf": (
        lambda p: _printed(p, encrypt=StandardEncryption("", "pemilik", canPrint=0, canCopy=0, strength=128)),
        frozenset({None}),
    ),
    "million-points.pdf": (lambda p: _printed(p, (1_000_000, 1_000_000)), frozenset({None, "TERLALU_BESAR"})),
    "no-table.pdf": (_printed, frozenset({None})),
    "nama dengan spasi & ütf—8 指標.pdf": (_printed, frozenset({None})),
}
"""File name: how to make it, and the codes that are right answers (``None``: converted, without records)."""
