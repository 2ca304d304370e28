"""Building the corpus from agency files: read what changed, link like indicators anew, replace the file in one step.

The corpus is a picture of the JSON files: the same files give the same content and ids, built at once or updated.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from iku.corpus.errors import NotACorpus
from iku.corpus.groups import Groups, Wording, group
from iku.corpus.likeness import Formula
from iku.corpus.profile import Profile, operand_words
from iku.corpus.read import agency_rows, iterate
from iku.corpus.review import Decisions, read_decisions
from iku.corpus.store import connect, create, delete_file, insert, insert_rows, is_corpus_file
from iku.corrections.audit import last_sample
from iku.extract.errors import AgencyFileUnreadable, IkuError, OutputUnwritable
from iku.schemas.agency_files import load_agency


@dataclass(slots=True)
class Built:
    """What a build did. ``skipped``: JSON files of another kind; ``errors``: files that could not be read; ``unknown``:
    names of the review file that no wording has."""

    read: int = 0
    unchanged: int = 0
    removed: int = 0
    skipped: list[str] = field(default_factory=list)
    errors: list[IkuError] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    indicators: int = 0
    concepts: int = 0


def build(folder: Path, target: Path, *, review: Path | None = None, anew: bool = False,
          tell: Callable[[str], None] = lambda _: None) -> Built:  # fmt: skip
    """Build or update the corpus *target* from the agency files in *folder*. A file that cannot be read is reported,
    and the rest goes on. Raises ``NoAgencyFiles``, ``NotACorpus`` (*target* is another file), ``ReviewUnreadable`` and
    ``OutputUnwritable``."""
    decisions = read_decisions(review)
    if target.exists() and not anew and not is_corpus_file(target):
        raise NotACorpus(
            "this file is there and is no corpus of this version; remove it or use --anew", file=str(target)
        )
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    update = target.exists() and not anew
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if update:
            shutil.copyfile(target, temporary)
        with closing(connect(temporary) if update else create(temporary)) as db:
            built = _fill(db, folder, decisions, tell)
        os.replace(temporary, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise OutputUnwritable(f"cannot write the corpus: {error}", file=str(target)) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return built


def _fill(db: sqlite3.Connection, folder: Path, decisions: Decisions, tell: Callable[[str], None]) -> Built:
    built = Built()
    db.execute("BEGIN")
    known = dict(db.execute("SELECT nama, sha256 FROM berkas"))
    seen: set[str] = set()
    for path, content in iterate(folder):
        name = path.relative_to(folder).as_posix() if folder.is_dir() else path.name
        digest = sha256(content).hexdigest()
        if known.get(name) == digest:
            built.unchanged += 1
            seen.add(name)
            continue
        try:
            _read_file(db, path, name, content, digest, built, seen)
        except AgencyFileUnreadable as error:
            built.errors.append(error)
        if (built.read + 1) % 500 == 0:
            tell(f"{built.read} files")
    for name in sorted(set(known) - seen):
        delete_file(db, name)
        built.removed += 1
    db.execute("DELETE FROM uji_petik")
    audit = last_sample(folder) if folder.is_dir() else None
    insert(db, "uji_petik", [audit.summary()] if audit is not None else [])
    tell("linking")
    _link(db, decisions, built)
    db.execute("INSERT INTO indikator_fts (indikator_fts) VALUES ('rebuild')")
    broken = db.execute("PRAGMA foreign_key_check").fetchone()
    if broken:
        raise sqlite3.OperationalError(f"a row of {broken[0]} hangs on a missing {broken[2]}")
    db.execute("COMMIT")
    db.execute("ANALYZE")
    return built


def _read_file(
    db: sqlite3.Connection, path: Path, name: str, content: bytes, digest: str, built: Built, seen: set[str]
) -> None:
    data = load_agency(path, content)
    if data is None:
        built.skipped.append(name)
        return
    delete_file(db, name)
    try:
        rows = agency_rows(data, name)
        insert(db, "berkas", [{"nama": name, "sha256": digest}])
        insert_rows(db, rows)
    except (KeyError, TypeError, ValueError, sqlite3.IntegrityError) as error:
        delete_file(db, name)
        raise AgencyFileUnreadable(f"not as the schema says: {type(error).__name__} {error}", file=name) from error
    seen.add(name)
    built.read += 1


def _link(db: sqlite3.Connection, decisions: Decisions, built: Built) -> None:
    """Concepts, wordings and links anew from the wordings of all indicators."""
    db.execute("UPDATE indikator SET konsep_id = NULL WHERE konsep_id IS NOT NULL")
    for table in ("tautan", "rumusan", "konsep"):
        db.execute(f"DELETE FROM {table}")
    wordings = _wordings(db)
    groups = group(wordings, decisions)
    built.unknown = decisions.unknown(wordings)
    _write_groups(db, groups, wordings)
    built.indicators = db.execute("SELECT count(*) FROM indikator").fetchone()[0]
    built.concepts = len(groups.members)


def _wordings(db: sqlite3.Connection) -> dict[str, Wording]:
    query = """SELECT i.rumusan, i.indikator, d.instansi_id, f.pembilang, f.penyebut
        FROM indikator i JOIN dokumen d USING (dokumen_id) LEFT JOIN formulasi f USING (indikator_id)
        WHERE i.rumusan IS NOT NULL ORDER BY i.rumusan, i.indikator_id"""
    out: dict[str, Wording] = {}
    for key, name, agency, above, below in db.execute(query):
        own = out.get(key)
        if own is None:
            own = out[key] = Wording(Profile.of_key(key, name))
        own.records += 1
        own.agencies.add(agency)
        if own.formula is None and above and below:
            own.formula = Formula(operand_words(above), operand_words(below))
    return out


def _write_groups(db: sqlite3.Connection, groups: Groups, wordings: dict[str, Wording]) -> None:
    concepts, phrasings = [], []
    for own, keys in groups.members.items():
        first = wordings[keys[0]].profile
        concepts.append({
            "konsep_id": own, "nama": first.text, "ukuran": first.measure or _measure(keys, wordings),
            "jumlah_indikator": sum(wordings[k].records for k in keys),
            "jumlah_instansi": len(set().union(*(wordings[k].agencies for k in keys))),
            "jumlah_rumusan": len(keys), "jumlah_formulasi": 0,
        })  # fmt: skip
        phrasings += [
            {
                "rumusan": k,
                "konsep_id": own,
                "contoh": wordings[k].profile.text,
                "jumlah_indikator": wordings[k].records,
            }
            for k in keys
        ]
    insert(db, "konsep", concepts)
    insert(db, "rumusan", phrasings)
    insert(db, "tautan", [
        {"kiri": x.left, "kanan": x.right, "jenis": x.kind, "nilai": x.likeness.score, "alasan": x.likeness.because()}
        for x in groups.links
    ])  # fmt: skip
    db.execute("""UPDATE indikator SET konsep_id = (SELECT konsep_id FROM rumusan r WHERE r.rumusan = indikator.rumusan)
        WHERE rumusan IS NOT NULL""")
    db.execute("""UPDATE konsep SET jumlah_formulasi = x.n FROM (
        SELECT i.konsep_id, count(DISTINCT lower(coalesce(f.pembilang || ' / ' || f.penyebut, f.teks))) AS n
        FROM formulasi f JOIN indikator i USING (indikator_id) GROUP BY i.konsep_id
        ) x WHERE x.konsep_id = konsep.konsep_id""")


def _measure(keys: list[str], wordings: dict[str, Wording]) -> str | None:
    return next((m for k in keys if (m := wordings[k].profile.measure)), None)
