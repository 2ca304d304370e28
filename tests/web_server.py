"""For the tests of the review pages: a folder of results made from our samples, a running server, a browser."""

from __future__ import annotations

import contextlib
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
         "--disable-component-update", "--disable-sync"]  # fmt: skip


def find_browser() -> str | None:
    """A Chromium of the system."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


def find_axe() -> Path | None:
    """The accessibility checker, where npm has put it (``npm install --prefix .venv axe-core``)."""
    places = [ROOT / "node_modules", ROOT / ".venv" / "node_modules"]
    return next((p for p in (x / "axe-core" / "axe.min.js" for x in places) if p.is_file()), None)


@contextlib.contextmanager
def running(settings: Any) -> Iterator[str]:
    """A server on a free loopback port; its address without the last slash."""
    import uvicorn

    from iku.web.app import create_app
    from iku.web.server import listen

    app = create_app(settings)
    opened = listen("127.0.0.1", 0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=2))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [opened]}, daemon=True)
    thread.start()
    try:
        for _ in range(200):
            if server.started:
                break
            time.sleep(0.05)
        yield f"http://127.0.0.1:{opened.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=15)
        opened.close()


@contextlib.contextmanager
def browser() -> Iterator[Any]:
    """Debian's Chromium, driven by Playwright; the test is skipped where one of the two is absent."""
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = find_browser()
    if path is None:
        pytest.skip("no Chromium on this machine")
    with playwright.sync_playwright() as driver:
        chromium = driver.chromium.launch(executable_path=path, headless=True, args=FLAGS)
        try:
            yield chromium
        finally:
            chromium.close()
