"""Whether a change did what it should, and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import takewhile
from typing import Any

import yaml

from govcheck.tools.yamledit.block import Edit
from govcheck.tools.yamledit.fragment import Fragment, Part
from govcheck.tools.yamledit.levels import Keys
from govcheck.tools.yamledit.values import same
from govcheck.tools.yamlfile import parse
from govcheck.words.errors import InvalidInput


def holds(text: str, wanted: Any) -> bool:
    """Whether our reader finds the wanted value in the text."""
    try:
        return same(parse(text.encode(), "").data, wanted)
    except InvalidInput:
        return False


def comments_stay(before: Fragment, after: Fragment) -> bool:
    """Whether every comment is there as often as before."""
    one, other = (Counter(text for _, text in fragment.comments) for fragment in (before, after))
    return one == other


def stays_within(source: Fragment, edits: Iterable[Edit], path: Keys) -> bool:
    """Whether the edits change only lines of the entry at `path`, line ends aside, and else only add lines."""
    own, others = _parts_along(source, path)
    allowed = range(source.line(own.start), source.line(source.below(own))) if own else range(0)
    taken = {line for part in others for line in range(source.line(part.start), source.line(part.end) + 1)}
    return all(line in allowed and line not in taken for edit in edits for line in _changed(source, edit))


def _changed(source: Fragment, edit: Edit) -> range:
    """The lines that are not the same after the edit."""
    start, stop = source.line_start(edit.start), source.next_line(edit.end)
    after = source.text[start : edit.start] + edit.text + source.text[edit.end : stop]
    old, new = (text.replace("\r\n", "\n").split("\n") for text in (source.text[start:stop], after))
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    first = source.line(start)
    return range(first + head, first + len(old) - tail)


def _shared(old: list[str], new: list[str]) -> int:
    """How many lines are the same at the start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False)))


def _parts_along(source: Fragment, path: Keys) -> tuple[Part | None, list[Part]]:
    """The entry whose lines may change, and the entries beside the path, whose lines may not.

    That is the entry itself; while it is missing, the one above it, if that is empty.
    """
    node, way, others = source.root, list[Part](), list[Part]()
    for key in path:
        entries = node.value if isinstance(node, yaml.MappingNode) else []
        names = [name.value for name, _ in entries]
        if key not in names:
            return (None if names or not way else way[-1]), others
        parts = source.parts(node)
        here = names.index(key)
        way.append(parts[here])
        others += parts[:here] + parts[here + 1 :]
        node = parts[here].node
    return (way[-1] if way else None), others
