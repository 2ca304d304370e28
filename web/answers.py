"""The shapes of what the HTTP API answers. Field names are those of the contract, as in the agency files."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from iku.web.summary import DocumentRow, RecordRow


class Problem(BaseModel):
    """Why there is no other answer: ``kode`` is stable, ``pesan`` is for people."""

    kode: str
    pesan: str


class DocumentItem(BaseModel):
    """A document in a list. ``keyakinan`` is the least of its values; ``ragu`` how many values are below 0.9."""

    kunci: str = Field(description="Name of the document in this API.")
    id: str = Field(description="SHA-256 of the PDF; empty when unknown.")
    berkas: str
    kunci_instansi: str
    instansi: str | None
    kode_daerah: str | None
    daerah: str | None
    tahun_awal: int | None
    tahun_akhir: int | None
    jenis: str
    tentang: str | None
    nomor: str | None
    jumlah_halaman: int
    rekaman: int
    temuan: int
    keyakinan: float | None
    ragu: int
    bentrok: int
    status: str

    @staticmethod
    def of(row: DocumentRow) -> DocumentItem:
        return DocumentItem(
            kunci=row.key, id=row.id, berkas=row.berkas, kunci_instansi=row.agency_key, instansi=row.agency,
            kode_daerah=row.region_code, daerah=row.region, tahun_awal=row.year_from, tahun_akhir=row.year_to,
            jenis=row.kind, tentang=row.title, nomor=row.number, jumlah_halaman=row.pages, rekaman=row.records,
            temuan=row.findings, keyakinan=row.least, ragu=row.doubts, bentrok=row.conflicts, status=row.state,
        )  # fmt: skip


class AgencyItem(BaseModel):
    """An agency in a list."""

    kunci: str
    instansi: str | None
    kode_daerah: str | None
    daerah: str | None
    dokumen: int
    rekaman: int
    keyakinan: float | None


class IndicatorItem(BaseModel):
    """A record in a list; ``bagian`` and ``posisi`` say where it stands in its document."""

    kunci_dokumen: str
    bagian: str
    posisi: int
    indikator: str | None
    sasaran: str | None
    satuan: str | None
    formulasi: str | None
    halaman: int | None
    keyakinan: float | None
    berkas: str
    instansi: str | None
    kode_daerah: str | None
    daerah: str | None
    tahun_awal: int | None
    tahun_akhir: int | None

    @staticmethod
    def of(record: RecordRow, row: DocumentRow) -> IndicatorItem:
        return IndicatorItem(
            kunci_dokumen=record.document, bagian=record.part, posisi=record.position, indikator=record.indicator,
            sasaran=record.goal, satuan=record.unit, formulasi=record.formula, halaman=record.page,
            keyakinan=record.least, berkas=row.berkas, instansi=row.agency, kode_daerah=row.region_code,
            daerah=row.region, tahun_awal=row.year_from, tahun_akhir=row.year_to,
        )  # fmt: skip


class DocumentPage(BaseModel):
    """One page of a list of documents."""

    jumlah: int = Field(description="How many fit, on all pages.")
    butir: list[DocumentItem]


class AgencyPage(BaseModel):
    """One page of a list of agencies."""

    jumlah: int
    butir: list[AgencyItem]


class IndicatorPage(BaseModel):
    """One page of a list of records."""

    jumlah: int
    butir: list[IndicatorItem]


class SearchAnswer(BaseModel):
    """What a search found: the first documents and records that hold all words."""

    dokumen: DocumentPage
    indikator: IndicatorPage


AgencyFileAnswer = dict[str, Any]
"""An agency file, valid under the published schema."""
