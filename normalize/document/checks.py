"""What is odd about the facts of a document, as findings (codes and texts: ``data/findings_document.toml``)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from iku.normalize.document.agency_vote import Verdict
from iku.normalize.document.chapters import missing_chapters
from iku.normalize.document.decree import Decree, closing_dates
from iku.normalize.document.headings import Heading
from iku.normalize.document.law_checks import check_lists
from iku.normalize.document.legal import LegalList
from iku.normalize.document.model import DocumentFacts
from iku.normalize.document.nip import same_person, valid
from iku.normalize.document.regions import Mention
from iku.normalize.document.rows import Row, place_of
from iku.normalize.document.signatures import Block
from iku.normalize.document.spelling import key, words
from iku.normalize.document.timing import Dateline
from iku.normalize.document.years import years_of
from iku.normalize.model import Lokasi, Temuan
from iku.normalize.record_model import AsalMedan
from iku.normalize.taxonomy import codes

_DOUBTFUL = 0.6
"""Facts surer than this are not named as doubtful."""
_UNREAD = 0.3
"""Confidence of what stands in the place of a number and is none."""


@dataclass(slots=True)
class Evidence:
    """All that was read of one document; the checks look at it and change nothing."""

    facts: DocumentFacts
    rows: Sequence[Row]
    decrees: Sequence[Decree]
    blocks: Sequence[Block]
    lists: Sequence[LegalList]
    headings: Sequence[Heading]
    datelines: Sequence[Dateline]
    verdict: Verdict


def find_oddities(seen: Evidence) -> list[Temuan]:
    """All findings about the document facts, in the order of the checks."""
    checks: tuple[Callable[[Evidence], Iterator[Temuan]], ...] = (
        _unknown_agency,
        _about,
        _number,
        _dates,
        _nips,
        _periods,
        _laws,
        _foreign_agencies,
        _chapters,
        _doubtful,
    )
    return [finding for check in checks for finding in check(seen)]


def finding(kode: str, medan: str | None, asal: AsalMedan | None, /, **values: object) -> Temuan:
    """A finding with its text filled in, at the place of *asal*."""
    where = Lokasi(asal.halaman if asal else None, asal.bbox if asal else None, None, medan)
    return codes("findings_document")[kode].temuan(values, where)


def _unknown_agency(seen: Evidence) -> Iterator[Temuan]:
    agency = seen.facts.instansi
    if agency.nama is None:
        yield finding("INSTANSI_TAK_DIKENAL", "instansi.nama", None)
    if agency.daerah.kode is None and not seen.verdict.pusat:
        yield finding("DAERAH_TAK_DIKENAL", "instansi.daerah", None)


def _about(seen: Evidence) -> Iterator[Temuan]:
    """TENTANG and what is fixed name different things: one speaks of the indicators, the other does not."""
    decree = next((d for d in seen.decrees if not d.annex and d.tentang), None)
    if decree is None or _names_indicators(decree.tentang or ""):
        return
    annex = next((d for d in seen.decrees if d.annex and d.tentang and _names_indicators(d.tentang)), None)
    other = annex.tentang if annex else decree.menetapkan
    if other and _names_indicators(other):
        part = "lampiran" if annex else "diktum"
        yield finding(
            "TENTANG_BERBEDA",
            "tentang",
            seen.facts.asal.get("tentang"),
            tentang=decree.tentang,
            bagian=part,
            lain=other[:160],
        )


def _names_indicators(text: str) -> bool:
    squeezed = key(text)
    return "indikatorkinerja" in squeezed or "perjanjiankinerja" in squeezed or bool(re.search(r"\bIK[UI]\b", text))


def _number(seen: Evidence) -> Iterator[Temuan]:
    decree = next((d for d in seen.decrees if not d.annex), None)
    if decree is None:
        return
    if decree.nomor is None and decree.nomor_kosong:
        yield finding("NOMOR_KOSONG", "nomor", seen.facts.asal.get("jenis"))
    for each in seen.decrees:
        if each.nomor_rusak is not None and each.nomor is None:
            origin = place_of(each.number_rows, each.nomor_rusak, _UNREAD)
            yield finding("NOMOR_TAK_TERBACA", "nomor", origin, cetak=each.nomor_rusak[:80])
    for annex in seen.decrees:
        if annex.annex and annex.nomor and decree.nomor and _bare(annex.nomor) != _bare(decree.nomor):
            yield finding("NOMOR_BERBEDA", "nomor", seen.facts.asal.get("nomor"), nomor=decree.nomor, lain=annex.nomor)


def _bare(number: str) -> str:
    return re.sub(r"[^0-9a-z]", "", number.lower())


def _dates(seen: Evidence) -> Iterator[Temuan]:
    facts = seen.facts
    origin = facts.asal.get("tanggal")
    if facts.tanggal is None:
        if facts.jenis == "keputusan":
            yield finding("TANGGAL_KOSONG", "tanggal", origin)
        return
    if len(facts.tanggal) < 10:
        yield finding(
            "TANGGAL_TAK_LENGKAP", "tanggal", origin, cetak=(origin.cetak if origin else None) or facts.tanggal
        )
    other_dates = {d.tanggal.iso: d.row.page.number for d in seen.datelines if d.tanggal is not None}
    other_dates |= {dated.iso: page for dated, page in closing_dates(seen.rows)}
    other_dates |= {d.tanggal.iso: d.date_rows[0].page.number for d in seen.decrees if d.tanggal and d.date_rows}
    for iso, page in other_dates.items() if facts.jenis == "keputusan" else ():
        if not iso.startswith(facts.tanggal) and not facts.tanggal.startswith(iso):
            yield finding("TANGGAL_BERBEDA", "tanggal", origin, tanggal=facts.tanggal, halaman=page, lain=iso)


def _nips(seen: Evidence) -> Iterator[Temuan]:
    told: list[str] = []
    for i, signer in enumerate(seen.facts.penandatangan):
        origin = seen.facts.asal.get(f"penandatangan.{i}.nip") or seen.facts.asal.get(f"penandatangan.{i}")
        if signer.nip and not valid(signer.nip):
            why = f"{len(signer.nip)} angka" if len(signer.nip) != 18 else "tanggal atau kode tidak mungkin"
            yield finding("NIP_TIDAK_SAH", f"penandatangan.{i}.nip", origin, nama=signer.nama, sebab=why)
        if signer.nip_seragam is False and not any(same_person(signer.nama, t) for t in told):
            told.append(signer.nama or "")
            numbers = {s.nip for s in seen.facts.penandatangan if s.nip and same_person(s.nama, signer.nama)}
            yield finding("NIP_BERBEDA", f"penandatangan.{i}.nip", origin, nama=signer.nama, jumlah=len(numbers))


def _periods(seen: Evidence) -> Iterator[Temuan]:
    """Other years in TENTANG, on the cover or in the preface, where these name the document itself."""
    first, last = seen.facts.periode.awal, seen.facts.periode.akhir
    if first is None or last is None:
        return
    told: set[tuple[int, int]] = {(first, last)}
    for heading in seen.headings:
        cover = heading.source == "sampul" and heading.row is not None and heading.row.large
        if not (heading.source in ("tentang", "pengantar") or cover):
            continue
        years = years_of(heading.text)
        if years is None or years in told or re.search(r"rpjm|rpjp|visi", heading.text, re.IGNORECASE):
            continue
        one_of_them_single = years[0] == years[1] or first == last
        if one_of_them_single and not (cover and first == last and years[0] <= first <= years[1]):
            continue
        told.add(years)
        part = {"tentang": "TENTANG", "sampul": "sampul", "pengantar": "kata pengantar"}[heading.source]
        yield finding(
            "PERIODE_BERBEDA",
            "periode",
            seen.facts.asal.get("periode"),
            periode=f"{first}-{last}" if first != last else first,
            bagian=part,
            lain=f"{years[0]}-{years[1]}" if years[0] != years[1] else years[0],
        )


def _laws(seen: Evidence) -> Iterator[Temuan]:
    year = int(seen.facts.tanggal[:4]) if seen.facts.tanggal else seen.facts.periode.awal
    for kode, index, values in check_lists(seen.lists, year):
        field = f"dasar_hukum.{index}"
        yield finding(kode, field, seen.facts.asal.get(field), **values)


def _sure_region(region: Mention) -> bool:
    return region.level_printed and region.keyakinan >= 1.0


def _foreign_agencies(seen: Evidence) -> Iterator[Temuan]:
    """Text left over from another agency: the same name with a word more, or the same office of another region."""
    named, region = seen.verdict.nama_cetak, seen.facts.instansi.daerah
    if named is None or region.kode is None:
        return
    own = [w for w in words(named) if w not in ("dan", "serta")]
    told: set[str] = set()
    for vote in seen.verdict.votes:
        if vote.named is None or vote.row is None or vote.named.key in told:
            continue
        if vote.named.region is None or not _sure_region(vote.named.region):
            continue
        theirs = vote.named.key.split()
        more = len(theirs) == len(own) + 1 and theirs[: len(own)] == own and theirs[-1] not in ("daerah", "dan")
        seen_once = sum(v.named is not None and v.named.key == vote.named.key for v in seen.verdict.votes) <= 2
        elsewhere = theirs == own and vote.region is not None and vote.region.kode != region.kode and len(own) > 1
        if (more and seen_once and vote.named.region.kode == region.kode) or (elsewhere and vote.source != "isi"):
            told.add(vote.named.key)
            origin = AsalMedan(
                vote.row.page.number, vote.row.page.shown(vote.row.box).rounded(), vote.row.page.source, 1.0
            )
            yield finding(
                "INSTANSI_LAIN", "instansi.nama", origin, lain=vote.row.text[:120], nama=seen.facts.instansi.nama
            )


def _chapters(seen: Evidence) -> Iterator[Temuan]:
    for row, missing, before, after in missing_chapters(seen.rows):
        origin = place_of([row], row.text, 1.0)
        yield finding("BAB_HILANG", None, origin, bab=f"BAB {missing}", sebelum=f"BAB {before}", sesudah=f"BAB {after}")


def _doubtful(seen: Evidence) -> Iterator[Temuan]:
    for name, origin in seen.facts.asal.items():
        if origin.keyakinan < _DOUBTFUL and name.count(".") <= 1 and origin.cetak:
            yield finding(
                "FAKTA_MERAGUKAN",
                name,
                origin,
                medan=name,
                keyakinan=f"{origin.keyakinan:.2f}",
                cetak=origin.cetak[:100],
            )
