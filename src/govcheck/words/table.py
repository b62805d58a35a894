"""A table that goes out, to be filled in and come back or to be read."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import field

from govcheck.words.errors import Refused
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Column:
    """A column of a table."""

    heading: str
    width: int = 14
    """In characters, where a format has widths."""
    choices: tuple[str, ...] = ()
    """What may be filled in; empty: anything."""
    filled_in: bool = False
    """It is for the reader to fill in."""
    day: bool = False
    """Its texts are dates, or empty."""


@dataclass(frozen=True)
class Table:
    """What is sent: rows of texts, and how to fill them in where they are to be."""

    title: str
    about: tuple[str, ...]
    """Sentences for somebody who has not seen the program."""
    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]

    @property
    def headings(self) -> tuple[str, ...]:
        return tuple(column.heading for column in self.columns)


@dataclass(frozen=True)
class Row:
    """A row that came back."""

    number: int
    """Its line or row in the file, from 1."""
    cells: Mapping[str, str] = field(default_factory=dict)
    """By heading; a heading without a cell is absent."""

    def __getitem__(self, heading: str) -> str:
        return self.cells.get(heading, "")


BLANK = " \t\r\n\xa0\ufeff"
"""A byte order mark comes into a heading where a program reads text as something else."""


def is_head(cells: Iterable[str], key: str) -> bool:
    """Whether these are the headings of a table that has a column of this name."""
    return key.casefold() in (text.strip(BLANK).casefold() for text in cells)


def columns_read(head: Sequence[str], headings: Collection[str], shown: str) -> Mapping[int, str]:
    """The columns that are read, by place, whatever stands beside them and in whichever order.

    Raises Refused where two have the same heading: nobody can tell which one is meant.
    """
    known = {heading.casefold(): heading for heading in headings}
    found: dict[int, str] = {}
    for place, text in enumerate(head):
        heading = known.get(" ".join(text.strip(BLANK).split()).casefold())
        if heading in found.values():
            raise Refused(f"{shown} has two columns {heading}", "keep one of them")
        if heading:
            found[place] = heading
    return found
