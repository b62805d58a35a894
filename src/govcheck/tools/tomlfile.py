"""Reads one table of a TOML file as plain values with their places, as far as a library that keeps none allows."""

from __future__ import annotations

import re
import tomllib
from array import array
from collections.abc import Sequence
from typing import Any

from govcheck.tools.document import Document, Places
from govcheck.tools.yamltext import decode, unwanted
from govcheck.words.errors import InvalidInput, Problem

_PLACE = re.compile(r" \(at line ([0-9]+), column ([0-9]+)\)$| \(at end of document\)$")


def table(data: bytes, shown: str, name: Sequence[str]) -> Document | None:
    """The table of this name, such as ("tool", "govcheck"); None where there is none. Raises InvalidInput."""
    text = decode(data, shown)
    if problems := list(unwanted(text, shown)):
        raise InvalidInput(problems)
    try:
        found: Any = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput([_problem(shown, text, str(error))]) from None
    for key in name:
        found = found.get(key) if isinstance(found, dict) else None
    if found is None:
        return None
    header = re.compile(rf"^[ \t]*\[[ \t]*{'[. ]+'.join(map(re.escape, name))}", re.MULTILINE)
    start = header.search(text)
    return _with_places(found, shown, text, start.start() if start else 0)


def _problem(shown: str, text: str, message: str) -> Problem:
    """The parser's message, with the place taken out of it."""
    place = _PLACE.search(message)
    line, column = (int(place[1]), int(place[2])) if place and place[1] else (text.count("\n") + 1, 1)
    says = message[: place.start()] if place else message
    return Problem(shown, line, column, f"this cannot be read as TOML: {says[:1].lower()}{says[1:]}", "correct it")


def _with_places(data: Any, shown: str, text: str, start: int) -> Document:
    starts: dict[int, int] = {}
    marks: list[int] = []

    def keep(value: Any, at: int) -> None:
        """Each key is looked for behind the one above it, so a place may be that of a namesake, never far from it."""
        if isinstance(value, dict):
            places = {key: _key(text, key, at) for key in value}
            starts[id(value)] = len(marks)
            marks.extend(_packed(text, place) for place in places.values() for _ in "kv")
            for key, inner in value.items():
                keep(inner, places[key])
        elif isinstance(value, list):
            starts[id(value)] = len(marks)
            marks.extend(_packed(text, at) for _ in value)
            for inner in value:
                keep(inner, at)

    keep(data, start)
    return Document(shown, text, data, Places(_packed(text, start), starts, array("Q", marks)))


def _key(text: str, key: str, start: int) -> int:
    found = re.compile(rf"(?<![\w-])(?:{re.escape(key)}|[\"']{re.escape(key)}[\"'])[ \t]*[=.\]]").search(text, start)
    return found.start() if found else start


def _packed(text: str, at: int) -> int:
    return text.count("\n", 0, at) << 32 | at - (text.rfind("\n", 0, at) + 1)
