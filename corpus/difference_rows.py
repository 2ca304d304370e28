"""A difference as flat rows (for a table and CSV) and as plain data (for JSON)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from iku.corpus.changes import Difference, Pair


def as_rows(difference: Difference) -> list[dict[str, Any]]:
    """One row per change, and one for every indicator that stayed as it was."""
    out = []
    for number, pair in enumerate(difference.pairs, 1):
        facts = {
            "dari": difference.old.name,
            "ke": difference.new.name,
            "pasangan": number,
            "indikator": (pair.new or pair.old or {}).get("indikator"),
            "halaman_lama": _page(pair.old),
            "halaman_baru": _page(pair.new),
        }
        changes = [asdict(c) for c in pair.changes]
        none = {"jenis": "tetap", "medan": None, "lama": None, "baru": None, "setara": None}
        out += [{**facts, **change} for change in changes or [none]]
    return out


def as_plain(difference: Difference) -> dict[str, Any]:
    """Versions, counts and pairs with their changes."""
    return {
        "dari": {"instansi": difference.old.agency, "versi": difference.old.name},
        "ke": {"instansi": difference.new.agency, "versi": difference.new.name},
        "jumlah": difference.count(),
        "pasangan": [_pair(pair) for pair in difference.pairs],
    }


def _pair(pair: Pair) -> dict[str, Any]:
    return {
        "lama": _short(pair.old),
        "baru": _short(pair.new),
        "kemiripan": pair.likeness,
        "perubahan": [asdict(change) for change in pair.changes],
    }


def _short(record: Mapping[str, Any] | None) -> dict[str, Any] | None:
    return None if record is None else {"indikator": record["indikator"], "halaman": _page(record)}


def _page(record: Mapping[str, Any] | None) -> int | None:
    return ((record or {}).get("asal") or {}).get("halaman")
