"""What a running review server is told once, at its start."""

from __future__ import annotations

import ipaddress
import secrets
from dataclasses import dataclass, field
from pathlib import Path

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """``results``: folder of agency JSON files; ``archives``: folders that hold the PDFs; ``host`` and ``port``: where
    it listens; ``token``: asked of every visitor where it is set; ``person``: who decides, unless a visitor gives a
    name.

    Limits: ``upload_bytes`` and ``upload_pages`` of a PDF, ``convert_seconds`` and ``queue`` (conversions that
    may run or wait), ``draw_seconds`` for a page image, ``form_bytes`` of any other request."""

    results: Path
    archives: tuple[Path, ...] = ()
    host: str = "127.0.0.1"
    port: int = 8765
    token: str | None = None
    person: str = "peninjau"
    upload_bytes: int = 50 * MEGABYTE
    upload_pages: int = 500
    convert_seconds: float = 300.0
    queue: int = 4
    draw_seconds: float = 60.0
    form_bytes: int = MEGABYTE // 2
    secret: bytes = field(default_factory=lambda: secrets.token_bytes(32), repr=False)

    @property
    def local(self) -> bool:
        """True where only this machine can reach it."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """``localhost`` and the loopback addresses of IPv4 and IPv6."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
