"""Printing with chromium: one browser for a whole run."""

from __future__ import annotations

import html
import shutil
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from playwright.sync_api import Playwright, sync_playwright

from bench.layouts.model import Layout
from bench.layouts.truth import real_ink, teaching_ink
from bench.layouts.webpage import Ink, webpage


def browser_path() -> str | None:
    """The browser of this machine, or None."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Chromium:
    """A context manager that prints layouts to PDF."""

    def __init__(self) -> None:
        self._driver: Playwright = sync_playwright().start()
        self._browser = self._driver.chromium.launch(
            executable_path=browser_path(), args=["--no-sandbox", "--disable-gpu"]
        )
        self._page = self._browser.new_page()

    def print_all(self, layouts: Sequence[Layout], real: Path, teaching: Path) -> None:
        """Each layout twice under its name: as it looks into *real*, with one ink for each cell into *teaching*."""
        for layout in layouts:
            self._print(layout, real_ink, real / f"{layout.name}.pdf")
            self._print(layout, teaching_ink, teaching / f"{layout.name}.pdf")

    def _print(self, layout: Layout, ink: Ink, target: Path) -> None:
        self._page.set_content(webpage(layout, ink))
        look = f"font-size:8pt;width:100%;text-align:center;font-family:'{layout.font}'"
        number = layout.page_numbers.format(n="<span class=pageNumber></span>")
        self._page.pdf(
            path=str(target),
            prefer_css_page_size=True,
            print_background=True,
            tagged=layout.tagged,
            display_header_footer=bool(layout.running_head or number),
            header_template=f'<div style="{look}">{html.escape(layout.running_head)}</div>',
            footer_template=f'<div style="{look}">{number}</div>',
        )

    def __enter__(self) -> Chromium:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._browser.close()
        self._driver.stop()
