"""From an answer to a state: the first line that fits. The order of the lines is the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import assert_never

from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.names import same_name
from govcheck.rules.replies import record_ends, record_fault
from govcheck.words.assessment import State
from govcheck.words.checklist import Control
from govcheck.words.engagement import Acceptance, Answer, Evidence
from govcheck.words.vocabulary import Gate, Standing, Status

Gates = Mapping[str, Gate]
LASTING = (Standing.MET, Standing.NOT_APPLICABLE, Standing.ACCEPTED, Standing.PROMISED)
"""What an answer may amount to until a day."""


def state_of(case: Case, control: Control, gates: Gates) -> State:
    """What the answer to a control that reaches some use case amounts to."""
    answer = case.engagement.answers.get(control.id)
    if answer is None:
        return State(Standing.UNANSWERED, "not answered yet")
    state = said_state(case, control, answer, gates)
    if not answer.confirm_again:
        return state
    if state.standing is Standing.FAILED:
        return state
    for id, before in case.before(control.id).items():
        was = said_state(case, control, before, gates)
        if was.standing is Standing.FAILED:
            return State(Standing.FAILED, f"{was.why}; it was said of {id}")
    why = f"to be confirmed again: {answer.confirm_again}"
    return State(Standing.OPEN, why, against_profile=state.against_profile)


def said_state(case: Case, control: Control, answer: Answer, gates: Gates) -> State:
    """What an answer amounts to as it was given."""
    match answer.status:
        case Status.MET:
            return met(case, control, answer, gates)
        case Status.NOT_APPLICABLE:
            return not_applicable(case, control, answer, gates)
        case Status.UNKNOWN:
            return State(Standing.OPEN, "not known yet")
        case Status.PARTIAL | Status.NOT_MET:
            return gap(case, control, answer)
        case _ as never:
            assert_never(never)


def met(case: Case, control: Control, answer: Answer, gates: Gates) -> State:
    """Met only with evidence that counts, to the end of the last proof that it rests on."""
    faults = [evidence_fault(case, control, proof) for proof in answer.evidence]
    if all(faults):
        return State(Standing.OPEN, "no evidence that counts: " + ("; ".join(faults) or "none is named"))
    counting = tuple(proof for proof, fault in zip(answer.evidence, faults, strict=True) if not fault)
    proofs, owner = others_first(case, control, answer, gates, counting), case.owner(control, answer)
    only_owner = all(same_name(proof.by, owner) for proof in proofs)
    return State(Standing.MET, until=max(last_day(case, control, proof) for proof in proofs), only_owner=only_owner)


def proofs_behind(case: Case, control: Control, answer: Answer, gates: Gates) -> tuple[Evidence, ...]:
    """The proofs that count; on a blocker what others gathered, if any, without what the owner did."""
    counting = tuple(proof for proof in answer.evidence if not evidence_fault(case, control, proof))
    return others_first(case, control, answer, gates, counting)


def others_first(
    case: Case, control: Control, answer: Answer, gates: Gates, counting: tuple[Evidence, ...]
) -> tuple[Evidence, ...]:
    if Gate.BLOCKER not in gates.values():
        return counting
    owner = case.owner(control, answer)
    return tuple(proof for proof in counting if not same_name(proof.by, owner)) or counting


def evidence_fault(case: Case, control: Control, proof: Evidence) -> str:
    """Why a proof does not count today; empty when it does."""
    if proof.kind not in control.accepts:
        return f"{proof.kind} is not accepted here ({', '.join(control.accepts)})"
    if proof.collected > case.today:
        return f"{proof.ref} is dated {proof.collected}, after the day of assessment"
    if proof.valid_until and proof.valid_until < case.today:
        return f"{proof.ref} was valid until {proof.valid_until}"
    if case.today > days_after(proof.collected, control.stale_after):
        return f"{proof.ref} of {proof.collected} is older than {control.stale_after} days"
    reply = record_fault(case, control, proof)
    return f"{proof.ref} is {reply}" if reply else case.file_fault(proof)


def last_day(case: Case, control: Control, proof: Evidence) -> date:
    """The last day on which a proof counts: it ages, may have an end of its own, and ends with the reply it records."""
    ends = [days_after(proof.collected, control.stale_after), *(end for end, _ in record_ends(case, control, proof))]
    return min([*ends, proof.valid_until] if proof.valid_until else ends)


def not_applicable(case: Case, control: Control, answer: Answer, gates: Gates) -> State:
    if control.applies is not None:
        return State(Standing.OPEN, "said not to apply, but the profile does not rule it out", against_profile=True)
    if set(gates.values()) != {Gate.RECOMMENDED} and not approved(case, control, answer):
        return State(Standing.OPEN, "not applicable needs an approver who neither answered nor owns it")
    end = days_after(answer.answered_on, control.stale_after)
    if not answer.answered_on <= case.today <= end:
        return State(Standing.OPEN, f"not applicable counts from {answer.answered_on} to {end} only")
    return State(Standing.NOT_APPLICABLE, answer.note, end)


def approved(case: Case, control: Control, answer: Answer) -> bool:
    involved = (answer.answered_by, case.owner(control, answer))
    return bool(answer.approved_by.strip()) and not any(same_name(answer.approved_by, person) for person in involved)


def gap(case: Case, control: Control, answer: Answer) -> State:
    """Partial or not met: accepted, promised, given up, or open."""
    fault = ""
    if answer.acceptance:
        fault = control_acceptance_fault(case, control, answer, answer.acceptance)
        if not fault:
            return State(Standing.ACCEPTED, answer.acceptance.risk, answer.acceptance.expires)
    if answer.no_remedy:
        return State(Standing.FAILED, fault or "it is decided that the gap stays")
    if answer.remedy is None:
        return State(Standing.OPEN, fault or "the gap has neither a remedy nor an acceptance")
    late = remedy_fault(case, answer.remedy.due)
    if late:
        return State(Standing.OPEN, late)
    promise = f"to be closed by {answer.remedy.due}; until then: {answer.remedy.guardrail}"
    return State(Standing.PROMISED, promise, answer.remedy.due)


def remedy_fault(case: Case, due: date) -> str:
    """Why a remedy is not in time; empty when it is. Without a next review none is."""
    review = case.engagement.front.next_review
    if due < case.today:
        return f"the remedy was due on {due}"
    if review is None:
        return "no remedy is in time while the next review has no date"
    return f"the remedy is due on {due}, after the next review on {review}" if due > review else ""


def control_acceptance_fault(case: Case, control: Control, answer: Answer, acceptance: Acceptance) -> str:
    if not control.acceptable:
        return "this control cannot be accepted; the use case can only be taken out"
    return acceptance_fault(case, acceptance, case.owner(control, answer))


def acceptance_fault(case: Case, acceptance: Acceptance, owner: str) -> str:
    """Why an acceptance is not in force; empty when it is."""
    start, end = acceptance.dated, acceptance.expires
    if not owner.strip():
        return "an acceptance needs an owner who is somebody else"
    if same_name(acceptance.by, owner):
        return f"accepted by {acceptance.by}, who owns the gap"
    if start > case.today:
        return f"the acceptance starts on {start}"
    if end < case.today:
        return f"the acceptance ended on {end}"
    longest = case.checklist.acceptance_days
    return f"the acceptance is longer than {longest} days" if (end - start).days > longest else ""


def ran_out(case: Case, control: Control, gates: Gates) -> bool:
    """Whether an answer that does not count today did when it was given: its evidence, promise or acceptance ended."""
    answer = case.engagement.answers.get(control.id)
    if answer is None:
        return False
    then = min(case.today, max([answer.answered_on, *(proof.collected for proof in answer.evidence)]))
    before = state_of(replace(case, today=then), control, gates).standing
    now = state_of(case, control, gates).standing
    return before in LASTING and now not in LASTING
