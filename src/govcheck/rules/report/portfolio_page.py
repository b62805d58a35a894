"""A portfolio as a page: at a glance, every engagement, what is due, and what the vendor is asked."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.date_words import dates_heading, days_text, when
from govcheck.rules.formats.portfolio_words import (
    CANNOT,
    MASKED,
    again_text,
    approval_text,
    asked_text,
    checklist_texts,
    counted,
    missing_text,
    problem_text,
    size_text,
    uses_text,
    who_text,
)
from govcheck.rules.near import NearDate
from govcheck.rules.portfolio import Broken, Due, Portfolio, QuestionOverall, Row, dues
from govcheck.rules.questions import general_text
from govcheck.rules.report.blocks import Blocks, Fact, Facts, Line, Lines, Mark, Part, Table, cell, fact, prose
from govcheck.rules.report.marks import OVERDUE, VERDICTS
from govcheck.words.settings import Brand, Branding
from govcheck.words.values import dataclass

NOTICE = "Each engagement is judged by itself from the answers in its file. Counts are no judgement. Not legal advice."
BROKEN = Mark(CANNOT, "bad", "✗")
ENGAGEMENTS = ("Engagement", "Verdict", "Use cases and reasons", "Dates", "Owner and checklists")
DUE = ("Day", "What", "Who", "Engagement")
QUESTIONS = ("Question", "Open at", "Asked", "Controls that wait")


@dataclass(frozen=True)
class Page:
    """What the template puts on a page."""

    title: str
    stamp: str
    """What programs read in its first line."""
    notice: str
    running: str
    """The line at the foot of every page."""
    classification: str
    prepared_by: str
    contact: str
    brand: Brand
    parts: tuple[Part, ...]


def portfolio_page(one: Portfolio, branding: Branding, tool: str) -> Page:
    """Whose page it is does not stand on one without names: what a firm writes there may name somebody."""
    shown = Branding() if one.masked else branding
    classified = f". {shown.classification}" if shown.classification else ""
    return Page(
        title=f"Portfolio: {size_text(one)}",
        stamp=f"as of {one.as_of}, made with {tool}",
        notice=NOTICE,
        running=f"Portfolio as of {one.as_of}{classified}",
        classification=shown.classification,
        prepared_by=shown.prepared_by,
        contact=shown.contact,
        brand=shown.brand,
        parts=tuple(parts(one)),
    )


def parts(one: Portfolio) -> Iterator[Part]:
    yield Part("glance", "At a glance", glance(one))
    yield Part("engagements", "Engagements, the worst first", (engagements(one),))
    yield Part("due", "What is due", due(one))
    yield Part("questions", "Open questions to the vendor", questions(one))


def glance(one: Portfolio) -> Blocks:
    notes = tuple(filter(None, (missing_text(one), MASKED if one.masked else "", again_text(one))))
    facts = Facts(
        (
            fact("As of", one.as_of.isoformat()),
            Fact("Verdicts", verdict_lines(one)),
            fact("Use cases", uses_text(one.uses) or "none"),
            fact("Blockers open", str(one.blockers)),
            fact("Overdue", str(one.overdue)),
            fact(f"Due within {days_text(one.within)}", str(one.due)),
            fact("Approved", f"{one.approved} of {len(one.rows)}"),
            fact("Open questions", str(len(one.questions))),
        )
    )
    return (facts, prose(*notes)) if notes else (facts,)


def verdict_lines(one: Portfolio) -> Lines:
    """How many have which verdict: also those that none has."""
    told = [Line(f"{number}", mark=VERDICTS[verdict]) for verdict, number in one.verdicts.items()]
    return (*([Line(f"{len(one.broken)}", mark=BROKEN)] if one.broken else []), *told)


def engagements(one: Portfolio) -> Table:
    caption = "What cannot be judged stands first, then the worst verdict; of equal verdicts the nearest date."
    rows = (*map(broken_row, one.broken), *(engagement_row(row, one) for row in one.rows))
    return Table(caption, ENGAGEMENTS, rows)


def broken_row(broken: Broken) -> tuple[Lines, ...]:
    blank: tuple[Lines, ...] = ((),) * (len(ENGAGEMENTS) - 2)
    return ((Line(label=broken.path), Line(problem_text(broken))), (Line(mark=BROKEN),), *blank)


def engagement_row(row: Row, one: Portfolio) -> tuple[Lines, ...]:
    ends = cell(f"valid until {row.holds_until}") if row.holds_until else ()
    blockers = () if row.blockers else cell("0 blockers open")
    return (
        (Line(label=row.organization), Line(row.title), Line(code=row.path)),
        (Line(mark=VERDICTS[row.verdict]), Line(row.deciding), *ends, Line(approval_text(row))),
        (*cell(uses_text(row.uses)), *blockers, Line(row.why)),
        (*(late_lines(row)), *(date_lines(row.next, one) if row.next else ())),
        (Line(row.owner or "nobody yet"), *(Line(code=text) for text in checklist_texts(row))),
    )


def late_lines(row: Row) -> Lines:
    return (Line(label=f"{row.overdue} overdue"),) if row.overdue else cell("0 overdue")


def date_lines(date: NearDate, one: Portfolio) -> Lines:
    ahead = Line(f"Next: {date.day}, {when(date, one.as_of)}")
    return (ahead, Line(f"{date.kind.label}{who_text(date)}", code=date.subject))


def due(one: Portfolio) -> Blocks:
    found = dues(one.rows)
    if not found:
        return (prose(f"Nothing is overdue, and nothing ends or is due within {days_text(one.within)}."),)
    caption = f"{dates_heading([date for row in one.rows for date in row.dates], one.within)}, the oldest first."
    return (Table(caption, DUE, tuple(due_row(line, one) for line in found)),)


def due_row(line: Due, one: Portfolio) -> tuple[Lines, ...]:
    day = Line(label=str(line.date.day), mark=OVERDUE if line.date.overdue else None)
    ahead = () if line.date.overdue else cell(when(line.date, one.as_of))
    return (
        (day, *ahead),
        (Line(line.date.kind.label), *(Line(code=subject) for subject in line.subjects)),
        cell(line.date.who),
        (Line(label=line.organization), Line(line.title)),
    )


def questions(one: Portfolio) -> Blocks:
    if not one.questions:
        return (prose("No question to the vendor is open."),)
    many = counted(len(one.questions), "question")
    caption = f"{many}, the one that is open at most clients first, each as the checklist asks it."
    return (Table(caption, QUESTIONS, tuple(map(question_row, one.questions))),)


def question_row(question: QuestionOverall) -> tuple[Lines, ...]:
    several = question.engagements > len(question.clients)
    engagements = cell(f"in {counted(question.engagements, 'engagement')}") if several else ()
    return (
        (
            Line(code=question.id),
            Line(general_text(question.text)),
            *(cell(f"To: {question.to}") if question.to else ()),
        ),
        (Line(label=counted(len(question.clients), "client")), *engagements, *map(Line, question.clients)),
        tuple(map(Line, asked_text(question).split("; "))),
        tuple(map(Line, question.waiting)),
    )
