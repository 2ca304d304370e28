"""What grows with a text: every regular expression of the house, and every public function that takes text.

A text is a short piece repeated to 100,000 characters. Which pieces hurt a pattern is told by the pattern itself: the
characters that it names, alone and in pairs.
"""

from __future__ import annotations

import ast
import importlib
import inspect
import pkgutil
import re
import signal
import time
import typing
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from itertools import permutations
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

from iku.extract.errors import IkuError

LENGTH, SECONDS = 100_000, 2.0
ROOMS = ("extract", "normalize", "schemas", "text", "corpus", "corrections", "web", "batch", "cli")
COMMON = ("a", "1", " ", "I", "/", ".", "-", "\n", "(", "A ", "a, ")
_ANCHORED = ("match", "fullmatch")
_ALL = (*_ANCHORED, "search", "sub", "subn", "split", "findall", "finditer")
_OF_CATEGORY = {"DIGIT": "1", "SPACE": " ", "WORD": "a"}
_MOST_CHARACTERS = 9
"""Of the characters that a pattern names; more of them would be pieces without end."""


class Slow(Exception):
    """The time is over."""


def seconds_of(work: Callable[[], object], limit: float) -> float:
    """CPU seconds that *work* takes; *limit* when it is stopped there. What it raises is its own business."""

    def stop(*_: object) -> None:
        raise Slow

    before = signal.signal(signal.SIGVTALRM, stop)
    begun = time.process_time()
    signal.setitimer(signal.ITIMER_VIRTUAL, limit)
    try:
        work()
    except Slow:
        return limit
    except (ValueError, OSError, LookupError, IkuError):
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
    return time.process_time() - begun


def modules(room: str) -> Iterator[ModuleType]:
    """All modules of a room."""
    package = importlib.import_module(f"iku.{room}")
    yield package
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        yield importlib.import_module(found.name)


def patterns(module: ModuleType) -> Iterator[tuple[str, re.Pattern[str], tuple[str, ...]]]:
    """Name, pattern and the methods it is used with, of all regular expressions of a module."""
    source = _source(module)
    for name, value in vars(module).items():
        if callable(value) and getattr(value, "__module__", "") != module.__name__:
            continue  # imported
        for held, found in _within(name, _called(value)):
            methods = re.findall(rf"\b{re.escape(held)}(?:\(\))?\s*\.\s*({'|'.join(_ALL)})\(", source)
            yield held, found, tuple(sorted(set(methods))) or ("finditer",)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and (inline := _inline(node)) is not None:
            yield f"line {node.lineno}", *inline


def _source(module: ModuleType) -> str:
    try:
        return inspect.getsource(module)
    except OSError:  # an empty file
        return ""


def _called(value: Any) -> Any:
    """What a cached function without arguments gives, when that may hold a pattern; else *value*."""
    if not callable(value) or not hasattr(value, "cache_info") or inspect.signature(value).parameters:
        return value
    return value()


def _within(name: str, value: Any, depth: int = 4) -> Iterator[tuple[str, re.Pattern[str]]]:
    """Patterns in *value*, each under the name of what holds it: *name* or a field of a dataclass."""
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield name, value
    elif depth and isinstance(value, Mapping):
        for item in (*value.keys(), *value.values()):
            yield from _within(name, item, depth - 1)
    elif depth and isinstance(value, (list, tuple, set, frozenset)):
        for item in value:
            yield from _within(name, item, depth - 1)
    elif depth and is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            yield from _within(field.name, getattr(value, field.name, None), depth - 1)


def _inline(node: ast.Call) -> tuple[re.Pattern[str], tuple[str, ...]] | None:
    """The pattern of a call such as ``re.sub(r"...", ...)``."""
    call = node.func
    if not (isinstance(call, ast.Attribute) and isinstance(call.value, ast.Name) and call.value.id == "re"):
        return None
    first = node.args[0] if node.args else None
    if call.attr not in _ALL or not isinstance(first, ast.Constant) or not isinstance(first.value, str):
        return None
    named = [n.attr for n in ast.walk(node) if isinstance(n, ast.Attribute) and n is not call]
    flags = sum({int(getattr(re, n)) for n in named if isinstance(getattr(re, n, None), re.RegexFlag)})
    return re.compile(first.value, flags), (call.attr,)


