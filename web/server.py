"""The review server running: index first, then listen, then (where wanted) the browser."""

from __future__ import annotations

import contextlib
import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from iku.extract.errors import AddressTaken
from iku.web.app import create_app
from iku.web.settings import Settings

STEP = 20
"""Ports that are tried after the wanted one when that is taken."""


def listen(host: str, port: int) -> socket.socket:
    """A socket on *port*, or the next free one of the twenty after it; 0 is any. Raises ``AddressTaken``."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    reason = ""
    for number in range(port, port + (STEP if port else 1)):
        opened = socket.socket(family, socket.SOCK_STREAM)
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            opened.bind((host, number))
        except OSError as error:
            opened.close()
            reason = error.strerror or str(error)
            continue
        return opened
    raise AddressTaken(reason or "no port is free", file=f"{host}:{port}")


def serve(settings: Settings, *, browser: bool, ready: Callable[[str], None]) -> None:
    """Serve until interrupted. *ready* is called with the address when everything is indexed and listening."""
    app = create_app(settings)
    opened = listen(settings.host, settings.port)
    shown = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host
    address = f"http://[{shown}]" if ":" in shown else f"http://{shown}"
    address += f":{opened.getsockname()[1]}/"
    ready(address)
    if browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_graceful_shutdown=3)
    with contextlib.suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[opened])
