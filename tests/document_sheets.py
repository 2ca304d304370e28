"""Pages of plain text for the tests of document facts: every line is printed where the test says."""

from __future__ import annotations

from iku.extract.model import Box, Page, Word
from iku.normalize.document.facts import read_facts
from iku.normalize.document.model import DocumentFacts

SIZE = 11.0
SIGNER = ">KEPALA DINAS PERHUBUNGAN\n~\n>Drs. ANDI WIJAYA, M.Si\n>Pembina Utama Muda\n>NIP. 19650210 199303 1 015"
LEFT, MIDDLE = 57.0, 298.0
REGENT = """
^BUPATI BANGGAI
^KEPUTUSAN BUPATI BANGGAI
^NOMOR 050/ 211 /BAPPEDA
^TENTANG
^INDIKATOR KINERJA UTAMA PEMERINTAH KABUPATEN BANGGAI
^TAHUN 2021-2026
^DENGAN RAHMAT TUHAN YANG MAHA ESA
^BUPATI BANGGAI,
Menimbang : a. bahwa untuk melaksanakan ketentuan;
Mengingat : 1. Undang-Undang Nomor 29 Tahun 1959 tentang Pembentukan Daerah-Daerah Tingkat II di Sulawesi;
2. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah sebagaimana telah diubah;
^MEMUTUSKAN:
Menetapkan : KEPUTUSAN BUPATI TENTANG INDIKATOR KINERJA UTAMA PEMERINTAH KABUPATEN BANGGAI.
>Ditetapkan di Luwuk
>pada tanggal 3 Nopember 2021
>BUPATI BANGGAI,
~
>AMIRUDIN
"""


def sheet(text: str, number: int = 1, *, source: str = "teks", size: float = SIZE, width: float = 595.0) -> Page:
    """A page of the lines of *text*. A line that begins with ``^`` is centred, with ``>`` stands right of the middle;
    ``||`` parts what stands side by side, ``~`` leaves the space of a signature."""
    page = Page(number, width, 842.0, source)  # type: ignore[arg-type]
    y = 60.0
    for line in text.strip("\n").splitlines():
        line = line.strip()
        if line == "~":
            y += 3.2 * size
            continue
        for place, part in enumerate(line.split("||")):
            put(page, part.strip(), y, place, size)
        y += 1.5 * size
    return page


def put(page: Page, text: str, y: float, place: int, size: float) -> None:
    advance = 0.5 * size
    x = LEFT + place * 260
    if text.startswith("^"):
        text = text[1:].strip()
        x = MIDDLE - len(text) * advance / 2
    elif text.startswith(">"):
        text, x = text[1:].strip(), 330.0
    for token in text.split():
        box = Box(x, y, x + len(token) * advance, y + size)
        page.words.append(Word(token, box, 0.98 if page.source == "ocr" else 1.0, page.source, size))
        x += (len(token) + 1) * advance


def decree(
    office: str = "KEPALA DINAS PERHUBUNGAN KABUPATEN SIGI",
    head: str = "PEMERINTAH KABUPATEN SIGI\n^DINAS PERHUBUNGAN",
    number: str = "188.4/ 12 /DISHUB/2019",
    about: str = "PENETAPAN INDIKATOR KINERJA UTAMA DINAS PERHUBUNGAN KABUPATEN SIGI TAHUN 2019",
    laws: str = "1. Undang-Undang Nomor 23 Tahun 2014 tentang Pemerintahan Daerah;",
    close: str = "Ditetapkan di : Bora\n>pada tanggal : 4 Maret 2019",
    signer: str = SIGNER,
) -> str:
    """The text of a decree with its parts set as given."""
    return f"""
^{head}
Jalan Poros Palu - Kulawi
^KEPUTUSAN {office}
^NOMOR : {number}
^TENTANG
^{about}
^{office},
Menimbang : a. bahwa perlu menetapkan Indikator Kinerja Utama;
Mengingat : {laws}
^MEMUTUSKAN :
Menetapkan :
KESATU : Indikator Kinerja Utama sebagaimana tercantum dalam Lampiran Keputusan ini.
KEDUA : Keputusan ini berlaku sejak tanggal ditetapkan.
>{close}
{signer}
"""


def facts_of(*texts: str, source: str = "teks") -> DocumentFacts:
    return read_facts([sheet(text, i, source=source) for i, text in enumerate(texts, start=1)], {})


def codes(facts: DocumentFacts) -> list[str]:
    return [t.kode for t in facts.temuan]
