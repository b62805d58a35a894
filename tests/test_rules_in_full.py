"""With which answers and facts each rule of the built-in checklists fires: every value of all that it looks at."""

from __future__ import annotations

import pytest

from all_five import ABSENT, ALL_FIVE, Doc, changed, everything_met, judged
from govcheck.words.criteria import AnswersAre, FactIs, PlanOffers, leaves
from govcheck.words.vocabulary import SILENCE, UNKNOWN, QuestionType, Status

BASE = everything_met(ALL_FIVE)
PLANS = "team enterprise"
SEATS = {"plan": PLANS}

FIRES: list[tuple[str, dict[str, str]]] = [
    # A rule, and for each field that it looks at the values with which it fires while the others have their first one.
    ("xc-04", {**SEATS, "brief-id-jit": "met", "brief-id-sso-enforced": "not-met unknown"}),
    ("xc-05", {**SEATS, "brief-id-deprovision-test": "met", "brief-id-sso-enforced": "partial not-met unknown"}),
    ("xc-06", {"plan": "team none", "brief-audit-siem": "met"}),
    ("xc-06", {"plans/audit-logs": "no unknown", "brief-audit-siem": "met"}),
    ("xc-07", {"plan": "team none", "brief-audit-compliance-api": "met"}),
    ("xc-07", {"plans/compliance-api": "no unknown", "brief-audit-compliance-api": "met"}),
    ("xc-09", {"plan": "team none", "surfaces": "claude-ai", "brief-data-residency-ui": "met"}),
    ("xc-09", {"plans/us-inference": "no unknown", "surfaces": "claude-ai", "brief-data-residency-ui": "met"}),
    ("xc-13", {"involves": "beta", "data": "restricted highly-restricted", "surfaces": "claude-ai api-zdr api"}),
    ("xc-13", {"involves": "beta", "surfaces": "api-zdr", "data": "public internal restricted highly-restricted"}),
    ("xc-14", {"brief-data-optin-off": "partial not-met", "brief-data-no-training": "met"}),
    ("xc-18", {**SEATS, "brief-id-domain-capture": "met", "brief-id-sso-enforced": "not-met"}),
    ("xc-21", {**SEATS, "brief-risk-shadow-it": "met", "brief-id-domain-capture": "partial not-met"}),
    ("xc-24", {"solely-automated-decisions": "yes", "brief-risk-human-loop": "met"}),
    ("xc-24-review", {"solely-automated-decisions": "yes", "involves": "high-risk", "up-highrisk-review": "met"}),
    ("xc-25", {"involves": "customer-facing", "haip-5-ai-disclosure": "not-applicable"}),
    ("xc-26", {"involves": "minors", "surfaces": "claude-ai", "priv-minors": "met"}),
    ("xc-27", {"residency": "other-required", "inference-routing": "us"}),
    ("xc-28", {"us-federal": "yes", "contract": "standard marketplace"}),
    ("xc-28", {"us-federal": "no", "contract": "gsa"}),
    ("xc-29", {"records-duty": "yes", "own-archive": "no", "surfaces": "api-zdr"}),
    ("xc-38", {"brief-pre-incident": "met", "terms-account-security": "partial not-met unknown"}),
    ("xc-38-contacts", {"brief-pre-incident": "met", "stake-vendor-safety": "partial not-met unknown"}),
    ("xc-40", {"brief-data-no-training": "met", "terms-order-coverage": "partial not-met"}),
    ("xc-43", {"brief-data-no-training": "met", "terms-deidentified": "not-met unknown"}),
    ("xc-43", {"brief-data-no-training": "met", "up-vendor-monitoring": "not-met unknown"}),
    (
        "xc-50",
        {
            "involves": "connectors mcp",
            "brief-risk-subprocessors": "met",
            "terms-third-party": "partial not-met unknown",
        },
    ),
    ("xc-51", {"plan": "none", "surfaces": "claude-ai"}),
]


def setting(name: str, value: str) -> tuple[str, object]:
    """Where the answers file says it, and how."""
    if name in ALL_FIVE.controls:
        return (f"answers/{name}", ABSENT) if value == SILENCE else (f"answers/{name}/status", value)
    if name.startswith("plans/"):
        said = {"plan": "enterprise", "by": "Jo", "dated": "2026-11-19", "ref": "https://a.example", "confirmed": value}
        return name, said
    question = ALL_FIVE.profile[name]
    place = f"use-cases/desk/{name}" if question.per_use_case else f"profile/{name}"
    return place, [value] if question.type is QuestionType.ANY_OF else value


def choices(name: str) -> tuple[str, ...]:
    """Every value that the field may have, and silence."""
    if name in ALL_FIVE.controls:
        return (*Status, SILENCE)
    return ("yes", "no", UNKNOWN) if name.startswith("plans/") else (*ALL_FIVE.profile[name].values, UNKNOWN)


def expected(name: str, value: str, listed: str) -> bool:
    """What nobody knows is never ruled out: an unknown fact, and silence wherever `unknown` fires."""
    if name in ALL_FIVE.controls:
        return (UNKNOWN if value == SILENCE else value) in listed.split()
    return value == UNKNOWN or value in listed.split()


CASES = [(rule, fields, name) for rule, fields in FIRES for name in fields]


def fires(rule: str, doc: Doc) -> bool:
    return any(finding.subject == rule and "desk" in finding.uses for finding in judged(doc).findings)


@pytest.mark.parametrize(("rule", "fields", "name"), CASES)
def test_a_rule_fires_with_these_values_and_no_others(rule: str, fields: dict[str, str], name: str) -> None:
    start = changed(BASE, dict(setting(one, listed.split()[0]) for one, listed in fields.items()))

    found = {value: fires(rule, changed(start, dict([setting(name, value)]))) for value in choices(name)}

    assert found == {value: expected(name, value, fields[name]) for value in choices(name)}


def test_every_rule_is_here_with_all_that_it_looks_at() -> None:
    seen: dict[str, set[str]] = {}
    for id, fields in FIRES:
        seen.setdefault(id, set()).update(fields)
    looked_at: dict[str, set[str]] = {}
    for rule in ALL_FIVE.rules.values():
        names = looked_at.setdefault(rule.id, set())
        for leaf, _ in leaves(rule.when):
            match leaf:
                case FactIs(question):
                    names.add(question)
                case AnswersAre(statuses):
                    names.update(statuses)
                case PlanOffers(rows):
                    names.update(("plan", *(f"plans/{row}" for row in rows)))
    assert seen == looked_at
