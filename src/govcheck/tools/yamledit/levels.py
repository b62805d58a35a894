"""The mappings along a path, found in one pass over the parser's events. Offsets count characters from 0."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml

from govcheck.tools.yamlfile import PARSER
from govcheck.words.values import dataclass

Keys = tuple[str, ...]
"""From the outermost mapping inwards."""


@dataclass(frozen=True)
class Entry:
    """A key of a mapping. Between two entries lie comments and blank lines; they count to the first."""

    key: str
    start: int
    stop: int
    """Where the next thing starts that is neither comment nor blank, or the end of the text."""


@dataclass(frozen=True)
class Level:
    """A mapping on the way along a path."""

    flow: bool
    """Whether it stands in braces."""
    entries: tuple[Entry, ...]

    def find(self, key: str) -> list[Entry]:
        return [entry for entry in self.entries if entry.key == key]


def levels(text: str, path: Keys) -> list[Level]:
    """The mappings along the path, from the outermost, as far as they exist. Raises yaml.YAMLError."""
    events = iter(PARSER(text).get_event, None)
    next(events)
    if isinstance(next(events), yaml.StreamEndEvent):
        return []
    found = _levels(events, next(events), path)
    for _ in events:
        pass  # what follows has to be readable too
    return found


def _levels(events: Iterator[Any], first: yaml.Event, path: Keys) -> list[Level]:
    if not isinstance(first, yaml.MappingStartEvent):
        _skip(events, first)
        return []
    keys: list[str] = []
    starts: list[int] = []
    below: list[Level] = []
    while True:
        key = next(events)
        starts.append(key.start_mark.index)
        if isinstance(key, yaml.MappingEndEvent):
            break
        _skip(events, key)
        keys.append(getattr(key, "value", ""))
        if path and keys[-1] == path[0]:
            below = _levels(events, next(events), path[1:])
        else:
            _skip(events, next(events))
    entries = tuple(Entry(*found) for found in zip(keys, starts, starts[1:], strict=False))
    return [Level(bool(first.flow_style), entries), *below]


def _skip(events: Iterator[Any], event: yaml.Event) -> None:
    """Goes past the value that starts with this event."""
    depth = 0
    while True:
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if depth == 0:
            return
        event = next(events)
