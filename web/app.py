"""The review server as an ASGI application."""

from __future__ import annotations

import contextlib
import re
from collections.abc import AsyncIterator
from importlib import resources
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException

from iku.extract.errors import IkuError
from iku.web import api, audit, explore, pages, writes
from iku.web.language import Words
from iku.web.safety import Guard
from iku.web.services import Services
from iku.web.settings import Settings


def create_app(settings: Settings) -> FastAPI:
    """The application over one folder of results; its workers end with it."""

    @contextlib.asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        yield
        services.close()

    app = FastAPI(
        title="IKU", version="1", openapi_url="/api/v1/openapi.json", docs_url=None, redoc_url=None, lifespan=lifespan,
        description="Documents, agencies and indicators of one folder of results. Read-only, but for convert.",
    )  # fmt: skip
    services = Services.of(settings)
    services.index.refresh()
    services.templates.filters.update(ringkas=brief, rapat=lambda text: re.sub(r"\s+", "", text or ""))
    app.state.services = services
    app.include_router(pages.router)
    app.include_router(writes.router)
    app.include_router(audit.router)
    app.include_router(explore.router)
    app.include_router(api.router)
    app.mount("/static", StaticFiles(directory=str(resources.files("iku.web").joinpath("static"))), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(RequestValidationError, _misunderstood)
    app.add_exception_handler(IkuError, _failed)
    app.add_middleware(Guard, settings=settings)
    return app


def brief(value: Any) -> str:
    """A value of the ledger in one line, for people."""
    if isinstance(value, dict):
        return "; ".join(f"{k}: {brief(v)}" for k, v in value.items() if v is not None) or "—"
    if isinstance(value, list):
        return ", ".join(brief(v) for v in value) or "—"
    return "—" if value is None else str(value)


async def _refused(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return _message(request, error.status_code, str(error.detail), dict(error.headers or {}))


async def _misunderstood(request: Request, error: Exception) -> Response:
    return _message(request, 422, "permintaan_salah", {})


async def _failed(request: Request, error: Exception) -> Response:
    assert isinstance(error, IkuError)
    return _message(request, 409, f"{error.code}: {error.message}", {})


def _message(request: Request, status: int, key: str, headers: dict[str, str]) -> Response:
    """What went wrong: JSON for programs, a page for people."""
    services: Services = request.app.state.services
    words = Words(request.cookies.get("iku_bahasa", "id"))
    text = words(key)
    if request.url.path.startswith("/api/") or "application/json" in request.headers.get("accept", ""):
        code = key.partition(":")[0].upper() if words.has(key) or ":" in key else "PERMINTAAN"
        return JSONResponse({"kode": code, "pesan": text}, status, headers)
    answer = services.page(request, "pesan.html", status, title=f"{words('galat')} {status}", text=text, back=None)
    answer.headers.update(headers)
    return answer
