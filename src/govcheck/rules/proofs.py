"""How far the proofs behind the answers could be looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from govcheck.rules.case import Case, is_url
from govcheck.words.assessment import Assessment
from govcheck.words.engagement import Evidence
from govcheck.words.vocabulary import Word


class ProofState(Word):
    """What is known of one proof beside what people say of it."""

    RECORDED = "as-recorded"
    UNRECORDED = "no-digest"
    ADDRESS = "not-verified"
    UNUSABLE = "unusable"

    def counted(self, count: int) -> str:
        """So many of them, for a reader."""
        told = {
            ProofState.RECORDED: "as recorded",
            ProofState.UNRECORDED: "without a recorded digest",
            ProofState.ADDRESS: f"address{'es' * (count != 1)}, not verified",
            ProofState.UNUSABLE: "missing or changed",
        }[self]
        return f"{count} {told}"


def proof_state(case: Case, proof: Evidence) -> ProofState:
    """Whether the file is there and is the one that was recorded. Nothing is ever fetched."""
    if is_url(proof.ref) or proof.ref not in case.digests:
        return ProofState.ADDRESS
    if case.file_fault(proof):
        return ProofState.UNUSABLE
    return ProofState.RECORDED if proof.sha256 else ProofState.UNRECORDED


def file_faults(case: Case, assessment: Assessment) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Where each proof stands whose file cannot be used, and why, of the answers that are due."""
    for control in assessment.due:
        answer = case.engagement.answers.get(control)
        for place, proof in enumerate(answer.evidence if answer else ()):
            if proof_state(case, proof) is ProofState.UNUSABLE:
                yield ("answers", control, "evidence", place, "ref"), f"{control}: {case.file_fault(proof)}"


def proof_counts(case: Case, assessment: Assessment) -> Counter[ProofState]:
    """The proofs behind the answers that are due, by what is known of them."""
    answers = (case.engagement.answers.get(control) for control in assessment.due)
    return Counter(proof_state(case, proof) for answer in answers if answer for proof in answer.evidence)
