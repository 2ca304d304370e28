"""Is this a valid agency file? Every problem says what is wrong, where, and why, in Indonesian and English.

The shape is JSON Schema 2020-12 (``iku.schema.json``), checked by jsonschema; what one part of a file says about
another is ``schemas.references``.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from iku.schemas.references import Mismatch, mismatches

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

SCHEMA_ID = "urn:iku:skema:instansi:2"
CONTRACT_VERSION = "2.0"
Step = str | int
_ANNOTATIONS = ("title", "description", "x-en")
"""Keywords of a schema that allow and forbid nothing."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken rule. ``path`` is exact (``dokumen[0].indikator[3].satuan``; ``steps`` are its parts), ``where`` is
    for people (the file and page that the value came from), ``what`` names the field, ``why_id`` and ``why_en`` say
    what was expected."""

    path: str
    where: str
    what: str
    why_id: str
    why_en: str
    steps: tuple[Step, ...] = ()

    def text(self, language: str = "id") -> str:
        """One line for a person; *language* is ``id`` or ``en``."""
        return f"{self.path} ({self.where}): {self.what}: {self.why_en if language == 'en' else self.why_id}"


def validate_agency(data: Any) -> list[Problem]:
    """All problems of one agency file, in the order of their place; an empty list means valid. Never raises."""
    errors = [leaf for error in _validator().iter_errors(data) for leaf in _leaves(error)]
    if not errors:
        return [_from_mismatch(m, data) for m in mismatches(data)]
    return sorted((_from_schema(error, data) for error in errors), key=lambda p: p.path)


def load_schema() -> dict[str, Any]:
    """The published schema as it stands in the package."""
    schema: dict[str, Any] = json.loads(resources.files(__package__).joinpath("iku.schema.json").read_text("utf-8"))
    return schema


@cache
def _validator() -> Draft202012Validator:
    from jsonschema import Draft202012Validator, validators  # 0.1 CPU seconds that only this needs

    whole = Draft202012Validator.VALIDATORS["items"]

    def items(validator: Any, items: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
        """Lists of plain values (boxes, by the thousand) without a walk through each of them."""
        plain = isinstance(items, dict) and items.keys() <= {"type", *_ANNOTATIONS} and isinstance(instance, list)
        if not plain or not all(_is_of(validator, value, items.get("type", [])) for value in instance):
            yield from whole(validator, items, instance, schema)

    quick = validators.extend(Draft202012Validator, {"items": items})
    schema = load_schema()
    return quick(_without_references(schema, schema["$defs"]))


def _is_of(validator: Any, value: Any, types: str | Sequence[str]) -> bool:
    return any(validator.is_type(value, kind) for kind in ((types,) if isinstance(types, str) else types))


def _without_references(part: Any, shapes: Mapping[str, Any], within: tuple[str, ...] = ()) -> Any:
    """*part* of the schema with the shapes that it refers to in their places, which spares a look-up for every value;
    a shape within itself stays a reference."""
    if isinstance(part, list):
        return [_without_references(item, shapes, within) for item in part]
    if not isinstance(part, dict):
        return part
    name = str(part.get("$ref", "")).removeprefix("#/$defs/")
    if name in shapes and name not in within and part.keys() <= {"$ref", *_ANNOTATIONS}:
        said = {key: value for key, value in part.items() if key != "$ref"}
        return said | _without_references(shapes[name], shapes, (*within, name))
    return {key: value if key == "$defs" else _without_references(value, shapes, within) for key, value in part.items()}


@cache
def _messages() -> dict[str, dict[str, str]]:
    return tomllib.loads(resources.files("iku.schemas").joinpath("data/problems.toml").read_text(encoding="utf-8"))


def _leaves(error: ValidationError) -> Iterator[ValidationError]:
    """The errors that matter: of "this shape or null" the errors of the shape, unless nothing of it fits."""
    shapes = [e for e in error.context or () if e.validator != "type" or e.path]
    if error.validator == "anyOf" and shapes:
        for shape in shapes:
            yield from _leaves(shape)
    elif error.validator == "anyOf" and error.context:
        yield error.context[0]
    else:
        yield error


def _from_schema(error: ValidationError, data: Any) -> Problem:
    path = list(error.absolute_path)
    expected, found = error.validator_value, error.instance
    if error.validator == "required":
        expected = sorted(set(error.validator_value) - set(error.instance))
    elif error.validator == "additionalProperties":
        found = sorted(set(error.instance) - set(error.schema.get("properties", {})))
    if "propertyNames" in error.absolute_schema_path:
        path.append(str(error.instance))
    schema = error.schema if isinstance(error.schema, dict) else {}
    title = str(schema.get("title") or (path[-1] if path else "berkas"))
    return _problem(str(error.validator), path, title, expected, found, data)


def _from_mismatch(mismatch: Mismatch, data: Any) -> Problem:
    return _problem(mismatch.rule, mismatch.path, str(mismatch.path[-1]), mismatch.expected, mismatch.found, data)


def _problem(rule: str, path: list[Step], what: str, expected: Any, found: Any, data: Any) -> Problem:
    messages = _messages()
    words = messages.get(rule)
    if words is None:
        words, found, expected = messages["other"], found, rule
    values = {"expected": _short(expected), "found": _short(found)}
    return Problem(
        path=path_text(path),
        where=_place(path, data),
        what=what,
        why_id=words["id"].format(**values),
        why_en=words["en"].format(**values),
        steps=tuple(path),
    )


def path_text(path: Iterable[Step]) -> str:
    """``["dokumen", 0, "id"]`` as ``dokumen[0].id``; the whole file is ``$``."""
    out = ""
    for step in path:
        out += f"[{step}]" if isinstance(step, int) else f".{step}" if out else step
    return out or "$"


def _place(path: list[Step], data: Any) -> str:
    """The file and the page nearest above *path*, for people."""
    file, page, node = "", "", data
    for step in path:
        if not isinstance(node, (dict, list)):
            break
        try:
            node = node[step]  # type: ignore[index]
        except (KeyError, IndexError, TypeError):
            break
        if isinstance(node, dict):
            file = str(node.get("berkas") or file)
            origin = node.get("asal") if isinstance(node.get("asal"), dict) else node
            found = origin.get("halaman") if isinstance(origin, dict) else None
            page = f", halaman {found}" if isinstance(found, int) else page
    return (file or "-") + page


def _short(value: Any, limit: int = 120) -> str:
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= limit else text[: limit - 1] + "…"
