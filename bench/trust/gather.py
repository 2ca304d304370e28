"""The evidence for every value of generated and of real documents, each with whether the value is right."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.trust.judge import verdicts
from iku.extract.document import read_document
from iku.extract.errors import IkuError
from iku.extract.model import Page
from iku.extract.tables import all_tables, has_header
from iku.normalize.assemble import ReadTable, classify
from iku.normalize.lexicon import Lexicon
from iku.normalize.model import Hasil
from iku.normalize.sense import Sense
from iku.normalize.trust.evidence import Features, evidence
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


def convert(pdf: Path) -> tuple[Hasil, dict[int, dict[str, Features]]]:
    """As ``pipeline.convert_document``, with the evidence. Raises :class:`iku.extract.errors.IkuError`."""
    lexicon = Lexicon.load(None)
    sense = Sense(lexicon)
    read = read_document(pdf, sense)
    joined = all_tables(read.pages, read.grids, sense, read.boundary)
    tables = classify([t for t in joined if has_header(t)], lexicon)
    read_twice(pdf, read, tables)
    result = understand(read, tables, pdf.name, lexicon, [t for t in joined if not has_header(t)])
    return result, scene_evidence(tables, read.pages)


def gather(pdfs: Path, gold: Path, kind: str) -> Iterator[dict[str, Any]]:
    """One line for every value of the documents in *pdfs* that *gold* tells: see ``fit.load``."""
    for pdf in sorted(pdfs.glob("*.pdf")):
        path = gold / f"{pdf.stem.partition('--')[0]}.json"
        if not path.exists():
            continue
        try:
            yield from _of_document(pdf, json.loads(path.read_text("utf-8")), kind)
        except IkuError as error:
            log.warning("%s: %s", pdf.name, error)


def _of_document(pdf: Path, gold: dict[str, Any], kind: str) -> Iterator[dict[str, Any]]:
    result, known = convert(pdf)
    records = result.dokumen.indikator
    plain = to_json(result.instansi, [result.dokumen], nip=True)["dokumen"][0]["indikator"]
    also = frozenset(x.get("halaman") for x in gold.get("juga_ada") or [])
    recorded = gold.get("dari")
    group = recorded if recorded and recorded != COMPOSED else pdf.stem
    for verdict in verdicts(records, plain, gold["dokumen"]["indikator"], also):
        record = records[verdict.record]
        features = known.get(id(record), {}).get(verdict.name)
        if features is not None and record.asal is not None:
            place = record.asal.medan[verdict.name]
            yield {
                "doc": pdf.stem, "name": verdict.name, "group": group, "kind": kind, "source": place.sumber,
                "right": verdict.right, "evidence": {n: round(v, 4) for n, v in features.items() if v},
            }  # fmt: skip
