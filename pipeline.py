"""The one way through the house: PDF -> extract -> normalize -> schemas -> corrections -> files.

This is the only module that knows all rooms. ``convert`` gives typed results and never prints.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iku.corrections.apply import publish
from iku.corrections.ledger import read_ledgers
from iku.extract.collector import seldom_collected
from iku.extract.document import ReadDocument, read_document
from iku.extract.errors import IkuError, NothingToConvert, OutputUnwritable
from iku.extract.guard import Guard
from iku.extract.second import camelot_grids, compare, is_certain
from iku.extract.table_model import Grid, LogicalTable
from iku.extract.tables import all_tables, has_header
from iku.normalize.assemble import ReadTable, classify, linked, published_tables, read_tables, table_areas
from iku.normalize.cell_findings import CellFinding
from iku.normalize.findings import find_doubts, headless_findings, step_findings
from iku.normalize.lexicon import Lexicon
from iku.normalize.model import Dokumen, Halaman, Hasil, Instansi, Lokasi, Temuan
from iku.normalize.parents import link_parents
from iku.normalize.sense import Sense
from iku.normalize.trust.facts import weigh_facts
from iku.options import Options
from iku.schemas.pages import numbered
from iku.schemas.sound import made_sound
from iku.schemas.version import VERSION
from iku.schemas.write import agency_file_name, newest_first, to_json

if TYPE_CHECKING:
    import pandas

__version__ = VERSION
PARTIAL = "HASIL_SEBAGIAN"
"""The finding of a document of which pages were left out because a limit was reached."""
WITHOUT_TABLE, PROGRAMME_LIST = "KEPALA_TANPA_TABEL", "DAFTAR_PROGRAM"
"""The findings of a page that names column headers and gave no table, by mistake and by design."""
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Agency:
    """One agency and its documents, as one output file holds them."""

    instansi: Instansi
    dokumen: list[Dokumen] = field(default_factory=list)

    @property
    def file_name(self) -> str:
        return agency_file_name(self.instansi, self.dokumen)

    def to_json(self, *, nip: bool = False) -> dict[str, Any]:
        return to_json(self.instansi, self.dokumen, nip=nip)


@dataclass(slots=True)
class Conversion:
    """What a run gave: agencies in the order of their file names, and a typed error for every file that gave none."""

    agencies: list[Agency] = field(default_factory=list)
    errors: list[IkuError] = field(default_factory=list)

    @property
    def documents(self) -> list[Dokumen]:
        return [d for a in self.agencies for d in a.dokumen]

    def frame(self) -> pandas.DataFrame:
        """One row per indicator record: agency, region, document, text fields, formula, unit, page and confidence."""
        from iku.schemas.frame import frame_of

        return frame_of((a.instansi, d) for a in self.agencies for d in a.dokumen)

    def write(self, folder: Path, *, nip: bool = False) -> list[Path]:
        """Write one validated JSON file per agency into *folder*, with the corrections that people made there applied;
        returns their paths. Raises ``OutputUnwritable``."""
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputUnwritable(error.strerror or "cannot be made", file=str(folder)) from error
        written, ledger = [], read_ledgers(folder)
        for agency in self.agencies:
            path = folder / agency.file_name
            publish(path, agency.to_json(nip=nip), ledger)
            written.append(path)
        return written


def find_pdfs(paths: Iterable[Path]) -> Iterator[Path]:
    """The PDF files that *paths* name: files as they are, folders searched through and sorted. Links out of a folder
    are not followed."""
    for path in paths:
        if path.is_dir():
            for root, folders, names in os.walk(path):
                folders.sort()
                yield from (Path(root) / n for n in sorted(names) if n.lower().endswith(".pdf"))
        else:
            yield path


def convert(paths: Iterable[Path | str] | Path | str, options: Options | None = None) -> Conversion:
    """Convert PDF files and folders of them. A file that fails is in ``errors``; the others go on.

    Raises ``NothingToConvert`` when the paths name no PDF at all.
    """
    options = options or Options()
    named = [Path(paths)] if isinstance(paths, (str, Path)) else [Path(p) for p in paths]
    results: list[Hasil] = []
    errors: list[IkuError] = []
    found = False
    for path in find_pdfs(named):
        found = True
        try:
            results.append(convert_document(path, options))
        except IkuError as error:
            errors.append(error)
    if not found:
        raise NothingToConvert("no PDF file here", file=", ".join(map(str, named)))
    return Conversion(group(results), errors)


def group(results: Iterable[Hasil]) -> list[Agency]:
    """Documents of one agency together, newest first, which also names it; the order of agencies is that of their file
    names. The order of *results* does not matter."""
    agencies: dict[str, Agency] = {}
    for result in sorted(results, key=lambda r: newest_first(r.dokumen)):
        own = Agency(result.instansi, [result.dokumen])
        known = agencies.setdefault(own.file_name, own)
        if known is not own:
            known.dokumen.append(result.dokumen)
    return [agencies[name] for name in sorted(agencies)]


def convert_document(path: Path, options: Options | None = None, guard: Guard | None = None) -> Hasil:
    """One PDF, read and understood. *guard* is asked before every page whether it may be read.

    Raises :class:`iku.extract.errors.IkuError` for a file that cannot be read."""
    options = options or Options()
    lexicon = Lexicon.load(options.lexicon)
    with seldom_collected():
        read = read_document(path, Sense(lexicon), only=options.pages, guard=guard)
        joined = all_tables(read.pages, read.grids, Sense(lexicon), read.boundary)
        tables = classify([t for t in joined if has_header(t)], lexicon)
        read_twice(path, read, tables, guard)
        if guard is not None:
            guard.allows("understand")
        return understand(read, tables, path.name, lexicon, [t for t in joined if not has_header(t)])


def read_twice(path: Path, read: ReadDocument, tables: Sequence[ReadTable], guard: Guard | None = None) -> None:
    """Have camelot read the digital pages of the tables that the document is about, where these are not whole in rules,
    and mark cells it saw otherwise."""

    def look(number: int, height: float) -> dict[int, list[Grid]]:
        return camelot_grids(path, {number: height})

    def mark(number: int) -> None:
        doubted = compare(read.grids.get(number, ()), second)
        log.info("page %d: camelot sees %d cells otherwise", number, doubted)

    numbers = {n for t in tables if t.main for n in t.source.pages}
    heights = {p.number: p.height for p in read.pages if p.number in numbers and p.source == "teks" and not p.rotation
               and not all(is_certain(g, p) for g in read.grids.get(p.number, ()))}  # fmt: skip
    second: dict[int, list[Grid]] = {}
    for number, height in heights.items():
        if guard is None or guard.allows("compare", number):
            second |= read.boundary.around("pembaca kedua", partial(look, number, height), dict, page=number)
    for number in sorted(second):
        read.boundary.around("pembaca kedua", partial(mark, number), _nothing, page=number)


def _nothing() -> None:
    """What stands in for a step that gives nothing."""


def understand(
    read: ReadDocument,
    tables: Sequence[ReadTable],
    name: str,
    lexicon: Lexicon,
    headless: Sequence[LogicalTable] = (),
) -> Hasil:
    """The pages of one document, given their meaning. *headless*: its tables and frames without a known header."""
    from iku.normalize.document.facts import read_facts

    sources = [t.source for t in tables]
    titles = [line for t in sources for line in t.title_lines]
    boundary = read.boundary
    facts = read_facts(read.pages, table_areas(sources), titles, name, boundary)
    boundary.around("keyakinan fakta", partial(weigh_facts, facts.asal), _nothing)
    period = facts.periode
    read_tables(tables, read.pages, lexicon, (period.awal, period.akhir))
    links = boundary.around("tabel yang sama", partial(linked, tables), list)
    main = [r for t in tables if t.main for r in t.records]
    others = [r for t in tables for r in (t.lower if t.main else [*t.records, *t.lower])]
    boundary.around("induk", partial(link_parents, main, others), _nothing)
    doubts = find_doubts(tables, read.pages, links, boundary) + headless_findings(headless, read.pages)
    published = published_tables(tables, read.pages, links, boundary)
    document = Dokumen(
        id=read.id,
        berkas=name,
        jumlah_halaman=read.count,
        jenis=facts.jenis,
        nomor=facts.nomor,
        tentang=facts.tentang,
        tanggal=facts.tanggal,
        tempat=facts.tempat,
        periode=period,
        perubahan=facts.perubahan,
        penandatangan=facts.penandatangan,
        dasar_hukum=facts.dasar_hukum,
        halaman=_pages(read),
        tabel=published,
        indikator=main,
        indikator_lain=others,
        temuan=[*facts.temuan, *_page_findings(read, sources), *step_findings(boundary.faults), *doubts],
        asal=facts.asal,
    )
    return made_sound(Hasil(facts.instansi, document))


def _pages(read: ReadDocument) -> list[Halaman]:
    known = {p.number: p for p in read.pages}
    return [
        Halaman(
            e.number,
            known[e.number].source if e.number in known else "tak_dibaca",
            known[e.number].rotation if e.number in known else 0,
            round(e.width, 1),
            round(e.height, 1),
            e.reason,
        )
        for e in read.plan.entries
    ]


def _page_findings(read: ReadDocument, tables: Sequence[LogicalTable]) -> list[Temuan]:
    found = [CellFinding(code).temuan(Lokasi(halaman=number)) for number, code in sorted(read.failed.items())]
    found += _named_in_vain(read, tables)
    found += [CellFinding("BERKAS_PORTOFOLIO", {"nama": ", ".join(read.attached)}).temuan()] if read.attached else []
    found += [CellFinding("LAMPIRAN_BERKAS", {"nama": ", ".join(read.left)}).temuan()] if read.left else []
    if read.unread:
        left_out = CellFinding(PARTIAL, {"halaman": numbered(read.unread)})
        found.append(left_out.temuan(Lokasi(halaman=min(read.unread))))
    return found


def _named_in_vain(read: ReadDocument, tables: Sequence[LogicalTable]) -> Iterator[Temuan]:
    """Pages that name the headers of an indicator table and gave no table."""
    with_table = {number for table in tables for number in table.pages}
    for entry in read.plan.entries:
        if entry.named and entry.number not in with_table and entry.reason not in ("batas", "tidak_diminta"):
            code = PROGRAMME_LIST if entry.reason == "daftar_program" else WITHOUT_TABLE
            yield CellFinding(code).temuan(Lokasi(halaman=entry.number))
