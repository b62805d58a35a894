"""Each of the fifty cross-checks in pairs of engagements that differ in one field: one has the finding, one has not.

All five checklists judge them together; without the planted field each is a go, or what its `given` makes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from all_five import (
    ABSENT,
    ACCEPTANCE,
    ALL_FIVE,
    REMEDY,
    Doc,
    case_of,
    changed,
    differing,
    everything_met,
    hit,
    hits,
    judged,
)
from govcheck.jobs.load import open_engagement
from govcheck.rules.assess import decide, results
from govcheck.rules.questions import open_questions
from govcheck.words.errors import InvalidInput
from govcheck.words.vocabulary import Effect, Result, Verdict
from program import copied_example

BASE = everything_met(ALL_FIVE)
NUMBERS = [f"XC-{number:02}" for number in range(1, 51)]
WITHOUT_A_PAIR = {
    "XC-35": "an approval that is looser than the verdict: its pair is in test_approve.py",
    "XC-49": "work done before signing needs no check: a blocker that is due at signing already decides",
}
BOTH = "desk plain"


@dataclass(frozen=True)
class Pair:
    """Two engagements that differ in one field, and what comes and goes with it."""

    check: str
    where: str
    """Its way through the answers file."""
    quiet: Any
    fires: Any
    appears: tuple[str, ...]
    """Subject, effect and use cases of each deciding finding that only the second one has."""
    verdicts: str
    """Of the one and the other."""
    given: Mapping[str, Any] = field(default_factory=dict)
    """What both have and the base has not."""
    goes: tuple[str, ...] = ()
    """The deciding findings that only the first one has."""

    def __str__(self) -> str:
        return f"{self.check} {self.where.removeprefix('answers/')} {'' if self.fires is ABSENT else self.fires}"

    @property
    def docs(self) -> tuple[Doc, Doc]:
        return (
            changed(BASE, {**self.given, self.where: self.quiet}),
            changed(BASE, {**self.given, self.where: self.fires}),
        )


# What pairs are given


SIGN = {"engagement/stage": "sign"}
"""Controls that are due later then decide nothing, so that a rule that looks at their answers is seen alone."""


def gap(*controls: str) -> dict[str, Any]:
    return {f"answers/{id}/status": "not-met" for id in controls}


def promised(*controls: str) -> dict[str, Any]:
    return {**gap(*controls), **{f"answers/{id}/remedy": REMEDY for id in controls}}


def accepted(*controls: str) -> dict[str, Any]:
    return {**gap(*controls), **{f"answers/{id}/acceptance": ACCEPTANCE for id in controls}}


def not_applicable(control: str) -> dict[str, Any]:
    """As good as it can be said: with a reason, and approved by somebody else."""
    status = {"status": "not-applicable", "note": "Not ours", "approved-by": "Cara"}
    return {f"answers/{control}/{key}": value for key, value in status.items()}


def desk(**facts: str | list[str]) -> dict[str, Any]:
    return {f"use-cases/desk/{id.replace('_', '-')}": value for id, value in facts.items()}


def row(id: str, confirmed: str) -> dict[str, Any]:
    said = {"plan": "enterprise", "confirmed": confirmed, "by": "Jo", "dated": "2026-11-19", "ref": "https://a.example"}
    return {f"plans/{id}": said}


# Kinds of pairs


def status(check: str, control: str, to: str, *appears: str, verdicts: str, given: Mapping[str, Any]) -> Pair:
    return Pair(check, f"answers/{control}/status", "met", to, appears, verdicts, given)


def fact(check: str, id: str, values: tuple[Any, Any], *appears: str, verdicts: str, **more: Any) -> Pair:
    return Pair(check, f"use-cases/desk/{id}", *values, appears, verdicts, **more)


def plan_row(id: str, uses: str, **given: Any) -> Pair:
    """What the vendor said of a row that is needed: yes, or no."""
    appears, both = (f"{id} undecided {uses}",), {**row(id, "yes"), **given}
    return Pair("XC-01", f"plans/{id}/confirmed", "yes", "no", appears, "go not-ready", both)


def blocker(check: str, control: str, uses: str = "desk", given: Mapping[str, Any] | None = None) -> Iterator[Pair]:
    """A blocker that does not hold: open it holds each use case that it reaches, given up it stops them."""
    both, one = given or {}, uses == "desk"
    holds, stops = (f"{control} holds {uses}",), (f"{control} stops {uses}",)
    open_then = "conditional-go" if one else "not-ready"
    yield Pair(check, f"answers/{control}/status", "met", "not-met", holds, f"go {open_then}", both)
    failed = f"{open_then} {'conditional-go' if one else 'no-go'}"
    yield Pair(check, f"answers/{control}/remedy", ABSENT, "none", stops, failed, {**both, **gap(control)}, holds)


def required(check: str, control: str, to: str = "not-met", given: Mapping[str, Any] | None = None) -> Pair:
    return status(check, control, to, f"{control} holds {BOTH}", verdicts="go not-ready", given=given or {})


def against_the_profile(check: str, control: str, id: str, values: tuple[Any, Any], **given: Any) -> Pair:
    """Said not to apply: true of the one profile, false of the other."""
    appears = (f"{control} undecided desk", f"{control} holds desk")
    return fact(check, id, values, *appears, verdicts="go not-ready", given={**not_applicable(control), **given})


NO_SSO_CLAIMS = ("brief-id-jit", "brief-id-deprovision-test", "brief-id-domain-capture", "brief-risk-shadow-it")
HIGHLY = desk(surfaces=["api-zdr"], data=["highly-restricted"])
ORDINARY = desk(surfaces=["claude-ai"], data=["internal"], involves=[])
LOOSER = {
    **desk(surfaces=["api"], data=["restricted"]),
    "matrix/restricted/api": {"cell": "conditional", "acceptance": ACCEPTANCE},
}
UNREADABLE = {**SIGN, **gap("brief-audit-siem", "brief-audit-compliance-api", "brief-data-residency-ui")}
"""Nobody claims what only some plans offer."""
API_ONLY = {
    **UNREADABLE,
    **desk(surfaces=["api-zdr"], residency="none", cmek_required="no"),
    "profile/plan": "none",
    "profile/logging-mandatory": "no",
}

PAIRS: tuple[Pair, ...] = (
    # A feature that the plan lacks
    fact(
        "XC-01",
        "cmek-required",
        ("no", "yes"),
        "cmek undecided desk",
        verdicts="go not-ready",
        given=row("cmek", "no"),
    ),
    Pair(
        "XC-01",
        "profile/plan",
        "enterprise",
        "team",
        ("cmek undecided desk",),
        "go not-ready",
        {**UNREADABLE, **desk(residency="none"), "profile/logging-mandatory": "no"},
    ),
    fact(
        "XC-01",
        "residency",
        ("none", "us-required"),
        "us-inference undecided desk",
        verdicts="go not-ready",
        given={**UNREADABLE, **row("us-inference", "no")},
    ),
    plan_row("no-training", BOTH),
    plan_row("sso-domain-capture", BOTH),
    plan_row("jit-rbac", BOTH),
    plan_row("spend-controls", BOTH),
    plan_row("audit-logs", BOTH, **UNREADABLE),
    plan_row("compliance-api", "desk", **UNREADABLE, **desk(surfaces=["claude-ai"], own_archive="no")),
    plan_row("cmek", "desk"),
    plan_row("us-inference", "desk", **UNREADABLE),
    Pair(
        "XC-01",
        "profile/logging-mandatory",
        "no",
        "yes",
        (f"audit-logs undecided {BOTH}",),
        "go not-ready",
        {**UNREADABLE, **row("audit-logs", "no")},
    ),
    # Zero data retention is a surface of its own
    fact("XC-02", "surfaces", (["api-zdr"], ["api"]), "restricted/api stops desk", verdicts="go conditional-go"),
    fact(
        "XC-02",
        "surfaces",
        (["api-zdr"], ["claude-ai"]),
        "highly-restricted/claude-ai stops desk",
        verdicts="go conditional-go",
        given=HIGHLY,
    ),
    *blocker("XC-03", "brief-data-zdr-approved"),
    *blocker("XC-03", "brief-data-zdr-features"),
    fact(
        "XC-03",
        "data",
        (["internal"], ["internal", "restricted"]),
        "brief-data-residency-api holds desk",
        verdicts="go conditional-go",
        given={**desk(residency="none"), **promised("brief-data-residency-api")},
    ),
    # What rests on single sign-on
    Pair(
        "XC-04",
        "answers/brief-id-jit/status",
        "not-met",
        "met",
        (f"xc-04 undecided {BOTH}",),
        "go not-ready",
        {**SIGN, **gap("brief-id-sso-enforced", *NO_SSO_CLAIMS[1:])},
    ),
    status(
        "XC-04",
        "brief-id-sso-enforced",
        "unknown",
        f"xc-04 undecided {BOTH}",
        verdicts="go not-ready",
        given={**SIGN, **gap("brief-id-deprovision-test")},
    ),
    *(
        status(
            "XC-05",
            "brief-id-sso-enforced",
            to,
            f"xc-05 undecided {BOTH}",
            verdicts="go not-ready",
            given={**SIGN, **gap("brief-id-jit", "brief-id-domain-capture", "brief-risk-shadow-it")},
        )
        for to in ("partial", "not-met", "unknown")
    ),
    Pair(
        "XC-05",
        "answers/brief-id-deprovision-test/evidence/0/kind",
        "test-result",
        "admin-export",
        (f"brief-id-deprovision-test holds {BOTH}",),
        "go not-ready",
    ),
    Pair(
        "XC-18",
        "answers/brief-id-sso-enforced/status",
        "partial",
        "not-met",
        (f"xc-18 undecided {BOTH}",),
        "go not-ready",
        {**SIGN, **gap("brief-id-jit", "brief-id-deprovision-test")},
    ),
    # Claims that the plan belies
    *(
        Pair(check, f"plans/{offer}/confirmed", "yes", "no", (f"{rule} undecided {BOTH}",), "go not-ready", given)
        for check, rule, offer, given in (
            ("XC-06", "xc-06", "audit-logs", {**row("audit-logs", "yes"), "profile/logging-mandatory": "no"}),
            ("XC-07", "xc-07", "compliance-api", row("compliance-api", "yes")),
        )
    ),
    *(
        Pair(
            check,
            f"answers/{claim}/status",
            "not-met",
            "met",
            (f"{check.lower()} undecided {uses}",),
            "go not-ready",
            {**UNREADABLE, **row(offer, "no"), **given},
        )
        for check, claim, offer, uses, given in (
            ("XC-06", "brief-audit-siem", "audit-logs", BOTH, {"profile/logging-mandatory": "no"}),
            ("XC-07", "brief-audit-compliance-api", "compliance-api", BOTH, {}),
            ("XC-09", "brief-data-residency-ui", "us-inference", BOTH, desk(residency="none")),
        )
    ),
    fact(
        "XC-09",
        "surfaces",
        (["api-zdr"], ["api-zdr", "claude-ai"]),
        "xc-09 undecided desk",
        verdicts="go not-ready",
        given={**row("us-inference", "no"), **desk(residency="none"), "use-cases/plain/surfaces": ["api-zdr"]},
    ),
    # Keys, regions, platforms, beta features
    *blocker("XC-08", "brief-data-cmek-model"),
    fact(
        "XC-10",
        "residency",
        ("none", "us-required"),
        "brief-data-residency-api holds desk",
        verdicts="go conditional-go",
        given={**desk(data=["internal"]), **promised("brief-data-residency-api")},
    ),
    fact(
        "XC-10",
        "residency",
        ("none", "us-required"),
        "brief-data-residency-storage holds desk",
        verdicts="go conditional-go",
        given=gap("brief-data-residency-storage"),
    ),
    *blocker("XC-10", "brief-data-residency-storage"),
    *(
        fact(
            "XC-11",
            "platform",
            (["anthropic"], ["anthropic", cloud]),
            "sst-cloud holds desk",
            verdicts="go conditional-go",
            given=gap("sst-cloud"),
        )
        for cloud in ("bedrock", "vertex")
    ),
    fact(
        "XC-12",
        "involves",
        ([], ["beta"]),
        "sst-beta-cap holds desk",
        verdicts="go conditional-go",
        given={**ORDINARY, **gap("sst-beta-cap")},
    ),
    *blocker("XC-12", "sst-beta-cap", given={**ORDINARY, **desk(involves=["beta"])}),
    fact(
        "XC-13",
        "involves",
        (["web"], ["web", "beta"]),
        "xc-13 holds desk",
        verdicts="go conditional-go",
    ),
    fact(
        "XC-13",
        "data",
        (["internal"], ["restricted"]),
        "xc-13 holds desk",
        verdicts="go conditional-go",
        given={**ORDINARY, **desk(involves=["beta"])},
    ),
    fact(
        "XC-13",
        "surfaces",
        (["claude-ai"], ["api-zdr"]),
        "xc-13 holds desk",
        verdicts="go conditional-go",
        given={**ORDINARY, **desk(involves=["beta"])},
    ),
    # Training and feedback
    *(
        status(
            "XC-14",
            "brief-data-optin-off",
            to,
            f"xc-14 undecided {BOTH}",
            verdicts="go not-ready",
            given=SIGN,
        )
        for to in ("partial", "not-met")
    ),
    fact(
        "XC-15",
        "data",
        (["internal"], ["internal", "restricted"]),
        "brief-data-feedback-off holds desk",
        verdicts="conditional-go conditional-go",
        given={**promised("brief-data-feedback-off"), "use-cases/plain/surfaces": ["api-zdr"]},
        goes=("brief-data-feedback-off limits desk",),
    ),
    *blocker("XC-15", "brief-data-feedback-off", given={"use-cases/plain/surfaces": ["api-zdr"]}),
    # The strictest classes
    *blocker("XC-16", "brief-class-hr-signoff", given=HIGHLY),
    Pair(
        "XC-16",
        "answers/brief-class-hr-signoff/status",
        "met",
        "not-met",
        ("brief-class-hr-signoff holds desk",),
        "conditional-go conditional-go",
        {
            **desk(surfaces=["claude-ai"], data=["highly-restricted"]),
            "matrix/highly-restricted/claude-ai": {"cell": "conditional", "acceptance": ACCEPTANCE},
        },
    ),
    *blocker("XC-17", "brief-class-hr-controls", given=HIGHLY),
    Pair(
        "XC-17",
        "answers/brief-class-hr-signoff/evidence/0/valid-until",
        "2026-11-22",
        "2026-11-21",
        ("brief-class-hr-signoff holds desk",),
        "go conditional-go",
        HIGHLY,
    ),
    fact(
        "XC-19",
        "regimes",
        ([], ["hipaa"]),
        "brief-class-sector-contract holds desk",
        verdicts="go conditional-go",
        given=gap("brief-class-sector-contract"),
    ),
    fact(
        "XC-19",
        "data",
        (["restricted"], ["highly-restricted"]),
        "brief-class-sector-contract holds desk",
        verdicts="go conditional-go",
        given={**desk(surfaces=["api-zdr"], regimes=[]), **gap("brief-class-sector-contract")},
    ),
    *(
        Pair(
            "XC-20",
            f"matrix/restricted/api{way}",
            one,
            other,
            ("restricted/api stops desk",),
            "conditional-go conditional-go",
            LOOSER,
            ("restricted/api limits desk",),
        )
        for way, one, other in (
            ("/acceptance/by", "Cara", "Olga"),
            ("/acceptance/expires", "2026-11-22", "2026-11-21"),
            ("", LOOSER["matrix/restricted/api"], ABSENT),
        )
    ),
    # Use outside company accounts
    *(
        status(
            "XC-21",
            "brief-id-domain-capture",
            to,
            f"xc-21 limits {BOTH}",
            verdicts="go conditional-go",
            given=SIGN,
        )
        for to in ("partial", "not-met")
    ),
    # Agents and connectors
    *(
        against_the_profile("XC-22", control, "involves", ([], [involved]), **desk(agents_in_production="no"))
        for control in ("brief-pre-permissions", "brief-risk-injection-scope")
        for involved in ("mcp", "connectors", "claude-code", "agents")
    ),
    *(
        fact(
            "XC-23",
            "agents-in-production",
            ("no", "yes"),
            f"{control} holds desk",
            verdicts="conditional-go conditional-go",
            given=promised(control),
            goes=(f"{control} limits desk",),
        )
        for control in ("brief-risk-agent-credentials", "brief-risk-agent-sandbox", "brief-risk-agent-pr-gates")
    ),
    fact(
        "XC-24",
        "solely-automated-decisions",
        ("no", "yes"),
        "xc-24 undecided desk",
        verdicts="go not-ready",
        given=desk(involves=["web"]),
    ),
    fact(
        "XC-24",
        "solely-automated-decisions",
        ("no", "yes"),
        "xc-24-review undecided desk",
        verdicts="go not-ready",
        given={**SIGN, **gap("brief-risk-human-loop")},
    ),
    fact(
        "XC-24",
        "involves",
        (["web"], ["web", "high-risk"]),
        "xc-24-review undecided desk",
        verdicts="go not-ready",
        given={**SIGN, **gap("brief-risk-human-loop"), **desk(solely_automated_decisions="yes")},
    ),
    against_the_profile("XC-25", "up-chatbot-disclosure", "involves", ([], ["customer-facing"])),
    Pair(
        "XC-25",
        "answers/up-chatbot-disclosure/evidence/0/kind",
        "test-result",
        "public-document",
        ("up-chatbot-disclosure holds desk",),
        "go conditional-go",
    ),
    Pair(
        "XC-25",
        "answers/haip-5-ai-disclosure/evidence/0/kind",
        "test-result",
        "public-document",
        ("haip-5-ai-disclosure holds desk",),
        "go conditional-go",
    ),
    fact(
        "XC-25",
        "involves",
        ([], ["customer-facing"]),
        "haip-5-ai-disclosure limits desk",
        "xc-25 undecided desk",
        verdicts="go not-ready",
        given=not_applicable("haip-5-ai-disclosure"),
    ),
    fact("XC-26", "involves", (["web"], ["web", "minors"]), "xc-26 undecided desk", verdicts="go not-ready"),
    fact(
        "XC-26",
        "surfaces",
        (["api-zdr"], ["api-zdr", "claude-ai"]),
        "xc-26 undecided desk",
        verdicts="go not-ready",
        given=desk(involves=["minors"]),
    ),
    # Regions, contracts, records
    fact(
        "XC-27",
        "inference-routing",
        ("global", "us"),
        "xc-27 undecided desk",
        verdicts="go not-ready",
        given=desk(residency="other-required"),
    ),
    fact("XC-27", "residency", ("us-required", "other-required"), "xc-27 undecided desk", verdicts="go not-ready"),
    *(
        Pair(
            "XC-28",
            "profile/us-federal",
            *values,
            (f"xc-28 undecided {BOTH}",),
            "go not-ready",
            {"profile/contract": contract},
        )
        for contract, values in (("standard", ("no", "yes")), ("marketplace", ("no", "yes")), ("gsa", ("yes", "no")))
    ),
    Pair("XC-28", "profile/contract", "standard", "gsa", (f"xc-28 undecided {BOTH}",), "go not-ready"),
    fact("XC-29", "own-archive", ("yes", "no"), "xc-29 limits desk", verdicts="go conditional-go"),
    fact(
        "XC-29",
        "records-duty",
        ("no", "yes"),
        "xc-29 limits desk",
        verdicts="go conditional-go",
        given=desk(own_archive="no"),
    ),
    fact(
        "XC-29",
        "surfaces",
        (["claude-ai"], ["claude-ai", "api-zdr"]),
        "xc-29 limits desk",
        verdicts="go conditional-go",
        given=desk(own_archive="no"),
    ),
    *blocker("XC-30", "sst-user-notice", BOTH),
    # Evidence and people
    Pair(
        "XC-31",
        "answers/brief-risk-certifications/evidence/0/valid-until",
        "2026-11-22",
        "2026-11-21",
        (f"brief-risk-certifications holds {BOTH}",),
        "go not-ready",
    ),
    Pair(
        "XC-31",
        "answers/brief-risk-certifications/evidence/0/collected",
        "2025-11-22",
        "2025-11-21",
        (f"brief-risk-certifications holds {BOTH}",),
        "go not-ready",
    ),
    required("XC-32", "haip-3-card", "partial"),
    *(
        Pair(
            "XC-33",
            f"answers/{control}/evidence/0/kind",
            *kinds,
            (f"{control} holds {uses}",),
            verdicts,
        )
        for control, kinds, uses, verdicts in (
            ("brief-data-no-training", ("contract-clause", "public-document"), BOTH, "go not-ready"),
            ("brief-data-zdr-approved", ("written-reply", "public-document"), "desk", "go conditional-go"),
            ("rsp-not-contract", ("internal-record", "public-document"), BOTH, "go not-ready"),
        )
    ),
    Pair(
        "XC-34",
        "engagement/reviewed-by",
        "Rex",
        "Olga",
        (f"reviewed-by undecided {BOTH}",),
        "go not-ready",
    ),
    Pair(
        "XC-34",
        "answers/brief-data-zdr-approved/acceptance/by",
        "Cara",
        "Olga",
        ("brief-data-zdr-approved holds desk",),
        "conditional-go conditional-go",
        accepted("brief-data-zdr-approved"),
        ("brief-data-zdr-approved limits desk",),
    ),
    Pair(
        "XC-34",
        "answers/brief-data-zdr-approved/owner",
        "Lin",
        "Cara",
        ("brief-data-zdr-approved holds desk",),
        "conditional-go conditional-go",
        accepted("brief-data-zdr-approved"),
        ("brief-data-zdr-approved limits desk",),
    ),
    # The contract and its questions
    *blocker("XC-36", "brief-pre-legal-reviewed", BOTH),
    required("XC-37", "brief-data-deletion-time"),
    *blocker("XC-37", "brief-pre-breach-notice", BOTH, {"use-cases/plain/data": ["restricted"]}),
    *(
        status(
            "XC-38",
            "terms-account-security",
            to,
            f"xc-38 limits {BOTH}",
            verdicts="go conditional-go",
            given=SIGN,
        )
        for to in ("partial", "not-met", "unknown")
    ),
    Pair(
        "XC-38",
        "answers/brief-pre-incident/status",
        "not-met",
        "met",
        (f"xc-38-contacts limits {BOTH}",),
        "conditional-go conditional-go",
        {**SIGN, **accepted("stake-vendor-safety")},
    ),
    fact(
        "XC-39",
        "involves",
        (["web"], ["web", "adversarial-testing"]),
        "up-redteam holds desk",
        verdicts="go conditional-go",
        given=gap("up-redteam"),
    ),
    *blocker("XC-39", "up-redteam", given=desk(involves=["adversarial-testing"])),
    *(
        status("XC-40", "terms-order-coverage", to, f"xc-40 undecided {BOTH}", verdicts="go not-ready", given=SIGN)
        for to in ("partial", "not-met")
    ),
    *blocker("XC-41", "brief-id-spend", BOTH),
    *blocker("XC-42", "terms-signed", BOTH),
    *blocker("XC-42", "terms-incorporated", BOTH),
    *(
        status("XC-43", "up-vendor-monitoring", to, f"xc-43 limits {BOTH}", verdicts="go conditional-go", given=SIGN)
        for to in ("not-met", "unknown")
    ),
    Pair(
        "XC-43",
        "answers/terms-deidentified/status",
        "partial",
        "not-met",
        (f"xc-43 limits {BOTH}",),
        "conditional-go conditional-go",
        accepted("terms-deidentified"),
    ),
    *(
        against_the_profile("XC-44", "priv-transfers", "region", (["us"], ["us", region]))
        for region in ("eu", "uk", "ch")
    ),
    against_the_profile("XC-44", "priv-canada", "region", (["us"], ["us", "canada"])),
    against_the_profile("XC-44", "priv-brazil", "region", (["us"], ["us", "brazil"])),
    required("XC-45", "brief-risk-subprocessors"),
    against_the_profile("XC-46", "brief-data-residency-storage", "residency", ("none", "us-required")),
    against_the_profile("XC-46", "brief-data-cmek-test", "cmek-required", ("no", "yes")),
    # Dates
    *(
        Pair("XC-47", f"answers/brief-data-zdr-approved/{way}", *values, holds, verdicts, given, goes)
        for holds in [("brief-data-zdr-approved holds desk",)]
        for limits in [("brief-data-zdr-approved limits desk",)]
        for taken in [accepted("brief-data-zdr-approved")]
        for way, values, verdicts, given, goes in (
            ("evidence/0/collected", ("2026-11-22", "2026-11-23"), "go conditional-go", {}, ()),
            ("evidence/0/collected", ("2026-05-26", "2026-05-25"), "go conditional-go", {}, ()),
            ("evidence/0/valid-until", ("2026-11-22", "2026-11-21"), "go conditional-go", {}, ()),
            ("acceptance/expires", ("2027-05-14", "2027-05-15"), "conditional-go conditional-go", taken, limits),
            ("acceptance/expires", ("2026-11-22", "2026-11-21"), "conditional-go conditional-go", taken, limits),
            ("acceptance/dated", ("2026-11-22", "2026-11-23"), "conditional-go conditional-go", taken, limits),
        )
    ),
    *(
        Pair(
            "XC-47",
            "answers/brief-data-zdr-exceptions/remedy/due",
            *values,
            ("brief-data-zdr-exceptions holds desk",),
            "conditional-go conditional-go",
            promised("brief-data-zdr-exceptions"),
            ("brief-data-zdr-exceptions limits desk",),
        )
        for values in (("2026-11-22", "2026-11-21"), ("2027-02-01", "2027-02-02"))
    ),
    *(
        Pair("XC-47", f"engagement/{name}", *values, (f"{name} undecided {BOTH}",), "go not-ready")
        for name, values in (
            ("date", ("2026-11-22", "2026-11-23")),
            ("next-review", ("2026-11-22", "2026-11-21")),
            ("next-review", ("2027-11-20", "2027-11-21")),
        )
    ),
    required("XC-48", "terms-change-watch", "partial"),
    *(
        status("XC-50", "terms-third-party", to, "xc-50 limits desk", verdicts="go conditional-go", given=SIGN)
        for to in ("partial", "not-met", "unknown")
    ),
    *(
        fact(
            "XC-50",
            "involves",
            (["web"], ["web", involved]),
            "xc-50 limits desk",
            verdicts="go conditional-go",
            given={**SIGN, **gap("terms-third-party")},
        )
        for involved in ("connectors", "mcp")
    ),
    Pair(
        "XC-51",
        "use-cases/plain/surfaces",
        ["api-zdr"],
        ["claude-ai"],
        ("xc-51 undecided plain",),
        "go not-ready",
        API_ONLY,
    ),
)


# What holds for every pair


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_one_field_makes_the_finding(pair: Pair) -> None:
    one, other = pair.docs
    quiet, fires = judged(one), judged(other)

    assert list(differing(one, other)) == [pair.where]
    assert sorted(hits(fires) - hits(quiet)) == sorted(pair.appears)
    assert sorted(hits(quiet) - hits(fires)) == sorted(pair.goes)
    assert f"{quiet.verdict} {fires.verdict}" == pair.verdicts


ALONE = {
    # Effect of a finding: the result of the use cases that it names, the verdict where it names one of two, and both.
    Effect.STOPS: (Result.STOPPED, Verdict.CONDITIONAL_GO, Verdict.NO_GO),
    Effect.HOLDS: (Result.HELD, Verdict.CONDITIONAL_GO, Verdict.NOT_READY),
    Effect.UNDECIDED: (Result.HELD, Verdict.NOT_READY, Verdict.NOT_READY),
    Effect.LIMITS: (Result.CLEAR, Verdict.CONDITIONAL_GO, Verdict.CONDITIONAL_GO),
}


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_finding_weighs_what_its_effect_says_and_only_where_it_is_true(pair: Pair) -> None:
    found = [finding for finding in judged(pair.docs[1]).findings if hit(finding) in pair.appears]
    assert len(found) == len(pair.appears)
    for finding in found:
        inside, one_of_two, both = ALONE[finding.effect]
        uses = results(BOTH.split(), [finding])
        assert uses == {use: inside if use in finding.uses else Result.CLEAR for use in BOTH.split()}
        assert decide(uses.values(), [finding]) is (both if len(finding.uses) == len(uses) else one_of_two)


@pytest.mark.parametrize("pair", PAIRS, ids=str)
def test_the_use_case_without_the_finding_keeps_its_result(pair: Pair) -> None:
    quiet, fires = (judged(doc) for doc in pair.docs)
    touched = {use for told in (*pair.appears, *pair.goes) for use in told.split()[2:]}
    assert all(fires.uses[use] is quiet.uses[use] is Result.CLEAR for use in BOTH.split() if use not in touched)


def subjects(pair: Pair) -> set[str]:
    return {told.split()[0] for told in pair.appears}


def test_every_rule_of_every_built_in_checklist_has_a_pair() -> None:
    assert set(ALL_FIVE.rules) - {subject for pair in PAIRS for subject in subjects(pair)} == set()


def test_every_control_that_a_rule_names_exists() -> None:
    assert {id: rule.controls - set(ALL_FIVE.controls) for id, rule in ALL_FIVE.rules.items()} == {
        id: frozenset() for id in ALL_FIVE.rules
    }


def test_every_plan_row_has_a_pair() -> None:
    assert ALL_FIVE.plans
    assert set(ALL_FIVE.plans.rows) - {subject for pair in PAIRS for subject in subjects(pair)} == set()


def test_every_cross_check_has_a_pair_or_a_reason_to_have_none() -> None:
    paired = {pair.check for pair in PAIRS}
    assert paired | WITHOUT_A_PAIR.keys() == {*NUMBERS, "XC-51"}
    assert not paired & WITHOUT_A_PAIR.keys()


def test_a_rule_stands_in_the_pair_of_its_number() -> None:
    for pair in PAIRS:
        for rule in subjects(pair) & set(ALL_FIVE.rules):
            assert rule == pair.check.lower() or rule.startswith(f"{pair.check.lower()}-")


def test_no_two_pairs_are_the_same() -> None:
    assert len({(pair.where, str(pair.docs)) for pair in PAIRS}) == len(PAIRS)


def test_the_base_is_a_clean_go_in_which_most_controls_apply() -> None:
    base = judged(BASE)
    assert base.verdict is Verdict.GO
    assert hits(base) == frozenset()
    assert set(base.uses.values()) == {Result.CLEAR}
    assert not base.later
    assert len(base.states) == len(ALL_FIVE.controls) - 14


# What the pairs do not show


def questions(doc: Doc) -> dict[str, tuple[str, ...]]:
    return {question.id: question.waiting for question in open_questions(case_of(doc), judged(doc))}


@pytest.mark.parametrize(
    ("control", "question"),
    [
        ("brief-data-cmek-model", "q-region-keys"),  # XC-08
        ("brief-pre-legal-reviewed", "q-dpa"),  # XC-36
        ("brief-data-deletion-time", "q-dpa"),  # XC-37
        ("brief-pre-breach-notice", "q-dpa"),  # XC-37
        ("haip-3-card", "q-haip-cards"),  # XC-32
    ],
)
def test_a_question_to_the_vendor_is_open_while_the_control_is_not_settled(control: str, question: str) -> None:
    assert questions(BASE) == {}
    assert questions(changed(BASE, gap(control))) == {question: (control,)}


@pytest.mark.parametrize(
    ("control", "words"),
    [
        ("brief-data-cmek-model", ["leave out", "earlier data"]),  # XC-08
        ("brief-pre-breach-notice", ["short enough for our own deadlines"]),  # XC-37
        ("haip-3-card", ["every model"]),  # XC-32
        ("terms-fees", ["no higher than the value of our order"]),  # XC-41
        ("terms-change-watch", ["update is pending", "partial"]),  # XC-48
    ],
)
def test_what_became_a_question_is_asked_by_its_control(control: str, words: list[str]) -> None:
    asked = f"{ALL_FIVE.controls[control].question} {ALL_FIVE.controls[control].verify}"
    assert [word for word in words if word not in asked] == []


def test_the_question_on_the_agreement_asks_for_both_durations() -> None:
    text = ALL_FIVE.questions["q-dpa"].text
    assert "how many days is our data deleted" in text
    assert "how many hours are we told of a breach" in text


TWINS = {
    "brief-data-no-training": ["data", "content"],
    "brief-data-optin-off": ["data", "services"],
    "brief-data-feedback-off": ["data", "privacy"],
    "brief-risk-subprocessors": ["third-parties", "privacy"],
    "brief-data-retention-known": ["data", "privacy", "customer"],
    "brief-pre-incident": ["continuity", "vendor"],
    "brief-plan-selected": ["scope", "customer"],
    "brief-pre-legal-reviewed": ["scope", "at-sign"],
    "brief-audit-usage-review": ["audit", "operation"],
    "brief-resp-verify": ["output", "operation"],
    "brief-risk-certifications": ["third-parties", "governance"],
}
"""What several checklists ask, and the sections that show it."""


@pytest.mark.parametrize("twin", TWINS)
def test_twins_are_one_control_that_is_shown_in_each_section(twin: str) -> None:
    shown = [section.id for section in ALL_FIVE.sections.values() if twin in section.shown]
    unsettled = judged(changed(BASE, {f"answers/{twin}": ABSENT}))

    assert shown == TWINS[twin]
    assert [finding.subject for finding in unsettled.findings].count(twin) == (twin != "brief-audit-usage-review")


def test_every_twin_is_held_to_its_sections() -> None:
    assert {id for section in ALL_FIVE.sections.values() for id in section.shared} == set(TWINS)


def test_zero_data_retention_cannot_be_claimed_for_claude_ai(tmp_path: Path) -> None:
    surfaces = ALL_FIVE.profile["surfaces"].values
    assert [surface for surface in surfaces if "zdr" in surface] == ["api-zdr"]
    assert ALL_FIVE.matrix
    assert {column for _, column in ALL_FIVE.matrix.cells} == set(surfaces)
    claimed = copied_example("go", tmp_path) / "answers.yaml"
    claimed.write_text(claimed.read_text("utf-8").replace("[claude-ai]", "[claude-ai-zdr]", 1), "utf-8")
    with pytest.raises(InvalidInput, match="surfaces has no value claude-ai-zdr"):
        open_engagement(claimed, "answers.yaml")
