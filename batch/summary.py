"""One line a document for people, from the ledger: agency, region, year, pages, records, findings, least confidence."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from iku.batch.agencies import document_text
from iku.batch.ledger import Ledger
from iku.batch.report import clean
from iku.schemas.pages import numbered
from iku.schemas.recap import Tally, tally_of


@dataclass(frozen=True, slots=True)
class Line:
    """What a person wants to know first of a document; ``least``: the least confidence of any value or
    fact, None without either."""

    name: str
    agency: str
    region: str
    year: str
    pages: str
    records: int
    findings: int
    tally: Tally
    least: float | None


def lines(ledger: Ledger) -> Iterator[Line]:
    """All documents of the ledger that gave something, by agency and then newest first."""
    found = ledger.rows(
        "SELECT hash, instansi, file, ord FROM documents d WHERE dokumen IS NOT NULL "
        "AND EXISTS (SELECT 1 FROM files f WHERE f.hash=d.hash)"
    )
    for content, agency, _, _ in sorted(found, key=lambda row: (row[2], json.loads(row[3]))):
        yield _line(json.loads(agency), json.loads(document_text(ledger, content)))


def _line(agency: dict[str, Any], document: dict[str, Any]) -> Line:
    origins = [r["asal"] for r in document["indikator"] if r["asal"]]
    period = document["periode"]
    return Line(
        clean(document["berkas"]),
        clean(agency["nama"] or "?"),
        agency["daerah"]["kode"] or "?",
        f"{period['awal'] or ''}-{period['akhir'] or ''}".strip("-"),
        numbered([o["halaman"] for o in origins]),
        len(document["indikator"]),
        len(document["temuan"]),
        tally_of(t["rekap"] for t in document["tabel"] if t["rekap"]),
        min((o["keyakinan"] for o in (*origins, *document["asal"].values())), default=None),
    )
