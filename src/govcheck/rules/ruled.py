"""What rules see of an engagement, and which of them fire."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.findings import rule_findings
from govcheck.rules.looks import Look, Reach
from govcheck.rules.states import said_state
from govcheck.words.assessment import Finding, State
from govcheck.words.vocabulary import SILENCE


def fired(
    case: Case, reach: Reach, states: Mapping[str, State], changed: Collection[str], alike: Look | None
) -> Mapping[str, Finding]:
    """What each rule finds that is true or cannot be told, by its id.

    After an alike case only the rules are asked again that name a control that changed, unless facts did.
    """
    rules = case.checklist.rules
    kept = alike.fired if alike and reach is alike.reach else None
    asked = [rule for rule in rules.values() if kept is None or not rule.controls.isdisjoint(changed)]
    if kept is not None and not asked:
        return kept
    seen = with_answers(case, reach, states, frozenset().union(*(rule.controls for rule in asked)))
    again = {finding.subject: finding for finding in rule_findings(case, asked, seen)}
    if kept is None:
        return again
    others = {id: finding for id, finding in kept.items() if id not in {rule.id for rule in asked}}
    whole = {**others, **again}
    return {id: whole[id] for id in rules if id in whole}


def with_answers(case: Case, reach: Reach, states: Mapping[str, State], named: Collection[str]) -> Mapping[str, Facts]:
    """The facts of each use case with what rules may see of the controls that they name.

    That is answers as written, silence where one is due, and what counts.
    """
    answers, gates = case.engagement.answers, reach.gates
    written = {id: case.stands(id, answers[id]).value for id in named if id in answers}
    doubted = {id: answers[id] for id in written if answers[id].confirm_again}
    silent = [id for id in named if id not in reach.later and id not in written]

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

    return {use: seen(use, facts) for use, facts in reach.by_use.items()}
