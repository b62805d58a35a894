"""What the checks after the schema share: a fault by its path in the file, and reading what may not be well formed.

These checks run also on files that the schema refuses, so that all problems are told at once; what has the wrong
shape is passed over here, since the schema has told of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from govcheck.tools.schema import MAX_TOLD
from govcheck.tools.yamlfile import Document
from govcheck.words.errors import Problem
from govcheck.words.values import dataclass

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong at a place of a document."""

    path: Path
    message: str
    hint: str
    key: bool = False
    """The key at the path is wrong, not its value."""


def with_faults(document: Document, told: Iterable[Problem], faults: Iterable[Fault]) -> list[Problem]:
    """What the schema told, and the faults at other places: one thing is told once, and of very many the first."""
    problems = list(told)
    places = {(problem.line, problem.column) for problem in problems}
    for fault in islice(faults, MAX_TOLD):
        place = document.at(fault.path, key=fault.key)
        if place not in places:
            problems.append(Problem(document.path, *place, fault.message, fault.hint))
    return problems


def mapping(value: Any) -> Mapping[str, Any]:
    """The value if it is a mapping, else nothing."""
    return value if isinstance(value, dict) else {}


def part(document: Any, *path: str) -> Mapping[str, Any]:
    """The mapping at a path, or nothing."""
    for key in path:
        document = mapping(document).get(key)
    return mapping(document)


def listed(value: Any) -> list[Any]:
    """One or several, as a list; nothing as an empty one."""
    return value if isinstance(value, list) else [] if value is None else [value]


def texts(value: Any) -> list[str]:
    """The texts among one or several."""
    return [one for one in listed(value) if isinstance(one, str)]
