"""NIPs (civil servant numbers) out of sight. 18 digits: birth date 8, appointment 6, sex 1, serial 3.

The mask keeps the three digits of the serial of a number of full length and nothing of any other, so that it tells
neither birth date nor sex (UU 27/2022 on personal data); a misprinted number has its digits in unknown places.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

NIP_DIGITS, SERIAL_DIGITS = 18, 3
_GAP = r"[\s.\-]{0,3}"
_YEAR = rf"(?:1{_GAP}9|2{_GAP}0){_GAP}\d{_GAP}\d"
_MONTH = rf"(?:0{_GAP}[1-9]|1{_GAP}[0-2])"
_DAY = rf"(?:0{_GAP}[1-9]|[12]{_GAP}\d|3{_GAP}[01])"
_NIP = re.compile(rf"(?<!\d){_YEAR}{_GAP}{_MONTH}{_GAP}{_DAY}(?:{_GAP}\d){{10}}(?!\d)")
_LABELLED = re.compile(r"\b[Nn]\s?\.?\s?[Ii]\s?\.?\s?[Pp](?:\b|(?=\d))[\s.:]*((?:[\dOoIlSB][\s.\-]{0,3}){8,20})")
"""A number after its label, also one in which OCR took digits for the letters that look like them."""
_MANY_DIGITS = re.compile(r"(?:\d\D{0,4}){8}")


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


def _masked_after_label(match: re.Match[str]) -> str:
    label, number = match.group()[: match.start(1) - match.start()], match.group(1)
    if not any(c.isalpha() for c in number):
        return label + mask_nip(number)
    return label + (re.sub(r"\w", "*", number) if sum(c.isdigit() for c in number) >= 8 else number)


def mask_text(text: str, known: Iterable[str] = ()) -> str:
    """*text* with every NIP in it masked: what looks like one, what is labelled as one, and the *known* ones."""
    if not _MANY_DIGITS.search(text):
        return text
    text = _NIP.sub(lambda m: mask_nip(m.group()), text)
    text = _LABELLED.sub(_masked_after_label, text)
    for nip in known:
        digits = [c for c in nip if c.isdigit()]
        if len(digits) >= 8:
            spaced = _GAP.join(digits)
            text = re.sub(rf"(?<!\d){spaced}(?!\d)", lambda m: mask_nip(m.group()), text)
    return text
