"""Agency files (JSON of ``iku convert``) to rows of the corpus. Ids depend on content alone, never on order or time."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from iku.corpus.profile import profile
from iku.corpus.searching import search_forms
from iku.corpus.versions import version_numbers
from iku.extract.errors import AgencyFileUnreadable, NoAgencyFiles
from iku.normalize import record_fields
from iku.normalize.model import Daerah, Dokumen, Instansi
from iku.normalize.record_model import unique_addresses
from iku.schemas.agency_files import agency_files
from iku.schemas.write import agency_file_name

Row = dict[str, Any]
PLAIN = (*record_fields.PLAIN, "jenis_tabel")
DOCUMENT = ("jenis", "nomor", "tentang", "tanggal", "tempat", "jumlah_halaman")
LAW = ("jenis", "nomor", "tahun", "teks")
FORMULA = ("teks", "jenis", "pembilang", "penyebut", "pengali")
PARTY = ("nama", "peran", "resmi")
VALUE = ("jenis", "tahun", "tercetak", "angka", "satuan", "periode", "kumulatif")
SEARCHED = tuple(f.name for f in record_fields.RECORD_FIELDS if f.searched)


@dataclass(slots=True)
class Rows:
    """Rows by table, in the order in which they may be inserted."""

    tables: dict[str, list[Row]] = field(default_factory=dict)

    def add(self, table: str, row: Row) -> None:
        self.tables.setdefault(table, []).append(row)


def agency_rows(data: Mapping[str, Any], name: str) -> Rows:
    """All rows of one agency file; *name* is the file's name, to which its rows belong."""
    rows = Rows()
    agency, region = data["instansi"], data["instansi"]["daerah"]
    agency_id = _agency_id(data)
    rows.add("instansi", {
        "instansi_id": agency_id, "nama": agency["nama"], "jenis": agency["jenis"], "wilayah_kode": region["kode"],
        "berkas": name,
    })  # fmt: skip
    for code in dict.fromkeys(agency["urusan"]):
        rows.add("instansi_urusan", {"instansi_id": agency_id, "urusan_kode": code})
    seen: dict[str, int] = {}
    for document in data["dokumen"]:
        base = _hash(agency_id, document["id"], document["berkas"])
        seen[base] = seen.get(base, 0) + 1
        own = base if seen[base] == 1 else _hash(base, str(seen[base]))
        _document(rows, document, own, agency_id, agency["nama"], region["kode"])
    return rows


def _agency_id(data: Mapping[str, Any]) -> str:
    agency = data["instansi"]
    named = Instansi(nama=agency["nama"], daerah=Daerah(kode=agency["daerah"]["kode"]))
    documents = [Dokumen(id=d["id"], berkas=d["berkas"]) for d in data["dokumen"]]
    return agency_file_name(named, documents).removesuffix(".json")


def _document(
    rows: Rows, d: Mapping[str, Any], own: str, agency_id: str, agency: str | None, region: str | None
) -> None:
    period, date = d["periode"], d["tanggal"]
    rows.add("dokumen", {
        "dokumen_id": own, "instansi_id": agency_id, "berkas_pdf": d["berkas"], "sha256": d["id"],
        **_pick(d, DOCUMENT),
        "tahun_awal": period["awal"], "tahun_akhir": period["akhir"],
        "tahun": period["awal"] or (int(date[:4]) if date else None), "perubahan": int(d["perubahan"]),
    })  # fmt: skip
    for i, law in enumerate(d["dasar_hukum"]):
        rows.add(
            "dasar_hukum",
            {"dokumen_id": own, "urut": i, **_pick(law, LAW), "halaman": _page(d["asal"], f"dasar_hukum.{i}")},
        )
    for table in d["tabel"]:
        pages = table["halaman"]
        rows.add("tabel", {
            "dokumen_id": own, "tabel": table["id"], "judul": table["judul"], "jenis": table["jenis"],
            "halaman": pages[0] if pages else None, "halaman_akhir": pages[-1] if pages else None,
            "baris": table["baris"], "unit": table.get("unit"),
            "sama_dengan": table.get("sama_dengan"), "versi_dari": table.get("versi_dari"),
        })  # fmt: skip
    known = {table["id"] for table in d["tabel"]}
    for record in (*d["indikator"], *d["indikator_lain"]):
        if record["asal"] and record["asal"]["tabel"] not in known:
            raise ValueError(f"an indicator stands in table {record['asal']['tabel']}, which is not listed")
    ids = _records(rows, d["indikator"], own, agency, region, main=True)
    _records(rows, d["indikator_lain"], own, agency, region, main=False)
    for i, finding in enumerate(d["temuan"]):
        where = finding["lokasi"] or {}
        at = where.get("indikator")
        rows.add("temuan", {
            "dokumen_id": own, "urut": i, "kode": finding["kode"], "tingkat": finding["tingkat"],
            "pesan": finding["pesan"], "kriteria_lke": "; ".join(finding.get("kriteria_lke", ())) or None,
            "indikator_id": ids[at] if at is not None and at < len(ids) else None,
            "medan": where.get("medan"), "halaman": where.get("halaman"),
        })  # fmt: skip


