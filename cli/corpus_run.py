"""What the corpus commands do: ask the corpus and print tables, JSON or CSV. Exit codes: 0 answered, 1 nothing found or
some files unreadable, 2 wrong usage."""

from __future__ import annotations

import csv
import json
import logging
import sys
from collections.abc import Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from iku.cli.codes import Exit
from iku.corpus.errors import NothingFound
from iku.corpus.questions import Filters
from iku.corpus.store import open_corpus, rows_of
from iku.extract.errors import IkuError

console = Console(highlight=False)
errors = Console(stderr=True, highlight=False, soft_wrap=True)
Rows = Sequence[Mapping[str, Any]]
log = logging.getLogger(__name__)


def run_build(folder: Path, out: Path, review: Path | None, *, anew: bool) -> int:
    from iku.corpus.build import build

    try:
        with errors.status("reading") as status:
            built = build(folder, out, review=review, anew=anew, tell=lambda text: status.update(text))
    except IkuError as error:
        return _failed(error)
    for problem in built.errors:
        errors.print(escape(str(problem)))
    for name in built.unknown:
        errors.print(f"review: no indicator is worded so: {escape(name)}")
    if built.skipped:
        errors.print(f"{len(built.skipped)} JSON files are no agency files: {escape(', '.join(built.skipped[:3]))}")
    console.print(
        f"{escape(str(out))}: {built.indicators} indicators, {built.concepts} concepts "
        f"({built.read} files read, {built.unchanged} unchanged, {built.removed} removed)"
    )
    return Exit.SOME_FAILED if built.errors else Exit.OK


def run_candidates(db: Path, limit: int, *, as_json: bool, as_csv: bool) -> int:
    query = """SELECT '' AS tindakan, a.contoh AS contoh_kiri, b.contoh AS contoh_kanan, round(t.nilai, 2) AS nilai,
        t.alasan, t.kiri, t.kanan
        FROM tautan t JOIN rumusan a ON a.rumusan = t.kiri JOIN rumusan b ON b.rumusan = t.kanan
        WHERE t.jenis = 'usulan' ORDER BY t.nilai DESC, t.kiri, t.kanan LIMIT ?"""
    try:
        with closing(open_corpus(db)) as corpus:
            rows = rows_of(corpus, query, [limit])
    except IkuError as error:
        return _failed(error)
    shown = {"contoh_kiri": "left", "contoh_kanan": "right", "nilai": "score", "alasan": "why"}
    return _answer(rows, shown, "Nearly one concept", as_json=as_json, as_csv=as_csv)


def run_why(db: Path, left: str, right: str, *, as_json: bool) -> int:
    from iku.corpus.explain import explain

    try:
        with closing(open_corpus(db)) as corpus:
            told = explain(corpus, left, right)
    except IkuError as error:
        return _failed(error)
    if as_json:
        _json(told)
    else:
        for name, value in told.items():
            console.print(f"{name}: {escape(str(value))}", soft_wrap=True)
    return Exit.OK


def run_diff(old: str, new: str | None, page: Path | None, *, as_json: bool, as_csv: bool) -> int:
    from iku.corpus.changes import difference
    from iku.corpus.difference_rows import as_plain, as_rows
    from iku.corpus.editions import chosen, over_time
    from iku.corpus.page import write_page

    try:
        differences = [difference(chosen(old), chosen(new))] if new else over_time(old)
        if page:
            write_page(page, differences)
            errors.print(f"wrote {escape(str(page))}")
    except IkuError as error:
        return _failed(error)
    rows = [row for d in differences for row in as_rows(d)]
    if as_json:
        _json([as_plain(d) for d in differences])
    elif as_csv:
        _csv(rows)
    elif not page:
        for d in differences:
            counts = ", ".join(f"{n} {kind}" for kind, n in d.count().items() if n)
            console.print(f"\n{escape(d.old.name)} -> {escape(d.new.name)}: {counts}", soft_wrap=True)
            shown = {"indikator": "indicator", "jenis": "change", "medan": "field", "lama": "old", "baru": "new"}
            _table([r for r in as_rows(d) if r["jenis"] != "tetap"], shown, "")
    return Exit.OK


def run_search(
    db: Path, question: str, filters: Filters, *, names: bool, limit: int, as_json: bool, as_csv: bool
) -> int:
    from iku.corpus.questions import search

    try:
        with closing(open_corpus(db)) as corpus:
            rows = search(corpus, question, filters, names_only=names, limit=limit)
    except IkuError as error:
        return _failed(error)
    shown = {"indikator": "indicator", "instansi": "agency", "tahun": "year", "formulasi": "formula", "halaman": "page"}
    return _answer(rows, shown, f"{len(rows)} indicators", as_json=as_json, as_csv=as_csv)


