"""Contradictions planted in the examples, judged by more checklists than they name: each is caught, and clears alone.

The examples differ from one another in plan, surfaces, use cases and verdict, and none of them is all met.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from all_five import ACCEPTANCE, ALL_FIVE, REMEDY, Doc, changed, differing, hits, met
from govcheck.jobs.checklists import find_checklist
from govcheck.jobs.load import open_engagement
from govcheck.rules.assess import assess
from govcheck.tools import yamlfile
from govcheck.words.assessment import Assessment
from govcheck.words.resources import folder
from program import AS_OF, copied_example

TERMS, STAKE, HAIP, RSP = "commercial-terms", "stakeholders-lifecycle", "transparency-report-haip", "rsp-posture"
FACTS = {"profile/contract": "standard", "profile/us-federal": "no"}
"""What the examples do not say and the terms need."""


@dataclass(frozen=True)
class Plant:
    """One field of an example that is changed, and the deciding findings that it makes."""

    example: str
    more: tuple[str, ...]
    """The checklists that judge it besides the brief; their controls are all met."""
    where: str
    quiet: Any
    fires: Any
    appears: tuple[str, ...]
    """The planted finding first, then what depends on the same field."""
    verdicts: str
    given: Mapping[str, Any] = field(default_factory=dict)
    goes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.example} {self.appears[0].split()[0]} {self.where}"


def with_more(example: str, more: tuple[str, ...]) -> Doc:
    """An example that more checklists judge, with every control met that it does not answer and they ask."""
    doc: Doc = dict(yamlfile.read(folder("examples") / example / "answers.yaml", example).data)
    checklists = [find_checklist(id, None) for id in more]
    added = {id: met(control) for one in checklists for id, control in one.controls.items() if not control.origin}
    versions = {id: version for one in checklists for id, version in one.versions.items()}
    return {
        **doc,
        "checklists": {**doc["checklists"], **versions},
        "answers": {**doc["answers"], **added},
    }


def judged(doc: Doc, at: Path) -> Assessment:
    """As from a file on disk: JSON is YAML."""
    at.write_text(json.dumps(doc), "utf-8")
    return assess(open_engagement(at, "answers.yaml").case(date.fromisoformat(AS_OF)))


EVERYWHERE = "drafting tender-reading"
THREE = "knowledge-work engineering claims-letters"
TWO = "contractor-letters board-papers"

PLANTS = (
    # A go on the Enterprise plan, claude.ai only, no sensitive data
    Plant(
        "go",
        (TERMS, STAKE),
        "use-cases/drafting/involves",
        [],
        ["minors"],
        ("xc-26 undecided drafting",),
        "go not-ready",
        FACTS,
    ),
    Plant(
        "go",
        (TERMS, HAIP),
        "use-cases/tender-reading/involves",
        [],
        ["customer-facing"],
        ("xc-25 undecided tender-reading", "haip-5-ai-disclosure limits tender-reading"),
        "go not-ready",
        {
            **FACTS,
            "answers/haip-5-ai-disclosure/status": "not-applicable",
            "answers/haip-5-ai-disclosure/note": "No chatbot",
            "answers/haip-5-ai-disclosure/approved-by": "Cara",
        },
    ),
    Plant(
        "go",
        (TERMS, STAKE, HAIP, RSP),
        "answers/brief-data-optin-off/status",
        "met",
        "not-met",
        (f"xc-14 undecided {EVERYWHERE}", f"brief-data-optin-off holds {EVERYWHERE}"),
        "go not-ready",
        FACTS,
    ),
    Plant(
        "go",
        (STAKE,),
        "profile/plan",
        "enterprise",
        "team",
        (f"xc-06 undecided {EVERYWHERE}", f"audit-logs undecided {EVERYWHERE}"),
        "go not-ready",
    ),
    Plant(
        "go",
        (TERMS,),
        "profile/contract",
        "standard",
        "gsa",
        (f"xc-28 undecided {EVERYWHERE}",),
        "go not-ready",
        FACTS,
    ),
    # A conditional go with three use cases on three surfaces, one of them held, and a warning already
    Plant(
        "conditional-go",
        (TERMS,),
        "use-cases/claims-letters/residency",
        "none",
        "other-required",
        ("xc-27 undecided claims-letters", "brief-data-residency-storage undecided claims-letters"),
        "conditional-go not-ready",
        {**FACTS, "use-cases/claims-letters/residency": "none"},
    ),
    Plant(
        "conditional-go",
        (TERMS, RSP),
        "answers/terms-third-party/status",
        "met",
        "partial",
        ("xc-50 limits engineering", "terms-third-party limits engineering"),
        "conditional-go conditional-go",
        {**FACTS, "answers/terms-third-party/note": "One is missing", "answers/terms-third-party/remedy": REMEDY},
    ),
    Plant(
        "conditional-go",
        (STAKE, HAIP),
        "use-cases/engineering/solely-automated-decisions",
        "no",
        "yes",
        ("xc-24 undecided engineering",),
        "conditional-go not-ready",
    ),
    Plant(
        "conditional-go",
        (TERMS,),
        "use-cases/claims-letters/own-archive",
        "yes",
        "no",
        ("xc-29 limits claims-letters", "brief-audit-compliance-api limits claims-letters"),
        "conditional-go conditional-go",
        FACTS,
    ),
    # A first look on the Team plan, with gaps and silence nearly everywhere
    Plant(
        "not-ready",
        (STAKE,),
        "answers/stake-vendor-safety/status",
        "met",
        "unknown",
        (f"xc-38-contacts limits {TWO}", f"stake-vendor-safety holds {TWO}"),
        "not-ready not-ready",
        {"answers/brief-pre-incident": met(ALL_FIVE.controls["brief-pre-incident"])},
    ),
    Plant(
        "not-ready",
        (TERMS,),
        "profile/logging-mandatory",
        "no",
        "yes",
        (f"audit-logs undecided {TWO}",),
        "not-ready not-ready",
        FACTS,
    ),
    # A no-go without a seat plan, restricted data on the API
    Plant(
        "no-go",
        (TERMS, RSP),
        "use-cases/complaint-archive/involves",
        ["outside-documents"],
        ["outside-documents", "beta"],
        ("xc-13 holds complaint-archive",),
        "no-go no-go",
        FACTS,
    ),
    Plant(
        "no-go",
        (TERMS,),
        "use-cases/complaint-archive/surfaces",
        ["api-zdr"],
        ["api-zdr", "claude-ai"],
        (
            "xc-51 undecided complaint-archive",
            "brief-class-hr-ui-blocked undecided complaint-archive",
            "brief-class-restricted-ui undecided complaint-archive",
            "brief-data-feedback-off undecided complaint-archive",
        ),
        "no-go no-go",
        FACTS,
    ),
    Plant(
        "no-go",
        (STAKE, TERMS),
        "answers/terms-order-coverage/status",
        "met",
        "not-met",
        ("xc-40 undecided complaint-archive", "terms-order-coverage limits complaint-archive"),
        "no-go no-go",
        {**FACTS, "answers/terms-order-coverage/acceptance": ACCEPTANCE},
    ),
)


@pytest.mark.parametrize("plant", PLANTS, ids=str)
def test_what_is_planted_is_caught_and_clearing_the_field_clears_just_that(plant: Plant, tmp_path: Path) -> None:
    answers = copied_example(plant.example, tmp_path) / "answers.yaml"
    start = with_more(plant.example, plant.more)
    one = changed(start, {**plant.given, plant.where: plant.quiet})
    other = changed(start, {**plant.given, plant.where: plant.fires})
    quiet, fires = judged(one, answers), judged(other, answers)

    assert list(differing(one, other)) == [plant.where]
    assert sorted(hits(fires) - hits(quiet)) == sorted(plant.appears)
    assert sorted(hits(quiet) - hits(fires)) == sorted(plant.goes)
    assert f"{quiet.verdict} {fires.verdict}" == plant.verdicts


@pytest.mark.parametrize("example", ["go", "conditional-go", "not-ready", "no-go"])
def test_each_example_has_a_plant(example: str) -> None:
    assert sum(plant.example == example for plant in PLANTS) >= 2
