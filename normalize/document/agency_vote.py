"""Which agency and which region a document is about: the verdict over all places that name them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from iku.extract.model import Line
from iku.normalize.document.agency import Named
from iku.normalize.document.agency_form import printed_form, region_phrase, shaped_area, urusan_codes
from iku.normalize.document.agreement import Party, superior_keys
from iku.normalize.document.cell_votes import cell_agencies, table_votes
from iku.normalize.document.decree import Decree
from iku.normalize.document.heads import words_of
from iku.normalize.document.regions import Mention, daerah
from iku.normalize.document.rows import Row
from iku.normalize.document.signatures import Block
from iku.normalize.document.votes import Vote, gather_votes
from iku.normalize.model import Daerah, Instansi

_NAME_FLOOR = 0.6
"""A name of less weight is no verdict: three mentions in running text, or one place that speaks for the document."""
_CELL_FLOOR = 0.4
"""The same for a name that only cells of tables hold: two mentions."""
_REGION_FLOOR = 0.2
"""A region of less weight is none: one mention with its level in running text or a cell."""
_ONLY_COVER = 0.5
"""Confidence of a regional government that only the cover's region stands for."""
_AS_SUPERIOR = 0.1
"""What a vote counts for an institution that an agreement names as the superior only."""
_ONE_DAMAGED = 93
"""Share of equal letters (0..100) from which two names on a scan are one."""


@dataclass(slots=True)
class Verdict:
    """The agency of a document, how sure, where its name, region and superior stood best, and all votes. ``pusat``: it
    belongs to the centre, no region is missing."""

    instansi: Instansi = field(default_factory=Instansi)
    keyakinan: float = 0.0
    nama_row: Row | None = None
    nama_cetak: str | None = None
    daerah_row: Row | None = None
    daerah_cetak: str | None = None
    daerah_keyakinan: float = 0.0
    induk_row: Row | None = None
    pusat: bool = False
    votes: list[Vote] = field(default_factory=list)


def read_agency(
    rows: Sequence[Row],
    decrees: Sequence[Decree],
    blocks: Sequence[Block],
    titles: Sequence[Line],
    parties: Sequence[Party] = (),
    cells: Callable[[], Sequence[Row]] = tuple,
) -> Verdict:
    """Weigh all places that name an agency and a region, and say which are meant. *cells* gives the lines inside
    tables, asked for only when the rest of the file names no region."""
    votes = gather_votes(rows, decrees, blocks, titles, parties)
    above = superior_keys(parties)
    for vote in votes:
        if vote.named is not None and vote.named.key in above:
            vote.weight *= _AS_SUPERIOR
    verdict = Verdict(votes=votes)
    winner = _elect_name(votes, _elect_region(votes)[0])
    verdict.pusat = winner is not None and (winner[1].central or winner[1].jenis in words_of("pusat", "tanpa_daerah"))
    if winner is not None and winner[1].central:
        _take_central(verdict, *winner)
        _take_superior(verdict, winner[1], parties)
        return verdict
    kode, sure, best = _elect_region(votes)
    if winner is None and not any(v.source == "pemda" for v in votes):
        votes += (told := cell_agencies(cells()))
        winner = _elect_name(told, None, _CELL_FLOOR)
    if kode is None:
        kode, sure, best = _elect_region(table_votes(cells()))
    region = daerah(kode)
    verdict.daerah_keyakinan = sure
    if winner is not None:
        _take_regional(verdict, *winner, region)
        _take_superior(verdict, winner[1], parties)
    elif kode is not None and any(v.source == "pemda" for v in votes):
        verdict.instansi = Instansi(f"Pemerintah {region_phrase(region)}", "pemerintah_daerah", [], region)
        said = any(v.source == "pemda" and v.weight for v in votes)
        verdict.keyakinan, verdict.nama_row = 0.6 if said else _ONLY_COVER, best.row if best else None
    else:
        verdict.instansi = Instansi(daerah=region)
    if best is not None and best.row is not None:
        verdict.daerah_row, verdict.daerah_cetak = best.row, best.row.text
    return verdict


def _take_regional(verdict: Verdict, nama: str, named: Named, region: Daerah) -> None:
    _note_name(verdict, named)
    verdict.instansi = Instansi(printed_form(nama, region), named.jenis, urusan_codes(nama), region)


def _take_central(verdict: Verdict, nama: str, named: Named) -> None:
    """An institution of the centre: its name as printed, a region only where it holds one with its level."""
    _note_name(verdict, named)
    areas = [v.named for v in verdict.votes if v.named and v.named.key == named.key and v.named.wilayah]
    area = areas[0].wilayah if areas else named.wilayah
    region = next((n.region for n in [named, *areas] if _with_level(n.region)), None)
    verdict.instansi = Instansi(
        printed_form(nama, Daerah()), named.jenis, urusan_codes(nama), daerah(region.kode if region else None)
    )
    verdict.instansi.wilayah_kerja = shaped_area(area) if area else None
    if region is not None:
        verdict.daerah_row, verdict.daerah_cetak = verdict.nama_row, verdict.nama_cetak
        verdict.daerah_keyakinan = min(region.keyakinan, verdict.keyakinan)


