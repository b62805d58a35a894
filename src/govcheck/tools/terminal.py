"""The terminal, line by line: no boxes, no redraw, nothing that a screen reader or a pipe would stumble over.

Words, indentation and a little colour. Text is never read as markup, and what would steer the terminal is made visible.
"""

from __future__ import annotations

import os
import select
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TextIO

from govcheck.words.characters import safe_text

if TYPE_CHECKING:
    from rich.console import Console

Tone = Literal["", "title", "quiet", "good", "poor", "bad"]

STYLES: Mapping[Tone, str] = {"": "", "title": "bold", "quiet": "dim", "good": "green", "poor": "yellow", "bad": "red"}
NARROWEST, USUAL = 20, 80
PASTED = 0.03
"""Seconds within which the lines of a paste follow one another, and nobody types one."""


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

    def talk(self, text: str = "", tone: Tone = "") -> None:
        """Writes a message to standard error."""
        self._write(self.stderr, text, tone)

    def show(self, text: str = "", tone: Tone = "") -> None:
        """Writes lines of a conversation where a person reads them. Raises BrokenPipeError when nobody can."""
        try:
            self._write(self._conversation, text, tone)
        except OSError as error:  # a closed terminal is EIO, a closed pipe EPIPE
            raise BrokenPipeError from error

    def ask(self, prompt: str) -> str | None:
        """One line from the person, or None at the end of input."""
        line: str | None = None
        try:
            line = self.read_line(safe_text(prompt)) if self.interactive else self._next_line(safe_text(prompt))
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

    def _write(self, stream: TextIO | None, text: str, tone: Tone) -> None:
        text = safe_text(text)
        if stream is None:  # closed before the start: there is nobody to tell
            return
        if stream.isatty():
            self._print(stream, text, tone)
        else:
            stream.write(f"{text}\n")
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
