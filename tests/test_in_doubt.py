"""What has to be confirmed again never makes a verdict better: neither what counts by it, nor what it silences."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.jobs.build_checklist import criteria
from govcheck.rules.assess import assess
from govcheck.rules.clash import looked_at
from govcheck.rules.criteria import Facts, holds
from govcheck.words.assessment import Finding
from govcheck.words.vocabulary import Effect, Subject
from made_up import Doc, case_of, engagement
from small import met, small
from test_verdict_properties import RANK, SEEDS

AGAIN = {"confirm-again": "reworded in small 1.1.0"}
NOT_MET = {"status": "not-met", "answered-by": "Lin", "answered-on": "2026-11-20"}
CLASH = {"severity": "contradiction", "says": "Cannot both be."}


@pytest.mark.parametrize("part", ["answers", "plans", "questions"])
@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_in_doubt_betters_a_verdict(seed: int, part: str) -> None:
    _, checklist, answers = engagement(seed)
    before = RANK[assess(case_of(checklist, answers)).verdict]
    for id, said in answers.get(part, {}).items():
        doubted = {**answers, part: {**answers[part], id: {**said, **AGAIN}}}
        assert RANK[assess(case_of(checklist, doubted)).verdict] <= before, id


def found(changes: Doc, checklist: Doc, about: Subject, subject: str) -> list[Finding]:
    findings = assess(small(changes, checklist)).findings
    return [one for one in findings if (one.about, one.subject) == (about, subject)]


def test_a_contradiction_goes_on_while_one_side_is_to_be_confirmed_again() -> None:
    rule = {"rules.both": {**CLASH, "when": {"answers": {"person": "met", "clause": "met"}}}}
    (sure,) = found({}, rule, Subject.RULE, "both")
    changes = {"answers.person": {**met(), **AGAIN}}
    (doubted,) = found(changes, rule, Subject.RULE, "both")

    assert (sure.effect, sure.in_doubt) == (Effect.UNDECIDED, False)
    assert (doubted.effect, doubted.in_doubt, doubted.uses) == (Effect.UNDECIDED, True, sure.uses)
    assert doubted.text == "Cannot both be. This cannot be ruled out until person is confirmed again"
    says = {one.subject: one.says for one in looked_at(small(changes, rule), doubted)}
    assert says == {"person": "met, to be confirmed again", "clause": "met"}


def test_a_rule_that_fires_because_a_control_counts_goes_on() -> None:
    rule = {"rules.counts": {**CLASH, "when": {"settled": "person"}}}
    assert [one.in_doubt for one in found({}, rule, Subject.RULE, "counts")] == [False]
    again = found({"answers.person": {**met(), **AGAIN}}, rule, Subject.RULE, "counts")
    assert [one.in_doubt for one in again] == [True]
    assert found({"answers.person": {**NOT_MET, **AGAIN}}, rule, Subject.RULE, "counts") == []


@pytest.mark.parametrize(
    ("when", "truth"),
    [
        ({"answers": {"a": "met"}}, None),
        ({"answers": {"a": "unknown"}}, None),
        ({"answers": {"a": ["met", "unknown"]}}, True),
        ({"answers": {"a": "partial"}}, False),
        ({"answers": {"a": "met", "b": "not-met"}}, None),
        ({"answers": {"a": "met", "b": "met"}}, False),
        ({"not": {"answers": {"a": "met"}}}, None),
        ({"settled": "a"}, None),
        ({"settled": ["a", "c"]}, None),
        ({"settled": ["a", "b"]}, False),
        ({"not": {"settled": "a"}}, None),
    ],
)
def test_what_may_be_either_cannot_be_told(when: dict[str, Any], truth: bool | None) -> None:
    facts = Facts(
        answers={"a": "unknown", "b": "not-met"},
        doubted={"a": "met"},
        settled=frozenset({"c"}),
        perhaps=frozenset({"a"}),
    )
    assert holds(criteria(when), facts) is truth


def test_not_applicable_against_the_profile_stays_that() -> None:
    said = {"status": "not-applicable", "note": "No.", "answered-by": "Lin", "answered-on": "2026-11-20"}
    for more in ({}, AGAIN):
        effects = [one.effect for one in found({"answers.sign-on": {**said, **more}}, {}, Subject.CONTROL, "sign-on")]
        assert Effect.UNDECIDED in effects


def test_a_rule_that_fires_because_the_vendor_confirmed_something_goes_on() -> None:
    rule = {"rules.offered": {**CLASH, "when": {"plan-offers": "logs"}}}
    said = {"plan": "team", "confirmed": "yes", "by": "Vera", "dated": "2026-11-20", "ref": "https://a.example/x"}
    told = {
        name: [
            one.in_doubt for one in found({"profile.plan": "team", "plans.logs": entry}, rule, Subject.RULE, "offered")
        ]
        for name, entry in {
            "a yes": said,
            "a yes in doubt": {**said, **AGAIN},
            "a yes for another plan in doubt": {**said, **AGAIN, "plan": "big"},
            "a no in doubt": {**said, **AGAIN, "confirmed": "no"},
        }.items()
    }
    assert told == {
        "a yes": [False],
        "a yes in doubt": [True],
        "a yes for another plan in doubt": [],
        "a no in doubt": [],
    }
