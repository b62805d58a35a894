"""Asking for evidence: several proofs, each with its kind, its date and who gathered it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from govcheck.jobs.answer_text import proof_text
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import Back, ask_line, ask_name
from govcheck.jobs.interview.reference import ABOUT, ask_reference
from govcheck.jobs.interview.topic import Topic, given, note_step
from govcheck.jobs.proof import fingerprint
from govcheck.jobs.steps import through
from govcheck.jobs.typed import PAST_HELP, day
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import EvidenceKind

DATES_HELP = f"{PAST_HELP} Where it ends, add the end: 2026-11-30 until 2027-05-31."
GATHERED = "Who tried it, exported it or wrote it down. On a blocker somebody other than its owner should have."
OUT = re.compile(r"-\s*(\d{1,3})", re.ASCII)
UNTIL = re.compile(r"\s*\buntil\b\s*", re.IGNORECASE)
KINDS: Mapping[EvidenceKind, str] = {
    EvidenceKind.CONTRACT_CLAUSE: "a clause of a signed agreement",
    EvidenceKind.TEST_RESULT: "somebody tried it and kept what happened",
    EvidenceKind.ADMIN_EXPORT: "an export or a picture of the settings",
    EvidenceKind.INDEPENDENT_REPORT: "a certificate or an auditor's report",
    EvidenceKind.WRITTEN_REPLY: "what the vendor wrote when asked",
    EvidenceKind.INTERNAL_RECORD: "minutes, a register or a decision of our own",
    EvidenceKind.PUBLIC_DOCUMENT: "a page that anybody can read",
    EvidenceKind.VERBAL: "somebody said it",
}


def about_met(topic: Topic, answer: Answer) -> Answer:
    """It holds: what shows it."""
    changes = topic.present and topic.present.status is not answer.status
    note = [note_step(topic, "Note")] if answer.note and changes and not given(topic, answer) else []
    return through([*note, partial(with_evidence, topic)], answer)


def about_proven(topic: Topic, answer: Answer, typed: str) -> Answer:
    """It holds, shown by what was named in the same line: collected today by whoever answers, of the first kind."""
    proof = named(topic, typed)
    if topic.present and topic.present.status is not answer.status and answer.note and not given(topic, answer):
        topic.person.show(f"Taken out, since it told of {topic.present.status}: note ({answer.note}).")
        answer = replace(answer, note="")
    topic.person.show(f"Evidence: {proof_text(proof)}. y alone lets you change it.")
    return replace(answer, evidence=(*(one for one in answer.evidence if one.ref != proof.ref), proof))


def named(topic: Topic, typed: str) -> Evidence:
    """The proof that was named, once it can be used. Raises Back."""
    while True:
        try:
            return begun(topic, typed)
        except Refused as error:
            topic.person.show(f"{error.message}; {error.hint}.", "poor")
            typed = ask_line(topic.person, "Evidence (Enter: back)", ABOUT)
            if not typed:
                raise Back from None


def with_evidence(topic: Topic, answer: Answer) -> Answer:
    """With one proof after the other; Enter alone ends the list. Back leads into the one that was named last."""
    proofs = list(answer.evidence)
    last: Evidence | None = None
    while True:
        for number, proof in enumerate(proofs, 1):
            topic.person.show(f"  {number}  {proof_text(proof)}")
        prompt = "More, or Enter (-1 takes 1 out)" if proofs else "Evidence (Enter: none)"
        try:
            typed = ask_line(topic.person, prompt, ABOUT)
        except Back:
            if last is None:
                raise
            found = last = asked_again(topic, last)
        else:
            if not typed:
                return replace(answer, evidence=tuple(proofs))
            found = None if (out := OUT.fullmatch(typed)) else ask_proof(topic, typed)
            proofs = [proof for number, proof in enumerate(proofs, 1) if not out or number != int(out[1])]
            last = found or (None if out else last)
        if found:
            proofs = [*(proof for proof in proofs if proof.ref != found.ref), found]


def ask_proof(topic: Topic, typed: str) -> Evidence | None:
    """What else is to be known of one proof; None where it cannot be used, or the person goes back before it."""
    try:
        return through(proof_steps(topic), begun(topic, typed))
    except Back:
        return None
    except Refused as error:
        topic.person.show(f"{error.message}; {error.hint}.", "poor")
        return None


def begun(topic: Topic, typed: str) -> Evidence:
    """A proof before more is asked: of the first kind that counts, collected today by whoever answers."""
    ref = ask_reference(topic.person, topic.folder, typed)
    return Evidence(topic.control.accepts[0], ref, topic.case.today, topic.by, sha256=fingerprint(ref, topic.folder))


def asked_again(topic: Topic, proof: Evidence) -> Evidence | None:
    """The proof once its last prompts were answered anew; None where the person goes back before the first."""
    steps = proof_steps(topic)
    try:
        return through(steps, proof, len(steps) - 1)
    except Back:
        return None


def proof_steps(topic: Topic) -> Sequence[Callable[[Evidence], Evidence]]:
    return [partial(step, topic) for step in (with_kind, with_dates, with_gatherer)]


def with_kind(topic: Topic, proof: Evidence) -> Evidence:
    """One of the kinds; those that count for this control have numbers."""
    accepted = topic.control.accepts
    labels = {kind.value: kind.value for kind in (*accepted, *EvidenceKind)}
    offered = ", ".join(f"{number} {kind}" for number, kind in enumerate(accepted, 1))
    topic.person.show(f"Which kind? Here count: {offered}")
    means = "\n".join(f"{kind}: {text}." for kind, text in KINDS.items())
    kind = EvidenceKind(ask_choice(topic.person, "Kind", Choices(labels, accepted, about=means), proof.kind))
    if kind not in accepted:
        topic.person.show(f"{kind} is kept, but it does not count here.", "poor")
    return replace(proof, kind=kind)


def with_dates(topic: Topic, proof: Evidence) -> Evidence:
    """When it was collected, and until when it is valid where it says so. A day to come is asked again once."""
    today, warned = topic.case.today, False
    while True:
        line = ask_line(topic.person, f"Collected on [{proof.collected}]", DATES_HELP)
        start, until = dates(line, today) if line else (proof.collected, proof.valid_until)
        if start and (warned or start <= today):
            return replace(proof, collected=start, valid_until=until)
        topic.person.show(f"{start} is yet to come; till then it does not count." if start else DATES_HELP, "poor")
        warned = bool(start)


def dates(line: str, today: date) -> tuple[date | None, date | None]:
    """The day of `2026-11-30 until 2027-05-31` and its end; no day where that cannot be read."""
    collected, *end = UNTIL.split(line, maxsplit=1)
    start = day(collected, today) if collected else today
    until = day(end[0], start or today) if end else None
    return (start if until or not end else None), until


def with_gatherer(topic: Topic, proof: Evidence) -> Evidence:
    """Who gathered it: a name, not the date that belongs to the prompt before."""
    while True:
        name = ask_name(topic.person, "Gathered by", proof.by, GATHERED, "Name somebody.")
        if not day(name, topic.case.today):
            return replace(proof, by=name)
        topic.person.show("That is a date. Name somebody; b goes back to the date.", "poor")
