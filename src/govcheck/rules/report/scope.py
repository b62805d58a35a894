"""What the decision stands on besides answers: the matrix, the plan and who is responsible for what."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.criteria import holds
from govcheck.rules.matrix import Ruling, places, ruling
from govcheck.rules.report.blocks import Block, Blocks, Line, Lines, Points, Table, cell
from govcheck.rules.report.marks import CELLS, CLAIMED, CONFIRMED, GAP, NOT_NEEDED
from govcheck.rules.report.phrases import accepted_by, day, lead, use_mark, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title, use_title, value_label
from govcheck.words.checklist import Matrix, PlanRow, PlanTable
from govcheck.words.vocabulary import UNKNOWN, Claim, Subject

CAPTION = "What is permitted in principle. Each use case stands in its cells with what is decided about it."


def matrix(review: Review) -> Blocks:
    table = review.checklist.matrix
    if table is None:
        return ()
    profile = review.checklist.profile
    columns = ("", *profile[table.columns].values.values())
    rows = tuple(
        (cell(label), *(cell_lines(review, table, row, column) for column in profile[table.columns].values))
        for row, label in profile[table.rows].values.items()
    )
    blocks: list[Block] = [Table(CAPTION, columns, rows, grid=True)]
    differing = tuple(difference(review, table, place) for place in review.case.engagement.matrix)
    if differing:
        caption = "Stricter counts freely; looser only while somebody accepts it."
        heads = ("Cell", "Checklist", "This review", "What counts", "Accepted by", "Until")
        blocks.append(Table(caption, heads, differing, "Where this review differs from the checklist"))
    rails = (
        Line(text, label=lead(value_label(review.case, table.rows, row))) for row, text in table.guardrails.items()
    )
    if table.guardrails:
        blocks.append(Points(tuple(rails), "Conditions that always go with a row"))
    return tuple(blocks)


def cell_lines(review: Review, table: Matrix, row: str, column: str) -> Lines:
    uses = (use for use, facts in review.facts.items() if (row, column) in places(table, facts))
    titles = (Line(use_title(review.case, use), mark=use_mark(review, use)) for use in uses)
    return (Line(mark=CELLS[ruling(review.case, table, (row, column)).cell]), *titles)


def difference(review: Review, table: Matrix, place: tuple[str, str]) -> tuple[Lines, ...]:
    chosen, ruled = review.case.engagement.matrix[place], ruling(review.case, table, place)
    accepted = chosen.acceptance
    return (
        cell(cell_title(review.case, "/".join(place))),
        (Line(mark=CELLS[ruled.given]),),
        (Line(mark=CELLS[chosen.cell]),),
        counts_lines(ruled),
        cell(accepted_by(accepted) if accepted else "No acceptance needed" if not ruled.looser else "Nobody"),
        cell(day(accepted.expires, "") if accepted else ""),
    )


def counts_lines(ruled: Ruling) -> Lines:
    fault = f"The looser setting does not count: {ruled.fault}." if ruled.fault else ""
    return (Line(mark=CELLS[ruled.cell]), *cell(fault))


def plan_gaps(review: Review) -> Blocks:
    table = review.checklist.plans
    if table is None:
        return ()
    plans = dict.fromkeys(facts.values(table.question)[0] for facts in review.facts.values())
    named = (
        ", ".join(value_label(review.case, table.question, plan) for plan in plans if plan != UNKNOWN)
        or "not known yet"
    )
    rows = tuple(plan_row(review, table, row, tuple(plans)) for row in table.rows.values())
    caption = f"The plan is: {named}. A claim of the source may show a gap; only the vendor's reply confirms."
    return (Table(caption, ("Plan row", "Result", "Needed by", "Claimed", "Confirmed"), rows),)


def plan_row(review: Review, table: PlanTable, row: PlanRow, plans: tuple[str, ...]) -> tuple[Lines, ...]:
    needing = tuple(
        use for use, facts in review.facts.items() if row.needed is not None and holds(row.needed, facts) is not False
    )
    counting = [said for plan in plans if (said := review.case.confirmation(row.id, plan))]
    gap = any(found.about is Subject.PLAN and found.subject == row.id for found in review.assessment.findings)
    offered = any(said.confirmed is Claim.YES for said in counting)
    result = GAP if gap else CONFIRMED if offered else CLAIMED if needing else NOT_NEEDED
    return (
        cell(row.title),
        (Line(mark=result),),
        cell(uses_text(review, needing) or "Nothing here"),
        tuple(claims(review, table, row, plans)),
        confirmation_lines(review, table, row, plans[0]),
    )


def claims(review: Review, table: PlanTable, row: PlanRow, plans: tuple[str, ...]) -> Iterator[Line]:
    """What the source says of the chosen plan, and how it was read from it."""
    for plan in plans:
        claim = row.claimed.get(plan, Claim.UNKNOWN)
        basis = f" ({row.basis} by the source)" if row.basis and claim is not Claim.UNKNOWN else ""
        label = lead(value_label(review.case, table.question, plan)) if len(plans) > 1 else ""
        yield Line(f"{claim.label}{basis}", label=label)


def confirmation_lines(review: Review, table: PlanTable, row: PlanRow, chosen: str) -> Lines:
    said = review.case.engagement.plans.get(row.id)
    if said is None:
        return cell("No confirmation recorded")
    plan = value_label(review.case, table.question, said.plan)
    line = Line(f"{said.confirmed.label} for {plan}, by {said.by} on {said.dated}; {said.ref}")
    fault = review.case.confirmation_fault(said, chosen)
    return (line, Line(f"It does not count: {fault}.")) if fault else (line,)


def responsibilities(review: Review) -> Blocks:
    tasks, roles = review.checklist.responsibilities, review.checklist.roles
    parties = tuple(dict.fromkeys(party for task in tasks.values() for party in task.parties))
    blocks: list[Block] = []
    if tasks:
        rows = tuple(
            (cell(task.title), *(cell(task.parties.get(party, "-")) for party in parties)) for task in tasks.values()
        )
        columns = ("Task", *(party.replace("-", " ").capitalize() for party in parties))
        blocks.append(Table("Who does what.", columns, rows))
    if roles:
        people = review.front.people
        named = tuple((cell(title), cell(people.get(role, "Nobody is named"))) for role, title in roles.items())
        blocks.append(Table("Who holds each role in this review.", ("Role", "Person"), named, "People"))
    return tuple(blocks)
