"""A file that was read: plain values, and where in the file each of them stands."""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Places:
    """Where values and keys start. Flat, since a large file has hundreds of thousands of them."""

    top: int
    """The place of the document's value. A place is the line shifted left by 32 bits, plus the column, both from 0."""
    starts: Mapping[int, int]
    """By id() of a dict or list: where its entries begin in `marks`."""
    marks: array[int]
    """For each entry of a dict the places of its key and its value, for each item of a list its place."""


@dataclass(frozen=True, eq=False)
class Document:
    """A file as plain values (dict, list, str, int, bool, None), with the place of each. The same only as itself."""

    path: str
    """The file as messages name it."""
    text: str = field(repr=False)
    """Decoded, without byte order mark; line ends as they were."""
    data: Any
    places: Places = field(repr=False)
    _orders: dict[int, dict[str, int]] = field(repr=False, compare=False, default_factory=dict)
    """By id() of a dict: the position of each key, worked out when first asked for."""

    def at(self, path: tuple[str | int, ...], *, key: bool = False) -> tuple[int, int]:
        """Line and column, counted from 1, of a value or of its key; of the nearest parent's key if there is none."""
        here, of_key, of_value = self.data, self.places.top, self.places.top
        for step in path:
            index = self._index(here, step)
            if index is None:
                return unpacked(of_key)
            width = 2 if isinstance(here, dict) else 1
            first = self.places.starts[id(here)] + width * index
            of_key, of_value = self.places.marks[first], self.places.marks[first + width - 1]
            here = here[step]
        return unpacked(of_key if key else of_value)

    def _index(self, here: Any, step: str | int) -> int | None:
        if isinstance(here, list):
            return step if isinstance(step, int) and 0 <= step < len(here) else None
        if not isinstance(here, dict):
            return None
        order = self._orders.get(id(here))
        if order is None:
            order = self._orders[id(here)] = {name: n for n, name in enumerate(here)}
        return order.get(str(step))


def packed(mark: Any) -> int:
    """The place of one of the parser's marks."""
    return mark.line << 32 | mark.column  # type: ignore[no-any-return]  # the C parser's marks have no types


def unpacked(place: int) -> tuple[int, int]:
    """Line and column of a place, counted from 1."""
    return (place >> 32) + 1, (place & 0xFFFFFFFF) + 1
