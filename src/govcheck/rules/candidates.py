"""What could end a finding: the changes that the smallest change is chosen from."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.case import Case
from govcheck.rules.findings import chosen_plan
from govcheck.words.assessment import Assessment, Change, Finding
from govcheck.words.checklist import ProfileQuestion
from govcheck.words.criteria import Criteria, FactIs, PlanOffers, leaves
from govcheck.words.vocabulary import UNKNOWN, Cell, QuestionType, Standing, Step, Subject


def candidates(case: Case, assessment: Assessment, found: Finding, use: str) -> Iterator[Change]:
    """What could end a finding in a use case."""
    match found.about:
        case Subject.CONTROL:
            if assessment.states[found.subject].against_profile:  # the fact that cannot be told is what to answer
                yield from other_facts(case, case.checklist.controls[found.subject].applies or (), use)
            yield Change(Step.SATISFY, found.subject)
        case Subject.FRONT_PAGE:
            yield from front_page_candidates(found.subject)
        case Subject.PROFILE:
            yield from other_values(case, found.subject, use, ())
        case Subject.PLAN:
            yield from plan_candidates(case, found.subject, use)
        case Subject.CELL:
            yield from cell_candidates(case, found.subject, use)
        case Subject.RULE:
            yield from rule_candidates(case, assessment, found.subject, use)
        case Subject.ANSWER | Subject.NAME | Subject.DROPPED | Subject.UNCHECKED | Subject.APPROVAL | Subject.GONE:
            return
    if found.about in (Subject.CELL, Subject.RULE, Subject.PLAN) and len(assessment.uses) > 1:
        yield Change(Step.LEAVE_OUT, use)


def front_page_candidates(field: str) -> Iterator[Change]:
    yield Change(Step.COMPLETE, field)
    if field == "next-review":  # no day may be left within a year of the last review
        yield Change(Step.COMPLETE, "date")


def plan_candidates(case: Case, row: str, use: str) -> Iterator[Change]:
    table = case.checklist.plans
    assert table is not None  # the finding came from it
    yield from other_values(case, table.question, use, ())
    if chosen_plan(case) != UNKNOWN:
        yield Change(Step.CONFIRM, row)
    yield from other_facts(case, table.rows[row].needed or (), use)


def cell_candidates(case: Case, place: str, use: str) -> Iterator[Change]:
    matrix, (row, column) = case.checklist.matrix, place.split("/")
    assert matrix is not None  # the finding came from it
    if (row, column) in case.engagement.matrix:
        yield Change(Step.CELL, place)
    yield from other_values(case, matrix.columns, use, (column,))
    yield Change(Step.CELL, place, to=(Cell.CONDITIONAL,))
    yield from other_values(case, matrix.rows, use, (row,))


def rule_candidates(case: Case, assessment: Assessment, id: str, use: str) -> Iterator[Change]:
    rule = case.checklist.rules[id]
    for control in sorted(rule.controls):
        state, answer = assessment.states.get(control), case.engagement.answers.get(control)
        if state and (state.standing is Standing.MET or (answer and answer.confirm_again)):
            yield Change(Step.WITHDRAW, control, to=(UNKNOWN,))
        if state and state.standing is not Standing.MET:
            yield Change(Step.SATISFY, control)
        if answer and not state:  # excluded: its answer goes
            yield Change(Step.WITHDRAW, control)
    yield from other_facts(case, rule.when, use)


def other_facts(case: Case, criteria: Criteria, use: str) -> Iterator[Change]:
    """Changes to the facts that criteria look at."""
    for leaf, negated in leaves(criteria):
        match leaf:
            case FactIs(question, values):
                yield from other_values(case, question, use, () if negated else values)
            case PlanOffers(rows) if case.checklist.plans:
                yield from (Change(Step.CONFIRM, row) for row in rows if chosen_plan(case) != UNKNOWN)
                yield from other_values(case, case.checklist.plans.question, use, ())
            case _:
                continue  # answers are other candidates' business


def other_values(case: Case, id: str, use: str, leave: tuple[str, ...]) -> Iterator[Change]:
    """Other values of a profile question: of an any-of what is left without `leave`, else one value."""
    question = case.checklist.profile.get(id)
    if question is None:
        return
    if question.derived is not None:
        yield from other_facts(case, question.derived, use)
        return
    for where in places(case, question, use):
        yield from values_at(case, question, where, leave)


def places(case: Case, question: ProfileQuestion, use: str) -> Iterator[str]:
    """Where a value could be changed: for the whole engagement where the use case has none of its own, and there."""
    own = case.engagement.use_cases.get(use)
    if own is None or question.id not in own.profile:
        yield ""
    if own is not None and question.per_use_case:
        yield use


def values_at(case: Case, question: ProfileQuestion, where: str, leave: tuple[str, ...]) -> Iterator[Change]:
    profile = case.engagement.profile
    have = (case.engagement.use_cases[where].profile if where else profile).get(question.id)
    have = profile.get(question.id, (UNKNOWN,)) if have is None else have
    rest = tuple(value for value in have if value not in leave and value != UNKNOWN)
    if question.type is QuestionType.ANY_OF and rest != have and (rest or not question.needed):
        yield Change(Step.PROFILE, question.id, where, rest)
    others = (value for value in question.values if value not in {*leave, *have})
    yield from (Change(Step.PROFILE, question.id, where, (value,)) for value in others)
