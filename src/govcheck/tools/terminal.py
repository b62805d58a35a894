"""The terminal, line by line: no boxes, no redraw, nothing that a screen reader or a pipe would stumble over.

Words, indentation and a little colour. Text is never read as markup, and what would steer the terminal is made visible.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import field, replace
from itertools import zip_longest
from typing import TYPE_CHECKING, Literal, TextIO

from govcheck.rules.secrets import masked
from govcheck.words.characters import columns, safe_text, talk_text
from govcheck.words.values import dataclass

if TYPE_CHECKING:
    from rich.console import Console

Tone = Literal["", "title", "quiet", "good", "poor", "bad"]

STYLES: Mapping[Tone, str] = {"": "", "title": "bold", "quiet": "dim", "good": "green", "poor": "yellow", "bad": "red"}
NARROWEST, USUAL = 20, 80
NUMBERS = 5
"""Characters of the column with the numbers of a grid's rows."""
NARROWEST_CELL = 16
"""Characters of a column below which a grid is shown as a list."""
TENTHS = 10
"""So many times at most it is said how far a long run is, where each time takes a line."""
PASTED = 0.03
"""Seconds within which the lines of a paste follow one another, and nobody types one."""


@dataclass(frozen=True)
class Grid:
    """A table whose rows have numbers and whose columns have letters: `3b` names a cell."""

    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    """The label of each row, then its cells."""
    first: int = 1
    """The number of the first row."""
    lettered: bool = True
    """Whether the columns show their letters; without, only whole rows are meant."""

    def names(self) -> Mapping[str, tuple[int, int]]:
        """Each cell's name with the places of its row and column, from 0."""
        return {
            f"{number}{letter}": (row, column)
            for row, number in enumerate(range(self.first, self.first + len(self.rows)))
            for column, letter in enumerate(letters(len(self.columns)))
        }


