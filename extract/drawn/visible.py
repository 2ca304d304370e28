"""Which glyphs a reader of the paper sees: not those of another layer, under a cover, clipped away, white on white."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import groupby

from iku.extract.drawn.marks import FAINTEST, Drawing, Glyph, Picture, Shape, inner
from iku.extract.drawn.pixels import Pixels
from iku.extract.model import Box

PAPER = 0.97
"""Paint lighter than this (0 black, 1 white) does not stand out from paper."""
DARK = 0.35
ALIKE = 0.03
"""Luminances nearer than this are one: text in the colour of its ground is not seen."""
SEEN_SHARE = 0.45
"""A glyph of which a clip leaves less than this part is cut away."""
OPAQUE = 0.95
UNSEEN_MODES = (3, 7)
"""Text rendering modes that paint nothing: invisible, and clip only."""
MOSTLY = 0.9
"""Where more than this part of a page's text is unseen for one reason (a layer under a scan), it is the page's text."""
SHOWN = 0.6
"""A picture that has ink at this part of the letters under it shows them, or their like."""
PART_SHOWN = 0.2
"""A line of which at least this part shows may be read whole."""
DOUBTED = 0.5
"""Where less than this part of the letters seems to be seen, a sample of the others is looked for in the pixels."""
SAMPLE = 100
THIN = 3.0
Ground = Shape | Picture


def visible_glyphs(drawing: Drawing, pixels: Pixels) -> list[Glyph]:
    """The glyphs that are seen, in drawing order.

    Where most of the text seems hidden for its colour or under covers, and the page shows print there, it is not."""
    page = Box(0, 0, drawing.width, drawing.height)
    glyphs = _within_clips([g for g in drawing.glyphs if _in_place(g, page)])
    painted = [g for g in glyphs if g.mode not in UNSEEN_MODES]
    if _letters(painted) > (1 - MOSTLY) * _letters(glyphs):
        glyphs = painted
    seen = _standing_out(_uncovered(glyphs, drawing, pixels), drawing, pixels)
    if _letters(seen) >= DOUBTED * _letters(glyphs):
        return seen
    kept = {id(g) for g in seen}
    hidden = [g for g in glyphs if id(g) not in kept and not g.text.isspace()]
    sample = hidden[:: max(1, len(hidden) // SAMPLE)]
    shown = sum(pixels.shows(g.box) for g in sample if not any(g.box.overlap(s.box) > 0 for s in seen))
    return glyphs if shown >= SHOWN * len(sample) else seen


def _in_place(glyph: Glyph, page: Box) -> bool:
    """On the page, on a layer that is on, with any opacity."""
    box = glyph.box
    return not glyph.scene.off and glyph.alpha >= FAINTEST and page.holds(box.cx, box.cy)


def _within_clips(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs that their clip leaves. A word that it cuts is read whole where half of it shows, and else not at all:
    what is left of it says nothing."""
    outside = {id(g) for g in glyphs if g.scene.clip is not None and _cut_away(g.box, g.scene.clip)}
    if not outside:
        return list(glyphs)
    kept: list[Glyph] = []
    for run in _line_runs(glyphs):
        for blank, own in groupby(run, key=lambda g: g.text.isspace()):
            word = list(own)
            inside = [g for g in word if id(g) not in outside]
            kept += inside if blank else word if 2 * len(inside) >= len(word) else []
    return kept


def _cut_away(box: Box, clip: Box) -> bool:
    if clip.x0 <= box.x0 and clip.x1 >= box.x1 and clip.top <= box.top and clip.bottom >= box.bottom:
        return False
    rest = inner(box, clip)
    return rest is None or rest.width < SEEN_SHARE * box.width or rest.height < SEEN_SHARE * box.height


def _letters(glyphs: Sequence[Glyph]) -> int:
    return len(glyphs) - sum([g.text.isspace() for g in glyphs])


def _uncovered(glyphs: list[Glyph], drawing: Drawing, pixels: Pixels) -> list[Glyph]:
    """Without the glyphs over which something opaque was drawn later. A picture hides them only where it does not show
    the same itself: the scan of a signed block lies over the block, the layer of a scanner under its page."""
    if not glyphs:
        return glyphs
    first = glyphs[0].order
    shapes = [(s, b) for s in drawing.shapes if s.order > first and (b := cover_of(s)) is not None]
    under = _whole(glyphs, {id(g) for g in _under(glyphs, shapes)})
    for picture in drawing.pictures:
        if picture.order > first and _covers(picture):
            pasted = [g for g in _under(glyphs, [(picture, picture.box)]) if id(g) not in under]
            letters = [g for g in pasted if not g.text.isspace()]
            if sum(pixels.shows(g.box) for g in letters) < SHOWN * len(letters):
                under |= {id(g) for g in pasted}
    return [g for g in glyphs if id(g) not in under] if under else glyphs


