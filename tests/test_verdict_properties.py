"""What the contract promises of every engagement, tried on made-up ones."""

from __future__ import annotations

import copy
import random
from datetime import date, timedelta
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.change import all_applied
from govcheck.rules.way_forward import way_forward
from govcheck.words.vocabulary import DEFAULT_ACCEPTS, Stage, Verdict
from made_up import OUTSIDER, TODAY, Doc, acceptance, answer, case_of, control, day, engagement, proof

SEEDS = range(200)
RANK = {Verdict.NO_GO: 0, Verdict.NOT_READY: 0, Verdict.CONDITIONAL_GO: 1, Verdict.GO: 2}
"""No-go and not-ready taken as one: neither lets anything run."""
LEVEL = {"failed": 0, "open": 0, "unanswered": 0, "promised": 1, "accepted": 2, "met": 3}


def verdict(checklist: Doc, answers: Doc, today: date = TODAY) -> Verdict:
    return assess(case_of(checklist, answers, today)).verdict


def controls_of(checklist: Doc) -> Doc:
    controls: Doc = checklist["sections"]["all"]["controls"]
    return controls


def with_answer(answers: Doc, id: str, value: Doc | None) -> Doc:
    others = {name: one for name, one in answers["answers"].items() if name != id}
    return {**answers, "answers": {**others, id: value} if value else others}


def in_state(checklist: Doc, answers: Doc, id: str, standing: str) -> Doc:
    """The engagement with an answer that gives the control this standing, where it can have it."""
    accepts = controls_of(checklist)[id].get("evidence", {}).get("accepts", [DEFAULT_ACCEPTS[0].value])
    who = {"answered-by": "Dee", "answered-on": day(-1), "owner": "Ben", "note": "-"}
    good = acceptance(random.Random(0), good=True)
    given: dict[str, Doc | None] = {
        "met": {**who, "status": "met", "evidence": [proof(accepts[0], 0, OUTSIDER)]},
        "accepted": {**who, "status": "not-met", "acceptance": good},
        "promised": {**who, "status": "not-met", "remedy": {"owner": "Ben", "due": day(10), "guardrail": "-"}},
        "open": {**who, "status": "unknown"},
        "failed": {**who, "status": "not-met", "remedy": "none"},
        "unanswered": None,
    }
    return with_answer(answers, id, given[standing])


@pytest.mark.parametrize("seed", SEEDS)
def test_a_lower_state_of_a_control_that_no_rule_names_never_gives_a_better_verdict(seed: int) -> None:
    _, checklist, answers = engagement(seed)
    named = case_of(checklist, answers).checklist.ruled
    for id in set(controls_of(checklist)) - named:
        ranks: dict[str, int] = {}
        for standing in LEVEL:
            found = assess(case_of(checklist, in_state(checklist, answers, id, standing)))
            if id in found.states and found.states[id].standing.value == standing:
                ranks[standing] = RANK[found.verdict]
        for low, rank in ranks.items():
            assert all(rank <= other for high, other in ranks.items() if LEVEL[low] < LEVEL[high]), (id, ranks)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_smallest_change_gives_its_verdict_and_each_item_is_needed(seed: int) -> None:
    _, checklist, answers = engagement(seed)
    case = case_of(checklist, answers)
    before = assess(case).verdict
    way = way_forward(case)
    if not way.changes:
        assert way.verdict is before
        return
    assert way.verdict.rank > before.rank
    assert assess(all_applied(way.changes, case)).verdict is way.verdict
    for one in way.changes:
        rest = [change for change in way.changes if change != one]
        if rest and one.subject not in case.checklist.ruled:
            assert assess(all_applied(rest, case)).verdict.rank < way.verdict.rank, one


def test_a_way_forward_is_found_for_almost_all() -> None:
    cases = [case_of(*engagement(seed)[1:]) for seed in SEEDS]
    stuck = [case for case in cases if assess(case).verdict is not Verdict.GO]
    assert sum(bool(way_forward(case).changes) for case in stuck) >= 0.95 * len(stuck)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_mappings_decides_nothing(seed: int) -> None:
    r, checklist, answers = engagement(seed)
    one = assess(case_of(checklist, answers))
    mixed = shuffled(r, checklist)
    if "profile" in checklist:  # here the order is part of the contract: a derived question uses those above it
        mixed["profile"] = checklist["profile"]
    other = assess(case_of(mixed, shuffled(r, answers)))
    assert (one.verdict, one.states, one.uses, one.valid_until) == (
        other.verdict,
        other.states,
        other.uses,
        other.valid_until,
    )
    told = [{(f.effect, f.about, f.subject, frozenset(f.uses)) for f in found.findings} for found in (one, other)]
    assert told[0] == told[1]


def shuffled(r: random.Random, value: Any) -> Any:
    if isinstance(value, dict):
        names = list(value)
        r.shuffle(names)
        return {name: shuffled(r, value[name]) for name in names}
    return [shuffled(r, one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("seed", SEEDS)
def test_recommended_controls_decide_nothing(seed: int) -> None:
    r, checklist, answers = engagement(seed)
    before = assess(case_of(checklist, answers))
    more = copy.deepcopy(checklist)
    controls_of(more)["extra"] = extra = control(r, "profile" in checklist, "recommended")
    for value in (None, answer(r, extra, 0), answer(r, extra, 1)):
        after = assess(case_of(more, with_answer(answers, "extra", value)))
        assert (after.verdict, after.valid_until) == (before.verdict, before.valid_until)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_later_stage_never_judges_better(seed: int) -> None:
    _, checklist, answers = engagement(seed)
    ranks = []
    for stage in Stage:
        front = {**answers["engagement"], "stage": stage.value}
        ranks.append(RANK[verdict(checklist, {**answers, "engagement": front})])
    assert ranks == sorted(ranks, reverse=True)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_verdict_holds_until_the_day_that_it_names(seed: int) -> None:
    _, checklist, answers = engagement(seed)
    found = assess(case_of(checklist, answers))
    if RANK[found.verdict] == 0 or found.valid_until is None:
        return
    for days in range((found.valid_until - TODAY).days + 1):
        assert RANK[verdict(checklist, answers, TODAY + timedelta(days))] >= RANK[found.verdict], days


@pytest.mark.parametrize("seed", SEEDS)
def test_deleting_a_fact_never_pays(seed: int) -> None:
    _, checklist, answers = engagement(seed)
    before = RANK[verdict(checklist, answers)]
    places = [("profile", answers.get("profile", {})), *answers.get("use-cases", {}).items()]
    for where, values in places:
        for id in values:
            less = copy.deepcopy(answers)
            (less["profile"] if where == "profile" else less["use-cases"][where]).pop(id)
            assert RANK[verdict(checklist, less)] <= before, (where, id)


def test_every_verdict_is_among_the_made_up_ones() -> None:
    assert {verdict(*engagement(seed)[1:]) for seed in SEEDS} == set(Verdict)
