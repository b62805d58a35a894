"""What is checked after the schema, on documents that differ from a good one in one place."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.checklist_faults import checklist_faults
from govcheck.jobs.engagement_faults import engagement_faults
from govcheck.jobs.former import as_asked
from govcheck.words.checklist import Party
from made_up import Doc, proof
from small import ANSWERS, CHECKLIST, edited

CONTROL = "sections.identity.controls.sign-on"

SHARED: Doc = {"access": {"title": "Accounts", "parties": {"vendor": "offers it", "admins": "switch it on"}}}

CHECKLISTS: dict[str, tuple[dict[str, Any], str]] = {
    "a question in applies": ({f"{CONTROL}.applies": {"surfaces": "browser"}}, "no profile question surfaces"),
    "a value in applies": ({f"{CONTROL}.applies": {"surface": ["browser", "ap"]}}, "surface has no value ap"),
    "a value inside any": (
        {f"{CONTROL}.applies": {"any": [{"plan": "team"}, {"plan": "free"}]}},
        "plan has no value free",
    ),
    "not around several values": (
        {f"{CONTROL}.applies": {"not": {"surface": "browser"}}},
        "not around surface, of which several values may hold at once",
    ),
    "not around a derived one": (
        {f"{CONTROL}.applies": {"not": {"sensitive": "yes"}}},
        "not around sensitive, of which several values may hold at once",
    ),
    "no of a derived one": (
        {f"{CONTROL}.applies": {"sensitive": "no"}},
        "not around sensitive, of which several values may hold at once",
    ),
    "a gate that is not above": (
        {"sections.identity.controls.accounts.gate-when": {"required": {"plan": "team"}}},
        "gate-when required is not above the control's own gate required",
    ),
    "a question that is asked": ({f"{CONTROL}.asks": "q-claus"}, "no question q-claus"),
    "a topic": ({f"{CONTROL}.topic": "acces"}, "no topic acces"),
    "a role": ({f"{CONTROL}.owner": "securty"}, "no role securty"),
    "an addressee": ({"questions.q-clause.to": "seller"}, "no role seller"),
    "an approver": ({"approvals": ["ciso"]}, "no role ciso"),
    "a derived question above": (
        {"profile.sensitive": {"derived": {"later": "yes"}}, "profile.later": {"question": "?", "type": "yes-no"}},
        "no profile question later",
    ),
    "the matrix's rows": ({"matrix.rows": "own"}, "no profile question own"),
    "rows that are not asked for each use case": ({"matrix.columns": "plan"}, "plan is not asked for each use case"),
    "a row": ({"matrix.cells.secrets": {"api": "allowed"}}, "no row secrets"),
    "a column": ({"matrix.cells.secret": {"cloud": "allowed"}}, "no column cloud"),
    "a guardrail": ({"matrix.guardrails.internal": "-"}, "no row internal"),
    "the plan question": ({"plans.question": "plans"}, "no profile question plans"),
    "a plan question with several values": ({"plans.question": "surface"}, "surface has not one value"),
    "a plan that nothing is claimed of": ({"plans.rows.keys.claimed": {"team": "no"}}, "claimed says nothing of big"),
    "a plan that does not exist": (
        {"plans.rows.keys.claimed": {"team": "no", "big": "yes", "huge": "yes"}},
        "plan has no value huge",
    ),
    "what needs a plan row": ({"plans.rows.keys.needed": {"keys": "yes"}}, "no profile question keys"),
    "a word in braces": ({"questions.q-clause.text": "For {organisation}?"}, "{organisation} is neither"),
    "a control in a rule": ({"rules.r": {"when": {"answers": {"sign-in": "met"}}}}, "no control sign-in"),
    "a settled control": ({"rules.r": {"when": {"settled": ["clause", "claus"]}}}, "no control claus"),
    "a plan row in a rule": ({"rules.r": {"when": {"plan-offers": "log"}}}, "no plan row log"),
    "a fact in a rule": (
        {"rules.r": {"when": {"any": [{"pln": "team"}, {"plan": "team"}]}}},
        "no profile question pln",
    ),
    "a control in a view": (
        {"views.gates.rows": [{"title": "-", "controls": ["sign-on", "account"]}]},
        "no control account",
    ),
    "a party that is not described": (
        {"parties": {"vendor": {}}, "responsibilities": SHARED},
        "no party admins",
    ),
    "a party that nothing is shared with": (
        {"parties": {"vendor": {}, "admins": {}, "users": {}}, "responsibilities": SHARED},
        "no responsibility has a party users",
    ),
    "parties without a task": ({"parties": {"vendor": {}}}, "no responsibility has a party vendor"),
    "a role of a party": (
        {"parties": {"vendor": {"roles": ["seller"]}, "admins": {}}, "responsibilities": SHARED},
        "no role seller",
    ),
    "a control in two sections": (
        {"sections.contract.controls.sign-on": {"question": "?", "gate": "blocker"}},
        "control sign-on stands in section identity already",
    ),
}
ENGAGEMENTS: dict[str, tuple[dict[str, Any], str, str]] = {
    "a control": ({"answers.sign-onn": {}}, "no control sign-onn", "did you mean sign-on?"),
    "a question": ({"questions": {"q-claus": {}}}, "no question q-claus", "did you mean q-clause?"),
    "a profile question": ({"profile.pln": "team"}, "no profile question pln", "did you mean plan?"),
    "a value": ({"profile.plan": "tem"}, "plan has no value tem", "did you mean team?"),
    "a list for one value": ({"profile.plan": ["team"]}, "plan has one value", "write team, say"),
    "one value for a list": ({"profile.surface": "api"}, "surface has a list of values", "write [browser], say"),
    "unknown beside others": (
        {"profile.surface": ["api", "unknown"]},
        "unknown stands beside other values of surface",
        "write [unknown] alone, or leave it out",
    ),
    "a derived question": ({"profile.sensitive": "yes"}, "sensitive is worked out by the checklist", "remove it"),
    "not for each use case": (
        {"use-cases.office.plan": "team"},
        "plan is not asked for each use case",
        "write it under profile",
    ),
    "a matrix row": ({"matrix": {"secrets": {"api": "allowed"}}}, "no row secrets", "did you mean secret?"),
    "a matrix column": ({"matrix": {"secret": {"apis": "allowed"}}}, "no column apis", "did you mean api?"),
    "a plan row": ({"plans": {"key": {"plan": "team"}}}, "no plan row key", "did you mean keys?"),
    "a plan": ({"plans": {"keys": {"plan": "tam"}}}, "no plan tam", "did you mean team?"),
    "a role": ({"engagement.people.counsell": "C"}, "no role counsell", "did you mean counsel?"),
    "a file outside": (
        {"answers.clause.evidence": [{**proof("test-result", 0, "Eve"), "ref": "../other/a.txt"}]},
        "../other/a.txt leaves the engagement's folder",
        "copy the file into evidence/ and name it so",
    ),
    "an absolute file": (
        {"answers.clause.evidence": [{**proof("test-result", 0, "Eve"), "ref": "/etc/passwd"}]},
        "/etc/passwd leaves the engagement's folder",
        "copy the file into evidence/ and name it so",
    ),
}


def test_the_good_ones_have_no_faults() -> None:
    assert list(checklist_faults(CHECKLIST, {})) == []
    assert list(engagement_faults(ANSWERS, build_checklist(CHECKLIST))) == []


@pytest.mark.parametrize("name", CHECKLISTS)
def test_a_checklist_with_one_fault(name: str) -> None:
    changes, message = CHECKLISTS[name]
    faults = list(checklist_faults(edited(CHECKLIST, changes), {}))
    assert any(fault.message.startswith(message) for fault in faults), faults


@pytest.mark.parametrize("name", ENGAGEMENTS)
def test_an_answers_file_with_one_fault(name: str) -> None:
    changes, message, hint = ENGAGEMENTS[name]
    faults = list(engagement_faults(edited(ANSWERS, changes), build_checklist(CHECKLIST)))
    assert [(fault.message, fault.hint) for fault in faults] == [(message, hint)]


@pytest.mark.parametrize("junk", [None, 1, "x", [], [1], {"a": None}, {"a": {"b": [1, {"c": 2}]}}])
@pytest.mark.parametrize("part", [*CHECKLIST, "parties", "responsibilities", *ANSWERS])
def test_what_has_the_wrong_shape_is_left_to_the_schema(part: str, junk: Any) -> None:
    list(checklist_faults({**CHECKLIST, part: junk}, {}))
    checklist = build_checklist(CHECKLIST)
    list(engagement_faults(as_asked({**ANSWERS, part: junk}, checklist), checklist))


def test_parties_that_are_all_described_and_all_used_have_no_fault() -> None:
    described = {"vendor": {"title": "The seller", "roles": ["vendor"]}, "admins": {}}
    assert list(checklist_faults(edited(CHECKLIST, {"responsibilities": SHARED, "parties": described}), {})) == []
    assert list(checklist_faults(edited(CHECKLIST, {"responsibilities": SHARED}), {})) == []
    built = build_checklist(edited(CHECKLIST, {"responsibilities": SHARED, "parties": described}))
    assert built.parties == {"vendor": Party("vendor", "The seller", ("vendor",)), "admins": Party("admins", "Admins")}


def test_a_checklist_without_roles_may_name_any() -> None:
    least: Doc = {"sections": {"s": {"controls": {"c": {"question": "?", "gate": "blocker", "owner": "anybody"}}}}}
    assert list(checklist_faults(least, {})) == []
