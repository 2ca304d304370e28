"""Is it valid at all? The schema compiled into plain functions, in about a tenth of the time of the general validator.

That one is asked only when something is wrong and somebody must be told what.

Knows the keywords that ``iku.schema.json`` uses; ``compile_check`` refuses a schema with any other.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

Check = Callable[[Any], bool]
_NOTES = frozenset({"title", "description", "x-en", "examples", "$schema", "$id", "$defs"})
_WITH_PROPERTIES = frozenset({"required", "additionalProperties"})
_TYPES: dict[str, Check] = {
    "object": lambda v: isinstance(v, dict),
    "array": lambda v: isinstance(v, list),
    "string": lambda v: isinstance(v, str),
    "boolean": lambda v: isinstance(v, bool),
    "null": lambda v: v is None,
    "number": lambda v: isinstance(v, (int, float)) and not isinstance(v, bool),
    "integer": lambda v: (isinstance(v, int) and not isinstance(v, bool)) or (isinstance(v, float) and v.is_integer()),
}


def compile_check(schema: dict[str, Any]) -> Check:
    """A function that tells whether a value is valid under *schema*. Raises ``ValueError`` on an unknown keyword."""
    built: dict[str, Check] = {}
    definitions = schema.get("$defs", {})

    def by_reference(reference: str) -> Check:
        name = reference.removeprefix("#/$defs/")
        if name not in built:
            built[name] = _all([_rule(k, v, definitions[name], by_reference) for k, v in definitions[name].items()])
        return built[name]

    return _all([_rule(k, v, schema, by_reference) for k, v in schema.items()])


def _all(rules: list[Check | None]) -> Check:
    kept = tuple(rule for rule in rules if rule is not None)
    if len(kept) == 1:
        return kept[0]
    return lambda v: all(rule(v) for rule in kept)


def _nested(schema: dict[str, Any], refer: Callable[[str], Check]) -> Check:
    return _all([_rule(k, v, schema, refer) for k, v in schema.items()])


def _rule(keyword: str, value: Any, schema: dict[str, Any], refer: Callable[[str], Check]) -> Check | None:
    if keyword in _NOTES or (keyword in _WITH_PROPERTIES and "properties" in schema):
        return None
    if keyword == "$ref":
        return refer(value)
    if keyword == "anyOf":
        either = tuple(_nested(part, refer) for part in value)
        return lambda v: any(check(v) for check in either)
    if keyword == "items":
        each = _nested(value, refer)
        return lambda v: not isinstance(v, list) or all(map(each, v))
    if keyword == "properties":
        return _properties(schema, refer)
    if keyword == "additionalProperties":
        every = _nested(value, refer)
        return lambda v: not isinstance(v, dict) or all(map(every, v.values()))
    if keyword == "propertyNames":
        named = _nested(value, refer)
        return lambda v: not isinstance(v, dict) or all(map(named, v))
    return _leaf(keyword, value)


def _properties(schema: dict[str, Any], refer: Callable[[str], Check]) -> Check:
    """Objects with exactly the listed properties: ours are all required and no other is allowed."""
    checks = {name: _nested(part, refer) for name, part in schema["properties"].items()}
    if schema.get("additionalProperties") is not False or set(schema.get("required", ())) != set(checks):
        raise ValueError("only objects with all properties required and no others are known")
    names, pairs = checks.keys(), tuple(checks.items())
    return lambda v: not isinstance(v, dict) or (v.keys() == names and all(check(v[name]) for name, check in pairs))


def _leaf(keyword: str, value: Any) -> Check:
    if keyword == "type":
        if isinstance(value, str):
            return _TYPES[value]
        kinds = tuple(_TYPES[name] for name in value)
        return lambda v: any(kind(v) for kind in kinds)
    if keyword in ("enum", "const"):
        allowed = {(isinstance(x, bool), x) for x in (value if keyword == "enum" else [value])}
        return lambda v: not isinstance(v, (dict, list)) and (isinstance(v, bool), v) in allowed
    if keyword == "pattern":
        search = re.compile(value).search
        return lambda v: not isinstance(v, str) or search(v) is not None
    number, limits = _TYPES["number"], {"minimum": 1, "maximum": -1}
    if keyword in limits:
        sign = limits[keyword]
        return lambda v: not number(v) or sign * v >= sign * value
    if keyword == "minItems":
        return lambda v: not isinstance(v, list) or len(v) >= value
    if keyword == "maxItems":
        return lambda v: not isinstance(v, list) or len(v) <= value
    raise ValueError(f"the schema uses a keyword that is not known here: {keyword}")
