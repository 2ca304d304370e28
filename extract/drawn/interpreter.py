"""pdfminer's interpreter of page content, with what it leaves out: clips, opacity, layers, inherited state of forms.

Everything it meets goes to a :class:`~iku.extract.drawn.device.Collector`, which keeps it in drawing order.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdftypes import PDFStream, dict_value, list_value, resolve1, stream_value
from pdfminer.psexceptions import PSEOF
from pdfminer.psparser import PSKeyword, PSLiteral, keyword_name, literal_name
from pdfminer.utils import MATRIX_IDENTITY, Matrix, mult_matrix

from iku.extract.drawn.annotations import shown_notes
from iku.extract.drawn.colours import Inks, ink_space
from iku.extract.drawn.device import UNKNOWN, Collector
from iku.extract.drawn.layers import Layers
from iku.extract.drawn.marks import Scene
from iku.extract.drawn.tokens import ContentParser

MAX_FORMS = 60
"""Forms inside forms deeper than this are not followed: no program nests so, and Python's stack is finite."""


class Interpreter(PDFPageInterpreter):
    """Runs the content of one page, and of the forms and annotations on it."""

    device: Collector

    def __init__(self, rsrcmgr: PDFResourceManager, device: Collector, layers: Layers) -> None:
        super().__init__(rsrcmgr, device)
        self.layers = layers
        self.scene = Scene()
        self.depth = 0
        self._above: Interpreter | None = None
        self._tags: list[tuple[bool, bool, int]] = []

    def dup(self) -> Interpreter:
        child = Interpreter(self.rsrcmgr, self.device, self.layers)
        child.depth, child._above, child.scene = self.depth + 1, self, self.scene
        return child

    def draw(self, page: PDFPage, ctm: Matrix) -> None:
        """The content of *page*, then its annotations. *ctm* leads from PDF space to points of the page as shown."""
        self.render_contents(page.resources, page.contents, ctm=ctm)
        self.init_state(ctm)
        for note in shown_notes(page.annots, self.layers):
            self._set(Scene(annotation=True))
            before = self.device.count
            if note.look is not None:
                self._run_form(*note.look)
            if note.held is not None:
                self.device.write(note.held, note.rect, before)

    def execute(self, streams: Sequence[object]) -> None:
        """Runs all operators of *streams*; unknown ones and streams that already run further up are left out."""
        self.stream_ids.clear()
        own: list[PDFStream] = []
        for stream in map(stream_value, streams):
            if stream.objid is not None and stream.objid not in self.parent_stream_ids:
                own.append(stream)
                self.stream_ids.add(stream.objid)
        try:
            parser = ContentParser(own)
        except PSEOF:
            return
        while True:
            try:
                _, token = parser.nextobject()
            except PSEOF:
                return
            self._run(token)

    def _run(self, token: Any) -> None:
        if not isinstance(token, PSKeyword):
            self.push(token)
            return
        method, operands = _operator(keyword_name(token))
        if not method:
            return
        given = self.pop(operands) if operands else []
        if len(given) == operands:
            getattr(self, method)(*given)

    def init_resources(self, resources: dict[object, object]) -> None:
        super().init_resources(resources)
        spaces = resolve1(resources.get("ColorSpace")) if resources else None
        for name, spec in (spaces or {}).items() if isinstance(spaces, Mapping) else ():
            inks = ink_space(resolve1(spec))
            if inks is not None:
                self.csmap[name] = inks

    def init_state(self, ctm: Matrix) -> None:
        super().init_state(ctm)
        if self._above is not None:
            self.graphicstate = self._above.graphicstate.copy()
        self._set(self.scene)

    def _set(self, scene: Scene) -> None:
        self.scene = self.device.scene = scene

    def get_current_state(self) -> Any:
        return (*super().get_current_state(), self.scene)

    def set_current_state(self, state: Any) -> None:
        super().set_current_state(state[:3])
        now = self.scene
        self._set(state[3]._replace(off=now.off, watermark=now.watermark, mark=now.mark))

    def do_gs(self, name: Any) -> None:
        settings = resolve1(dict_value(self.resources.get("ExtGState", {})).get(literal_name(name)))
        if not isinstance(settings, Mapping):
            return
        scene = self.scene
        fill, stroke = resolve1(settings.get("ca")), resolve1(settings.get("CA"))
        if isinstance(fill, (int, float)):
            scene = scene._replace(fill_alpha=float(fill))
        if isinstance(stroke, (int, float)):
            scene = scene._replace(stroke_alpha=float(stroke))
        if "BM" in settings or "SMask" in settings:
            blend, mask = resolve1(settings.get("BM")), resolve1(settings.get("SMask"))
            blend = resolve1(blend[0]) if isinstance(blend, (list, tuple)) and blend else blend
            plain = _is_name(blend, "Normal", "Compatible") and _is_name(mask, "None")
            scene = scene._replace(plain=plain)
        self._set(scene)

    def do_W(self) -> None:
        if self.curpath:
            self._set(self.device.clipped(self.curpath))

    def do_W_a(self) -> None:
        self.do_W()

    def do_F(self) -> None:
        self.do_f()

    def do_sh(self, name: object) -> None:
        self.device.shading()

    def do_cs(self, name: Any) -> None:
        super().do_cs(name)
        self.graphicstate.ncolor = _first_colour(self.graphicstate.ncs)

    def do_CS(self, name: Any) -> None:
        super().do_CS(name)
        self.graphicstate.scolor = _first_colour(self.graphicstate.scs)

    def do_scn(self) -> None:
        space = self.graphicstate.ncs
        if not isinstance(space, Inks):
            return super().do_scn()
        grey = space.grey(self.pop(space.ncomponents))
        self.graphicstate.ncolor = UNKNOWN if grey is None else grey

    def do_SCN(self) -> None:
        space = self.graphicstate.scs
        if not isinstance(space, Inks):
            return super().do_SCN()
        grey = space.grey(self.pop(space.ncomponents))
        self.graphicstate.scolor = UNKNOWN if grey is None else grey

    def do_BMC(self, tag: Any) -> None:
        self._tags.append((self.scene.off, self.scene.watermark, self.scene.mark))

    def do_BDC(self, tag: Any, props: Any) -> None:
        self.do_BMC(tag)
        if _is_name(tag, "OC") and isinstance(props, PSLiteral):
            owner = dict_value(self.resources.get("Properties", {})).get(literal_name(props))
            if self.layers.hides(owner):
                self._set(self.scene._replace(off=True))
        elif _is_name(tag, "Artifact") and isinstance(props, Mapping) and _named(props.get("Subtype"), "Watermark"):
            self._set(self.scene._replace(watermark=True))
        elif self.depth == 0 and (mark := self._mark(props)) is not None:
            self._set(self.scene._replace(mark=mark))

    def _mark(self, props: Any) -> int | None:
        """The number of a marked content, given in place or under a name of the resources."""
        if isinstance(props, PSLiteral):
            props = resolve1(dict_value(self.resources.get("Properties", {})).get(literal_name(props)))
        number = resolve1(props.get("MCID")) if isinstance(props, Mapping) else None
        return number if isinstance(number, int) else None

    def do_EMC(self) -> None:
        if self._tags:
            off, watermark, mark = self._tags.pop()
            self._set(self.scene._replace(off=off, watermark=watermark, mark=mark))

    def do_TJ(self, seq: Any) -> None:
        self.device.next_show(self.textstate.render)
        super().do_TJ(seq)

    def do_EI(self, obj: Any) -> None:
        if isinstance(obj, PDFStream):
            self.device.picture(obj)

    def do_Do(self, xobjid_arg: Any) -> None:
        try:
            xobj = stream_value(self.xobjmap[literal_name(xobjid_arg)])
        except KeyError:
            return
        if self.layers.hides(xobj.get("OC")):
            return
        subtype = resolve1(xobj.get("Subtype"))
        if _named(subtype, "Form"):
            matrix = list_value(xobj["Matrix"]) if "Matrix" in xobj else MATRIX_IDENTITY
            self._run_form(xobj, _matrix(matrix))
        elif _named(subtype, "Image"):
            self.device.picture(xobj)

    def _run_form(self, form: PDFStream, matrix: Matrix) -> None:
        if self.depth >= MAX_FORMS:
            return
        child = self.subinterp()
        assert isinstance(child, Interpreter)
        ctm = mult_matrix(matrix, self.ctm)
        if "BBox" in form:
            x0, y0, x1, y1 = (float(resolve1(v)) for v in list_value(form["BBox"]))
            corners = [("m", x0, y0), ("l", x1, y0), ("l", x1, y1), ("l", x0, y1)]
            self.device.set_ctm(ctm)
            child.scene = self.device.clipped(corners)
        own = form.get("Resources")
        child.render_contents(dict_value(own) if own else self.resources.copy(), [form], ctm=ctm)
        self.device.set_ctm(self.ctm)
        self._set(self.scene)


