"""The pages that people see. Nothing here writes; see ``writes``."""

from __future__ import annotations

from typing import Annotated, Any
from urllib.parse import urlencode

from fastapi import APIRouter, HTTPException, Query, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from iku.corrections.ledger import effective
from iku.web.document_index import Query as Wanted
from iku.web.services import Services, services_of
from iku.web.summary import DocumentRow
from iku.web.view import DocumentView, view_document
from iku.web.workers import Busy, WorkFailed

router = APIRouter(include_in_schema=False, default_response_class=HTMLResponse)
PANELS = ("rekaman", "fakta", "temuan", "riwayat")
ON_A_PAGE = 50
SCALES = {1: 1.5, 2: 2.5, 3: 4.0}
"""Zoom step of the page image: pixels per point."""
Key = Annotated[str, Query(max_length=64)]


@router.get("/")
def documents(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    daerah: Key = "",
    tahun: Key = "",
    status: Key = "",
    instansi: Key = "",
    mulai: Annotated[int, Query(ge=0, le=10_000_000)] = 0,
) -> Response:
    """The list of documents, the doubtful first."""
    services = services_of(request)
    services.index.refresh_soon()
    year = int(tahun) if tahun.isascii() and tahun.isdigit() and len(tahun) == 4 else None
    total, rows = services.index.documents(Wanted(q, daerah, year, status, instansi, ON_A_PAGE, mulai))
    chosen = {"q": q, "daerah": daerah, "tahun": tahun, "status": status, "instansi": instansi}

    def at(start: int) -> str:
        return "/?" + urlencode({k: v for k, v in {**chosen, "mulai": start or ""}.items() if v != ""})

    return services.page(
        request, "dokumen_daftar.html", total=total, rows=rows, chosen=chosen, choices=services.index.choices(),
        start=mulai, before=at(max(0, mulai - ON_A_PAGE)) if mulai else None,
        after=at(mulai + ON_A_PAGE) if mulai + ON_A_PAGE < total else None, broken=services.index.broken,
    )  # fmt: skip


@router.get("/dokumen/{key}")
def document(request: Request, key: str, halaman: int | None = None, panel: str = "rekaman") -> Response:
    """One document: a page of it beside what was read there."""
    services = services_of(request)
    row = known(services, key)
    return services.page(request, "dokumen.html", **shown(services, row, halaman, panel))


def known(services: Services, key: str) -> DocumentRow:
    """The document behind a key; a key is only ever looked up in the index. Raises 404."""
    row = services.index.document(key)
    if row is None:
        services.index.refresh()
        row = services.index.document(key)
    if row is None:
        raise HTTPException(404, "tidak_ditemukan")
    return row


def shown(services: Services, row: DocumentRow, page: int | None, panel: str) -> dict[str, Any]:
    """What the templates of a document need."""
    file = services.reader.read(row.file)
    raw = file.document(file.place(row.id, row.berkas, row.position))
    view = view_document(raw, file.data["instansi"])
    number = page if page is not None and 1 <= page <= max(1, row.pages) else _first_page(view)
    standing, _ = effective(file.ledger.of(row.id))
    conflicts = {c.entry.id: c.why for c in file.conflicts}
    size = next((p for p in raw["halaman"] if p["nomor"] == number), None)
    return {
        "row": row, "view": view, "number": number, "panel": panel if panel in PANELS else "rekaman",
        "width": (size and size["lebar"]) or 595, "height": (size and size["tinggi"]) or 842,
        "marks": view.marks(number), "history": list(reversed(file.ledger.of(row.id))),
        "standing": {e.id for e in standing}, "conflicts": conflicts, "broken_lines": file.ledger.broken,
        "has_pdf": bool(row.id) and services.archive.find(row.id, row.berkas) is not None,
        "page_records": view.on_page(number), "tabs": PANELS, "page_list": page_list(view),
    }  # fmt: skip


def page_list(view: DocumentView) -> list[tuple[int, int, int]]:
    """(page, records that begin there, doubtful values) of every page with any."""
    records: dict[int, int] = {}
    doubts: dict[int, int] = {}
    for record in view.records:
        records[record.page or 1] = records.get(record.page or 1, 0) + 1
    for page, panel, _ in view.doubts:
        if panel == "rekaman":
            doubts[page] = doubts.get(page, 0) + 1
    return [(n, records[n], doubts.get(n, 0)) for n in sorted(records)]


def _first_page(view: DocumentView) -> int:
    """Where there is something to look at."""
    doubts = view.doubts
    if doubts:
        return doubts[0][0]
    return min((r.page or 1 for r in view.records), default=1)


@router.get("/dokumen/{key}/halaman/{number}.jpg")
def picture(request: Request, key: str, number: int, skala: int = 1) -> Response:
    """A page as JPEG; the same for ever, because the address holds the hash of the PDF."""
    services = services_of(request)
    row = known(services, key)
    path = services.archive.find(row.id, row.berkas)
    if path is None or skala not in SCALES or not 1 <= number <= row.pages:
        raise HTTPException(404, "tidak_ditemukan")
    tag = f'"{row.id[:24]}-{number}-{skala}"'
    headers = {"ETag": tag, "Cache-Control": "private, max-age=86400"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    try:
        content = services.drawer.page(row.id, path, number, SCALES[skala])
    except Busy:
        return Response(status_code=503, headers={"Retry-After": "2"})
    except WorkFailed as error:
        raise HTTPException(404, "halaman_tak_tergambar") from error
    return Response(content, media_type="image/jpeg", headers=headers)


@router.get("/dokumen/{key}/halaman/{number}.json")
def seen(request: Request, key: str, number: int) -> Response:
    """Words and cells of a page, for the layers of the page image."""
    services = services_of(request)
    row = known(services, key)
    path = services.archive.find(row.id, row.berkas)
    if path is None or not 1 <= number <= row.pages:
        raise HTTPException(404, "tidak_ditemukan")
    try:
        return JSONResponse(services.drawer.seen(row.id, path, number))
    except Busy:
        return Response(status_code=503, headers={"Retry-After": "5"})
    except WorkFailed as error:
        return JSONResponse({"kode": error.code, "pesan": error.message}, 422)


@router.get("/bahasa/{language}")
def language(request: Request, language: str, ke: Annotated[str, Query(max_length=500)] = "/") -> Response:
    """Remember the language and go back to where the visitor was, on this server only."""
    home = ke if ke.startswith("/") and not ke.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(home, 303)
    chosen = "en" if language == "en" else "id"
    answer.set_cookie("iku_bahasa", chosen, max_age=31_536_000, httponly=True, samesite="lax")
    return answer
