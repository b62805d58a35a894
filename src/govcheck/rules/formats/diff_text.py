"""What changed between two judgements, for a screen: one line for each thing, what is worse first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcheck.rules.comparison import Comparison, Moved, Told, Worded
from govcheck.rules.entries import EntryChange
from govcheck.rules.formats.diff_words import (
    ASKS_LESS,
    DIGESTS_GONE,
    NO_DIFFERENCE,
    OTHER_WORDS,
    UNCONFIRMED,
    counts,
    expired_text,
    gate_text,
    headline,
    side_text,
    standing_text,
    told_text,
    why_text,
    worded_text,
)
from govcheck.rules.names import same_name
from govcheck.words.characters import one_line

LONGEST = 240
"""Characters of a line that are shown."""
SHOWN = 20
"""So many lines of a list are shown; the JSON has them all."""


def diff_text(found: Comparison) -> str:
    """The whole screen. What people wrote never begins a line."""
    return "".join(f"{cut(text)}\n" for text in lines(found))


def cut(text: str) -> str:
    indent = len(text) - len(text.lstrip(" "))
    line = " " * indent + one_line(text)
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 3].rstrip()}..."


def lines(found: Comparison) -> Iterator[str]:
    yield f"{headline(found)}. {counts(found).capitalize()}."
    if not same_name(found.old.organization, found.new.organization):
        yield f"  Of two organisations: {found.old.organization} and {found.new.organization}"
    yield f"  Old: {found.old.shown}: {side_text(found.old)}"
    yield f"  New: {found.new.shown}: {side_text(found.new)}"
    if not found:
        yield f"  {NO_DIFFERENCE}"
        return
    yield from listed(
        "Use cases",
        (f"{one.id}: {one.after_text.lower()}, before {one.before_text.lower()}" for one in found.uses if one.changed),
    )
    yield from listed(ASKS_LESS, map(entry_line, found.asks_less))
    yield from listed(OTHER_WORDS, map(worded_line, found.worded))
    yield from listed("Worse", map(moved_line, (one for one in found.worse if not one.ran_out)))
    yield from listed(UNCONFIRMED, (f"{one.place}: {one.before}; {one.after}" for one in found.unconfirmed))
    yield from listed(DIGESTS_GONE, map(entry_line, found.digests))
    yield from listed(
        "Newly expired",
        (f"{one.subject}{f' ({one.gate})' if one.gate else ''}: {expired_text(one)}" for one in found.expired),
    )
    yield from listed("Better", map(moved_line, found.better))
    yield from scope_lines(found)
    yield from finding_lines(found)
    yield from file_lines(found)


def scope_lines(found: Comparison) -> Iterator[str]:
    """Which controls are asked, how much they weigh, and when they are due."""
    yield from listed("Asked now", (f"{one.id} ({gate_text(one)}): {standing_text(one.after)}" for one in found.added))
    yield from listed("Not asked any more", (f"{one.id} ({gate_text(one)})" for one in found.dropped))
    yield from listed("Weigh more or less", (f"{one.id}: {one.after}, before {one.before}" for one in found.weighed))
    yield from listed("Due now", (f"{one.id} ({one.gate})" for one in found.due))
    yield from listed("Due later now", (f"{one.id} ({one.gate})" for one in found.later))


def finding_lines(found: Comparison) -> Iterator[str]:
    """Findings, conditions and questions that came and went."""
    yield from listed("New findings", map(finding_line, found.found))
    yield from listed("Findings that are settled", map(finding_line, found.settled))
    yield from listed("New conditions", (finding_line(one) for one in found.conditions if not one.before))
    both = (one for one in found.conditions if one.before and one.after)
    yield from listed("Conditions that changed", (f"{one.subject}: {one.after}; before: {one.before}" for one in both))
    yield from listed("Conditions that ended", (finding_line(one) for one in found.conditions if not one.after))
    yield from listed("Questions opened", (f"{one.id}: {', '.join(one.waiting)}" for one in found.opened))
    yield from listed("Questions closed", (one.id for one in found.closed))


def file_lines(found: Comparison) -> Iterator[str]:
    """What was written otherwise."""
    yield from listed("Answers that changed and count as before", map(entry_line, found.touched))
    yield from listed("Evidence files", map(entry_line, found.files))
    yield from listed("Checklists", map(entry_line, found.checklists))
    yield from listed("Elsewhere in the file", map(entry_line, found.entries))


def listed(title: str, texts: Iterable[str]) -> Iterator[str]:
    told = list(texts)
    if told:
        yield f"{title}: {len(told)}"
        yield from (f"  {text}" for text in told[:SHOWN])
    if len(told) > SHOWN:
        yield f"  and {len(told) - SHOWN} more"


def moved_line(one: Moved) -> str:
    why = why_text(one)
    line = f"{one.id} ({gate_text(one)}): {standing_text(one.after)}, before {standing_text(one.before)}"
    return f"{line}: {why}" if why else line


def worded_line(one: Worded) -> str:
    return f"{one.id} ({one.gate or one.kind}): {worded_text(one)}; before: {one.before}"


def finding_line(one: Told) -> str:
    return f"{one.subject}: {told_text(one)}"


def entry_line(one: EntryChange) -> str:
    if not one.before:
        return f"{one.place}: {one.after or 'empty'}, new"
    return f"{one.place}: {one.after}, before {one.before}" if one.after else f"{one.place}: gone, before {one.before}"
