"""Which versions an agency file holds, and which of them a command names.

``FILE.json`` is the newest version in the file; ``FILE.json#plan.pdf`` the last of that document and
``FILE.json#plan.pdf#1`` its first. Versions of one agency stand in the order of time.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from iku.corpus.changes import Difference, Version, difference
from iku.corpus.errors import NothingFound
from iku.corpus.profile import profile
from iku.corpus.read import corpus_files
from iku.corpus.versions import version_numbers
from iku.schemas.agency_files import load_agency


def versions_in(path: Path) -> list[Version]:
    """All versions of the agency file (or the one file in a folder), oldest first. Raises ``NothingFound``."""
    files = corpus_files(path)
    if len(files) > 1:
        raise NothingFound("several agency files here: name one of them", file=str(path))
    data = load_agency(files[0])
    if data is None:
        raise NothingFound("not an agency file of iku convert", file=str(path))
    documents = sorted(data["dokumen"], key=_when)
    return [version for document in documents for version in _versions(data["instansi"], document)]


def chosen(argument: str) -> Version:
    """The version that a command names. Raises ``NothingFound``."""
    path, document, number = _parts(argument)
    found = [v for v in versions_in(path) if document in (None, v.document)]
    if number is not None:
        found = found[number - 1 : number] if number > 0 else []
    if not found:
        raise NothingFound("no such document or version with indicators", file=argument)
    return found[-1]


def over_time(argument: str) -> list[Difference]:
    """Every version of an agency file (or of one of its documents) against the next. Raises ``NothingFound``."""
    path, document, _ = _parts(argument)
    versions = [v for v in versions_in(path) if document in (None, v.document)]
    if len(versions) < 2:
        raise NothingFound("only one version here: name a second file to compare with", file=argument)
    return [difference(a, b) for a, b in pairwise(versions)]


def _parts(argument: str) -> tuple[Path, str | None, int | None]:
    if Path(argument).exists():
        return Path(argument), None, None
    name, *rest = argument.split("#")
    number = int(rest.pop()) if len(rest) > 1 and rest[-1].isdigit() else None
    return Path(name), "#".join(rest) or None, number


def _versions(agency: Mapping[str, Any], document: Mapping[str, Any]) -> list[Version]:
    region = agency["daerah"]["kode"]
    records = [r for r in document["indikator"] if r["indikator"]]
    keys = [profile(r["indikator"], r["satuan"]["nilai"], region, agency["nama"]).key for r in records]
    numbers = version_numbers(records, keys)
    titles = {t["id"]: t["judul"] for t in document["tabel"]}
    out = []
    for number in sorted(set(numbers)):
        own = [r for r, n in zip(records, numbers, strict=True) if n == number]
        first = own[0]["asal"] or {}
        page = f", hlm. {first['halaman']}" if first.get("halaman") else ""
        title = titles.get(first.get("tabel")) or ""
        more = f" ({title})" if title and len(title) <= 80 and max(numbers) > 1 else ""
        period = document["periode"]
        years = "-".join(dict.fromkeys(str(y) for y in (period["awal"], period["akhir"]) if y))
        name = f"{document['berkas']}{page}{more}{f', {years}' if years else ''}"
        out.append(Version(name, agency["nama"], document["berkas"], period["awal"], tuple(own), region))
    return out


def _when(document: Mapping[str, Any]) -> tuple[str, str, str]:
    start = document["periode"]["awal"]
    return (str(start or (document["tanggal"] or "9999")[:4]), document["tanggal"] or "", document["berkas"])
