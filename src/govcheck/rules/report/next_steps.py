"""What has to happen next: what is asked of the reader, and what would lead to a better verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govcheck.rules.report.blocks import Line, Points, cell
from govcheck.rules.report.conditions import Condition
from govcheck.rules.report.phrases import control_line, count, day, lead, person, role_title, sentence, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.wording import FRONT_PAGE_FIELDS, change_parts, subject_title, use_title
from govcheck.words.assessment import Change
from govcheck.words.vocabulary import Effect, Gate, Standing, Step, Subject, Verdict

SATISFYING = (
    "A control on this list has to become met, with dated evidence of a kind named beside it, gathered by somebody "
    "other than its owner."
)
SHOWN = 5
"""How many changes of a long list stand on the first page."""


def asked(review: Review, found: tuple[Condition, ...]) -> Iterator[Line]:
    """What the reader has to do next, from what the decision rests on."""
    assessment = review.assessment
    yield signing(review)
    undecided = [found for found in assessment.having(Effect.UNDECIDED) if found.about is not Subject.CONTROL]
    standings = Counter(assessment.states[control].standing for control in deciding(review))
    silent, gaps, kept = (standings[one] for one in (Standing.UNANSWERED, Standing.OPEN, Standing.FAILED))
    if undecided:
        yield Line(f"{count(len(undecided), 'point')} that no answer settles yet.", label="Clear up:")
    if silent:
        yield Line(
            f"{count(silent, 'blocker or required control', 'blockers and required controls')}.", label="Answer:"
        )
    if gaps:
        yield Line(f"{count(gaps, 'gap')} without an owner and a date, or an acceptance.", label="Decide on:")
    if kept:
        yield Line(f"{count(kept, 'gap')} of which it is decided that nothing will close it.", label="Reconsider:")
    if review.judgement.questions:
        yield Line(questions_text(review), label="Ask:")
    dated = [one for one in found if one.until]
    if dated:
        yield Line(f"the next condition runs out on {day(dated[0].until)} ({dated[0].owner}).", label="Follow up:")


def signing(review: Review) -> Line:
    roles = ", ".join(person_of_role(review, role) for role in review.checklist.approvals) or person(
        review, review.front.owner
    )
    if review.assessment.verdict in (Verdict.GO, Verdict.CONDITIONAL_GO):
        return Line(f"approval by {roles}.", label="Sign, if you agree:")
    return Line("this assessment does not support a start.", label="Do not sign yet:")


def person_of_role(review: Review, role: str) -> str:
    name = review.front.people.get(role)
    return f"{name} ({role_title(review, role)})" if name else role_title(review, role)


def deciding(review: Review) -> tuple[str, ...]:
    """The due controls that are more than recommended."""
    assessment = review.assessment
    return tuple(control for control in assessment.due if assessment.gate(control) is not Gate.RECOMMENDED)


def questions_text(review: Review) -> str:
    """How many questions wait for an answer from outside, and how many nobody has sent."""
    asked_of = review.case.engagement.questions
    new = sum(question.id not in asked_of for question in review.judgement.questions)
    text = f"{count(len(review.judgement.questions), 'question')} to the account team"
    return f"{text}, {f'{new} of them not sent yet' if new else 'sent and waiting for a reply'}."


def way_points(review: Review) -> Points:
    """The smallest change to the next better verdict, and the other way: to ask for less."""
    way = review.judgement.way
    lines = tuple(change_line(review, change) for change in way.changes)
    if not lines:
        lines = cell("No list of changes was found that leads to a better verdict.")
    clear = review.clear
    if clear and len(clear) < len(review.assessment.uses):
        lines = (*lines, Line(uses_text(review, clear), label="Or ask only for what may go ahead:"))
    title = f"What would lead to: {way.verdict.label}" if way.changes else "What would improve the verdict"
    satisfying = any(change.step is Step.SATISFY for change in way.changes)
    return Points(lines, title, intro=SATISFYING if satisfying else "", shown=SHOWN)


def change_line(review: Review, change: Change) -> Line:
    """A change by its title; the words of the instruction are those of every other output."""
    if change.step is Step.SATISFY:
        line = control_line(review, change.subject)
        kinds = (kind.label.lower() for kind in review.checklist.controls[change.subject].accepts)
        return Line(f"Evidence: {', '.join(kinds)}.", label=line.text, code=line.code, anchor=line.anchor)
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
