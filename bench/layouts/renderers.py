"""The renderers by name, each loaded only when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Protocol

from bench.layouts.model import Layout

RENDERERS = ("chromium", "reportlab", "libreoffice")


class Renderer(Protocol):
    """What prints layouts: a context manager that holds a program open."""

    def print_all(self, layouts: Sequence[Layout], real: Path, teaching: Path) -> None:
        """Each layout under its name as PDF: as it looks into *real*, with teaching inks into *teaching*."""

    def __enter__(self) -> Renderer: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None: ...


def renderer(name: str) -> Renderer:
    """The renderer *name*."""
    if name == "chromium":
        from bench.layouts.chromium import Chromium

        return Chromium()
    if name == "reportlab":
        from bench.layouts.canvas import Reportlab

        return Reportlab()
    from bench.layouts.office import Office

    return Office()
