"""Putting one answer into an answers file, on what stands there at that moment."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from govcheck.jobs.build_engagement import NO_REMEDY
from govcheck.jobs.load import EngagementFile, engagement_from
from govcheck.tools import files, yamledit, yamlfile
from govcheck.words.engagement import Acceptance, Answer, Evidence, Remedy
from govcheck.words.vocabulary import Status

ANSWERS_KEY = "answers"
Decide = Callable[[Answer | None], Answer]
"""From the answer that stands in the file, if any, to the one that shall."""


class Meanwhile(Exception):
    """Somebody answered the same control after it was shown."""

    def __init__(self, theirs: Answer | None) -> None:
        self.theirs = theirs
        super().__init__("answered meanwhile")


def save_answer(path: Path, shown: str, control: str, decide: Decide) -> EngagementFile:
    """Decides on the answer that stands in the file now, writes the new one, and returns the file as it is then.

    Everything else in the file stays as it is, what others wrote a moment ago included. Raises InvalidInput where the
    file is invalid, before or after, Refused where it cannot be written, and whatever `decide` raises; then nothing
    is changed.
    """
    saved: list[EngagementFile] = []

    def change(before: bytes) -> bytes:
        file = engagement_from(yamlfile.parse(before, shown), path)
        answer = answer_mapping(decide(file.engagement.answers.get(control)))
        text = yamledit.put(before.decode("utf-8"), (ANSWERS_KEY, control), answer, tuple(file.checklist.controls))
        after = text.encode("utf-8")
        saved.append(engagement_from(yamlfile.parse(after, shown), path))
        return after

    files.save(path, change)
    return saved[-1]


def unless_changed(shown: Answer | None, new: Answer) -> Decide:
    """The new answer, but only over the one that the person saw. The decision raises Meanwhile for another one."""

    def decide(theirs: Answer | None) -> Answer:
        if theirs != shown:
            raise Meanwhile(theirs)
        return new

    return decide


def fitting(answer: Answer) -> Answer:
    """The answer without what does nothing beside its status."""
    if answer.status not in (Status.PARTIAL, Status.NOT_MET):
        answer = replace(answer, remedy=None, no_remedy=False, acceptance=None)
    return answer if answer.status is Status.NOT_APPLICABLE else replace(answer, approved_by="")


def answer_mapping(answer: Answer) -> dict[str, Any]:
    """An answer as it is written, its keys in the order of the format."""
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
        }
    )


def evidence_mapping(proof: Evidence) -> dict[str, Any]:
    return written(
        {
            "kind": proof.kind.value,
            "ref": proof.ref,
            "collected": proof.collected.isoformat(),
            "by": proof.by,
            "valid-until": proof.valid_until.isoformat() if proof.valid_until else None,
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


def written(entries: Mapping[str, Any]) -> dict[str, Any]:
    """Without what is empty: a file holds no empty keys."""
    return {key: value for key, value in entries.items() if value}
