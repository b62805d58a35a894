"""From a checklist and an engagement to a verdict. Pure: the day and the digests of files are part of the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import chain

from govcheck.rules.approvals import approval_findings, approvals
from govcheck.rules.case import Case
from govcheck.rules.ends import ends
from govcheck.rules.findings import (
    control_findings,
    dropped_findings,
    front_page_findings,
    note_findings,
    plan_findings,
    profile_findings,
    unchecked_findings,
)
from govcheck.rules.looks import (
    Look,
    answers_changed,
    gates_changed,
    is_alike,
    laid_over,
    reach_again,
    weighs_otherwise,
)
from govcheck.rules.matrix import cell_findings
from govcheck.rules.ruled import fired
from govcheck.rules.states import state_of
from govcheck.words.assessment import Assessment, Finding
from govcheck.words.vocabulary import Effect, Result, Verdict

RULES: Mapping[Verdict, str] = {
    Verdict.NO_GO: "Every use case is stopped.",
    Verdict.NOT_READY: "Something is unanswered or contradictory, the front page incomplete, or nothing may go ahead.",
    Verdict.CONDITIONAL_GO: "Some use case may not go ahead, or a condition, acceptance or warning is left.",
    Verdict.GO: "Every use case may go ahead, and no condition is left.",
}
"""The rule behind each verdict, in words for a reader."""


def assess(case: Case) -> Assessment:
    """Judge the engagement: reach, states, findings, verdict."""
    return look(case).assessment


def look(case: Case, before: Look | None = None) -> Look:
    """Judge the engagement, and keep what that was made from.

    After a change to a case that was judged before, only what the change can reach is worked out again. Notes and the
    day until which it is valid are left out then: they decide nothing.
    """
    alike = before if before and is_alike(before.case, case) else None
    reach = reach_again(case, alike)
    gates, later = reach.gates, reach.later
    answers, moved = answers_changed(case, alike), gates_changed(reach, alike)
    touched = (*answers, *(id for id in moved if weighs_otherwise(gates[id], id, alike)))
    again = {id: state_of(case, case.checklist.controls[id], gates[id]) for id in dict.fromkeys(touched) if id in gates}
    states = laid_over(alike.assessment.states if alike else {}, again, gates)
    does = {id: () if id in later else tuple(control_findings(id, states[id], gates[id])) for id in (*again, *moved)}
    found = laid_over(alike.found if alike else {}, does, gates)
    rules = fired(case, reach, states, answers, alike)
    findings = (
        *front_page_findings(case),
        *profile_findings(case, reach.by_use),
        *plan_findings(case, reach.by_use),
        *cell_findings(case, reach.by_use),
        *rules.values(),
        *chain.from_iterable(found.values()),
        *(() if before else note_findings(case, gates)),
        *dropped_findings(case, reach.by_use, case.last_phase.rank),
        *unchecked_findings(case),
    )
    uses = results(reach.by_use, findings)
    verdict = decide(uses.values(), findings)
    approved = approvals(case, verdict)
    assessment = Assessment(
        verdict=verdict,
        stage=case.engagement.front.stage,
        as_of=case.today,
        uses=uses,
        states=states,
        later=later,
        gates=gates,
        findings=(*findings, *approval_findings(case, approved, verdict)),
        valid_until=None if before else min(ends(case, reach, states), default=None),
        approvals=approved,
    )
    return Look(case, reach, rules, found, assessment)


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
