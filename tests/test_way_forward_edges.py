"""The edges of the smallest change."""

from __future__ import annotations

from typing import Any

import pytest

from govcheck.rules.assess import assess
from govcheck.rules.change import all_applied
from govcheck.rules.judge import Demand, shortfalls
from govcheck.rules.way_forward import way_forward
from govcheck.words.vocabulary import Stage
from made_up import Doc, day
from small import ACCEPTANCE, REMOVE, judged, met, small

GAP: Doc = {"status": "not-met", "answered-by": "Lin", "answered-on": day(-3), "note": "Not there."}
FAILED: Doc = {**GAP, "remedy": "none"}
ONE = {"use-cases": REMOVE, "profile.surface": ["api"], "profile.data": ["public"], "answers.sign-on": REMOVE}


def control(applies: Doc) -> Doc:
    return {"question": "?", "gate": "blocker", "phase": "go-live", "applies": applies}


def told(changes: dict[str, Any], checklist: dict[str, Any] | None = None) -> tuple[str, list[str]]:
    case = small(changes, checklist)
    way = way_forward(case)
    assert assess(all_applied(way.changes, case)).verdict == way.verdict
    return way.verdict.value, [" ".join([c.step, c.use, c.subject, *c.to]).replace("  ", " ") for c in way.changes]


X = "sections.identity.controls."
STOPPED = {
    X + "x1": control({"surface": "api"}),
    X + "x2": control({"surface": "browser"}),
    X + "x3": control({"surface": "browser"}),
}
CASES: dict[str, tuple[dict[str, Any], dict[str, Any], tuple[str, list[str]]]] = {
    "no-go: the use case with fewest stops": (
        {f"answers.x{n}": FAILED for n in (1, 2, 3)},
        STOPPED,
        ("conditional-go", ["satisfy x1"]),
    ),
    "many rounds": (
        {"use-cases": {f"u{n}": {"surface": ["browser"], "data": ["public"], "own-keys": "unknown"} for n in range(6)}},
        {},
        ("go", [f"profile u{n} own-keys yes" for n in range(6)]),
    ),
    "the answer to an excluded control": (
        ONE | {"answers.sign-on": met()},
        {"rules": {"r": {"severity": "hold", "when": {"answers": {"sign-on": "met"}}, "says": "-"}}},
        ("go", ["withdraw sign-on"]),
    ),
    "only a confirmation helps": (
        {"profile.own-keys": "yes", "use-cases.letters.own-keys": "no"},
        {
            "profile.plan.values": {"big": "Big"},
            "plans.rows.keys.claimed": {"big": "no"},
            "plans.rows.keys.needed": {"plan": "big"},
            "plans.rows.logs.claimed": {"big": "yes"},
        },
        ("go", ["confirm keys"]),
    ),
    "or what needs the row changes": (
        {"profile.plan": "team", "profile.own-keys": "yes", "use-cases.letters.own-keys": "no"},
        {
            "rules": {
                "r": {"severity": "warning", "when": {"plan": "big"}, "says": "-"},
                "s": {"severity": "warning", "when": {"plan-offers": "keys"}, "says": "-"},
            }
        },
        ("go", ["profile own-keys no"]),
    ),
    "through a derived question": (
        {"use-cases.letters.data": ["public", "secret"]},
        {
            "rules": {"r": {"severity": "contradiction", "when": {"sensitive": "yes"}, "says": "-"}},
            "matrix.cells.secret": {"api": "allowed", "browser": "allowed"},
        },
        ("go", ["profile letters data public"]),
    ),
    "the rest of several values": (
        {"use-cases.letters.surface": ["api", "browser"], "answers.sign-on": met()},
        {
            "rules": {"r": {"severity": "hold", "when": {"surface": "api"}, "says": "-"}},
            "profile.surface.values": {"browser": "b", "api": "a"},
            "matrix.cells.public": {"browser": "allowed", "api": "allowed"},
        },
        ("go", ["profile letters surface browser"]),
    ),
    "a prohibited cell: other data": (
        {"use-cases.letters.data": ["secret"]},
        {"matrix.cells.secret.api": "prohibited"},
        ("go", ["profile letters data public"]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_way(name: str) -> None:
    changes, checklist, expected = CASES[name]
    assert told(changes, checklist) == expected


KIND = {"question": "?", "type": "one-of", "values": {"x": "X", "y": "Y"}, "needed": True}


def rule(severity: str, when: Doc) -> Doc:
    return {"severity": severity, "when": when, "says": "-"}


def test_an_unknown_fact_gets_the_value_that_leaves_least() -> None:
    rules = {
        "r": rule("warning", {"kind": "x"}),
        "always": rule("warning", {"plan": "big", "answers": {"clause": "not-met"}}),
    }
    changes = {"answers.clause": {**GAP, "acceptance": ACCEPTANCE}, "profile.kind": "unknown"}
    assert told(changes, {"profile.kind": KIND, "rules": rules}) == ("conditional-go", ["profile kind y"])


def test_a_better_verdict_goes_before_fewer_findings() -> None:
    rules = {
        "r": rule("contradiction", {"kind": "x", "surface": "api"}),
        "s": rule("warning", {"kind": "y"}),
        "t": rule("warning", {"kind": "y"}),
    }
    assert told({"profile.kind": "unknown"}, {"profile.kind": KIND, "rules": rules}) == (
        "conditional-go",
        ["profile kind y"],
    )


def test_an_acceptance_that_is_listed_is_in_force() -> None:
    checklist = {
        "limits": {"acceptance-days": 30},
        "profile.data.values": {"secret": "S"},
        "profile.surface.values": {"api": "a"},
        "matrix": {"rows": "data", "columns": "surface", "cells": {"secret": {"api": "prohibited"}}},
    }
    changes = {"use-cases": {"u": {"surface": ["api"], "data": ["secret"]}}, "answers.sign-on": REMOVE}
    assert told(changes, checklist) == ("conditional-go", ["cell secret/api conditional"])


def test_a_file_without_a_stage_decides_none() -> None:
    assert shortfalls(judged({"engagement.stage": REMOVE}), Demand(None, (), Stage.SIGN))
