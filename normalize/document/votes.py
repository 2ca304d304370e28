"""Every place of a document that names an agency or a region, as votes weighed by what kind of place it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from iku.extract.model import Line
from iku.normalize.document.agency import Named, find_agencies, letterhead
from iku.normalize.document.agency_form import expand
from iku.normalize.document.agreement import Party
from iku.normalize.document.decree import Decree
from iku.normalize.document.headings import title_blocks
from iku.normalize.document.heads import head_of, may_begin, superiors, words_of
from iku.normalize.document.knowledge import toml
from iku.normalize.document.names import is_office
from iku.normalize.document.regions import Mention, find_regions
from iku.normalize.document.rows import Row
from iku.normalize.document.signatures import Block
from iku.normalize.document.spelling import key, starts_with, tidy, words

DECREE, LETTERHEAD, SIGNATURE, FORM, TITLE, COVER, RUNNING, PROSE = 4.0, 3.0, 3.0, 3.0, 2.0, 2.0, 1.5, 0.2
_PROSE_CAP = 2.0
_ABOVE = 0.15
"""What a superior over another institution in one letterhead counts."""
_EDGE = 0.12
"""A short line in this share of the page, at its top or foot, speaks for the document like a running head."""
_EDGE_LENGTH = 90
_OFFICES = frozenset({"keputusan", "tanda_tangan", "pihak"})
"""Sources that hold the office of a person."""
_LABEL = re.compile(
    r"^\W{0,20}(?:\d{1,9}\s{0,9}[.)]\s{0,9})?(?P<label>[A-Za-z/ ]{2,28}?)\s{0,9}[:;]\s*+(?P<value>\S.*)$"
)
_SHORT = re.compile(r"\b(?:[A-Z][A-Za-z]{3,14}|[A-Z][A-Z0-9]{2,11}(?:-[A-Z]+)?)\b")
_PEMDA = re.compile(r"\bpemerintah(?:an)?\s+(?=kab|kota|prov|prop)", re.IGNORECASE)


@dataclass(slots=True)
class Vote:
    """A place that names an agency or a region: what it reads, its weight, and the line."""

    named: Named | None
    region: Mention | None
    weight: float
    row: Row | None
    source: str = ""


def gather_votes(
    rows: Sequence[Row],
    decrees: Sequence[Decree],
    blocks: Sequence[Block],
    titles: Sequence[Line],
    parties: Sequence[Party] = (),
) -> list[Vote]:
    """All votes of a document. *rows* are all its lines, *titles* the title lines of its tables."""
    scanned = {r.page.number for r in rows if r.page.source == "ocr"}
    return [
        *_decree_votes(rows, decrees),
        *_party_votes(parties),
        *_signature_votes(blocks),
        *_row_votes(rows),
        *_title_votes(titles, scanned),
    ]


def _votes_of(text: str, weight: float, row: Row | None, source: str, damaged: bool = False) -> Iterator[Vote]:
    """All that *text* names: each agency with its region, and regions without an agency."""
    damaged = damaged or (row is not None and row.page.source == "ocr")
    text = _of_head(text)
    taken: list[tuple[int, int]] = []
    heard = [n for n in find_agencies(text, damaged) if not n.weak or _leads(text, n)]
    for named in letterhead(heard) if "\n" in text else heard:
        taken.append((named.start, named.end))
        yield Vote(named, named.region, weight * (_ABOVE if named.above else 1.0), row, source)
    for region in find_regions(text, damaged):
        if region.level_printed and not any(a <= region.start < b for a, b in taken):
            yield Vote(None, region, weight, row, source)
    if not taken:
        yield from _office_votes(text, weight, row, source, damaged)
        yield from _short_votes(text, weight, row, source)


def _of_head(text: str) -> str:
    """*text* with the institution for the title of its head, where the one that it belongs to stands behind: ``LURAH
    OESAPA KECAMATAN …`` is of Kelurahan Oesapa."""
    for title, institution in toml("instansi")["dari_jabatan"].items():
        over = "|".join(sorted(superiors(institution)))
        found = re.match(rf"\W*{title}\b(?=.*\b(?:{over})\b)", text, re.IGNORECASE | re.DOTALL) if over else None
        if found:
            return str(institution).upper() + text[found.end() :].upper()
    return text


def _leads(text: str, named: Named) -> bool:
    """The name begins its line, or stands behind the office of its head or a label."""
    before = re.split(r"[\n.:]", text[: named.start])[-1].split()
    return not before or key(before[-1]) in words_of("lemah", "pimpinan")


def _office_votes(text: str, weight: float, row: Row | None, source: str, damaged: bool) -> Iterator[Vote]:
    """``CAMAT TEMBALANG KOTA SEMARANG``: the title of its head names the institution, and counts half."""
    if source not in _OFFICES:
        return
    for title, institution in toml("instansi")["dari_jabatan"].items():
        told = re.sub(rf"\b{title}\b", institution.upper(), text, count=1, flags=re.IGNORECASE)
        if told != text:
            yield from (Vote(n, n.region, weight / 2, row, source) for n in find_agencies(told.upper(), damaged))
            return


def _short_votes(text: str, weight: float, row: Row | None, source: str) -> Iterator[Vote]:
    """``KEPALA BAPPEDA KABUPATEN PASURUAN``: the full name of a short one counts half."""
    for match in _SHORT.finditer(text):
        full = expand(match.group())
        if full is not None and head_of((key(match.group()),), False) is None:
            for named in find_agencies(full.title()):
                yield Vote(named, None, weight / 2, row, source)
            return


def _decree_votes(rows: Sequence[Row], decrees: Sequence[Decree]) -> Iterator[Vote]:
    for decree in decrees:
        weight = DECREE / 2 if decree.annex else DECREE
        yield from _votes_of(decree.office, weight, rows[decree.start], "keputusan")
        if decree.tentang:
            about_row = decree.about_rows[0] if decree.about_rows else rows[decree.start]
            yield from _votes_of(decree.tentang, TITLE, about_row, "tentang")
            if _PEMDA.search(decree.tentang):
                yield Vote(None, next(iter(find_regions(decree.tentang)), None), TITLE, about_row, "pemda")


def _party_votes(parties: Sequence[Party]) -> Iterator[Vote]:
    """The office that promises; agreements after the first of a file count less and less."""
    own = [p for p in parties if not p.higher]
    for rank, party in enumerate(own, 1):
        yield from _votes_of(party.jabatan, FORM / rank, party.row, "pihak")


def _signature_votes(blocks: Sequence[Block]) -> Iterator[Vote]:
    for block in blocks:
        if block.signer.jabatan:
            yield from _votes_of(block.signer.jabatan, SIGNATURE, block.name.row, "tanda_tangan")


def _title_votes(titles: Sequence[Line], scanned: set[int]) -> Iterator[Vote]:
    used = titles[:12]
    text = "\n".join(tidy(line.text) for line in used)
    if text:
        yield from _votes_of(text, TITLE, None, "judul", any(line.page in scanned for line in used))


def _row_votes(rows: Sequence[Row]) -> Iterator[Vote]:
    for block in title_blocks(rows):
        yield from _block_votes(block)
    seen: set[str] = set()
    for row in rows:
        yield from label_votes(row)
        edge = not row.in_table and not _EDGE < row.share < 1 - _EDGE and len(row.text) < _EDGE_LENGTH
        if (row.margin or edge) and not row.capital and not row.large and key(row.text)[:40] not in seen:
            seen.add(key(row.text)[:40])
            yield from _votes_of(_lines(row), RUNNING if row.margin else RUNNING / 2, row, "kaki")
        elif row.margin and key(row.text)[:40] not in seen:
            seen.add(key(row.text)[:40])
            yield from _votes_of(_lines(row), RUNNING, row, "kaki")
    yield from _prose_votes(rows)


def label_votes(row: Row) -> Iterator[Vote]:
    """``Nama Organisasi : Dinas Kesehatan``, the label and its value also in cells of their own."""
    label = _LABEL.match(row.text)
    if label and key(label["label"]) in _unit_labels():
        yield from _votes_of(label["value"], FORM, row, "formulir")
    elif len(row.pieces) > 1 and key(row.pieces[0].text) in _unit_labels():
        yield from _votes_of("\n".join(p.text.lstrip(": ") for p in row.pieces[1:]), FORM, row, "formulir")


@cache
def _unit_labels() -> frozenset[str]:
    return frozenset(key(x) for x in toml("naskah")["nama_unit"]["label"])


def _lines(row: Row) -> str:
    """What stands apart on one line is read as lines of its own."""
    return "\n".join(p.text for p in row.pieces) if len(row.pieces) > 1 else row.text


def _block_votes(block: Sequence[Row]) -> Iterator[Vote]:
    text = "\n".join(_lines(r) for r in block)
    head = starts_with(block[0].text, "pemerintah") and block[0].share < 0.3
    if head:
        yield from _votes_of(text, LETTERHEAD / max(1, _page_rank(block[0])), block[0], "kop")
        yield Vote(None, None, 0.0, block[0], "kop")
    elif not any(is_office(r.text) for r in block[:1]):
        yield from _votes_of(text, COVER if block[0].page.number <= 2 else COVER / 2, block[0], "sampul")
    printed = block[0].page.source == "teks" and block[0].page.number <= 2
    if _PEMDA.search(text) and (printed or not head):
        yield Vote(None, next(iter(find_regions(text)), None), 0.0 if head else COVER, block[0], "pemda")
    elif printed and any(_is_region(r.text) for r in block):
        yield Vote(None, None, 0.0, block[0], "pemda")


def _is_region(text: str) -> bool:
    """The line is the name of a region with its level and nothing else."""
    found = find_regions(text)
    return bool(found) and found[0].level_printed and found[0].start == 0 and not key(text[found[0].end :])


def _page_rank(row: Row) -> int:
    return min(4, row.page.number)


def _prose_votes(rows: Sequence[Row]) -> Iterator[Vote]:
    """Agencies of the running text count little each, and only together with their region or area."""
    spent: dict[str, float] = {}
    prose = [r for r in rows if not r.capital and not r.margin and not r.in_table]
    for n, row in enumerate(prose):
        if not may_name(row.text):
            continue
        after = prose[n + 1].text if n + 1 < len(prose) and prose[n + 1].page is row.page else ""
        for named in find_agencies(f"{row.text} {after}"[:240], row.page.source == "ocr"):
            placed = named.region is not None or named.wilayah is not None
            if named.weak or not placed or named.start >= len(row.text) or spent.get(named.key, 0.0) >= _PROSE_CAP:
                continue
            spent[named.key] = spent.get(named.key, 0.0) + PROSE
            yield Vote(named, named.region, PROSE, row, "isi")


def may_name(text: str) -> bool:
    """A head of a name can stand in *text*."""
    return any(may_begin(w, False) for w in words(text))
