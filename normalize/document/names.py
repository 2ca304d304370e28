"""What a line of a signature block is: an office, a person's name, a rank, a NIP."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from iku.normalize.document.knowledge import toml
from iku.normalize.document.spelling import key, near, words
from iku.text.near import RANKS, budget

_NIP_BEHIND = re.compile(r"(?<=\w)[\s/,-]+(?:NIP|NRP)\b.*$")
_RANK_LABEL = re.compile(r"^\W*pangkat\s*(?:/\s*gol\w*)?\s*[.:;]\s*", re.IGNORECASE)
_GRADE = re.compile(r"\s{0,9}(?:[,(/]\s{0,9})?\(?\b(?:I{1,3}|IV|V)\s{0,9}[/.]?\s{0,9}[a-eA-E]\b\)?\s*$")
_STAMP = re.compile(r"^[A-Z]{1,4}(?=(?:Drs|Dra|Dr|Ir|Prof|Hj)\.)|(?<=[A-Z]{4})[a-z]{1,2}$")
_STOP_BEFORE_TITLE = re.compile(r"\b([A-Za-z]{4,})\. {0,3}([A-Z][A-Za-z.]{0,8}(?:,.{0,40})?)$")
_STAMPED = re.compile(r"(?:\s{1,9}['`´’\"]\w{0,8}){1,9}$")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}|[a-z])\s*[.)](?!\s*[nb]\b)\s*")


_SHORT = frozenset(
    {"plt", "plh", "pj", "pjs", "an", "ub", "lurah", "sekda", "kabag", "rektor", "dekan", "camat", "ketua"}
)
_ON_BEHALF = frozenset({("a", "n"), ("u", "b")})


@cache
def words_of_offices(section: str, name: str) -> tuple[str, ...]:
    """A list of ``jabatan.toml`` as keys."""
    return tuple(key(w) for w in toml("jabatan")[section][name])


@cache
def _long_stops() -> tuple[str, ...]:
    """Stop words so long that a word that begins with one is that word, stuck to the next (``KABUPATENINDRAGIRI``)."""
    return tuple(w for w in _name_stops() if len(w) >= 8)


@cache
def _name_stops() -> frozenset[str]:
    return frozenset(words_of_offices("bukan_nama", "kata"))


@lru_cache(maxsize=16384)
def is_office(text: str) -> bool:
    """The line begins like an office (``KERALA DINAS``, ``a.n. BUPATI``, ``Plt.Kepala Dinas``)."""
    if len(text) > 110:
        return False
    return _begins_like_office(text) or _begins_like_office(_NUMBERING.sub("", text))


def _begins_like_office(text: str) -> bool:
    have, first = key(text), words(text)
    if not have:
        return False
    if first[0] in _SHORT or tuple(first[:2]) in _ON_BEHALF or have.startswith(("pltkepala", "plhkepala", "plhbupati")):
        return True
    long_ones = words_of_offices("jabatan", "awal")
    if have.startswith(long_ones):
        return True
    alike = (s for s in long_ones if len(s) >= 6 and (s[0] == have[0] or s[1:3] == have[1:3]))
    return any(near(have[: len(s)], s, 1) for s in alike)


def is_party(text: str) -> bool:
    """``PIHAK KEDUA :`` stands for an office that the opening of an agreement names."""
    have = key(text)
    return len(have) <= 14 and any(near(have, p, 1) for p in words_of_offices("jabatan", "pihak"))


def signs_without_nip(text: str) -> bool:
    """Offices whose holder has no NIP: governors, regents, mayors, ministers; and the parties of an agreement."""
    have = key(text)
    return any(have.startswith(w) for w in words_of_offices("jabatan", "tanpa_nip"))


@lru_cache(maxsize=16384)
def read_rank(text: str) -> str | None:
    """The rank as printed, without its label and grade (``Pangkat : Pembina Utama Muda (IV/c)``), or None."""
    value = _NIP_BEHIND.sub("", _RANK_LABEL.sub("", text)).strip()
    have = key(_GRADE.sub("", value))
    if not 4 <= len(have) <= 32:
        return None
    ranks = words_of_offices("pangkat", "kata")
    noisy = next((r for r in ranks if len(r) >= 13 and r in have and len(have) - len(r) <= 6), None)
    if noisy is not None and have != noisy:
        return _without_noise(value, noisy)
    for rank in ranks:
        if have == rank or near(have, rank, budget(len(rank), RANKS)):
            return _GRADE.sub("", value).strip(" ,.;:") + ("." if value.endswith("Tk.") else "")
    return None


def _without_noise(value: str, rank: str) -> str:
    """The part of *value* whose letters are *rank* (``DINAPembina Utama Muda``: a stamp stands before it)."""
    for start in range(len(value)):
        if key(value[start:]).startswith(rank) and value[start].isalpha():
            best = start
    return _GRADE.sub("", value[best:]).strip(" ,.;:")


def has_title(text: str) -> bool:
    """The line holds an academic or honorary title (``Drs.``, ``H.``, ``S.Sos``, ``MM``)."""
    parts = [key(p) for p in re.split(r"[,\s]+", text) if key(p)]
    if not parts:
        return False
    front, back = words_of_offices("gelar", "depan"), words_of_offices("gelar", "belakang")
    lead = key(re.split(r"[.\s]", text.strip(), maxsplit=1)[0])
    joined = {"".join(parts[i : i + n]) for i in range(1, len(parts)) for n in (1, 2)}
    return lead in front and "." in text[:6] or bool(joined & set(back))


def is_name(text: str) -> bool:
    """The line can be a person's name: two to nine words, each with a capital, no digits, none of the stop words."""
    text = text.strip(" ()_.")
    if re.search(r"\d", text) or not 4 <= len(text) <= 70 or ":" in text:
        return False
    parts = [p for p in re.split(r"[\s,]+", text) if any(ch.isalpha() for ch in p)]
    if not parts or len(parts) > 10 or not all(_capitalised(p) for p in parts):
        return False
    if max(len(key(p)) for p in parts) < 3:  # letters of a pen stroke: By i
        return False
    if any(office in key(text) for office in words_of_offices("bukan_nama", "di_dalam")):  # E UBUPATIBATANG
        return False
    if (
        any(k in _name_stops() or k.startswith(_long_stops()) for k in words(text))
        or read_rank(text)
        or is_office(text)
    ):
        return False
    return len(parts) > 1 or (text.isupper() and len(text) >= 5)


def _capitalised(part: str) -> bool:
    bare = part.lstrip("('\"-")
    return len(key(bare)) <= 2 or bare[:1].isupper() or key(bare.split(".")[0]) in words_of_offices("gelar", "depan")


def clean_name(text: str) -> str:
    """The name as printed, without brackets, lines to sign on, and a stamp's letters stuck before its title."""
    return _STAMP.sub("", text.strip(" _()").lstrip("."))


def clean_office(lines: list[str]) -> str:
    """The office from its printed lines, numbering, closing comma and a stamp's last letters (``'angi``) cut off."""
    return _STAMPED.sub("", _NUMBERING.sub("", " ".join(x.strip() for x in lines)).strip(" ,:;"))


def mended_name(text: str) -> str:
    """A name of a scan with the comma before its titles that was read as a stop (``TRISNADI. MP``)."""
    back = set(words_of_offices("gelar", "belakang"))

    def comma(found: re.Match[str]) -> str:
        after = key(re.split(r"[,\s]", found[2], maxsplit=1)[0])
        return f"{found[1]}, {found[2]}" if after in back and key(found[1]) not in back else found[0]

    return _STOP_BEFORE_TITLE.sub(comma, text, count=1)
