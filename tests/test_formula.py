"""Formulas as agencies print them: numerator, denominator, multiplier, kind; and what is no division."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iku.normalize.formula import formula_findings, is_computation, parse_formula

BENCH = Path(__file__).parents[2] / "shared" / "bench"


def parts(text: str) -> tuple[str | None, str | None, str | None, float | None]:
    formula = parse_formula(text)
    assert formula is not None and formula.teks == " ".join(text.split())
    return formula.jenis, formula.pembilang, formula.penyebut, formula.pengali


@pytest.mark.parametrize(
    ("text", "above", "below", "times"),
    [
        # division signs and words
        ("Jumlah A aktif / Jumlah B x 100%", "Jumlah A aktif", "Jumlah B", 100),
        ("Jumlah A aktif/Jumlah B x100 %", "Jumlah A aktif", "Jumlah B", 100),
        ("Jumlah A aktif / Jumlah B x.100%", "Jumlah A aktif", "Jumlah B", 100),  # a speck on a scan
        ("Jumlah A aktif/ semua A x 100 %", "Jumlah A aktif", "semua A", 100),
        ("Jumlah A dibagi jumlah B dikali seratus persen", "Jumlah A", "jumlah B", 100),
        ("Jumlah A dibagi dengan seluruh B dikali 100%", "Jumlah A", "seluruh B", 100),
        ("Jumlah A --dibagi--- jumlah B dikali 100%", "Jumlah A", "jumlah B", 100),
        ("Jumlah A –dibagi— Jumlah B kali 100", "Jumlah A", "Jumlah B", 100),
        ("Jumlah A dibagl jumlah B dikali 100%", "Jumlah A", "jumlah B", 100),
        ("Jumlah A ÷ jumlah B × 100%", "Jumlah A", "jumlah B", 100),
        ("Jumlah desa A : jumlah desa B x 100%", "Jumlah desa A", "jumlah desa B", 100),
        ("Jumlah desa A terhadap jumlah desa B x 100%", "Jumlah desa A", "jumlah desa B", 100),
        ("Jumlah desa A per jumlah desa B x 100%", "Jumlah desa A", "jumlah desa B", 100),
        ("Jumlah A ------------- x 100 % Jumlah B", "Jumlah A", "Jumlah B", 100),
        ("$\\frac{Jumlah A}{Jumlah B} \\times 100\\%$", "Jumlah A", "Jumlah B", 100),
        ("Kelahiran ternak dibandingkan dengan populasi betina.", "Kelahiran ternak", "populasi betina", None),
        ("Kelahiran anak dibanding dengan jumlah ternak", "Kelahiran anak", "jumlah ternak", None),
        ("Jumlah perbandingan antara desa X, dengan jumlah desa Y.", "desa X", "jumlah desa Y", None),
        ("Telur merupakan hasil pembagian jumlah P terhadap jumlah Q.", "jumlah P", "jumlah Q", None),
        ("Perbandingan jumlah guru dengan jumlah murid", "jumlah guru", "jumlah murid", None),
        # multipliers
        ("Jumlah A dibagi jumlah B dikalikan 100.000", "Jumlah A", "jumlah B", 100000),
        ("Jumlah A dibagi jumlah B dikalikan 1.000", "Jumlah A", "jumlah B", 1000),
        ("Jumlah A / jumlah B di kali 100", "Jumlah A", "jumlah B", 100),
        ("Jumlah A/ Jumlah B*100", "Jumlah A", "Jumlah B", 100),
        ("Jumlah A x 100% / Jumlah B", "Jumlah A", "Jumlah B", 100),
        ("Jumlah A yang mandiri x 100% Jumlah Total A", "Jumlah A yang mandiri", "Jumlah Total A", 100),
        ("(a/b) x 100%", "a", "b", 100),
        ("100% x jumlah A / jumlah B", "jumlah A", "jumlah B", 100),
        ("Jumlah A / jumlah B x t00%", "Jumlah A", "jumlah B", 100),
        ("Jumlah A / jumlah B) x 100u", "Jumlah A", "jumlah B", 100),
        ("Jumlah A / jumlah B x 100 o/o", "Jumlah A", "jumlah B", 100),
        ("Jumlah A / jumlah B", "Jumlah A", "jumlah B", None),
        ("Jumlah kematian ibu per 100.000 kelahiran hidup", "Jumlah kematian ibu", "kelahiran hidup", 100000),
        # brackets
        ("(Jumlah A / jumlah B) * 100%", "Jumlah A", "jumlah B", 100),
        ("Jumlah A yang dibantu/Jumlah B yang ada) x 100%", "Jumlah A yang dibantu", "Jumlah B yang ada", 100),
        ("(kejadian A ≤ 3 hari/(seluruh kejadian) x 100 %", "kejadian A ≤ 3 hari", "seluruh kejadian", 100),
        ("Jumlah A (PSKS) yang aktif/Jumlah B x 100 %", "Jumlah A (PSKS) yang aktif", "Jumlah B", 100),
        # what stands before and behind
        ("Persentase jumlah arsip A / arsip B x 100 % di kota", "jumlah arsip A", "arsip B", 100),
        ("Persentase A = Jumlah A/Jumlah B x 100 %", "Jumlah A", "Jumlah B", 100),
        ("Dihitung dengan rumus: jumlah A dibagi jumlah B dikali 100%", "jumlah A", "jumlah B", 100),
        ("Persentase A adalah jumlah A dibagi jumlah B dikali 100 persen", "jumlah A", "jumlah B", 100),
        ("Jumlah A dibagi jumlah B kali 100%. Data diambil tiap tahun.", "Jumlah A", "jumlah B", 100),
        ("Jumlah A dibagi jumlah B x 100 % (dalam 1 tahun)", "Jumlah A", "jumlah B", 100),
    ],
)
def test_ratio(text: str, above: str, below: str, times: float | None) -> None:
    assert parts(text) == ("rasio", above, below, times)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        (
            "Jumlah A yang mandiri/pelatihan dibagi jumlah B yang dilatih/dibimbing/direhabilitasi dikali seratus",
            "Jumlah A yang mandiri/pelatihan",
            "jumlah B yang dilatih/dibimbing/direhabilitasi",
        ),
        (
            "PMKS yang berubah / jumlah PMKS yang memperoleh rehabilitasi/pemberdayaan x 100%",
            "PMKS yang berubah",
            "jumlah PMKS yang memperoleh rehabilitasi/pemberdayaan",
        ),
        ("Jumlah kab/kota tertib/jumlah kab/kota x 100%", "Jumlah kab/kota tertib", "jumlah kab/kota"),
        ("(Jumlah siswa SD/MI lulus / Jumlah siswa SD/MI) x 100%", "Jumlah siswa SD/MI lulus", "Jumlah siswa SD/MI"),
        ("Aset (tanah dan/atau gedung) / total aset x 100%", "Aset (tanah dan/atau gedung)", "total aset"),
        ("Anggota PKK aktif/PKK yang ada x 100%", "Anggota PKK aktif", "PKK yang ada"),
    ],
)
def test_a_slash_that_is_not_a_division(text: str, above: str, below: str) -> None:
    assert parts(text) == ("rasio", above, below, 100)


@pytest.mark.parametrize(
    ("text", "above", "below"),
    [
        ("n - (n-1) / (n-1) x 100 %", "n - (n-1)", "(n-1)"),
        ("{PDRB (t) - PDRB (t-1)} / PDRB (t-1) x 100%", "PDRB (t) - PDRB (t-1)", "PDRB (t-1)"),
        (
            "Jumlah A tahun n dikurangi jumlah A tahun sebelumnya dibagi jumlah A tahun sebelumnya dikali 100%",
            "Jumlah A tahun n dikurangi jumlah A tahun sebelumnya",
            "jumlah A tahun sebelumnya",
        ),
    ],
)
def test_growth(text: str, above: str, below: str) -> None:
    assert parts(text) == ("pertumbuhan", above, below, 100)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nilai IDG", "indeks"),
        ("Indeks Pembangunan Manusia", "indeks"),
        ("Hasil Evaluasi SAKIP dari Inspektorat Daerah", "nilai_eksternal"),
        ("Opini BPK atas LKPD", "nilai_eksternal"),
        ("Jumlah Ruang Lingkup yang diterapkan", "jumlah"),
        ("Jumlah A ditambah jumlah B", "jumlah"),
        ("Rata-rata nilai IKM unit layanan", "rata_rata"),
        ("Nt = {(Nilai Produk - (Bahan Baku+input lainnya)}", None),
        ("1 Ketepatan Waktu 40% 2 Mengacu dokumen 30% 3 Kesesuaian 30%", None),
    ],
)
def test_kind_without_a_division(text: str, kind: str | None) -> None:
    assert parts(text) == (kind, None, None, None)


@pytest.mark.parametrize(
    "text",
    [
        "(Jumlah A/Jumlah B x 50%) + (Jumlah C/Jumlah D x 50%)",
        "Jumlah A dibagi jumlah B dan jumlah C dibagi jumlah D",
        "nilai total unsur/jumlah unsur x nilai penimbang",
        "Jumlah pria/wanita yang dilatih",
        "1 – (jumlah A / jumlah B) x 100%",
    ],
)
def test_an_unsure_division_has_no_parts(text: str) -> None:
    assert parts(text)[1:3] == (None, None)


def test_mean_of_parts() -> None:
    assert parts("(A1 + A2 + A3) / 3") == ("rata_rata", "A1 + A2 + A3", "3", None)


def test_unbalanced_brackets_are_reported() -> None:
    assert formula_findings("Jumlah A/Jumlah B) x 100%") == ["KURUNG_TAK_SEIMBANG"]
    assert formula_findings("(Jumlah A/Jumlah B) x 100%") == []
    assert formula_findings("a) Jumlah A b) Jumlah B") == []


@pytest.mark.parametrize(
    ("text", "computes"),
    [
        ("Jumlah A dibagi jumlah B dikali 100%", True),
        ("Jumlah regulasi yang dihasilkan", True),
        ("Nilai IDG", True),
        ("Untuk mengetahui tingkat persentase persediaan pangan", False),
        ("Mengukur keberhasilan Inspektorat dalam pembinaan", False),
        ("Berdasarkan persentase LPM, PKK, Karang Taruna yang aktif", False),
        ("Dari target 1050 Puskesmas", False),
        ("Kondisi ternak melalui penambahan berat badan berbanding dengan umur.", False),
        ("Keluarga yang meningkat penghasilan/ pendapatannya setelah menerima bantuan", False),
        ("Desa/Kelurahan disebut UCI apabila cakupan minimal 80%", False),
        ("100 %", False),
        ("", False),
    ],
)
def test_explanation_or_computation(text: str, computes: bool) -> None:
    assert is_computation(text) is computes


def test_a_count_in_a_column_of_explanations_stays_an_explanation() -> None:
    assert not is_computation("Jumlah unit usaha yang mendapat sertifikasi", strict=True)
    assert is_computation("Banyaknya kelahiran dibandingkan dengan populasi", strict=True)


@settings(max_examples=60)
@given(st.text(alphabet="ab /x%1n0()-=:.,dibagi", max_size=50))
def test_no_text_breaks_the_parser(text: str) -> None:
    formula = parse_formula(text)
    assert formula is None or (formula.pembilang is None) == (formula.penyebut is None)


def gold_formulas() -> list[dict[str, object]]:
    files = sorted(BENCH.glob("gold/*.json")) + sorted(BENCH.glob("real/gold/*.json"))
    records = [r for f in files for r in json.loads(f.read_text())["dokumen"]["indikator"]]
    return [r["formulasi"] for r in records if r.get("formulasi")]


def test_formulas_of_the_read_documents() -> None:
    gold = gold_formulas()
    if not gold:
        pytest.skip("no bench beside the checkout")
    right = sum(
        parts(str(g["teks"])) == (g.get("jenis"), g.get("pembilang"), g.get("penyebut"), g.get("pengali")) for g in gold
    )
    assert right / len(gold) >= 0.95