def letters(count: int) -> tuple[str, ...]:
    """a, b, c ... z, aa, ab ..."""
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    return tuple((alphabet[n // 26 - 1] if n >= 26 else "") + alphabet[n % 26] for n in range(count))


@dataclass(frozen=True)
class Terminal:
    """Standard input, output and error, any of which may be a file, a pipe or closed."""

    stdin: TextIO | None
    stdout: TextIO
    stderr: TextIO
    read_line: Callable[[str], str]
    """Shows a prompt and reads a line where both are a terminal: Python's `input`, which can edit the line."""
    environ: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for stream in (self.stdout, self.stderr):
            _set_errors(stream, "backslashreplace")
        if self.stdin:
            _set_errors(self.stdin, "replace")

    @property
    def interactive(self) -> bool:
        """Somebody sits there: both input and output are a terminal."""
        return self.stdin is not None and self.stdin.isatty() and self.stdout.isatty()

    @property
    def columns(self) -> int:
        """How wide the lines of a conversation may be."""
        stream = self._conversation
        return max(_width(stream, self.environ), NARROWEST) if stream.isatty() else USUAL

    def talk(self, text: str = "", tone: Tone = "") -> None:
        """Writes a message to standard error; where that is closed or full there is nobody to tell."""
        with suppress(OSError, ValueError):
            self._write(self.stderr, text, tone)

    def show(self, text: str = "", tone: Tone = "") -> None:
        """Writes lines of a conversation where a person reads them. Raises BrokenPipeError when nobody can."""
        try:
            self._write(self._conversation, text, tone)
        except OSError as error:  # a closed terminal is EIO, a closed pipe EPIPE
            raise BrokenPipeError from error

    @contextmanager
    def counting(self, total: int, word: str) -> Iterator[Callable[[], None]]:
        """Inside, each call says on standard error that one more is done. Only a person at a terminal is told.

        One line that is written over, and is gone at the end; where a line cannot be written over, a few lines.
        """
        told = self.stderr.isatty() and not self.environ.get("CI")
        over = told and self.environ.get("TERM") != "dumb"
        done = 0

        def one_more() -> None:
            nonlocal done
            done += 1
            if over:
                self._progress(f"\r{word} {done} of {total}\x1b[K")
            elif told and done * TENTHS // total > (done - 1) * TENTHS // total:
                self._progress(f"{word} {done} of {total}\n")

        try:
            yield one_more
        finally:
            if over and done:
                self._progress("\r\x1b[K")

    def _progress(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self.stderr.write(text)
            self.stderr.flush()

    def grid(self, grid: Grid) -> None:
        """Shows a table side by side where it fits, else as a list, which a pipe and a screen reader want anyway.

        Raises BrokenPipeError when nobody can read it.
        """
        grid = without_secrets(grid)
        stream = self._conversation
        width = max(_width(stream, self.environ), NARROWEST)
        fits = stream.isatty() and self.environ.get("TERM") != "dumb"
        if not fits or width // (len(grid.columns) + 1) < NARROWEST_CELL:
            self.show("\n".join(as_list(grid)))
            return
        from rich.text import Text  # noqa: PLC0415  # costs 20 ms, which a pipe need not pay

        console = self._console(stream)
        try:
            for line in side_by_side(console, grid):
                console.print(Text(line), soft_wrap=True)
        except OSError as error:
            raise BrokenPipeError from error

    def ask(self, prompt: str) -> str | None:
        """One line from the person, or None at the end of input."""
        line: str | None = None
        try:
            line = (
                self.read_line(safe_text(masked(prompt)))
                if self.interactive
                else self._next_line(safe_text(masked(prompt)))
            )
        except (EOFError, OSError, ValueError):  # Ctrl-D; the terminal is gone; input is closed
            line = None
        finally:
            if line is None or not self.interactive:
                self._end_prompt()
        return line

    def waiting(self) -> bool:
        """Whether more lines have come together with the last one, as a paste brings them. Never from a pipe."""
        if self.stdin is None or not self.interactive:
            return False
        try:
            return bool(select.select([self.stdin], [], [], PASTED)[0])
        except (OSError, ValueError):  # no terminal that can be asked: Windows
            return False

    def _end_prompt(self) -> None:
        """Ends the prompt's line where nothing that was typed did."""
        with suppress(OSError):
            self._conversation.write("\n")
            self._conversation.flush()

    @property
    def _conversation(self) -> TextIO:
        return self.stdout if self.stdout.isatty() else self.stderr

    def _next_line(self, prompt: str) -> str | None:
        self._conversation.write(prompt)
        self._conversation.flush()
        line = self.stdin.readline() if self.stdin else ""
        return line.rstrip("\r\n") if line else None

    def _write(self, stream: TextIO, text: str, tone: Tone) -> None:
        text = masked(text)  # what somebody wrote into the file by hand is not shown either
        if stream.isatty():
            self._print(stream, safe_text(text), tone)
        else:
            stream.write(f"{talk_text(text)}\n")
        stream.flush()

    def _print(self, stream: TextIO, text: str, tone: Tone) -> None:
        from rich.text import Text  # noqa: PLC0415  # costs 20 ms, which a pipe need not pay

        console = self._console(stream)
        for line in text.split("\n"):
            for part in wrapped(console, line):
                console.print(Text(part, style=STYLES[tone]), soft_wrap=True)

    def _console(self, stream: TextIO) -> Console:
        from rich.console import Console  # noqa: PLC0415  # as above

        plain = bool(self.environ.get("NO_COLOR")) or self.environ.get("TERM") == "dumb"
        return Console(
            file=stream,
            force_terminal=True,
            color_system=None if plain else "standard",
            no_color=plain,
            width=max(_width(stream, self.environ), NARROWEST),
            height=1,  # never used; without it the width is ignored where TERM is dumb
            markup=False,
            emoji=False,
            highlight=False,
        )


def without_secrets(grid: Grid) -> Grid:
    """The grid with what looks like a secret masked cell by cell: laid out, one would be cut, or two read as one."""
    rows = [(masked(label), [masked(cell) for cell in cells]) for label, cells in grid.rows]
    return replace(grid, columns=[masked(title) for title in grid.columns], rows=rows)


def as_list(grid: Grid) -> Iterator[str]:
    """The rows one below the other, each cell on a line with its name."""
    for number, (label, cells) in enumerate(grid.rows, grid.first):
        yield f"{number:>3}  {label}"
        for letter, title, cell in zip(letters(len(cells)), grid.columns, cells, strict=True):
            name = f"{number}{letter}  " if grid.lettered else ""
            yield f"     {name}{title}: {cell}"


def side_by_side(console: Console, grid: Grid) -> Iterator[str]:
    """The rows as lines of columns of one width; a cell that is longer goes on below."""
    column = (console.width - NUMBERS - 1) // (len(grid.columns) + 1)
    widths = [NUMBERS, *[column] * (len(grid.columns) + 1)]
    names = zip(letters(len(grid.columns)), grid.columns, strict=True)
    heads = [f"{letter}  {title}" if grid.lettered else title for letter, title in names]
    body = [[str(number), label, *cells] for number, (label, cells) in enumerate(grid.rows, grid.first)]
    for row in [["", "", *heads], *body]:
        number, *texts = row
        cells = [
            [f"{number:>3}"],
            *(folded(console, text, width - 2) for text, width in zip(texts, widths[1:], strict=True)),
        ]
        for line in zip_longest(*cells, fillvalue=""):
            padded = (part + " " * (width - columns(part)) for part, width in zip(line, widths, strict=True))
            yield "".join(padded).rstrip()


def folded(console: Console, text: str, width: int) -> list[str]:
    """The text in lines of this width; long words break behind their hyphens."""
    from rich.text import Text  # noqa: PLC0415  # as above

    words = (part for word in safe_text(text).split() for part in pieces(word, width))
    return [line.plain.rstrip() for line in Text(" ".join(words)).wrap(console, width)] or [""]


def pieces(word: str, width: int) -> list[str]:
    """A word, in parts where it is too long for a line."""
    if len(word) <= width or "-" not in word:
        return [word]
    cut = word.rfind("-", 0, width) + 1
    return [word[:cut], *pieces(word[cut:], width)] if cut else [word]


def wrapped(console: Console, line: str) -> Iterator[str]:
    """The line in parts that fit the width, each below the start of the text; wide characters count as two."""
    from rich.text import Text  # noqa: PLC0415  # as above

    line = line.expandtabs(4)
    body = line.lstrip(" ")
    indent = " " * min(len(line) - len(body), console.width // 2)
    for part in Text(body).wrap(console, console.width - len(indent)) or [Text()]:
        yield (indent + part.plain).rstrip()


def _width(stream: TextIO, environ: Mapping[str, str]) -> int:
    if environ.get("COLUMNS", "").isdecimal():
        return int(environ["COLUMNS"])
    try:
        return os.get_terminal_size(stream.fileno()).columns or USUAL
    except (OSError, ValueError):
        return USUAL


def _set_errors(stream: TextIO, errors: str) -> None:
    """What becomes of characters that the stream cannot write or read: never an exception."""
    if reconfigure := getattr(stream, "reconfigure", None):
        reconfigure(errors=errors)
