"""A syntax error of the parser with the text around it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

from govcheck.words.values import dataclass

_NEAR = 300  # lines that are looked at above an error


class Sentence(NamedTuple):
    line: int
    """Counted from 0, as is the column."""
    column: int
    message: str
    hint: str


@dataclass(frozen=True)
class Fault:
    """A syntax error with what surrounds it. Lines and columns are counted from 0."""

    text: str
    """The line of the error."""
    line: int
    column: int
    opening: str
    """The line where the construct began that the parser was reading, or that of the error."""
    opened: tuple[int, int]
    """The place in it."""
    above: tuple[str, ...]
    """Some of the lines above, the nearest first."""
    below: tuple[str, ...]
    """Some of the lines below."""
    last: yaml.Event | None
    """The last thing that was read without error."""

    @property
    def before(self) -> str:
        return self.text[: self.column]

    @property
    def sign(self) -> str:
        return self.text[self.column : self.column + 1]

    @property
    def opener(self) -> str:
        return self.opening[self.opened[1] : self.opened[1] + 1]

    def here(self, message: str, hint: str) -> Sentence:
        return Sentence(self.line, self.column, message, hint)

    def start(self, message: str, hint: str) -> Sentence:
        return Sentence(*self.opened, message, hint)


def fault_of(text: str, error: yaml.MarkedYAMLError, last: yaml.Event | None) -> Fault:
    """The error with the text around it. `last` is the last event that the parser gave before it."""
    mark: Any = error.problem_mark or error.context_mark
    opened: Any = error.context_mark or mark
    return Fault(
        _line(text, mark.index),
        *_place(text, mark.index),
        _line(text, opened.index),
        _place(text, opened.index),
        tuple(_above(text, mark.index)),
        tuple(_below(text, mark.index)),
        last,
    )


def has_content(line: str) -> bool:
    """Whether a line holds more than a comment."""
    return line.strip().partition("#")[0] != ""


def _place(text: str, index: int) -> tuple[int, int]:
    """Line and column. At the end of a file libyaml's mark names a further line."""
    return text.count("\n", 0, index), index - text.rfind("\n", 0, index) - 1


def _line(text: str, index: int) -> str:
    end = text.find("\n", index)
    return text[text.rfind("\n", 0, index) + 1 : end if end >= 0 else len(text)]


def _above(text: str, index: int) -> Iterator[str]:
    """A few hundred lines at most: a large file is never split as a whole."""
    end = text.rfind("\n", 0, index)
    for _ in range(_NEAR):
        if end < 0:
            return
        start = text.rfind("\n", 0, end) + 1
        yield text[start:end]
        end = start - 1


def _below(text: str, index: int) -> Iterator[str]:
    start = text.find("\n", index) + 1
    for _ in range(_NEAR if start else 0):
        end = text.find("\n", start)
        yield text[start : end if end >= 0 else len(text)]
        if end < 0:
            return
        start = end + 1