def _records(
    rows: Rows,
    records: Sequence[Mapping[str, Any]],
    document: str,
    agency: str | None,
    region: str | None,
    *,
    main: bool,
) -> list[str]:
    """Adds the records and returns their ids. An id outlives a change of the rows before it."""
    keys = [
        profile(r["indikator"], r["satuan"]["nilai"], region, agency).key if r["indikator"] else "" for r in records
    ]
    versions = version_numbers(records, keys)
    seen: dict[str, int] = {}
    ids = []
    for i, (record, key) in enumerate(zip(records, keys, strict=True)):
        base = _hash(document, str(main), record["sasaran"] or "", record["indikator"] or "")
        seen[base] = seen.get(base, 0) + 1
        own = f"{region or '00'}-{_hash(base, str(seen[base]))}"
        ids.append(own)
        _record(
            rows, record, own, document, {"urut": i, "pokok": int(main), "versi": versions[i], "rumusan": key or None}
        )
    return ids


def _record(rows: Rows, r: Mapping[str, Any], own: str, document: str, facts: Row) -> None:
    origin = r["asal"] or {"halaman": None, "tabel": None, "bbox": None, "sumber": None, "keyakinan": None, "medan": {}}
    places, page, formula, unit = origin["medan"], origin["halaman"], r["formulasi"], r["satuan"]
    others = [r[k] for k in SEARCHED] + [formula["teks"] if formula else None]
    others += [p["nama"] for k in ("sumber_data", "penanggung_jawab") for p in r[k]]
    rows.add("indikator", {
        "indikator_id": own, "dokumen_id": document, **facts, **_pick(r, PLAIN), "tabel": origin["tabel"],
        "induk": r["induk"]["teks"] if r["induk"] else None, "bobot": r["bobot"]["angka"] if r["bobot"] else None,
        "polarisasi": (r["polarisasi"]["nilai"] or r["polarisasi"]["tercetak"]) if r["polarisasi"] else None,
        "satuan": unit["nilai"], "satuan_tercetak": unit["tercetak"], "satuan_dasar": unit["dasar"],
        "lainnya": _json(r["lainnya"]), "halaman": page, "bbox": _json(origin["bbox"]), "sumber": origin["sumber"],
        "keyakinan": origin["keyakinan"], "cari": search_forms(r["indikator"]), "cari_lain": search_forms(*others),
    })  # fmt: skip
    if formula:
        at = places.get("formulasi") or {}
        rows.add("formulasi", {
            "indikator_id": own, **_pick(formula, FORMULA), "halaman": at.get("halaman", page),
            "keyakinan": at.get("keyakinan"),
        })  # fmt: skip
    for table in ("sumber_data", "penanggung_jawab"):
        for i, party in enumerate(r[table]):
            rows.add(
                table, {"indikator_id": own, "urut": i, **_pick(party, PARTY), "halaman": _page(places, table) or page}
            )
    for i, activity in enumerate(r["kegiatan"]):
        rows.add(
            "kegiatan", {"indikator_id": own, "urut": i, "nama": activity, "halaman": _page(places, "kegiatan") or page}
        )
    known = unique_addresses((v["jenis"], v["tahun"], v["periode"]) for v in r["nilai"])
    for i, (value, at) in enumerate(zip(r["nilai"], known, strict=True)):
        rows.add("nilai", {"indikator_id": own, "urut": i, **_pick(value, VALUE), "halaman": _page(places, at) or page})
    for name, place in places.items():
        x0, y0, x1, y1 = place["bbox"]
        rows.add("asal", {
            "indikator_id": own, "medan": name, "halaman": place["halaman"], "x0": x0, "y0": y0, "x1": x1, "y1": y1,
            "sumber": place["sumber"], "keyakinan": place["keyakinan"], "cetak": place["cetak"],
        })  # fmt: skip


def _page(places: Mapping[str, Any], name: str) -> int | None:
    place = places.get(name)
    return place["halaman"] if place else None


def _pick(record: Mapping[str, Any], names: Sequence[str]) -> Row:
    return {name: record[name] for name in names}


def _json(value: Any) -> str | None:
    return json.dumps(value, ensure_ascii=False) if value else None


def _hash(*parts: str) -> str:
    return sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def corpus_files(folder: Path) -> list[Path]:
    """The agency files of *folder*, or the one file. Raises ``NoAgencyFiles``."""
    files = [p for p in agency_files([folder]) if p.is_file()]
    if not files:
        raise NoAgencyFiles("no JSON file here", file=str(folder))
    return files


def iterate(folder: Path) -> Iterator[tuple[Path, bytes]]:
    """Every agency file with its content. Raises ``NoAgencyFiles`` and ``AgencyFileUnreadable``."""
    for path in corpus_files(folder):
        try:
            yield path, path.read_bytes()
        except OSError as error:
            raise AgencyFileUnreadable(error.strerror or "cannot be read", file=str(path)) from error
