"""From a checklist and an engagement to a verdict. Pure: the day and the digests of files are part of the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
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
from govcheck.rules.reach import facts_by_use, facts_of, gates_of, values_by_use
from govcheck.rules.states import said_state, state_of
from govcheck.words.assessment import Assessment, Finding, State
from govcheck.words.criteria import Settled, leaves
from govcheck.words.values import dataclass
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
    ruled: Mapping[str, Facts]
    """The same with what rules may see."""
    fired: tuple[Finding, ...]
    """The rules that are true there, or cannot be told."""
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
    alike = before if before and is_alike(before.case, case) else None
    by_use = facts_again(case, alike)
    gates = reached(case, by_use, alike)
    stage = case.engagement.front.stage
    last = (stage or Stage.OPERATE).last_phase.rank
    if alike and gates is alike.assessment.gates:
        later = alike.assessment.later
    else:
        later = frozenset(id for id in gates if case.checklist.controls[id].phase.rank > last)
    moved = elsewhere(gates, alike)
    touched = (*answered(case, gates, alike), *(id for id in moved if weighs_otherwise(gates[id], id, alike)))
    again = {id: state_of(case, case.checklist.controls[id], gates[id]) for id in dict.fromkeys(touched)}
    states = laid_over(alike.assessment.states if alike else {}, again, gates)
    does = {id: tuple(control_findings(id, states[id], gates[id])) for id in (*again, *moved) if id not in later}
    found = laid_over(alike.found if alike else {}, does, [id for id in gates if id not in later] if later else gates)
    ruled = with_answers(case, by_use, gates, states, later)
    fired = alike.fired if alike and ruled == alike.ruled else tuple(rule_findings(case, ruled))
    findings = (
        *front_page_findings(case),
        *profile_findings(case, by_use),
        *plan_findings(case, by_use),
        *cell_findings(case, by_use),
        *fired,
        *chain.from_iterable(found.values()),
        *(() if before else note_findings(case, gates)),
        *dropped_findings(case, by_use, last),
        *unchecked_findings(case),
    )
    uses = results(by_use, findings)
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
    return Look(case, by_use, ruled, fired, found, assessment)


def is_alike(one: Case, other: Case) -> bool:
    """Whether the state of a control is the same in both where its answer and its gates are.

    A state looks at nothing else but the front page, the replies, the day, the files, and what was said of controls
    that are gone.
    """
    old, new = one.engagement, other.engagement
    same = one.checklist is other.checklist and one.digests is other.digests and one.today == other.today
    return same and old.front == new.front and old.questions is new.questions and not (old.kept or new.kept)


def facts_again(case: Case, alike: Look | None) -> Mapping[str, Facts]:
    """What each use case sees; after an alike case the same facts where its values and the plan's are the same."""
    if alike is None or alike.case.engagement.plans is not case.engagement.plans:
        return facts_by_use(case)
    old, new = alike.case.engagement, case.engagement
    if old.profile is new.profile and old.use_cases is new.use_cases:
        return alike.by_use
    were = values_by_use(alike.case)
    return {
        use: alike.by_use[use] if values == were.get(use) else facts_of(case, values)
        for use, values in values_by_use(case).items()
    }


def reached(case: Case, by_use: Mapping[str, Facts], alike: Look | None) -> Mapping[str, Gates]:
    """The controls that reach some use case, each with its gate in every use case that it reaches.

    After an alike case the same gates stand for a control where they are equal.
    """
    if alike and by_use is alike.by_use:
        return alike.assessment.gates
    controls = case.checklist.controls
    if alike and by_use.keys() == alike.by_use.keys():  # only facts decide, so only where they are asked
        were, looked_at = alike.assessment.gates, case.checklist.conditional
    else:
        were, looked_at = {}, tuple(controls)
    anywhere = {gate: dict.fromkeys(by_use, gate) for gate in Gate}
    again = {
        id: gates_of(controls[id], by_use) if controls[id].conditional else anywhere[controls[id].gate]
        for id in looked_at
    }
    changed = {id: gates for id, gates in again.items() if gates != were.get(id, {})}
    if were and not changed:
        return were
    gone = {id for id, gates in changed.items() if not gates}
    return laid_over(were, changed, [id for id in controls if id not in gone and (id in were or id in changed)])


def elsewhere(gates: Mapping[str, Gates], alike: Look | None) -> Iterable[str]:
    """The controls whose gates are others than in an alike case."""
    were = alike.assessment.gates if alike else {}
    return () if gates is were else [id for id, uses in gates.items() if uses is not were.get(id)]


def answered(case: Case, gates: Mapping[str, Gates], alike: Look | None) -> Iterable[str]:
    """The controls that are answered otherwise than in an alike case."""
    new = case.engagement.answers
    old = alike.case.engagement.answers if alike else new
    if old is new:
        return ()
    told = [id for id, answer in new.items() if answer is not (was := old.get(id)) and answer != was and id in gates]
    return (*told, *(id for id in old if id not in new and id in gates))


def weighs_otherwise(gates: Gates, id: str, alike: Look | None) -> bool:
    """Whether a state may be another than in an alike case: it knows what gates there are, not where."""
    return alike is None or {*gates.values()} != {*alike.assessment.gates.get(id, {}).values()}


def laid_over(old: Mapping[str, T], new: Mapping[str, T], ids: Collection[str]) -> Mapping[str, T]:
    """What stands for each of these ids, in their order: what is new, else what was there."""
    if not new and len(old) == len(ids):
        return old
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


def results(uses: Iterable[str], findings: Iterable[Finding]) -> Mapping[str, Result]:
    """What becomes of each use case."""
    effects: dict[str, set[Effect]] = {use: set() for use in uses}
    for finding in findings:
        for use in finding.uses:
            effects[use].add(finding.effect)
    return {use: result(seen) for use, seen in effects.items()}


def result(effects: Collection[Effect]) -> Result:
    if Effect.STOPS in effects:
        return Result.STOPPED
    return Result.HELD if Effect.HOLDS in effects or Effect.UNDECIDED in effects else Result.CLEAR


def with_answers(
    case: Case,
    by_use: Mapping[str, Facts],
    gates: Mapping[str, Gates],
    states: Mapping[str, State],
    later: frozenset[str],
) -> Mapping[str, Facts]:
    """The facts of each use case with what rules may see: answers as written, silence where one is due, what counts."""
    if not case.checklist.rules:
        return by_use
    named, answers = case.checklist.ruled, case.engagement.answers
    written = {id: case.stands(id, answers[id]).value for id in named if id in answers}
    doubted = {id: answers[id] for id in written if answers[id].confirm_again}
    silent = [id for id in named if id not in later and id not in written]

    def seen(use: str, facts: Facts) -> Facts:
        here = {id for id in named if use in gates.get(id, ())}
        perhaps = (
            id
            for id, answer in doubted.items()
            if id in here and said_state(case, case.checklist.controls[id], answer, gates[id]).standing.settled
        )
        return replace(
            facts,
            answers={**{id: SILENCE for id in silent if id in here}, **written},
            settled=frozenset(id for id in named if id not in here or states[id].standing.settled),
            doubted={id: answer.status.value for id, answer in doubted.items()},
            perhaps=frozenset(perhaps),
        )

    return {use: seen(use, facts) for use, facts in by_use.items()}


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
