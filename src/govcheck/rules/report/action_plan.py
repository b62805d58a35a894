"""Who still has to do what, by when: the open controls by owner and phase. What was said of them stands elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govcheck.rules.later import due_at
from govcheck.rules.names import folded
from govcheck.rules.owners import doer, remedy_of
from govcheck.rules.report.blocks import Blocks, Line, Lines, Table, cell, prose
from govcheck.rules.report.marks import LATER, OVERDUE
from govcheck.rules.report.phrases import anchor, counts_as, one_line, person, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.report.standing import number
from govcheck.words.vocabulary import Gate, Phase, Standing, Status

NOBODY = "Nobody is named yet"
SHORT = 110
"""Characters of a text that stands in full in the annex."""
SHOWN = "Evidence:"
CLOSE = "Close the gap."
OR_REMEDY = "Close the gap, or name a remedy in time."
ON_HOLD = "Close the gap. Until then what it concerns is on hold."
DECIDED = "It is decided that the gap stays. To change that, close it."
OPEN_SAYS: Mapping[Status, str] = {
    Status.MET: "Prove it.",
    Status.PARTIAL: OR_REMEDY,
    Status.NOT_MET: OR_REMEDY,
    Status.UNKNOWN: "Find it out.",
    Status.NOT_APPLICABLE: "Answer it anew.",
}
"""What an answer asks for that does not count."""


def action_plan(review: Review) -> Blocks:
    owners = by_owner(review)
    if not owners:
        return (prose("Nothing is left to do: every control that applies counts, those that are due later too."),)
    return (overview(review, owners), *(owner_table(review, name, ids) for name, ids in owners.items()))


def by_owner(review: Review) -> Mapping[str, tuple[str, ...]]:
    """The controls that do not count by who has to see to them, most of what is due first; the earliest phase first."""
    groups: dict[str, list[str]] = {}
    for control, state in review.assessment.states.items():
        if not state.standing.settled:
            groups.setdefault(folded(doer(review.case, control)), []).append(control)
    ordered = sorted(groups.values(), key=lambda ids: -due_now(review, ids))
    return {doer(review.case, ids[0]): tuple(sorted(ids, key=lambda id: urgency(review, id))) for ids in ordered}


def due_now(review: Review, ids: Iterable[str]) -> int:
    return sum(id not in review.assessment.later for id in ids)


def urgency(review: Review, control: str) -> tuple[int, int]:
    return phase_of(review, control).rank, -review.assessment.gate(control).rank


def phase_of(review: Review, control: str) -> Phase:
    return review.checklist.controls[control].phase


def overview(review: Review, owners: Mapping[str, tuple[str, ...]]) -> Table:
    """How much each owner has in each phase."""
    phases = [phase for phase in Phase if any(phase_of(review, id) is phase for ids in owners.values() for id in ids)]
    rows = tuple(
        (cell(name or NOBODY), *(number(sum(phase_of(review, id) is phase for id in ids)) for phase in phases))
        for name, ids in owners.items()
    )
    caption = "How many controls each owner has that do not count yet. What is due later decides nothing yet."
    return Table(caption, ("Owner", *(heading(review, phase) for phase in phases)), rows, grid=True)


def heading(review: Review, phase: Phase) -> str:
    later = any(phase_of(review, id) is phase for id in review.assessment.later)
    return f"{phase.label} (due later, {due_at(phase).step})" if later else phase.label


def owner_table(review: Review, name: str, ids: tuple[str, ...]) -> Table:
    now = due_now(review, ids)
    told = [f"{now} due now" if now else "", f"{len(ids) - now} due later" if len(ids) > now else ""]
    rows = tuple(row(review, control) for control in ids)
    columns = ("Control", "By when", "What is to be done", "Date")
    return Table(f"{', '.join(filter(None, told))}.", columns, rows, person(review, name) if name else NOBODY)


def row(review: Review, control: str) -> tuple[Lines, ...]:
    asked = review.checklist.controls[control]
    question = one_line(asked.question, SHORT)
    gate = review.assessment.gate(control).label
    return (
        (Line(question, code=control, anchor=anchor(control)),),
        (Line(phase_of(review, control).label, mark=LATER if control in review.assessment.later else None),),
        (
            Line(to_do(review, control), label=f"{gate}:"),
            Line(counts_as(asked), label=SHOWN),
        ),
        date_lines(review, control),
    )


def to_do(review: Review, control: str) -> str:
    """What is missing, in words. For a blocker no remedy is enough."""
    state, answer = review.assessment.states[control], review.case.engagement.answers.get(control)
    blocker = review.assessment.gate(control) is Gate.BLOCKER
    if answer is None:
        return "Answer it."
    match state.standing:
        case Standing.FAILED:
            return DECIDED
        case Standing.PROMISED:
            return ON_HOLD if blocker and control not in review.assessment.later else CLOSE
        case _ if answer.confirm_again:
            return f"Confirm it again. {sentence(one_line(answer.confirm_again, SHORT))}"
        case _:
            says = OPEN_SAYS[answer.status]
            reason = "" if answer.status is Status.UNKNOWN else sentence(one_line(state.why, SHORT))
            return f"{CLOSE if blocker and says == OR_REMEDY else says} {reason}".strip()


def date_lines(review: Review, control: str) -> Lines:
    """By when somebody promised to close the gap."""
    remedy = remedy_of(review.case, control)
    if remedy is None:
        return ()
    return (Line(remedy.due.isoformat(), mark=OVERDUE if remedy.due < review.assessment.as_of else None),)
