"""What every request passes: who may ask, how much may be sent, and what the answer tells the browser to allow.

Written as ASGI, so that an upload is counted while it comes in and not after.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from typing import Any
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from iku.web.settings import Settings, is_loopback

CONVERT = "/api/v1/convert"
LOGIN = "/masuk"
OPEN_PATHS = (LOGIN, "/static/")
SESSION, PASS = "iku_sesi", "iku_masuk"
_POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
_READS = ("GET", "HEAD", "OPTIONS")


class TooMuch(Exception):
    """The body is larger than allowed."""


class Guard:
    """Middleware: host names, token, cross-site writes, size of bodies, session cookie, security headers."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self.app, self.settings = app, settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        cookies = _cookies(headers)
        session = cookies.get(SESSION, "")
        fresh = not (len(session) == 32 and session.isalnum())
        scope["session_id"] = secrets.token_hex(16) if fresh else session
        send = _with_headers(send, scope["session_id"] if fresh else None)
        refusal = self._refusal(scope, headers, cookies)
        if refusal is not None:
            await refusal(scope, receive, send)
            return
        limit = self.settings.upload_bytes + 4096 if scope["path"] == CONVERT else self.settings.form_bytes
        body = _Counted(receive, send, limit)
        try:
            await self.app(scope, body.receive, body.send)
        except TooMuch:
            body.passed = True
        if body.passed:
            await _too_large(scope)(scope, receive, send)

    def _refusal(self, scope: Scope, headers: Headers, cookies: dict[str, str]) -> Response | None:
        if self.settings.local and not _is_own_host(_host_name(headers)):
            return PlainTextResponse("unknown host name", 400)
        if scope["method"] not in _READS and not _same_site(headers):
            return _answer(scope, 403, "LINTAS_SITUS", "request from another site")
        length = headers.get("content-length", "0")
        limit = self.settings.upload_bytes + 4096 if scope["path"] == CONVERT else self.settings.form_bytes
        if not length.isdigit() or int(length) > limit:
            return _too_large(scope)
        if self.settings.token and not scope["path"].startswith(OPEN_PATHS) and not self._known(headers, cookies):
            if scope["path"].startswith("/api/"):
                refused = _answer(scope, 401, "PERLU_TOKEN", "send the token: Authorization: Bearer TOKEN")
                refused.headers["WWW-Authenticate"] = "Bearer"
                return refused
            return RedirectResponse(LOGIN, 303)
        return None

    def _known(self, headers: Headers, cookies: dict[str, str]) -> bool:
        kind, _, given = headers.get("authorization", "").partition(" ")
        by_header = kind.lower() == "bearer" and _equal(given, self.settings.token or "")
        return by_header or _equal(cookies.get(PASS, ""), pass_of(self.settings))


def pass_of(settings: Settings) -> str:
    """The cookie of a visitor who gave the token: it does not hold the token itself."""
    return _sign(settings, f"masuk {settings.token}")


def csrf_token(settings: Settings, session: str) -> str:
    """What a form must send back: bound to the session cookie and to this run of the server."""
    return _sign(settings, f"csrf {session}")


def csrf_fits(settings: Settings, session: str, given: str) -> bool:
    return _equal(given, csrf_token(settings, session))


def _sign(settings: Settings, text: str) -> str:
    return hmac.new(settings.secret, text.encode(), hashlib.sha256).hexdigest()


def _equal(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "surrogatepass"), wanted.encode())


def _host_name(headers: Headers) -> str | None:
    try:
        return urlsplit(f"//{headers.get('host', '')}").hostname
    except ValueError:
        return None


def _is_own_host(name: str | None) -> bool:
    """A name that can only mean this machine: a page elsewhere cannot reach us under a name of its own."""
    return name is not None and (is_loopback(name))


def _same_site(headers: Headers) -> bool:
    """Browsers say where a write comes from; programs say nothing and are let through (they hold no cookie of ours)."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc == headers.get("host")
    except ValueError:  # "http://["
        return False


def _cookies(headers: Headers) -> dict[str, str]:
    jar: SimpleCookie = SimpleCookie()
    try:
        jar.load(headers.get("cookie", "")[:8192])
    except CookieError:
        return {}
    return {name: morsel.value for name, morsel in jar.items()}


class _Counted:
    """A body that ends with ``TooMuch`` past *limit* bytes; what the application answers then is not sent."""

    def __init__(self, receive: Receive, send: Send, limit: int) -> None:
        self._receive, self._send, self._left = receive, send, limit
        self.passed = False

    async def receive(self) -> Message:
        message = await self._receive()
        self._left -= len(message.get("body", b""))
        if self._left < 0:
            self.passed = True
            raise TooMuch
        return message

    async def send(self, message: Message) -> None:
        if not self.passed:
            await self._send(message)


def _with_headers(send: Send, session: str | None) -> Send:
    async def add(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers.setdefault(name, value)
            headers.setdefault("Cache-Control", "no-store")
            if session:
                headers.append("Set-Cookie", f"{SESSION}={session}; Path=/; HttpOnly; SameSite=Strict")
        await send(message)

    return add


def _answer(scope: Scope, status: int, code: str, message: str) -> Response:
    content: dict[str, Any] = {"kode": code, "pesan": message}
    return JSONResponse(content, status)


def _too_large(scope: Scope) -> Response:
    return _answer(scope, 413, "TERLALU_BESAR", "the request is larger than allowed")
