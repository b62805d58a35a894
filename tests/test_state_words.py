"""The reason that stands beside each state, word for word: what a person reads of an answer that does not count."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from govcheck.jobs.answer_text import state_text
from govcheck.rules.states import ran_out
from govcheck.words.assessment import State
from govcheck.words.vocabulary import Gate, Standing
from made_up import Doc, day
from small import ACCEPTANCE, REMOVE, judged, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
REMEDY: Doc = {"owner": "Lin", "due": day(20), "guardrail": "Nobody enters"}
NA: Doc = {"status": "n/a", "answered-by": "Lin", "answered-on": day(-3), "note": "There is none.", "owner": "Ivo"}
AT = "https://proof.example/1"


def met(**changes: Any) -> Doc:
    proof = {"kind": "test-result", "ref": AT, "collected": day(-3), "by": "Eve", **changes}
    return {"status": "met", "answered-by": "Lin", "answered-on": day(-3), "evidence": [proof]}


NONE = "no evidence that counts: "
ACCEPTS = {"sections.contract.controls.person.evidence": {"what": "-", "accepts": ["contract-clause", "admin-export"]}}
SHORT = {"sections.contract.controls.person.stale-after": 10}
MORE = {**met(), "evidence": [*met(collected=day(1))["evidence"], *met(**{"valid-until": day(-1)})["evidence"]]}

APPROVER = "not applicable needs an approver who neither answered nor owns it"
OKAY: Doc = {**NA, "approved-by": "Sam"}

WHY: dict[str, tuple[Any, Doc, str, str]] = {
    "nothing said": (REMOVE, {}, "unanswered", "not answered yet"),
    "not known": ({**GAP, "status": "unknown"}, {}, "open", "not known yet"),
    "no proof": ({**met(), "evidence": []}, {}, "open", f"{NONE}none is named"),
    "a kind": (met(), ACCEPTS, "open", f"{NONE}test-result is not accepted here (contract-clause, admin-export)"),
    "tomorrow": (met(collected=day(1)), {}, "open", f"{NONE}{AT} is dated {day(1)}, after the day of assessment"),
    "today": (met(collected=day(0)), {}, "met", ""),
    "at its end": (met(**{"valid-until": day(0)}), {}, "met", ""),
    "past its end": (met(**{"valid-until": day(-1)}), {}, "open", f"{NONE}{AT} was valid until {day(-1)}"),
    "old": (met(collected=day(-10)), SHORT, "met", ""),
    "too old": (met(collected=day(-11)), SHORT, "open", f"{NONE}{AT} of {day(-11)} is older than 10 days"),
    "two faults": (
        MORE,
        {},
        "open",
        f"{NONE}{AT} is dated {day(1)}, after the day of assessment; {AT} was valid until {day(-1)}",
    ),
    "no approver": (NA, {}, "open", APPROVER),
    "blank approver": (
        {**NA, "approved-by": " "},
        {},
        "open",
        "not applicable needs an approver who neither answered nor owns it",
    ),
    "approved": (OKAY, {}, "not-applicable", "There is none."),
    "approved for later": (
        {**OKAY, "answered-on": day(1)},
        SHORT,
        "open",
        f"not applicable counts from {day(1)} to {day(11)} only",
    ),
    "approved today": ({**OKAY, "answered-on": day(0)}, SHORT, "not-applicable", "There is none."),
    "approved until today": (
        {**OKAY, "answered-on": day(-10)},
        SHORT,
        "not-applicable",
        "There is none.",
    ),
    "approved long ago": (
        {**OKAY, "answered-on": day(-11)},
        SHORT,
        "open",
        f"not applicable counts from {day(-11)} to {day(-1)} only",
    ),
}


@pytest.mark.parametrize(("answer", "checklist", "standing", "why"), WHY.values(), ids=WHY)
def test_the_reason_of_a_state(answer: Any, checklist: Doc, standing: str, why: str) -> None:
    state = judged({"answers.person": answer}, checklist).states["person"]
    assert (state.standing.value, state.why) == (standing, why)


def taken(**changes: Any) -> Doc:
    return {**GAP, "owner": "Ben", "acceptance": {**ACCEPTANCE, **changes}}


GAPS: dict[str, tuple[Any, Doc, str, str]] = {
    "accepted by its owner": (taken(by="ben"), {}, "open", "accepted by ben, who owns the gap"),
    "from tomorrow": (taken(dated=day(1)), {}, "open", f"the acceptance starts on {day(1)}"),
    "from today": (taken(dated=day(0)), {}, "accepted", ""),
    "until yesterday": (taken(expires=day(-1)), {}, "open", f"the acceptance ended on {day(-1)}"),
    "until today": (taken(expires=day(0)), {}, "accepted", ""),
    "for too long": (taken(expires=day(176)), {}, "open", "the acceptance is longer than 180 days"),
    "as long as may be": (taken(expires=day(175)), {}, "accepted", ""),
    "what nobody may accept": (
        taken(),
        {"sections.contract.controls.person.acceptable": False},
        "open",
        "this control cannot be accepted; the use case can only be taken out",
    ),
    "promised for yesterday": (
        {**GAP, "remedy": {**REMEDY, "due": day(-1)}},
        {},
        "open",
        f"the remedy was due on {day(-1)}",
    ),
    "promised for today": ({**GAP, "remedy": {**REMEDY, "due": day(0)}}, {}, "promised", ""),
    "promised until the review": ({**GAP, "remedy": {**REMEDY, "due": day(80)}}, {}, "promised", ""),
    "promised for later": (
        {**GAP, "remedy": {**REMEDY, "due": day(81)}},
        {},
        "open",
        f"the remedy is due on {day(81)}, after the next review on {day(80)}",
    ),
    "given up": ({**GAP, "remedy": "none"}, {}, "failed", "it is decided that the gap stays"),
    "given up, once accepted": (
        {**GAP, "owner": "Ben", "remedy": "none", "acceptance": {**ACCEPTANCE, "expires": day(-1)}},
        {},
        "failed",
        f"the acceptance ended on {day(-1)}",
    ),
    "nothing planned": (GAP, {}, "open", "the gap has neither a remedy nor an acceptance"),
}


@pytest.mark.parametrize(("answer", "checklist", "standing", "why"), GAPS.values(), ids=GAPS)
def test_the_reason_of_a_gap(answer: Any, checklist: Doc, standing: str, why: str) -> None:
    state = judged({"answers.person": answer}, checklist).states["person"]
    assert state.standing.value == standing
    assert why in state.why


def test_without_a_next_review_no_promise_is_in_time() -> None:
    state = judged({"answers.person": {**GAP, "remedy": REMEDY}, "engagement.next-review": REMOVE}).states["person"]
    assert state.standing.value == "open"
    assert "no remedy is in time while the next review has no date" in state.why


def test_an_acceptance_needs_an_owner_who_is_somebody() -> None:
    nobody = {"engagement.owner": " ", "engagement.people": {}, "answers.person": {**GAP, "acceptance": ACCEPTANCE}}
    assert "an acceptance needs an owner who is somebody else" in judged(nobody).states["person"].why


def test_what_was_never_answered_did_not_run_out() -> None:
    case = small({"answers.person": REMOVE})
    assert ran_out(case, case.checklist.controls["person"], {"office": Gate.REQUIRED}) is False
    old = small({"answers.person": {**met(collected=day(-400)), "answered-on": day(-390)}})
    assert ran_out(old, old.checklist.controls["person"], {"office": Gate.REQUIRED}) is True
    typed_before = small({"answers.person": {**met(collected=day(-400)), "answered-on": day(-420)}})
    assert ran_out(typed_before, typed_before.checklist.controls["person"], {"office": Gate.REQUIRED}) is True
    never = small({"answers.person": GAP})
    assert ran_out(never, never.checklist.controls["person"], {"office": Gate.REQUIRED}) is False


@pytest.mark.parametrize(
    ("gate", "says"),
    [
        (Gate.BLOCKER, "The remedy is noted. A blocker stays closed until it is met or accepted."),
        (Gate.REQUIRED, "The remedy makes it a condition, due on 2026-12-22."),
        (Gate.RECOMMENDED, "The remedy is noted, due on 2026-12-22. Nothing waits for it."),
    ],
)
def test_what_a_remedy_does_depends_on_the_gate(gate: Gate, says: str) -> None:
    assert state_text(State(Standing.PROMISED, "-", date(2026, 12, 22)), gate) == says
