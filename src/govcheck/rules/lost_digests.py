"""Recorded digests of proofs that are gone: without one nobody notices that a file holds something else. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govcheck.rules.case import Case, is_url, place_of
from govcheck.rules.entries import EntryChange
from govcheck.rules.fates import ANSWERS, PLANS, QUESTIONS
from govcheck.rules.said_before import confirmed, replied
from govcheck.words.engagement import Answer, Confirmation, Engagement, Evidence, Exchange
from govcheck.words.values import dataclass

Digests = Mapping[str, str]
"""Each file that an entry names as proof, with its digest; empty where none is recorded."""


@dataclass(frozen=True)
class Proven:
    """An entry of the answers file with its proofs."""

    digests: Digests
    said: object
    """What is the same as long as nobody says it again."""


def lost_digests(old: Case, new: Case) -> Iterator[EntryChange]:
    """Each by the entry and its file; what it was, and what became of it."""
    before, after = proven(old.engagement), proven(new.engagement)
    there = {place_of(ref): digest for ref, digest in new.digests.items()}
    for place, was in before.items():
        now = after.get(place)
        for ref, digest in was.digests.items() if now else ():
            if now and digest and (became := without(ref, digest, was, now, there)):
                yield EntryChange(f"{place}: {ref}", f"sha256 {digest}", became)


def without(ref: str, digest: str, was: Proven, now: Proven, there: Mapping[str, str | None]) -> str:
    """What became of a proof that has no digest now; empty where it has one, or was given up."""
    if ref in now.digests:
        same = "the file is the one that was recorded" if there.get(ref) == digest else "the file is another one"
        return "" if now.digests[ref] else f"no digest, and {same}"
    fresh = [one for one, recorded in now.digests.items() if one not in was.digests and not recorded]
    return f"{fresh[0]} in its place, without a digest" if fresh and now.said == was.said else ""


def proven(said: Engagement) -> Mapping[str, Proven]:
    """By its place in the answers file."""
    answers = {f"{ANSWERS}.{id}": Proven(digests(one.evidence), given(one)) for id, one in said.answers.items()}
    plans = {f"{PLANS}.{id}": Proven(digests([one]), confirmed(one)) for id, one in said.plans.items()}
    questions = {f"{QUESTIONS}.{id}": Proven(digests([one]), replied(one)) for id, one in said.questions.items()}
    return {**answers, **plans, **questions}


def given(answer: Answer) -> object:
    return answer.status, answer.answered_on, answer.answered_by


def digests(proofs: Iterable[Evidence | Confirmation | Exchange]) -> Digests:
    """A file that is named twice counts by either, so its digest is recorded where both have it."""
    found: dict[str, str] = {}
    for proof in proofs:
        if proof.ref and not is_url(proof.ref):
            ref = place_of(proof.ref)
            found[ref] = proof.sha256 if found.get(ref, proof.sha256) else ""
    return found
