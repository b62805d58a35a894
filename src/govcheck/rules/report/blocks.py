"""What a report is made of: parts, and the few kinds of block that a format has to know.

Every leaf is a string, a number or a truth value, so that a report is also a JSON document. Text stands here as people
wrote it; the format escapes it. Lines have slots, because a large report has hundreds of thousands of them.
"""

from __future__ import annotations

from dataclasses import field
from typing import Literal

from govcheck.words.settings import Brand
from govcheck.words.values import dataclass

Anchor = Literal["start", "middle"]
Tone = Literal["good", "fair", "wait", "bad", "quiet"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A state as a reader meets it: never by colour alone."""

    word: str
    tone: Tone
    glyph: str


@dataclass(frozen=True, slots=True)
class Line:
    """A mark, words that stand out, text, and the id behind them. Any of them may be absent."""

    text: str = ""
    label: str = ""
    mark: Mark | None = None
    code: str = ""
    anchor: str = ""
    """The record of this report that the code leads to."""


Lines = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    lines: Lines


@dataclass(frozen=True)
class Banner:
    """The verdict."""

    mark: Mark
    text: str
    lines: Lines
    title: str = ""
    kind: Literal["banner"] = field(default="banner", init=False)


@dataclass(frozen=True)
class Prose:
    """Paragraphs."""

    lines: Lines
    title: str = ""
    kind: Literal["prose"] = field(default="prose", init=False)


@dataclass(frozen=True)
class Points:
    """A list, with what holds for each of its lines before it."""

    lines: Lines
    title: str = ""
    intro: str = ""
    shown: int = 8
    """How many stand in sight where a format can fold the others away."""
    kind: Literal["points"] = field(default="points", init=False)


@dataclass(frozen=True)
class Facts:
    """Labels and what is said of each."""

    facts: tuple[Fact, ...]
    title: str = ""
    kind: Literal["facts"] = field(default="facts", init=False)


@dataclass(frozen=True)
class Box:
    """A rectangle, or what is round, from its upper left corner."""

    x: int
    y: int
    width: int
    height: int
    look: str
    """What it stands for: a name that a format has a filling for, to be told apart without colour."""
    round: bool = False


@dataclass(frozen=True)
class Stroke:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    look: Literal["axis", "today"] = "axis"


@dataclass(frozen=True)
class Words:
    """One line of text on its base line."""

    x: int
    y: int
    text: str
    anchor: Anchor = "start"
    look: str = "plain"


@dataclass(frozen=True)
class Picture:
    """A drawing in units of its own: first the lines, then the boxes, then the text.

    Its table has the same numbers, so a format may leave it out.
    """

    name: str
    """What it shows."""
    alternative: str
    """The same in words."""
    width: int
    height: int
    strokes: tuple[Stroke, ...]
    boxes: tuple[Box, ...]
    words: tuple[Words, ...]


@dataclass(frozen=True)
class Table:
    """Rows of cells, in each of them one for every column; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Lines, ...], ...]
    title: str = ""
    grid: bool = False
    """Read in both directions, so that its rows cannot be stacked where there is little room."""
    picture: Picture | None = None
    """The same as a drawing."""
    kind: Literal["table"] = field(default="table", init=False)


@dataclass(frozen=True, slots=True)
class Record:
    """Everything about one thing."""

    id: str
    title: str
    facts: tuple[Fact, ...]
    code: str = ""


@dataclass(frozen=True)
class Records:
    records: tuple[Record, ...]
    title: str = ""
    kind: Literal["records"] = field(default="records", init=False)


Block = Banner | Prose | Points | Facts | Table | Records
Blocks = tuple[Block, ...]


@dataclass(frozen=True)
class Part:
    """One part of a report, computed by itself."""

    id: str
    title: str
    blocks: Blocks


@dataclass(frozen=True)
class Report:
    """A readiness report, its parts in order."""

    title: str
    organization: str
    marking: str
    """What stands on every page: draft or approved."""
    notice: str
    running: str
    """The line at the foot of every page."""
    stamp: str
    """What programs read in its first line."""
    classification: str
    """Who may read it, where somebody says."""
    prepared_by: str
    parts: tuple[Part, ...]
    edition: str = "full"
    contact: str = ""
    cover: str = ""
    """Lines for the first page, in the words of whoever made it."""
    brand: Brand = field(default_factory=Brand)
    name: str = "readiness report"
    """What it is; for the account team it is no report."""


def prose(*texts: str) -> Prose:
    return Prose(tuple(map(Line, texts)))


def cell(text: str) -> Lines:
    """A cell with one line of text, or none."""
    return (Line(text),) if text else ()


def fact(label: str, text: str) -> Fact:
    return Fact(label, cell(text))


def filled(*facts: Fact) -> tuple[Fact, ...]:
    """The facts of which something is said."""
    return tuple(fact for fact in facts if fact.lines)
