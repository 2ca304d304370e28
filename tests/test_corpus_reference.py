"""The reference questions, on the reference documents, each answered by one command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iku.pipeline import convert
from tests.test_corpus_commands import iku

NAMES = ("indragiri", "jambi", "barito", "luwu", "depok")


@pytest.fixture(scope="module")
def reference(bench: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the agency files of the five reference documents, and their corpus."""
    folder = tmp_path_factory.mktemp("reference")
    convert([bench / "pdf" / f"{name}.pdf" for name in NAMES]).write(folder / "hasil")
    iku("corpus", "build", folder / "hasil", "-o", folder / "k.db")
    return folder


def ask(reference: Path, question: str) -> dict:
    return json.loads(iku("compare", question, "--db", reference / "k.db", "--json"))


def test_who_measures_independence_and_how(reference: Path) -> None:
    found = ask(reference, "kemandirian")
    assert (found["jumlah_indikator"], found["jumlah_instansi"]) == (7, 4)
    formulas = {(r["wilayah"], r["penyebut"]) for r in found["indikator"]}
    assert ("Kabupaten Indragiri Hilir", "Jumlah Total PMKS") in formulas
    assert ("Kabupaten Barito Kuala", "penyandang disabilitas yang terdata") in formulas
    assert len({f for r, f in formulas if r == "Kota Depok"}) == 2


@pytest.mark.parametrize(("term", "count"), [("PMKS", 7), ("PPKS", 7), ("PSKS", 4), ("bencana", 4)])
def test_how_many_names_speak_of_a_term(reference: Path, term: str, count: int) -> None:
    assert ask(reference, term)["jumlah_indikator"] == count


def test_both_versions_of_one_decree(reference: Path) -> None:
    (path,) = (reference / "hasil").glob("32.76-*")
    (told,) = json.loads(iku("diff", path, "--json"))
    assert len(told["pasangan"]) == 6
    assert told["jumlah"]["tetap"] == told["jumlah"]["ditambah"] == told["jumlah"]["dihapus"] == 0
    changed = [p for p in told["pasangan"] if any(c["medan"] == "formulasi.penyebut" for c in p["perubahan"])]
    assert len(changed) == 3


def test_body_and_annex_differ_in_one_word_of_a_denominator(reference: Path) -> None:
    (path,) = (reference / "hasil").glob("73.24-*")
    (told,) = json.loads(iku("diff", path, "--json"))
    assert len(told["pasangan"]) == 4
    formulas = [c for p in told["pasangan"] for c in p["perubahan"] if c["jenis"] in ("formulasi", "redaksi", "satuan")]
    assert [(c["medan"], c["lama"], c["baru"], c["setara"]) for c in formulas] == [
        ("formulasi.penyebut", "Jumlah PPKS yang ada", "Jumlah PMKS yang ada", True)
    ]


def test_same_concept_in_two_regions_has_one_id(reference: Path) -> None:
    found = ask(reference, "penyandang disabilitas mandiri")
    assert {r["wilayah"] for r in found["indikator"]} == {"Kota Depok", "Kabupaten Barito Kuala"}
    assert len(found["konsep"]) == 1


def test_twin_tables_of_a_sample_differ_in_one_denominator(samples: Path, tmp_path: Path) -> None:
    convert(samples / "pdf" / "d-tabel-kembar.pdf").write(tmp_path)
    (path,) = tmp_path.glob("*.json")
    (told,) = json.loads(iku("diff", path, "--json"))
    changed = [c for p in told["pasangan"] for c in p["perubahan"]]
    assert [c["medan"] for c in changed] == ["formulasi.penyebut"]
    assert told["jumlah"]["tetap"] == len(told["pasangan"]) - 1 > 0
