"""An answer given without a conversation: merged into what is there, part by part. Pure."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar

from govcheck.jobs.answer_text import lost_text
from govcheck.jobs.answers import fitting
from govcheck.rules.suggest import write_instead
from govcheck.words.engagement import Acceptance, Answer, Evidence, Remedy
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Status

Part = TypeVar("Part", Remedy, Acceptance)

GAPS = (Status.PARTIAL, Status.NOT_MET)
CLEARED: Mapping[str, Mapping[str, Any]] = {
    "note": {"note": ""},
    "owner": {"owner": ""},
    "approved-by": {"approved_by": ""},
    "evidence": {"evidence": ()},
    "remedy": {"remedy": None, "no_remedy": False},
    "acceptance": {"acceptance": None},
}
"""What taking a key out of an answer does."""


@dataclass(frozen=True)
class Given:
    """What was said of one control; what is empty was not said."""

    status: Status
    by: str
    on: date
    note: str = ""
    owner: str = ""
    approved_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    collected: bool = True
    """It was said when the evidence was collected; else a proof that is there keeps its day."""
    remedy: Mapping[str, Any] | None = None
    """Parts of a remedy, by field; the others stay."""
    no_remedy: bool = False
    acceptance: Mapping[str, Any] | None = None
    """Parts of an acceptance, by field; the others stay."""
    clear: tuple[str, ...] = ()
    """Keys that are taken out first."""


def merged(given: Given) -> Callable[[Answer | None], Answer]:
    """What `save_answer` asks for: what was given, over what stands there and fits the status that was given.

    The decision raises Refused where a part is missing, or where what was given does not fit its own status.
    """

    def decide(present: Answer | None) -> Answer:
        start = cleared(present or Answer(given.status, given.by, given.on), given.clear)
        if start.status is not given.status and not (start.status in GAPS and given.status in GAPS):
            start = replace(start, note="")  # it told of the other status
        answer = with_decisions(with_words(fitting(replace(start, status=given.status)), given), given)
        if lost := lost_text(answer, fitting(answer)):
            raise Refused(f"beside {given.status} this does nothing: {lost}", "leave it out, or give another status")
        if not answer.note and (answer.status in (Status.PARTIAL, Status.NOT_APPLICABLE) or answer.no_remedy):
            what = "remedy: none" if answer.no_remedy else answer.status
            raise Refused(f"{what} needs a note that says why", "add --note TEXT")
        return answer

    return decide


def cleared(answer: Answer, keys: tuple[str, ...]) -> Answer:
    for key in keys:
        if key not in CLEARED:
            raise Refused(f"an answer has no key {key} that can be cleared", write_instead(key, CLEARED))
        answer = replace(answer, **CLEARED[key])
    return answer


def with_words(answer: Answer, given: Given) -> Answer:
    """With status, names, note and evidence; evidence for a reference that is there replaces it."""
    proofs = given.evidence if given.collected else tuple(of_its_day(proof, answer) for proof in given.evidence)
    named = {proof.ref for proof in proofs}
    return replace(
        answer,
        status=given.status,
        answered_by=given.by,
        answered_on=given.on,
        confirm_again="",
        note=given.note or answer.note,
        owner=given.owner or answer.owner,
        approved_by=given.approved_by or answer.approved_by,
        evidence=(*(proof for proof in answer.evidence if proof.ref not in named), *proofs),
    )


def of_its_day(proof: Evidence, answer: Answer) -> Evidence:
    """The proof with the day on which it was collected, where the very same is there: naming it makes nothing fresh."""
    before = (one for one in answer.evidence if (one.ref, one.sha256) == (proof.ref, proof.sha256))
    return next((replace(proof, collected=one.collected) for one in before), proof)


def with_decisions(answer: Answer, given: Given) -> Answer:
    """With what was decided about the gap. A remedy and its absence exclude each other; the later word counts."""
    if given.no_remedy:
        answer = replace(answer, remedy=None, no_remedy=True)
    if given.remedy:
        answer = replace(answer, remedy=joined(Remedy, answer.remedy, given.remedy, "--remedy-"), no_remedy=False)
    if given.acceptance:
        begun = answer.acceptance.dated if answer.acceptance else given.on
        parts = {"dated": begun, **given.acceptance}
        answer = replace(answer, acceptance=joined(Acceptance, answer.acceptance, parts, "--accept-"))
    return answer


def joined(kind: type[Part], before: Part | None, parts: Mapping[str, Any], option: str) -> Part:
    """A remedy or acceptance from its new parts and those that it has. Raises Refused while one is missing."""
    names = [field.name for field in fields(kind)]
    values: dict[str, Any] = {name: parts.get(name) or getattr(before, name, None) for name in names}
    missing = [name for name in names if not values[name]]
    if missing:
        what = kind.__name__.lower()
        article = "an" if what.startswith("a") else "a"
        options = ", ".join(f"{option}{name}" for name in missing)
        raise Refused(f"{article} {what} needs {', '.join(missing)}", f"add {options}")
    return kind(**values)
