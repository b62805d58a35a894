"""From an answer to a state: every line of the contract, each pair differing in one thing."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.words.assessment import State
from made_up import TODAY, Doc, case_of, day, proof

WHO: Doc = {"answered-by": "Ana", "answered-on": day(-1), "note": "because"}
ACCEPTED: Doc = {
    "risk": "Two engineers sign in by password",
    "residual": "low",
    "compensating": "Hardware keys",
    "by": "Eve",
    "role": "CISO",
    "dated": day(-10),
    "expires": day(60),
}
REMEDY: Doc = {"owner": "Ben", "due": day(20), "guardrail": "Named users only"}


def one_control(answer: Doc | None, front: Doc | None = None, **control: Any) -> Case:
    """An engagement about one control, with one answer."""
    checklist = {
        "id": "one",
        "title": "One",
        "version": "1.0.0",
        "roles": {"security": "Security"},
        "sections": {"s": {"title": "S", "controls": {"c": {"question": "?", "gate": "blocker", **control}}}},
        "profile": {"plan": {"question": "?", "type": "one-of", "values": {"team": "Team", "free": "Free"}}},
    }
    given = {
        "organization": "O",
        "title": "T",
        "owner": "Olga",
        "reviewed-by": "Rex",
        "stage": "operate",
        "date": day(-5),
        "next-review": day(40),
        **(front or {}),
    }
    answers = {
        "checklists": {"one": "1.0.0"},
        "engagement": {key: value for key, value in given.items() if value is not None},
        "profile": {"plan": "team"},
        "answers": {"c": answer} if answer else {},
    }
    return case_of(checklist, answers)


def state(answer: Doc | None, front: Doc | None = None, **control: Any) -> State:
    return assess(one_control(answer, front, **control)).states["c"]


def met(**evidence: Any) -> Doc:
    return {**WHO, "status": "met", "evidence": [{**proof("test-result", -1, "Eve"), **evidence}]}


CASES: dict[str, tuple[str, Doc | None, dict[str, Any]]] = {
    "silence": ("unanswered", None, {}),
    "unknown": ("open", {**WHO, "status": "unknown"}, {}),
    "unknown cannot be accepted": ("open", {**WHO, "status": "unknown", "acceptance": ACCEPTED}, {}),
    "met with fresh evidence": ("met", met(), {}),
    "met by an alias": ("met", {**met(), "status": "YES"}, {}),
    "met without evidence": ("open", {**WHO, "status": "met"}, {}),
    "met by word of mouth": ("open", met(kind="verbal"), {}),
    "met by word of mouth where it counts": (
        "met",
        met(kind="verbal"),
        {"evidence": {"what": "-", "accepts": ["verbal"]}},
    ),
    "met by a kind that is not accepted": ("open", met(), {"evidence": {"what": "-", "accepts": ["contract-clause"]}}),
    "evidence of tomorrow": ("open", met(collected=day(1)), {}),
    "evidence of today": ("met", met(collected=day(0)), {}),
    "evidence on its last day": ("met", met(collected=day(-30)), {"stale-after": 30}),
    "evidence a day too old": ("open", met(collected=day(-31)), {"stale-after": 30}),
    "evidence valid until today": ("met", met(**{"valid-until": day(0)}), {}),
    "evidence valid until yesterday": ("open", met(**{"valid-until": day(-1)}), {}),
    "not applicable without applies, approved": (
        "not-applicable",
        {**WHO, "status": "n/a", "approved-by": "Eve"},
        {},
    ),
    "not applicable, not approved": ("open", {**WHO, "status": "n/a"}, {}),
    "not applicable, approved by who answered": ("open", {**WHO, "status": "n/a", "approved-by": "ANA"}, {}),
    "not applicable, approved by the owner": ("open", {**WHO, "status": "n/a", "approved-by": "olga"}, {}),
    "not applicable, recommended": ("not-applicable", {**WHO, "status": "n/a"}, {"gate": "recommended"}),
    "not applicable, while applies reaches": (
        "open",
        {**WHO, "status": "n/a", "approved-by": "Eve"},
        {"applies": {"plan": "team"}},
    ),
    "not applicable from tomorrow": (
        "open",
        {**WHO, "status": "n/a", "approved-by": "Eve", "answered-on": day(1)},
        {},
    ),
    "not applicable grown stale": (
        "open",
        {**WHO, "status": "n/a", "approved-by": "Eve", "answered-on": day(-31)},
        {"stale-after": 30},
    ),
    "accepted": ("accepted", {**WHO, "status": "not-met", "acceptance": ACCEPTED}, {}),
    "accepted, but not to be accepted": (
        "open",
        {**WHO, "status": "not-met", "acceptance": ACCEPTED},
        {"acceptable": False},
    ),
    "accepted by the owner": ("open", {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "by": "OLGA "}}, {}),
    "accepted by the owner in wide letters": (
        "open",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "by": "Ｏｌｇａ"}},
        {},
    ),
    "accepted until today": (
        "accepted",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "expires": day(0)}},
        {},
    ),
    "accepted until yesterday": (
        "open",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "expires": day(-1)}},
        {},
    ),
    "accepted from tomorrow": (
        "open",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "dated": day(1)}},
        {},
    ),
    "accepted for 180 days": (
        "accepted",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "dated": day(0), "expires": day(180)}},
        {},
    ),
    "accepted for 181 days": (
        "open",
        {**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "dated": day(0), "expires": day(181)}},
        {},
    ),
    "an acceptance out of force is as if absent": (
        "promised",
        {**WHO, "status": "partial", "acceptance": {**ACCEPTED, "expires": day(-1)}, "remedy": REMEDY},
        {},
    ),
    "promised": ("promised", {**WHO, "status": "partial", "remedy": REMEDY}, {}),
    "promised for today": ("promised", {**WHO, "status": "partial", "remedy": {**REMEDY, "due": day(0)}}, {}),
    "overdue": ("open", {**WHO, "status": "partial", "remedy": {**REMEDY, "due": day(-1)}}, {}),
    "promised for the next review": (
        "promised",
        {**WHO, "status": "partial", "remedy": {**REMEDY, "due": day(40)}},
        {},
    ),
    "promised for after the next review": (
        "open",
        {**WHO, "status": "partial", "remedy": {**REMEDY, "due": day(41)}},
        {},
    ),
    "given up": ("failed", {**WHO, "status": "not-met", "remedy": "none"}, {}),
    "given up, acceptance out of force": (
        "failed",
        {**WHO, "status": "not-met", "remedy": "none", "acceptance": {**ACCEPTED, "expires": day(-1)}},
        {},
    ),
    "nothing decided": ("open", {**WHO, "status": "not-met"}, {}),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_line_that_fits(name: str) -> None:
    standing, answer, control = CASES[name]
    found = state(answer, **control)
    assert found.standing.value == standing, found.why


def test_without_a_next_review_no_remedy_is_in_time() -> None:
    assert state({**WHO, "status": "partial", "remedy": REMEDY}, {"next-review": None}).standing.value == "open"


def test_a_state_says_until_when_it_holds() -> None:
    assert state(met(collected=day(-10)), None, **{"stale-after": 30}).until == TODAY + timedelta(days=20)
    assert state(met(**{"valid-until": day(5)})).until == TODAY + timedelta(days=5)
    assert state({**WHO, "status": "not-met", "acceptance": ACCEPTED}).until == TODAY + timedelta(days=60)
    assert state({**WHO, "status": "partial", "remedy": REMEDY}).until == TODAY + timedelta(days=20)


def test_on_a_blocker_what_others_gathered_has_to_last() -> None:
    both = {**met(), "evidence": [proof("test-result", -300, "Eve"), proof("test-result", -1, "Olga")]}
    assert state(both).until == TODAY + timedelta(days=65)
    assert not state(both).only_owner
    assert state(both, gate="required").until == TODAY + timedelta(days=364)
    own = {**met(), "evidence": [proof("test-result", -1, "olga")]}
    assert state(own).only_owner


def test_a_file_that_is_missing_or_changed_shows_nothing() -> None:
    case = one_control(met(ref="evidence/a.txt", sha256="a" * 64))
    for found, standing in ((None, "open"), ("b" * 64, "open"), ("a" * 64, "met")):
        judged = assess(Case(case.checklist, case.engagement, case.today, {"evidence/a.txt": found}))
        assert judged.states["c"].standing.value == standing


def test_why_an_answer_does_not_count_is_said() -> None:
    assert "older than 30 days" in state(met(collected=day(-31)), None, **{"stale-after": 30}).why
    assert "verbal is not accepted here" in state(met(kind="verbal")).why
    assert "none is named" in state({**WHO, "status": "met"}).why
    assert "Olga, who owns the gap" in state({**WHO, "status": "not-met", "acceptance": {**ACCEPTED, "by": "Olga"}}).why
    assert "after the next review" in state({**WHO, "status": "partial", "remedy": {**REMEDY, "due": day(41)}}).why
