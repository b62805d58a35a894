"""From a path to text that is safe to parse: kind of file, size, encoding, and characters that may not stand in it."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from govcheck.words.characters import HIDDEN, is_plain
from govcheck.words.errors import InvalidInput, Problem, Refused

MAX_BYTES = 16 * 1024 * 1024
MAX_PROBLEMS = 1000  # of one kind in one file: a hostile file must not fill the memory with messages

FORBIDDEN = re.compile(f"[{HIDDEN}\ufffe\uffff]|\r(?!\n)")  # a carriage return is half of a line end, or nothing
_CONFLICT = re.compile(r"^(?:<{7}|={7}|>{7}|\|{7})(?=[ \r\n]|\Z)", re.MULTILINE)
_DIRECTIVE = re.compile(r"^%", re.MULTILINE)
_WIDE = {  # the first bytes of a file that is not UTF-8, the longer ones first
    "UTF-32": re.compile(rb"\xff\xfe\0\0|\0\0\xfe\xff|[^\0]\0\0\0|\0\0\0[^\0]"),
    "UTF-16": re.compile(rb"\xff\xfe|\xfe\xff|[^\0]\0|\0[^\0]"),
}
_NOT_BLOCKING = getattr(os, "O_NONBLOCK", 0)  # a fifo without a writer would wait for ever; absent on Windows


def quoted(value: object, room: int = 60) -> str:
    """The value in quotes for a message: cut, and with every character that does not show made visible."""
    text = str(value)
    shown = "".join(c if c.isprintable() else _escaped(c) for c in text[: room + 1])
    return f'"{shown[: room - 1]}…"' if len(shown) > room else f'"{shown}"'


def read_bytes(path: Path, shown: str) -> bytes:
    """The content of an ordinary file, or Refused. Nothing else is ever read from: no folder, fifo or device."""
    try:
        with os.fdopen(os.open(path, os.O_RDONLY | _NOT_BLOCKING | getattr(os, "O_BINARY", 0)), "rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise Refused(f"{shown} is not an ordinary file", "save the text in a file and name that one")
            return file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        raise Refused(f"{shown} does not exist", "check the spelling and the folder") from None
    except IsADirectoryError:
        raise Refused(f"{shown} is a folder", "name a file in it") from None
    except (OSError, ValueError) as error:  # ValueError: the name itself holds a NUL
        reason = getattr(error, "strerror", None) or "not a file name"
        raise Refused(f"{shown} cannot be read: {reason}", "check the name and the permissions") from None


def decode(data: bytes, shown: str) -> str:
    """The text of a file without its byte order mark. Raises Refused when it is too large, else InvalidInput."""
    if len(data) > MAX_BYTES:
        raise Refused(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB", "split it into several files")
    for name, start in _WIDE.items():
        if start.match(data):
            raise InvalidInput([Problem(shown, 1, 1, f"the file is saved as {name}", "save it as UTF-8")])
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").removeprefix("\ufeff")
        wrong = f"the byte 0x{data[error.start]:02X} is not UTF-8 text"
        raise InvalidInput([Problem(shown, *position(before, len(before)), wrong, "save the file as UTF-8")]) from None
    if not text.strip():
        raise InvalidInput([Problem(shown, 1, 1, "the file is empty", 'begin it with "format: 1"')])
    return text


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column, counted from 1, of a character."""
    return text.count("\n", 0, index) + 1, index - text.rfind("\n", 0, index)


def unwanted(text: str, shown: str) -> Iterator[Problem]:
    """Each line's first character that may not stand in a file."""
    if is_plain(text):
        return
    seen = 0
    for line, column, found in _placed(text, FORBIDDEN):
        if line > seen:
            seen = line
            yield Problem(shown, line, column, *describe(found))


def describe(character: str) -> tuple[str, str]:
    """What is wrong with a forbidden character, and what to do."""
    code = f"U+{ord(character):04X}"
    if character == "\0":
        return f"a NUL character ({code}) stands here", "remove it; perhaps the file is not a text file"
    if character == "\r":
        return f"a carriage return ({code}) stands here without a line feed", "save the file with LF or CRLF line ends"
    name = unicodedata.name(character, "control character")
    return f"the invisible character {code} ({name}) stands here", "remove it"


def markers(text: str, shown: str) -> Iterator[Problem]:
    """Merge conflicts and directives: lines that are not meant as text of the file."""
    found = list(_placed(text, _CONFLICT)) if any(sign * 7 in text for sign in "<=>|") else []
    for line, column, marker in [place for place in found if place[2].startswith("<")] or found:
        message = f"a merge conflict is left in the file ({marker})"
        yield Problem(shown, line, column, message, "keep one of the versions and remove the markers")
    for line, column, _ in islice(_placed(text, _DIRECTIVE), 1) if "%" in text else ():
        message = "a line that starts with % is a YAML directive, which is not used here"
        yield Problem(shown, line, column, message, "remove the line")


def _placed(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    """Line, column and text of the matches; counted on from match to match, since a large file may have many."""
    line, newline, counted = 1, -1, 0
    for match in islice(pattern.finditer(text), MAX_PROBLEMS):
        line += text.count("\n", counted, match.start())
        newline = max(newline, text.rfind("\n", counted, match.start()))
        counted = match.start()
        yield line, counted - newline, match[0]


def _escaped(character: str) -> str:
    names = {"\n": "\\n", "\t": "\\t", "\r": "\\r"}
    code = ord(character)
    return names.get(character) or (f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}")
