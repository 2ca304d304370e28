"""The corpus in pictures for a report: coverage by province, indicators by affair, missing formulas by region.

PNG and SVG, readable in print and in grey; the same corpus gives the same picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from iku.corpus.errors import ExportUnavailable
from iku.corpus.regions import all_regions
from iku.corpus.stats import Statistics
from iku.extract.errors import OutputUnwritable

if TYPE_CHECKING:
    from matplotlib.axes import Axes

INK, SOFT, BED, BLUE, AMBER = "#1d2733", "#5c6b7a", "#f1f3f5", "#2f6690", "#c9822b"
MOST = 25
"""Bars in one picture; how many are left out is said below it."""
LONGEST = 44
WIDTH, ROW, TOP, BOTTOM, EDGE, LETTER = 9.0, 0.34, 0.85, 0.15, 0.15, 0.077
"""Inches: the figure, one bar, margins, and the width of a letter of a name."""
UNKNOWN = "Pusat atau tidak dikenal"
STYLE: Any = {
    "svg.hashsalt": "iku",
    "svg.fonttype": "none",
    "font.size": 10,
    "text.color": INK,
    "xtick.color": SOFT,
    "ytick.color": INK,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """Horizontal bars from the top down. ``whole``: the value of a full bar; ``average``: a line across all bars."""

    file: str
    title: str
    below: str
    bars: Sequence[tuple[str, float, str]]  # name, value, what is written beside it
    colour: str = BLUE
    whole: float | None = None
    average: float | None = None


def plot(statistics: Statistics, folder: Path) -> list[Path]:
    """Write three pictures, each as PNG and SVG, into *folder*; returns their paths. Raises ``ExportUnavailable`` (no
    matplotlib) and ``OutputUnwritable``."""
    try:
        import matplotlib
    except ImportError as error:
        raise ExportUnavailable("matplotlib is not installed: pip install matplotlib") from error
    matplotlib.use("Agg")
    with matplotlib.rc_context(STYLE):
        return [path for picture in pictures(statistics) for path in _save(folder, picture)]


def pictures(s: Statistics) -> list[Picture]:
    """The three pictures of a corpus."""
    return [_coverage(s), _affairs(s), _missing(s)]


def _coverage(s: Statistics) -> Picture:
    rows = sorted(s.provinces, key=lambda r: (-r["indikator"], r["kode"] or ""))
    known = sum(region.tingkat == "provinsi" for region in all_regions().values())
    seen = sum(r["kode"] is not None for r in rows)
    return Picture(
        "cakupan-provinsi",
        "Cakupan korpus menurut provinsi",
        f"{_number(s.total['indikator'])} indikator utama dari {_number(s.total['dokumen'])} dokumen; "
        f"{seen} dari {known} provinsi",
        [
            (
                r["provinsi"] or UNKNOWN,
                r["indikator"],
                f"{_number(r['indikator'])} indikator, {r['instansi']} instansi, {r['wilayah']} daerah",
            )
            for r in rows
        ],
    )


def _affairs(s: Statistics) -> Picture:
    rows = sorted(s.affairs, key=lambda r: (-r["indikator"], r["kode"] or ""))
    return Picture(
        "indikator-per-urusan",
        "Indikator menurut urusan pemerintahan",
        "Instansi dengan beberapa urusan dihitung pada tiap urusannya",
        [
            (
                r["urusan"] or "Urusan tidak dikenal",
                r["indikator"],
                f"{_number(r['indikator'])} indikator, {r['instansi']} instansi",
            )
            for r in rows
        ],
    )


def _missing(s: Statistics) -> Picture:
    rows = sorted(s.regions, key=lambda r: (-r["tanpa_formulasi"], -r["indikator"], r["kode"] or ""))
    average = 100 * (s.total["tanpa_formulasi"] or 0)
    return Picture(
        "tanpa-formulasi",
        "Indikator tanpa formulasi menurut daerah",
        f"Persen dari indikator utama tiap daerah; garis putus-putus: seluruh korpus, {average:.0f}%",
        [
            (
                r["wilayah"] or UNKNOWN,
                100 * r["tanpa_formulasi"],
                f"{100 * r['tanpa_formulasi']:.0f}% dari {r['indikator']}",
            )
            for r in rows
        ],
        AMBER,
        100,
        average,
    )


def _save(folder: Path, picture: Picture) -> list[Path]:
    from matplotlib import pyplot

    height = TOP + BOTTOM + ROW * max(2, min(MOST + 1, len(picture.bars)))
    figure, axes = pyplot.subplots(figsize=(WIDTH, height))
    longest = _paint(axes, picture)
    left = 2 * EDGE + LETTER * longest
    figure.subplots_adjust(left=left / WIDTH, right=1 - EDGE / WIDTH, top=1 - TOP / height, bottom=BOTTOM / height)
    figure.text(EDGE / WIDTH, 1 - 0.38 / height, picture.title, fontsize=14, fontweight="bold", color=INK)
    figure.text(EDGE / WIDTH, 1 - 0.64 / height, picture.below, fontsize=10, color=SOFT)
    paths = [folder / f"{picture.file}.png", folder / f"{picture.file}.svg"]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path in paths:
            figure.savefig(path, dpi=160, metadata={"Date": None} if path.suffix == ".svg" else {"Software": None})
    except OSError as error:
        raise OutputUnwritable(error.strerror or "cannot be written", file=str(folder)) from error
    finally:
        pyplot.close(figure)
    return paths


def _paint(axes: Axes, picture: Picture) -> int:
    """Draws the bars; returns the length of the longest name in letters."""
    bars, left = picture.bars[:MOST], len(picture.bars) - MOST
    names = [_short(name) for name, _, _ in bars]
    places = list(range(len(bars)))
    top = picture.whole or max([value for _, value, _ in bars] + [1])
    if picture.whole:
        axes.barh(places, [picture.whole] * len(bars), color=BED, height=0.68)
    axes.barh(places, [value for _, value, _ in bars], color=picture.colour, height=0.68)
    if picture.average is not None:
        axes.axvline(picture.average, color=SOFT, linewidth=1, linestyle=(0, (4, 3)))
    for at, (_, value, note) in zip(places, bars, strict=True):
        axes.text(value + top * 0.012, at, note, va="center", color=SOFT, fontsize=9)
    axes.set_yticks(places, names)
    axes.set_ylim(max(len(bars), 1) + (0.6 if left > 0 else -0.4), -0.6)
    axes.set_xlim(0, top * 1.42)
    axes.set_xticks([])
    axes.tick_params(length=0)
    axes.set_frame_on(False)
    if left > 0:
        axes.text(0, len(bars), f"dan {left} lainnya", color=SOFT, fontsize=9, va="center")
    return max((len(name) for name in names), default=0)


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rsplit(" ", 1)[0] + " …"


def _number(value: int) -> str:
    return f"{value:,}".replace(",", ".")
