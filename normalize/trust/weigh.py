"""The values of a table weighed: each gets its probability, and the ground of the doubt where there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from iku.extract.model import Page
from iku.normalize.model import Rekap
from iku.normalize.record_model import Indikator
from iku.normalize.records import Sheet
from iku.normalize.trust.evidence import Scene, evidence
from iku.normalize.trust.model import trust_model
from iku.normalize.trust.numbers import SURE


def scene_of(sheet: Sheet, recap: Rekap | None, pages: Mapping[int, Page]) -> Scene:
    """What the model looks at: a table after its records are read and its words counted."""
    noted = {key: [name for _, name, _ in notes] for key, notes in sheet.notes.items()}
    return Scene(sheet.table, sheet.columns, sheet.kind, pages, sheet.vocabulary, recap, sheet.traces, noted)


def weigh(scene: Scene, records: Sequence[Indikator]) -> None:
    """Give every value of *records* (all of one table) its probability, and the doubtful ones their ground."""
    known = evidence(scene, records)
    values = [(r, name, f) for r, own in zip(records, known, strict=True) for name, f in own.items()]
    if not values:
        return
    model = trust_model()
    rows = model.rows([f for _, _, f in values])
    chances = model.probabilities(rows).round(3)
    doubtful = np.flatnonzero(chances < SURE)
    grounds = dict(zip(doubtful.tolist(), model.grounds(rows[doubtful]), strict=True))
    for i, (record, name, _) in enumerate(values):
        assert record.asal is not None
        place = record.asal.medan[name]
        record.asal.medan[name] = replace(place, keyakinan=float(chances[i]), sebab=grounds.get(i))
    for record in records:
        if record.asal is not None and record.asal.medan:
            record.asal.keyakinan = min(p.keyakinan for p in record.asal.medan.values())

