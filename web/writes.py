"""What people change: values, the state of a document, their own name. Every form carries a token against forgery."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Annotated, Any, TypeVar
from urllib.parse import quote

from fastapi import APIRouter, Form, HTTPException, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from iku.web.decisions import DecisionRequest, Refused, person_name
from iku.web.language import Words
from iku.web.pages import known, shown
from iku.web.safety import PASS, csrf_fits, pass_of
from iku.web.services import Services, services_of
from iku.web.summary import DocumentRow

router = APIRouter(include_in_schema=False)
T = TypeVar("T")
_PREFIX = "isian-"
Text = Annotated[str, Form(max_length=20_000)]


def checked(request: Request, csrf: str) -> Services:
    """The services, for a form that came from a page of ours. Raises 403."""
    services = services_of(request)
    if not csrf_fits(services.settings, request.scope["session_id"], csrf):
        raise HTTPException(403, "formulir_lama")
    return services


@router.post("/dokumen/{key}/putusan")
async def decide(request: Request, key: str) -> Response:
    """Change, accept or undo one value."""
    form = {k: v for k, v in (await request.form(max_fields=60, max_files=0)).items() if isinstance(v, str)}
    services = checked(request, form.get("csrf", ""))
    row = known(services, key)
    typed = {k.removeprefix(_PREFIX): v for k, v in form.items() if k.startswith(_PREFIX)}
    change = DecisionRequest(
        form.get("aksi", ""), form.get("alamat", ""), form.get("sidik", ""), services.person(request),
        form.get("alasan", ""), typed,
    )  # fmt: skip
    status = 200
    message: tuple[str, Any]
    try:
        count = await _in_thread(services.decider.decide, row, change)
        message = ("pesan_" + change.action, count)
    except Refused as error:
        status, message = error.status, ("tolak_" + error.key, error.detail)
    return await _in_thread(_answer, services, request, row, form, status, message)


@router.post("/dokumen/{key}/batal")
def undo(request: Request, key: str, csrf: Text = "", untuk: Text = "") -> Response:
    """Undo one entry of the history."""
    services = checked(request, csrf)
    row = known(services, key)
    try:
        services.decider.undo(row, untuk, services.person(request))
    except Refused as error:
        raise HTTPException(error.status, "tolak_" + error.key) from error
    return RedirectResponse(f"/dokumen/{row.key}?panel=riwayat", 303)


@router.post("/dokumen/{key}/status")
def state(request: Request, key: str, csrf: Text = "", status: Text = "") -> Response:
    """New, in review, accepted."""
    services = checked(request, csrf)
    row = known(services, key)
    try:
        services.decider.set_state(row, status, services.person(request))
    except Refused as error:
        raise HTTPException(error.status, "tolak_" + error.key) from error
    return RedirectResponse(f"/dokumen/{row.key}", 303)


@router.post("/nama")
def name(request: Request, csrf: Text = "", nama: Text = "", ke: Text = "/") -> Response:
    """Remember who decides at this browser."""
    checked(request, csrf)
    home = ke if ke.startswith("/") and not ke.startswith(("//", "/\\")) else "/"
    answer = RedirectResponse(home, 303)
    answer.set_cookie("iku_nama", quote(person_name(nama)), max_age=31_536_000, httponly=True, samesite="lax")
    return answer


@router.get("/masuk")
def ask_token(request: Request) -> Response:
    """The page that asks for the token."""
    return services_of(request).page(request, "masuk.html", wrong=False)


@router.post("/masuk")
def take_token(request: Request, csrf: Text = "", token: Text = "") -> Response:
    """Let a visitor in who knows the token."""
    services = checked(request, csrf)
    wanted = services.settings.token
    if not wanted or not secrets.compare_digest(token.strip().encode(), wanted.encode()):
        return services.page(request, "masuk.html", 401, wrong=True)
    answer = RedirectResponse("/", 303)
    answer.set_cookie(PASS, pass_of(services.settings), httponly=True, samesite="strict")
    return answer


def _answer(
    services: Services, request: Request, row: DocumentRow, form: dict[str, str], status: int, message: tuple[str, Any]
) -> Response:
    """To the script: the panel as it is now. To a browser without one: the page again, or what is wrong."""
    words = Words(request.cookies.get("iku_bahasa", "id"))
    text = words(message[0], n=message[1])
    page = form.get("halaman", "")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 7 else None
    panel = form.get("panel", "rekaman")
    if "application/json" not in request.headers.get("accept", ""):
        if status != 200:
            return services.page(request, "pesan.html", status, title=words("tidak_disimpan"), text=text, back=row.key)
        return RedirectResponse(f"/dokumen/{row.key}?halaman={number or 1}&panel={quote(panel)}", 303)
    now = services.index.document(row.key) or row
    values = shown(services, now, number, panel)
    view = values["view"]
    return JSONResponse(
        {
            "pesan": text, "panel": services.render(request, "panel.html", **values),
            "kotak": services.render(request, "kotak.html", **values), "ragu": view.doubts, "status": now.state,
        },
        status,
    )  # fmt: skip


async def _in_thread(function: Callable[..., T], *arguments: Any) -> T:
    from starlette.concurrency import run_in_threadpool

    return await run_in_threadpool(function, *arguments)
