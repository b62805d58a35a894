"""What each use case sees, which controls reach it, and how much they weigh there."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts, Truth, holds
from govcheck.words.checklist import Checklist, Control, PlanRow, PlanTable
from govcheck.words.engagement import Values
from govcheck.words.vocabulary import NO, UNKNOWN, YES, Claim, Gate

IN_WORDS: Mapping[Truth, str] = {True: YES, False: NO, None: UNKNOWN}
IN_TRUTH: Mapping[Claim, Truth] = {Claim.YES: True, Claim.NO: False, Claim.UNKNOWN: None}


def facts_by_use(case: Case) -> Mapping[str, Facts]:
    """The profile and the plan's offers as each use case sees them."""
    return {name: facts_of(case, values) for name, values in values_by_use(case).items()}


def values_by_use(case: Case) -> Mapping[str, Mapping[str, Values]]:
    """What is written of each use case: its own values laid over the engagement's."""
    return {name: {**case.engagement.profile, **use.profile} for name, use in case.use_cases.items()}


def facts_of(case: Case, written: Mapping[str, Values]) -> Facts:
    facts = Facts(completed(case.checklist, written))
    table = case.checklist.plans
    return Facts(facts.profile, offers(case, table, facts.values(table.question)[0])) if table else facts


def completed(checklist: Checklist, written: Mapping[str, Values]) -> Mapping[str, Values]:
    """The profile with derived questions worked out; nothing chosen for a needed question is unknown."""
    profile: dict[str, Values] = {}
    for question in checklist.profile.values():
        if question.derived is not None:
            profile[question.id] = (IN_WORDS[holds(question.derived, Facts(profile))],)
        elif question.id in written:
            profile[question.id] = written[question.id] or ((UNKNOWN,) if question.needed else ())
    return profile


def offers(case: Case, table: PlanTable, plan: str) -> Mapping[str, Truth]:
    """What the plan has: the vendor's confirmation for it while it counts, else what the source claims.

    While a yes has to be confirmed again it cannot be told whether the plan has what the source does not claim.
    """
    return {id: offer(case, row, plan) for id, row in table.rows.items()}


def offer(case: Case, row: PlanRow, plan: str) -> Truth:
    said, claim = case.engagement.plans.get(row.id), row.claimed.get(plan, Claim.UNKNOWN)
    if said and said.plan == plan and said.confirmed is Claim.YES and said.confirm_again:
        return IN_TRUTH[claim] or None
    return IN_TRUTH[confirmed(case, row.id, plan) or claim]


def confirmed(case: Case, row: str, plan: str) -> Claim | None:
    said = case.confirmation(row, plan)
    return said.confirmed if said else None


def gates_of(control: Control, by_use: Mapping[str, Facts]) -> Mapping[str, Gate]:
    """The use cases that the control reaches, each with its gate there. What cannot be told applies, and raises."""
    if not control.conditional:
        return dict.fromkeys(by_use, control.gate)
    return {
        name: max((control.gate, *raised(control, facts)), key=lambda gate: gate.rank)
        for name, facts in by_use.items()
        if control.applies is None or holds(control.applies, facts) is not False
    }


def raised(control: Control, facts: Facts) -> tuple[Gate, ...]:
    return tuple(gate for gate, when in control.gate_when.items() if holds(when, facts) is not False)
