"""The evidence for every value of generated and of real documents, each with whether the value is right."""

from __future__ import annotations

from collections.abc import Sequence

from extract.model import Page
from normalize.assemble import ReadTable
from normalize.trust.evidence import Features, evidence
from normalize.trust.weigh import scene_of


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
