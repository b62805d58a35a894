"""A second look at a changed engagement sees what a first look would see."""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace

import pytest

from govcheck.rules.assess import look
from govcheck.rules.candidates import candidates
from govcheck.rules.case import Case
from govcheck.rules.change import all_applied, applied
from govcheck.rules.looks import Look
from govcheck.words.assessment import Change
from govcheck.words.vocabulary import Effect, Step, Subject
from made_up import case_of, engagement
from test_verdict_properties import SEEDS


def changes(at: Look) -> list[Change]:
    """Everything that could end one of its findings, or make one."""
    ids = list(at.case.checklist.controls)
    found = [one for one in at.assessment.findings if one.effect is not Effect.NOTES]
    some = [
        change
        for finding in found
        for use in finding.uses
        if finding.about is not Subject.CONTROL or finding.subject in at.assessment.states
        for change in candidates(at.case, at.assessment, finding, use)
    ]
    return [*some, *(Change(Step.WITHDRAW, id) for id in ids), *(Change(Step.SATISFY, id) for id in ids)]


def together(some: list[Change]) -> list[Change]:
    """Without what would change a use case that is left out, and without leaving out a second one."""
    gone = next((change.subject for change in some if change.step is Step.LEAVE_OUT), "")
    rest = [change for change in some if (change.step is not Step.LEAVE_OUT and change.use != gone) or not gone]
    return [*rest, *([Change(Step.LEAVE_OUT, gone)] if gone else [])]


def same(one: Look, other: Look) -> bool:
    """Notes and the last day decide nothing, and a second look leaves them out."""
    seen = [
        replace(
            look.assessment,
            findings=tuple(sorted((f for f in look.assessment.findings if f.effect is not Effect.NOTES), key=repr)),
            valid_until=None,
        )
        for look in (one, other)
    ]
    return seen[0] == seen[1] and one.found == other.found


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_change_a_second_look_is_as_good_as_a_first(seed: int) -> None:
    r = random.Random(seed)
    _, checklist, answers = engagement(seed)
    case = case_of(checklist, answers)
    before = look(case)
    for _ in range(4):
        some = changes(before)
        if not some:
            return
        after: Case = all_applied(together(r.sample(some, min(len(some), r.choice([1, 1, 2, 5])))), before.case)
        second = look(after, before)
        assert same(second, look(after))
        before = second


def test_changes_one_by_one_come_to_the_same_as_together() -> None:
    seen: Counter[Step] = Counter()
    for seed in SEEDS:
        _, checklist, answers = engagement(seed)
        at = look(case_of(checklist, answers))
        some = changes(at)
        random.Random(seed).shuffle(some)
        different = together(list({(change.subject, change.use): change for change in some}.values())[:6])
        one_by_one = at.case
        for change in different:
            one_by_one = applied(change, one_by_one)
            seen[change.step] += 1
        at_once = all_applied(different, at.case)
        assert look(one_by_one).assessment == look(at_once).assessment
    assert {Step.SATISFY, Step.WITHDRAW, Step.PROFILE} <= set(seen)


def test_what_did_not_change_is_not_worked_out_again() -> None:
    _, checklist, answers = engagement(3)
    before = look(case_of(checklist, answers))
    id, *others = before.assessment.states
    after = look(applied(Change(Step.SATISFY, id), before.case), before)
    assert all(after.assessment.states[one] is before.assessment.states[one] for one in others)
    assert after.assessment.states[id] is not before.assessment.states[id]
