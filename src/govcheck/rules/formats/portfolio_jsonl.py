"""A portfolio as JSON lines: one object for each engagement, one for each open question, and one for the whole."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from govcheck.rules.formats.as_json import near_date, problem
from govcheck.rules.formats.plain import json_line
from govcheck.rules.near import NearDate
from govcheck.rules.portfolio import Broken, Portfolio, QuestionHere, QuestionOverall, Row

FORMAT = 1
Doc = dict[str, Any]
UNKNOWN = (
    "organization",
    "title",
    "owner",
    "verdict",
    "stage",
    "why",
    "use-cases",
    "blockers-open",
    "overdue",
    "next-date",
    "dates",
    "checklists",
    "written-for",
    "approved",
    "valid-until",
    "questions",
)
"""What is null of an engagement that cannot be judged."""


def portfolio_jsonl(one: Portfolio) -> str:
    """The same portfolio gives the same bytes. Each line stands by itself."""
    return "".join(map(json_line, documents(one)))


def documents(one: Portfolio) -> Iterator[Doc]:
    """What cannot be judged comes first, then the worst."""
    yield from map(unjudged, one.broken)
    yield from (engagement(row, one.as_of) for row in one.rows)
    yield from map(question, one.questions)
    yield summary(one)


def unjudged(broken: Broken) -> Doc:
    """As an engagement of which nothing is known, so that nobody who counts engagements leaves it out."""
    unknown = dict.fromkeys(UNKNOWN)
    told = {**problem(broken.problem), "more": broken.more}
    return {"format": FORMAT, "kind": "engagement", "path": broken.path, **unknown, "problem": told}


def engagement(row: Row, today: date) -> Doc:
    return {
        "format": FORMAT,
        "kind": "engagement",
        "path": row.path,
        "organization": row.organization,
        "title": row.title,
        "owner": row.owner or None,
        "verdict": row.verdict,
        "stage": row.stage,
        "why": row.why,
        "use-cases": dict(row.uses),
        "blockers-open": row.blockers,
        "overdue": row.overdue,
        "next-date": dated(row.next, today) if row.next else None,
        "dates": [dated(one, today) for one in row.dates],
        "checklists": dict(row.checklists),
        "written-for": dict(row.older),
        "approved": row.approved,
        "valid-until": day(row.valid_until),
        "questions": [asked(one) for one in row.questions],
        "problem": None,
    }


def dated(one: NearDate, today: date) -> Doc:
    return {**near_date(one), "days": (one.day - today).days}


def asked(one: QuestionHere) -> Doc:
    return {"id": one.id, "stands": one.stands, "asked-on": day(one.asked_on), "overdue": one.overdue}


def question(one: QuestionOverall) -> Doc:
    return {
        "format": FORMAT,
        "kind": "question",
        "id": one.id,
        "text": one.text,
        "to": one.to or None,
        "clients": list(one.clients),
        "engagements": one.engagements,
        "waiting": list(one.waiting),
        "stands": one.stands,
        "asked-on": day(one.asked_on),
        "overdue": one.overdue,
    }


def summary(one: Portfolio) -> Doc:
    return {
        "format": FORMAT,
        "kind": "summary",
        "as-of": one.as_of.isoformat(),
        "within-days": one.within,
        "masked": one.masked,
        "engagements": len(one.rows),
        "not-judged": len(one.broken),
        "clients": one.clients,
        "verdicts": dict(one.verdicts),
        "use-cases": dict(one.uses),
        "blockers-open": one.blockers,
        "overdue": one.overdue,
        "due": one.due,
        "approved": one.approved,
        "questions": len(one.questions),
        "counted-once": list(one.again),
    }


def day(one: date | None) -> str | None:
    return one.isoformat() if one else None
