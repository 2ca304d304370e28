"""Records as a flat table."""

from __future__ import annotations

from iku.normalize.model import Daerah, Dokumen, Instansi
from iku.normalize.record_model import Asal, Formulasi, Indikator, Nilai, Pihak, Satuan
from iku.schemas.frame import COLUMNS, frame_of


def test_one_row_for_each_record_with_lists_joined() -> None:
    first = Indikator(
        sasaran="S",
        indikator="I",
        formulasi=Formulasi("a / b", "rasio", "a", "b"),
        satuan=Satuan("persen", "%", "kolom"),
        sumber_data=[Pihak("Bidang A", "utama"), Pihak("Bidang B")],
        kegiatan=["x", "y"],
        nilai=[Nilai("baseline", None, "70", 70), Nilai("target", 2024, "80 %", 80), Nilai("target", 2025)],
        asal=Asal(3, 1, 1, [0, 0, 1, 1], "teks", 0.8),
    )
    document = Dokumen(berkas="a.pdf", indikator=[first, Indikator(indikator="J")])
    frame = frame_of([(Instansi("Dinas X", daerah=Daerah("32.76")), document), (Instansi(), Dokumen())])
    assert list(frame["indikator"]) == ["I", "J"]
    row = frame.iloc[0]
    assert (row["sumber_data"], row["kegiatan"]) == ("Bidang A (utama); Bidang B", "x; y")
    assert row["nilai"] == "baseline = 70; target 2024 = 80 %"
    assert (row["halaman"], row["keyakinan"], row["kode_wilayah"], row["penyebut"]) == (3, 0.8, "32.76", "b")


def test_no_record_gives_an_empty_table_with_its_columns() -> None:
    assert list(frame_of([]).columns) == list(COLUMNS)
