"""The records of many documents as one flat table, for pandas: one row per indicator, columns in a fixed order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from iku.extract.privacy import mask_text
from iku.normalize.model import Dokumen, Instansi
from iku.normalize.record_fields import PLAIN
from iku.normalize.record_model import Indikator, Pihak

if TYPE_CHECKING:
    import pandas

COLUMNS = (
    "instansi",
    "jenis_instansi",
    "kode_wilayah",
    "daerah",
    "provinsi",
    "berkas",
    "dokumen_id",
    "jenis_dokumen",
    "nomor_dokumen",
    "tanggal",
    "periode_awal",
    "periode_akhir",
    "jenis_tabel",
    "nomor",
    "kode",
    "misi",
    "tujuan",
    "sasaran",
    "indikator",
    "alasan",
    "penjelasan",
    "formulasi",
    "jenis_formulasi",
    "pembilang",
    "penyebut",
    "pengali",
    "satuan",
    "satuan_tercetak",
    "tipe_penghitungan",
    "sumber_data",
    "penanggung_jawab",
    "program",
    "kegiatan",
    "keterangan",
    "nilai",
    "halaman",
    "keyakinan",
    "wilayah_kerja",
    "induk_instansi",
    "tingkat_kinerja",
    "tingkat_tercetak",
    "induk",
    "perspektif",
    "bobot",
    "polarisasi",
    "periode_pelaporan",
    "konsolidasi",
    "jenis_pengukuran",
    "peubah",
    "latex",
)
SEPARATOR = "; "


def frame_of(documents: Iterable[tuple[Instansi, Dokumen]]) -> pandas.DataFrame:
    """One row per indicator record of *documents*, in their order; ``jenis_tabel`` tells IKU from other tables.

    Lists are joined by ``; ``. ``nilai`` reads ``target 2021 = 80 %``. Columns stand in the order of ``COLUMNS`` also
    when there is no record.
    """
    import pandas  # 0.5 CPU seconds that only this needs

    rows = [
        _row(agency, document, record)
        for agency, document in documents
        for record in (*document.indikator, *document.indikator_lain)
    ]
    return pandas.DataFrame(rows, columns=list(COLUMNS))


def _row(agency: Instansi, document: Dokumen, record: Indikator) -> dict[str, Any]:
    formula, region = record.formulasi, agency.daerah
    row = {
        "instansi": agency.nama,
        "jenis_instansi": agency.jenis,
        "kode_wilayah": region.kode,
        "daerah": region.nama,
        "provinsi": region.provinsi.nama,
        "berkas": document.berkas,
        "dokumen_id": document.id,
        "jenis_dokumen": document.jenis,
        "nomor_dokumen": document.nomor,
        "tanggal": document.tanggal,
        "periode_awal": document.periode.awal,
        "periode_akhir": document.periode.akhir,
        "formulasi": formula.teks if formula else None,
        "jenis_formulasi": formula.jenis if formula else None,
        "pembilang": formula.pembilang if formula else None,
        "penyebut": formula.penyebut if formula else None,
        "pengali": formula.pengali if formula else None,
        "satuan": record.satuan.nilai,
        "satuan_tercetak": record.satuan.tercetak,
        "sumber_data": _names(record.sumber_data),
        "penanggung_jawab": _names(record.penanggung_jawab),
        "kegiatan": SEPARATOR.join(record.kegiatan) or None,
        "nilai": _values(record) or None,
        "wilayah_kerja": agency.wilayah_kerja,
        "induk_instansi": agency.induk_instansi,
        "induk": record.induk.teks if record.induk else None,
        "bobot": record.bobot.angka if record.bobot else None,
        "polarisasi": (record.polarisasi.nilai or record.polarisasi.tercetak) if record.polarisasi else None,
        "peubah": (SEPARATOR.join(f"{v.simbol} = {v.arti}" for v in formula.peubah) or None) if formula else None,
        "latex": formula.latex if formula else None,
        "halaman": record.asal.halaman if record.asal else None,
        "keyakinan": record.asal.keyakinan if record.asal else None,
        **{name: getattr(record, name) for name in ("jenis_tabel", *PLAIN)},
    }
    return {k: mask_text(v) if isinstance(v, str) and k != "dokumen_id" else v for k, v in row.items()}


def _names(parties: Iterable[Pihak]) -> str | None:
    return SEPARATOR.join(f"{p.nama} ({p.peran})" if p.peran else p.nama for p in parties) or None


def _values(record: Indikator) -> str:
    return SEPARATOR.join(
        " ".join(str(part) for part in (v.jenis, v.tahun, v.periode) if part) + f" = {v.tercetak}"
        for v in record.nilai
        if v.tercetak is not None
    )
