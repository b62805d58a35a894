"""The open questions to the account team as we see them: where each stands, and what hangs on it. Stays inside."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from govcheck.rules.counsel import counsel
from govcheck.rules.exchanges import missing, overdue, progress, progress_counts
from govcheck.rules.judge import Judgement
from govcheck.rules.questions import asked_of
from govcheck.rules.report.exchanges import numbers
from govcheck.words.assessment import OpenQuestion
from govcheck.words.engagement import Exchange
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate


@dataclass(frozen=True)
class Waiting:
    """A control that waits for a reply."""

    id: str
    gate: Gate
    question: str


@dataclass(frozen=True)
class Listed:
    """One open question."""

    id: str
    number: int
    """As on the sheet and in the report."""
    text: str
    to: str
    """The role that it goes to."""
    addressee: str
    """Its title."""
    person: str
    """Empty where nobody is named."""
    stands: str
    overdue: bool
    waiting: tuple[Waiting, ...]
    yes_means: str
    no_means: str
    exchange: Exchange | None
    """None where it was not sent."""
    missing: str
    """What the last reply lacks."""
    counsel: str
    """Who decides where a reply differs from the contract."""


@dataclass(frozen=True)
class QuestionList:
    as_of: date
    questions: tuple[Listed, ...]
    """One addressee after the other."""
    asking: str
    """How many of them stand where."""


def question_list(judgement: Judgement, only: Collection[str]) -> QuestionList:
    """Those of the open questions."""
    case = judgement.case
    wanted = [one for one in judgement.questions if one.id in only]
    counts = progress_counts([case.engagement.questions.get(one.id) for one in wanted], case.today)
    return QuestionList(case.today, tuple(listed(judgement, one) for one in wanted), counts)


def listed(judgement: Judgement, question: OpenQuestion) -> Listed:
    case, exchange = judgement.case, judgement.case.engagement.questions.get(question.id)
    asked, controls = case.checklist.questions[question.id], case.checklist.controls
    return Listed(
        id=question.id,
        number=numbers(judgement)[question.id],
        text=question.text,
        to=question.to,
        addressee=case.checklist.roles.get(question.to, question.to),
        person=asked_of(case, question),
        stands=progress(exchange, case.today),
        overdue=overdue(exchange, case.today),
        waiting=tuple(Waiting(id, judgement.assessment.gate(id), controls[id].question) for id in question.waiting),
        yes_means=asked.yes_means,
        no_means=asked.no_means,
        exchange=exchange,
        missing=missing(exchange) if exchange else "",
        counsel=counsel(case),
    )
