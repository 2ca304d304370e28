"""One odd table costs nothing but itself: faults planted at every depth of its understanding, and of the document."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import iku.extract.document as document
import iku.normalize.assemble as assemble
import iku.normalize.document.facts as facts
import iku.normalize.mixed_cells as mixed_cells
import iku.normalize.party_cells as party_cells
import iku.normalize.records as records
from iku import pipeline
from iku.extract.boundary import Boundary
from iku.extract.errors import SchemaBroken
from iku.extract.model import Page
from iku.normalize.model import Hasil
from iku.normalize.record_model import AsalMedan
from iku.schemas import sound
from iku.schemas.sound import made_sound
from iku.schemas.validate import validate_agency
from iku.schemas.write import to_json

FAULTS = ("TABEL_GAGAL", "SEL_GAGAL")


@pytest.fixture(scope="module")
def sample(samples: Path) -> Path:
    """A decree whose table stands in the body and in the annex."""
    return samples / "pdf" / "d-tabel-kembar.pdf"


@pytest.fixture(scope="module")
def whole(sample: Path) -> Hasil:
    return pipeline.convert_document(sample)


def plant(monkeypatch: pytest.MonkeyPatch, module: Any, name: str, table: int) -> None:
    """*name* of *module* stumbles while the table with this id is understood."""
    at_work: list[int] = []
    classified, read, own = assemble._classified, assemble.read_records, getattr(module, name)

    def within(work: Callable[..., Any], identity: Callable[..., int]) -> Callable[..., Any]:
        def wrapped(*given: Any) -> Any:
            at_work.append(identity(*given))
            try:
                return work(*given)
            finally:
                at_work.pop()

        return wrapped

    def stumbling(*given: Any, **named: Any) -> Any:
        if at_work and at_work[-1] == table:
            raise KeyError("planted")
        return own(*given, **named)

    monkeypatch.setattr(module, name, stumbling)
    read = stumbling if name == "read_records" else read
    monkeypatch.setattr(assemble, "_classified", within(classified, lambda t, _: t.id))
    monkeypatch.setattr(assemble, "read_records", within(read, lambda sheet: sheet.table.id))


DEPTHS = [
    (assemble, "read_columns"),
    (assemble, "read_records"),
    (records, "group_rows"),
    (records, "cut_blocks"),
    (records, "read_field"),
    (records, "settle"),
    (party_cells, "split_parties"),
    (mixed_cells, "parse_formula"),
]


@pytest.mark.parametrize(("module", "name"), DEPTHS, ids=[d[1] for d in DEPTHS])
def test_fault_in_one_table_leaves_the_other_and_one_finding(
    sample: Path, whole: Hasil, monkeypatch: pytest.MonkeyPatch, module: Any, name: str
) -> None:
    first, second = (t.id for t in whole.dokumen.tabel[:2])
    plant(monkeypatch, module, name, first)
    found = pipeline.convert_document(sample)
    assert validate_agency(to_json(found.instansi, [found.dokumen])) == []
    assert found.instansi == whole.instansi
    assert of(found, second) == of(whole, second)
    said = [t for t in found.dokumen.temuan if t.kode in FAULTS]
    assert len(said) == 1 and "planted" in said[0].pesan and said[0].lokasi is not None and said[0].lokasi.halaman
    printed = texts(found, first)
    missing = [r.indikator for r in whole.dokumen.indikator if r.asal and r.asal.tabel == first
               and squeezed(r.indikator) not in printed]  # fmt: skip
    assert missing == [], "what the table prints is in the output"


def of(result: Hasil, table: int) -> list[str | None]:
    every = (*result.dokumen.indikator, *result.dokumen.indikator_lain)
    return [r.indikator for r in every if r.asal and r.asal.tabel == table]


def texts(result: Hasil, table: int) -> str:
    """All that the output holds of a table, without spaces: raw rows and printed texts of its records."""
    raw = [t or "" for tabel in result.dokumen.tabel if tabel.id == table for row in tabel.mentah for t in row.sel]
    every = (*result.dokumen.indikator, *result.dokumen.indikator_lain)
    kept = [p.cetak or "" for r in every if r.asal and r.asal.tabel == table for p in r.asal.medan.values()]
    return squeezed("".join(raw + kept))


def squeezed(text: str | None) -> str:
    return "".join((text or "").split())


def stumble(*_: Any, **__: Any) -> Any:
    raise ZeroDivisionError("planted")


@pytest.mark.parametrize("name", ["read_signatures", "read_agency", "read_legal_lists", "find_oddities"])
def test_fact_that_cannot_be_read_costs_only_itself(
    sample: Path, whole: Hasil, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(facts, name, stumble)
    found = pipeline.convert_document(sample)
    assert of(found, 1) == of(whole, 1) and found.dokumen.jenis == whole.dokumen.jenis
    assert [t.kode for t in found.dokumen.temuan].count("LANGKAH_GAGAL") == 1


@pytest.mark.parametrize("name", ["camelot_grids", "linked"])
def test_second_reader_and_links_cost_only_themselves(
    sample: Path, whole: Hasil, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(pipeline, "is_certain", lambda grid, page: False)
    monkeypatch.setattr(pipeline, name, stumble)
    found = pipeline.convert_document(sample)
    assert [r.indikator for r in found.dokumen.indikator] == [r.indikator for r in whole.dokumen.indikator]
    assert [t.kode for t in found.dokumen.temuan].count("LANGKAH_GAGAL") == 1


def test_value_that_the_schema_does_not_know_is_emptied_and_kept_in_a_finding(sample: Path) -> None:
    found = pipeline.convert_document(sample)
    record = found.dokumen.indikator[0]
    record.tipe_penghitungan = "kadang-kadang"
    assert record.asal is not None
    record.asal.medan["lainnya."] = AsalMedan(1, [0, 0, 1, 1], "teks", 1.0, "teks")
    made_sound(found)
    assert validate_agency(to_json(found.instansi, [found.dokumen])) == []
    assert record.tipe_penghitungan is None and "lainnya." not in record.asal.medan
    said = [t.pesan for t in found.dokumen.temuan if t.kode == "SKEMA_DIPERBAIKI"]
    assert len(said) == 2 and any("kadang-kadang" in text for text in said)


def test_record_that_cannot_be_mended_becomes_a_raw_row_and_the_rest_is_counted_anew(
    sample: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = pipeline.convert_document(sample)
    names = [r.indikator for r in found.dokumen.indikator]
    found.dokumen.temuan[0].lokasi = pipeline.Lokasi(indikator=len(names) - 1)
    found.dokumen.indikator[0].tipe_penghitungan = "kadang-kadang"
    monkeypatch.setattr(sound, "_empty", lambda *_: None)
    made_sound(found)
    assert validate_agency(to_json(found.instansi, [found.dokumen])) == []
    assert [r.indikator for r in found.dokumen.indikator] == names[1:]
    assert squeezed(names[0]) in squeezed("".join(t or "" for t in found.dokumen.tabel[0].mentah[-1].sel))
    assert found.dokumen.temuan[0].lokasi == pipeline.Lokasi(indikator=len(names) - 2)


def test_errors_of_our_own_kinds_pass_the_boundary() -> None:
    boundary = Boundary()
    for error in (SchemaBroken("x"), MemoryError()):
        with pytest.raises(type(error)):
            boundary.around("uji", lambda error=error: (_ for _ in ()).throw(error), lambda: None)
    assert boundary.faults == []


@pytest.mark.parametrize("name", ["grids_of", "_runs_on"])
def test_page_whose_grids_cannot_be_found_costs_only_its_tables(
    sample: Path, whole: Hasil, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    own = getattr(document, name)
    first = whole.dokumen.tabel[0].halaman[0]

    def stumbling(page: Any, *given: Any, **named: Any) -> Any:
        number = page.number if isinstance(page, Page) else page[-1].page
        return stumble() if number == first else own(page, *given, **named)

    monkeypatch.setattr(document, name, stumbling)
    found = pipeline.convert_document(sample)
    last = max(t.id for t in whole.dokumen.tabel)
    assert of(found, max(t.id for t in found.dokumen.tabel)) == of(whole, last)
    assert [t.kode for t in found.dokumen.temuan].count("LANGKAH_GAGAL") == 1