def _with_level(region: Mention | None) -> bool:
    return region is not None and region.level_printed


def _note_name(verdict: Verdict, named: Named) -> None:
    verdict.keyakinan = _sureness(verdict.votes, named.key)
    best = max((v for v in verdict.votes if v.named and v.named.key == named.key), key=lambda v: v.weight)
    verdict.nama_row, verdict.nama_cetak = best.row, best.named.nama if best.named else None


def _take_superior(verdict: Verdict, named: Named, parties: Sequence[Party]) -> None:
    """The institution printed behind the name, else the superior of the agreement, where it is another one."""
    own = [v for v in verdict.votes if v.named and v.named.key == named.key]
    printed = [(v.named.induk, v.row) for v in own if v.named and v.named.induk]
    pairs = zip(parties[::2], parties[1::2], strict=False)
    sides = [(b, a) if a.higher else (a, b) for a, b in pairs]
    promised = [(high.agency, high.row) for low, high in sides if low.agency and low.agency.key == named.key]
    found = ((induk, row) for induk, row in [*printed, *promised] if induk is not None and induk.key != named.key)
    for induk, row in found:
        region = Daerah() if induk.central else daerah(induk.region.kode if induk.region else None)
        verdict.instansi.induk_instansi = printed_form(induk.nama.lower(), region)
        verdict.induk_row = row
        return


def _elect_region(votes: Sequence[Vote]) -> tuple[str | None, float, Vote | None]:
    weights: dict[str, float] = {}
    for vote in votes:
        if vote.region is not None:
            weights[vote.region.kode] = weights.get(vote.region.kode, 0.0) + vote.weight * vote.region.keyakinan
    if not weights or max(weights.values()) < _REGION_FLOOR:
        return None, 0.0, None
    kode = max(weights, key=lambda k: weights[k])
    total = sum(weights.values())
    best = max(
        (v for v in votes if v.region and v.region.kode == kode),
        key=lambda v: v.weight * v.region.keyakinan if v.region else 0,
    )
    share = weights[kode] / total
    return kode, round(min(0.99, share * min(1.0, 0.5 + weights[kode] / 6)), 3), best


def _elect_name(votes: Sequence[Vote], kode: str | None, floor: float = _NAME_FLOOR) -> tuple[str, Named] | None:
    """The name with most weight. A name that begins another, longer one of good standing gives its votes to it; one
    that a scan damaged gives them to the one nearest to it."""
    weights: dict[str, float] = {}
    strong: dict[str, float] = {}
    for vote in votes:
        if vote.named is None:
            continue
        elsewhere = vote.region is not None and kode is not None and vote.region.kode != kode
        foreign = elsewhere and not vote.named.central
        weights[vote.named.key] = weights.get(vote.named.key, 0.0) + vote.weight * (0.3 if foreign else 1.0)
        if vote.source != "isi" and not foreign:
            strong[vote.named.key] = strong.get(vote.named.key, 0.0) + vote.weight
    if not weights or max(weights.values()) < floor:
        return None
    merged = _with_beginnings(votes, weights, strong)
    winner = max(merged, key=lambda k: (merged[k], strong.get(k, 0.0)))
    forms: dict[str, float] = {}
    for vote in votes:
        if vote.named is not None and vote.named.key == winner:
            form = " ".join(vote.named.nama.lower().replace(" ,", ",").split())
            forms[form] = forms.get(form, 0.0) + vote.weight
    form = max(forms, key=lambda f: forms[f])
    named = next(v.named for v in votes if v.named and v.named.key == winner)
    return form, named


def _with_beginnings(votes: Sequence[Vote], weights: dict[str, float], strong: dict[str, float]) -> dict[str, float]:
    """*weights*, those of names that begin another or that a scan damaged added to the name they mean."""
    scanned = {v.named.key for v in votes if v.named and v.row is not None and v.row.page.source == "ocr"}
    merged = dict(weights)
    for short, weight in weights.items():
        for long in weights:
            alike = short in scanned and fuzz.ratio(long, short) >= _ONE_DAMAGED
            longer = long != short and (long.startswith(short + " ") or alike)
            if longer and strong.get(long, 0.0) >= max(1.0, 0.15 * weight):
                merged[long] += weight
    return merged


def _sureness(votes: Sequence[Vote], winner: str) -> float:
    weight = sum(v.weight for v in votes if v.named and v.named.key == winner)
    return round(min(0.99, 0.55 + weight / 12), 3)
