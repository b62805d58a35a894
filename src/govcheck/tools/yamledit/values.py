"""Plain values (dict, list, str, int, bool, None): what is there compared with what is wanted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import Enum, auto
from itertools import takewhile, zip_longest
from typing import Any


def plain(value: Any) -> Any:
    """The value made of plain types only. Raises TypeError for what a file cannot hold."""
    if isinstance(value, Mapping):
        return {plain(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, str):
        return str.__str__(value)  # of an enum member, its text
    if isinstance(value, Sequence):
        return [plain(inner) for inner in value]
    if value is None or isinstance(value, bool | int):
        return value
    raise TypeError(f"{type(value).__name__} has no place in a file")


def same(one: Any, other: Any) -> bool:
    """Whether a file would hold the same: the order of keys does not matter, and 1 is not true."""
    if type(one) is not type(other):
        return False
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(same(inner, other[key]) for key, inner in one.items())
    if isinstance(one, list):
        return len(one) == len(other) and all(map(same, one, other))
    return bool(one == other)


def alike(one: Any, other: Any) -> bool:
    """Whether one can become the other bit by bit: lists that are not empty, or mappings with a key in common."""
    if isinstance(one, dict) and isinstance(other, dict):
        return bool(one.keys() & other.keys())
    return isinstance(one, list) and isinstance(other, list) and bool(one and other)


def aligned(old: list[Any], new: list[Any]) -> list[tuple[int | None, int | None]]:
    """Positions in both lists side by side: what is equal at the ends, the rest one by one; None where one is short."""
    head = sum(1 for _ in takewhile(lambda pair: same(*pair), zip(old, new, strict=False)))
    rest = zip(reversed(old[head:]), reversed(new[head:]), strict=False)
    tail = sum(1 for _ in takewhile(lambda pair: same(*pair), rest))
    middle = zip_longest(range(head, len(old) - tail), range(head, len(new) - tail))
    ends = [(len(old) - n, len(new) - n) for n in range(tail, 0, -1)]
    return [*((n, n) for n in range(head)), *middle, *ends]


def nested(path: Sequence[str], value: Any) -> Any:
    """The value below the keys of the path: `("a", "b")` gives {"a": {"b": value}}."""
    for key in reversed(path):
        value = {key: value}
    return value


class Absent(Enum):
    """Stands for an entry that shall not be there."""

    ABSENT = auto()


ABSENT = Absent.ABSENT


def changed_at(old: Any, path: Sequence[str], value: Any) -> Any:
    """The old value with another one at the path. Raises TypeError where there is neither a mapping nor nothing."""
    if not isinstance(old, dict | None):
        raise TypeError(path[0])
    entries = old or {}
    if path[1:]:
        return {**entries, path[0]: changed_at(entries.get(path[0]), path[1:], value)}
    return {key: inner for key, inner in {**entries, path[0]: value}.items() if inner is not ABSENT}
