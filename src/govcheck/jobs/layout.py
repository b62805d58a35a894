"""Fitting text to the columns of a screen. Wide characters count as two. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.formats.plain import plain
from govcheck.words.characters import columns, columns_of, one_line

ELLIPSIS = "…"
QUOTE = "| "


def cut(text: str, room: int) -> str:
    """The text as one line that fits, with a sign where something is missing."""
    text = one_line(text)
    return text if columns(text) <= room else beginning(text, room - 1).rstrip() + ELLIPSIS


def beginning(text: str, room: int) -> str:
    """As much of the text as fits, at least one character so that cutting it up ends."""
    taken = 0
    for place, char in enumerate(text):
        taken += columns_of(char)
        if taken > room:
            return text[: max(place, 1)]
    return text


def padded(text: str, room: int, *, right: bool = False) -> str:
    """The text with spaces behind it, or before it, to fill the room."""
    space = " " * (room - columns(text))
    return space + text if right else text + space


def quoted(text: str, width: int, indent: int = 0) -> Iterator[str]:
    """What somebody else wrote, line by line as it was written, each behind a mark: none can pass for a line of ours.

    Nor for a command to a build server: those stand at the beginning of a line, or are parted.
    """
    for line in text.splitlines() or [""]:
        for part in filled(plain(line), max(width - indent - len(QUOTE), 1)):
            yield f"{' ' * indent}{QUOTE}{part}".rstrip()


def filled(text: str, width: int, indent: int = 0, *, hang: int = 0) -> Iterator[str]:
    """The text in lines that fit, all indented, those after the first by `hang` more. Breaks between words."""
    line = " " * indent
    for word in one_line(text).split():
        if line.strip() and columns(line) + 1 + columns(word) > width:
            yield line
            line = " " * (indent + hang)
        line += f" {word}" if line.strip() else word
        while columns(line) > width:
            part = beginning(line, width)
            yield part
            line = " " * (indent + hang) + line[len(part) :]
    yield line