def pieces(pattern: re.Pattern[str]) -> list[str]:
    """Texts to repeat: what the pattern names, alone and in pairs, and what every text holds."""
    named = list(dict.fromkeys(_named(parser.parse(pattern.pattern, pattern.flags))))
    words = [n for n in named if len(n) > 1]
    signs = [n for n in named if len(n) == 1]
    few = signs if len(signs) <= _MOST_CHARACTERS else [*signs[:6], *signs[-3:]]
    joined = ["".join(pair) for pair in permutations(few, 2)]
    spaced = [f" {word}" for word in words[:_MOST_CHARACTERS]]
    return list(dict.fromkeys([*few, *joined, *words[:_MOST_CHARACTERS], *spaced, "".join(signs[:30]), *COMMON]))


def _named(parsed: Any) -> Iterator[str]:
    """One character for everything that a pattern can match, and the words that it spells."""
    word = ""
    for code, value in parsed:
        if str(code) == "LITERAL":
            word += chr(value)
            yield chr(value)
            continue
        if len(word) > 1:
            yield word
        word = ""
        yield from _characters(code, value)
    if len(word) > 1:
        yield word


def _characters(code: Any, value: Any) -> Iterator[str]:
    name = str(code)
    if name in ("ANY", "NOT_LITERAL"):
        yield "x"
    elif name == "IN":
        for kind, item in value:
            yield from _of_class(str(kind), item)
    elif name in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        yield from _named(value[2])
    elif name == "SUBPATTERN":
        yield from _named(value[3])
    elif name == "ATOMIC_GROUP":
        yield from _named(value)
    elif name == "BRANCH":
        for branch in value[1]:
            yield from _named(branch)
    elif name in ("ASSERT", "ASSERT_NOT"):
        yield from _named(value[1])


def _of_class(kind: str, item: Any) -> Iterator[str]:
    if kind == "LITERAL":
        yield chr(item)
    elif kind == "RANGE":
        yield chr(item[0])
    elif kind == "CATEGORY":
        yield _OF_CATEGORY.get(str(item).removeprefix("CATEGORY_"), "~")
    elif kind == "NEGATE":
        yield "~"


def run(pattern: re.Pattern[str], methods: tuple[str, ...], text: str) -> None:
    """Use *pattern* on *text* in every way that the house does."""
    for method in methods:
        if method in ("match", "fullmatch"):
            getattr(pattern, method)(text)
        elif method == "search":
            pattern.search(text)
        else:
            for _ in pattern.finditer(text):
                pass


def functions(module: ModuleType, given: Mapping[str, Any]) -> Iterator[tuple[str, Callable[[str], object]]]:
    """Public functions of a module that take text, each ready to be called with one.

    :param given: values for parameters of other types, by the name of the type."""
    for name, function in vars(module).items():
        if name.startswith("_") or not callable(function) or getattr(function, "__module__", "") != module.__name__:
            continue
        plain = inspect.unwrap(function)
        if inspect.isfunction(plain) and (call := _call(function, plain, given)) is not None:
            yield name, call


def _call(function: Any, plain: Any, given: Mapping[str, Any]) -> Callable[[str], object] | None:
    try:
        hints = typing.get_type_hints(plain)
    except NameError:  # a type that is imported for the checker only
        return None
    texts: list[str] = []
    lists: list[str] = []
    others: dict[str, Any] = {}
    for parameter in inspect.signature(plain).parameters.values():
        hint = hints.get(parameter.name)
        told = str(hint)
        if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
            continue
        if hint is str or told == "str | None":
            texts.append(parameter.name)
        elif re.fullmatch(r"(?:[\w.]+\.)?(?:Sequence|Iterable|list|Collection|tuple)\[str(?:, \.\.\.)?\]", told):
            lists.append(parameter.name)
        elif (name := getattr(hint, "__name__", told)) in given:
            others[parameter.name] = given[name]
        elif parameter.default is parameter.empty:
            return None
    if not texts and not lists:
        return None

    def call(text: str) -> object:
        made = {**others, **dict.fromkeys(texts, text), **dict.fromkeys(lists, (text,))}
        result = function(**made)
        return list(result) if inspect.isgenerator(result) else result

    return call
