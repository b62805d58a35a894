"""Asking for evidence: several proofs, each with its kind, its date and who gathered it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from govcheck.jobs.answer_text import proof_text
from govcheck.jobs.dialogue import ask_choice, ask_line, ask_note, ask_text
from govcheck.jobs.interview.topic import Topic, given
from govcheck.jobs.proof import caution, fingerprint, reference
from govcheck.jobs.typed import DATE_HELP, day
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import EvidenceKind

ABOUT = "Name a file below the folder of the answers, such as evidence/test.pdf, or an address such as https://... ."
DATES_HELP = f"{DATE_HELP} Where it ends, add the end: 2026-11-30 until 2027-05-31."
OUT = re.compile(r"-\s*(\d{1,3})", re.ASCII)
UNTIL = re.compile(r"\s*\buntil\b\s*", re.IGNORECASE)


def about_met(topic: Topic, answer: Answer) -> Answer:
    """It holds: what shows it. Enter alone ends the list."""
    if answer.note and topic.present and topic.present.status is not answer.status and not given(topic, answer):
        answer = replace(answer, note=ask_note(topic.person, "Note", answer.note))
    proofs = list(answer.evidence)
    while True:
        for number, proof in enumerate(proofs, 1):
            topic.person.show(f"  {number}  {proof_text(proof)}")
        prompt = "More, or Enter (-1 takes 1 out)" if proofs else "Evidence (Enter: none)"
        typed = ask_line(topic.person, prompt, ABOUT)
        if not typed:
            return replace(answer, evidence=tuple(proofs))
        proofs = changed(topic, proofs, typed)


def changed(topic: Topic, proofs: list[Evidence], typed: str) -> list[Evidence]:
    """The proofs without one, or with one more; naming one again makes it anew."""
    if out := OUT.fullmatch(typed):
        return [proof for number, proof in enumerate(proofs, 1) if number != int(out[1])]
    proof = ask_proof(topic, typed)
    return [other for other in proofs if proof is None or other.ref != proof.ref] + ([proof] if proof else [])


def ask_proof(topic: Topic, typed: str) -> Evidence | None:
    """What else is to be known of one proof; None where the reference cannot be used."""
    person, folder = topic.person, topic.folder
    try:
        ref = reference(typed, folder)
    except Refused as error:
        person.show(f"{error.message}; {error.hint}.", "poor")
        return None
    sha256 = fingerprint(ref, folder)
    if caution(ref, sha256, folder):
        person.show(caution(ref, sha256, folder), "poor")
    kind = ask_kind(topic)
    collected, until = ask_dates(topic)
    return Evidence(kind, ref, collected, ask_text(person, "Gathered by", topic.by), until, sha256)


def ask_kind(topic: Topic) -> EvidenceKind:
    """One of the kinds, those that count for this control first."""
    accepted = topic.control.accepts
    kinds = {kind.value: kind.value for kind in (*accepted, *EvidenceKind)}
    offered = ", ".join(f"{number} {kind}" for number, kind in enumerate(accepted, 1))
    topic.person.show(f"Which kind? Here count: {offered}")
    kind = EvidenceKind(ask_choice(topic.person, "Kind", kinds, accepted[0].value))
    if kind not in accepted:
        topic.person.show(f"{kind} is kept, but it does not count here.", "poor")
    return kind


def ask_dates(topic: Topic) -> tuple[date, date | None]:
    """When it was collected, and until when it is valid where it says so."""
    today = topic.case.today
    while True:
        line = ask_line(topic.person, f"Collected on [{today}]", DATES_HELP)
        collected, *end = UNTIL.split(line, maxsplit=1)
        start = day(collected, today) if collected else today
        until = day(end[0], start or today) if end else None
        if start and (until or not end):
            return start, until
        topic.person.show(DATES_HELP, "poor")
