"""Until when a decision holds, and what runs out on that day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from govcheck.rules.dates import days_after
from govcheck.rules.ends import basis
from govcheck.rules.matrix import places, ruling
from govcheck.rules.report.blocks import Line, Lines, cell
from govcheck.rules.report.phrases import anchor, day
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title
from govcheck.words.vocabulary import Claim, Standing

End = tuple[date | None, Line]
RUNS_OUT: Mapping[Standing, str] = {
    Standing.MET: "Evidence runs out then.",
    Standing.NOT_APPLICABLE: "What does not apply has to be looked at again then.",
    Standing.ACCEPTED: "An acceptance ends then.",
    Standing.PROMISED: "A gap has to be closed by then.",
}


def valid_until(review: Review) -> Lines:
    """The last day, and each thing that runs out on it."""
    last = review.assessment.valid_until
    if last is None:
        return cell("No date")
    return (Line(day(last)), *dict.fromkeys(line for end, line in ends(review) if end == last))


def ends(review: Review) -> Iterator[End]:
    yield review.front.next_review, Line("The next review is due then.")
    yield from control_ends(review)
    yield from cell_ends(review)
    yield from plan_ends(review)


def control_ends(review: Review) -> Iterator[End]:
    found = review.assessment
    resting = basis(review.case, found.gates, found.later)
    for id, state in found.states.items():
        if state.until and id in resting:
            yield state.until, Line(RUNS_OUT[state.standing], code=id, anchor=anchor(id))


def cell_ends(review: Review) -> Iterator[End]:
    table = review.checklist.matrix
    for facts in review.facts.values() if table else ():
        assert table is not None
        for place in places(table, facts):
            end = ruling(review.case, table, place).until
            title = cell_title(review.case, "/".join(place))
            yield end, Line(f"The acceptance for {title} ends then.")


def plan_ends(review: Review) -> Iterator[End]:
    table = review.checklist.plans
    for row, said in review.case.engagement.plans.items() if table else ():
        assert table is not None
        if said.confirmed is Claim.YES and review.case.confirmation(row, said.plan):
            end = days_after(said.dated, table.stale_after)
            yield end, Line(f"The vendor's confirmation is too old then: {table.rows[row].title}.")
