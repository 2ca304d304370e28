"""Why two indicators are one concept, or not: the judgement, told."""

from __future__ import annotations

import sqlite3
from typing import Any

from iku.corpus.errors import NothingFound
from iku.corpus.likeness import LINKED, Formula, compare
from iku.corpus.profile import Profile, operand_words, profile
from iku.corpus.store import rows_of


def explain(db: sqlite3.Connection, left: str, right: str) -> dict[str, Any]:
    """Both wordings, the score, what they share and what parts them, and the concepts that the corpus put them in.
    *left* and *right* are ids of indicators, or names. Raises ``NothingFound`` for an id that is not there."""
    (one, above, first), (two, below, second) = _side(db, left), _side(db, right)
    judged = compare(one, two, (above, below) if above and below else None)
    same = one.key == two.key
    linked = db.execute(
        "SELECT jenis, nilai FROM tautan WHERE (kiri, kanan) IN (VALUES (?, ?), (?, ?))",
        (one.key, two.key, two.key, one.key),
    ).fetchone()
    return {
        "kiri": one.text,
        "kanan": two.text,
        "rumusan_kiri": one.key,
        "rumusan_kanan": two.key,
        "nilai": 1.0 if same else judged.score,
        "ambang": LINKED,
        "alasan": "rumusan sama, hanya ejaannya berbeda" if same else judged.because(),
        "tautan": linked[0] if linked else None,
        "konsep_kiri": first,
        "konsep_kanan": second,
        "satu_konsep": first == second if first and second else same or judged.score >= LINKED,
    }


def _side(db: sqlite3.Connection, given: str) -> tuple[Profile, Formula | None, str | None]:
    found = rows_of(
        db,
        """SELECT i.rumusan, i.indikator, i.konsep_id, f.pembilang, f.penyebut FROM indikator i
        LEFT JOIN formulasi f USING (indikator_id) WHERE i.indikator_id = ? OR i.indikator = ? LIMIT 1""",
        [given, given],
    )
    if found and found[0]["rumusan"]:
        row = found[0]
        formula = None
        if row["pembilang"] and row["penyebut"]:
            formula = Formula(operand_words(row["pembilang"]), operand_words(row["penyebut"]))
        return Profile.of_key(row["rumusan"], row["indikator"]), formula, row["konsep_id"]
    own = profile(given)
    if not own.key:
        raise NothingFound(f"no indicator has this id or name: {given}")
    known = db.execute("SELECT konsep_id FROM rumusan WHERE rumusan = ?", (own.key,)).fetchone()
    return own, None, known[0] if known else None
