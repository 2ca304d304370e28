"""The evidence for each value of a table, as numbers by name: ``teks.…``, ``susunan.…``, ``makna.…``.

The part before the dot is the ground that a doubt is told by: the letters, the structure of the table, the meaning.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from extract.margins import margin_of
from extract.model import LogicalTable, Page, Word
from normalize.columns import Column
from normalize.content import probabilities
from normalize.figures import addresses
from normalize.model import AsalMedan, Indikator, Rekap
from normalize.trust.trace import Trace
from normalize.unit_names import normal_unit
from normalize.wording import Vocabulary

CLASSES = {
    "indikator": "indikator", "sasaran": "sasaran", "tujuan": "sasaran", "penjelasan": "penjelasan",
    "formulasi": "formulasi", "satuan": "satuan", "sumber_data": "sumber_data",
    "penanggung_jawab": "penanggung_jawab", "program": "kerja", "nilai": "angka",
}  # fmt: skip
"""Field -> the class of ``normalize.content`` that its texts should be of."""
READERS = ("rulings", "structure", "card", "shading")
"""Readers of grids that are told apart; the others are few."""
FIELDS = ("indikator", "sasaran", "tujuan", "misi", "formulasi", "penjelasan", "alasan", "satuan", "nilai",
          "sumber_data", "penanggung_jawab", "program", "kegiatan", "keterangan", "lainnya")  # fmt: skip
SENTENCES = ("indikator", "sasaran", "tujuan", "misi", "alasan", "penjelasan", "program", "kegiatan")
"""Fields whose texts begin with a capital letter unless they were cut."""
WAYS = ("mirip", "posisi", "isi")
DAMAGE = ("LAPISAN_TEKS_RUSAK", "TEKS_BERBEDA", "TEKS_TERSEMBUNYI")
"""Notes of a page whose text layer is doubtful."""
_HANGING = re.compile(r"(?:\b(?:dan|atau|yang|di|ke|dari|dengan|untuk|pada|dalam|oleh|serta|terhadap)|[,(/&+=:-])\s*$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_LEAST_ODDS, _MOST_ODDS = -6.0, 10.0
_LEAST_SURE = 1e-3

Features = dict[str, float]


@dataclass(slots=True)
class Scene:
    """What the values of one table share: see ``records.Sheet``. ``traces``: by the identity of their record, then by
    the name of the value; ``noted``: fields with an oddity met while reading, by the identity of their record."""

    table: LogicalTable
    columns: Sequence[Column]
    kind: str
    pages: Mapping[int, Page]
    vocabulary: Vocabulary
    recap: Rekap | None
    traces: Mapping[int, Mapping[str, Trace]]
    noted: Mapping[int, Sequence[str]] = field(default_factory=dict)


def field_of(name: str) -> str:
    """``nilai.target.2021`` is of the field ``nilai``."""
    return name.partition(".")[0]


def value_text(record: Indikator, name: str, place: AsalMedan) -> str:
    """The text of a value as the record has it, else as printed."""
    if name.startswith("nilai."):
        found = dict(zip(addresses(record.nilai), record.nilai, strict=True)).get(name)
        return (found.tercetak or "") if found is not None else place.cetak or ""
    value = getattr(record, name, None)
    if name == "formulasi":
        return (record.formulasi.teks or "") if record.formulasi else ""
    if isinstance(value, list):
        return ", ".join(v if isinstance(v, str) else v.nama for v in value)
    return value if isinstance(value, str) else place.cetak or ""


def evidence(scene: Scene, records: Sequence[Indikator]) -> list[dict[str, Features]]:
    """For every record the features of each of its values by name."""
    texts = [{n: value_text(r, n, p) for n, p in (r.asal.medan if r.asal else {}).items()} for r in records]
    shared = _of_table(scene, records, texts)
    lengths: dict[str, list[int]] = defaultdict(list)
    for own in texts:
        for name, text in own.items():
            lengths[field_of(name)].append(len(text.split()))
    usual = {name: median(counts) for name, counts in lengths.items()}
    fits = {name: _fit(name, told) for name, told in _by_field(texts).items()}
    filled = Counter(n for own in texts for n in {field_of(k) for k in own})
    out = []
    for record, own in zip(records, texts, strict=True):
        common = shared | _of_record(own, filled, len(records))
        found: dict[str, Features] = {}
        for name, text in own.items():
            trace = scene.traces.get(id(record), {}).get(name)
            place = record.asal.medan[name] if record.asal else None
            if trace is None or place is None:
                continue
            features = common | _of_text(scene, text, trace) | _of_place(text, trace) | _of_meaning(name, text, trace)
            if field_of(name) not in SENTENCES:
                features["susunan.kecil"] = 0.0
            features["susunan.panjang"] = abs(math.log((len(text.split()) + 1) / (usual[field_of(name)] + 1)))
            features["makna.kolom"] = fits[field_of(name)]
            features["makna.catatan"] = float(name in scene.noted.get(id(record), ()))
            found[name] = features
        out.append(found)
    return out


def _by_field(texts: Sequence[Mapping[str, str]]) -> dict[str, list[str]]:
    """The texts of every field, each once, in the order of the records."""
    out: dict[str, dict[str, None]] = defaultdict(dict)
    for own in texts:
        for name, text in own.items():
            out[field_of(name)][text] = None
    return {name: list(told) for name, told in out.items()}


def _of_table(scene: Scene, records: Sequence[Indikator], texts: Sequence[Mapping[str, str]]) -> Features:
    table, recap = scene.table, scene.recap
    out = {f"susunan.pembaca.{name}": float(table.reader == name) for name in READERS}
    cells = {id(c): c for row in table.body for c in row.own if not c.empty}.values()
    names = [r.indikator or "" for r in records]
    goals = [r.sasaran or "" for r in records]
    out["susunan.tabel.beda"] = _share([not c.agreed for c in cells])
    out["susunan.tabel.kecil"] = _share([t[:1].islower() for t in names if t])
    out["susunan.tabel.gantung"] = _share([bool(_HANGING.search(t)) for t in names if t])
    out["susunan.tabel.sama"] = 1.0 - len(set(names)) / len(names) if names else 0.0
    out["susunan.tabel.pendek"] = _share([len(t.split()) < 3 for t in names])
    out["susunan.tabel.halaman"] = float(len(table.pages) > 1)
    out["susunan.tabel.rekaman"] = math.log1p(len(records))
    out["susunan.tabel.tegas"] = (
        _clipped(median(found)) if (found := [c.margin for c in cells if c.margin is not None]) else 0.0
    )
    out["makna.tabel.tanpa_kepala"] = float(not any(table.header))
    out["makna.tabel.asing"] = _share([c.match is None for c in scene.columns])
    out["makna.tabel.iku"] = float(scene.kind == "iku")
    out["makna.tabel.tanpa_sasaran"] = _share([not t for t in goals])
    out["makna.tabel.indikator"] = sum(probabilities([t]).get("indikator", 0.0) for t in names[:12] if t) / max(
        1, len(names[:12])
    )
    if recap is not None and recap.kata.tercetak:
        total = recap.kata.tercetak
        out["susunan.tabel.sisa"] = recap.kata.temuan / total
        out["susunan.tabel.lainnya"] = recap.kata.lainnya / total
        out["susunan.tabel.mentah"] = recap.kata.mentah / total
        out["susunan.tabel.lanjutan"] = recap.baris.lanjutan / max(1, recap.baris.tercetak)
        out["susunan.tabel.baris_sisa"] = (recap.baris.sisa + recap.baris.mentah) / max(1, recap.baris.tercetak)
    return out


def _of_record(own: Mapping[str, str], filled: Mapping[str, int], count: int) -> Features:
    """What tells of a row cut wrongly: fields that its neighbours have, an indicator that begins or ends midway."""
    name = own.get("indikator", "")
    fields = {field_of(n) for n in own}
    usual = [n for n, c in filled.items() if c * 2 > count]
    return {
        "susunan.baris.kosong": _share([n not in fields for n in usual]),
        "susunan.baris.lebih": _share([filled[n] * 2 < count for n in fields]),
        "susunan.baris.kecil": float(name[:1].islower()),
        "susunan.baris.gantung": float(bool(_HANGING.search(name))),
        "makna.baris.indikator": probabilities([name]).get("indikator", 0.0) if name else 0.0,
    }


def _of_text(scene: Scene, text: str, trace: Trace) -> Features:
    sure = [w.confidence for w in _said(text, trace) if w.source == "ocr"]
    named = _WORD.findall(text)
    unknown = [not scene.vocabulary.knows(w) for w in named]
    notes = {n for line in trace.lines if (p := scene.pages.get(line.page)) is not None for n in p.notes}
    return {
        "teks.ocr": float(bool(sure)),
        "teks.ocr.terendah": _logit(min(sure)) if sure else 0.0,
        "teks.ocr.rata": _logit(sum(sure) / len(sure)) if sure else 0.0,
        "teks.ocr.ragu": float(sum(c < 0.8 for c in sure)),
        "teks.asing": _share(unknown),
        "teks.asing.jumlah": math.log1p(sum(unknown)),
        "teks.lapisan": float(bool(notes & set(DAMAGE))),
        "teks.panjang": math.log1p(len(text.split())),
        "teks.huruf": float(bool(re.search(r"[\ufffd\u25a1]|\(cid:", text))),
    }


def _said(text: str, trace: Trace) -> list[Word]:
    """The words that say the value: no bullets and marks, and no label or number before it."""
    words = [w for line in trace.lines for w in line.words if any(c.isalnum() for c in w.text)]
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    begin = next((i for i, w in enumerate(words) if w.text == first), 0)
    return words[begin:]


def _of_place(text: str, trace: Trace) -> Features:
    cells = trace.cells
    margin = margin_of(cells)
    return {
        "susunan.beda": float(any(not c.agreed for c in cells)),
        "susunan.tegas": _clipped(margin) if margin is not None else 0.0,
        "susunan.ditimbang": float(margin is not None),
        "susunan.putus": float(len({line.page for line in trace.lines}) > 1),
        "susunan.gabung": float(any(c.rowspan > 1 for c in cells)),
        "susunan.lebar": float(any(c.colspan > 1 for c in cells)),
        "susunan.sel": math.log1p(len(cells)),
        "susunan.turun": float(trace.carried),
        "susunan.kecil": float(text[:1].islower()),
        "susunan.gantung": float(bool(_HANGING.search(text))),
        "susunan.kurung": float(text.count("(") != text.count(")")),
        "susunan.baris": math.log1p(len(trace.lines)),
    }


def _of_meaning(name: str, text: str, trace: Trace) -> Features:
    own, column = field_of(name), trace.column
    match = column.match if column is not None else None
    out = {f"makna.medan.{f}": float(own == f) for f in FIELDS}
    out |= {f"makna.cara.{w}": float(match is not None and match.how == w) for w in WAYS}
    out["makna.kepala"] = 1.0 - match.confidence if match is not None else 0.0
    out["makna.pita"] = float(column is None)
    out["makna.pecah"] = float(match is not None and match.field != own)
    out["makna.isi"] = _fit(own, [text])
    out["makna.satuan"] = float(own == "satuan" and normal_unit(text) is None)
    out["makna.angka"] = float(own == "nilai" and not re.search(r"\d", text))
    out["makna.bernomor"] = float(bool(re.match(r"\s*(?:\d{1,2}|[a-z])[.)]\s", text)))
    out["makna.titik_dua"] = float(":" in text)
    return out


def _fit(name: str, texts: Sequence[str]) -> float:
    """How much likelier texts are of their field's kind than of any other (difference of logarithms, clipped)."""
    wanted = CLASSES.get(name)
    said = probabilities(texts) if wanted else {}
    if not said or wanted is None:
        return 0.0
    best = max(p for n, p in said.items() if n != wanted)
    return max(-3.0, min(3.0, math.log(max(said[wanted], 1e-4)) - math.log(max(best, 1e-4))))


def _share(told: Sequence[bool]) -> float:
    return sum(told) / len(told) if told else 0.0


def _logit(p: float) -> float:
    p = min(max(p, _LEAST_SURE), 1 - _LEAST_SURE)
    return math.log(p / (1 - p))


def _clipped(odds: float) -> float:
    return max(_LEAST_ODDS, min(_MOST_ODDS, odds))
