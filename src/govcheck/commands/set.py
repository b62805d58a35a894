"""`govcheck set`: one answer without a conversation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from govcheck.commands.options import AnswersOption, AsOfOption, ByOption, answers_path, day_of
from govcheck.commands.person import tell_raised, terminal, unsaid
from govcheck.jobs.answer_text import lost_text, state_text, tone_of
from govcheck.jobs.answers import save_answer
from govcheck.jobs.approving import void_lines
from govcheck.jobs.given import Given, merged
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.jobs.proof import caution, fingerprint, reference
from govcheck.jobs.typed import date_given, hyphened
from govcheck.rules.assess import assess
from govcheck.rules.names import same_name
from govcheck.rules.suggest import write_instead
from govcheck.rules.versions import other_control
from govcheck.tools.git import user_name
from govcheck.tools.terminal import Terminal
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import STATUS_ALIASES, EvidenceKind, Residual, Status

STATUSES = {**{status.value: status for status in Status}, **STATUS_ALIASES}


def set_answer(
    control: Annotated[str, typer.Argument(metavar="CONTROL", help="The control's id.")],
    status: Annotated[
        str,
        typer.Argument(metavar="STATUS", help="met, partial, not-met, unknown or not-applicable; yes, no and n/a too."),
    ],
    note: Annotated[str, typer.Option(metavar="TEXT", help="What is missing, or why.")] = "",
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who did it or will.")] = "",
    evidence: Annotated[
        list[str] | None,
        typer.Option(metavar="KIND:REF", help="A proof: test-result:evidence/sso.txt, or an address. Repeatable."),
    ] = None,
    collected: Annotated[
        str, typer.Option(metavar="DATE", help="When the evidence was collected. Without it, today.")
    ] = "",
    evidence_by: Annotated[str, typer.Option(metavar="NAME", help="Who gathered it. Without it, who answers.")] = "",
    valid_until: Annotated[str, typer.Option(metavar="DATE", help="The last day on which the evidence is valid.")] = "",
    remedy_owner: Annotated[str, typer.Option(metavar="NAME", help="Who closes the gap.")] = "",
    remedy_due: Annotated[str, typer.Option(metavar="DATE", help="By when.")] = "",
    remedy_guardrail: Annotated[str, typer.Option(metavar="TEXT", help="What protects until then.")] = "",
    no_remedy: Annotated[bool, typer.Option("--no-remedy", help="It is decided that the gap stays.")] = False,
    accept_risk: Annotated[str, typer.Option(metavar="TEXT", help="Which risk is accepted.")] = "",
    accept_residual: Annotated[Residual | None, typer.Option(help="The risk that is left.")] = None,
    accept_compensating: Annotated[str, typer.Option(metavar="TEXT", help="What is done instead.")] = "",
    accept_by: Annotated[str, typer.Option(metavar="NAME", help="Who accepts it; not the owner.")] = "",
    accept_role: Annotated[str, typer.Option(metavar="TEXT", help="In which role.")] = "",
    accept_dated: Annotated[str, typer.Option(metavar="DATE", help="From when. Without it, today.")] = "",
    accept_expires: Annotated[str, typer.Option(metavar="DATE", help="Until when.")] = "",
    approved_by: Annotated[str, typer.Option(metavar="NAME", help="Who agrees that it does not apply.")] = "",
    clear: Annotated[
        list[str] | None, typer.Option(metavar="KEY", help="Take this key out of the answer. Repeatable.")
    ] = None,
    by: ByOption = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Answer one control. What is given is merged into the answer that is there; dates may be written as +30."""
    path, shown = answers_path(answers)
    today, answerer = day_of(as_of), by or user_name(path.parent)
    if not answerer:
        raise Refused("nobody is named who answers", "add --by NAME")
    refuse_unknown(control, path, shown)

    def when(option: str, text: str) -> date | None:
        return date_given(option, text, today)

    gathered = Gathered(
        path.parent,
        when("--collected", collected) or today,
        evidence_by or answerer,
        when("--valid-until", valid_until),
    )
    given = Given(
        status=status_of(status),
        by=answerer,
        on=today,
        note=note,
        owner=owner,
        approved_by=approved_by,
        evidence=tuple(proof_of(text, gathered) for text in evidence or ()),
        collected=bool(collected),
        remedy=some(owner=remedy_owner, due=when("--remedy-due", remedy_due), guardrail=remedy_guardrail),
        no_remedy=no_remedy,
        acceptance=some(
            risk=accept_risk,
            residual=accept_residual,
            compensating=accept_compensating,
            by=accept_by,
            role=accept_role,
            dated=when("--accept-dated", accept_dated),
            expires=when("--accept-expires", accept_expires),
        ),
        clear=tuple(clear or ()),
    )
    given = unsaid(given, terminal())
    decide, seen = merged(given), list[Answer | None]()

    def decided(present: Answer | None) -> Answer:
        seen.append(present)
        return decide(present)

    saved = save_answer(path, shown, control, decided)
    tell(terminal(), saved.file, control, given, seen[-1])
    for line, tone in void_lines(saved, today):
        terminal().talk(line, tone)
    tell_raised(terminal(), saved)


