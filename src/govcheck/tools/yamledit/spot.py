"""Which lines an entry takes up, and where a new one goes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from govcheck.tools.yamledit.fragment import Fragment
from govcheck.tools.yamledit.levels import Entry, Level
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Spot:
    """A place for a new entry."""

    start: int
    """Of the lines of its neighbours, which will be read again together with it."""
    stop: int
    at: int
    """The start of the line before which its own lines go."""
    column: int


def lines_of_entry(source: Fragment, entry: Entry) -> tuple[int, int]:
    """From the start of its first line to the line of what comes next; comments behind it are within."""
    at_end = entry.stop == len(source.text)
    return source.line_start(entry.start), entry.stop if at_end else source.line_start(entry.stop)


def comment_lines(source: Fragment, key: str, start: int, stop: int) -> Iterator[int]:
    """Where lines such as `# key`, `# key: text` and `# key - text` start."""
    line = re.compile(rf"^[ \t]*#[ \t]*{re.escape(key)}(?=[ \t]*(?::|-[ \t]|\r?$))", re.MULTILINE)
    return (found.start() for found in line.finditer(source.text, start, stop))


def spot(source: Fragment, level: Level, key: str, order: Sequence[str], start: int) -> Spot:
    """Below its comment line, else behind the entry that precedes it in `order`, else above the first one.

    `start` is where the mapping's comments may begin. A key that is not in `order` goes behind the last entry.
    """
    below = _below_comment(source, level, key, start)
    if below:
        return below
    rank = {name: position for position, name in enumerate(order)}
    earlier = [entry for entry in level.entries if rank.get(entry.key, len(order)) < rank[key]] if key in rank else []
    if earlier:
        return _behind(source, max(earlier, key=lambda entry: rank[entry.key]))
    return _above(source, level.entries[0], start) if key in rank else _behind(source, level.entries[-1])


def at_end(source: Fragment, level: Level | None) -> Spot:
    """Behind everything, comments too, for a key of the outermost mapping."""
    if level is None or not level.entries:
        return Spot(0, len(source.text), len(source.text), 0)
    start, stop = lines_of_entry(source, level.entries[-1])
    return Spot(start, stop, stop, source.column(level.entries[0].start))


def _below_comment(source: Fragment, level: Level, key: str, start: int) -> Spot | None:
    column = source.column(level.entries[0].start)
    for line in comment_lines(source, key, start, level.entries[-1].stop):
        before = [entry for entry in level.entries if entry.start < line]
        first, stop = lines_of_entry(source, before[-1] if before else level.entries[0])
        if not before or line > source.part_of_lines(first, stop).end:  # else it stands inside that entry
            return Spot(first if before else line, stop, source.next_line(line), column)
    return None


def _behind(source: Fragment, entry: Entry) -> Spot:
    start, stop = lines_of_entry(source, entry)
    return Spot(start, stop, source.below(source.part_of_lines(start, stop)), source.column(entry.start))


def _above(source: Fragment, entry: Entry, start: int) -> Spot:
    line, stop = lines_of_entry(source, entry)
    at = next(comment_lines(source, entry.key, start, line), line)
    return Spot(at, stop, at, source.column(entry.start))
