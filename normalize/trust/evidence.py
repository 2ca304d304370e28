"""The evidence for each value of a table, as numbers by name: ``teks.…``, ``susunan.…``, ``makna.…``.

The part before the dot is the ground that a doubt is told by: the letters, the structure of the table, the meaning.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from iku.extract.margins import CERTAIN
from iku.extract.model import Page
from iku.extract.table_model import Cell, Edges, LogicalTable
from iku.normalize.columns import Column
from iku.normalize.content import probabilities
from iku.normalize.figures import addresses
from iku.normalize.model import Rekap
from iku.normalize.record_model import AsalMedan, Indikator
from iku.normalize.trust.drawn import Drawn
from iku.normalize.trust.figures import of_figure, years_of
from iku.normalize.trust.letters import of_letters
from iku.normalize.trust.meaning import field_of, fit, of_meaning
from iku.normalize.trust.neighbours import beginnings, begins, begun_again, columns, numbers, said_twice, share_in_rows
from iku.normalize.trust.numbers import Features, clipped, share
from iku.normalize.trust.trace import Trace
from iku.normalize.trust.whites import HANGING, whites
from iku.normalize.wording import Vocabulary

READERS = ("rulings", "structure", "card", "shading", "gutters")
"""Readers of grids that are told apart; the others are few."""
SENTENCES = ("indikator", "sasaran", "tujuan", "misi", "alasan", "penjelasan", "program", "kegiatan")
"""Fields whose texts begin with a capital letter unless they were cut."""
CLEAR = 3.0
"""Log-odds of a boundary that is clearly seen."""
UNWEIGHED = Edges(0.0, 0.0, 0.0, 0.0, 0.0)


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
    traces = [scene.traces.get(id(r), {}) for r in records]
    counted, turns = numbers(records)
    shared = _of_table(scene, records, texts) | counted | years_of(scene.columns)
    stretches = columns(traces, texts)
    places = {name: {id(s.lines[0]): i for i, s in enumerate(own)} for name, own in stretches.items()}
    lengths: dict[str, list[int]] = defaultdict(list)
    for own in texts:
        for name, text in own.items():
            lengths[field_of(name)].append(len(text.split()))
    usual = {name: median(counts) for name, counts in lengths.items()}
    fits = {name: fit(name, told) for name, told in _by_field(texts).items()}
    filled = Counter(n for own in texts for n in {field_of(k) for k in own})
    users = Counter(id(trace.lines[0]) for own in traces for trace in own.values() if trace.lines)
    opening = beginnings(records)
    figured = {n: share([any(c.isdigit() for c in s.text) for s in own]) for n, own in stretches.items()}
    drawn = _drawn(scene)
    out = []
    for record, own, traced, turn in zip(records, texts, traces, turns, strict=True):
        common = shared | turn | _of_record(own, filled, len(records))
        found: dict[str, Features] = {}
        for name, text in own.items():
            trace = traced.get(name)
            if trace is None or not trace.lines:
                continue
            features = common | of_letters(text, trace, scene.pages, scene.vocabulary) | _of_place(text, trace)
            features |= of_meaning(name, text, trace)
            if name.startswith("nilai."):
                features |= of_figure(name, text, own, scene.columns)
            at = places[name][id(trace.lines[0])]
            column = stretches[name]
            before, after = column[at - 1] if at else None, column[at + 1] if at + 1 < len(column) else None
            features |= whites(column[at], before, after, trace.cells)
            features["susunan.awal"] = float(not begins(name, text, opening))
            features["susunan.awal.nanti"] = float(after is not None and not begins(name, after.text, opening))
            if trace.cells:
                cell = trace.cells[0]
                features |= drawn.around(id(cell), cell.box, cell.page, cell.lines)
            if field_of(name) not in SENTENCES:
                features["susunan.kecil"] = 0.0
            else:
                features["susunan.ganda"] = begun_again(text, opening)
            features["susunan.dua_kali"] = said_twice(text)
            features["susunan.dipakai"] = math.log1p(users[id(trace.lines[0])])
            features["susunan.panjang"] = abs(math.log((len(text.split()) + 1) / (usual[field_of(name)] + 1)))
            features["makna.kolom"] = fits[field_of(name)]
            features["makna.kolom.angka"] = figured[name] - float(any(c.isdigit() for c in text))
            printed = sum(len(w.text) for line in trace.lines for w in line.words)
            features["susunan.lain"] = 1.0 - min(1.0, len("".join(text.split())) / max(1, printed))
            features["makna.catatan"] = float(name in scene.noted.get(id(record), ()))
            found[name] = features
        out.append(found)
    share_in_rows(out)
    return out


def _drawn(scene: Scene) -> Drawn:
    drawn = Drawn()
    for number in scene.table.pages:
        if (page := scene.pages.get(number)) is not None:
            drawn.add(page)
    return drawn


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
    cells = list({id(c): c for row in table.body for c in row.own if not c.empty}.values())
    names = [r.indikator or "" for r in records]
    goals = [r.sasaran or "" for r in records]
    out["susunan.tabel.beda"] = share([not c.agreed for c in cells])
    out["susunan.tabel.kecil"] = share([t[:1].islower() for t in names if t])
    out["susunan.tabel.gantung"] = share([bool(HANGING.search(t)) for t in names if t])
    out["susunan.tabel.sama"] = 1.0 - len(set(names)) / len(names) if names else 0.0
    out["susunan.tabel.pendek"] = share([len(t.split()) < 3 for t in names])
    out["susunan.tabel.halaman"] = float(len(table.pages) > 1)
    out["susunan.tabel.rekaman"] = math.log1p(len(records))
    out |= _of_boundaries(cells)
    out["makna.tabel.tanpa_kepala"] = float(not any(table.header))
    out["makna.tabel.asing"] = share([c.match is None for c in scene.columns])
    out["makna.tabel.kepala"] = max((1.0 - c.match.confidence for c in scene.columns if c.match), default=1.0)
    out["makna.tabel.kolom"] = float(len(scene.columns))
    out["makna.tabel.kembar"] = _doubled(scene.columns)
    out["makna.tabel.iku"] = float(scene.kind == "iku")
    out["makna.tabel.tanpa_sasaran"] = share([not t for t in goals])
    out["makna.tabel.indikator"] = sum(probabilities([t]).get("indikator", 0.0) for t in names[:12] if t) / max(
        1, len(names[:12])
    )
    if recap is not None and recap.kata.tercetak:
        total = recap.kata.tercetak
        out["susunan.tabel.sisa"] = recap.kata.temuan / total
        out["susunan.tabel.lainnya"] = recap.kata.lainnya / total
        out["susunan.tabel.mentah"] = recap.kata.mentah / total
        out["susunan.tabel.kata_pita"] = recap.kata.pita / total
        out["susunan.tabel.lanjutan"] = recap.baris.lanjutan / max(1, recap.baris.tercetak)
        out["susunan.tabel.baris_sisa"] = (recap.baris.sisa + recap.baris.mentah) / max(1, recap.baris.tercetak)
    return out


def _of_boundaries(cells: Sequence[Cell]) -> Features:
    """How sure the boundaries of a table are taken together."""
    known = [c.edges for c in cells if c.edges is not None]
    if not known:
        return {}
    rows = [min(e.above, e.below) for e in known]
    return {
        "susunan.tabel.tegas": clipped(median(min(e.across, e.above, e.below) for e in known)),
        "susunan.tabel.baris_ragu": share([r < CLEAR for r in rows]),
        "susunan.tabel.kolom_ragu": share([e.across < CLEAR for e in known]),
        "susunan.tabel.utuh_ragu": share([e.whole < CLEAR for e in known]),
        "susunan.tabel.lepas_ragu": share([e.apart < CLEAR for e in known]),
        "susunan.tabel.baris_terlemah": clipped(min(rows)),
        "susunan.tabel.utuh_terlemah": clipped(min(e.whole for e in known)),
    }


def _doubled(known: Sequence[Column]) -> float:
    """How many columns have the meaning of one before them."""
    meanings = [(m.field, m.jenis, m.tahun) for c in known if (m := c.match) is not None]
    return float(len(meanings) - len(set(meanings)))


def _of_record(own: Mapping[str, str], filled: Mapping[str, int], count: int) -> Features:
    """What tells of a row cut wrongly: fields that its neighbours have, an indicator that begins or ends midway."""
    name = own.get("indikator", "")
    fields = {field_of(n) for n in own}
    usual = [n for n, c in filled.items() if c * 2 > count]
    return {
        "susunan.baris.kosong": share([n not in fields for n in usual]),
        "susunan.baris.lebih": share([filled[n] * 2 < count for n in fields]),
        "susunan.baris.kecil": float(name[:1].islower()),
        "susunan.baris.gantung": float(bool(HANGING.search(name))),
        "makna.baris.indikator": probabilities([name]).get("indikator", 0.0) if name else 0.0,
    }


def _of_place(text: str, trace: Trace) -> Features:
    cells = trace.cells
    edges = [c.edges for c in cells if c.edges is not None]
    least = _least(edges) if edges else UNWEIGHED
    return {
        "susunan.beda": float(any(not c.agreed for c in cells)),
        "susunan.tegas": clipped(min(least.across, least.above, least.below)),
        "susunan.tegas.sisi": clipped(least.across),
        "susunan.tegas.atas": clipped(least.above),
        "susunan.tegas.bawah": clipped(least.below),
        "susunan.utuh": clipped(least.whole),
        "susunan.lepas": clipped(least.apart),
        "susunan.ditimbang": float(bool(edges)),
        "susunan.putus": float(len({line.page for line in trace.lines}) > 1),
        "susunan.gabung": float(any(c.rowspan > 1 for c in cells)),
        "susunan.lebar": float(any(c.colspan > 1 for c in cells)),
        "susunan.sel": math.log1p(len(cells)),
        "susunan.turun": float(trace.carried),
        "susunan.kecil": float(text[:1].islower()),
        "susunan.gantung": float(bool(HANGING.search(text))),
        "susunan.kurung": float(text.count("(") != text.count(")")),
        "susunan.baris": math.log1p(len(trace.lines)),
    }


def _least(edges: Sequence[Edges]) -> Edges:
    """The least sure of the boundaries of several cells; between them the last one's bottom and the first one's top."""
    return Edges(
        min(e.across for e in edges), min(CERTAIN, edges[0].above), min(CERTAIN, edges[-1].below),
        min(e.whole for e in edges), min(e.apart for e in edges),
    )  # fmt: skip
