"""The taxonomy of findings: every code with its level, Indonesian message, English description and, where it is
evidence for one, the criterion of the official evaluation sheet (LKE, PermenPANRB 88/2021).

Data: ``data/findings_cells.toml`` and ``data/findings_document.toml``; ``docs/findings.md`` is made from them by
``python -m iku.normalize.taxonomy``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from iku.normalize.model import Lokasi, Temuan

_DATA = Path(__file__).parent / "data"
_FILES = {"findings_document": "The document", "findings_cells": "Pages, tables and records"}


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding. ``tingkat``: galat, peringatan or info; ``pesan``: a template; ``lke``: criteria."""

    kode: str
    tingkat: str
    pesan: str
    en: str
    lke: tuple[str, ...]

    def temuan(self, rinci: Mapping[str, object], lokasi: Lokasi | None) -> Temuan:
        """The finding as the result holds it. Raises ``KeyError`` on a missing detail."""
        return Temuan(self.kode, self.tingkat, self.pesan.format(**rinci), lokasi, list(self.lke))


@cache
def codes(name: str) -> Mapping[str, Code]:
    """The codes of one data file, by code."""
    data = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        kode: Code(kode, entry["tingkat"], entry["pesan"], entry["en"], tuple(entry.get("lke", ())))
        for kode, entry in data.items()
    }


def sheet() -> str:
    """The whole taxonomy as a Markdown page."""
    lines = [
        "# Findings",
        "",
        "A finding (`temuan`) is a fact with its place, never a score. `tingkat` says how grave it is: `galat` (a",
        "value cannot be trusted), `peringatan` (look at it), `info`. `kriteria_lke` names the criteria of the",
        "evaluation sheet (LKE, PermenPANRB 88/2021) for which it is evidence. This page is made from the data files",
        "by `python -m iku.normalize.taxonomy`.",
    ]
    for name, title in _FILES.items():
        lines += [
            "",
            f"## {title}",
            "",
            "| code | level | what it says | in Indonesian | LKE |",
            "| --- | --- | --- | --- | --- |",
        ]
        for code in codes(name).values():
            lines.append(f"| `{code.kode}` | {code.tingkat} | {code.en} | {code.pesan} | {', '.join(code.lke)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[1] / "docs" / "findings.md").write_text(sheet(), encoding="utf-8")
