"""What has to happen next: what is asked of the reader, and what would lead to a better verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govcheck.rules.report.approved import approver, who_and_when
from govcheck.rules.report.blocks import Line, Points, Prose, cell
from govcheck.rules.report.conditions import Condition
from govcheck.rules.report.exchanges import numbers, progress_text
from govcheck.rules.report.obstacles import points
from govcheck.rules.report.phrases import (
    control_line,
    count,
    day,
    gate_text,
    in_role,
    lead,
    listed,
    person,
    role_title,
    sentence,
)
from govcheck.rules.report.review import Review
from govcheck.rules.wording import FRONT_PAGE_FIELDS, change_parts, subject_title, use_title
from govcheck.words.assessment import Change
from govcheck.words.vocabulary import Effect, Gate, ReportEdition, Standing, Status, Step, Subject, Verdict

SATISFYING = (
    "A control on this list has to become met, with dated evidence of a kind named beside it, gathered by somebody "
    "other than its owner."
)
OR_REMEDY = " For a required control, a remedy with an owner, a date before the next review and a safeguard is enough."
ANSWER, FIND_OUT, PROVE, DECIDE = "Answer:", "Find out:", "Prove:", "Decide on:"
CLOSE, RECONSIDER, CONFIRM = "Close:", "Reconsider:", "Confirm again:"
OPEN_KINDS = {
    ANSWER: ("blocker or required control", "blockers and required controls"),
    FIND_OUT: ("control of which the answer is not known", "controls of which the answer is not known"),
    PROVE: (
        "control that is said to be met, without evidence that counts",
        "controls that are said to be met, without evidence that counts",
    ),
    CONFIRM: (
        "control that was reworded, split or merged since it was answered",
        "controls that were reworded, split or merged since they were answered",
    ),
    DECIDE: (
        "gap with no remedy in time and no acceptance in force",
        "gaps with no remedy in time and no acceptance in force",
    ),
    CLOSE: (
        "blocker that has a date; its use cases stay on hold until it is closed",
        "blockers that have a date; their use cases stay on hold until they are closed",
    ),
    RECONSIDER: ("gap of which it is decided that it stays", "gaps of which it is decided that they stay"),
}
"""What is asked about controls, in this order: one, and several."""
OPEN_ANSWERS = {Status.UNKNOWN: FIND_OUT, Status.MET: PROVE}
SHOWN = 5
"""How many changes of a long list stand on the first page."""


def asked(review: Review, found: tuple[Condition, ...]) -> Iterator[Line]:
    """What the reader has to do next, from what the decision rests on."""
    assessment = review.assessment
    yield signing(review)
    undecided = [found for found in assessment.having(Effect.UNDECIDED) if found.about is not Subject.CONTROL]
    if undecided:
        yield Line(f"{listed(tuple(points(review, undecided)))}.", label="Clear up:")
    yield from control_steps(review)
    ids = numbers(review.judgement)
    if ids:
        asking = f"{count(len(ids), 'question')} to the account team: {progress_text(review.case, ids)}."
        yield Line(asking, label="Ask:")
    dated = [one for one in found if one.until]
    if dated and review.supported:
        yield Line(f"the next condition runs out on {day(dated[0].until)} ({dated[0].owner}).", label="Follow up:")


def control_steps(review: Review) -> Iterator[Line]:
    """What is to be done about the controls that close something."""
    counts = Counter(filter(None, (open_kind(review, control) for control in deciding(review))))
    for label, (one, several) in OPEN_KINDS.items():
        if counts[label]:
            yield Line(f"{count(counts[label], one, several)}.", label=label)


def open_kind(review: Review, control: str) -> str:
    """The label of what is to be done about a control; empty where nothing is."""
    match review.assessment.states[control].standing:
        case Standing.UNANSWERED:
            return ANSWER
        case Standing.FAILED:
            return RECONSIDER
        case Standing.OPEN:
            answer = review.case.engagement.answers[control]
            return CONFIRM if answer.confirm_again else OPEN_ANSWERS.get(answer.status, DECIDE)
        case Standing.PROMISED if review.assessment.gate(control) is Gate.BLOCKER:
            return CLOSE
        case _:
            return ""


def signing(review: Review) -> Line:
    found = review.assessment.approvals
    if review.assessment.approved:
        return Line(f"{'; '.join(who_and_when(review, one) for one in found)}.", label="Approved by:")
    left = (person_of_role(review, one.role) for one in found if not one.valid)
    roles = ", ".join(left) or person(review, review.front.owner)
    if review.supported:
        where = "" if review.edition is ReportEdition.FULL else " It is the full edition that is signed."
        return Line(f"approval by {roles}.{where}", label="Sign, if you agree:")
    yet = "Do not approve yet:" if review.assessment.verdict is Verdict.NOT_READY else "Do not approve:"
    return Line("this assessment does not support a start.", label=yet)


def person_of_role(review: Review, role: str) -> str:
    title = role_title(review, role)
    return in_role(approver(review, role) or title, title)


def deciding(review: Review) -> tuple[str, ...]:
    """The due controls that are more than recommended."""
    assessment = review.assessment
    return tuple(control for control in assessment.due if assessment.gate(control) is not Gate.RECOMMENDED)


def way_points(review: Review) -> Points:
    """The smallest change to the next better verdict."""
    way = review.judgement.way
    lines = tuple(change_line(review, change) for change in way.changes)
    if not lines:
        lines = cell("No list of changes was found that leads to a better verdict.")
    title = f"What would lead to: {way.verdict.label}" if way.changes else "What would improve the verdict"
    return Points(lines, title, intro=way_intro(review), shown=SHOWN)


def way_intro(review: Review) -> str:
    """What it takes to satisfy a control of the list, where there is one."""
    way, gates = review.judgement.way, review.assessment.gates
    satisfied = [change.subject for change in way.changes if change.step is Step.SATISFY]
    required = any(Gate.BLOCKER not in gates.get(control, {}).values() for control in satisfied)
    enough = OR_REMEDY if required and way.verdict is Verdict.CONDITIONAL_GO else ""
    return SATISFYING + enough if satisfied else ""


def narrower(review: Review) -> Iterator[Prose]:
    """The other way: to ask for less."""
    verdict = review.judgement.narrowed
    if verdict:
        bounds = ", with the conditions that bear on them" if verdict is Verdict.CONDITIONAL_GO else ""
        titles = "; ".join(use_title(review.case, use) for use in review.clear)
        yield Prose((Line(f"{titles}: {verdict.label.lower()}{bounds}.", label="Or ask only for"),))


def change_line(review: Review, change: Change) -> Line:
    """A change by its title; the words of the instruction are those of every other output."""
    if change.step is Step.SATISFY:
        line = control_line(review, change.subject)
        kinds = (kind.label.lower() for kind in review.checklist.controls[change.subject].accepts)
        weight = f"{gate_text(review, change.subject)}. " if change.subject in review.assessment.gates else ""
        told = f"{weight}Evidence: {', '.join(kinds)}."
        return Line(told, label=line.text, code=line.code, anchor=line.anchor)
    place, instruction = change_parts(review.case, change)
    about = {
        Step.WITHDRAW: Subject.CONTROL,
        Step.PROFILE: Subject.PROFILE,
        Step.CONFIRM: Subject.PLAN,
        Step.CELL: Subject.CELL,
    }.get(change.step)
    if about:
        title = subject_title(review.case, about, change.subject)
    elif change.step is Step.COMPLETE:
        title = sentence(FRONT_PAGE_FIELDS[change.subject])
    else:
        title = use_title(review.case, change.subject)
    return Line(sentence(instruction), label=lead(title), code=place)
