"""From a checklist and an engagement to a verdict. Pure: the day and the digests of files are part of the case."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

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

RULES: Mapping[Verdict, str] = {
    Verdict.NO_GO: "Every use case is stopped.",
    Verdict.NOT_READY: "Something is unanswered or contradictory, the front page incomplete, or nothing may go ahead.",
    Verdict.CONDITIONAL_GO: "Some use case may not go ahead, or a condition, acceptance or warning is left.",
    Verdict.GO: "Every use case may go ahead, and no condition is left.",
}
"""The rule behind each verdict, in words for a reader."""


def assess(case: Case) -> Assessment:
    """Judge the engagement: reach, states, findings, verdict."""
    by_use = facts_by_use(case)
    reached = {id: gates_of(control, by_use) for id, control in case.checklist.controls.items()}
    gates = {id: uses for id, uses in reached.items() if uses}
    states = {id: state_of(case, case.checklist.controls[id], uses) for id, uses in gates.items()}
    stage = case.engagement.front.stage
    last = (stage or Stage.OPERATE).last_phase.rank
    later = frozenset(id for id in gates if case.checklist.controls[id].phase.rank > last)
    findings = (
        *all_findings(case, by_use, gates, states, later),
        *dropped_findings(case, by_use, last),
        *unchecked_findings(case),
    )
    uses = {use: result(use, findings) for use in by_use}
    ends = [*state_ends(case, gates, states, later), *cell_ends(case, by_use), *other_ends(case)]
    verdict = decide(uses.values(), findings)
    approved = approvals(case, verdict)
    return Assessment(
        verdict=verdict,
        stage=stage,
        as_of=case.today,
        uses=uses,
        states=states,
        later=later,
        gates=gates,
        findings=(*findings, *approval_findings(case, approved, verdict)),
        valid_until=min(ends, default=None),
        approvals=approved,
    )


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


def all_findings(
    case: Case,
    by_use: Mapping[str, Facts],
    gates: Mapping[str, Gates],
    states: Mapping[str, State],
    later: frozenset[str],
) -> Iterator[Finding]:
    yield from front_page_findings(case)
    yield from profile_findings(case, by_use)
    yield from plan_findings(case, by_use)
    yield from cell_findings(case, by_use)
    yield from rule_findings(case, {use: with_answers(case, use, by_use[use], gates, states, later) for use in by_use})
    for id, state in states.items():
        if id not in later:
            yield from control_findings(id, state, gates[id])
    yield from note_findings(case, gates)


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
    written = {id: case.stands(id, answer).value for id, answer in case.engagement.answers.items() if id in named}
    settled = frozenset(id for id in named if use not in gates.get(id, ()) or states[id].standing.settled)
    doubted = {id: case.engagement.answers[id] for id in written if case.engagement.answers[id].confirm_again}
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
