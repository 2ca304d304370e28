"""Every province, regency and city must be found by name and level, in the spellings that documents print."""

from __future__ import annotations

import random

import pytest

from iku.normalize.document.knowledge import table
from iku.normalize.document.regions import daerah, find_regions

SENTENCES = (
    "Dinas Sosial {} Tahun 2021",
    "PEMERINTAH {} DINAS KESEHATAN",
    "Indikator Kinerja Utama Badan Kepegawaian {}.",
    "bahwa dalam rangka penetapan kinerja {}, perlu ditetapkan",
)
CONFUSED = {"O": "0", "I": "1", "L": "I", "S": "5", "B": "8", "E": "F", "C": "G", "U": "V", "H": "N", "A": "R"}


def printed(row: dict[str, str]) -> str:
    return f"Provinsi {row['nama']}" if row["tingkat"] == "provinsi" else row["nama"]


def spoil(text: str, rng: random.Random) -> str:
    """One letter of the name read wrongly, as scanners do, or one space lost."""
    places = [i for i, ch in enumerate(text) if ch.upper() in CONFUSED and i > 0]
    i = rng.choice(places)
    wrong = CONFUSED[text[i].upper()]
    return text[:i] + (wrong if text[i].isupper() else wrong.lower()) + text[i + 1 :]


def share_found(change) -> tuple[float, list[str]]:
    rng, wrong, right = random.Random(7), [], 0
    rows = table("wilayah")
    for n, row in enumerate(rows):
        name = change(printed(row), rng)
        text = SENTENCES[n % len(SENTENCES)].format(name)
        hits = [m for m in find_regions(text, damaged=True) if m.level_printed]
        if len(hits) == 1 and hits[0].kode == row["kode"]:
            right += 1
        else:
            wrong.append(f"{name}: {[(h.kode, daerah(h.kode).nama) for h in hits]}")
    return right / len(rows), wrong


@pytest.mark.parametrize(
    "change",
    [
        lambda name, rng: name.upper(),
        lambda name, rng: name.lower(),
        lambda name, rng: name.replace("Kabupaten ", "Kab. "),
        lambda name, rng: name.replace("Provinsi", "Propinsi"),
        lambda name, rng: name.replace(" ", "  "),
        lambda name, rng: spoil(name, rng),
        lambda name, rng: spoil(name.upper(), rng),
    ],
    ids=["upper", "lower", "kab", "propinsi", "wide", "one_ocr_error", "one_ocr_error_upper"],
)
def test_every_region_is_found_in_a_sentence(change) -> None:
    share, wrong = share_found(change)
    assert share >= 0.99, wrong


@pytest.mark.parametrize("seed", range(8))
def test_namesakes_are_never_swapped_when_the_level_is_printed(seed: int) -> None:
    by_base: dict[str, list[dict[str, str]]] = {}
    for row in table("wilayah"):
        base = row["nama"] if row["tingkat"] == "provinsi" else row["nama"].split(" ", 1)[1]
        by_base.setdefault(base, []).append(row)
    rng = random.Random(seed)
    pairs = [r for rows in by_base.values() if len(rows) > 1 for r in rows]
    assert len(pairs) > 50
    for row in pairs:
        level, _, base = printed(row).partition(" ")
        for name in (f"{level} {base}", f"{level.upper()} {base.upper()}", f"{level} {spoil(base, rng)}"):
            for hit in find_regions(SENTENCES[1].format(name), damaged=True):
                assert daerah(hit.kode).tingkat == row["tingkat"], name


def test_longer_name_wins_over_the_shorter_one_inside_it() -> None:
    assert [m.kode for m in find_regions("KABUPATEN LUWU TIMUR")] == ["73.24"]
    assert [m.kode for m in find_regions("KABUPATFN LUWU T1MUR", damaged=True)] == ["73.24"]
    assert [m.kode for m in find_regions("Kabupaten Bandung Barat dan Kabupaten Bandung")] == ["32.17", "32.04"]


def test_letterspaced_province_of_a_letterhead_reads_glued() -> None:
    assert [m.kode for m in find_regions("PEMERINTAHPROVINSI PROVINSIJAWABARAT")] == ["32"]


def test_old_name_gives_the_code_of_today() -> None:
    assert [m.kode for m in find_regions("Bupati Maluku Tenggara Barat")] == ["81.03"]
    assert all(m.keyakinan < 1.0 for m in find_regions("kabupaten Tanimbar Kepulauan"))


def test_bare_name_that_two_levels_share_is_left_unread() -> None:
    assert find_regions("ditetapkan di Jambi") == []
    assert find_regions("Bandung, 13 September 2019") == []


def test_region_is_filled_with_its_province() -> None:
    region = daerah("15.71")
    assert (region.nama, region.tingkat, region.provinsi.nama) == ("Kota Jambi", "kota", "Jambi")
    assert daerah("32").nama == "Jawa Barat" and daerah("32").provinsi.kode == "32"
    assert daerah(None).kode is None
