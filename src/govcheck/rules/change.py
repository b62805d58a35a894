"""One change towards a better verdict: what it does to an engagement, and how it reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.findings import chosen_plan
from govcheck.words.assessment import Change
from govcheck.words.engagement import Acceptance, Answer, CellChoice, Confirmation, Engagement, Evidence
from govcheck.words.vocabulary import UNKNOWN, Cell, Claim, Residual, Stage, Status, Step

T = TypeVar("T")
ANOTHER = "another person"
"""Whoever does what is listed: nobody who is named in the engagement."""
SOON = 90
"""Days until what is promised here ends."""


def applied(change: Change, case: Case) -> Case:
    """The case after somebody did what the change asks for, today."""
    return replace(case, engagement=changed(change, case))


def all_applied(changes: Iterable[Change], case: Case) -> Case:
    """The case after everything in the list was done, in its order. Answers are laid over the others in one go."""
    answers = {**case.engagement.answers}
    for change in changes:
        if change.step is Step.SATISFY or (change.step is Step.WITHDRAW and change.to):
            answers[change.subject] = new_answer(change, case, answers.get(change.subject))
        elif change.step is Step.WITHDRAW:
            answers.pop(change.subject, None)
        else:
            case = applied(change, case)
    return replace(case, engagement=replace(case.engagement, answers=answers))


def without_one(change: Change, changes: Iterable[Change], after: Case, case: Case) -> Case:
    """The case after everything in a list was done but for one change; `after` is where all of it was.

    A list never has two changes to one answer.
    """
    if change.step not in (Step.SATISFY, Step.WITHDRAW):
        return all_applied((one for one in changes if one != change), case)
    answers = without(after.engagement.answers, change.subject)
    if change.subject in case.engagement.answers:
        answers[change.subject] = case.engagement.answers[change.subject]
    return replace(after, engagement=replace(after.engagement, answers=answers))


def new_answer(change: Change, case: Case, before: Answer | None) -> Answer:
    """What is said of a control after it was made met, or after its answer was taken back."""
    if change.step is Step.SATISFY:
        return satisfied(case, change.subject, before)
    return Answer(Status.UNKNOWN, ANOTHER, case.today)


def changed(change: Change, case: Case) -> Engagement:
    engagement, subject = case.engagement, change.subject
    match change.step:
        case Step.SATISFY | Step.WITHDRAW:
            return all_applied([change], case).engagement
        case Step.COMPLETE:
            return replace(engagement, front=replace(engagement.front, **front_value(subject, case.today)))
        case Step.PROFILE if change.use:
            use = engagement.use_cases[change.use]
            own = replace(use, profile={**use.profile, subject: change.to})
            return replace(engagement, use_cases={**engagement.use_cases, change.use: own})
        case Step.PROFILE:
            return replace(engagement, profile={**engagement.profile, subject: change.to})
        case Step.CONFIRM:
            said = Confirmation(chosen_plan(case), Claim.YES, "the vendor", case.today, "reply")
            return replace(engagement, plans={**engagement.plans, subject: said})
        case Step.CELL:
            return replace(engagement, matrix=with_cell(case, change))
        case Step.LEAVE_OUT:
            return replace(engagement, use_cases=without(engagement.use_cases, subject))


def is_known(case: Case, change: Change) -> bool:
    """Whether the profile question of a change has a value where the change would write one."""
    profile = case.engagement.profile
    own = case.engagement.use_cases[change.use].profile if change.use else profile
    return UNKNOWN not in own.get(change.subject, profile.get(change.subject, (UNKNOWN,)))


def without(mapping: Mapping[str, T], key: str) -> dict[str, T]:
    return {id: value for id, value in mapping.items() if id != key}


def satisfied(case: Case, control: str, before: Answer | None) -> Answer:
    """A met answer with one proof of an accepted kind, gathered today by somebody else than the owner."""
    kind = case.checklist.controls[control].accepts[0]
    proof = Evidence(kind, "", case.today, ANOTHER)  # no file, and the record of no reply that is there
    return Answer(Status.MET, ANOTHER, case.today, owner=before.owner if before else "", evidence=(proof,))


def front_value(field: str, today: date) -> dict[str, Any]:
    values: dict[str, tuple[str, Any]] = {
        "stage": ("stage", Stage.OPERATE),
        "owner": ("owner", "an owner"),
        "reviewed-by": ("reviewed_by", "a reviewer"),
        "date": ("dated", today),
        "next-review": ("next_review", days_after(today, SOON)),
    }
    return dict([values[field]])


def with_cell(case: Case, change: Change) -> Mapping[tuple[str, str], CellChoice]:
    """The engagement's cells with one set under an acceptance, or with its own setting taken back."""
    row, column = change.subject.split("/")
    cells = {place: choice for place, choice in case.engagement.matrix.items() if place != (row, column)}
    if change.to:
        cells[row, column] = CellChoice(Cell(change.to[0]), accepted_today(case))
    return cells


def accepted_today(case: Case) -> Acceptance:
    end = days_after(case.today, min(SOON, case.checklist.acceptance_days))
    return Acceptance("the risk", Residual.MEDIUM, "a control", ANOTHER, "an approver", case.today, end)
