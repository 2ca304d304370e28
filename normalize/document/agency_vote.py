"""Which agency and which region a document is about: the verdict over all places that name them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from extract.model import Line
from normalize.document.agency import Named, is_central, printed_form, region_phrase, urusan_codes
from normalize.document.decree import Decree
from normalize.document.regions import daerah
from normalize.document.rows import Row
from normalize.document.signatures import Block
from normalize.document.votes import Vote, gather_votes
from normalize.model import Instansi


@dataclass(slots=True)
class Verdict:
    """The agency of a document, how sure, where its name and its region stood best, and all votes."""

    instansi: Instansi = field(default_factory=Instansi)
    keyakinan: float = 0.0
    nama_row: Row | None = None
    nama_cetak: str | None = None
    daerah_row: Row | None = None
    daerah_cetak: str | None = None
    daerah_keyakinan: float = 0.0
    votes: list[Vote] = field(default_factory=list)


def read_agency(
    rows: Sequence[Row], decrees: Sequence[Decree], blocks: Sequence[Block], titles: Sequence[Line]
) -> Verdict:
    """Weigh all places that name an agency and a region, and say which are meant."""
    votes = gather_votes(rows, decrees, blocks, titles)
    verdict = Verdict(votes=votes)
    kode, verdict.daerah_keyakinan, region_vote = _elect_region(votes)
    winner = _elect_name(votes, kode)
    region = daerah(kode)
    if winner is not None:
        nama, named = winner
        verdict.keyakinan = _sureness(votes, named.key)
        best = max((v for v in votes if v.named and v.named.key == named.key), key=lambda v: v.weight)
        verdict.nama_row, verdict.nama_cetak = best.row, best.named.nama if best.named else None
        if is_central(nama, named.jenis):
            verdict.instansi = Instansi(_central_name(nama, named), named.jenis, urusan_codes(nama))
            return verdict
        verdict.instansi = Instansi(printed_form(nama, region), named.jenis, urusan_codes(nama), region)
    elif kode is not None and any(v.source == "pemda" for v in votes):
        verdict.instansi = Instansi(f"Pemerintah {region_phrase(region)}", "pemerintah_daerah", [], region)
        verdict.keyakinan, verdict.nama_row = 0.6, region_vote.row if region_vote else None
    else:
        verdict.instansi = Instansi(daerah=region)
    if region_vote is not None and region_vote.row is not None:
        verdict.daerah_row, verdict.daerah_cetak = region_vote.row, region_vote.row.text
    return verdict


def _elect_region(votes: Sequence[Vote]) -> tuple[str | None, float, Vote | None]:
    weights: dict[str, float] = {}
    for vote in votes:
        if vote.region is not None:
            weights[vote.region.kode] = weights.get(vote.region.kode, 0.0) + vote.weight * vote.region.keyakinan
    if not weights:
        return None, 0.0, None
    kode = max(weights, key=lambda k: weights[k])
    total = sum(weights.values())
    best = max(
        (v for v in votes if v.region and v.region.kode == kode),
        key=lambda v: v.weight * v.region.keyakinan if v.region else 0,
    )
    share = weights[kode] / total
    return kode, round(min(0.99, share * min(1.0, 0.5 + weights[kode] / 6)), 3), best


def _elect_name(votes: Sequence[Vote], kode: str | None) -> tuple[str, Named] | None:
    """The name with most weight. A name that begins another, longer one of good standing gives its votes to it."""
    weights: dict[str, float] = {}
    strong: dict[str, float] = {}
    for vote in votes:
        if vote.named is None:
            continue
        foreign = vote.region is not None and kode is not None and vote.region.kode != kode
        weights[vote.named.key] = weights.get(vote.named.key, 0.0) + vote.weight * (0.3 if foreign else 1.0)
        if vote.source != "isi" and not foreign:
            strong[vote.named.key] = strong.get(vote.named.key, 0.0) + vote.weight
    if not weights or max(weights.values()) < 0.6:
        return None
    merged = dict(weights)
    for short, weight in weights.items():
        for long in weights:
            longer = long != short and (long.startswith(short + " ") or fuzz.ratio(long, short) >= 93)
            if longer and strong.get(long, 0.0) >= max(1.0, 0.15 * weight):
                merged[long] += weight
    winner = max(merged, key=lambda k: (merged[k], strong.get(k, 0.0)))
    forms: dict[str, float] = {}
    for vote in votes:
        if vote.named is not None and vote.named.key == winner:
            form = " ".join(vote.named.nama.lower().replace(" ,", ",").split())
            forms[form] = forms.get(form, 0.0) + vote.weight
    form = max(forms, key=lambda f: forms[f])
    named = next(v.named for v in votes if v.named and v.named.key == winner)
    return form, named


def _sureness(votes: Sequence[Vote], winner: str) -> float:
    weight = sum(v.weight for v in votes if v.named and v.named.key == winner)
    return round(min(0.99, 0.55 + weight / 12), 3)


def _central_name(nama: str, named: Named) -> str:
    return printed_form(nama, daerah(named.region.kode if named.region else None))
