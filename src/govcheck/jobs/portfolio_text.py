"""A portfolio on the screen: lines that fit a width, each with its tone. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from govcheck.jobs.layout import cut
from govcheck.jobs.progress import TONES, Line
from govcheck.jobs.tallies import toned
from govcheck.rules.date_words import dates_heading, days_text, when
from govcheck.rules.formats.portfolio_words import (
    CANNOT,
    MASKED,
    again_text,
    approval_text,
    asked_text,
    checklist_texts,
    counted,
    next_text,
    open_at,
    problem_text,
    size_text,
    uses_text,
    verdicts_text,
    who_text,
)
from govcheck.rules.portfolio import Broken, Due, Portfolio, QuestionOverall, Row, dues
from govcheck.rules.questions import general_text
from govcheck.rules.wording import few
from govcheck.tools.terminal import USUAL
from govcheck.words.characters import talk_text

DATES, QUESTIONS, WAITING = 25, 15, 3
"""So many of each are shown; the rest is counted."""
WIDEST = 100
"""Longer lines are hard to follow."""


def portfolio_text(one: Portfolio) -> str:
    """Plain text of the usual width, of which no line is a command to a build server."""
    return talk_text("".join(f"{text}\n" for text, _ in portfolio_lines(one, USUAL)))


def portfolio_lines(one: Portfolio, width: int) -> Iterator[Line]:
    """The whole page."""
    width = min(width, WIDEST)
    yield from head(one, width)
    yield from row_lines(one, width)
    yield from due_lines(one, width)
    yield from question_lines(one, width)


def head(one: Portfolio, width: int) -> Iterator[Line]:
    """How many, and how they stand."""
    yield from toned(f"Portfolio: {size_text(one)}, as of {one.as_of}", width, "title")
    yield from toned(verdicts_text(one), width)
    if one.rows:
        approved = f"{one.approved} of {len(one.rows)} approved"
        blockers = f"{counted(one.blockers, 'blocker')} open"
        yield from toned(f"{approved}; {blockers}; use cases: {uses_text(one.uses)}", width)
    for text in filter(None, (MASKED if one.masked else "", again_text(one))):
        yield from toned(text, width, "quiet")


def row_lines(one: Portfolio, width: int) -> Iterator[Line]:
    yield "The worst first", "title"
    for broken in one.broken:
        yield from broken_lines(broken, width, masked=one.masked)
    for row in one.rows:
        yield from engagement_lines(row, one, width)


def broken_lines(broken: Broken, width: int, *, masked: bool) -> Iterator[Line]:
    yield from toned(f"{CANNOT}: {broken.path}", width, "bad", indent=2)
    yield from toned(problem_text(broken), width, indent=4)
    if broken.more and not masked:
        yield from toned(f"All of them: govcheck check {shlex.quote(broken.path)}", width, "quiet", indent=4)


def engagement_lines(row: Row, one: Portfolio, width: int) -> Iterator[Line]:
    """The verdict and whose it is, why, what comes next, and what it rests on."""
    yield from toned(f"{row.verdict.label}: {row.organization}: {row.title}", width, TONES[row.verdict], indent=2)
    yield from toned(f"{row.deciding}; use cases: {uses_text(row.uses)}; {row.why}", width, indent=4)
    ahead, late = next_text(row, one), f"{row.overdue} overdue" if row.overdue else ""
    if ahead or late:
        yield from toned("; ".join(filter(None, (late, ahead))), width, "bad" if late else "", indent=4)
    ends = f"valid until {row.holds_until}" if row.holds_until else ""
    rest = (row.owner or "nobody yet", approval_text(row), ends, "; ".join(checklist_texts(row)), row.path)
    yield from toned("; ".join(filter(None, rest)), width, "quiet", indent=4)


def due_lines(one: Portfolio, width: int) -> Iterator[Line]:
    found = dues(one.rows)
    if not found:
        nothing = f"Nothing is overdue, and nothing ends or is due within {days_text(one.within)}."
        yield from toned(nothing, width, "quiet")
        return
    yield from toned(dates_heading([date for row in one.rows for date in row.dates], one.within), width, "title")
    for due in found[:DATES]:
        yield from toned(due_text(due, one), width, "bad" if due.date.overdue else "", indent=2)
    if len(found) > DATES:
        yield from toned(f"and {len(found) - DATES} more; -f html shows all", width, "quiet", indent=2)


def due_text(due: Due, one: Portfolio) -> str:
    about = f", {few(due.subjects)}" if due.subjects else ""
    day = f"{due.date.day}, {when(due.date, one.as_of)}"
    return f"{day}: {due.organization}: {due.date.kind.label}{about}{who_text(due.date)}"


def question_lines(one: Portfolio, width: int) -> Iterator[Line]:
    if not one.questions:
        return
    yield from toned(f"Open questions to the vendor: {len(one.questions)}", width, "title")
    for question in one.questions[:QUESTIONS]:
        yield from one_question(question, width)
    if len(one.questions) > QUESTIONS:
        yield from toned(f"and {len(one.questions) - QUESTIONS} more; -f html shows all", width, "quiet", indent=2)


def one_question(question: QuestionOverall, width: int) -> Iterator[Line]:
    """How often it is open and where, then the question and what waits for it, cut to a line each."""
    told = f"{question.id}: {open_at(question)}: {few(question.clients)}; {asked_text(question)}"
    yield from toned(told, width, "bad" if question.overdue else "", indent=2)
    yield f"    {cut(general_text(question.text), width - 4)}", ""
    for title in question.waiting[:WAITING]:
        yield f"    {cut(f'waits: {title}', width - 4)}", "quiet"
    if len(question.waiting) > WAITING:
        yield f"    and {len(question.waiting) - WAITING} more that wait", "quiet"
