"""The evidence for every value of generated and of real documents, each with whether the value is right."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import chain
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from bench.trust.facts import fact_verdicts
from bench.trust.judge import verdicts
from iku.extract.document import read_document
from iku.extract.errors import IkuError
from iku.extract.model import Page
from iku.extract.tables import all_tables, has_header
from iku.normalize.assemble import ReadTable, classify, table_areas
from iku.normalize.document.facts import read_facts
from iku.normalize.lexicon import Lexicon
from iku.normalize.model import Hasil
from iku.normalize.sense import Sense
from iku.normalize.trust.evidence import evidence
from iku.normalize.trust.facts import fact_evidence
from iku.normalize.trust.numbers import Features
from iku.normalize.trust.weigh import scene_of
from iku.pipeline import read_twice, understand
from iku.schemas.write import to_json

log = logging.getLogger(__name__)
COMPOSED = "composed"
"""What a generated gold file names as its source when no recorded document lies behind it."""


def scene_evidence(tables: Sequence[ReadTable], pages: Sequence[Page]) -> dict[int, dict[str, Features]]:
    """By the identity of its record, the features of every value by name."""
    by_number = {p.number: p for p in pages}
    found: dict[int, dict[str, Features]] = {}
    for table in tables:
        if table.main and table.sheet is not None:
            records = [*table.records, *table.lower]
            scene = scene_of(table.sheet, table.recap, by_number)
            found.update(zip(map(id, records), evidence(scene, records), strict=True))
    return found


@dataclass(frozen=True, slots=True)
class Converted:
    """A document with the features of its values by the identity of their record, and of its facts."""

    result: Hasil
    values: dict[int, dict[str, Features]]
    facts: dict[str, Features]


def convert(pdf: Path) -> Converted:
    """As ``pipeline.convert_document``, with the evidence. Raises :class:`extract.errors.IkuError`."""
    lexicon = Lexicon.load(None)
    sense = Sense(lexicon)
    read = read_document(pdf, sense)
    joined = all_tables(read.pages, read.grids, sense, read.boundary)
    tables = classify([t for t in joined if has_header(t)], lexicon)
    read_twice(pdf, read, tables)
    result = understand(read, tables, pdf.name, lexicon, [t for t in joined if not has_header(t)])
    sources = [t.source for t in tables]
    titles = [line for t in sources for line in t.title_lines]
    facts = read_facts(read.pages, table_areas(sources), titles, pdf.name, read.boundary)
    return Converted(result, scene_evidence(tables, read.pages), fact_evidence(facts.asal))


def gather(pdfs: Path, gold: Path, kind: str, jobs: int = 1) -> Iterator[dict[str, Any]]:
    """One line for every value of the documents in *pdfs* that *gold* tells, *jobs* documents at a time: see
    ``fit.load``."""
    known = [(pdf, gold / f"{pdf.stem.partition('--')[0]}.json", kind) for pdf in sorted(pdfs.glob("*.pdf"))]
    tasks = [task for task in known if task[1].exists()]
    if jobs <= 1:
        yield from chain.from_iterable(map(_lines_of, tasks))
        return
    with ProcessPoolExecutor(jobs, mp_context=get_context("spawn")) as pool:
        yield from chain.from_iterable(pool.map(_lines_of, tasks))


def _lines_of(task: tuple[Path, Path, str]) -> list[dict[str, Any]]:
    pdf, gold, kind = task
    try:
        return list(_of_document(pdf, json.loads(gold.read_text("utf-8")), kind))
    except IkuError as error:
        log.warning("%s: %s", pdf.name, error)
        return []


def _of_document(pdf: Path, gold: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    converted = convert(pdf)
    result, known = converted.result, converted.values
    records = result.dokumen.indikator
    whole = to_json(result.instansi, [result.dokumen], nip=True)
    plain = whole["dokumen"][0]["indikator"]
    also = frozenset(x.get("halaman") for x in gold.get("juga_ada") or [])
    recorded = gold.get("dari")
    group = recorded if recorded and recorded != COMPOSED else pdf.stem.partition("--")[0]
    shared = {"doc": pdf.stem, "group": group, "kind": kind}
    for verdict in verdicts(records, plain, gold["dokumen"]["indikator"], also):
        record = records[verdict.record]
        features = known.get(id(record), {}).get(verdict.name)
        if features is not None and record.asal is not None:
            place = record.asal.medan[verdict.name]
            yield shared | _line(verdict.name, place.sumber, verdict.right, features)
    places = whole["dokumen"][0]["asal"]
    for name, right in fact_verdicts(list(places), whole["instansi"], whole["dokumen"][0], gold):
        features = converted.facts.get(name)
        if features is not None:
            yield shared | {"fact": True} | _line(name, places[name]["sumber"], right, features)


def _line(name: str, source: str, right: bool, features: Features) -> dict[str, Any]:
    told = {n: round(v, 4) for n, v in features.items() if v}
    return {"name": name, "source": source, "right": right, "evidence": told}
