"""What a decision to go ahead depends on: one condition for each finding that limits the verdict."""

from __future__ import annotations

from datetime import date

from govcheck.rules.matrix import ruling
from govcheck.rules.report.blocks import Line, Lines, cell
from govcheck.rules.report.marks import CELLS
from govcheck.rules.report.phrases import accepted_by, control_line, lead, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title, subject_title
from govcheck.words.assessment import Finding
from govcheck.words.engagement import Answer
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Standing, Subject


@dataclass(frozen=True)
class Condition:
    lines: Lines
    """What it is."""
    owner: str
    until: date | None
    """When it has to be closed, or looked at again."""
    safeguard: str
    """What protects until then; empty where nothing of the kind is named."""
    uses: tuple[str, ...]


def conditions(review: Review) -> tuple[Condition, ...]:
    """The conditions of the verdict, the first to run out first."""
    found = (condition(review, finding) for finding in review.assessment.having(Effect.LIMITS))
    return tuple(sorted(found, key=lambda one: one.until or date.max))


def condition(review: Review, finding: Finding) -> Condition:
    match finding.about:
        case Subject.CONTROL:
            return of_control(review, finding)
        case Subject.CELL:
            return of_cell(review, finding)
        case Subject.DROPPED:
            return of_checklist(review, finding, "Control that is not asked")
        case Subject.UNCHECKED:
            return of_checklist(review, finding, "Cross-check that is not made")
        case _:
            return of_warning(review, finding)


def of_control(review: Review, finding: Finding) -> Condition:
    control = finding.subject
    answer = review.case.engagement.answers[control]
    line = control_line(review, control)
    state = review.assessment.states[control]
    match state.standing:
        case Standing.PROMISED if answer.remedy:
            lines = titled("Gap to close", line)
            return Condition(lines, answer.remedy.owner, answer.remedy.due, answer.remedy.guardrail, finding.uses)
        case Standing.ACCEPTED if answer.acceptance:
            lines = (*titled("Accepted risk", line), Line(answer.acceptance.risk))
            by, until = accepted_by(answer.acceptance), answer.acceptance.expires
            return Condition(lines, by, until, answer.acceptance.compensating, finding.uses)
        case Standing.NOT_APPLICABLE:
            lines = (*titled("Not applicable, as approved", line), *cell(answer.note))
            return Condition(lines, answer.approved_by, state.until, "", finding.uses)
        case _:
            return by_its_owner(review, finding, answer)


def by_its_owner(review: Review, finding: Finding, answer: Answer) -> Condition:
    gatherer = review.case.owner(review.checklist.controls[finding.subject], answer)
    title = f"Evidence gathered by its owner only, to be confirmed by somebody other than {gatherer}"
    lines = titled(title, control_line(review, finding.subject))
    ends = (review.front.next_review, review.assessment.states[finding.subject].until)
    until = min(filter(None, ends), default=None)
    return Condition(lines, review.front.owner, until, "", finding.uses)


def of_cell(review: Review, finding: Finding) -> Condition:
    row, column = finding.subject.split("/")
    acceptance = review.case.engagement.matrix[row, column].acceptance
    matrix = review.checklist.matrix
    assert matrix is not None  # the finding came from it
    assert acceptance is not None  # without one it would limit nothing
    allowed = CELLS[ruling(review.case, matrix, (row, column)).cell].word.lower()
    line = Line(f"{cell_title(review.case, finding.subject)}: {allowed} here, which is looser than the checklist.")
    lines = (*titled("Matrix cell", line), Line(acceptance.risk))
    return Condition(lines, accepted_by(acceptance), acceptance.expires, acceptance.compensating, finding.uses)


def of_warning(review: Review, finding: Finding) -> Condition:
    lines = titled("Warning, until the facts or the answers change", Line(finding.text, code=finding.subject))
    return Condition(lines, review.front.owner, review.front.next_review, "", finding.uses)


def of_checklist(review: Review, finding: Finding, title: str) -> Condition:
    line = Line(lead(subject_title(review.case, finding.about, finding.subject)), code=finding.subject)
    lines = (*titled(title, line), Line(sentence(finding.text)))
    return Condition(lines, review.front.owner, review.front.next_review, "", finding.uses)


def titled(title: str, line: Line) -> Lines:
    return (Line(label=title), line)
