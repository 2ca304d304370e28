"""Optional content (layers): which of them a viewer does not show when it opens the file. ISO 32000-1, 8.11."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral


@dataclass(frozen=True, slots=True)
class Layers:
    """The object numbers of the layers that are off in the default configuration."""

    off: frozenset[int] = field(default_factory=frozenset)

    def hides(self, owner: object) -> bool:
        """Whether *owner*, a layer or a membership of layers (a reference or a dictionary), is not shown."""
        if not self.off:
            return False
        if isinstance(owner, PDFObjRef) and owner.objid in self.off:
            return True
        group = resolve1(owner)
        if not isinstance(group, Mapping) or "OCGs" not in group:
            return False
        members = group["OCGs"]
        if not isinstance(members, PDFObjRef) or isinstance(resolve1(members), (list, tuple)):
            members = resolve1(members)
        states = [not self._is_off(m) for m in (members if isinstance(members, (list, tuple)) else [members])]
        policy = resolve1(group.get("P"))
        wanted = str(policy.name) if isinstance(policy, PSLiteral) else "AnyOn"
        if not states:
            return False
        shown = {"AllOn": all(states), "AnyOff": not all(states), "AllOff": not any(states)}.get(wanted, any(states))
        return not shown

    def _is_off(self, member: object) -> bool:
        return isinstance(member, PDFObjRef) and member.objid in self.off


def read_layers(catalog: Mapping[str, Any]) -> Layers:
    """The layers that the document's catalogue switches off. A broken entry hides nothing."""
    properties = resolve1(catalog.get("OCProperties"))
    if not isinstance(properties, Mapping):
        return Layers()
    default = resolve1(properties.get("D"))
    if not isinstance(default, Mapping):
        return Layers()
    off = _numbers(default.get("OFF"))
    state = resolve1(default.get("BaseState"))
    if isinstance(state, PSLiteral) and state.name == "OFF":
        off |= _numbers(properties.get("OCGs")) - _numbers(default.get("ON"))
    return Layers(frozenset(off))


def _numbers(entry: object) -> set[int]:
    listed = resolve1(entry)
    return {r.objid for r in listed if isinstance(r, PDFObjRef)} if isinstance(listed, (list, tuple)) else set()
