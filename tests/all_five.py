"""An engagement that all five built-in checklists judge, with everything met: a clean go, from which tests differ.

It is a document as in an answers file, so that a test can name the one field that it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from datetime import date
from typing import Any

from govcheck.jobs.build_engagement import build_engagement
from govcheck.jobs.checklists import built_in, find_checklist
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.joined import joined
from govcheck.words.assessment import Assessment, Finding
from govcheck.words.checklist import Checklist, Control
from govcheck.words.vocabulary import Effect

Doc = dict[str, Any]

TODAY = date(2026, 11, 22)
ALL_FIVE = joined([find_checklist(id, None) for id in sorted(built_in())])
ABSENT = object()
"""The value of a field that is not there."""

ACCEPTANCE: Doc = {
    "risk": "It may be seen late",
    "residual": "low",
    "compensating": "A weekly look",
    "by": "Cara",
    "role": "CISO",
    "dated": "2026-11-15",
    "expires": "2027-02-15",
}
REMEDY: Doc = {"owner": "Lin", "due": "2027-01-15", "guardrail": "Named users only"}


def met(control: Control) -> Doc:
    """An answer that counts, with evidence that somebody else than the owner gathered."""
    proof = {"kind": control.accepts[0].value, "ref": "https://a.example/x", "collected": "2026-11-20", "by": "Eve"}
    return {"status": "met", "answered-by": "Lin", "answered-on": "2026-11-20", "evidence": [proof]}


def everything_met(checklist: Checklist) -> Doc:
    """Two use cases: `desk`, in which nearly every control applies, and `plain`, in which few do."""
    return {
        "checklists": dict(checklist.versions),
        "engagement": {
            "organization": "Larch",
            "title": "All",
            "owner": "Olga",
            "reviewed-by": "Rex",
            "stage": "operate",
            "date": "2026-11-20",
            "next-review": "2027-02-01",
        },
        "profile": {"plan": "enterprise", "logging-mandatory": "yes", "contract": "standard", "us-federal": "no"},
        "use-cases": {
            "desk": {
                "title": "Agents for case work",
                "surfaces": ["claude-ai", "api-zdr"],
                "data": ["internal", "restricted"],
                "involves": ["tools", "mcp", "connectors", "web", "agents", "customer-facing", "high-risk"],
                "regimes": ["hipaa"],
                "residency": "us-required",
                "inference-routing": "us",
                "cmek-required": "yes",
                "records-duty": "yes",
                "own-archive": "yes",
                "agents-in-production": "yes",
                "solely-automated-decisions": "no",
                "platform": ["anthropic"],
                "region": ["us", "eu", "canada", "brazil"],
                "law-enforcement": "no",
            },
            "plain": {
                "title": "Drafts of public texts",
                "surfaces": ["claude-ai"],
                "data": ["public"],
                "involves": [],
                "regimes": [],
                "residency": "none",
                "inference-routing": "global",
                "cmek-required": "no",
                "records-duty": "no",
                "own-archive": "no",
                "agents-in-production": "no",
                "solely-automated-decisions": "no",
                "platform": ["anthropic"],
                "region": ["us"],
                "law-enforcement": "no",
            },
        },
        "answers": {id: met(control) for id, control in checklist.controls.items()},
    }


def changed(doc: Doc, fields: Mapping[str, Any]) -> Doc:
    """A copy with these fields set, each named by its way through the document, such as `answers/sso/status`."""
    copy = deepcopy(doc)
    for field, value in fields.items():
        *way, last = field.split("/")
        place: Any = copy
        for key in way:
            place = place[int(key)] if isinstance(place, list) else place.setdefault(key, {})
        if value is ABSENT:
            place.pop(last, None)
        elif isinstance(place, list):
            place[int(last)] = value
        else:
            place[last] = deepcopy(value)
    return copy


def differing(one: Any, other: Any, way: str = "") -> Iterator[str]:
    """The fields in which two documents differ. A list of words is one field, as is all that only one of them has."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in {**one, **other}:
            yield from differing(one.get(key, ABSENT), other.get(key, ABSENT), f"{way}/{key}" if way else key)
    elif all(isinstance(side, list) and side and isinstance(side[0], dict) for side in (one, other)):
        for number, (left, right) in enumerate(zip(one, other, strict=True)):
            yield from differing(left, right, f"{way}/{number}")
    elif one != other:
        yield way


def judged(doc: Doc, checklist: Checklist = ALL_FIVE) -> Assessment:
    return assess(case_of(doc, checklist))


def case_of(doc: Doc, checklist: Checklist = ALL_FIVE) -> Case:
    return Case(checklist, build_engagement(doc), TODAY)


def hit(finding: Finding) -> str:
    """A finding in short: what it is about, what it does, and where."""
    return " ".join((finding.subject, finding.effect, *finding.uses))


def hits(assessment: Assessment) -> frozenset[str]:
    """All that decides; notes do not."""
    return frozenset(hit(finding) for finding in assessment.findings if finding.effect is not Effect.NOTES)
