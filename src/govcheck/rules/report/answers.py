"""The annex: every control that applies with its answer and evidence."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.case import is_url
from govcheck.rules.replies import record_ends, record_fault
from govcheck.rules.report.blocks import (
    Block,
    Blocks,
    Fact,
    Line,
    Lines,
    Points,
    Record,
    Records,
    fact,
    filled,
)
from govcheck.rules.report.marks import STANDINGS
from govcheck.rules.report.phrases import (
    anchor,
    control_line,
    control_mark,
    counts_as,
    day,
    gate_text,
    person,
    sentence,
    stated,
)
from govcheck.rules.report.review import Review
from govcheck.rules.states import evidence_fault
from govcheck.words.checklist import Control
from govcheck.words.engagement import Answer, Evidence
from govcheck.words.vocabulary import ReportEdition, Standing, Status


def answers(review: Review) -> Blocks:
    blocks: list[Block] = []
    for section in review.checklist.sections.values():
        applying = (control for control in section.controls.values() if control.id in review.assessment.states)
        records = tuple(answer_record(review, control) for control in applying)
        if records:
            blocks.append(Records(records, section.title))
        elsewhere = tuple(id for id in section.shown[len(section.controls) :] if id in review.assessment.states)
        if elsewhere:
            lines = tuple(control_line(review, id) for id in elsewhere)
            blocks.append(Points(lines, f"{section.title}: answered in another section"))
    return tuple(blocks)


def answer_record(review: Review, control: Control) -> Record:
    answer = review.case.engagement.answers.get(control.id)
    facts = filled(
        fact("Weight", gate_text(review, control.id)),
        Fact("State", state_lines(review, control)),
        fact("Answer", stated(review, answer)),
        fact("Owner", person(review, review.case.owner(control, answer))),
        *(answer_facts(review, control, answer) if answer else ()),
        *confirm_again_facts(review, control, answer),
        *asked_facts(control),
    )
    return Record(anchor(control.id), control.question, facts, control.id)


def asked_facts(control: Control) -> Iterator[Fact]:
    """What the checklist says of a control: for whoever closes the gap, and for whoever looks again."""
    yield fact("Why it is asked", control.why)
    yield fact("How to verify", control.verify)
    yield fact("What counts as evidence", counts_as(control))
    yield fact("By when", control.phase.label)


def state_lines(review: Review, control: Control) -> Lines:
    """The state, why, and how long it holds."""
    state, mark = review.assessment.states[control.id], control_mark(review, control.id)
    if control.id in review.assessment.later:
        return (Line(f"{control.phase.label}. As it stands: {STANDINGS[state.standing].word.lower()}.", mark=mark),)
    told = state.standing not in (Standing.OPEN, Standing.FAILED)
    until = f"Counts until {state.until}." if state.until and state.standing.settled else ""
    return (Line(until if told else sentence(state.why), mark=mark),)


def confirm_again_facts(review: Review, control: Control, answer: Answer | None) -> tuple[Fact, ...]:
    """Why it has to be confirmed again, where the state does not say so itself."""
    told = "".join(line.text for line in state_lines(review, control))
    return (fact("To be confirmed again", answer.confirm_again),) if answer and answer.confirm_again not in told else ()


def answer_facts(review: Review, control: Control | None, answer: Answer) -> Iterator[Fact]:
    """What stands in an answer besides the status, the note first. Without a control nothing of it counts."""
    yield fact("Note", answer.note)
    yield fact("Approved by", answer.approved_by)
    yield Fact("Evidence", tuple(evidence_line(review, control, answer, proof) for proof in answer.evidence))
    if answer.remedy:
        remedy = answer.remedy
        yield Fact(
            "Remedy", (Line(f"{remedy.owner}, until {remedy.due}."), Line(remedy.guardrail, label="Until then:"))
        )
    elif answer.no_remedy:
        yield fact("Remedy", "None: it is decided that the gap stays.")
    if answer.acceptance:
        accepted = answer.acceptance
        text = f"By {accepted.by}, from {accepted.dated} until {accepted.expires}. See the risk acceptances."
        yield fact("Acceptance", text)


def evidence_line(review: Review, control: Control | None, answer: Answer, proof: Evidence) -> Line:
    text = f"{proof.ref}; {collected(proof)}; {checked(review, proof.ref, proof.sha256)}."
    return Line(text + (counting(review, control, answer, proof) if control else ""), label=f"{proof.kind.label}:")


def collected(proof: Evidence) -> str:
    until = f", valid until {day(proof.valid_until)}" if proof.valid_until else ""
    return f"collected {proof.collected} by {proof.by}{until}"


def counting(review: Review, control: Control, answer: Answer, proof: Evidence) -> str:
    """Why a proof does not count, or of which reply it is the record."""
    fault = evidence_fault(review.case, control, proof) if answer.status is Status.MET else ""
    return f" It does not count: {fault}." if fault else reply_text(review, control, proof)


def reply_text(review: Review, control: Control, proof: Evidence) -> str:
    """Of which reply a proof is the record, and until when that one counts: the proof ends with it."""
    fault = record_fault(review.case, control, proof)
    first = min(record_ends(review.case, control, proof), default=None)
    if fault or first is None:
        return f" It is {fault}." if fault else ""
    return f" It is the reply to {first[1][1]}, valid until {first[0]}."


def checked(review: Review, ref: str, sha256: str = "") -> str:
    """What is known of a proof itself, besides what people say of it."""
    if is_url(ref) or (review.edition is ReportEdition.CLIENT and ref not in review.case.digests):
        return "not verified"
    found = review.case.digests.get(ref)
    if found is None:
        return "file missing or empty"
    if not sha256:
        return "file present, without a recorded fingerprint"
    return "file as recorded" if found == sha256 else "file changed since it was recorded"
