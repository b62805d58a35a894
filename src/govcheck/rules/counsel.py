"""When a reply has to be compared with the contract, and by whom. No program can compare the two."""

from __future__ import annotations

from collections.abc import Collection

from govcheck.rules.case import Case
from govcheck.words.vocabulary import EvidenceKind

COUNSEL = "counsel"
"""The role that reads contracts, where a checklist has it."""


def about_contract(case: Case, controls: Collection[str]) -> bool:
    """Whether one of these controls may rest on a clause of the contract, or does."""
    answers = (case.engagement.answers.get(control) for control in controls)
    kinds = {kind for control in controls for kind in case.checklist.controls[control].accepts}
    kinds |= {proof.kind for answer in answers if answer for proof in answer.evidence}
    return EvidenceKind.CONTRACT_CLAUSE in kinds


def counsel(case: Case) -> str:
    """`Cal Voss (Legal counsel)`; without a name or a role, what is known of them."""
    title, name = case.checklist.roles.get(COUNSEL, ""), case.engagement.front.people.get(COUNSEL, "")
    return f"{name} ({title})" if name and title else title or "your legal counsel"


def to_counsel_text(case: Case) -> str:
    return f"The contract prevails, so the reply does not count. It goes to {counsel(case)}."


def compare_text(case: Case) -> str:
    return f"Compare it with the contract. A reply that differs from the contract goes to {counsel(case)}."
