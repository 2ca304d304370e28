"""A difference as one static page: no script, no outside file, prints well, readable by someone who knows no JSON."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

from iku.corpus.changes import Change, Difference, Pair, Version, changed_words
from iku.extract.errors import OutputUnwritable
from iku.schemas.validate import load_schema

LABELS = {"ditambah": "ditambah", "dihapus": "dihapus", "redaksi": "redaksi berubah", "satuan": "satuan berubah",
          "formulasi": "formulasi berubah", "target": "target berubah", "lain": "hal lain berubah",
          "tetap": "tetap"}  # fmt: skip
_STYLE = Path(__file__).parent / "data" / "diff.css"


def write_page(path: Path, differences: Sequence[Difference]) -> None:
    """Write the page. Raises ``OutputUnwritable``."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page(differences), encoding="utf-8")
    except OSError as error:
        raise OutputUnwritable(error.strerror or "cannot be written", file=str(path)) from error


@cache
def _title(address: str) -> str | None:
    """The title of a field or of a part of the formula, as the schema has it."""
    head, _, part = address.partition(".")
    if part and head != "formulasi":
        return None
    kind, name = ("formulasi", part) if part not in ("", "teks") else ("indikator", head)
    described = load_schema()["$defs"][kind]["properties"].get(name, {})
    return "Nama indikator" if address == "indikator" else described.get("title")


def page(differences: Sequence[Difference], title: str = "Perubahan indikator") -> str:
    """The whole page in HTML."""
    style = _STYLE.read_text(encoding="utf-8")
    body = "\n".join(_difference(d) for d in differences)
    return (
        f'<!doctype html>\n<html lang="id">\n<head>\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>\n{style}</style>\n</head>\n<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    )


def _difference(difference: Difference) -> str:
    agency = difference.new.agency or "Instansi tidak dikenal"
    counts = "".join(
        f"<li{'' if n else ' class=none'}><b>{n}</b>{escape(LABELS[kind])}</li>"
        for kind, n in difference.count().items()
    )
    pairs = "\n".join(_pair(p) for p in difference.pairs)
    return (
        f'<h1>{escape(agency)}</h1>\n<p class="from">Dari <b>{escape(_named(difference.old, difference.new))}</b>'
        f' ke <b>{escape(difference.new.name)}</b></p>\n<ul class="counts">{counts}</ul>\n{pairs}'
    )


def _named(old: Version, new: Version) -> str:
    return old.name if old.agency == new.agency else f"{old.agency}: {old.name}"


def _pair(pair: Pair) -> str:
    record = pair.new or pair.old or {}
    looks = "added" if pair.old is None else "dropped" if pair.new is None else "" if pair.changes else "same"
    tags = (
        "".join(f'<span class="tag {k}">{escape(LABELS[k])}</span>' for k in pair.kinds)
        or '<span class="tag">tetap</span>'
    )
    rows = "" if pair.old is None or pair.new is None else "".join(_row(c) for c in pair.changes)
    table = f"<table>{rows}</table>" if rows else ""
    return (
        f'<section class="{looks}">\n<h2>{escape(record["indikator"] or "")}</h2>\n'
        f'<p class="tags">{tags} <span class="page">{escape(_pages(pair))}</span></p>\n{table}\n</section>'
    )


def _row(change: Change) -> str:
    label = (
        _title(change.medan) or change.medan.removeprefix("nilai.").replace(".", " ").replace("_", " ").capitalize()
    )
    note = ' <span class="note">(isi sama, tulisan lain)</span>' if change.setara else ""
    if change.lama is None or change.baru is None:
        text = f"<ins>{_shown(change.baru)}</ins>" if change.baru else f"<del>{_shown(change.lama)}</del>"
        note = (
            ' <span class="note">(dahulu tidak tercetak)</span>'
            if change.baru
            else ' <span class="note">(tidak tercetak lagi)</span>'
        )
    else:
        marks = {"=": "{}", "-": "<del>{}</del>", "+": "<ins>{}</ins>"}
        text = " ".join(
            marks[m].format(escape(w.replace("_", " "))) for m, w in changed_words(change.lama, change.baru)
        )
    return f"<tr><th>{escape(label)}</th><td>{text}{note}</td></tr>"


def _pages(pair: Pair) -> str:
    pages = [(r["asal"] or {}).get("halaman") if r else None for r in (pair.old, pair.new)]
    said = [f"{word} hlm. {p}" for word, p in zip(("lama", "baru"), pages, strict=True) if p]
    return ", ".join(said)


def _shown(text: str | None) -> str:
    return escape((text or "").replace("_", " "))
