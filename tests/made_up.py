"""Made-up engagements for property tests: seeded, valid, and as varied as the formats allow."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

from govcheck.jobs.build_checklist import build_checklist
from govcheck.jobs.build_engagement import build_engagement
from govcheck.rules.case import Case
from govcheck.words.vocabulary import DEFAULT_ACCEPTS, Cell, EvidenceKind, Phase, Stage

Doc = dict[str, Any]
TODAY = date(2026, 11, 22)
PEOPLE = ["Ana", "Ben", "Cy", "Dee"]
OUTSIDER = "Eve"
VALUES = {
    "plan": ["team", "enterprise"],
    "surface": ["browser", "zero", "plain"],
    "data": ["low", "high"],
    "involves": ["links", "beta"],
    "duty": ["yes", "no"],
    "derived": ["yes"],
}
PROFILE: Doc = {
    "plan": {"question": "?", "type": "one-of", "values": {"team": "T", "enterprise": "E"}, "needed": True},
    "surface": {
        "question": "?",
        "type": "any-of",
        "values": {value: value for value in VALUES["surface"]},
        "per-use-case": True,
        "needed": True,
    },
    "data": {
        "question": "?",
        "type": "any-of",
        "values": {value: value for value in VALUES["data"]},
        "per-use-case": True,
        "needed": True,
    },
    "involves": {
        "question": "?",
        "type": "any-of",
        "values": {value: value for value in VALUES["involves"]},
        "per-use-case": True,
    },
    "duty": {"question": "?", "type": "yes-no", "per-use-case": True},
    "derived": {"derived": {"surface": "zero"}},
}


def day(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


def case_of(checklist: Doc, answers: Doc, today: date = TODAY) -> Case:
    """The case that two documents make."""
    return Case(build_checklist(checklist), build_engagement(answers), today)


def engagement(seed: int) -> tuple[random.Random, Doc, Doc]:
    """A checklist and an answers file that fit, as documents."""
    r = random.Random(seed)
    full, care = r.random() < 0.85, r.choice([0.5, 0.8, 0.95, 1.0])
    controls = {f"c{n}": control(r, full) for n in range(r.randint(1, 7))}
    checklist: Doc = {
        "format": 1,
        "id": "made-up",
        "title": "Made up",
        "version": "1.0.0",
        "sections": {"all": {"title": "All", "controls": controls}},
    }
    front = {
        "organization": "Made-up Ltd",
        "title": "A review",
        "owner": "Ana",
        "reviewed-by": "Paul",
        "stage": r.choice(list(Stage)).value,
        "date": day(-r.choice([0, 10])),
        "next-review": day(r.choice([30, 85])),
        "people": {"security": "Ben"},
    }
    answers: Doc = {"format": 1, "checklists": {"made-up": "1.0.0"}, "engagement": front}
    if full:
        add_profile(r, checklist, answers)
    if r.random() < 0.5:
        checklist["rules"] = {
            f"r{n}": rule(r, list(controls), full, "plans" in checklist) for n in range(r.randint(1, 3))
        }
    if r.random() < 0.1:
        del front[r.choice(["owner", "reviewed-by", "date", "next-review", "stage"])]
    answers["answers"] = {id: answer(r, value, care) for id, value in controls.items() if r.random() < 0.5 + care / 2}
    return r, checklist, answers


def add_profile(r: random.Random, checklist: Doc, answers: Doc) -> None:
    checklist["profile"] = PROFILE
    answers["profile"] = {"plan": r.choice(VALUES["plan"])}
    if r.random() < 0.8:
        answers["profile"]["duty"] = r.choice(["yes", "no", "unknown"])
    answers["use-cases"] = {f"u{n}": use_case(r) for n in range(r.choice([1, 2, 3]))}
    if r.random() < 0.5:
        add_matrix(r, checklist, answers)
    if r.random() < 0.5:
        add_plans(r, checklist, answers)


def use_case(r: random.Random) -> Doc:
    return {
        "surface": r.sample(VALUES["surface"], r.choice([1, 1, 2])),
        "data": r.sample(VALUES["data"], 1),
        "involves": r.sample(VALUES["involves"], r.choice([0, 0, 1])),
    }


def add_matrix(r: random.Random, checklist: Doc, answers: Doc) -> None:
    mild = ["allowed", "conditional", "allowed", "allowed-with-controls", "prohibited"]
    cells = {
        row: {column: r.choice(mild) for column in VALUES["surface"] if r.random() < 0.95} for row in VALUES["data"]
    }
    checklist["matrix"] = {"rows": "data", "columns": "surface", "cells": cells}
    for _ in range(r.choice([0, 0, 1, 2])):
        cell = r.choice(list(Cell)).value
        row, column = r.choice(VALUES["data"]), r.choice(VALUES["surface"])
        chosen = cell if r.random() < 0.5 else {"cell": cell, "acceptance": acceptance(r, r.random() < 0.7)}
        answers.setdefault("matrix", {}).setdefault(row, {})[column] = chosen


def add_plans(r: random.Random, checklist: Doc, answers: Doc) -> None:
    claimed = {"team": r.choice(["yes", "no"]), "enterprise": "yes"}
    checklist["plans"] = {
        "question": "plan",
        "rows": {"row-a": {"title": "A", "claimed": claimed, "needed": criteria(r)}},
    }
    if r.random() < 0.4:
        said = {"plan": answers["profile"]["plan"], "confirmed": r.choice(["yes", "no", "unknown"])}
        answers["plans"] = {
            "row-a": {**said, "by": "V", "dated": day(-r.choice([5, 50, 200])), "ref": "https://v.example/r"}
        }


def criteria(r: random.Random, depth: int = 1) -> Doc:
    out: Doc = {}
    for question in r.sample(list(VALUES), r.choice([1, 1, 2])):
        values = VALUES[question]
        out[question] = r.choice(values) if r.random() < 0.6 else r.sample(values, min(2, len(values)))
    if depth and r.random() < 0.2:
        out = {"any": [criteria(r, 0), criteria(r, 0)]}
    if depth and r.random() < 0.1:
        out["not"] = {"plan": r.choice(VALUES["plan"])}
    return out


def rule(r: random.Random, controls: list[str], full: bool, plans: bool) -> Doc:
    if not full:
        return {"severity": "warning", "when": {"answers": {"c0": "not-met"}}, "says": "-"}
    when: Doc = {}
    if r.random() < 0.5:
        question = r.choice(["involves", "duty", "data", "plan"])
        when[question] = r.choice(VALUES[question])
    if r.random() < 0.7 or not when:
        weak = r.sample(["partial", "not-met", "unknown"], 2)
        chosen = r.sample(controls, min(len(controls), r.choice([1, 2])))
        when["answers"] = {id: r.choice(["met", weak, weak, "unanswered"]) for id in chosen}
    if r.random() < 0.2:
        when["not"] = {"settled": r.choice(controls)} if not plans or r.random() < 0.5 else {"plan-offers": "row-a"}
    return {"severity": r.choice(["contradiction", "hold", "warning"]), "when": when, "says": "-"}


def control(r: random.Random, full: bool, gate: str = "") -> Doc:
    own = gate or r.choice(["blocker", "required", "required", "recommended"])
    phase = r.choices(list(Phase), [2, 2, 4, 1])[0].value
    out: Doc = {"question": "?", "gate": own, "owner": r.choice(["security", "counsel"]), "phase": phase}
    if full and r.random() < 0.4:
        out["applies"] = criteria(r)
    if full and not gate and own != "blocker" and r.random() < 0.3:
        out["gate-when"] = {"blocker": criteria(r)}
    if r.random() < 0.5:
        out["evidence"] = {"what": "-", "accepts": [kind.value for kind in r.sample(list(EvidenceKind), 3)]}
    if r.random() < 0.3:
        out["stale-after"] = r.choice([30, 90])
    if r.random() < 0.1:
        out["acceptable"] = False
    return out


def acceptance(r: random.Random, good: bool) -> Doc:
    start, length = (-20, 90) if good else (r.choice([-20, -200, 5]), r.choice([10, 90, 400]))
    return {
        "risk": "-",
        "residual": "low",
        "compensating": "-",
        "by": OUTSIDER if good else r.choice(PEOPLE),
        "role": "-",
        "dated": day(start),
        "expires": day(start + length),
    }


def proof(kind: str, days: int, by: str) -> Doc:
    return {"kind": kind, "ref": "https://proof.example/1", "collected": day(days), "by": by}


def answer(r: random.Random, control: Doc, care: float) -> Doc:
    out: Doc = {"status": "met", "answered-by": r.choice(PEOPLE), "answered-on": day(-r.choice([1, 20, 100]))}
    if r.random() < 0.3:
        out["owner"] = r.choice(PEOPLE)
    accepts = control.get("evidence", {}).get("accepts", [kind.value for kind in DEFAULT_ACCEPTS])
    if r.random() < care:
        proofs = range(r.choice([1, 2]))
        out["evidence"] = [
            proof(r.choice(accepts), -r.choice([0, 5, 25]), r.choice([*PEOPLE, OUTSIDER])) for _ in proofs
        ]
        if r.random() < 0.2:
            out["evidence"][0]["valid-until"] = day(r.choice([-3, 3, 40]))
        return out
    out |= {"status": r.choice(["met", "partial", "not-met", "not-met", "unknown", "not-applicable"]), "note": "-"}
    if r.random() < 0.5:
        out["evidence"] = [proof(r.choice(list(EvidenceKind)).value, r.choice([-500, -60, 2]), r.choice(PEOPLE))]
    if r.random() < 0.5:
        remedies = [{"owner": "Ben", "due": day(due), "guardrail": "-"} for due in (-2, 20, 40, 300)]
        out["remedy"] = r.choice(["none", *remedies])
    if r.random() < 0.3:
        out["acceptance"] = acceptance(r, r.random() < 0.6)
    if r.random() < 0.5:
        out["approved-by"] = r.choice([*PEOPLE, OUTSIDER])
    return out
