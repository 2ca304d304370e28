"""A result made to fit the schema: what would break it is taken out and said, with what it held; the rest stays.

The last door before the writers. A well-read document passes untouched; a fault elsewhere in the program costs one
value or one record here, never the file.
"""

from __future__ import annotations

import dataclasses
import json
from typing import Any

from iku.extract.model import Box, hull
from iku.normalize.cell_findings import CellFinding
from iku.normalize.model import BarisMentah, Dokumen, Hasil, Lokasi, Temuan
from iku.normalize.record_model import Indikator
from iku.schemas.validate import Problem, Step, path_text, validate_agency
from iku.schemas.write import to_json

CODE = "SKEMA_DIPERBAIKI"
PARTS = ("indikator", "indikator_lain")
_ROUNDS = 3
"""A value that is taken out may leave another rule broken (a list too short): looked at again so many times."""


def made_sound(result: Hasil) -> Hasil:
    """*result*, changed in place where the schema would not allow it. First the values themselves are emptied; a record
    that is still broken then goes to the raw rows of its table, and any other part to what it is when nothing was
    read."""
    for mend in (*[_empty] * _ROUNDS, _take_out):
        problems = validate_agency(to_json(result.instansi, [result.dokumen], nip=True))
        if not problems:
            break
        for problem in _once(problems):
            mend(result, problem)
    return result


def _once(problems: list[Problem]) -> list[Problem]:
    """One problem of every place, the last place of a list first, so that taking an item out moves no other."""

    def order(problem: Problem) -> list[tuple[int, str]]:
        return [(step, "") if isinstance(step, int) else (-1, step) for step in problem.steps]

    return sorted({p.steps: p for p in problems}.values(), key=order, reverse=True)


def _empty(result: Hasil, problem: Problem) -> None:
    """The innermost part on the way to the problem that may be empty is emptied; a list loses the item."""
    for holder, step in reversed(_way(result, problem)):
        if isinstance(holder, list) and _is_record(holder[int(step)]):
            break
        if isinstance(holder, list) or isinstance(holder, dict) and step in holder:
            return _told(result, problem, holder.pop(step))
        if _may_be_empty(holder, step) and getattr(holder, str(step)) != _default(holder, str(step)):
            return _told(result, problem, _reset(holder, str(step)))
    _take_out(result, problem)


def _take_out(result: Hasil, problem: Problem) -> None:
    """A record becomes a raw row; of the document and the agency the whole part goes."""
    document, place = result.dokumen, _record_at(problem)
    if place is not None:
        record = getattr(document, place[0]).pop(place[1])
        _keep_raw(document, record)
        _renumber(document, *place)
        document.temuan.append(_finding(problem, record.indikator or "", None))
        return
    for holder, step in _way(result, problem):
        if _may_be_empty(holder, step):
            return _told(result, problem, _reset(holder, str(step)))


def _told(result: Hasil, problem: Problem, value: Any) -> None:
    """The finding that *value* was taken out."""
    at = _record_at(problem)
    place = at[1] if at and at[0] == "indikator" else None
    plain = dataclasses.asdict(value) if dataclasses.is_dataclass(value) and not isinstance(value, type) else value
    text = plain if isinstance(plain, str) else json.dumps(plain, ensure_ascii=False, default=str)
    result.dokumen.temuan.append(_finding(problem, text, place))


def _finding(problem: Problem, text: str, place: int | None) -> Temuan:
    name = path_text(problem.steps[4:] if _record_at(problem) else problem.steps[2:] or problem.steps)
    said = {"medan": name, "sebab": problem.why_id, "isi": text}
    return CellFinding(CODE, said).temuan(Lokasi(indikator=place) if place is not None else None)


def _record_at(problem: Problem) -> tuple[str, int] | None:
    """The part of the document and the place of the record that a problem lies in."""
    steps = problem.steps
    if len(steps) > 3 and isinstance(steps[3], int) and steps[2] in PARTS:
        return str(steps[2]), steps[3]
    return None


def _keep_raw(document: Dokumen, record: Indikator) -> None:
    """All that was printed for the record, in the order it was read, as a raw row of its table."""
    origin = record.asal
    table = next((t for t in document.tabel if origin and t.id == origin.tabel), None)
    if origin is None or table is None:
        return
    boxes = [Box(*p.bbox) for p in origin.medan.values() if p.halaman == origin.halaman and len(p.bbox) == 4]
    box = hull(boxes).rounded() if boxes else [0.0, 0.0, 0.0, 0.0]
    texts = list(dict.fromkeys(p.cetak for p in origin.medan.values() if p.cetak))
    table.mentah.append(BarisMentah(max(1, origin.baris), min(origin.halaman, document.jumlah_halaman), box, [*texts]))


def _renumber(document: Dokumen, part: str, gone: int) -> None:
    """Findings and parents point past the record that went; what pointed at it points nowhere."""
    if part == "indikator":
        for finding in document.temuan:
            if finding.lokasi is not None and finding.lokasi.indikator is not None:
                finding.lokasi.indikator = _moved(finding.lokasi.indikator, gone)
    for record in (*document.indikator, *document.indikator_lain):
        if record.induk is not None and record.induk.rekaman is not None:
            name, _, number = record.induk.rekaman.rpartition(".")
            if name == part and number.isdigit():
                place = _moved(int(number), gone)
                record.induk.rekaman = None if place is None else f"{name}.{place}"


def _moved(place: int, gone: int) -> int | None:
    return None if place == gone else place - 1 if place > gone else place


def _way(result: Hasil, problem: Problem) -> list[tuple[Any, Step]]:
    """From the whole to the problem: every part with the step that leads on from it, as far as the model has it."""
    node: Any = result
    way: list[tuple[Any, Step]] = []
    for i, step in enumerate(problem.steps):
        if i == 1:
            continue  # the result holds the one document itself
        way.append((node, step))
        if isinstance(node, dict):
            node = node.get(step)
        elif isinstance(step, int):
            node = node[step] if isinstance(node, list) and step < len(node) else None
        else:
            node = getattr(node, step, None)
        if node is None:
            break
    return way


def _is_record(value: Any) -> bool:
    return isinstance(value, Indikator)


def _may_be_empty(holder: Any, name: Step) -> bool:
    """Whether *holder* is a part of the model whose field *name* has a value for "nothing printed"."""
    return dataclasses.is_dataclass(holder) and any(
        f.name == name and (f.default is not dataclasses.MISSING or f.default_factory is not dataclasses.MISSING)
        for f in dataclasses.fields(holder)
    )


def _reset(holder: Any, name: str) -> Any:
    """Empties a field and gives what it held."""
    value = getattr(holder, name)
    setattr(holder, name, _default(holder, name))
    return value


def _default(holder: Any, name: str) -> Any:
    field = next(f for f in dataclasses.fields(holder) if f.name == name)
    return field.default if field.default_factory is dataclasses.MISSING else field.default_factory()
