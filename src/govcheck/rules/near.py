"""The dates that are near or past: what runs out, what is due, what is overdue. Days are inclusive."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.rules.approvals import fault as approval_fault
from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.ends import basis
from govcheck.rules.exchanges import owed_by
from govcheck.rules.findings import chosen_plan
from govcheck.rules.matrix import places, ruling
from govcheck.rules.questions import answered, asked_by, reply_end, waiting_for
from govcheck.rules.reach import facts_by_use
from govcheck.rules.replies import end_path, record_ends, recorded
from govcheck.rules.states import last_day, proofs_behind, state_of
from govcheck.rules.wording import reason_findings
from govcheck.words.assessment import Assessment, Finding, State
from govcheck.words.checklist import Control
from govcheck.words.engagement import Answer
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Claim, Gate, Standing, Status, Subject, Verdict, Word

NEAR_DAYS = 14
"""So many days ahead are near, where nobody says otherwise."""


class DateKind(Word):
    """What happens on a day."""

    EVIDENCE = "evidence"
    NOT_APPLICABLE = "not-applicable"
    ACCEPTANCE = "acceptance"
    REMEDY = "remedy"
    CELL = "cell"
    REPLY_DUE = "reply-due"
    REPLY = "reply"
    PLAN = "plan"
    APPROVAL = "approval"
    NEXT_REVIEW = "next-review"
    VERDICT = "verdict"

    @property
    def label(self) -> str:
        """As in `remedy due`: it reads the same before the day and after it."""
        return {
            DateKind.EVIDENCE: "last day of the evidence",
            DateKind.NOT_APPLICABLE: "last day as not applicable",
            DateKind.ACCEPTANCE: "last day of the acceptance",
            DateKind.REMEDY: "remedy due",
            DateKind.CELL: "last day of the acceptance in the matrix",
            DateKind.REPLY_DUE: "reply due",
            DateKind.REPLY: "last day of the reply",
            DateKind.PLAN: "last day of the plan confirmation",
            DateKind.APPROVAL: "last day of the approval",
            DateKind.NEXT_REVIEW: "next review",
            DateKind.VERDICT: "last day of the verdict",
        }[self]


@dataclass(frozen=True)
class NearDate:
    """One thing that ends or is due on a day."""

    kind: DateKind
    day: date
    subject: str
    """Control, `row/column` of the matrix, question, plan row or role; empty where the whole review is meant."""
    who: str
    """Whom it is up to; empty where nobody is named."""
    path: tuple[str | int, ...]
    """Where in the answers file the day is written, or the one that it is counted from; empty where it is nowhere."""
    overdue: bool = False


KINDS: Mapping[Standing, DateKind] = {
    Standing.MET: DateKind.EVIDENCE,
    Standing.NOT_APPLICABLE: DateKind.NOT_APPLICABLE,
    Standing.ACCEPTED: DateKind.ACCEPTANCE,
}
"""What it is that makes a control count, and that ends."""
PAST_ABOUT: Mapping[DateKind, Subject] = {
    DateKind.EVIDENCE: Subject.CONTROL,
    DateKind.NOT_APPLICABLE: Subject.CONTROL,
    DateKind.ACCEPTANCE: Subject.CONTROL,
    DateKind.REMEDY: Subject.CONTROL,
    DateKind.CELL: Subject.CELL,
    DateKind.PLAN: Subject.PLAN,
    DateKind.APPROVAL: Subject.APPROVAL,
    DateKind.NEXT_REVIEW: Subject.FRONT_PAGE,
}
"""What the findings are about that say of a day that it is past. Of replies no finding speaks."""


def near_dates(case: Case, assessment: Assessment, days: int = NEAR_DAYS) -> tuple[NearDate, ...]:
    """What is overdue, longest first, then what comes up to so many days after the day of assessment.

    Only what the verdict rests on, the questions that due controls ask, and the approvals.
    """
    last = days_after(case.today, days)
    dates = told_once(all_dates(case, assessment))
    near = (replace(one, overdue=one.day < case.today) for one in dates if one.day <= last)
    return tuple(sorted(near, key=lambda one: (one.day, one.kind.rank)))


def told_once(dates: Iterable[NearDate]) -> Iterator[NearDate]:
    """Without the ends of replies that a control's evidence ends with: those are told of the control."""
    dates = tuple(dates)
    evidence = {one.path for one in dates if one.kind is DateKind.EVIDENCE}
    return (one for one in dates if one.kind is not DateKind.REPLY or one.path not in evidence)


def to_tell(case: Case, assessment: Assessment, days: int) -> tuple[NearDate, ...]:
    """The near dates that do not stand beside the verdict already: not its own last day, and none of its reasons."""
    reasons = reason_findings(assessment)
    return tuple(
        one
        for one in near_dates(case, assessment, days)
        if one.kind is not DateKind.VERDICT and said_by(case, assessment, one) not in reasons
    )


def said_by(case: Case, assessment: Assessment, one: NearDate) -> Finding | None:
    """The finding that says that the day is past; None where none says so."""
    if not one.overdue or one.kind not in PAST_ABOUT:
        return None
    if one.kind is DateKind.ACCEPTANCE and case.engagement.answers[one.subject].remedy:
        return None  # then the finding speaks of the remedy
    about = (PAST_ABOUT[one.kind], one.subject or "next-review")
    found = (finding for finding in assessment.findings if (finding.about, finding.subject) == about)
    return min(found, key=lambda finding: finding.effect.rank, default=None)


