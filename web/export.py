"""The review of one agency as one HTML file: no server, no outside file, opens from a mail."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from iku.corpus.errors import NothingFound
from iku.extract.errors import OutputUnwritable
from iku.schemas.files import replace_file
from iku.web.archive import Archive
from iku.web.drawing import draw_page
from iku.web.folder import agency_file_names
from iku.web.language import LANGUAGES, Words
from iku.web.reading import Reader
from iku.web.services import make_templates, static_text
from iku.web.view import DocumentView, Mark, Record, view_document

SCALE = 1.4
"""Pixels per point of the page images: read well on a screen, about 150 kB a page."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page with its picture (base64 of a JPEG, None without the PDF), marks and records."""

    number: int
    width: float
    height: float
    picture: str | None
    marks: list[Mark]
    records: list[Record]


@dataclass(frozen=True, slots=True)
class Exported:
    """A document of the export."""

    raw: dict[str, Any]
    view: DocumentView
    sheets: list[Sheet]


def agency_names(folder: Path, part: str) -> list[str]:
    """Agency files under *folder* whose name holds *part* (as the whole name, before others), sorted."""
    names = agency_file_names(folder)
    exact = [n for n in names if n in (part, f"{part}.json")]
    return exact or [n for n in names if part.casefold() in n.casefold()]


def export_agency(folder: Path, name: str, archives: Sequence[Path], target: Path) -> int:
    """Write the review of the agency file *name* to *target*; returns its size in bytes.

    Raises ``Unreadable``, ``SchemaBroken`` and ``OutputUnwritable``. A page that cannot be drawn is left without a
    picture."""
    reader, archive = Reader(folder), Archive(archives)
    file = reader.read(name)
    if not file.data["dokumen"]:
        raise NothingFound("this agency file holds no document", file=name)
    documents = [_document(file.document(i), file.data["instansi"], archive) for i in range(len(file.data["dokumen"]))]
    style, script = static_text("tinjau.css"), static_text("kiriman.js")
    text = make_templates().get_template("kiriman.html").render(
        agency=file.data["instansi"], documents=documents, style=style, script=script, policy=_policy(style, script),
        words=[(language, Words(language)) for language in LANGUAGES], conflicts=file.conflicts,
    )  # fmt: skip
    content = text.encode("utf-8")
    if target.is_dir():
        raise OutputUnwritable("this is a folder", file=str(target))
    replace_file(target, [content])
    return len(content)


def _document(raw: dict[str, Any], agency: dict[str, Any], archive: Archive) -> Exported:
    view = view_document(raw, agency)
    path = archive.find(raw["id"], raw["berkas"]) if raw["id"] else None
    wanted = {r.page or 1 for r in view.records} | {f.page for f in view.findings if f.page and f.box}
    wanted |= {v.page for r in [view.facts, *view.records] for v in r.values if v.page}
    sheets = []
    for page in raw["halaman"]:
        number = page["nomor"]
        if number in wanted:
            picture = _picture(path, number) if path is not None else None
            sheets.append(Sheet(number, page["lebar"] or 595, page["tinggi"] or 842, picture, view.marks(number),
                                view.on_page(number)))  # fmt: skip
    return Exported(raw, view, sheets)


def _picture(path: Path, number: int) -> str | None:
    from iku.extract.errors import IkuError

    try:
        return base64.b64encode(draw_page(path, number, SCALE)).decode("ascii")
    except IkuError:
        return None


def _policy(style: str, script: str) -> str:
    """Only this very style and script run, and pictures only from the file itself."""
    hashes = [base64.b64encode(hashlib.sha256(t.encode()).digest()).decode() for t in (style, script)]
    return f"default-src 'none'; img-src data:; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'"