@lru_cache(maxsize=256)
def _operator(name: str) -> tuple[str, int]:
    """The method for an operator, and how many operands it takes; an empty name where there is none."""
    method = "do_" + name.replace("*", "_a").replace('"', "_w").replace("'", "_q")
    own = getattr(Interpreter, method, None)
    return (method, own.__code__.co_argcount - 1) if own is not None else ("", 0)


def _matrix(values: Sequence[Any]) -> Matrix:
    a, b, c, d, e, f = (float(resolve1(v)) for v in values)
    return (a, b, c, d, e, f)


def _is_name(value: Any, *names: str) -> bool:
    """Whether *value* is one of the names, or missing."""
    return value is None or _named(value, *names)


def _named(value: Any, *names: str) -> bool:
    value = resolve1(value)
    return isinstance(value, PSLiteral) and value.name in names


def _first_colour(space: Any) -> Any:
    """The colour that holds right after a space was chosen: ISO 32000-1, table 74."""
    if isinstance(space, Inks):
        first = space.grey([0.0 if space.name in ("Indexed", "I", "Lab") else 1.0] * space.ncomponents)
        return UNKNOWN if first is None else first
    if space.name == "Pattern":
        return UNKNOWN
    return (0.0, 0.0, 0.0, 1.0) if space.ncomponents == 4 else 0.0
