"""The changes to the text of a YAML file that make a value another one. What stays the same is not touched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import yaml

from govcheck.tools.yamledit.emit import below_dash, below_key, entry, item
from govcheck.tools.yamledit.flow import rewritten
from govcheck.tools.yamledit.fragment import Fragment, Part
from govcheck.tools.yamledit.values import aligned, alike, same


class Edit(NamedTuple):
    start: int
    end: int
    text: str


def applied(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, which do not overlap, and whose offsets are those of the text before."""
    pieces, done = [], 0
    for edit in sorted(edits, key=lambda edit: edit[:2]):
        pieces += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*pieces, text[done:]])


def lines_of(source: Fragment, lines: Iterable[str]) -> str:
    return "".join(line + source.layout.newline for line in lines)


def changes(source: Fragment, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    """The edits that make the fragment's mapping, which is `old`, equal `new`."""
    node = source.root
    if source.is_block(node):
        yield from _mapping(source, node, old, new)
    else:
        yield Edit(node.start_mark.index, node.end_mark.index, rewritten(source, node, old, new))


def _without(source: Fragment, parts: list[Part], gone: list[Part]) -> Iterator[Edit]:
    """Takes entries or items out. Their comments stay, as lines of their own."""
    first, left = parts[0], [part for part in parts if part not in gone]
    if first in gone and not source.leads_line(first.start):  # behind a dash: the first that is left takes its place
        yield from _above(source, first, source.comments_between(first.start, left[0].start))
        yield Edit(first.start, left[0].start, "")
        gone = [part for part in gone if part.start > left[0].start]
    for part in gone:
        start, end = source.line_start(part.start), source.below(part)
        yield Edit(start, end, _comment_lines(source, part, source.comments_between(start, end)))


def _comment_lines(source: Fragment, part: Part, comments: Iterable[str]) -> str:
    return lines_of(source, (" " * source.indent(part.start) + comment for comment in comments))


def _value(source: Fragment, part: Part, old: Any, new: Any) -> Iterator[Edit]:
    if same(old, new):
        return
    node = part.node
    if source.is_block(node) and source.leads_line(node.start_mark.index) and type(new) is type(old) and not new:
        yield from _emptied(source, part)
    elif not alike(old, new):
        yield from _replaced(source, part, new)
    elif not source.is_block(node):
        start, end = node.start_mark.index, node.end_mark.index
        text = rewritten(source, node, old, new)
        left = Counter(comment for _, comment in Fragment(text, source.layout).comments)
        yield from _above(source, part, (Counter(source.comments_between(start, end)) - left).elements())
        yield Edit(start, end, text)
    elif isinstance(new, dict):
        yield from _mapping(source, node, old, new)
    else:
        yield from _list(source, node, old, new)


def _emptied(source: Fragment, part: Part) -> Iterator[Edit]:
    """An empty mapping or list; comments between what went stay where they were."""
    yield Edit(part.after, part.after, " {}" if isinstance(part.node, yaml.MappingNode) else " []")
    parts = source.parts(part.node)
    yield from _without(source, parts, parts)


def _mapping(source: Fragment, node: yaml.Node, old: dict[str, Any], new: dict[str, Any]) -> Iterator[Edit]:
    parts = dict(zip(old, source.parts(node), strict=True))
    column = node.start_mark.column
    yield from _without(source, [*parts.values()], [part for key, part in parts.items() if key not in new])
    left = next(part for key, part in parts.items() if key in new)
    before = None
    for key, value in new.items():
        if key in parts:
            before = parts[key]
            yield from _value(source, before, old[key], value)
        else:
            yield _added(source, before, left, entry(key, value, column, source.layout))


def _list(source: Fragment, node: yaml.Node, old: list[Any], new: list[Any]) -> Iterator[Edit]:
    parts = source.parts(node)
    pairs = aligned(old, new)
    yield from _without(source, parts, [parts[index] for index, at in pairs if index is not None and at is None])
    before = None
    for index, at in pairs:
        if index is not None and at is not None:
            before = parts[index]
            yield from _value(source, before, old[index], new[at])
        elif at is not None:
            yield _added(source, before, parts[0], item(new[at], node.start_mark.column, source.layout))


def _added(source: Fragment, before: Part | None, first: Part, lines: list[str]) -> Edit:
    """Lines for a new entry, behind another one or in the place of the first."""
    if before:
        at = source.below(before)
        return Edit(at, at, lines_of(source, lines))
    indent = " " * source.column(first.start)
    return Edit(first.start, first.start, lines_of(source, lines).removeprefix(indent) + indent)


def _replaced(source: Fragment, part: Part, new: Any) -> Iterator[Edit]:
    """Another value in the place of the present one; a comment behind it stays behind it, those inside go above."""
    text, node, end = source.text, part.node, part.end
    is_item = text[part.start] == "-" and part.after == part.start + 1
    write = below_dash if is_item else below_key
    head, body = write(new, source.column(part.start), source.layout)
    start = node.start_mark.index
    if body or start == node.end_mark.index or source.is_block(node):
        start, head = part.after, head and f" {head}"
    yield from _above(source, part, source.comments_between(start, end))
    if body:
        rest = text[end : source.line_end(end)]
        yield Edit(start, source.next_line(end), lines_of(source, [head + rest, *body]))
    else:
        yield Edit(start, end, head)


def _above(source: Fragment, part: Part, comments: Iterable[str]) -> Iterator[Edit]:
    line = source.line_start(part.start)
    if text := _comment_lines(source, part, comments):
        yield Edit(line, line, text)
