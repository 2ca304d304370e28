"""The compiled schema says valid exactly where the general validator does."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from test_schema_validate import agency

from schemas.fast import compile_check
from schemas.validate import load_schema

ODD = [None, True, False, 0, 1, -1, 1.0, 1.5, 90, 10**6, "", "x", "teks", "2021", "32.76", [], [1], {}, {"a": 1}]


def mutated(data: Any, dice: random.Random) -> Any:
    """*data* with one value anywhere in it replaced, removed or added."""
    data = copy.deepcopy(data)
    spots: list[tuple[Any, Any]] = []

    def walk(node: Any) -> None:
        for key, child in list(node.items() if isinstance(node, dict) else enumerate(node)):
            spots.append((node, key))
            if isinstance(child, (dict, list)):
                walk(child)

    walk(data)
    node, key = dice.choice(spots)
    match dice.randrange(4):
        case 0:
            del node[key]
        case 1 if isinstance(node, dict):
            node["tambahan"] = dice.choice(ODD)
        case _:
            node[key] = dice.choice(ODD)
    return data


def test_agrees_with_the_general_validator_on_three_thousand_damaged_files() -> None:
    check, general = compile_check(load_schema()), Draft202012Validator(load_schema())
    dice, whole, verdicts = random.Random(7), agency(), set()
    for _ in range(3000):
        data = mutated(whole, dice)
        verdict = check(data)
        assert verdict == general.is_valid(data), data
        verdicts.add(verdict)
    assert verdicts == {True, False}


@pytest.mark.parametrize("schema", [{"type": "string", "format": "date"}, {"properties": {"a": {}}}, {"oneOf": []}])
def test_keyword_that_it_does_not_know_is_refused(schema: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="known"):
        compile_check(schema)