def _whole(glyphs: Sequence[Glyph], under: set[int]) -> set[int]:
    """The covered glyphs without those of lines whose end shows and over whose beginning nothing is printed: it is read
    whole. A line whose end is covered runs out of its cell."""
    if not under:
        return under
    kept = set(under)
    for run in _line_runs(glyphs):
        hidden = [g for g in run if id(g) in under]
        if not hidden or len(hidden) > (1 - PART_SHOWN) * len(run) or id(run[-1]) in under:
            continue
        over = [g for g in glyphs if g.order > hidden[-1].order and id(g) not in under and not g.text.isspace()]
        if not any(h.box.overlap(g.box) > 0 for g in over for h in hidden):
            kept -= {id(g) for g in hidden}
    return kept


def _line_runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs drawn one after another along one line."""
    runs: list[list[Glyph]] = []
    for glyph in glyphs:
        last = runs[-1][-1] if runs else None
        if last and abs(last.box.top - glyph.box.top) < 1 and abs(glyph.box.x0 - last.box.x1) < glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def cover_of(shape: Shape) -> Box | None:
    """What an opaque filled rectangle hides; None for anything else."""
    scene, box = shape.scene, shape.box
    if not shape.fill or shape.ring or shape.kind != "rect" or shape.fill_grey is None:
        return None
    if (
        scene.off
        or not scene.plain
        or not scene.exact
        or scene.fill_alpha < OPAQUE
        or min(box.width, box.height) <= THIN
    ):
        return None
    return box if scene.clip is None else inner(box, scene.clip)


def _covers(picture: Picture) -> bool:
    scene = picture.scene
    return picture.opaque and not scene.off and scene.plain and scene.exact and scene.fill_alpha >= OPAQUE


def _under(glyphs: list[Glyph], covers: Sequence[tuple[Ground, Box]]) -> list[Glyph]:
    """The glyphs whose middle a later cover lies on."""
    if not covers:
        return []
    rows = sorted(glyphs, key=lambda g: g.box.cy)
    ys = [g.box.cy for g in rows]
    found: dict[int, Glyph] = {}
    for cover, box in covers:
        for glyph in rows[bisect_left(ys, box.top) : bisect_right(ys, box.bottom)]:
            if glyph.order < cover.order and box.x0 <= glyph.box.cx <= box.x1:
                found[id(glyph)] = glyph
    return list(found.values())


def _standing_out(glyphs: list[Glyph], drawing: Drawing, pixels: Pixels) -> list[Glyph]:
    """Without the glyphs in the colour of what they stand on."""
    grounds: list[Ground] = [s for s in drawing.shapes if _is_ground(s)]
    black = any(isinstance(s, Shape) and s.fill_grey is not None and s.fill_grey < DARK for s in grounds)
    grounds += [p for p in drawing.pictures if not p.scene.off]
    grounds.sort(key=lambda mark: mark.order, reverse=True)

    def seen(glyph: Glyph) -> bool:
        grey = glyph.grey
        if glyph.text.isspace() or (grey is not None and grey < PAPER and not (black and grey < DARK)):
            return True
        x, y = glyph.box.cx, glyph.box.cy
        ground = next((m for m in grounds if m.order < glyph.order and _lies_under(m, x, y)), None)
        return _differs(glyph, ground, pixels)

    return [g for g in glyphs if seen(g)]


def _differs(glyph: Glyph, ground: Ground | None, pixels: Pixels) -> bool:
    """Whether the glyph stands out from the *ground* under it (None: paper); in doubt the pixels say."""
    grey = glyph.grey
    if grey is not None and ground is None:
        return grey < PAPER
    if grey is None or isinstance(ground, Picture) or ground is None:
        return (grey is not None and grey < PAPER) or pixels.shows(glyph.box)
    if ground.fill_grey is None or ground.kind == "curve" or ground.scene.fill_alpha < OPAQUE:
        return grey < PAPER or pixels.shows(glyph.box)
    return abs(grey - ground.fill_grey) > ALIKE or (not ground.scene.exact and pixels.shows(glyph.box))


def _is_ground(shape: Shape) -> bool:
    box, scene = shape.box, shape.scene
    painted = shape.fill and not shape.ring and not scene.off and scene.fill_alpha >= FAINTEST
    return painted and min(box.width, box.height) > THIN


def _lies_under(mark: Ground, x: float, y: float) -> bool:
    clip = mark.scene.clip
    return mark.box.holds(x, y) and (clip is None or clip.holds(x, y))
