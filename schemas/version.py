"""The version of the program, as every agency file names it."""

from __future__ import annotations

VERSION = "0.1.0"
PROGRAM = f"iku {VERSION}"
