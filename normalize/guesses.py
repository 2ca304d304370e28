"""Columns without a header, or with an unknown one, told by what they hold; each says so (``isi``) and how sure it is.

A guess fills only what no header names: no field twice, and none right of the first target.
"""

from __future__ import annotations

from collections.abc import Sequence

from iku.normalize.content import probabilities
from iku.normalize.header_match import HeaderMatch

SURE = 0.65
"""Probability from which a column is what its texts look like."""
LIKELY = 0.5
"""The same for the indicators of a table whose goals and targets are known."""
TRUST = 0.75
"""The confidence of a guess, as a share of its probability."""
NAMELESS = ("sasaran", "penjelasan", "formulasi", "satuan", "sumber_data", "penanggung_jawab")
"""What a column without any header may be told to be, besides the indicators."""
BESIDE = {"sasaran": 2, "penjelasan": 1, "formulasi": 1, "sumber_data": 1, "satuan": 1, "angka": 1}
"""How much a column beside the indicators says that the table is one of indicators; two are needed."""
NEEDED = 2
LEAST_ROWS = 2
LEAST_COLUMNS = 3


def guess(
    texts: Sequence[Sequence[str]], printed: Sequence[str], fields: Sequence[str | None]
) -> dict[int, HeaderMatch]:
    """Column -> what it is, for columns of *texts* that have no field yet.

    :param printed: the header of every column, empty where there is none; *fields*: what the headers say."""
    said = [probabilities(own) if field is None else {} for own, field in zip(texts, fields, strict=True)]
    taken = {f for f in fields if f is not None}
    limit = next((i for i, f in enumerate(fields) if f == "nilai"), len(fields))
    found: dict[int, HeaderMatch] = {}

    def take(name: str, columns: range, needed: float) -> None:
        best = _likeliest(said, name, columns)
        if best is not None and said[best][name] >= needed:
            found[best] = _match(name, said[best])
            taken.add(name)

    if "indikator" not in taken:
        needed = LIKELY if taken & {"sasaran", "tujuan"} and taken & {"nilai", "formulasi", "satuan"} else SURE
        after = max((i for i, f in enumerate(fields) if f in ("sasaran", "tujuan")), default=-1)
        take("indikator", range(after + 1, limit), needed)
    key = next(iter(found), next((i for i, f in enumerate(fields) if f == "indikator"), None))
    if key is not None and not taken & {"sasaran", "tujuan"}:
        take("sasaran", range(key), SURE)
    for index in range(limit):
        if said[index] and index not in found and not printed[index].strip():
            name = max(said[index], key=lambda n: said[index][n])
            if name in NAMELESS and name not in taken and said[index][name] >= SURE:
                found[index] = _match(name, said[index])
                taken.add(name)
    return found


def tells_indicators(texts: Sequence[Sequence[str]]) -> bool:
    """Whether columns of these texts, without any header, are a table of indicators: one column of indicators, and
    goals or two columns of what only indicators have."""
    if len(texts) < LEAST_COLUMNS:
        return False
    said = [probabilities(own) for own in texts]
    key = _likeliest(said, "indikator", range(len(said)))
    if key is None or said[key]["indikator"] < SURE or len(texts[key]) < LEAST_ROWS:
        return False
    best = [max(own, key=lambda n: own[n]) if own else "" for own in said]
    beside = {name for i, name in enumerate(best) if i != key and name in BESIDE and said[i][name] >= SURE}
    return sum(BESIDE[name] for name in beside) >= NEEDED


def _likeliest(said: Sequence[dict[str, float]], name: str, places: range) -> int | None:
    known = [i for i in places if said[i]]
    return max(known, key=lambda i: said[i][name], default=None)


def _match(name: str, said: dict[str, float]) -> HeaderMatch:
    return HeaderMatch(name, "isi", round(TRUST * said[name], 2))
