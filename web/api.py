"""The HTTP API for other systems, under ``/api/v1``: read-only, but for one PDF in and JSON out."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request, UploadFile
from fastapi import Path as InPath
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool

from iku.schemas.validate import CONTRACT_VERSION, SCHEMA_ID
from iku.web.answers import (
    AgencyFileAnswer,
    AgencyItem,
    AgencyPage,
    DocumentItem,
    DocumentPage,
    IndicatorItem,
    IndicatorPage,
    Problem,
    SearchAnswer,
)
from iku.web.document_index import Query as Wanted
from iku.web.forms import visible
from iku.web.services import Services, services_of
from iku.web.summary import DocumentRow, RecordRow
from iku.web.workers import Busy, WorkFailed

REFUSALS: dict[int | str, dict[str, Any]] = {
    400: {"model": Problem, "description": "The request cannot be understood."},
    401: {"model": Problem, "description": "A token is needed."},
    404: {"model": Problem, "description": "There is no such thing."},
    409: {"model": Problem, "description": "The file behind it cannot be read."},
    422: {"model": Problem, "description": "A parameter is not allowed."},
}
UPLOADS: dict[int | str, dict[str, Any]] = {
    403: {"model": Problem, "description": "A browser sent it from another site."},
    413: {"model": Problem, "description": "The PDF is larger than allowed."},
    422: {"model": Problem, "description": "No readable PDF, or too much for the limits; `kode`: see docs/errors.md."},
    503: {"model": Problem, "description": "Too many conversions wait; ask again after `Retry-After` seconds."},
}
RETRY_AFTER = 15
Words = Annotated[str, Query(alias="q", max_length=200, description="Words that all have to occur.")]
Region = Annotated[str, Query(alias="daerah", max_length=20, description="Region code, e.g. 33.07.")]
Agency = Annotated[str, Query(alias="instansi", max_length=32, description="Key of an agency.")]
State = Annotated[str, Query(alias="status", max_length=20, description="baru, diperiksa or diterima.")]
Year = Annotated[int | None, Query(alias="tahun", ge=1900, le=2200, description="A year that the period covers.")]
Limit = Annotated[int, Query(alias="batas", ge=1, le=500, description="Items on a page.")]
Offset = Annotated[int, Query(alias="mulai", ge=0, le=10_000_000, description="Items to leave out first.")]
Key = Annotated[str, InPath(max_length=64)]

router = APIRouter(prefix="/api/v1", responses=REFUSALS)


def _services(request: Request) -> Services:
    services = services_of(request)
    services.index.refresh_soon()
    return services


@router.get("/documents")
def list_documents(
    request: Request, q: Words = "", region: Region = "", agency: Agency = "", state: State = "", year: Year = None,
    limit: Limit = 50, offset: Offset = 0,
) -> DocumentPage:  # fmt: skip
    """Documents, the doubtful first."""
    total, rows = _services(request).index.documents(Wanted(q, region, year, state, agency, limit, offset))
    return DocumentPage(jumlah=total, butir=[DocumentItem.of(r) for r in rows])


@router.get("/documents/{kunci}")
def get_document(request: Request, kunci: Key) -> AgencyFileAnswer:
    """One document in the form of an agency file, corrections applied."""
    services = _services(request)
    row = services.index.document(kunci)
    if row is None:
        raise HTTPException(404, "tidak_ditemukan")
    file = services.reader.read(row.file)
    return file.only(file.place(row.id, row.berkas, row.position))


@router.get("/agencies")
def list_agencies(
    request: Request, q: Words = "", region: Region = "", year: Year = None, limit: Limit = 50, offset: Offset = 0
) -> AgencyPage:
    """Agencies that have a document with all words, in the region, for the year."""
    total, rows = _services(request).index.agencies(Wanted(q, region, year, limit=limit, offset=offset))
    names = ("kunci", "instansi", "kode_daerah", "daerah", "dokumen", "rekaman", "keyakinan")
    return AgencyPage(jumlah=total, butir=[AgencyItem(**dict(zip(names, r, strict=True))) for r in rows])


@router.get("/agencies/{kunci}")
def get_agency(request: Request, kunci: Key) -> AgencyFileAnswer:
    """The whole agency file, corrections applied."""
    services = _services(request)
    name = services.index.agency_file(kunci)
    if name is None:
        raise HTTPException(404, "tidak_ditemukan")
    return services.reader.read(name).data


@router.get("/indicators")
def list_indicators(
    request: Request, q: Words = "", region: Region = "", agency: Agency = "", year: Year = None,
    unit: Annotated[str, Query(alias="satuan", max_length=60, description="Standard unit, e.g. persen.")] = "",
    document: Annotated[str, Query(alias="dokumen", max_length=64, description="Key of a document.")] = "",
    limit: Limit = 50, offset: Offset = 0,
) -> IndicatorPage:  # fmt: skip
    """Indicator records of all documents."""
    wanted = Wanted(q, region, year, "", agency, limit, offset)
    return _indicators(_services(request), wanted, unit, document)


@router.get("/search")
def search(request: Request, q: Words = "", limit: Limit = 20) -> SearchAnswer:
    """Documents and records that hold all words."""
    services = _services(request)
    total, rows = services.index.documents(Wanted(q, limit=limit))
    found = DocumentPage(jumlah=total, butir=[DocumentItem.of(r) for r in rows])
    return SearchAnswer(dokumen=found, indikator=_indicators(services, Wanted(q, limit=limit), "", ""))


@router.post("/convert", responses={**REFUSALS, **UPLOADS})
async def convert(request: Request, file: UploadFile) -> AgencyFileAnswer:
    """One PDF in, the JSON of its agency and document out. Nothing is kept."""
    services = services_of(request)
    name = visible(Path((file.filename or "").replace("\\", "/")).name)[:200] or "unggahan.pdf"
    with tempfile.TemporaryDirectory(prefix="iku-") as folder:
        path = Path(folder) / "unggahan.pdf"
        digest = hashlib.sha256()
        with open(path, "xb") as out:
            while block := await file.read(1 << 20):
                digest.update(block)
                out.write(block)
        try:
            return await run_in_threadpool(_convert, services, path, digest.hexdigest(), name)
        except Busy:
            problem = {"kode": "ANTREAN_PENUH", "pesan": "too many conversions wait"}
            return JSONResponse(problem, 503, {"Retry-After": str(RETRY_AFTER)})  # type: ignore[return-value]
        except WorkFailed as error:
            return JSONResponse({"kode": error.code, "pesan": error.message}, 422)  # type: ignore[return-value]


@router.get("/status")
def status(request: Request, response: Response) -> dict[str, str | int]:
    """Whether the server works, what it serves, and the version of the contract."""
    services = _services(request)
    total, _ = services.index.documents(Wanted(limit=1))
    return {"status": "baik", "skema": SCHEMA_ID, "versi": CONTRACT_VERSION, "dokumen": total}


def _convert(services: Services, path: Path, digest: str, name: str) -> dict[str, Any]:
    pages, most = services.drawer.count(path), services.settings.upload_pages
    if pages > most:
        raise WorkFailed("TERLALU_BESAR", f"{pages} pages, the limit is {most}")
    return services.converter.convert(path, digest, name)


def _indicators(services: Services, wanted: Wanted, unit: str, document: str) -> IndicatorPage:
    total, rows = services.index.records(wanted, unit=unit, document=document)
    cut = len(RecordRow.__dataclass_fields__)
    items = [IndicatorItem.of(RecordRow(*r[:cut]), DocumentRow(*r[cut:])) for r in rows]
    return IndicatorPage(jumlah=total, butir=items)
