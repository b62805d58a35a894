"""The question sheet: what the vendor's account team is asked, and nothing of what the reviewers think of it.

Only what is named here can reach the sheet. Ratings, notes, gates, statuses, acceptances and evidence stay inside.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby

from govcheck.rules.case import Case
from govcheck.rules.exchanges import NOT_ENOUGH, overdue, progress
from govcheck.rules.judge import Judgement
from govcheck.rules.questions import asked_of
from govcheck.rules.report.exchanges import numbers
from govcheck.rules.report.phrases import day
from govcheck.words.assessment import OpenQuestion
from govcheck.words.checklist import Checklist
from govcheck.words.table import Column
from govcheck.words.vocabulary import EvidenceKind

FORMS = {
    EvidenceKind.WRITTEN_REPLY: "a reply in writing",
    EvidenceKind.CONTRACT_CLAUSE: "the clause of the agreement",
    EvidenceKind.INDEPENDENT_REPORT: "a current report by an independent auditor",
    EvidenceKind.PUBLIC_DOCUMENT: "a published document, with its date",
}
"""What a vendor can send, in the order in which it is named. A reply in writing is always welcome."""

SHEET_COLUMNS = (
    Column("Reference", 22),
    Column("Number", 8),
    Column("Addressed to", 22),
    Column("Person", 18),
    Column("Question", 60),
    Column("Needed for", 26),
    Column("Form of reply", 26),
    Column("Asked on", 12),
    Column("Reply wanted by", 12),
    Column("Overdue", 9),
    Column("Earlier reply", 40),
    Column("Reply", 60, filled_in=True),
    Column("Replied by", 18, filled_in=True),
    Column("Replied on", 12, filled_in=True),
)
SHEET_HEADINGS = tuple(column.heading for column in SHEET_COLUMNS)


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
    reply: str = ""
    """What they said before."""
    replied_on: str = ""
    more: bool = False
    """They were told that the reply is not enough."""


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


def question_sheet(judgement: Judgement) -> Sheet:
    """The open questions by addressee, numbered through. A question that was withdrawn is not asked again."""
    case, front = judgement.case, judgement.case.engagement.front
    number = numbers(judgement)
    still = (question for question in judgement.questions if question.id in number)
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
        reply=exchange.reply,
        replied_on=day(exchange.replied_on, ""),
        overdue=overdue(exchange, case.today),
        more=progress(exchange) == NOT_ENOUGH,
    )


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
            one.reply,
            "",
            "",
            "",
        )
        for addressee in sheet.addressees
        for one in addressee.questions
    )


def sheet_about(sheet: Sheet) -> tuple[str, ...]:
    """How the account team fills it in."""
    contact = f"Contact for replies: {sheet.contact}, {sheet.organization}." if sheet.contact else ""
    says = (
        f"Date of this sheet: {sheet.as_of}.",
        "Please reply in writing under Reply, and say who replied and when. Leave Reference as it is.",
        "If a reply holds only for some products, plans or regions, please say for which.",
        "If you cannot answer a question, please tell us who can.",
        contact,
    )
    return tuple(line for line in says if line)
