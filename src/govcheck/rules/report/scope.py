"""What the decision stands on besides answers: the matrix, the plan and who is responsible for what."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from govcheck.rules.findings import chosen_plan
from govcheck.rules.matrix import Ruling, discounted, places, ruling
from govcheck.rules.plan_words import NOT_SAID, claim_text, needing_text, plan_label, said_text, ways_out
from govcheck.rules.plans import Offered, plan_rows
from govcheck.rules.report.blocks import Block, Blocks, Fact, Facts, Line, Lines, Picture, Points, Table, cell
from govcheck.rules.report.heat import HeatCell, heat
from govcheck.rules.report.marks import CELLS, OFFERS
from govcheck.rules.report.phrases import accepted_by, day, holder, lead, role_title, sentence, use_mark
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title, use_title, value_label
from govcheck.words.checklist import Matrix, Party, Responsibility
from govcheck.words.vocabulary import UNKNOWN, Cell, Offer

NOTHING = "-"
"""How a checklist says that a party does nothing for a task."""
CAPTION = "What is permitted in principle. Each use case stands in its cells with what is decided about it."

HEAT: Mapping[Cell | None, str] = {cell: f"level-{number}" for number, cell in enumerate(Cell)} | {None: "level-none"}
"""How a cell looks in the picture: the stricter, the darker."""


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
    blocks: list[Block] = [Table(CAPTION, columns, rows, grid=True, picture=heat_map(review, table))]
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


def heat_map(review: Review, table: Matrix) -> Picture:
    """How strict each cell is, and how many use cases stand in it."""
    profile = review.checklist.profile
    rows, columns = profile[table.rows].values, profile[table.columns].values
    cells = {
        (row, column): heat_cell(review, table, (row_id, column_id))
        for row, row_id in enumerate(rows)
        for column, column_id in enumerate(columns)
    }
    return heat(tuple(rows.values()), tuple(columns.values()), cells, "How strict the matrix is")


def heat_cell(review: Review, table: Matrix, place: tuple[str, str]) -> HeatCell:
    found = ruling(review.case, table, place).cell
    uses = (use for use, facts in review.facts.items() if place in places(table, facts))
    counts = Counter(use_mark(review, use) for use in uses)
    return HeatCell(HEAT[found], CELLS[found], tuple(counts.items()))


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
    fault = discounted(ruled) if ruled.fault else ""
    return (Line(mark=CELLS[ruled.cell]), *cell(sentence(fault)))


def plan_gaps(review: Review) -> Blocks:
    rows = plan_rows(review.case)
    if not rows:
        return ()
    plan = chosen_plan(review.case)
    named = plan_label(review.case, plan) if plan != UNKNOWN else "not known yet"
    caption = f"The plan is: {named}. A claim of the source may show a gap; only the vendor's reply confirms."
    heads = ("Plan row", "Result", "Needed by", "Claimed", "Confirmed")
    table = Table(caption, heads, tuple(plan_row(review, one) for one in rows))
    ways = tuple(
        Fact(one.row.title, tuple(map(Line, ways_out(review.case, one)))) for one in rows if one.result is Offer.GAP
    )
    return (table, Facts(ways, "Ways out of each gap")) if ways else (table,)


def plan_row(review: Review, one: Offered) -> tuple[Lines, ...]:
    return (
        cell(one.row.title),
        (Line(mark=OFFERS[one.result]),),
        cell(needing_text(review.case, one)),
        cell(claim_text(one)),
        confirmation_lines(review, one),
    )


def confirmation_lines(review: Review, one: Offered) -> Lines:
    if one.said is None:
        return cell(NOT_SAID)
    line = Line(f"{said_text(review.case, one.said)}; {one.said.ref}")
    return (line, Line(f"It does not count: {one.fault}.")) if one.fault else (line,)


def responsibilities(review: Review) -> Blocks:
    tasks, roles = review.checklist.responsibilities, review.checklist.roles
    blocks: list[Block] = []
    if tasks:
        blocks.append(shared_tasks(review))
    if roles:
        named = tuple((cell(title), cell(holder(review, role, "Nobody is named"))) for role, title in roles.items())
        blocks.append(Table("Who holds each role in this review.", ("Role", "Person"), named, "People"))
    return tuple(blocks)


def shared_tasks(review: Review) -> Table:
    """Who does what; below each party, the persons who stand behind it in this review."""
    tasks, known = review.checklist.responsibilities.values(), review.checklist.parties
    used = dict.fromkeys(party for task in tasks for party in task.parties)
    parties = [known.get(id) or Party(id, id.replace("-", " ").capitalize()) for id in used]
    rows = [(cell(task.title), *(part_lines(review, task, party) for party in parties)) for task in tasks]
    if known:
        rows.insert(0, (cell("Persons"), *(person_lines(review, party) for party in parties)))
    return Table("Who does what.", ("Task", *(party.title for party in parties)), tuple(rows))


def person_lines(review: Review, party: Party) -> Lines:
    named = {role: holder(review, role, "nobody is named") for role in party.roles}
    return tuple(Line(name, label=lead(role_title(review, role))) for role, name in named.items()) or cell(
        "No role stands behind it."
    )


def part_lines(review: Review, task: Responsibility, party: Party) -> Lines:
    """What a party does for a task, and that nobody is named who would do it."""
    does = task.parties.get(party.id, NOTHING)
    nobody = party.roles and not any(review.front.people.get(role) for role in party.roles)
    return (Line(does), Line("Nobody is named for this.")) if nobody and does != NOTHING else cell(does)
