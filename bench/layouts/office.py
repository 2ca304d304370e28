"""Printing with LibreOffice Writer: flat OpenDocument files, many in one call because the program starts slowly."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

from bench.layouts.model import Layout
from bench.layouts.truth import real_ink, teaching_ink
from bench.layouts.writer import FlatText, Ink

FILTER = "writer_pdf_Export"


def office_path() -> str | None:
    """The office suite of this machine, or None."""
    return shutil.which("soffice") or shutil.which("libreoffice")


class Office:
    """A context manager that prints layouts to PDF, with a profile of its own."""

    def __init__(self) -> None:
        self._profile = tempfile.TemporaryDirectory()

    def print_all(self, layouts: Sequence[Layout], real: Path, teaching: Path) -> None:
        """Each layout twice under its name: as it looks into *real*, with one ink for each cell into *teaching*."""
        for tagged in (False, True):
            chosen = [layout for layout in layouts if layout.tagged is tagged]
            self._convert(chosen, real_ink, real, tagged)
            self._convert(chosen, teaching_ink, teaching, tagged)

    def _convert(self, layouts: Sequence[Layout], ink: Ink, target: Path, tagged: bool) -> None:
        if not layouts:
            return
        with tempfile.TemporaryDirectory() as folder:
            files = []
            for layout in layouts:
                files.append(Path(folder) / f"{layout.name}.fodt")
                files[-1].write_text(FlatText(layout, ink).document(), "utf-8")
            options = json.dumps({"UseTaggedPDF": {"type": "boolean", "value": str(tagged).lower()}})
            command = [office_path() or "soffice", f"-env:UserInstallation={Path(self._profile.name).as_uri()}"]
            command += ["--headless", "--convert-to", f"pdf:{FILTER}:{options}", "--outdir", str(target)]
            subprocess.run([*command, *map(str, files)], check=True, capture_output=True)  # noqa: S603

    def __enter__(self) -> Office:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._profile.cleanup()