def run_compare(db: Path, question: str, filters: Filters, *, wide: bool, as_json: bool, as_csv: bool) -> int:
    from iku.corpus.questions import compare

    try:
        with closing(open_corpus(db)) as corpus:
            found = compare(corpus, question, filters, widely=wide)
    except IkuError as error:
        return _failed(error)
    if as_json:
        _json({"jumlah_indikator": len(found.records), "jumlah_instansi": found.agencies, "indikator": found.records,
               "formulasi": found.formulas, "konsep": found.concepts})  # fmt: skip
        return Exit.OK
    shown = {"instansi": "agency", "tahun": "year", "indikator": "indicator", "pembilang": "numerator",
             "penyebut": "denominator", "formulasi": "formula", "satuan": "unit", "berkas_pdf": "file",
             "halaman": "page"}  # fmt: skip
    title = f"{len(found.records)} indicators of {found.agencies} agencies, {len(found.formulas)} formulas"
    return _answer(found.records, shown, title, as_json=False, as_csv=as_csv)


def run_stats(db: Path, filters: Filters, plot: Path | None, *, as_json: bool, as_csv: bool) -> int:
    from iku.corpus.stats import statistics

    try:
        with closing(open_corpus(db)) as corpus:
            figures = statistics(corpus, filters)
        if plot:
            from iku.corpus.plots import plot as draw

            for path in draw(figures, plot):
                errors.print(f"wrote {escape(str(path))}")
    except IkuError as error:
        return _failed(error)
    tables = figures.tables()
    if as_json:
        _json({**tables, "jumlah": figures.total})
    elif as_csv:
        _csv(_long(tables))
    else:
        for name, rows in tables.items():
            _table(_percent(rows), {k: k.replace("_", " ") for k in (rows[0] if rows else {})}, name.replace("_", " "))
    return Exit.OK


def run_export(db: Path, out: Path, forms: Sequence[str], pdfs: str, *, excel: bool = False) -> int:
    from iku.corpus.export.all_forms import FORMS, export

    if unknown := [f for f in forms if f not in FORMS]:
        errors.print(f"no such form: {escape(', '.join(unknown))}. Forms: {', '.join(FORMS)}")
        return Exit.WRONG_USAGE
    try:
        with closing(open_corpus(db)) as corpus:
            for path in export(corpus, out, forms, pdfs=pdfs, excel=excel):
                console.print(f"wrote {escape(str(path))}", soft_wrap=True)
    except IkuError as error:
        return _failed(error)
    return Exit.OK


def _answer(rows: Rows, shown: Mapping[str, str], title: str, *, as_json: bool, as_csv: bool) -> int:
    if as_json:
        _json(list(rows))
    elif as_csv:
        _csv(rows)
    elif rows:
        _table(rows, shown, title)
    else:
        console.print("nothing found")
    return Exit.OK if rows else Exit.SOME_FAILED


def _table(rows: Rows, shown: Mapping[str, str], title: str) -> None:
    """On a screen the chosen columns; in a pipe one line a row, cells parted by a tab, the header first."""
    if not console.is_terminal:
        if title:
            print(f"# {title}")
        print("\t".join(shown.values()))
        for row in rows:
            print("\t".join(_text(row.get(name)) for name in shown))
        return
    table = Table(title=title or None, title_justify="left", show_lines=len(shown) > 4)
    for name, label in shown.items():
        table.add_column(label, overflow="fold", justify="right" if _numbers(rows, name) else "left")
    for row in rows:
        table.add_row(*(escape(_text(row.get(name))) for name in shown))
    console.print(table)


def _json(value: Any) -> None:
    json.dump(value, sys.stdout, ensure_ascii=False, indent=1)
    sys.stdout.write("\n")


def _csv(rows: Rows) -> None:
    from iku.schemas.spreadsheet import guarded

    if rows:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({k: guarded(v) for k, v in row.items()} for row in rows)


def _long(tables: Mapping[str, Rows]) -> list[dict[str, Any]]:
    """All tables in one: table, row, column, value."""
    return [
        {"tabel": name, "baris": i + 1, "kolom": column, "nilai": value}
        for name, rows in tables.items() for i, row in enumerate(rows) for column, value in row.items()
    ]  # fmt: skip


def _percent(rows: Rows) -> list[dict[str, Any]]:
    return [
        {k: f"{100 * v:.0f}%" if k.startswith("tanpa_") and v is not None else v for k, v in row.items()}
        for row in rows
    ]


def _numbers(rows: Rows, name: str) -> bool:
    return all(isinstance(row.get(name), (int, float)) for row in rows)


def _text(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _failed(error: IkuError) -> int:
    errors.print(escape(str(error)))
    return Exit.SOME_FAILED if isinstance(error, NothingFound) else Exit.WRONG_USAGE
