"""The question sheet: what the vendor's account team is asked, and nothing of what the reviewers think of it.

Only what is named here can reach the sheet. Ratings, notes, gates, statuses, acceptances and evidence stay inside. So
does what a yes or a no would change: who knows which reply is wanted is tempted to give it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import groupby

from govcheck.rules.case import Case
from govcheck.rules.exchanges import (
    DIFFERS,
    NOT_ENOUGH,
    RAN_OUT,
    REWORDED,
    before,
    last_round,
    missing,
    overdue,
    progress,
)
from govcheck.rules.judge import Judgement
from govcheck.rules.questions import asked_of
from govcheck.rules.report.exchanges import numbers
from govcheck.rules.report.phrases import day
from govcheck.words.assessment import OpenQuestion
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Engagement, Exchange
from govcheck.words.table import Column
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import EvidenceKind

FORMS = {
    EvidenceKind.WRITTEN_REPLY: "a reply in writing",
    EvidenceKind.CONTRACT_CLAUSE: "the clause of the agreement",
    EvidenceKind.INDEPENDENT_REPORT: "a current report by an independent auditor",
    EvidenceKind.PUBLIC_DOCUMENT: "a published document, with its date",
}
"""What a vendor can send, in the order in which it is named. A reply in writing is always welcome."""
AGAIN: Mapping[str, str] = {
    NOT_ENOUGH: "This reply does not answer the whole question. Please complete it.",
    RAN_OUT: "This reply is too old to rely on. Please confirm it, or say what has changed.",
    REWORDED: "The question has been reworded since. Please look at it again.",
}
"""Why something is asked again, by where it stands."""

REFERENCE, QUESTION, REPLY, BY, ON = "Reference", "Question", "Reply", "Replied by", "Replied on"
COMPLETE, UNTIL = "Complete", "Valid until"
WHOLE, PARTLY = "yes", "partly"
ASKED_ON, SHEET_OF, REVIEW = "Asked on", "Sheet of", "Review"
SHEET_COLUMNS = (
    Column(REFERENCE, 22),
    Column("Number", 8),
    Column("Addressed to", 22),
    Column("Person", 18),
    Column(QUESTION, 60),
    Column("Needed for", 26),
    Column("Form of reply", 26),
    Column(ASKED_ON, 12),
    Column("Reply wanted by", 12),
    Column("Overdue", 9),
    Column("Earlier reply", 40),
    Column("Asked again", 30),
    Column(REPLY, 60, filled_in=True),
    Column(BY, 18, filled_in=True),
    Column(ON, 12, filled_in=True),
    Column(COMPLETE, 10, (WHOLE, PARTLY), filled_in=True),
    Column(UNTIL, 12, filled_in=True),
    Column(SHEET_OF, 12),
    Column(REVIEW, 30),
)
SHEET_HEADINGS = tuple(column.heading for column in SHEET_COLUMNS)


@dataclass(frozen=True)
class Said:
    """What they said before."""

    text: str
    day: str


@dataclass(frozen=True)
class Asked:
    """One question as the account team sees it. Dates are text, empty where there is none."""

    number: int
    reference: str
    text: str
    concerns: str
    """The sections of the review that wait for the reply."""
    forms: str
    asked_on: str = ""
    wanted_by: str = ""
    overdue: bool = False
    replies: tuple[Said, ...] = ()
    """Oldest first."""
    again: str = ""
    """Why it is asked again."""
    missing: str = ""
    """What their last reply lacks."""


@dataclass(frozen=True)
class Addressee:
    role: str
    person: str
    questions: tuple[Asked, ...]


@dataclass(frozen=True)
class Sheet:
    organization: str
    title: str
    contact: str
    as_of: str
    addressees: tuple[Addressee, ...]

    @property
    def review(self) -> str:
        """What tells sheets of different reviews apart."""
        return f"{self.organization}: {self.title}"


def question_sheet(judgement: Judgement, only: Collection[str] | None = None) -> Sheet:
    """The open questions by addressee, or only some of them.

    A question that was withdrawn is not asked again, nor one of which counsel decides first what becomes of the reply.
    Each has the number that it has among all, as in the report.
    """
    case, front = judgement.case, judgement.case.engagement.front
    number = numbers(judgement)
    # whatever the day of the sheet is: it goes out when the reply is there
    held_back = {id for id, exchange in case.engagement.questions.items() if progress(exchange, date.max) == DIFFERS}
    still = [
        one
        for one in judgement.questions
        if one.id in number and one.id not in held_back and (only is None or one.id in only)
    ]
    groups = groupby(still, key=lambda question: (question.to, asked_of(case, question)))
    return Sheet(
        organization=front.organization,
        title=front.title,
        contact=front.owner,
        as_of=day(case.today),
        addressees=tuple(
            Addressee(
                case.checklist.roles.get(role, role),
                person,
                tuple(asked(case, question, number[question.id]) for question in group),
            )
            for (role, person), group in groups
        ),
    )


def review_title(engagement: Engagement) -> str:
    """The name of the review as its sheets have it."""
    return Sheet(engagement.front.organization, engagement.front.title, "", "", ()).review


def asked(case: Case, question: OpenQuestion, number: int) -> Asked:
    exchange = case.engagement.questions.get(question.id)
    needed, accepted = concerns(case.checklist, question.waiting), forms(case.checklist, question.waiting)
    new = Asked(number, question.id, question.text, needed, accepted)
    if exchange is None:
        return new
    return replace(
        new,
        asked_on=day(exchange.asked_on),
        wanted_by=day(exchange.due, ""),
        overdue=overdue(exchange, case.today),
        replies=tuple(Said(one.reply, day(one.replied_on, "")) for one in before(exchange)),
        again=why_again(exchange, case.today),
        missing=missing(exchange),
    )


def why_again(exchange: Exchange, today: date) -> str:
    """Why a question is asked that was asked before; empty where it only waits."""
    return AGAIN.get(progress(last_round(exchange), today), "")


def concerns(checklist: Checklist, waiting: Iterable[str]) -> str:
    """The titles of the sections that wait."""
    titles = dict.fromkeys(checklist.sections[checklist.controls[control].section].title for control in waiting)
    return "; ".join(titles)


def forms(checklist: Checklist, waiting: Iterable[str]) -> str:
    """What the waiting controls accept of the things that a vendor can send."""
    accepted = {kind for control in waiting for kind in checklist.controls[control].accepts}
    named = [text for kind, text in FORMS.items() if kind in accepted or kind is EvidenceKind.WRITTEN_REPLY]
    return ", or ".join(named)


def sheet_rows(sheet: Sheet) -> tuple[tuple[str, ...], ...]:
    """The sheet as a table, with empty cells for the reply."""
    return tuple(
        (
            one.reference,
            str(one.number),
            addressee.role,
            addressee.person,
            one.text,
            one.concerns,
            one.forms,
            one.asked_on,
            one.wanted_by,
            "yes" if one.overdue else "",
            earlier_text(one),
            again_text(one),
            *("" for column in SHEET_COLUMNS if column.filled_in),
            sheet.as_of,
            sheet.review,
        )
        for addressee in sheet.addressees
        for one in addressee.questions
    )


def earlier_text(one: Asked) -> str:
    """What they said before, dated where it is more than one reply."""
    if len(one.replies) == 1:
        return one.replies[0].text
    return "\n\n".join(f"{said.day}: {said.text}" for said in one.replies)


def again_text(one: Asked) -> str:
    """Why it is asked again, and what is missing."""
    return " ".join(part for part in (one.again, f"Still missing: {one.missing}" if one.missing else "") if part)


def sheet_about(sheet: Sheet) -> tuple[str, ...]:
    """How the account team fills it in."""
    contact = f"Contact for replies: {sheet.contact}, {sheet.organization}." if sheet.contact else ""
    says = (
        f"Date of this sheet: {sheet.as_of}.",
        (
            "Please reply in writing under Reply, and say who replied and when, with dates as 2026-11-30. Leave "
            "Reference, Sheet of and Review as they are."
        ),
        (
            "If a reply is not the whole answer yet, please write partly under Complete. If it holds only until a day, "
            "write that day under Valid until."
        ),
        "If a reply holds only for some products, plans or regions, please say for which.",
        "If you cannot answer a question, please tell us who can.",
        contact,
    )
    return tuple(line for line in says if line)


def reply_fields(sheet: Sheet, one: Asked) -> tuple[tuple[str, str], ...]:
    """What is filled in below a question, by name. The reply is the last, so that all that follows belongs to it."""
    told = ((REFERENCE, one.reference), (SHEET_OF, sheet.as_of), (REVIEW, sheet.review))
    return (*told, *((heading, "") for heading in (BY, ON, COMPLETE, UNTIL, REPLY)))