def all_dates(case: Case, assessment: Assessment) -> Iterator[NearDate]:
    resting = basis(case, assessment.gates, assessment.later)
    for id, control in case.checklist.controls.items():
        answer = case.engagement.answers.get(id)
        if answer and id in resting:
            yield from control_dates(case, assessment, control, answer)
    yield from cell_dates(case)
    yield from question_dates(case, assessment)
    yield from plan_dates(case)
    yield from approval_dates(case, assessment)
    front = case.engagement.front
    if front.next_review:
        yield NearDate(DateKind.NEXT_REVIEW, front.next_review, "", front.reviewed_by, ("engagement", "next-review"))
    if assessment.valid_until and assessment.verdict.rank >= Verdict.CONDITIONAL_GO.rank:
        yield NearDate(DateKind.VERDICT, assessment.valid_until, "", front.owner, ())


def on_day(case: Case, day: date) -> Case:
    """The case as of a day that is past; as of today where the day is still to come."""
    return case if day >= case.today else replace(case, today=day)


def control_dates(case: Case, assessment: Assessment, control: Control, answer: Answer) -> Iterator[NearDate]:
    """When an answer stops to count, or when it did; and by when its gap is to be closed."""
    state = counting(case, assessment, control, answer)
    if state and state.until:
        accepted = answer.acceptance if state.standing is Standing.ACCEPTED else None
        who = accepted.by if accepted else case.owner(control, answer)
        path = ending_path(on_day(case, state.until), control, answer, assessment.gates[control.id])
        yield NearDate(KINDS[state.standing], state.until, control.id, who, path)
    gap = answer.status in (Status.PARTIAL, Status.NOT_MET)
    if gap and answer.remedy and not assessment.states[control.id].standing.settled:
        path = ("answers", control.id, "remedy", "due")
        yield NearDate(DateKind.REMEDY, answer.remedy.due, control.id, answer.remedy.owner, path)


def ending_path(case: Case, control: Control, answer: Answer, gates: Mapping[str, Gate]) -> tuple[str | int, ...]:
    """Where stands what ends an answer that counts: an end, or the day from which it ages. It may be a reply's."""
    here = ("answers", control.id)
    if answer.status is Status.NOT_APPLICABLE:
        return *here, "answered-on"
    if answer.status is not Status.MET:
        return *here, "acceptance", "expires"
    last = max(proofs_behind(case, control, answer, gates), key=lambda proof: last_day(case, control, proof))
    end = last_day(case, control, last)
    replied = next((at for day, at in record_ends(case, control, last) if day == end), None)
    if replied:
        return end_path(replied, recorded(case, control, last)[replied])
    return *here, "evidence", answer.evidence.index(last), "valid-until" if last.valid_until == end else "collected"


def counting(case: Case, assessment: Assessment, control: Control, answer: Answer) -> State | None:
    """The state in which the answer counts, or did on the last of the days named in it; None where it never did."""
    now = assessment.states[control.id]
    if now.standing.settled:
        return now
    past = {day for day in ends(case, control, answer) if day < case.today}
    for day in sorted(past, reverse=True):
        state = state_of(on_day(case, day), control, assessment.gates[control.id])
        if state.standing.settled and state.until == day:
            return state
    return None


def ends(case: Case, control: Control, answer: Answer) -> Iterator[date]:
    """The days on which parts of an answer end."""
    yield from (last_day(case, control, proof) for proof in answer.evidence)
    yield days_after(answer.answered_on, control.stale_after)
    if answer.acceptance:
        yield answer.acceptance.expires


def cell_dates(case: Case) -> Iterator[NearDate]:
    """When the acceptances of the cells in use end."""
    matrix = case.checklist.matrix
    if matrix is None:
        return
    used = dict.fromkeys(place for facts in facts_by_use(case).values() for place in places(matrix, facts))
    for place in used:
        chosen = case.engagement.matrix.get(place)
        if chosen and chosen.acceptance:
            until = ruling(on_day(case, chosen.acceptance.expires), matrix, place).until
            if until:
                path = ("matrix", *place, "acceptance", "expires")
                yield NearDate(DateKind.CELL, until, "/".join(place), chosen.acceptance.by, path)


def question_dates(case: Case, assessment: Assessment) -> Iterator[NearDate]:
    """When the account team owes a reply, and when an accepted one ends. What is past matters while controls wait."""
    for id, exchange in case.engagement.questions.items():
        due, end = owed_by(exchange, case.today), reply_end(exchange)
        if due and waiting_for(case, assessment, id):
            yield NearDate(DateKind.REPLY_DUE, due, id, exchange.asked_of, ("questions", id, "due"))
        asking = waiting_for if end and end < case.today else asked_by
        if end and answered(on_day(case, end), exchange) and asking(case, assessment, id):
            yield NearDate(DateKind.REPLY, end, id, exchange.replied_by, end_path(("questions", id), exchange))


def plan_dates(case: Case) -> Iterator[NearDate]:
    """When the vendor's confirmations for the chosen plan are too old."""
    table = case.checklist.plans
    for row, said in case.engagement.plans.items() if table else ():
        assert table is not None
        end = days_after(said.dated, table.stale_after)
        if said.confirmed is Claim.YES and on_day(case, end).confirmation(row, chosen_plan(case)):
            yield NearDate(DateKind.PLAN, end, row, said.by, ("plans", row, "dated"))


def approval_dates(case: Case, assessment: Assessment) -> Iterator[NearDate]:
    """When the approvals end that have an end, if they count to that day; as a better verdict's always have."""
    for role, given, void in ((one.role, one.approval, one.void) for one in assessment.approvals):
        if given and given.until and not void:
            last = on_day(case, given.until)
            if not approval_fault(last, given, assessment.verdict, given.digest):
                yield NearDate(DateKind.APPROVAL, given.until, role, given.by, ("approvals", role, "until"))
