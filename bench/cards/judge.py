"""What the program reads of printed cards, against what they hold."""

from __future__ import annotations

from pathlib import Path

from bench.cards.form import Form, wanted


def found(path: Path) -> list[dict[str, str]]:
    """What the program reads of a printed form, in the words of :func:`wanted`."""
    from iku.pipeline import convert_document

    out = []
    for r in convert_document(path).dokumen.indikator:
        texts = {
            "perspektif": r.perspektif, "sasaran": r.sasaran, "indikator": r.indikator, "penjelasan": r.penjelasan,
            "formulasi": r.formulasi.teks if r.formulasi else None, "satuan": r.satuan.tercetak,
            "polarisasi": r.polarisasi.tercetak if r.polarisasi else None, "periode_pelaporan": r.periode_pelaporan,
            "sumber_data": ", ".join(p.nama for p in r.sumber_data),
            "penanggung_jawab": ", ".join(p.nama for p in r.penanggung_jawab),
            "catatan_tim": r.lainnya.get("Catatan Tim Penyusun"),
            "target": " ".join(v.tercetak or "" for v in r.nilai if v.tahun in (2024, 2025, 2026)),
        }  # fmt: skip
        out.append({name: text for name, text in texts.items() if text})
    return out


def wrong(form: Form, got: list[dict[str, str]]) -> list[str]:
    """Fields that came out otherwise, as ``card.field``; a whole card that is missing counts all its fields."""
    out = []
    for i, record in enumerate(wanted(form)):
        own = got[i] if i < len(got) else {}
        out += [f"{i + 1}.{f}" for f, text in record.items() if _plain(own.get(f, "")) != _plain(text)]
    return out + [f"{i + 1}.spare" for i in range(len(wanted(form)), len(got))]


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
