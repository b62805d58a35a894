"""What changed since the last report, where somebody names what it is compared with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import starmap

from govcheck.rules.comparison import Comparison
from govcheck.rules.formats.diff_tables import Table as Listed
from govcheck.rules.formats.diff_tables import tables
from govcheck.rules.formats.diff_words import (
    ASKS_LESS,
    DIGESTS_GONE,
    NO_DIFFERENCE,
    OTHER_WORDS,
    UNCONFIRMED,
    counts,
    standing_text,
)
from govcheck.rules.report.blocks import Block, Blocks, Fact, Facts, Line, Lines, Table, cell, fact, prose
from govcheck.rules.report.marks import STANDINGS, VERDICTS
from govcheck.rules.report.phrases import control_line, day, sentence
from govcheck.rules.report.review import Review

CAPTIONS: Mapping[str, str] = {
    "Use cases": "Those about which something else is decided now.",
    ASKS_LESS: "The controls and rules of a checklist that became milder, or are gone.",
    OTHER_WORDS: "They may ask something else than what was answered.",
    "Worse": "They count less than before.",
    UNCONFIRMED: "They have to be confirmed, and the marks that said so are gone.",
    DIGESTS_GONE: "Nobody notices any more whether these files hold something else.",
    "Newly expired": "They counted before, and their time is over.",
    "New findings": "Nobody had to look at these before.",
    "Better": "They count more than before.",
    "Findings that are settled": "These are gone.",
    "Asked now": "They did not apply before, or were not asked.",
    "Not asked any more": "They do not apply now, or are not asked.",
    "Weigh more or less": "The facts or the checklist give them another weight.",
    "Due now": "They were due later.",
    "Due later now": "They were due before.",
    "Conditions": "Those that are new, that ended and that read otherwise.",
    "Questions opened": "The account team is asked these now.",
    "Questions closed": "The account team does not have to answer these any more.",
    "Answers that changed and count as before": "Other words, other evidence, the same state.",
    "Evidence files": "Files that changed, came or went.",
    "Checklists": "What is asked has changed.",
    "Elsewhere in the file": "Front page, facts, use cases, matrix, plan, replies and approvals.",
}
"""What each table of a comparison holds."""

WORDS = {"Gate": "Weight"}
"""What a report calls the columns."""
STATES = {standing_text(standing): mark for standing, mark in STANDINGS.items()}


def changes(review: Review) -> Blocks:
    if review.before is None:
        return ()
    found = review.before.found
    blocks: list[Block] = [Facts(tuple(sides(review.before.named, found)))]
    blocks.append(prose(sentence(counts(found).capitalize()) if found else NO_DIFFERENCE))
    blocks += [table(review, one) for one in tables(found) if one.rows]
    return tuple(blocks)


def sides(named: str, found: Comparison) -> Iterator[Fact]:
    """The verdict then and now, each with its day and its reason."""
    yield fact("Compared with", named)
    for label, side in (("Then", found.old), ("Now", found.new)):
        text = f"{sentence(side.deciding)} As of {day(side.as_of)}: {side.why}."
        yield Fact(label, (Line(text, mark=VERDICTS[side.verdict]),))


def table(review: Review, listed: Listed) -> Table:
    rows = tuple(
        (subject(review, first), *starmap(shown, zip(listed.columns[1:], rest, strict=True)))
        for first, *rest in listed.rows
    )
    columns = tuple(WORDS.get(column, column) for column in listed.columns)
    return Table(CAPTIONS[listed.title], columns, rows, listed.title)


def subject(review: Review, id: str) -> Lines:
    """A control by its question; everything else by its id or its place."""
    return (control_line(review, id),) if id in review.checklist.controls else (Line(code=id),)


def shown(column: str, text: str) -> Lines:
    """A state as every part of the report shows it; a weight as a word that begins a line."""
    if column in ("Before", "Now") and text in STATES:
        return (Line(mark=STATES[text]),)
    return cell("" if text == "-" else sentence(text).removesuffix(".") if column == "Gate" else text)
