"""The edges of states, findings, matrix and verdict: what changes when a rule is off by one."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.words.vocabulary import Effect, Result, Verdict
from made_up import Doc, day, proof
from small import ACCEPTANCE, REMOVE, found, judged, met

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
NA: Doc = {"status": "n/a", "answered-by": "Lin", "answered-on": day(-3), "note": "-"}
REMEDY: Doc = {"owner": "Lin", "due": day(20), "guardrail": "-"}


def standing(id: str, changes: dict[str, Any], checklist: dict[str, Any] | None = None) -> str:
    return judged(changes, checklist).states[id].standing.value


def test_not_applicable_on_a_required_control_needs_an_approver_who_is_not_its_owner() -> None:
    assert standing("accounts", {"answers.accounts": NA}) == "open"
    assert standing("accounts", {"answers.accounts": {**NA, "approved-by": "Sam"}}) == "open"  # the role's person
    assert standing("accounts", {"answers.accounts": {**NA, "owner": "Ivo", "approved-by": "Ivo"}}) == "open"
    assert standing("accounts", {"answers.accounts": {**NA, "owner": "Ivo", "approved-by": "Sam"}}) == "not-applicable"


def test_whose_acceptance_counts() -> None:
    taken = {"answers.clause": {**GAP, "acceptance": {**ACCEPTANCE, "by": "Cal"}}}
    assert standing("clause", taken) == "open"  # the person of the control's role
    own = {"answers.clause": {**GAP, "owner": "Ivo", "acceptance": {**ACCEPTANCE, "by": "Cal"}}}
    assert standing("clause", own) == "accepted"
    nobody = {"engagement.owner": REMOVE, "engagement.people": {}, "answers.clause": {**GAP, "acceptance": ACCEPTANCE}}
    assert standing("clause", nobody) == "open"


def test_the_checklist_says_how_long_an_acceptance_may_be() -> None:
    long = {"answers.clause": {**GAP, "acceptance": {**ACCEPTANCE, "dated": day(0), "expires": day(31)}}}
    assert standing("clause", long, {"limits": {"acceptance-days": 30}}) == "open"
    assert standing("clause", long, {"limits": {"acceptance-days": 31}}) == "accepted"


def test_an_acceptance_limits_only_where_the_gate_decides() -> None:
    changes = {"use-cases.letters.data": ["secret"], "answers.retention": {**GAP, "acceptance": ACCEPTANCE}}
    (finding,) = found(judged(changes, {"matrix.cells.secret.api": "allowed"}), "retention")
    assert (finding.effect, finding.uses) == (Effect.LIMITS, ("letters",))


def test_a_plan_row_that_nobody_knows_is_a_gap() -> None:
    changes = {"profile.own-keys": "yes", "use-cases.letters.own-keys": "no"}
    claimed = {"plans.rows.keys.claimed": {"team": "no", "big": "unknown"}}
    assert [f.effect for f in found(judged(changes, claimed), "keys")] == [Effect.UNDECIDED]


def test_a_next_review_after_365_days_is_in_time() -> None:
    assert judged({"engagement.date": day(0), "engagement.next-review": day(365)}).verdict is Verdict.GO
    assert judged({"engagement.date": day(0), "engagement.next-review": day(366)}).verdict is Verdict.NOT_READY
    assert judged({"engagement.next-review": day(0)}).verdict is Verdict.GO


# 19 to 22
@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"answers.person": {**NA, "owner": "Ivo", "approved-by": "Lín"}}, "person"),
        ({"answers.person": {**NA, "owner": "Ivo", "approved-by": "Ívo"}}, "person"),
        ({"answers.person": {**GAP, "acceptance": {**ACCEPTANCE, "by": "Ólga"}}}, "person"),
        (
            {"matrix": {"secret": {"browser": {"cell": "allowed", "acceptance": {**ACCEPTANCE, "by": "Ólga"}}}}},
            "secret/browser",
        ),
    ],
)
def test_near_names_are_noted_wherever_two_people_must_differ(changes: dict[str, Any], where: str) -> None:
    assert [f.effect for f in found(judged(changes), where) if "nearly the same name" in f.text] == [Effect.NOTES]


def test_a_rule_that_cannot_be_told_says_so() -> None:
    (sure,) = found(judged({"profile.automatic": "yes"}), "automatic-and-person")
    (unsure,) = found(judged({"profile.automatic": "unknown"}), "automatic-and-person")
    assert sure.text != unsure.text


def test_a_refused_remedy_beside_met_is_noted() -> None:
    assert [
        f.effect for f in found(judged({"answers.clause": {**met(), "note": "-", "remedy": "none"}}), "clause")
    ] == [Effect.NOTES]


def test_rules_see_silence_only_where_the_control_reaches_and_excluded_ones_as_settled() -> None:
    silent = {"severity": "hold", "when": {"answers": {"sign-on": "unknown"}}, "says": "-"}
    changes = {"answers.sign-on": REMOVE}
    assert [f.uses for f in found(judged(changes, {"rules": {"r": silent}}), "r")] == [("office",)]
    unsettled = {"severity": "hold", "when": {"not": {"settled": "sign-on"}}, "says": "-"}
    assert [f.uses for f in found(judged(changes, {"rules": {"r": unsettled}}), "r")] == [("office",)]


def test_of_a_later_control_its_own_state_decides_whether_it_is_settled() -> None:
    rule = {"severity": "hold", "when": {"not": {"settled": "review"}}, "says": "-"}
    assert found(judged(None, {"rules": {"r": rule}}), "r")
    assert not found(judged({"answers.review": met()}, {"rules": {"r": rule}}), "r")


# 30 to 34
def until(changes: dict[str, Any], checklist: dict[str, Any] | None = None) -> str:
    end = judged(changes, checklist).valid_until
    return end.isoformat() if end else ""


def test_what_ends_first_ends_the_verdict() -> None:
    soon = [{**proof("test-result", -3, "Eve"), "valid-until": day(7)}]
    rule = {"severity": "hold", "when": {"not": {"settled": "review"}}, "says": "-"}
    later = {"answers.review": {**met(), "evidence": soon}}
    assert until(later) == day(80)
    assert until(later, {"rules": {"r": rule}}) == day(7)
    cell = {
        "use-cases.office.data": ["secret"],
        "matrix": {"secret": {"browser": {"cell": "allowed", "acceptance": ACCEPTANCE}}},
    }
    assert until(cell) == day(30)
    said = {"plan": "big", "confirmed": "yes", "by": "V", "dated": day(-85), "ref": "https://v.example/1"}
    assert until({"plans": {"logs": said}}) == day(5)
    assert until({"plans": {"logs": {**said, "confirmed": "no"}}}) == day(80)


def test_without_a_stage_every_phase_is_judged() -> None:
    assessment = judged({"engagement.stage": REMOVE})
    assert (assessment.later, len(found(assessment, "review"))) == (frozenset(), 1)


def test_cells_that_the_checklist_leaves_out_or_that_are_the_same() -> None:
    secret = {"use-cases.letters.data": ["secret"]}
    assert judged({**secret, "matrix": {"secret": {"api": "prohibited"}}}).uses["letters"] is Result.STOPPED
    filled = judged({**secret, "matrix": {"secret": {"api": {"cell": "conditional", "acceptance": ACCEPTANCE}}}})
    assert [f.effect for f in found(filled, "secret/api")] == [Effect.LIMITS]
    assert judged({"matrix": {"public": {"api": "allowed"}}}).findings == ()
    unknown = judged({"use-cases.office.data": ["unknown"]})
    assert not [f for f in unknown.findings if f.about.value == "cell"]
