"""A small engagement that is a go, to be made worse in one place at a time."""

from __future__ import annotations

import copy
from typing import Any

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.words.assessment import Assessment, Finding
from made_up import Doc, case_of, day, proof

CHECKLIST: Doc = {
    "format": 1,
    "id": "small",
    "title": "A small checklist",
    "version": "1.2.0",
    "roles": {"security": "Security", "counsel": "Counsel", "vendor": "Vendor"},
    "topics": {"access": "Access"},
    "profile": {
        "plan": {"question": "Which plan?", "type": "one-of", "values": {"team": "Team", "big": "Big"}, "needed": True},
        "surface": {
            "question": "Where?",
            "type": "any-of",
            "values": {"browser": "the browser", "api": "the API"},
            "per-use-case": True,
            "needed": True,
        },
        "data": {
            "question": "Which data?",
            "type": "any-of",
            "values": {"public": "Public", "secret": "Secret"},
            "per-use-case": True,
            "needed": True,
        },
        "own-keys": {"question": "Own keys?", "type": "yes-no", "per-use-case": True, "needed": True},
        "automatic": {"question": "Decided by itself?", "type": "yes-no", "per-use-case": True},
        "sensitive": {"derived": {"data": "secret"}},
    },
    "matrix": {
        "rows": "data",
        "columns": "surface",
        "cells": {"public": {"browser": "allowed", "api": "allowed"}, "secret": {"browser": "prohibited"}},
        "guardrails": {"public": "Sanctioned accounts only."},
    },
    "plans": {
        "question": "plan",
        "rows": {
            "keys": {"title": "Own keys", "claimed": {"team": "no", "big": "yes"}, "needed": {"own-keys": "yes"}},
            "logs": {"title": "Logs", "claimed": {"team": "no", "big": "yes"}},
        },
    },
    "sections": {
        "identity": {
            "title": "Identity",
            "controls": {
                "sign-on": {
                    "question": "Is single sign-on enforced?",
                    "gate": "blocker",
                    "owner": "security",
                    "phase": "go-live",
                    "topic": "access",
                    "applies": {"surface": "browser"},
                },
                "accounts": {
                    "question": "Are accounts made at sign-on only?",
                    "gate": "required",
                    "owner": "security",
                    "phase": "go-live",
                    "topic": "access",
                },
            },
        },
        "contract": {
            "title": "Contract",
            "controls": {
                "clause": {
                    "question": "Is training excluded?",
                    "gate": "blocker",
                    "owner": "counsel",
                    "phase": "at-sign",
                    "asks": "q-clause",
                },
                "retention": {
                    "question": "Is the retention period known?",
                    "gate": "recommended",
                    "gate-when": {"blocker": {"sensitive": "yes"}},
                    "owner": "counsel",
                    "phase": "pre-sign",
                },
                "person": {"question": "Does a person decide?", "gate": "required", "phase": "go-live"},
                "review": {
                    "question": "Are logs reviewed?",
                    "gate": "required",
                    "owner": "security",
                    "phase": "post-sign",
                },
            },
        },
    },
    "questions": {
        "q-clause": {
            "to": "vendor",
            "text": "Which clause excludes training for {organization} on {plan} ({surface}; own keys: {own-keys})?",
        }
    },
    "rules": {
        "accounts-need-sign-on": {
            "severity": "contradiction",
            "when": {"answers": {"accounts": "met", "sign-on": ["not-met", "unknown"]}},
            "says": "Accounts are made at sign-on, so they cannot be right while sign-on is not.",
        },
        "automatic-and-person": {
            "severity": "contradiction",
            "when": {"automatic": "yes", "answers": {"person": "met"}},
            "says": "A person is said to decide where nobody does.",
        },
        "keys-on-the-api": {
            "severity": "hold",
            "when": {"own-keys": "yes", "surface": "api"},
            "says": "Own keys do not cover the API.",
        },
        "logs-unread": {
            "severity": "warning",
            "when": {"plan-offers": "logs", "answers": {"review": "not-met"}},
            "says": "There are logs that nobody reads.",
        },
        "kept-by-clause": {
            "severity": "warning",
            "when": {"surface": "api", "not": {"settled": "clause"}},
            "says": "The API is used without a clause that counts.",
        },
    },
    "views": {"gates": {"title": "Gates", "rows": [{"title": "Access", "controls": ["sign-on", "accounts"]}]}},
}


def met(by: str = "Eve") -> Doc:
    return {"status": "met", "answered-by": "Lin", "answered-on": day(-3), "evidence": [proof("test-result", -3, by)]}


ANSWERS: Doc = {
    "format": 1,
    "checklists": {"small": "1.2.0"},
    "engagement": {
        "organization": "Larch Ltd",
        "title": "Small review",
        "owner": "Olga",
        "reviewed-by": "Rex",
        "stage": "go-live",
        "date": day(-2),
        "next-review": day(80),
        "people": {"security": "Sam", "counsel": "Cal"},
    },
    "profile": {"plan": "big", "own-keys": "no", "automatic": "no"},
    "use-cases": {
        "office": {"title": "Office work", "surface": ["browser"], "data": ["public"]},
        "letters": {"title": "Letters", "surface": ["api"], "data": ["public"]},
    },
    "answers": {id: met() for id in ("sign-on", "accounts", "clause", "retention", "person")},
}
ACCEPTANCE: Doc = {
    "risk": "A leak",
    "residual": "low",
    "compensating": "A wall",
    "by": "Eve",
    "role": "CISO",
    "dated": day(-5),
    "expires": day(30),
}
REMOVE = object()


def edited(document: Doc, changes: dict[str, Any]) -> Doc:
    """A copy with the value at each dotted path replaced, or removed with REMOVE."""
    out = copy.deepcopy(document)
    for path, value in changes.items():
        *way, last = path.split(".")
        here = out
        for key in way:
            here = here.setdefault(key, {})
        if value is REMOVE:
            del here[last]
        else:
            here[last] = value
    return out


def small(changes: dict[str, Any] | None = None, checklist: dict[str, Any] | None = None) -> Case:
    """The small case, made different in some places."""
    return case_of(edited(CHECKLIST, checklist or {}), edited(ANSWERS, changes or {}))


def judged(changes: dict[str, Any] | None = None, checklist: dict[str, Any] | None = None) -> Assessment:
    return assess(small(changes, checklist))


def found(assessment: Assessment, subject: str) -> list[Finding]:
    return [finding for finding in assessment.findings if finding.subject == subject]
