"""How the rows of a portfolio read. Every format says the same."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.date_words import when
from govcheck.rules.near import NearDate
from govcheck.rules.portfolio import Broken, Portfolio, QuestionOverall, Row
from govcheck.rules.wording import few
from govcheck.words.vocabulary import Result

CANNOT = "Cannot be judged"
MASKED = "Names are replaced: the same name has the same number everywhere on this page."
APPROVED, DRAFT = "approved", "draft"


def counted(number: int, one: str, many: str = "") -> str:
    """`1 client`, `2 clients`."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def size_text(one: Portfolio) -> str:
    """`4 engagements of 3 clients`."""
    return f"{counted(len(one.rows), 'engagement')} of {counted(one.clients, 'client')}"


def verdicts_text(one: Portfolio) -> str:
    """`No-go 1, not ready 2; 1 cannot be judged`: how many engagements have which verdict, the worst first."""
    told = [f"{verdict.label.lower()} {number}" for verdict, number in one.verdicts.items() if number]
    if one.broken:
        told.insert(0, f"{CANNOT.lower()} {len(one.broken)}")
    text = ", ".join(told)
    return text[:1].upper() + text[1:]


def uses_text(uses: Mapping[Result, int]) -> str:
    """`1 held, 2 clear`, the worst first."""
    return ", ".join(f"{number} {result}" for result, number in uses.items() if number)


def date_words(one: NearDate) -> str:
    """`reply due, q-retention (Mara Tillett)`."""
    about = f", {one.subject}" if one.subject else ""
    return f"{one.kind.label}{about}{who_text(one)}"


def who_text(one: NearDate) -> str:
    return f" ({one.who})" if one.who else ""


def next_text(row: Row, one: Portfolio) -> str:
    """The next date with what and who; empty where nothing is ahead."""
    return f"{row.next.day}, {when(row.next, one.as_of)}: {date_words(row.next)}" if row.next else ""


def checklist_texts(row: Row) -> tuple[str, ...]:
    """`claude-governance-brief 1.1.0, written for 1.0.0`: each checklist with its version."""
    return tuple(
        f"{id} {version}" + (f", written for {row.older[id]}" if id in row.older else "")
        for id, version in row.checklists.items()
    )


def approval_text(row: Row) -> str:
    return APPROVED if row.approved else DRAFT


def problem_text(broken: Broken) -> str:
    """The first problem with its place, and how many more there are."""
    return f"{broken.problem}{f'; and {broken.more} more' if broken.more else ''}"


def open_at(one: QuestionOverall) -> str:
    """`open at 3 clients (4 engagements)`."""
    several = f" ({counted(one.engagements, 'engagement')})" if one.engagements > len(one.clients) else ""
    return f"open at {counted(len(one.clients), 'client')}{several}"


def asked_text(one: QuestionOverall) -> str:
    """`2 waiting for a reply, 1 not sent yet; first asked on 2026-10-28; overdue at 1 client`."""
    first = f"; first asked on {one.asked_on}" if one.asked_on else ""
    late = f"; overdue at {counted(one.overdue, 'client')}" if one.overdue else ""
    return f"{one.stands}{first}{late}"


def again_text(one: Portfolio) -> str:
    """That some engagements have several names, which ones; empty where none has."""
    if not one.again:
        return ""
    return f"Counted once, though found by another name too: {few(one.again)}."


def missing_text(one: Portfolio) -> str:
    """How much of the portfolio is not known; empty where all of it is."""
    if one.whole:
        return ""
    return f"{len(one.broken)} of {one.files} could not be judged."
