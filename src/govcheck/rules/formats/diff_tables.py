"""What changed between two judgements, as tables for a document that a template lays out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from textwrap import shorten

from govcheck.rules.comparison import Comparison, Due, Moved, Side, Told
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
    standing_text,
    why_text,
    worded_text,
)
from govcheck.rules.names import same_name
from govcheck.words.assessment import OpenQuestion
from govcheck.words.values import dataclass

CELL = 200
"""Characters of a cell that are shown."""


@dataclass(frozen=True)
class Table:
    """Rows that begin with an id."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    folded: bool = False
    """Shown when somebody opens it."""
    left_out: int = 0
    """So many rows are not shown."""

    @property
    def count(self) -> int:
        return len(self.rows) + self.left_out


@dataclass(frozen=True)
class Page:
    """A comparison as it is laid out."""

    before: str
    after: str
    worse: str
    """That something got worse, where it did; a better verdict beside it would be misread without a word."""
    title: str
    summary: str
    facts: tuple[tuple[str, str], ...]
    tables: tuple[Table, ...]

    @property
    def left_out(self) -> int:
        return sum(table.left_out for table in self.tables)


def page(found: Comparison) -> Page:
    old, new = found.old, found.new
    return Page(
        before=old.verdict.label,
        after=new.verdict.label,
        worse=worse_text(found),
        title=short(title_of(old, new)),
        summary=f"{counts(found).capitalize()}." if found else NO_DIFFERENCE,
        facts=tuple(
            (name, short(f"{one.shown}, {one.deciding}, as of {one.as_of}: {one.why}"))
            for name, one in (("Before", old), ("Now", new))
        ),
        tables=tuple(table for table in tables(found) if table.rows),
    )


def title_of(old: Side, new: Side) -> str:
    """Whose review it is; of two organisations both are named."""
    of_other = "" if same_name(old.organization, new.organization) else f", compared with {old.organization}"
    return f"{new.organization}: {new.title}{of_other}"


def worse_text(found: Comparison) -> str:
    if not found.got_worse:
        return ""
    return "something is worse" if found.new.verdict.rank > found.old.verdict.rank else "worse"


def fitted(whole: Page, rows: int) -> Page:
    """The page with at most so many rows in each table."""
    return replace(
        whole,
        tables=tuple(
            replace(table, rows=table.rows[:rows], left_out=max(len(table.rows) - rows, 0)) for table in whole.tables
        ),
    )


MOVED = ("Control", "Gate", "Before", "Now", "Why")
TOLD = ("What", "Before", "Now")
ENTRY = ("Place", "Before", "Now")
DUE = ("Control", "Gate", "Question")


def tables(found: Comparison) -> Iterator[Table]:
    """What is worse first; what explains it, folded."""
    uses = ((one.id, one.title, one.before_text, one.after_text) for one in found.uses if one.changed)
    yield table("Use cases", ("Use case", "Title", "Before", "Now"), uses)
    yield table(ASKS_LESS, ENTRY, map(entry_row, found.asks_less))
    words = ((one.id, one.gate or one.kind, one.before, worded_text(one)) for one in found.worded)
    yield table(OTHER_WORDS, ("What", "Gate", "Before", "Now"), words)
    yield table("Worse", MOVED, map(moved_row, (one for one in found.worse if not one.ran_out)))
    yield table(UNCONFIRMED, ("Place", "Why", "Said"), map(entry_row, found.unconfirmed))
    yield table(DIGESTS_GONE, ENTRY, map(entry_row, found.digests))
    gone = ((one.subject, one.gate or "-", one.title, expired_text(one)) for one in found.expired)
    yield table("Newly expired", ("What", "Gate", "About", "How"), gone)
    yield table("New findings", TOLD, map(told_row, found.found))
    yield table("Better", MOVED, map(moved_row, found.better), folded=True)
    yield table("Findings that are settled", TOLD, map(told_row, found.settled), folded=True)
    yield table("Asked now", MOVED, map(moved_row, found.added), folded=True)
    yield table("Not asked any more", MOVED, map(moved_row, found.dropped), folded=True)
    gates = ((one.id, one.question, one.before, one.after) for one in found.weighed)
    yield table("Weigh more or less", ("Control", "Question", "Before", "Now"), gates, folded=True)
    yield table("Due now", DUE, map(due_row, found.due), folded=True)
    yield table("Due later now", DUE, map(due_row, found.later), folded=True)
    yield table("Conditions", TOLD, map(told_row, found.conditions), folded=True)
    asked = ("Question", "Text", "Waiting for it")
    yield table("Questions opened", asked, map(question_row, found.opened), folded=True)
    yield table("Questions closed", asked, map(question_row, found.closed), folded=True)
    yield table("Answers that changed and count as before", ENTRY, map(entry_row, found.touched), folded=True)
    yield table("Evidence files", ENTRY, map(entry_row, found.files), folded=True)
    yield table("Checklists", ENTRY, map(entry_row, found.checklists), folded=True)
    yield table("Elsewhere in the file", ENTRY, map(entry_row, found.entries), folded=True)


def table(title: str, columns: tuple[str, ...], rows: Iterable[tuple[str, ...]], *, folded: bool = False) -> Table:
    return Table(title, columns, tuple(tuple(map(short, row)) for row in rows), folded)


def short(text: str) -> str:
    return shorten(text, CELL, placeholder=" ...") if len(text) > CELL else text or "-"


def moved_row(one: Moved) -> tuple[str, ...]:
    why = why_text(one) or one.question
    return one.id, gate_text(one), standing_text(one.before), standing_text(one.after), why


def told_row(one: Told) -> tuple[str, ...]:
    return one.subject, one.before, one.after


def due_row(one: Due) -> tuple[str, ...]:
    return one.id, one.gate, one.question


def question_row(one: OpenQuestion) -> tuple[str, ...]:
    return one.id, one.text, ", ".join(one.waiting)


def entry_row(one: EntryChange) -> tuple[str, ...]:
    return one.place, one.before, one.after
