"""An engagement as it is written in its answers file: plain values, keys in the order of the format. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from govcheck.jobs.build_engagement import NO_REMEDY
from govcheck.words.checklist import Checklist
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
from govcheck.words.vocabulary import QuestionType

ANSWERS, QUESTIONS = "answers", "questions"


def entries(checklist: Checklist, engagement: Engagement) -> dict[tuple[str, ...], Any]:
    """Everything but answers and questions, by its place in the file."""
    told: dict[tuple[str, ...], Any] = {
        ("engagement",): front_mapping(engagement.front),
        ("profile",): profile_mapping(checklist, engagement.profile),
    }
    told |= {("use-cases", id): use_case_mapping(checklist, use) for id, use in engagement.use_cases.items()}
    told |= {("own-names", id): names_mapping(names) for id, names in engagement.own_names.items()}
    for row in dict.fromkeys(row for row, _ in engagement.matrix):
        cells = {column: choice for (place, column), choice in engagement.matrix.items() if place == row}
        told["matrix", row] = {column: cell_value(choice) for column, choice in cells.items()}
    told |= {("plans", row): confirmation_mapping(said) for row, said in engagement.plans.items()}
    return {path: value for path, value in told.items() if value}


def front_mapping(front: FrontPage) -> dict[str, Any]:
    """The front page."""
    return written(
        {
            "organization": front.organization,
            "title": front.title,
            "owner": front.owner,
            "reviewed-by": front.reviewed_by,
            "stage": front.stage.value if front.stage else "",
            "date": iso(front.dated),
            "next-review": iso(front.next_review),
            "people": dict(front.people),
        }
    )


def profile_mapping(checklist: Checklist, profile: Mapping[str, Values]) -> dict[str, Any]:
    """Facts: one value, or a list where the question takes several."""
    return {
        id: list(values) if checklist.profile[id].type is QuestionType.ANY_OF else values[0]
        for id, values in profile.items()
    }


def use_case_mapping(checklist: Checklist, use: UseCase) -> dict[str, Any]:
    """A use case with its own facts."""
    return {"title": use.title, **profile_mapping(checklist, use.profile)}


def cell_value(choice: CellChoice) -> Any:
    """A matrix cell that differs from the checklist's."""
    if choice.acceptance is None:
        return choice.cell.value
    return {"cell": choice.cell.value, "acceptance": acceptance_mapping(choice.acceptance)}


def confirmation_mapping(said: Confirmation) -> dict[str, Any]:
    """What the vendor said of one plan row."""
    return written(
        {
            "plan": said.plan,
            "confirmed": said.confirmed.value,
            "by": said.by,
            "dated": said.dated.isoformat(),
            "ref": said.ref,
            "sha256": said.sha256,
            "confirm-again": said.confirm_again,
        }
    )


def exchange_mapping(exchange: Exchange) -> dict[str, Any]:
    """What was asked of the vendor, and what came back."""
    return written(
        {
            "asked-on": exchange.asked_on.isoformat(),
            "asked-of": exchange.asked_of,
            "due": iso(exchange.due),
            "reply": exchange.reply,
            "replied-by": exchange.replied_by,
            "replied-on": iso(exchange.replied_on),
            "ref": exchange.ref,
            "sha256": exchange.sha256,
            "valid-until": iso(exchange.valid_until),
            "outcome": exchange.outcome.value if exchange.outcome else "",
            "follow-up": exchange.follow_up,
            "contract-says": exchange.contract_says,
            "earlier": [exchange_mapping(one) for one in exchange.earlier],
            "confirm-again": exchange.confirm_again,
        }
    )


def names_mapping(by_value: Mapping[str, tuple[str, ...]]) -> dict[str, Any]:
    """What the organisation calls the values of one profile question."""
    return {value: list(names) for value, names in by_value.items() if names}


def answer_mapping(answer: Answer) -> dict[str, Any]:
    """One answer."""
    remedy = remedy_mapping(answer.remedy) if answer.remedy else NO_REMEDY if answer.no_remedy else None
    return written(
        {
            "status": answer.status.value,
            "note": answer.note,
            "owner": answer.owner,
            "answered-by": answer.answered_by,
            "answered-on": answer.answered_on.isoformat(),
            "approved-by": answer.approved_by,
            "evidence": [evidence_mapping(proof) for proof in answer.evidence],
            "remedy": remedy,
            "acceptance": acceptance_mapping(answer.acceptance) if answer.acceptance else None,
            "confirm-again": answer.confirm_again,
        }
    )


def evidence_mapping(proof: Evidence) -> dict[str, Any]:
    return written(
        {
            "kind": proof.kind.value,
            "ref": proof.ref,
            "collected": proof.collected.isoformat(),
            "by": proof.by,
            "valid-until": iso(proof.valid_until),
            "sha256": proof.sha256,
        }
    )


def remedy_mapping(remedy: Remedy) -> dict[str, Any]:
    return {"owner": remedy.owner, "due": remedy.due.isoformat(), "guardrail": remedy.guardrail}


def acceptance_mapping(accepted: Acceptance) -> dict[str, Any]:
    return {
        "risk": accepted.risk,
        "residual": accepted.residual.value,
        "compensating": accepted.compensating,
        "by": accepted.by,
        "role": accepted.role,
        "dated": accepted.dated.isoformat(),
        "expires": accepted.expires.isoformat(),
    }


def approval_mapping(approval: Approval) -> dict[str, Any]:
    return written(
        {
            "verdict": approval.verdict.value,
            "by": approval.by,
            "at": f"{approval.at:%Y-%m-%dT%H:%M:%SZ}",
            "digest": approval.digest,
            "reason": approval.reason,
            "until": iso(approval.until),
        }
    )


def written(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: a file holds no empty keys."""
    return {key: value for key, value in entries.items() if value}


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""