def same_as_before(proofs: Iterable[Evidence], before: Answer) -> Iterator[Evidence]:
    """What stood there already, as it stood there."""
    given = {(proof.ref, proof.sha256) for proof in proofs}
    return (proof for proof in before.evidence if (proof.ref, proof.sha256) in given)


def refuse_unknown(control: str, path: Path, shown: str) -> None:
    checklist = open_engagement(path, shown).checklist
    if control not in checklist.controls:
        raise Refused(f"there is no control {control}", other_control(checklist, control))


def some(**parts: Any) -> Mapping[str, Any]:
    """The parts that were given."""
    return {name: value for name, value in parts.items() if value}


def status_of(text: str) -> Status:
    word = hyphened(text)
    if word not in STATUSES:
        raise Refused(f"{text} is not a status", write_instead(word, STATUSES))
    return STATUSES[word]


@dataclass(frozen=True)
class Gathered:
    """What the evidence of one call has in common."""

    folder: Path
    collected: date
    by: str
    until: date | None


def proof_of(text: str, gathered: Gathered) -> Evidence:
    """Evidence from `KIND:REF`, its file hashed."""
    kind, _, ref = text.partition(":")
    if kind not in list(EvidenceKind):
        raise Refused(f"--evidence {text} does not begin with a kind", write_instead(kind, [*EvidenceKind]))
    if not ref:
        raise Refused(f"--evidence {text} names no file and no address", f"write {kind}:evidence/FILE, say")
    ref = reference(ref, gathered.folder)
    sha256 = fingerprint(ref, gathered.folder)
    return Evidence(EvidenceKind(kind), ref, gathered.collected, gathered.by, gathered.until, sha256)


def tell(terminal: Terminal, saved: EngagementFile, control: str, given: Given, before: Answer | None) -> None:
    """Says that it is saved, in the place of what, and what is missing for it to count."""
    terminal.talk(f"Saved: {control} is {given.status}.", "good")
    if before and not same_name(before.answered_by, given.by):
        terminal.talk(f"It replaces {before.status}, said by {before.answered_by} on {before.answered_on}.")
    if before and (lost := lost_text(before, saved.engagement.answers[control])):
        terminal.talk(f"Taken out: {lost}.", "poor")
    if before and not given.collected:
        for proof in same_as_before(given.evidence, before):
            terminal.talk(
                f"{proof.ref} is the same as on {proof.collected}, so that day stays; --collected says another."
            )
    for proof in given.evidence:
        if told := caution(proof.ref, proof.sha256, saved.folder):
            terminal.talk(told, "poor")
    assessment = assess(saved.case(given.on))
    if control not in assessment.states:
        terminal.talk("The profile rules this control out; the answer is kept and does nothing.", "poor")
    elif told := state_text(assessment.states[control], assessment.gate(control)):
        terminal.talk(told, tone_of(assessment.states[control]))
