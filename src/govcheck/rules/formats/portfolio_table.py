"""A portfolio as one table: engagements, then dates, then questions, told apart by the first column."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from govcheck.rules.date_words import when
from govcheck.rules.formats.plain import plain
from govcheck.rules.formats.portfolio_words import (
    CANNOT,
    approval_text,
    asked_text,
    checklist_texts,
    problem_text,
)
from govcheck.rules.portfolio import Broken, Due, Portfolio, QuestionOverall, Row, dues
from govcheck.words.vocabulary import Result

HEADINGS = (
    "Kind",
    "Organisation",
    "Title",
    "File",
    "Verdict",
    "Why",
    "Stage",
    "Use cases clear",
    "Use cases held",
    "Use cases stopped",
    "Blockers open",
    "Date",
    "What",
    "About",
    "Who",
    "Overdue",
    "Owner",
    "Checklists",
    "Approval",
    "Valid until",
    "Open questions",
    "Question",
    "Clients",
    "Asked",
)
Cells = dict[str, str]


def portfolio_rows(one: Portfolio) -> Iterator[tuple[str, ...]]:
    """The headings, then a row for each thing."""
    yield HEADINGS
    for cells in (
        *map(broken_cells, one.broken),
        *map(engagement_cells, one.rows),
        *(due_cells(due, one.as_of) for due in dues(one.rows)),
        *map(question_cells, one.questions),
    ):
        yield tuple(plain(cells.get(heading, "")) for heading in HEADINGS)


def broken_cells(broken: Broken) -> Cells:
    return {"Kind": "engagement", "File": broken.path, "Verdict": CANNOT.lower(), "Why": problem_text(broken)}


def engagement_cells(row: Row) -> Cells:
    ahead = row.next
    return {
        "Kind": "engagement",
        "Organisation": row.organization,
        "Title": row.title,
        "File": row.path,
        "Verdict": row.verdict,
        "Why": row.why,
        "Stage": row.stage or "",
        "Use cases clear": str(row.uses[Result.CLEAR]),
        "Use cases held": str(row.uses[Result.HELD]),
        "Use cases stopped": str(row.uses[Result.STOPPED]),
        "Blockers open": str(row.blockers),
        "Date": day(ahead.day) if ahead else "",
        "What": ahead.kind.label if ahead else "",
        "About": ahead.subject if ahead else "",
        "Who": ahead.who if ahead else "",
        "Overdue": str(row.overdue),
        "Owner": row.owner,
        "Checklists": "; ".join(checklist_texts(row)),
        "Approval": approval_text(row),
        "Valid until": day(row.holds_until),
        "Open questions": "; ".join(question.id for question in row.questions),
    }


def due_cells(due: Due, today: date) -> Cells:
    return {
        "Kind": "date",
        "Organisation": due.organization,
        "Title": due.title,
        "File": due.path,
        "Why": when(due.date, today),
        "Date": day(due.date.day),
        "What": due.date.kind.label,
        "About": "; ".join(due.subjects),
        "Who": due.date.who,
        "Overdue": str(max(len(due.subjects), 1) if due.date.overdue else 0),
    }


def question_cells(one: QuestionOverall) -> Cells:
    """Counted are clients, as in the other formats."""
    return {
        "Kind": "question",
        "Organisation": "; ".join(one.clients),
        "Why": "; ".join(one.waiting),
        "About": one.id,
        "Who": one.to,
        "Overdue": str(one.overdue),
        "Question": one.text,
        "Clients": str(len(one.clients)),
        "Asked": asked_text(one),
    }


def day(one: date | None) -> str:
    return one.isoformat() if one else ""
