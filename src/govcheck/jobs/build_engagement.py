"""From an answers document that the schema and the checks have passed to an `Engagement`. Validates nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from govcheck.words.engagement import (
    Acceptance,
    Answer,
    Approval,
    CellChoice,
    Confirmation,
    Engagement,
    Evidence,
    Exchange,
    FrontPage,
    Remedy,
    UseCase,
    Values,
)
from govcheck.words.vocabulary import (
    STATUS_ALIASES,
    Cell,
    Claim,
    EvidenceKind,
    Outcome,
    Residual,
    Stage,
    Status,
    Verdict,
)

Doc = Mapping[str, Any]
NO_REMEDY = "none"


def build_engagement(doc: Doc) -> Engagement:
    """The engagement that a valid document holds."""
    return Engagement(
        checklists=doc["checklists"],
        front=front_page(doc["engagement"]),
        profile=values(doc.get("profile") or {}),
        use_cases={id: use_case(id, value) for id, value in (doc.get("use-cases") or {}).items()},
        matrix={
            (row, column): cell_choice(cell)
            for row, cells in (doc.get("matrix") or {}).items()
            for column, cell in cells.items()
        },
        plans={row: confirmation(value) for row, value in (doc.get("plans") or {}).items()},
        answers={id: build_answer(value) for id, value in (doc.get("answers") or {}).items()},
        questions={id: exchange(value) for id, value in (doc.get("questions") or {}).items()},
        own_names={id: values(names) for id, names in (doc.get("own-names") or {}).items()},
        approvals={role: approval(value) for role, value in (doc.get("approvals") or {}).items()},
    )


def front_page(doc: Doc) -> FrontPage:
    return FrontPage(
        organization=doc["organization"],
        title=doc["title"],
        owner=doc.get("owner", ""),
        reviewed_by=doc.get("reviewed-by", ""),
        stage=Stage(doc["stage"]) if "stage" in doc else None,
        dated=day(doc.get("date")),
        next_review=day(doc.get("next-review")),
        people=doc.get("people") or {},
    )


def use_case(id: str, doc: Doc) -> UseCase:
    own = {key: value for key, value in doc.items() if key != "title"}
    return UseCase(id, doc.get("title", id), values(own))


def values(doc: Doc) -> Mapping[str, Values]:
    return {id: tuple(value) if isinstance(value, list) else (value,) for id, value in doc.items()}


def cell_choice(value: str | Doc) -> CellChoice:
    if isinstance(value, str):
        return CellChoice(Cell(value))
    return CellChoice(Cell(value["cell"]), acceptance(value["acceptance"]))


def confirmation(doc: Doc) -> Confirmation:
    return Confirmation(
        plan=doc["plan"],
        confirmed=Claim(doc["confirmed"]),
        by=doc["by"],
        dated=date.fromisoformat(doc["dated"]),
        ref=doc["ref"],
        sha256=doc.get("sha256", ""),
        confirm_again=doc.get("confirm-again", ""),
    )


def build_answer(doc: Doc) -> Answer:
    """One answer; a status alias is read as what it means."""
    remedy = doc.get("remedy")
    return Answer(
        status=status(doc["status"]),
        answered_by=doc["answered-by"],
        answered_on=date.fromisoformat(doc["answered-on"]),
        note=doc.get("note", ""),
        owner=doc.get("owner", ""),
        approved_by=doc.get("approved-by", ""),
        evidence=tuple(evidence(value) for value in doc.get("evidence", ())),
        remedy=None if remedy in (None, NO_REMEDY) else build_remedy(remedy),
        no_remedy=remedy == NO_REMEDY,
        acceptance=acceptance(doc["acceptance"]) if "acceptance" in doc else None,
        confirm_again=doc.get("confirm-again", ""),
    )


def status(text: str) -> Status:
    return STATUS_ALIASES.get(text.casefold()) or Status(text)


def evidence(doc: Doc) -> Evidence:
    return Evidence(
        kind=EvidenceKind(doc["kind"]),
        ref=doc["ref"],
        collected=date.fromisoformat(doc["collected"]),
        by=doc["by"],
        valid_until=day(doc.get("valid-until")),
        sha256=doc.get("sha256", ""),
    )


def build_remedy(doc: Doc) -> Remedy:
    return Remedy(doc["owner"], date.fromisoformat(doc["due"]), doc["guardrail"])


def acceptance(doc: Doc) -> Acceptance:
    return Acceptance(
        risk=doc["risk"],
        residual=Residual(doc["residual"]),
        compensating=doc["compensating"],
        by=doc["by"],
        role=doc["role"],
        dated=date.fromisoformat(doc["dated"]),
        expires=date.fromisoformat(doc["expires"]),
    )


def exchange(doc: Doc) -> Exchange:
    return Exchange(
        asked_on=date.fromisoformat(doc["asked-on"]),
        asked_of=doc["asked-of"],
        due=day(doc.get("due")),
        reply=doc.get("reply", ""),
        replied_by=doc.get("replied-by", ""),
        replied_on=day(doc.get("replied-on")),
        ref=doc.get("ref", ""),
        valid_until=day(doc.get("valid-until")),
        outcome=Outcome(doc["outcome"]) if "outcome" in doc else None,
        follow_up=doc.get("follow-up", ""),
        earlier=tuple(map(exchange, doc.get("earlier", ()))),
        confirm_again=doc.get("confirm-again", ""),
        sha256=doc.get("sha256", ""),
        contract_says=doc.get("contract-says", ""),
    )


def approval(doc: Doc) -> Approval:
    return Approval(
        verdict=Verdict(doc["verdict"]),
        by=doc["by"],
        at=datetime.fromisoformat(doc["at"]),
        digest=doc["digest"],
        reason=doc.get("reason", ""),
        until=day(doc.get("until")),
    )


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
