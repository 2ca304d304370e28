"""The data files of this room, read once per process and only when first asked for."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """Rows of ``normalize/data/NAME.csv``, each a dict by column name."""
    text = files("iku.normalize").joinpath(f"data/{name}.csv").read_text(encoding="utf-8")
    return tuple(csv.DictReader(text.splitlines()))


@cache
def toml(name: str) -> dict[str, Any]:
    """``normalize/data/NAME.toml`` as a dict."""
    return tomllib.loads(files("iku.normalize").joinpath(f"data/{name}.toml").read_text(encoding="utf-8"))
