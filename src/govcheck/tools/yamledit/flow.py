"""A mapping or list between brackets, rewritten so that what stays the same keeps its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

from govcheck.tools.yamledit.emit import inline
from govcheck.tools.yamledit.fragment import Fragment, Part
from govcheck.tools.yamledit.values import aligned, alike, same

Slot = tuple[int | None, str]
"""The old position of an entry, or None for a new one, and its text."""


def rewritten(source: Fragment, node: yaml.Node, old: Any, new: Any) -> str:
    """The text for `new` in place of `node`, whose value is `old`. Comments of what goes are not in it."""
    start, end = node.start_mark.index, node.end_mark.index
    if not alike(old, new) or source.text[start] not in "[{":  # a list may hold a pair without braces
        return inline(new, flow=True)
    parts = source.parts(node)
    slots = list(_pairs(source, parts, old, new) if isinstance(new, dict) else _items(source, parts, old, new))
    edges = [start + 1, *(place for part in parts for place in (part.start, part.end)), end - 1]
    gaps = [source.text[a:b] for a, b in zip(edges[::2], edges[1::2], strict=True)]
    return source.text[start] + _joined(slots, gaps, source.layout.newline) + source.text[end - 1]


def _pairs(source: Fragment, parts: list[Part], old: dict[str, Any], new: dict[str, Any]) -> Iterator[Slot]:
    """The old entries in their order, each new one behind the one that it follows in `new`."""
    last = ""  # as no key is
    behind: dict[str, list[Slot]] = {key: [] for key in ["", *old]}
    for key, value in new.items():
        if key in old:
            last = key
        else:
            behind[last].append((None, f"{inline(key, flow=True)}: {inline(value, flow=True)}"))
    yield from behind[""]
    for index, key in enumerate(old):
        if key in new:
            yield index, _entry(source, parts[index], old[key], new[key])
        yield from behind[key]


def _items(source: Fragment, parts: list[Part], old: list[Any], new: list[Any]) -> Iterator[Slot]:
    for index, at in aligned(old, new):
        if index is None and at is not None:
            yield None, inline(new[at], flow=True)
        elif index is not None and at is not None:
            yield index, _entry(source, parts[index], old[index], new[at])


def _entry(source: Fragment, part: Part, old: Any, new: Any) -> str:
    if same(old, new):
        return source.text[part.start : part.end]
    before = source.text[part.start : part.after]
    if before and not before[-1].isspace():
        before += " " if before.endswith(":") else ": "  # `{key}` alone means that its value is null
    return before + rewritten(source, part.node, old, new)


def _joined(slots: list[Slot], gaps: list[str], newline: str) -> str:
    """The entries with what stood before each; what is added gets a line of its own where the others have one."""
    lines = "\n" in gaps[0]
    apart = "," + newline + gaps[0].rpartition("\n")[2] if lines else ", "
    free, tail = dict(enumerate(gaps[:-1])), gaps[-1]
    text = free.pop(0)
    for position, (_, entry) in enumerate(slots):
        following = next((index for index, _ in slots[position:] if index is not None), None)
        if position and following is None and lines and "\n" in tail:
            text, tail = _closed(text, tail, apart)
        elif position:
            text += free.pop(following, apart) if following is not None else apart
        text += entry
    return text + tail


def _closed(text: str, tail: str, apart: str) -> tuple[str, str]:
    """Makes room for an entry behind the last one and the comment on its line."""
    line = re.match(r"[^\r\n]*", tail)[0]  # type: ignore[index]  # it always matches
    comma = line.lstrip().startswith(",")
    return text + ("" if comma else ",") + line + apart[1:], ("," if comma else "") + tail[len(line) :]
