"""Indicator cards printed in many forms, with what a reader must find: ``python -m bench.cards OUT --seeds 1:40``.

Each seed chooses rules, where the value stands, colons, numbers, tick boxes, a small table of targets, columns, how
many stand on a page and whether one breaks over it. The records come out the same whatever the form; a seed whose
records do not is printed with its form.
"""

from __future__ import annotations

import argparse
import random
import sys
from dataclasses import dataclass, fields
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LABELS = {
    "perspektif": ("Perspektif",),
    "sasaran": ("Sasaran Strategis", "Sasaran"),
    "indikator": ("Nama Indikator", "Indikator Kinerja Utama", "Nama IKU", "Indikator Kinerja"),
    "penjelasan": ("Definisi Operasional", "Definisi", "Deskripsi Indikator"),
    "formulasi": ("Formula Perhitungan", "Formulasi Penghitungan", "Rumus Perhitungan", "Cara Menghitung"),
    "satuan": ("Satuan", "Satuan Pengukuran"),
    "polarisasi": ("Polarisasi", "Polarisasi Indikator Kinerja", "Polaritas"),
    "periode_pelaporan": ("Periode Pelaporan", "Frekuensi Pengukuran"),
    "sumber_data": ("Sumber Data",),
    "penanggung_jawab": ("Penanggung Jawab", "Unit Kerja Penanggung Jawab"),
    "catatan_tim": ("Catatan Tim Penyusun",),
}
OPTIONS = {
    "polarisasi": ("Maksimal", "Minimal", "Stabil"),
    "periode_pelaporan": ("Bulanan", "Triwulanan", "Semesteran", "Tahunan"),
}
GOALS = ("Meningkatnya mutu layanan perpustakaan keliling", "Menurunnya waktu tunggu warga di loket pelayanan")
NAMES = (
    "Persentase desa yang dikunjungi perpustakaan keliling paling sedikit dua kali setahun",
    "Indeks kepuasan pembaca",
    "Jumlah koleksi buku anak yang dipinjam",
    "Rata-rata waktu tunggu di loket perizinan",
)
ABOUT = (
    "Desa yang dikunjungi adalah desa yang tercatat pada buku jalan petugas dan telah diberi cap oleh perangkat desa.",
    "Kepuasan diukur dengan survei terhadap pembaca yang datang pada hari kerja. Responden dipilih secara acak.",
    "Semua buku untuk pembaca berumur di bawah dua belas tahun.",
    "Waktu dihitung sejak nomor antrean dicetak sampai nomor itu dipanggil petugas loket.",
)
SUMS = (
    "Jumlah desa yang dikunjungi / jumlah seluruh desa x 100%",
    "Nilai hasil survei kepuasan pembaca",
    "Jumlah buku anak yang dipinjam selama satu tahun",
    "Jumlah menit tunggu seluruh pemohon / jumlah pemohon",
)
UNITS = ("Persen", "Indeks", "Buku", "Menit")
SOURCES = ("Buku jalan petugas", "Laporan survei", "Aplikasi sirkulasi", "Mesin antrean")
OFFICES = ("Bidang Layanan", "Bidang Pengembangan Koleksi", "Seksi Sirkulasi", "Bidang Pelayanan Perizinan")
REMARKS = ("Dibahas ulang setiap awal tahun anggaran", "Disepakati dalam rapat bulan Maret")
SIZE = 9.5
LEADING = 12.0
PAD = 3.0
MARGIN = 50.0


@dataclass(frozen=True, slots=True)
class Form:
    """How cards are printed. ``rules``: full, below, outer, none; ``place``: side, under, inline; ``colon``: none, own
    (a column of its own), hung; ``ticks``: none or the sign of a ticked option; ``targets``: none, ruled, open."""

    rules: str = "full"
    place: str = "side"
    colon: str = "none"
    numbered: bool = False
    bold: bool = False
    ticks: str = "none"
    targets: str = "none"
    columns: int = 1
    keep: bool = True
    shared: bool = False
    remark: bool = False
    middle: bool = False
    landscape: bool = False
    spelling: int = 0
    cards: int = 3


