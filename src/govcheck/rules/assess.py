"""From a checklist and an engagement to a verdict. Pure: the day and the digests of files are part of the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TypeVar

from govcheck.rules.approvals import approval_findings, approvals
from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.dates import days_after
from govcheck.rules.findings import (
    chosen_plan,
    control_findings,
    dropped_findings,
    front_page_findings,
    note_findings,
    plan_findings,
    profile_findings,
    rule_findings,
    unchecked_findings,
)
from govcheck.rules.matrix import cell_ends, cell_findings
from govcheck.rules.reach import facts_by_use, gates_of
from govcheck.rules.states import said_state, state_of
from govcheck.words.assessment import Assessment, Finding, State
from govcheck.words.criteria import Settled, leaves
from govcheck.words.vocabulary import SILENCE, Claim, Effect, Gate, Result, Stage, Verdict

Gates = Mapping[str, Gate]
T = TypeVar("T")

RULES: Mapping[Verdict, str] = {
    Verdict.NO_GO: "Every use case is stopped.",
    Verdict.NOT_READY: "Something is unanswered or contradictory, the front page incomplete, or nothing may go ahead.",
    Verdict.CONDITIONAL_GO: "Some use case may not go ahead, or a condition, acceptance or warning is left.",
    Verdict.GO: "Every use case may go ahead, and no condition is left.",
}
"""The rule behind each verdict, in words for a reader."""


@dataclass(frozen=True)
class Look:
    """An assessment, and what it was made from."""

    case: Case
    by_use: Mapping[str, Facts]
    found: Mapping[str, tuple[Finding, ...]]
    """What each due control does to the use cases that it reaches."""
    assessment: Assessment


def assess(case: Case) -> Assessment:
    """Judge the engagement: reach, states, findings, verdict."""
    return look(case).assessment


def look(case: Case, before: Look | None = None) -> Look:
    """Judge the engagement, and keep what that was made from.

    After a change to a case that was judged before, only what the change can reach is worked out again. Notes and the
    day until which it is valid are left out then: they decide nothing.
    """
    by_use = facts_by_use(case)
    gates = before.assessment.gates if before and before.by_use == by_use else reached(case, by_use)
    stage = case.engagement.front.stage
    last = (stage or Stage.OPERATE).last_phase.rank
    alike = before if before and is_alike(before.case, case) else None
    if alike and gates is alike.assessment.gates:
        later = alike.assessment.later
    else:
        later = frozenset(id for id in gates if case.checklist.controls[id].phase.rank > last)
    again = {id: state_of(case, case.checklist.controls[id], gates[id]) for id in touched(case, gates, alike)}
    states = laid_over(before.assessment.states if before else {}, again, gates)
    due = {id: tuple(control_findings(id, state, gates[id])) for id, state in again.items() if id not in later}
    found = laid_over(before.found if before else {}, due, [id for id in gates if id not in later])
    findings = (
        *front_page_findings(case),
        *profile_findings(case, by_use),
        *plan_findings(case, by_use),
        *cell_findings(case, by_use),
        *rule_findings(case, {use: with_answers(case, use, by_use[use], gates, states, later) for use in by_use}),
        *chain.from_iterable(found.values()),
        *(() if before else note_findings(case, gates)),
        *dropped_findings(case, by_use, last),
        *unchecked_findings(case),
    )
    uses = {use: result(use, findings) for use in by_use}
    verdict = decide(uses.values(), findings)
    approved = approvals(case, verdict)
    assessment = Assessment(
        verdict=verdict,
        stage=stage,
        as_of=case.today,
        uses=uses,
        states=states,
        later=later,
        gates=gates,
        findings=(*findings, *approval_findings(case, approved, verdict)),
        valid_until=None if before else min(ends(case, by_use, gates, states, later), default=None),
        approvals=approved,
    )
    return Look(case, by_use, found, assessment)


def reached(case: Case, by_use: Mapping[str, Facts]) -> Mapping[str, Gates]:
    """The controls that reach some use case, each with its gate in every use case that it reaches."""
    anywhere = {gate: dict.fromkeys(by_use, gate) for gate in Gate}
    gates = (
        (id, gates_of(control, by_use) if control.conditional else anywhere[control.gate])
        for id, control in case.checklist.controls.items()
    )
    return {id: uses for id, uses in gates if uses}


def is_alike(one: Case, other: Case) -> bool:
    """Whether the state of a control is the same in both where its answer and its gates are.

    A state looks at nothing else but the front page, the replies, the day, the files, and what was said of controls
    that are gone.
    """
    old, new = one.engagement, other.engagement
    same = one.checklist is other.checklist and one.digests is other.digests and one.today == other.today
    return same and old.front == new.front and old.questions is new.questions and not (old.kept or new.kept)


def touched(case: Case, gates: Mapping[str, Gates], alike: Look | None) -> Iterable[str]:
    """The controls whose state has to be worked out: after an alike case those with other gates or another answer."""
    if alike is None:
        return gates
    were, old, new = alike.assessment.gates, alike.case.engagement.answers, case.engagement.answers
    return [id for id in gates if old.get(id) is not new.get(id) or (gates is not were and gates[id] != were.get(id))]


def laid_over(old: Mapping[str, T], new: Mapping[str, T], ids: Collection[str]) -> Mapping[str, T]:
    """What stands for each of these ids, in their order: what is new, else what was there."""
    whole = {**old, **new}
    return whole if len(whole) == len(old) == len(ids) else {id: whole[id] for id in ids}


def decide(results: Iterable[Result], findings: Iterable[Finding]) -> Verdict:
    """The verdict in four lines, on findings only."""
    seen, effects = set(results), {finding.effect for finding in findings}
    if seen == {Result.STOPPED}:
        return Verdict.NO_GO
    if Effect.UNDECIDED in effects or Result.CLEAR not in seen:
        return Verdict.NOT_READY
    return Verdict.CONDITIONAL_GO if seen != {Result.CLEAR} or Effect.LIMITS in effects else Verdict.GO


def result(use: str, findings: Iterable[Finding]) -> Result:
    """What becomes of one use case."""
    effects = {finding.effect for finding in findings if use in finding.uses}
    if Effect.STOPS in effects:
        return Result.STOPPED
    return Result.HELD if effects & {Effect.HOLDS, Effect.UNDECIDED} else Result.CLEAR


def with_answers(
    case: Case,
    use: str,
    facts: Facts,
    gates: Mapping[str, Gates],
    states: Mapping[str, State],
    later: frozenset[str],
) -> Facts:
    """The facts of a use case with what rules may see: answers as written, silence where one is due, what counts."""
    if not case.checklist.rules:
        return facts
    named = case.checklist.ruled
    silent = {id: SILENCE for id in named if id not in later and use in gates.get(id, ())}
    answers = case.engagement.answers
    written = {id: case.stands(id, answers[id]).value for id in named if id in answers}
    settled = frozenset(id for id in named if use not in gates.get(id, ()) or states[id].standing.settled)
    doubted = {id: answers[id] for id in written if answers[id].confirm_again}
    perhaps = frozenset(
        id
        for id, answer in doubted.items()
        if use in gates.get(id, ())
        and said_state(case, case.checklist.controls[id], answer, gates[id]).standing.settled
    )
    return replace(
        facts,
        answers={**silent, **written},
        settled=settled,
        doubted={id: answer.status.value for id, answer in doubted.items()},
        perhaps=perhaps,
    )


def ends(
    case: Case,
    by_use: Mapping[str, Facts],
    gates: Mapping[str, Gates],
    states: Mapping[str, State],
    later: frozenset[str],
) -> Iterator[date]:
    """When something runs out that the verdict rests on."""
    yield from state_ends(case, gates, states, later)
    yield from cell_ends(case, by_use)
    yield from other_ends(case)


def state_ends(
    case: Case, gates: Mapping[str, Gates], states: Mapping[str, State], later: frozenset[str]
) -> Iterator[date]:
    """When states run out that the verdict rests on."""
    resting = basis(case, gates, later)
    yield from (state.until for id, state in states.items() if state.until and id in resting)


def basis(case: Case, gates: Mapping[str, Gates], later: frozenset[str]) -> frozenset[str]:
    """The controls that a verdict rests on: deciding ones that are due, and what rules call settled."""
    watched = {
        control
        for rule in case.checklist.rules.values()
        for leaf, _ in leaves(rule.when)
        if isinstance(leaf, Settled)
        for control in leaf.controls
    }
    deciding = {id for id, uses in gates.items() if id not in later and set(uses.values()) != {Gate.RECOMMENDED}}
    return frozenset(deciding | (watched & set(gates)))


def other_ends(case: Case) -> Iterator[date]:
    """The next review, and the plan confirmations that count."""
    front = case.engagement.front
    if front.next_review:
        yield front.next_review
    table = case.checklist.plans
    for row, said in case.engagement.plans.items() if table else ():
        assert table is not None
        if said.confirmed is Claim.YES and case.confirmation(row, chosen_plan(case)):
            yield days_after(said.dated, table.stale_after)
