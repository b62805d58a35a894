"""The plan table: what the vendor's account team confirmed of the chosen plan, and the ways out of a gap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govcheck.jobs.choices import Choices
from govcheck.jobs.dialogue import Back, ask_line
from govcheck.jobs.interview.change import put_in_place
from govcheck.jobs.interview.confirming import Request, confirmed
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.sitting import Sitting, readable
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.progress import Line
from govcheck.jobs.typed import hyphened, matched
from govcheck.rules.case import Case
from govcheck.rules.findings import chosen_plan
from govcheck.rules.plan_words import NOT_SAID, claim_text, needing_text, plan_label, result_text, said_text, ways_out
from govcheck.rules.plans import Offered, plan_rows
from govcheck.tools.terminal import Grid
from govcheck.words.checklist import PlanTable
from govcheck.words.engagement import Confirmation, Engagement
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import UNKNOWN, Offer

ABOUT = (
    "Type the number of a row, its id or the beginning of its name, to record what the account team said of it; "
    "w goes through all rows that are needed."
)
WALK = "w"


@dataclass(frozen=True)
class Table:
    """The plan table of one engagement."""

    file: EngagementFile
    case: Case
    plans: PlanTable
    rows: tuple[Offered, ...]

    @property
    def plan(self) -> str:
        return chosen_plan(self.case)

    @property
    def choices(self) -> Choices:
        labels = {one.row.id: one.row.title for one in self.rows}
        return Choices(labels, tuple(labels))

    def row(self, id: str) -> Offered:
        return next(one for one in self.rows if one.row.id == id)

    def grid(self) -> Grid:
        columns = ("Result", "Needed by", "Claimed", "Confirmed")
        return Grid(columns, [(one.row.title, self.cells(one)) for one in self.rows], lettered=False)

    def cells(self, one: Offered) -> tuple[str, ...]:
        said = said_text(self.case, one.said) if one.said else NOT_SAID
        fault = f"; it does not count: {one.fault}" if one.fault else ""
        return (one.result.label, needing_text(self.case, one), claim_text(one), said + fault)


def table(sitting: Sitting) -> Table | None:
    file = readable(sitting)
    case = file.case(sitting.today)
    return Table(file, case, case.checklist.plans, plan_rows(case)) if case.checklist.plans else None


def change_plans(sitting: Sitting, course: Course) -> Course:
    """Shows the plan table and changes what is named, until Enter alone or b."""
    person = sitting.person
    while now := table(sitting):
        if now.plan == UNKNOWN:
            first = f"Answer that first: f, then {now.plans.question}."
            person.show(f"The plan is not known yet, and a confirmation is for one plan. {first}", "poor")
            return course
        sitting.tell(shown(now))
        person.grid(now.grid())
        sitting.tell(ways(now))
        try:
            typed = ask_line(person, "Which row (Enter: done)", ABOUT)
        except Back:
            return course
        if not typed:
            return course
        if hyphened(typed) == WALK:
            course = walked(sitting, course, tuple(one.row.id for one in now.rows if one.needing))
        elif row := matched(typed, now.choices.words):
            course = one_row(sitting, course, row)
        else:
            person.show(f"{now.choices.fault(typed)} {ABOUT}", "poor")
    person.show("This checklist has no plan table.", "quiet")
    return course


def shown(now: Table) -> Iterator[Line]:
    """What stands above the table."""
    yield "", ""
    yield f"What the plan has: {plan_label(now.case, now.plan)}", "title"
    counts = f"A yes of the account team counts for {now.plans.stale_after} days."
    yield f"Claimed is what the source says; only the account team confirms. {counts}", "quiet"


def ways(now: Table) -> Iterator[Line]:
    """What stands below it: for each gap what ends it."""
    gaps = [one for one in now.rows if one.result is Offer.GAP]
    if gaps:
        yield "Ways out of each gap:", ""
    for one in gaps:
        yield f"  {one.row.title}", ""
        yield from ((f"    {way}", "") for way in ways_out(now.case, one))


def walked(sitting: Sitting, course: Course, rows: tuple[str, ...]) -> Course:
    """Row by row; b leads to the one before, and from the first one back to the table."""
    if not rows:
        sitting.person.show("Nothing here needs any of the rows.", "quiet")
    at = 0
    while 0 <= at < len(rows):
        try:
            course = one_row(sitting, course, rows[at], within=True)
        except Back:
            at -= 1
        else:
            at += 1
    return course


def one_row(sitting: Sitting, course: Course, id: str, *, within: bool = False) -> Course:
    """Asks what was confirmed of one row and saves it. Raises Back only `within` a walk, and Quit."""
    now = table(sitting)
    assert now is not None  # the row came from it
    one = now.row(id)
    sitting.tell(told(now.case, one))
    request = Request(sitting.person, now.case, now.file.folder, one.row.id, one.plan, course.reply)
    try:
        saved = put_in_place(sitting, now.file, lambda known: with_plan(known, id, confirmed(request)))
    except Back:
        if within:
            raise
        return course
    if saved is None:
        return course
    case = saved.file.case(sitting.today)
    after = next(one for one in plan_rows(case) if one.row.id == id)
    sitting.person.show(result_text(case, after), "poor" if after.fault or after.result is Offer.GAP else "good")
    return replace(course.with_saved(saved, f"what was confirmed of {id}"), reply=after.said or course.reply)


def told(case: Case, one: Offered) -> Iterator[Line]:
    """What one has to know of a row."""
    yield "", ""
    yield one.row.id, "quiet"
    yield one.row.title, "title"
    yield f"  Needed by: {needing_text(case, one)}", ""
    yield f"  The source claims for {plan_label(case, one.plan)}: {claim_text(one)}", ""
    yield f"  Confirmed: {said_text(case, one.said)}; {one.said.ref}" if one.said else f"  {NOT_SAID}", ""
    if one.fault:
        yield f"  It does not count: {one.fault}.", "poor"
    yield f"  Result: {one.result.label}", ""
    yield from ((f"  Way out: {way}", "") for way in ways_out(case, one))


def with_plan(engagement: Engagement, row: str, said: Confirmation | None) -> Engagement:
    plans = {id: one for id, one in engagement.plans.items() if id != row}
    return replace(engagement, plans={**plans, **({row: said} if said else {})})
