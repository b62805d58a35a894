"""How an answer reads, and what it amounts to. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.tools.terminal import Tone
from govcheck.words.assessment import State
from govcheck.words.engagement import Acceptance, Answer, Evidence, Remedy
from govcheck.words.vocabulary import Gate, Standing


def answer_lines(answer: Answer) -> Iterator[str]:
    """An answer as written, for a reader."""
    yield f"So far: {answer.status}, said by {answer.answered_by} on {answer.answered_on}."
    if answer.confirm_again:
        yield f"To be confirmed again: {answer.confirm_again}"
    if answer.note:
        yield f"Note: {answer.note}"
    if answer.owner:
        yield f"Owner: {answer.owner}"
    for proof in answer.evidence:
        yield f"Evidence: {proof_text(proof)}"
    if answer.remedy:
        yield f"Remedy: {remedy_text(answer.remedy)}"
    if answer.no_remedy:
        yield "Remedy: none, it is decided that the gap stays"
    if answer.acceptance:
        yield f"Acceptance: {acceptance_text(answer.acceptance)}"
    if answer.approved_by:
        yield f"Approved by {answer.approved_by}"


def proof_text(proof: Evidence) -> str:
    end = f", valid until {proof.valid_until}" if proof.valid_until else ""
    return f"{proof.kind} {proof.ref}, collected {proof.collected} by {proof.by}{end}"


def remedy_text(remedy: Remedy) -> str:
    return f"{remedy.owner}, due {remedy.due}; until then: {remedy.guardrail}"


def acceptance_text(accepted: Acceptance) -> str:
    return f"{accepted.by} ({accepted.role}) until {accepted.expires}: {accepted.risk}"


def lost_text(before: Answer, after: Answer) -> str:
    """What stood in an answer and is no part of it any more."""
    parts = {
        f"note ({before.note})": before.note and not after.note,
        f"approval by {before.approved_by}": before.approved_by and not after.approved_by,
        "remedy (none)": before.no_remedy and not after.no_remedy and not after.remedy,
    }
    if before.remedy and not after.remedy:
        parts[f"remedy ({remedy_text(before.remedy)})"] = True
    if before.acceptance and not after.acceptance:
        parts[f"acceptance ({acceptance_text(before.acceptance)})"] = True
    return ", ".join(text for text, lost in parts.items() if lost)


def state_text(state: State, gate: Gate) -> str:
    """What the answer amounts to, and what is missing for it to count. Empty where there is nothing to say."""
    return " ".join(
        part for part in (meaning(state, gate), f"It counts until {state.until}." if counts(state) else "") if part
    )


def counts(state: State) -> bool:
    return state.standing.settled and state.until is not None


def meaning(state: State, gate: Gate) -> str:
    match state.standing:
        case Standing.MET if state.only_owner and gate is Gate.BLOCKER:
            return "All of its evidence was gathered by its owner, which on a blocker stays a condition."
        case Standing.NOT_APPLICABLE | Standing.ACCEPTED if gate is not Gate.RECOMMENDED:
            return "It is printed as a condition."
        case Standing.MET | Standing.NOT_APPLICABLE | Standing.ACCEPTED:
            return ""
        case Standing.PROMISED if gate is Gate.BLOCKER:
            return "The remedy is noted. A blocker stays closed until it is met or accepted."
        case Standing.PROMISED if gate is Gate.RECOMMENDED:
            return f"The remedy is noted, due on {state.until}. Nothing waits for it."
        case Standing.PROMISED:
            return f"The remedy makes it a condition, due on {state.until}."
        case Standing.FAILED:
            return f"It does not count: {state.why}."
        case Standing.OPEN | Standing.UNANSWERED:
            return f"It does not count yet: {state.why}."


def tone_of(state: State) -> Tone:
    return "good" if state.standing.settled else "bad" if state.standing is Standing.FAILED else "poor"
