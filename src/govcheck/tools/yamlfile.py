"""YAML from a file to plain values with their places, in one pass over the parser's events.

Narrower than YAML: one document, text keys, no anchors, aliases, tags or directives. Only `true`, `false`, `null`, `~`,
nothing at all and decimal integers are not text: `no`, `2026-11-20` and `1.10` stay as they were typed.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import yaml

from govcheck.tools import yamltext
from govcheck.tools.document import Document, Places, packed, unpacked
from govcheck.tools.yamlerrors import QUOTE_IT, SIGNS, explain
from govcheck.words.errors import InvalidInput, Problem

MAX_DEPTH = 32
MAX_EVENTS = 2_000_000
MAX_SCALAR = 64 * 1024
MAX_KEY = 1000  # characters of a key that are composed; composing takes more time than their number
# libyaml's parser where PyYAML was built with it, else the one in Python, which is slower and refuses a little more
# (a tab after a colon, a question mark inside [ ] or { }), but reads nothing differently.
PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

__all__ = ["Document", "parse", "read"]

_WORDS = {"true": True, "false": False, "null": None, "~": None, "": None}
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]{0,17})")
_TYPED = {bool: "true or false", int: "a number", type(None): "empty"}

Scalar = str | int | bool | None


def read(path: Path, shown: str) -> Document:
    """The file as a document. Raises Refused for what is no ordinary file of at most 16 MiB, else InvalidInput."""
    return parse(yamltext.read_bytes(path, shown), shown)


def parse(data: bytes, shown: str) -> Document:
    """The bytes of a file as a document. Raises InvalidInput with every problem up to the first syntax error."""
    text = yamltext.decode(data, shown)
    problems = [*yamltext.unwanted(text, shown), *(fatal := list(yamltext.markers(text, shown)))]
    if fatal or "\0" in text:
        raise InvalidInput(problems)
    builder = _Builder(yamltext.FORBIDDEN.sub("\ufffd", text) if problems else text, shown)
    try:
        data = _built(builder)
    except InvalidInput as stop:
        odd = {problem.line for problem in problems}  # what else is wrong in such a line may come from the character
        builder.problems += [problem for problem in stop.problems if problem.line not in odd]
    if problems := problems + builder.problems:
        raise InvalidInput(problems)
    return Document(shown, text, data, Places(builder.top, builder.starts, builder.marks))


def _built(builder: _Builder) -> Any:
    """The value of the document. Raises InvalidInput with what ended the reading.

    Where the parser finds a fault, that is told, whatever else was raised. Where it finds none there is a bug.
    """
    try:
        return builder.document()
    except InvalidInput:
        raise
    except Exception as error:
        if fault := _fault(builder.text, builder.path):
            raise InvalidInput([fault]) from None
        raise RuntimeError("a file was not read to its end, and its parser finds no fault in it") from error


class _Builder:
    """The way of one file from events to values; recursive, which the depth limit bounds.

    `problems` holds what is wrong but does not end the reading. What ends it is raised as InvalidInput.
    """

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self.problems: list[Problem] = []
        self.top = 0
        self.starts: dict[int, int] = {}
        self.marks = array("Q")
        self.explicit = "? " in text or "?\t" in text  # else no key has a question mark of its own to look for
        self.events: Iterator[Any] = iter(())

    def document(self) -> Any:
        self.events = _events(self.text)
        next(self.events)
        if type(next(self.events)) is yaml.StreamEndEvent:
            raise self.stop(None, "the file holds only comments", 'begin it with "format: 1"')
        first = next(self.events)
        self.top = packed(first.start_mark)
        data = self.value(first, MAX_DEPTH)
        if data is None and not self.problems:
            raise self.stop(None, "the file is empty", 'begin it with "format: 1"')
        next(self.events)
        if type(after := next(self.events)) is not yaml.StreamEndEvent:
            raise self.stop(after, "a second document starts here", "keep one document in a file")
        return data

    def value(self, event: Any, room: int) -> Any:
        """The value that starts with this event, at most `room` levels deep."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            return self.scalar(event)
        if kind is yaml.AliasEvent:
            return self.refuse(event, SIGNS["*"], QUOTE_IT)
        self.plain(event)
        if not room:
            raise self.stop(event, f"this is nested more than {MAX_DEPTH} levels deep", "write it flatter")
        return self.mapping(room) if kind is yaml.MappingStartEvent else self.sequence(room)

    def scalar(self, event: Any) -> Scalar:
        text: str = event.value
        if event.anchor is not None or event.tag is not None:
            self.plain(event)
        if len(text) > MAX_SCALAR:
            self.refuse(event, f"this text is longer than {MAX_SCALAR:,} characters", "shorten it, or refer to a file")
        if event.style == '"' and (found := yamltext.FORBIDDEN.search(text)):  # only "..." has escapes
            self.refuse(event, *yamltext.describe(found[0]))
        if not event.implicit[0]:
            return text
        if text in _WORDS:
            return _WORDS[text]
        return int(text) if text[0] in "-0123456789" and _INTEGER.fullmatch(text) else text

    def mapping(self, room: int) -> dict[str, Any]:
        result: dict[str, Any] = {}
        marks: list[int] = []
        places: dict[str, int] = {}  # of each name, once there is a duplicate
        again: list[tuple[int, Problem]] = []
        for event in self.events:
            if type(event) is yaml.MappingEndEvent:
                break
            key = self.key(event, room)
            name = key if key.isascii() or len(key) > MAX_KEY else unicodedata.normalize("NFC", key)
            if name in result:
                places = places or {one: n for n, one in enumerate(result)}
                name = self.duplicate(event, name, marks[2 * places[name]] >> 32)
                again.append((len(result), self.problems[-1]))
            if places:
                places[name] = len(result)
            value = next(self.events)
            of_key, of_value = event.start_mark, value.start_mark  # packed as by `packed`, which would take longer
            marks += of_key.line << 32 | of_key.column, of_value.line << 32 | of_value.column
            result[name] = self.scalar(value) if type(value) is yaml.ScalarEvent else self.value(value, room - 1)
        else:
            raise EOFError
        self.keep(result, marks)
        if len(again) > 1:
            self.strayed(result, marks, again)
        return result

    def sequence(self, room: int) -> list[Any]:
        result: list[Any] = []
        marks: list[int] = []
        for event in self.events:
            if type(event) is yaml.SequenceEndEvent:
                break
            marks.append(packed(event.start_mark))
            result.append(self.value(event, room - 1))
        else:
            raise EOFError
        self.keep(result, marks)
        return result

    def keep(self, container: dict[str, Any] | list[Any], marks: list[int]) -> None:
        self.starts[id(container)] = len(self.marks)
        self.marks.extend(marks)

    def key(self, event: Any, room: int) -> str:
        """The key as text; of what cannot be a key, something to go on with."""
        key = self.value(event, room - 1)
        if type(event) is not yaml.ScalarEvent or (self.explicit and self.asked(event)):
            self.refuse(event, "only a text can be a key here", 'write "key: value"')
        elif event.value == "" and event.implicit[0]:
            self.refuse(event, "there is no key before this colon", 'write "key: value"')
        elif not isinstance(key, str):
            self.refuse(event, f"the key {event.value} is read as {_TYPED[type(key)]}", "put it in quotes")
        elif key == "<<" and event.implicit[0]:
            self.refuse(event, "a merge key (<<) is not used here", "write the keys out")
        return key if isinstance(key, str) else f"\0{len(self.problems)}"  # never the text of what may be nested deep

    def asked(self, event: Any) -> bool:
        """Whether the key stands behind a question mark of its own."""
        index = event.start_mark.index
        return self.text[index - 2 : index] in ("? ", "?\t")

    def duplicate(self, event: Any, name: str, line: int) -> str:
        hint = "keep one of the two"
        self.refuse(event, f"the key {yamltext.quoted(name)} stands on line {line + 1} already", hint)
        return f"{name}\0{len(self.problems)}"  # so that both stay, each with its place

    def strayed(self, result: dict[str, Any], marks: list[int], again: list[tuple[int, Problem]]) -> None:
        """Complains, not of several duplicates but of the empty key above the first: it was moved there."""
        place = again[0][0] - 1
        name = next(islice(result, place, None))
        if result[name] is not None:
            return
        told = {problem for _, problem in again}
        self.problems = [problem for problem in self.problems if problem not in told]
        says = f"{yamltext.quoted(name)} is empty, and what belongs below it stands beside it"
        hint = "move it to the left, or what follows it to the right"
        self.problems.append(Problem(self.path, *unpacked(marks[2 * place]), says, hint))

    def plain(self, event: Any) -> None:
        """Complains about an anchor or a tag on the value."""
        if event.anchor is not None:
            self.refuse(event, SIGNS["&"], QUOTE_IT)
        if event.tag is not None:
            self.refuse(event, SIGNS["!"], QUOTE_IT)

    def refuse(self, event: Any, message: str, hint: str) -> None:
        self.problems.append(Problem(self.path, *unpacked(packed(event.start_mark)), message, hint))
        if len(self.problems) == yamltext.MAX_PROBLEMS:
            raise InvalidInput([])

    def stop(self, event: Any, message: str, hint: str) -> InvalidInput:
        line, column = unpacked(packed(event.start_mark) if event else 0)
        return InvalidInput([Problem(self.path, line, column, message, hint)])


def _events(text: str) -> Iterator[Any]:
    """The events of the parser, and no more than a file may hold."""
    return islice(iter(PARSER(text).get_event, None), MAX_EVENTS)


def _fault(text: str, path: str) -> Problem | None:
    """What ends the reading of a file: a syntax error, whatever else the parser raises, or too many values.

    The events are gone through once more for it, so that a file that is right costs no thought of its faults.
    """
    event: Any = None
    count = 0
    try:
        for event in _events(text):  # noqa: B007 - the last one says where it ended
            count += 1
    except yaml.MarkedYAMLError as error:
        return explain(text, path, error, event)
    except Exception as error:  # noqa: BLE001  # the parser in Python raises ValueError and others on hostile input
        message, hint = f"this cannot be read as YAML ({type(error).__name__})", "write it in another way"
    else:
        if count < MAX_EVENTS:
            return None
        message, hint = f"the file holds more than {MAX_EVENTS:,} values", "split it into several files"
    return Problem(path, *unpacked(packed(event.end_mark) if event else 0), message, hint)
