"""Made-up checklists with a history, and answers to their first version written as people write them."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from dataclasses import dataclass, field
from random import Random
from typing import Any

import yaml

Doc = dict[str, Any]
PEOPLE = ["Ana Silva", "Ben Cole", "Cy Marsh", "Dee Lunt"]
OUTSIDER = "Eve Park"
PLAIN = re.compile(r"(?!(yes|no|none|null|true|false|on|off)$)[A-Za-z][A-Za-z0-9-]*( [A-Za-z0-9-]+)*|\d{4}-\d\d-\d\d")
WORDS = [
    "Since May",
    "x, y",
    "a: b",
    "see #4",
    "it's",
    'a "quoted" word',
    "naïve",
    "[1]",
    "- dash",
    "two\nlines\n  in",
    "{z}",
]
VERSIONS = ("1.0.0", "1.1.0", "2.0.0", "2.1.0", "3.0.0")


@dataclass
class Model:
    """The ids of one version."""

    controls: list[str]
    questions: list[str]
    plans: list[str]
    profile: list[str]
    """The plan, the rows and the columns of the matrix, then what may be removed."""
    values: dict[str, list[str]]
    roles: list[str]


@dataclass
class Story:
    """A checklist from its first version to its last."""

    random: Random
    model: Model
    history: Doc = field(default_factory=dict)
    models: dict[str, Model] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)
    """Every id that the history speaks of."""
    count: int = 0

    def fresh(self, kind: str) -> str:
        self.count += 1
        return f"{kind}-{self.count}"

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def checklist(self, version: str) -> str:
        """The file of one version."""
        model = self.models[version]
        plan, rows, columns, *rest = model.profile
        shown = {id: {value: value.upper() for value in model.values[id]} for id in (plan, rows, columns)}
        places: Doc = {"question": "?", "type": "any-of", "per-use-case": True, "needed": True}
        doc = {
            "format": 1,
            "id": "rollout",
            "title": "Roll-out",
            "version": version,
            "roles": {role: role.upper() for role in model.roles},
            "approvals": model.roles,
            "profile": {
                plan: {"question": "?", "type": "one-of", "values": shown[plan], "needed": True},
                rows: {**places, "values": shown[rows]},
                columns: {**places, "values": shown[columns]},
                **{id: {"question": "?", "type": "yes-no"} for id in rest},
            },
            "matrix": {
                "rows": rows,
                "columns": columns,
                "cells": {row: dict.fromkeys(shown[columns], "allowed") for row in shown[rows]},
            },
            "plans": {
                "question": plan,
                "rows": {id: {"title": id, "claimed": dict.fromkeys(shown[plan], "yes")} for id in model.plans},
            },
            "questions": {id: {"to": model.roles[0], "text": "?"} for id in model.questions},
            "sections": {"all": {"title": "All", "controls": {id: control(id) for id in model.controls}}},
            "rules": {
                "rule-1": {
                    "severity": "hold",
                    "when": {"answers": {model.controls[0]: "not-met", model.controls[-1]: ["met", "not-met"]}},
                    "says": "Not both.",
                }
            },
            "history": {told: self.history[told] for told in VERSIONS if told in self.history and told <= version},
        }
        return yaml.safe_dump({key: value for key, value in doc.items() if value}, sort_keys=False)


def control(id: str) -> Doc:
    """Its gate is in its last digit, so that it stays the same over the versions only where the id does."""
    return {"question": f"Is {id} so?", "gate": ("blocker", "required", "recommended")[int(id[-1]) % 3]}


def story(random: Random) -> Story:
    """What became of a checklist in four versions."""
    told = Story(random, Model([], [], [], [], {}, []))
    model = told.model
    model.controls = [told.fresh("ask") for _ in range(random.randint(3, 8))]
    model.questions = [told.fresh("q") for _ in range(random.randint(1, 3))]
    model.plans = [told.fresh("row") for _ in range(random.randint(1, 3))]
    model.profile = [told.fresh("fact") for _ in range(random.randint(3, 5))]
    model.values = {id: [told.fresh("value") for _ in range(random.randint(3, 4))] for id in model.profile[:3]}
    model.roles = [told.fresh("role") for _ in range(random.randint(1, 3))]
    told.models[VERSIONS[0]] = deepcopy(model)
    for version in VERSIONS[1:]:
        release: Doc = {"says": f"New in {version}."}
        for part, became in changes(told, version.endswith(".0.0")):
            release[part] = became
            told.named |= {*became}
        told.history[version] = release
        told.models[version] = deepcopy(model)
    return told


def changes(told: Story, major: bool) -> list[tuple[str, Doc]]:
    """The parts of one release, and the model after it."""
    model = told.model
    found: list[tuple[str, Doc]] = [("controls", controls_changed(told, major))]
    for part, kind in {"questions": "q", "plans": "row", "profile": "fact", "roles": "role"}.items():
        ids: list[str] = getattr(model, part)
        became: Doc = {}
        for id in [*ids]:
            needed = (part == "profile" and id in ids[:3]) or len(ids) == 1
            if not told.chance(0.4):
                continue
            if major and told.chance(0.5):
                new = told.fresh(kind)
                became[id] = {"renamed": new}
                ids[ids.index(id)] = new
                if part == "profile" and id in model.values:
                    model.values[new] = model.values.pop(id)
            elif major and not needed and told.chance(0.5):
                became[id] = {"removed": "Nobody needs it."}
                ids.remove(id)
            elif part in ("questions", "plans"):
                became[id] = {"reworded": "Backups too."}
        found.append((part, became))
    values = {}
    for question, known in model.values.items() if major else ():
        values[question] = values_changed(told, known)
    found.append(("values", {question: became for question, became in values.items() if became}))
    return [(part, became) for part, became in found if became]


def controls_changed(told: Story, major: bool) -> Doc:
    ids, became = told.model.controls, Doc()
    before, targets = [*ids], set[str]()
    for id in before:
        if id not in ids or id in targets or not told.chance(0.45):
            continue
        fate = told.random.choice(["reworded", *(["renamed", "split", "merged", "removed"] if major else [])])
        others = [one for one in ids if one != id and one in before and one not in (*became, *targets)]
        match fate:
            case "renamed":
                new = told.fresh("ask")
                became[id] = {"renamed": new}
                ids[ids.index(id)] = new
            case "split":
                parts = [id if told.chance(0.3) else told.fresh("ask"), told.fresh("ask")]
                became[id] = {"split": parts}
                ids[ids.index(id) : ids.index(id) + 1] = parts
            case "merged" if others:
                target = others[0] if told.chance(0.5) else told.fresh("ask")
                sources = (id, *others[1:2]) if target in ids else (id, others[0])
                ids[:] = [one for one in ids if one not in sources] + ([] if target in ids else [target])
                became |= {one: {"merged": target} for one in sources}
                targets.add(target)
            case "removed" if len(ids) > 2:
                became[id] = {"removed": "Nobody asks."}
                ids.remove(id)
            case _:
                became[id] = {"reworded": "More is asked."}
    return became


def values_changed(told: Story, known: list[str]) -> Doc:
    became: Doc = {}
    for value in [*known]:
        if told.chance(0.4):
            new = told.fresh("value")
            became[value] = {"renamed": new}
            known[known.index(value)] = new
        elif len(known) > 2 and told.chance(0.3):
            became[value] = {"removed": "Sold no more."}
            known.remove(value)
    return became


def answers(told: Story) -> Doc:
    """An answers file for the first version, with every part that there is, or nothing in it."""
    random, model = told.random, told.models[VERSIONS[0]]
    plan, rows, columns, *rest = model.profile

    def some(ids: list[str], share: float = 0.8) -> list[str]:
        return [id for id in ids if random.random() < share]

    doc: Doc = {
        "format": "1",
        "checklists": {"rollout": random.choice(["1.0.0", "1.0.0", "1.0.7"])},
        "engagement": {
            "organization": "Larch Mills",
            "title": random.choice(WORDS[:6]),
            "owner": PEOPLE[0],
            "reviewed-by": PEOPLE[1],
            "stage": "operate",
            "date": "2026-11-20",
            "next-review": "2027-02-01",
            "people": {role: random.choice(PEOPLE) for role in some(model.roles)} or None,
        },
        "profile": {plan: random.choice([*model.values[plan], "unknown"]), **dict.fromkeys(some(rest), "yes")},
        "use-cases": {
            f"use-{number}": {
                "title": f"Use {number}",
                rows: random.sample(model.values[rows], random.randint(1, 2)),
                columns: random.sample(model.values[columns], random.randint(1, 2)),
            }
            for number in range(random.randint(0, 2))
        }
        or None,
        "own-names": {rows: {value: f"Our {value}" for value in some(model.values[rows], 0.5)}},
        "matrix": {row: cells(random, model.values[columns]) for row in some(model.values[rows], 0.5)} or None,
        "plans": {row: confirmed(random, model.values[plan]) for row in some(model.plans)} or None,
        "answers": {id: answer(random) for id in some(model.controls)} or None,
        "questions": {id: exchange(random) for id in some(model.questions)} or None,
        "approvals": {role: approval(random) for role in some(model.roles, 0.3)} or None,
    }
    left_out = [key for key in doc if key not in ("format", "checklists", "engagement") and random.random() < 0.1]
    return {key: value for key, value in doc.items() if key not in left_out}


def cells(random: Random, columns: list[str]) -> Doc:
    looser = {"cell": "conditional", "acceptance": acceptance(random)}
    return {column: random.choice(["prohibited", "conditional", looser]) for column in random.sample(columns, 2)}


def acceptance(random: Random) -> Doc:
    return {
        "risk": random.choice(WORDS),
        "residual": "low",
        "compensating": "A camera",
        "by": OUTSIDER,
        "role": "CISO",
        "dated": "2026-11-01",
        "expires": "2027-02-01",
    }


def confirmed(random: Random, plans: list[str]) -> Doc:
    said = {"plan": random.choice(plans), "confirmed": random.choice(["yes", "no", "unknown"]), "by": "K. Roe"}
    return {**said, "dated": "2026-11-01", "ref": "https://vendor.example/a"}


def exchange(random: Random) -> Doc:
    doc = {"asked-on": "2026-11-01", "asked-of": "K. Roe"}
    if random.random() < 0.5:
        doc |= {
            "reply": random.choice(WORDS),
            "replied-by": "K. Roe",
            "replied-on": "2026-11-09",
            "outcome": "accepted",
        }
    return doc


def approval(random: Random) -> Doc:
    at = "2026-11-20T09:30:00Z"
    return {"verdict": "go", "by": random.choice(PEOPLE[1:]), "at": at, "digest": "sha256:" + "0" * 64}


def answer(random: Random) -> Doc:
    status = random.choice(["met", "met", "yes", "partial", "not-met", "no", "unknown", "n/a"])
    doc: Doc = {"status": status, "answered-by": random.choice(PEOPLE), "answered-on": "2026-11-12"}
    if status in ("partial", "n/a") or random.random() < 0.5:
        doc["note"] = random.choice(WORDS)
    if random.random() < 0.2:
        doc["owner"] = random.choice(PEOPLE)
    if status in ("met", "yes") or random.random() < 0.2:
        doc["evidence"] = [proof(random) for _ in range(random.randint(1, 2))]
    if status in ("partial", "not-met", "no"):
        gap = random.random()
        if gap < 0.35:
            doc |= {"remedy": "none", "note": doc.get("note", "Too dear")}
        elif gap < 0.6:
            doc["remedy"] = {"owner": random.choice(PEOPLE), "due": "2027-01-15", "guardrail": "A guard"}
        elif gap < 0.75:
            doc["acceptance"] = acceptance(random)
    return doc


def proof(random: Random) -> Doc:
    ref = f"https://files.example/{random.randint(1, 99)}"
    return {"kind": "test-result", "ref": ref, "collected": "2026-11-12", "by": random.choice(PEOPLE)}


class Writer:
    """Somebody who writes an answers file, in block and flow style, with quotes and remarks here and there."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.remarks: list[str] = []
        self.end = random.choice(["\n", "\n", "\r\n"])
        self.mark = random.choice(["", "", "\ufeff"])

    def file(self, doc: Doc) -> str:
        lines = [line for key, value in doc.items() for line in self.entry(key, value, 0)]
        last = self.random.choice([self.end, ""])
        return self.mark + self.end.join(lines) + last

    def remark(self) -> str:
        self.remarks.append(f"# remark {len(self.remarks)}.")
        return self.remarks[-1]

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def entry(self, key: str, value: Any, depth: int) -> list[str]:
        indent = "  " * depth
        above = [f"{indent}{self.remark()}"] if self.chance(0.15) else []
        name = self.key(key)
        if isinstance(value, str) and "\n" in value and self.chance(0.7):
            return [*above, f"{indent}{name}: |-", *(f"{indent}  {line}" for line in value.split("\n"))]
        behind = f"   {self.remark()}" if self.chance(0.15) else ""
        if value is None and self.chance(0.5):
            return [*above, f"{indent}{name}:{behind}"]
        if isinstance(value, dict) and value and (depth == 0 or self.chance(0.6)):
            inner = [line for one, held in value.items() for line in self.entry(one, held, depth + 1)]
            return [*above, f"{indent}{name}:{behind}", *inner]
        if isinstance(value, list) and value and self.chance(0.5):
            return [*above, f"{indent}{name}:{behind}", *(f"{indent}  - {self.flow(one)}" for one in value)]
        return [*above, f"{indent}{name}: {self.flow(value)}{behind}"]

    def key(self, text: str) -> str:
        return self.random.choice([text] * 8 + [f"'{text}'", f'"{text}"'])

    def flow(self, value: Any) -> str:
        if isinstance(value, dict):
            return "{" + ", ".join(f"{self.key(key)}: {self.flow(inner)}" for key, inner in value.items()) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(map(self.flow, value)) + "]"
        if value is None:
            return "null"
        if PLAIN.fullmatch(value) or value == "1":
            return str(value)
        if "\n" in value or self.chance(0.5):
            return json.dumps(value, ensure_ascii=False)
        return f"""'{value.replace("'", "''")}'"""
