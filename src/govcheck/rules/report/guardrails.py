"""Within which bounds the allowed use cases may run, derived from the matrix, the remedies and the acceptances."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import product

from govcheck.rules.matrix import places, ruling
from govcheck.rules.report.blocks import Block, Blocks, Fact, Facts, Line, Lines, Points, Table, cell, prose
from govcheck.rules.report.conditions import conditions
from govcheck.rules.report.lasting import valid_until
from govcheck.rules.report.marks import CELLS
from govcheck.rules.report.phrases import control_line, day, lead, use_mark, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title, use_title, value_label
from govcheck.words.checklist import Matrix
from govcheck.words.vocabulary import Cell, Gate, Standing

Place = tuple[str, str]
EVENTS = (
    "A new model, feature, use case, user group or data class, a change of plan or contract, a notice of change from "
    "the vendor and any incident call for a new review at once, whatever the dates."
)


def guardrails(review: Review) -> Blocks:
    blocks: list[Block] = [allowed_table(review)] if review.permitted else [prose("Nothing may go ahead.")]
    blocks += [table for table in (interim_table(review), kept_table(review)) if table.rows]
    blocks.append(Points(tuple(prohibited(review)), "Not permitted", shown=20))
    holds = (Fact("This decision holds until", valid_until(review)),) if review.supported else ()
    dates = (*holds, Fact("Next review", cell(day(review.front.next_review))))
    return (*blocks, Facts(dates, "Dates"), prose(EVENTS))


def allowed_table(review: Review) -> Table:
    matrix = review.checklist.matrix
    rows = tuple(
        (
            cell(use_title(review.case, use)),
            *((where(review, matrix, use), standing(review, matrix, use)) if matrix else ()),
        )
        for use in review.permitted
    )
    columns = ("Use case", *(("Where it stands", "Standing conditions") if matrix else ()))
    return Table("Only these uses, each within its conditions.", columns, rows, "Permitted")


def where(review: Review, matrix: Matrix, use: str) -> Lines:
    return tuple(
        Line(cell_title(review.case, "/".join(place)), mark=CELLS[ruling(review.case, matrix, place).cell])
        for place in places(matrix, review.facts[use])
    )


def standing(review: Review, matrix: Matrix, use: str) -> Lines:
    """The matrix's guardrails of the rows that a use case has."""
    rows = review.facts[use].values(matrix.rows)
    found = tuple(
        Line(matrix.guardrails[row], label=lead(value_label(review.case, matrix.rows, row)))
        for row in rows
        if row in matrix.guardrails
    )
    return found or cell("None beyond the controls")


def interim_table(review: Review) -> Table:
    """What protects while gaps are open: of remedies the guardrail, of acceptances the compensating control."""
    rows = tuple(
        (cell(one.safeguard), cell(one.owner), cell(day(one.until)), permitted(review, one.uses), one.lines)
        for one in conditions(review)
        if one.safeguard and set(one.uses) & set(review.permitted)
    )
    columns = ("Safeguard", "Owner or approver", "Until", "Use cases", "Because of")
    return Table("Kept up until the condition is closed.", columns, rows, "While conditions are open")


def permitted(review: Review, uses: tuple[str, ...]) -> Lines:
    """Which of the permitted use cases are meant."""
    meant = tuple(use for use in uses if use in review.permitted)
    return cell("All that are permitted" if len(meant) > 1 and meant == review.permitted else uses_text(review, meant))


def kept_table(review: Review) -> Table:
    """The blockers that are met: what is permitted rests on them."""
    assessment, rows = review.assessment, []
    for control in assessment.due:
        state, gates = assessment.states[control], assessment.gates[control]
        uses = tuple(use for use in review.permitted if gates.get(use) is Gate.BLOCKER)
        if uses and state.standing is Standing.MET:
            rows.append(((control_line(review, control),), cell(day(state.until)), permitted(review, uses)))
    columns = ("Control", "Evidence counts until", "Use cases")
    return Table(
        "Blockers that are met today. What is permitted rests on them.", columns, tuple(rows), "What must stay on"
    )


def prohibited(review: Review) -> Iterator[Line]:
    for use in review.assessment.uses:
        if use not in review.permitted:
            yield Line(mark=use_mark(review, use), text=use_title(review.case, use))
    for reason, titles in prohibited_places(review).items():
        yield Line("; ".join(titles), label=f"{reason}:")
    yield Line("Every use for which nobody has asked.")


def prohibited_places(review: Review) -> Mapping[str, list[str]]:
    """The cells of the matrix where nothing may run, by reason."""
    matrix = review.checklist.matrix
    if matrix is None:
        return {}
    taken = {use: set(places(matrix, facts)) for use, facts in review.facts.items()}
    free = set().union(*(taken[use] for use in review.permitted))
    found: dict[str, list[str]] = {}
    for place in every_place(review, matrix):
        if place not in free:
            closed = any(place in stands for stands in taken.values())
            reason = reason_against(review, matrix, place, closed=closed)
            found.setdefault(reason, []).append(cell_title(review.case, "/".join(place)))
    return found


def every_place(review: Review, matrix: Matrix) -> Iterator[Place]:
    profile = review.checklist.profile
    yield from product(profile[matrix.rows].values, profile[matrix.columns].values)


def reason_against(review: Review, matrix: Matrix, place: Place, *, closed: bool) -> str:
    if ruling(review.case, matrix, place).cell is Cell.PROHIBITED:
        return "Prohibited by the matrix"
    return "Asked for, but the use case may not go ahead" if closed else "Not asked for"