def form_of(seed: int) -> Form:
    """The form that a seed chooses."""
    rng = random.Random(seed)
    rules = rng.choice(("full", "full", "below", "outer", "none", "none"))
    place = rng.choice(("side", "side", "side", "under", "inline"))
    columns = 2 if rng.random() < 0.15 else 1
    return Form(
        rules=rules,
        place=place,
        colon=_colon(rng, place),
        numbered=rng.random() < 0.3,
        bold=rng.random() < 0.5 or (place == "under" and rules == "none"),
        ticks=rng.choice(("none", "none", "X", "x", "v")),
        targets=rng.choice(("none", "none", "ruled", "open")),
        columns=columns,
        keep=rng.random() < 0.6,
        shared=rng.random() < 0.3,
        remark=rng.random() < 0.5,
        middle=place == "side" and rng.random() < 0.25,
        landscape=columns == 2,
        spelling=rng.randrange(100),
        cards=rng.randint(1, 4),
    )


def _colon(rng: random.Random, place: str) -> str:
    return {"inline": "hung", "under": rng.choice(("none", "hung"))}.get(place, rng.choice(("none", "own", "hung")))


def records_of(form: Form) -> list[dict[str, str]]:
    """The cards of a form, field by field, in the order in which they are printed."""
    out = []
    for i in range(form.cards):
        record = {"sasaran": GOALS[i // 2 % 2]} if not form.shared or i % 2 == 0 else {}
        if i == 0 or not form.shared:
            record = {"perspektif": "Pemangku Kepentingan", **record}
        record |= {
            "indikator": NAMES[i], "penjelasan": ABOUT[i], "formulasi": SUMS[i], "satuan": UNITS[i],
            "polarisasi": OPTIONS["polarisasi"][1 if i == 3 else 0],
            "periode_pelaporan": OPTIONS["periode_pelaporan"][i % 4],
            "sumber_data": SOURCES[i], "penanggung_jawab": OFFICES[i],
        }  # fmt: skip
        if form.remark:
            record["catatan_tim"] = REMARKS[i % 2]
        if form.targets != "none":
            record["target"] = " ".join(str(60 + 5 * i + k) for k in range(3))
        out.append(record)
    return out


def label_of(field: str, form: Form) -> str:
    spellings = LABELS[field]
    return spellings[form.spelling % len(spellings)]


class _Sheet:
    """A canvas that is written from the top down, in one or two columns."""

    def __init__(self, path: Path, form: Form) -> None:
        self.form = form
        self.size = (A4[1], A4[0]) if form.landscape else A4
        self.canvas = Canvas(str(path), pagesize=self.size)
        self.column = 0
        self.top = self._roof()
        self.canvas.setFont("Helvetica-Bold", 11)
        self.canvas.drawCentredString(self.size[0] / 2, self.size[1] - 40, "MANUAL INDIKATOR KINERJA UTAMA")

    def _roof(self) -> float:
        return float(self.size[1]) - 65.0

    @property
    def width(self) -> float:
        return (float(self.size[0]) - 2 * MARGIN - 24 * (self.form.columns - 1)) / self.form.columns

    @property
    def left(self) -> float:
        return MARGIN + self.column * (self.width + 24)

    @property
    def room(self) -> float:
        return self.top - MARGIN

    def turn(self) -> None:
        self.column += 1
        if self.column == self.form.columns:
            self.canvas.showPage()
            self.column = 0
        self.top = self._roof()

    def text(self, x: float, line: int, text: str, *, bold: bool = False, down: float = 0.0) -> None:
        self.canvas.setFont("Helvetica-Bold" if bold else "Helvetica", SIZE)
        self.canvas.drawString(x, self.top - PAD - down - LEADING * (line + 0.75), text)

    def rule(self, x0: float, y0: float, x1: float, y1: float) -> None:
        self.canvas.setLineWidth(0.6)
        self.canvas.line(x0, y0, x1, y1)


def wrap(text: str, width: float, *, bold: bool = False) -> list[str]:
    lines: list[str] = []
    for word in text.split(" "):
        grown = f"{lines[-1]} {word}" if lines else word
        if lines and stringWidth(grown, "Helvetica-Bold" if bold else "Helvetica", SIZE) <= width:
            lines[-1] = grown
        else:
            lines.append(word)
    return lines


def write_cards(path: Path, form: Form) -> list[dict[str, str]]:
    """Print the cards of *form* and give the records that they hold."""
    sheet = _Sheet(path, form)
    records = records_of(form)
    for n, record in enumerate(records):
        rows = [(f, v) for f, v in record.items()]
        if form.keep and n and _height(sheet, rows) > sheet.room:
            sheet.turn()
        _print_card(sheet, rows)
        sheet.top -= 22
    sheet.canvas.save()
    return records


def _value(field: str, value: str, form: Form) -> str:
    if form.ticks == "none" or field not in OPTIONS:
        return value
    return "   ".join(f"({form.ticks if o == value else ' '}) {o}" for o in OPTIONS[field])


def _split(sheet: _Sheet, field: str, value: str, number: int) -> tuple[list[str], list[str], float, float]:
    """Lines of label and value, and the x of the values and of the colons."""
    form = sheet.form
    name = "Target" if field == "target" else label_of(field, form)
    label = f"{number}. {name}" if form.numbered else name
    label += " :" if form.colon == "hung" else ""
    if form.place == "side":
        wide = min(0.34 * sheet.width, 150.0)
        at = sheet.left + wide + (14 if form.colon == "own" else 4)
        labels = wrap(label, wide - 8, bold=form.bold)
        return labels, wrap(_value(field, value, form), sheet.left + sheet.width - at - 4), at, sheet.left + wide + 2
    texts = wrap(_value(field, value, form), sheet.width - 8)
    if form.place == "inline":
        if field == "target":
            return [label], [""], sheet.left + 3, 0.0
        texts = wrap(f"{label} {_value(field, value, form)}", sheet.width - 8)
        return [], texts, sheet.left + 3, 0.0
    return [label], texts, sheet.left + 3, 0.0


def _height(sheet: _Sheet, rows: list[tuple[str, str]]) -> float:
    total = 0.0
    for i, (field, value) in enumerate(rows):
        labels, texts, _, _ = _split(sheet, field, value, i + 1)
        count = max(len(labels), len(texts)) if sheet.form.place == "side" else len(labels) + len(texts)
        total += LEADING * (count + (1 if field == "target" else 0)) + 2 * PAD
    return total


def _print_card(sheet: _Sheet, rows: list[tuple[str, str]]) -> None:
    form, start = sheet.form, sheet.top
    for i, (field, value) in enumerate(rows):
        labels, texts, at, colon = _split(sheet, field, value, i + 1)
        side = form.place == "side"
        count = max(len(labels), len(texts)) if side else len(labels) + len(texts)
        if field == "target":
            count += 1
        high = LEADING * count + 2 * PAD
        if high > sheet.room:
            _frame(sheet, start)
            sheet.turn()
            start = sheet.top
            labels, texts, at, colon = _split(sheet, field, value, i + 1)
        down = (count - len(labels)) * LEADING / 2 if side and form.middle else 0.0
        for k, line in enumerate(labels):
            sheet.text(sheet.left + 3, k, line, bold=form.bold, down=down)
        if form.colon == "own" and side:
            sheet.text(colon, 0, ":", down=down)
        below = 0 if side else len(labels)
        if field == "target":
            _targets(sheet, at, below, value.split(), high)
        else:
            lift = (count - len(texts)) * LEADING / 2 if side and form.middle else 0.0
            for k, line in enumerate(texts):
                sheet.text(at, below + k, line, down=lift)
        _rules(sheet, at, high)
        sheet.top -= high
    _frame(sheet, start)


def _targets(sheet: _Sheet, at: float, below: int, values: list[str], high: float) -> None:
    step = (sheet.left + sheet.width - at) / len(values)
    for k, value in enumerate(values):
        sheet.text(at + k * step + 8, below, str(2024 + k))
        sheet.text(at + k * step + 8, below + 1, value)
    if sheet.form.targets == "ruled":
        top, bottom = sheet.top - LEADING * below - (PAD if below else 0), sheet.top - high
        middle = top - PAD - LEADING if not below else top - LEADING
        for y in (top, middle, bottom):
            sheet.rule(at - 4, y, sheet.left + sheet.width, y)
        for k in range(len(values) + 1):
            x = at - 4 if k == 0 else sheet.left + sheet.width if k == len(values) else at + k * step
            sheet.rule(x, top, x, bottom)


def _rules(sheet: _Sheet, at: float, high: float) -> None:
    form, right = sheet.form, sheet.left + sheet.width
    if form.rules in ("full", "below"):
        sheet.rule(sheet.left, sheet.top - high, right, sheet.top - high)
    if form.rules == "full":
        sheet.rule(sheet.left, sheet.top, right, sheet.top)
        edges = [sheet.left, right]
        if form.place == "side":
            edges += [at - 4, at - 14] if form.colon == "own" else [at - 4]
        for x in edges:
            sheet.rule(x, sheet.top, x, sheet.top - high)


def _frame(sheet: _Sheet, start: float) -> None:
    if sheet.form.rules == "outer" and start > sheet.top:
        right = sheet.left + sheet.width
        for y in (start, sheet.top):
            sheet.rule(sheet.left, y, right, y)
        for x in (sheet.left, right):
            sheet.rule(x, start, x, sheet.top)


def wanted(form: Form) -> list[dict[str, str]]:
    """The records as the result must hold them: goals printed once hold for the cards under them."""
    out: list[dict[str, str]] = []
    for record in records_of(form):
        before = out[-1] if out else {}
        held = {f: before[f] for f in ("perspektif", "sasaran") if f in before}
        out.append(held | record)
    return out


def found(path: Path) -> list[dict[str, str]]:
    """What the program reads of a printed form, in the words of :func:`wanted`."""
    from iku.pipeline import convert_document

    out = []
    for r in convert_document(path).dokumen.indikator:
        texts = {
            "perspektif": r.perspektif, "sasaran": r.sasaran, "indikator": r.indikator, "penjelasan": r.penjelasan,
            "formulasi": r.formulasi.teks if r.formulasi else None, "satuan": r.satuan.tercetak,
            "polarisasi": r.polarisasi.tercetak if r.polarisasi else None, "periode_pelaporan": r.periode_pelaporan,
            "sumber_data": ", ".join(p.nama for p in r.sumber_data),
            "penanggung_jawab": ", ".join(p.nama for p in r.penanggung_jawab),
            "catatan_tim": r.lainnya.get("Catatan Tim Penyusun"),
            "target": " ".join(v.tercetak or "" for v in r.nilai if v.tahun in (2024, 2025, 2026)),
        }  # fmt: skip
        out.append({name: text for name, text in texts.items() if text})
    return out


def wrong(form: Form, got: list[dict[str, str]]) -> list[str]:
    """Fields that came out otherwise, as ``card.field``; a whole card that is missing counts all its fields."""
    out = []
    for i, record in enumerate(wanted(form)):
        own = got[i] if i < len(got) else {}
        out += [f"{i + 1}.{f}" for f, text in record.items() if _plain(own.get(f, "")) != _plain(text)]
    return out + [f"{i + 1}.spare" for i in range(len(wanted(form)), len(got))]


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def main(arguments: list[str] | None = None) -> int:
    """Print the forms of some seeds, read them, and say what came out wrong. Gives 1 when a seed failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--seeds", default="1:40")
    given = parser.parse_args(arguments)
    first, _, last = given.seeds.partition(":")
    given.out.mkdir(parents=True, exist_ok=True)
    total = bad = failed = 0
    for seed in range(int(first), int(last or first) + 1):
        form = form_of(seed)
        path = given.out / f"cards_{seed}.pdf"
        write_cards(path, form)
        errors = wrong(form, found(path))
        total += sum(len(r) for r in wanted(form))
        bad += len(errors)
        failed += bool(errors)
        if errors:
            said = ", ".join(f"{f.name}={getattr(form, f.name)}" for f in fields(form))
            print(f"seed {seed}: {len(errors)} wrong: {' '.join(errors[:8])}\n    {said}")
    print(f"fields right: {1 - bad / total:.3f} of {total}; cards of {failed} seeds not all right")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
