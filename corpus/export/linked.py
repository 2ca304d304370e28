"""JSON-LD: the corpus as a schema.org Dataset, its concepts and indicators as StatisticalVariables, origins as PROV."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from iku.corpus.export.files import DESCRIPTION, TITLE, whole_records
from iku.corpus.export.forms import mapping
from iku.corpus.store import rows_of

BASE = "urn:iku:"
CONTEXT = {
    "@vocab": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


def write_jsonld(db: sqlite3.Connection, folder: Path) -> list[Path]:
    """``korpus.jsonld``, one node a line inside its graph."""
    path = folder / "korpus.jsonld"
    with path.open("w", encoding="utf-8", newline="\n") as handle:
        handle.write('{"@context": ' + json.dumps(CONTEXT) + ',\n"@graph": [\n')
        for i, node in enumerate(nodes(db)):
            handle.write((",\n" if i else "") + json.dumps(node, ensure_ascii=False))
        handle.write("\n]}\n")
    return [path]


def nodes(db: sqlite3.Connection) -> Iterator[dict[str, Any]]:
    """The nodes of the graph: the dataset, documents, agencies, regions, concepts, indicators."""
    years = db.execute("SELECT min(tahun_awal), max(tahun_akhir) FROM dokumen").fetchone()
    yield _bare(
        {
            "@id": f"{BASE}korpus",
            "@type": "Dataset",
            "name": TITLE,
            "description": DESCRIPTION,
            "inLanguage": "id",
            "temporalCoverage": f"{years[0]}/{years[1]}" if all(years) else None,
            "spatialCoverage": [{"@id": f"{BASE}wilayah:{r[0]}"} for r in db.execute(_REGIONS_SEEN)],
        }
    )
    for row in rows_of(db, f"SELECT * FROM wilayah WHERE kode IN ({_REGIONS_SEEN}) ORDER BY kode"):
        yield {"@id": f"{BASE}wilayah:{row['kode']}", "@type": "Place", "name": row["nama"], "identifier": row["kode"]}
    for row in rows_of(db, "SELECT * FROM instansi ORDER BY instansi_id"):
        region = row["wilayah_kode"]
        where = {"areaServed": {"@id": f"{BASE}wilayah:{region}"}} if region else {}
        yield _bare(
            {"@id": _agency(row["instansi_id"]), "@type": "GovernmentOrganization", "name": row["nama"], **where}
        )
    for row in rows_of(db, "SELECT * FROM dokumen ORDER BY dokumen_id"):
        yield _document(row)
    for row in rows_of(db, "SELECT * FROM konsep ORDER BY konsep_id"):
        yield _bare(
            {
                "@id": f"{BASE}konsep:{row['konsep_id']}",
                "@type": ["StatisticalVariable", "skos:Concept"],
                "name": row["nama"],
            }
        )
    for record in whole_records(db):
        yield _indicator(record)
        yield from _observations(record)


_REGIONS_SEEN = "SELECT DISTINCT wilayah_kode FROM instansi WHERE wilayah_kode IS NOT NULL"


def _document(row: Mapping[str, Any]) -> dict[str, Any]:
    kind = "Legislation" if row["jenis"] == "keputusan" else "DigitalDocument"
    return _bare(
        {
            "@id": f"{BASE}dokumen:{row['dokumen_id']}",
            "@type": [kind, "prov:Entity"],
            "name": row["tentang"] or row["berkas_pdf"],
            "identifier": row["nomor"],
            "dateCreated": row["tanggal"],
            "sha256": row["sha256"],
            "contentUrl": row["berkas_pdf"],
            "publisher": {"@id": _agency(row["instansi_id"])},
        }
    )


def _indicator(r: Mapping[str, Any]) -> dict[str, Any]:
    formula = r["formulasi"] or {}
    concept = r["konsep_id"]
    return _bare(
        {
            "@id": f"{BASE}indikator:{r['indikator_id']}",
            "@type": "StatisticalVariable",
            **{name: _field(r, path) for name, path in mapping()["schema_org"]["indikator"].items()},
            "statType": mapping()["schema_org"]["stat_type"].get(formula.get("jenis")),
            "skos:broader": {"@id": f"{BASE}konsep:{concept}"} if concept else None,
            "isPartOf": {"@id": f"{BASE}korpus"},
            "creator": {"@id": _agency(r["instansi_id"])},
            "prov:wasDerivedFrom": _bare(
                {
                    "@type": "prov:Entity",
                    "prov:specializationOf": {"@id": f"{BASE}dokumen:{r['dokumen_id']}"},
                    "pageStart": r["halaman"],
                    "prov:value": f"bbox {r['bbox']}" if r["bbox"] else None,
                }
            ),
        }
    )


def _observations(r: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for i, value in enumerate(r["nilai"]):
        if value["angka"] is not None:
            place = {"observationAbout": {"@id": f"{BASE}wilayah:{r['wilayah_kode']}"}} if r["wilayah_kode"] else {}
            yield _bare(
                {
                    "@id": f"{BASE}nilai:{r['indikator_id']}:{i}",
                    "@type": "Observation",
                    "variableMeasured": {"@id": f"{BASE}indikator:{r['indikator_id']}"},
                    "measurementQualifier": " ".join(t for t in (value["jenis"], value["periode"]) if t),
                    "observationDate": str(value["tahun"]) if value["tahun"] else None,
                    "value": value["angka"],
                    "unitText": value["satuan"] or r["satuan"],
                    **place,
                }
            )


def _field(record: Mapping[str, Any], path: str) -> Any:
    """``formulasi.teks`` of a record; None where a part is missing."""
    value: Any = record
    for name in path.split("."):
        value = (value or {}).get(name)
    return value


def _agency(own: str) -> str:
    return f"{BASE}instansi:{own}"


def _bare(node: dict[str, Any]) -> dict[str, Any]:
    """Without what is not printed."""
    return {k: v for k, v in node.items() if v is not None and v != []}
