"""From an order to the new text: which lines, which edits, and the proof before anything is handed out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import yaml

from govcheck.tools.yamledit import values
from govcheck.tools.yamledit.block import Edit, applied, changes, lines_of
from govcheck.tools.yamledit.emit import Layout, entry, layout_of
from govcheck.tools.yamledit.fragment import Fragment
from govcheck.tools.yamledit.levels import Keys, Level, levels
from govcheck.tools.yamledit.proof import comments_stay, holds, stays_within
from govcheck.tools.yamledit.spot import Spot, at_end, comment_lines, lines_of_entry, spot
from govcheck.tools.yamlfile import parse
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.values import dataclass

BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Plan:
    """Which lines of a file to change, and to what."""

    start: int
    stop: int
    path: Keys
    """Of the entry, in these lines."""
    value: Any
    """What the entry shall hold; ABSENT if it shall go."""
    spot: Spot | None = None
    """Where a new entry goes, when nothing but its lines is needed."""


def put(text: str, path: Keys, value: Mapping[str, Any], order: Sequence[str] = ()) -> str:
    """The text with the mapping at `path` equal to `value`.

    A new entry goes below its comment line (`# id: ...`) if there is one, else where `order`, the ids of all entries,
    has it. Raises Refused if that would touch lines of something else, or if the file cannot hold the value.
    """
    wanted = values.plain(value)
    _check(path[-1], wanted)
    return _rewritten(text, path, lambda source, found: _putting(source, found, path, wanted, order))


def remove(text: str, path: Keys) -> str:
    """The text without the entry at `path`. Comments stay, those inside it too. Raises Refused as `put` does."""
    return _rewritten(text, path, lambda source, found: _removing(source, found, path))


def rename(text: str, path: Keys, name: str) -> str:
    """The text with the key at `path` called `name`; not another byte changes. Raises Refused as `put` does.

    The name is an id, and none of the entries beside it has it.
    """
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body, key = text.removeprefix(mark), path[-1]
    try:
        found = levels(body, path)
        data = parse(body.encode(), "").data
    except (yaml.YAMLError, InvalidInput):
        raise _unreadable(body) from None
    _refuse_twins(Fragment(body, layout_of(body)), found, path)
    if _depth(found, path) < len(path) or found[len(path) - 1].find(name):
        raise Refused(f"{key} cannot be called {name}", "change it by hand")
    start = found[len(path) - 1].find(key)[0].start
    written = next((quote for quote in ("", "'", '"') if body.startswith(f"{quote}{key}{quote}", start)), None)
    if written is not None:
        at = start + len(written)
        after = body[:at] + name + body[at + len(key) :]
        if holds(after, _renamed(data, path, name)):
            return mark + after
    line = body.count("\n", 0, start) + 1
    raise Refused(
        f"line {line}: {key} cannot be called {name} while it is written with escapes", "write it as it reads"
    )


def _renamed(data: Any, path: Keys, name: str) -> Any:
    key, *below = path
    if below:
        return {**data, key: _renamed(data[key], tuple(below), name)}
    return {name if one == key else one: value for one, value in data.items()}


def _check(name: str, value: Any) -> None:
    """Refuses what the reader would not take back, such as invisible characters."""
    try:
        parse("\n".join(entry("value", value, 0, Layout(literal=False))).encode(), name)
    except InvalidInput as error:
        problem = error.problems[0]
        raise Refused(f"{name} cannot be saved: {problem.message}", problem.hint) from None


def _rewritten(text: str, path: Keys, planned: Callable[[Fragment, list[Level]], Plan | None]) -> str:
    mark = BYTE_ORDER_MARK if text.startswith(BYTE_ORDER_MARK) else ""
    body = text.removeprefix(mark)
    layout = layout_of(body)
    lacking = layout.newline if body and not body.endswith("\n") else ""  # while at work, every line has its end
    source = Fragment(body + lacking, layout)
    try:
        found = levels(source.text, path)
        _refuse_twins(source, found, path)
        plan = planned(source, found)
        return mark + _carried_out(source, plan, path[-1], lacking) if plan else text
    except (yaml.YAMLError, InvalidInput):
        raise _unreadable(body) from None


def _unreadable(text: str) -> Refused:
    """What the reader has to say about the whole file."""
    try:
        parse(text.encode(), "")
    except InvalidInput as error:
        problem = error.problems[0]
        return Refused(f"line {problem.line}: {problem.message}", problem.hint)
    return Refused("the file holds something that cannot be changed by a program", "change it by hand")


def _refuse_twins(source: Fragment, found: list[Level], path: Keys) -> None:
    for level, key in zip(found, path, strict=False):
        if len(twins := level.find(key)) > 1:
            lines = " and ".join(str(source.line(twin.start) + 1) for twin in twins)
            raise Refused(f"{key} stands in the file more than once, on lines {lines}", "keep one of them")


def _putting(source: Fragment, found: list[Level], path: Keys, value: Any, order: Sequence[str]) -> Plan:
    depth = _depth(found, path)
    level = found[depth] if depth < len(found) else None
    in_braces = any(level.flow and level.entries for level in found[: depth + 1])
    if depth == len(path) or in_braces:
        return _around(source, found, path, depth, value)
    key, below = path[depth], values.nested(path[depth + 1 :], value)
    if not depth and (len(path) > 1 or not level):
        place = at_end(source, level)
    elif level and level.entries:
        start = found[depth - 1].find(path[depth - 1])[0].start if depth else 0
        place = spot(source, level, key, order, start)
    else:
        return _filling(source, _around(source, found, path, depth, value), key, below)
    return Plan(place.start, place.stop, (key,), below, place)


def _removing(source: Fragment, found: list[Level], path: Keys) -> Plan | None:
    depth = _depth(found, path)
    if depth < len(path):
        return None
    level = found[depth - 1]
    if len(level.entries) == 1 and depth == 1:
        raise Refused(f"{path[0]} is all that the file holds", "delete the file instead")
    if len(level.entries) == 1:
        return _around(source, found, path[:-1], depth - 1, {})
    if level.flow:
        return _around(source, found, path, depth, values.ABSENT)
    at = level.entries.index(level.find(path[-1])[0])
    around = level.entries[max(at - 1, 0) : at + 2]  # with a neighbour, so that the lines do not end up empty
    return Plan(lines_of_entry(source, around[0])[0], lines_of_entry(source, around[-1])[1], path[-1:], values.ABSENT)


def _depth(found: list[Level], path: Keys) -> int:
    """How many keys of the path exist."""
    return sum(1 for level, key in zip(found, path, strict=False) if level.find(key))


def _around(source: Fragment, found: list[Level], path: Keys, depth: int, value: Any) -> Plan:
    """A change to the smallest whole lines that hold the first `depth` keys of the path."""
    blocks = sum(1 for level in found[:depth] if not level.flow)
    if not blocks:
        return Plan(0, len(source.text), path, value)
    start, stop = lines_of_entry(source, found[blocks - 1].find(path[blocks - 1])[0])
    return Plan(start, stop, path[blocks - 1 :], value)


def _filling(source: Fragment, plan: Plan, key: str, value: Any) -> Plan:
    """A first entry for a key that holds none: below its comment line, if there is one."""
    parent = source.part_of_lines(plan.start, plan.stop)
    line = next(comment_lines(source, key, parent.end, plan.stop), None)
    if line is None:
        return plan
    column = source.indent(line)
    if column <= (above := source.column(parent.start)):
        column = above + layout_of(source.text[plan.start : plan.stop], source.text).step
    place = Spot(plan.start, plan.stop, source.next_line(line), column)
    return replace(plan, path=plan.path[:2], value=value, spot=place)


def _carried_out(source: Fragment, plan: Plan, name: str, lacking: str) -> str:
    before = source.text[plan.start : plan.stop]
    cut = len(lacking) if plan.stop == len(source.text) else 0
    place = source.line(plan.start) + 1
    old = _data(before[: len(before) - cut])
    try:
        new = values.changed_at(old, plan.path, plan.value)
    except TypeError:
        raise Refused(f"line {place} holds no entries, so {name} has no place", "correct it by hand first") from None
    # Text of several lines is quoted where a block would swallow what follows it. The last text of a file without a
    # final line end is written anew where it would gain that line end.
    for literal, value in product((True, False), (old, _data(before)) if cut else (old,)):
        fragment = Fragment(before, replace(layout_of(before, source.text), literal=literal))
        edits = list(_edits(fragment, plan, value, new))
        after = Fragment(applied(before, edits), fragment.layout)
        right = holds(after.text[: len(after.text) - cut], new)
        if right and comments_stay(fragment, after) and stays_within(fragment, edits, plan.path):
            return (source.text[: plan.start] + after.text + source.text[plan.stop :]).removesuffix(lacking)
    hint = f"change it by hand, from line {place} on"
    hint += ", or give the last line of the file a line end" if cut else ""
    raise Refused(f"{name} cannot be changed without touching other lines", hint)


def _data(text: str) -> Any:
    """What the lines hold, which may be nothing but comments. Raises InvalidInput."""
    nothing = all(not line.strip() or line.lstrip().startswith("#") for line in text.splitlines())
    return None if nothing else parse(text.encode(), "").data


def _edits(source: Fragment, plan: Plan, old: Any, new: Any) -> Iterator[Edit]:
    if plan.spot is None:
        yield from changes(source, old, new)
        return
    at = plan.spot.at - plan.start
    if plan.path[1:]:  # the key above may hold `{}` or `null`
        parent = source.parts(source.root)[0]
        yield Edit(parent.after, parent.end, "")
    yield Edit(at, at, lines_of(source, entry(plan.path[-1], plan.value, plan.spot.column, source.layout)))
