"""A second look finds what a first one would, after any change that the way forward may try."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from govcheck.jobs.load import open_engagement
from govcheck.rules.assess import look
from govcheck.rules.candidates import candidates
from govcheck.rules.case import Case
from govcheck.rules.change import all_applied, applied
from govcheck.rules.looks import Look
from govcheck.words.assessment import Change
from govcheck.words.resources import folder
from govcheck.words.vocabulary import Effect, Step
from made_up import case_of, engagement
from program import AS_OF

STEPS = 12


def told(one: Look) -> dict[str, object]:
    """What a look decides, each thing in its order."""
    found = one.assessment
    return {
        "verdict": found.verdict,
        "uses": found.uses,
        "states": [*found.states.items()],
        "later": found.later,
        "gates": [*found.gates.items()],
        "findings": [finding for finding in found.findings if finding.effect is not Effect.NOTES],
        "approvals": found.approvals,
        "facts": one.reach.by_use,
        "rules": [*one.fired.items()],
        "found": [*one.found.items()],
    }


def changes(one: Look) -> Iterator[Change]:
    """Whatever could be tried, and to take back any answer and to leave out any use case."""
    for found in one.assessment.findings:
        for use in found.uses:
            yield from candidates(one.case, one.assessment, found, use)
    yield from (Change(Step.WITHDRAW, id) for id in one.case.engagement.answers)
    if len(one.case.use_cases) > 1:
        yield from (Change(Step.LEAVE_OUT, use) for use in one.case.engagement.use_cases)


def walk(r: random.Random, case: Case) -> None:
    """Changes upon changes, each looked at from a look that was taken after some of those before it."""
    looks = [look(case)]
    for _ in range(STEPS):
        before = r.choice(looks[-3:])
        possible = sorted(set(changes(before)), key=str)
        if not possible:
            return
        chosen = r.sample(possible, min(len(possible), r.choice((1, 1, 1, 3))))
        one = r.choice((chosen[0], None))
        if one and one.step is Step.LEAVE_OUT and len(before.case.use_cases) < 2:
            continue
        changed = applied(one, before.case) if one else all_applied(safe(chosen), before.case)
        again = look(changed, before)
        assert told(again) == told(look(changed)), chosen
        looks.append(again)


def safe(chosen: list[Change]) -> list[Change]:
    """Without what would take the use cases away that the others name."""
    return [change for change in chosen if change.step is not Step.LEAVE_OUT]


@pytest.mark.parametrize("seed", range(300))
def test_a_second_look_finds_what_a_first_one_finds(seed: int) -> None:
    r, checklist, answers = engagement(seed)
    walk(r, case_of(checklist, answers))


@pytest.mark.parametrize("name", ["go", "conditional-go", "not-ready", "no-go"])
@pytest.mark.parametrize("seed", range(3))
def test_it_does_so_for_the_examples(name: str, seed: int) -> None:
    path = folder("examples") / name / "answers.yaml"
    case = open_engagement(path, f"{name}/answers.yaml").case(date.fromisoformat(AS_OF))
    walk(random.Random(seed), replace(case, engagement=replace(case.engagement, approvals={})))
