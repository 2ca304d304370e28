"""Like indicators linked: what belongs together, what only looks so, and a reviewer's last word."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from bench.linking import ours, precision_recall, read_pairs
from iku.corpus.errors import ReviewUnreadable
from iku.corpus.groups import Wording, candidates, group
from iku.corpus.likeness import LINKED, Formula, compare
from iku.corpus.profile import operand_words, profile
from iku.corpus.review import Decisions, read_decisions


def wordings(*names: str) -> dict[str, Wording]:
    made = [Wording(profile(name), 1, {str(i)}) for i, name in enumerate(names)]
    return {w.profile.key: w for w in made}


def linked(one: str, other: str) -> bool:
    a, b = profile(one), profile(other)
    return a.key == b.key or compare(a, b).score >= LINKED


def test_labelled_pairs_reach_the_promised_precision_and_recall() -> None:
    pairs = read_pairs()
    assert len(pairs) >= 150 and sum(not p.same for p in pairs) > 100
    for kind in ("tercetak", "umum", "uji"):
        some = [p for p in pairs if p.kind == kind]
        precision, recall = precision_recall(some, [ours(p) for p in some], LINKED)
        assert precision >= 0.95 and recall >= 0.80, (kind, precision, recall)


@pytest.mark.parametrize(
    ("one", "other", "because"),
    [
        ("Produksi budidaya air payau", "Produksi budidaya air tawar", "payau"),
        ("Persentase PMKS yang tertangani", "Jumlah PMKS yang tertangani", "ukuran"),
        ("Persentase OPD dengan nilai minimal 80", "Persentase OPD dengan nilai minimal 90", "angka"),
        ("Persentase kasus yang selesai", "Persentase kasus yang tidak selesai", "tidak"),
        ("Persentase peningkatan pendapatan", "Persentase penurunan pendapatan", "naik"),
        ("Persentase lansia yang terpenuhi haknya", "Persentase lansia terlantar yang terpenuhi haknya", "terlantar"),
    ],
)  # fmt: skip
def test_one_word_that_changes_the_meaning_parts_two_names(one: str, other: str, because: str) -> None:
    judged = compare(profile(one), profile(other))
    assert judged.score < LINKED
    assert because in judged.because()


def test_slip_of_the_pen_links() -> None:
    assert linked("Persentase SDM bidang informassi yang handal", "Persentase SDM bidang informasi yang handal")


def test_same_operands_help_a_pair_that_is_close() -> None:
    a, b = profile("Persentase koperasi berkualitas sehat"), profile("Persentase koperasi sehat")
    formula = Formula(operand_words("jumlah koperasi sehat"), operand_words("jumlah koperasi"))
    assert compare(a, b, (formula, formula)).score > compare(a, b).score
    assert compare(a, b, (formula, formula)).formula == 1.0


def test_groups_do_not_depend_on_the_order_of_the_names() -> None:
    names = [p.left[0] for p in read_pairs()]
    first = group(wordings(*names))
    random.Random(3).shuffle(names)
    again = wordings(*names)
    for key, wording in again.items():
        wording.agencies = wordings(*[p.left[0] for p in read_pairs()])[key].agencies
    assert group(again).members == first.members


def test_no_chain_of_small_steps_joins_two_things() -> None:
    chain = wordings(
        "Persentase jalan kondisi mantap",
        "Persentase jalan dan jembatan kondisi mantap",
        "Persentase jembatan kondisi mantap",
    )
    of = {key: own for own, keys in group(chain).members.items() for key in keys}
    assert of[profile("Persentase jalan kondisi mantap").key] != of[profile("Persentase jembatan kondisi mantap").key]


def test_reviewer_merges_and_splits_are_replayed(tmp_path: Path) -> None:
    file = tmp_path / "tinjauan.csv"
    file.write_text(
        "tindakan,kiri,kanan,alasan\n"
        "gabung,Persentase PPKS mandiri,Persentase penerima manfaat berdaya,satu program\n"
        "pisah,Jumlah kegiatan sosialisasi bersama,Jumlah kegiatan sosialisasi,lain sasaran\n"
        "pisah,Tidak Pernah Ada,Jumlah kegiatan sosialisasi,-\n",
        encoding="utf-8",
    )
    names = wordings(
        "Persentase PMKS mandiri", "Persentase penerima manfaat berdaya",
        "Jumlah kegiatan sosialisasi", "Jumlah kegiatan sosialisasi bersama",
    )  # fmt: skip
    decisions = read_decisions(file)
    keys = [profile(n).key for n in ("Persentase PMKS mandiri", "Persentase penerima manfaat berdaya")]
    grouped = group(names, decisions).members
    assert any(set(keys) <= set(members) for members in grouped.values())
    assert not any(len([k for k in members if "sosialisasi" in k]) > 1 for members in grouped.values())
    assert decisions.unknown(names) == ["Tidak Pernah Ada"]
    assert not any(set(keys) <= set(members) for members in group(names, Decisions()).members.values())


def test_faulty_line_of_the_review_file_is_named(tmp_path: Path) -> None:
    file = tmp_path / "tinjauan.csv"
    file.write_text("tindakan,kiri,kanan\nmungkin,a,b\n", encoding="utf-8")
    with pytest.raises(ReviewUnreadable, match="line 2"):
        read_decisions(file)


def test_work_grows_with_the_number_of_names_not_its_square() -> None:
    def pairs(count: int) -> int:
        """All names share their first word, and most differ in one other word only: the worst crowd."""
        chance = random.Random(1)
        words = ["".join(chance.choices("abcdefghij", k=9)) for _ in range(count)]
        names = [f"Persentase pelayanan {word}{chance.choice(('', ' dasar', ' desa'))}" for word in words]
        return sum(1 for _ in candidates(wordings(*names, "Persentase pelayanan")))

    assert pairs(500) > 0 and pairs(4000) < 30 * 4000


def test_names_worth_a_comparison_are_found() -> None:
    names = wordings(
        "Persentase PMKS terlantar luar panti", "Prosentase PPKS terlantar di luar panti yang tertangani",
        "Persentase koperasi sehat", "Persentase koperasi produktif sehat", "Persentase koperasi produktiv sehat",
        "Jumlah puskesmas",
    )  # fmt: skip
    met = {frozenset(names[k].profile.text for k in pair) for pair in candidates(names)}
    assert frozenset(("Persentase koperasi sehat", "Persentase koperasi produktif sehat")) in met
    assert frozenset(("Persentase koperasi produktiv sehat", "Persentase koperasi produktif sehat")) in met
    assert not any("Jumlah puskesmas" in pair for pair in met)
