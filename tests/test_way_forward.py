"""The smallest change, on written cases; the properties are in test_verdict_properties.py."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.change import all_applied
from govcheck.rules.way_forward import way_forward
from govcheck.rules.wording import change_text
from made_up import Doc, day, proof
from small import ACCEPTANCE, REMOVE, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}

# change, verdict reached, the list as it reads
WAYS: dict[str, tuple[dict[str, Any], str, list[str]]] = {
    "nothing to do": ({}, "go", []),
    "one blocker": (
        {"answers.clause.status": "unknown"},
        "go",
        ["clause: make it met, with dated evidence"],
    ),
    "the front page": (
        {"engagement.owner": REMOVE, "engagement.reviewed-by": REMOVE, "engagement.date": REMOVE},
        "go",
        [
            "engagement.owner: give the owner of the engagement",
            "engagement.reviewed-by: give the reviewer, who is not the owner",
            "engagement.date: give the date of the review",
        ],
    ),
    "undecided first, then the use case that needs fewest": (
        {"answers.person": REMOVE, "answers.clause": GAP, "answers.sign-on.status": "partial"},
        "conditional-go",
        ["person: make it met", "clause: make it met"],
    ),
    "no-go: the use case with the fewest stops": (
        {
            "answers.sign-on": {**GAP, "remedy": "none"},
            "answers.accounts": {**GAP, "remedy": "none"},
            "matrix": {"public": {"api": "prohibited", "browser": "prohibited"}},
        },
        "not-ready",
        ["matrix.public.api: take the engagement's own setting out"],
    ),
    "a contradiction: what is wrong is satisfied, not hidden": (
        {"answers.sign-on": GAP},
        "go",
        ["sign-on: make it met"],
    ),
    "a fact that nobody knows is given the value that leaves least": (
        {"profile.own-keys": "unknown"},
        "go",
        ["profile.own-keys: find it out and enter it; no would leave least to do"],
    ),
    "a plan gap: another plan": (
        {"profile.plan": "team", "profile.own-keys": "yes", "use-cases.letters.own-keys": "no"},
        "go",
        ["profile.plan: change it to big"],
    ),
    "an acceptance has to go too": (
        {"answers.clause": {**GAP, "acceptance": ACCEPTANCE}},
        "go",
        ["clause: make it met"],
    ),
    "evidence by somebody else": (
        {"answers.clause.evidence": [proof("test-result", -3, "Cal")]},
        "go",
        ["clause: make it met, with dated evidence"],
    ),
}


@pytest.mark.parametrize("name", WAYS)
def test_the_smallest_change(name: str) -> None:
    changes, verdict, texts = WAYS[name]
    case = small(changes)
    way = way_forward(case)
    told = [change_text(case, change) for change in way.changes]
    assert [text[: len(start)] for text, start in zip(told, texts, strict=True)] == texts
    assert way.verdict == verdict
    assert assess(all_applied(way.changes, case)).verdict == verdict


def test_a_rule_that_nobody_can_satisfy_leaves_no_way() -> None:
    rule = {"severity": "contradiction", "when": {"not": {"answers": {"clause": "unanswered"}}}, "says": "-"}
    way = way_forward(
        small({"use-cases": REMOVE, "profile.surface": ["api"], "profile.data": ["public"]}, {"rules": {"r": rule}})
    )
    assert (way.verdict, way.changes) == ("not-ready", ())


def test_data_is_not_said_to_be_something_else_while_there_is_another_place_for_it() -> None:
    case = small({"use-cases.office.data": ["secret"]}, {"matrix.cells.secret.api": "allowed"})
    (change,) = way_forward(case).changes
    assert change_text(case, change) == "use-cases.office.surface: change it to api, if that is so"


def test_said_not_to_apply_while_nobody_knows_is_settled_by_the_fact() -> None:
    said = {"status": "n/a", "answered-by": "Lin", "answered-on": day(-3), "note": "-", "approved-by": "Eve"}
    unknown = {"answers.person": said, "profile.automatic": "unknown"}
    applies = {"sections.contract.controls.person.applies": {"automatic": "no"}, "rules": {}}
    (change,) = way_forward(small(unknown, applies)).changes
    assert (change.subject, change.to) == ("automatic", ("yes",))
    (change,) = way_forward(small({"answers.person": said}, applies)).changes
    assert (change.step, change.subject) == ("satisfy", "person")
