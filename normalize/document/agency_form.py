"""How an institution is written in the output: its printed form with its region, its urusan codes, its short name."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from iku.normalize.document.knowledge import table, toml
from iku.normalize.document.spelling import key, title_case
from iku.normalize.model import Daerah
from iku.normalize.tokens import language, tokenize

if TYPE_CHECKING:
    from spacy.matcher import PhraseMatcher


def urusan_codes(nama: str) -> list[str]:
    """Codes of the urusan (Permendagri 90/2019) that an agency name holds, in its order, each once."""
    doc = tokenize(re.sub(r"[,/&.-]", " ", nama).lower())
    from spacy.util import filter_spans

    matches = [doc[first:last] for _, first, last in _urusan_matcher()(doc)]
    codes = {key(row["kata"]): row["kode"] for row in table("urusan_kata")}
    return list(dict.fromkeys(codes[key(span.text)] for span in filter_spans(matches)))


@cache
def _urusan_matcher() -> PhraseMatcher:
    vocab = language().vocab
    from spacy.matcher import PhraseMatcher

    matcher = PhraseMatcher(vocab)
    matcher.add("URUSAN", [tokenize(row["kata"]) for row in table("urusan_kata")])
    return matcher


def expand(short: str) -> str | None:
    """The one agency that a short name means (``BAPPEDA``, ``DP3AKB``), or None when it is unknown or means several."""
    return _short_names().get(re.sub(r"[^a-z0-9]", "", short.lower()))


@cache
def _short_names() -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for row in table("perangkat_daerah"):
        for short in row["singkatan"].split(";"):
            meant.setdefault(re.sub(r"[^a-z0-9]", "", short.lower()), set()).add(row["nomenklatur"])
    return {short: next(iter(full)) for short, full in meant.items() if len(full) == 1}


def written_out(short: str) -> str | None:
    """As ``expand``, in the letters of the output: ``Dinas Kesehatan`` for ``DINKES``."""
    full = expand(short)
    return title_case(full, frozenset(toml("instansi")["huruf"]["kecil"]), _capital_names()) if full else None


@cache
def _capital_names() -> frozenset[str]:
    """Short names that no vowel makes a word of (``dp3akb``): they stay in capitals."""
    return frozenset(s for s in _short_names() if re.search(r"\d", s) or not re.search(r"[aeiou][^aeiou]", s))


def printed_form(nama: str, region: Daerah) -> str:
    """The name in the form of the output: ``Dinas Sosial Kota Depok``, ``Dinas Kesehatan Provinsi Jawa Barat``. What
    provinces with a name of their own kind are called in it stands in ``data/wilayah_sebutan.csv``."""
    letters = toml("instansi")["huruf"]
    shaped = title_case(nama, frozenset(letters["kecil"]), frozenset(letters["besar"]) | _capital_names())
    shaped = re.sub(r"(?<!\s)\s+([,)])", r"\1", re.sub(r"\(\s+", "(", shaped))
    place = region_phrase(region)
    return f"{shaped} {place}" if place else shaped


def shaped_area(area: str) -> str:
    """An area as printed, in title case where it was set in capitals."""
    return title_case(area, frozenset({"dan"}), frozenset({"dki", "ii", "iii", "iv"})) if area.isupper() else area


def region_phrase(region: Daerah) -> str:
    """``Kota Depok``, ``Provinsi Jawa Barat``, ``Provinsi DKI Jakarta``; empty for no region."""
    called = {row["kode"]: row["sebutan"] for row in table("wilayah_sebutan")}
    if region.kode in called:
        return called[region.kode]
    return f"Provinsi {region.nama}" if region.tingkat == "provinsi" else region.nama or ""
