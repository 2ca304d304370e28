"""Numbers of persons out of sight: NIP (civil servants), NIK (citizens), NRP (police, army), wherever they stand.

A NIP has 18 digits: birth date 8, appointment 6, sex 1, serial 3. The mask keeps the serial of a whole NIP and nothing
of any other number, so that it tells neither birth date nor sex (UU 27/2022 on personal data). A text is read once, as
digits with what stands between them; letters count as the digits that a scan takes them for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

NIP_DIGITS, SERIAL_DIGITS, NIK_DIGITS = 18, 3, 16
LOOKS = str.maketrans("OoQDIil|!íÍSsBZzGq", "000011111115582269")
"""Letters that a scan puts for digits."""
GAP = 3
"""So many signs may stand between two digits of one number."""
FEWEST, LABELLED, NRP = 13, 8, 5
"""Real digits of 18 in a number without a label; digits or letters for them behind the label of a NIP, of an NRP."""
ORDINARY = frozenset(" .-\u00a0\n")
_SIGN = r"\dOoQDIil|!íÍSsBZzGq"
_GROUPED = {(6, 6, 4), (4, 4, 4, 4), (2, 2, 2, 6, 4), (6, 10), (12, 4), (16,)}
"""How a NIK is printed with spaces or hyphens."""
_FEW = re.compile(r"\d(?:\D{0,9}\d){4}")
_RUN = re.compile(rf"[{_SIGN}](?:[^\w|!]{{0,{GAP}}}_?[{_SIGN}])*")
_LABEL = re.compile(
    r"(?<![^\W\d_])(?:N[\s.]{0,2}[I1l|!íÍ][\s.]{0,2}[PK](?:[\s.]{0,2}(?:PPK|3K|TT))?|(?P<nrp>N[\s.]{0,2}R[\s.]{0,2}P)"
    r"|nomor\s+induk\s+(?:pegawai|kependudukan|penduduk)|nomor\s+registrasi\s+pokok)(?![^\W\d_OoIlSB])"
    r"[\W_]{0,6}(?:No(?:mor)?[\W_]{1,4})?",
    re.IGNORECASE,
)
Span = tuple[int, int]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Digits:
    """A run of digits: ``signs`` as digits, ``at`` their places in the text, ``real`` which are printed as digits,
    ``starts`` the indexes at which a group begins."""

    signs: str
    at: list[int]
    real: list[bool]
    starts: list[int]

    def end_of_group(self, index: int) -> int:
        """The index behind the group that *index* begins or lies in."""
        place = bisect_left(self.starts, index + 1)
        return self.starts[place] if place < len(self.starts) else len(self.signs)


def mask_nip(nip: str) -> str:
    """*nip* with its digits replaced by ``*``, but for the serial of a number of 18 digits."""
    hidden = sum(c.isdigit() for c in nip)
    if hidden == NIP_DIGITS:
        hidden -= SERIAL_DIGITS
    out = []
    for c in nip:
        if c.isdigit() and hidden:
            out.append("*")
            hidden -= 1
        else:
            out.append(c)
    return "".join(out)


def mask_text(text: str, known: Iterable[str] = ()) -> str:
    """*text* with every number of a person in it masked: what looks like one, what is labelled as one, and *known*
    NIPs and the parts of them."""
    spans = private_spans(text, known)
    if not spans:
        return text
    out, end = [], 0
    for start, stop in spans:
        out += [text[end:start], _hidden(text[start:stop])]
        end = stop
    return "".join([*out, text[end:]])


def private_spans(text: str, known: Iterable[str] = ()) -> list[Span]:
    """Where numbers of persons stand in *text*: places from and to, in order, none inside another."""
    if _FEW.search(text) is None:
        return []
    found: list[Span] = []
    wanted = [digits for nip in known if len(digits := re.sub(r"\D", "", nip)) >= LABELLED]
    runs = [_digits(m) for m in _RUN.finditer(text)]
    for run in runs:
        if sum(run.real) >= LABELLED:
            found += _without_label(run, text)
            found += _of_known(run, wanted)
    starts = [run.at[0] for run in runs]
    ends = [run.at[-1] for run in runs]
    for label in _LABEL.finditer(text):
        place = bisect_left(ends, label.end())
        if place < len(runs) and (starts[place] <= label.end() or not text[label.end() : starts[place]].strip()):
            found += _behind_label(runs[place], label.end(), NRP if label["nrp"] else LABELLED)
    return list(_joined(found))


def _digits(match: re.Match[str]) -> _Digits:
    at = [match.start() + i for i, c in enumerate(match.group()) if c.isdigit() or ord(c) in LOOKS]
    text = match.string
    starts = [i for i, place in enumerate(at) if i == 0 or at[i - 1] != place - 1]
    return _Digits("".join(text[p] for p in at).translate(LOOKS), at, [text[p].isdigit() for p in at], starts)


def _without_label(run: _Digits, text: str) -> Iterator[Span]:
    end = 0
    for start in run.starts:
        if start < end:
            continue
        for reads in (_whole_nip, _torn_nip, _long_number, _nik):
            stop = reads(run, start, text)
            if stop is not None:
                yield run.at[start], run.at[stop - 1] + 1
                end = stop
                break


def _whole_nip(run: _Digits, start: int, text: str) -> int | None:
    """18 digits with the dates of a NIP, whatever signs stand between them; what ends with them is one group."""
    stop, last = start + NIP_DIGITS, len(run.signs)
    if stop > last or sum(run.real[start:stop]) < FEWEST or (stop not in run.starts and stop < last):
        return None
    born, joined, sex = run.signs[start : start + 8], run.signs[start + 8 : start + 14], run.signs[start + 14]
    between = set(text[run.at[start] : run.at[stop - 1]]) - {text[p] for p in run.at[start:stop]}
    parted = start + 8 in run.starts or run.end_of_group(start) == stop
    plain = parted and between <= ORDINARY and all(run.real[start:stop])
    return stop if _is_date(born) and (plain or _is_month(joined) and sex in "12") else None


def _torn_nip(run: _Digits, start: int, text: str) -> int | None:
    """A birth date and a month of appointment as groups of their own, and up to five digits behind them."""
    if run.end_of_group(start) != start + 8 or run.end_of_group(start + 8) != start + 14:
        return None
    if not (_is_date(run.signs[start : start + 8]) and _is_month(run.signs[start + 8 : start + 14])):
        return None
    stop = start + 14
    while stop < len(run.signs) and run.end_of_group(stop) <= start + 19:
        stop = run.end_of_group(stop)
    return stop


def _long_number(run: _Digits, start: int, text: str) -> int | None:
    """16 to 20 digits in one piece, but for amounts of money."""
    stop = run.end_of_group(start)
    if not NIK_DIGITS <= stop - start <= NIP_DIGITS + 2 or sum(run.real[start:stop]) < FEWEST:
        return None
    amount = run.signs[start:stop].endswith("000000") or re.search(r"Rp\W{0,3}$", text[: run.at[start]][-6:], re.I)
    return None if amount else stop


def _nik(run: _Digits, start: int, text: str) -> int | None:
    """The groups of a NIK: region 6, birth date 6 (the day of women plus 40), serial 4."""
    stop, sizes = start, []
    while stop < len(run.signs) and stop - start < NIK_DIGITS:
        sizes.append(run.end_of_group(stop) - stop)
        stop += sizes[-1]
    if stop - start != NIK_DIGITS or tuple(sizes) not in _GROUPED or not all(run.real[start:stop]):
        return None
    if not set(text[run.at[start] : run.at[stop - 1]]) - set("0123456789") <= {" ", "-", "\u00a0"}:
        return None
    number = run.signs[start:stop]
    fits = 11 <= int(number[:2]) <= 97 and 1 <= int(number[6:8]) % 40 <= 31 and 1 <= int(number[8:10]) <= 12
    return stop if fits else None


def _of_known(run: _Digits, known: Iterable[str]) -> Iterator[Span]:
    """A number that is known, its birth date alone, and all behind the birth date alone."""
    for digits in known:
        parts = (digits, digits[:8], digits[8:]) if len(digits) == NIP_DIGITS else (digits,)
        for part in parts:
            place = run.signs.find(part)
            while place >= 0:
                stop = place + len(part)
                if place in run.starts and (stop in run.starts or stop == len(run.signs)):
                    yield run.at[place], run.at[stop - 1] + 1
                place = run.signs.find(part, stop)


def _behind_label(run: _Digits, place: int, fewest: int) -> Iterator[Span]:
    """The number that begins at *place*: up to 18 digits, letters for digits only between them, and what sticks to
    it."""
    start, last = bisect_left(run.at, place), len(run.signs)
    stop = min(start + NIP_DIGITS, last)
    while stop > start and not run.real[stop - 1]:
        stop -= 1
    while stop < last and run.at[stop] == run.at[stop - 1] + 1 and (run.real[stop] or stop - start < NIP_DIGITS):
        stop += 1
    real = sum(run.real[start:stop])
    if stop - start >= fewest and 2 * real >= stop - start and real >= NRP:
        yield run.at[start], run.at[stop - 1] + 1


def _is_date(digits: str) -> bool:
    try:
        return 1930 <= date(int(digits[:4]), int(digits[4:6]), int(digits[6:])).year <= 2012
    except ValueError:
        return False


def _is_month(digits: str) -> bool:
    return digits[:2] in ("19", "20") and 1 <= int(digits[4:]) <= 12


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    end: int | None = None
    start = 0
    for a, b in sorted(spans):
        if end is not None and a > end:
            yield start, end
            end = None
        start, end = (a, b) if end is None else (start, max(end, b))
    if end is not None:
        yield start, end


def _hidden(number: str) -> str:
    """Digits and letters of *number* as ``*``; the serial of a whole NIP stays."""
    if all(not c.isalpha() for c in number):
        return mask_nip(number) if sum(c.isdigit() for c in number) != NIK_DIGITS else re.sub(r"\d", "*", number)
    return re.sub(r"[^\W_]|[|!]", "*", number)


def masked_repr(kind: type[T]) -> type[T]:
    """Class decorator: what ``repr`` of a dataclass shows has the numbers of persons masked."""
    own: Callable[[object], str] = kind.__repr__

    def shown(self: object) -> str:
        return mask_text(own(self))

    kind.__repr__ = shown  # type: ignore[method-assign]
    return kind
