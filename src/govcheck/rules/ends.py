"""When something runs out that a verdict rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.findings import chosen_plan
from govcheck.rules.looks import Reach
from govcheck.rules.matrix import cell_ends
from govcheck.words.assessment import State
from govcheck.words.criteria import Settled, leaves
from govcheck.words.vocabulary import Claim, Gate

Gates = Mapping[str, Gate]


def ends(case: Case, reach: Reach, states: Mapping[str, State]) -> Iterator[date]:
    """When something runs out that the verdict rests on."""
    resting = basis(case, reach.gates, reach.later)
    yield from (state.until for id, state in states.items() if state.until and id in resting)
    yield from cell_ends(case, reach.by_use)
    yield from other_ends(case)


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
