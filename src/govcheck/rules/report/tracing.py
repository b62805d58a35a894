"""The annex that leads from each control to the fact that it rests on, and to the section of the source."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govcheck.rules.report.blocks import Block, Blocks, Line, Lines, Points, Table, cell
from govcheck.rules.report.phrases import clause, control_line
from govcheck.rules.report.review import Review
from govcheck.rules.trace import Cites
from govcheck.words.checklist import Checklist, Section

INDICATIVE = "As the checklist names them: a help for the reader, and no claim of conformity."
OTHERS: Mapping[Cites, str] = {
    Cites.SECTION: "Section",
    Cites.PROFILE: "Question about the deployment",
    Cites.MATRIX: "Row of the matrix",
    Cites.PLAN: "Plan row",
    Cites.RESPONSIBILITY: "Shared responsibility",
    Cites.QUESTION: "Question to the account team",
    Cites.RULE: "Cross-check",
}
"""What rests on facts besides controls."""


def tracing(review: Review) -> Blocks:
    found, blocks = review.trace, list[Block]()
    if not found.citations:
        return tuple(references(review))
    for section in review.checklist.sections.values():
        rows = tuple(control_rows(review, section))
        if rows:
            caption = "What each control rests on, in our own words."
            blocks.append(Table(caption, ("Control", "Facts of the sources"), rows, section.title))
    others = tuple(other_rows(review))
    if others:
        blocks.append(
            Table("Besides controls.", ("What", "Facts of the sources"), others, "What else rests on a source")
        )
    aside = tuple(Line(why, label=f"{id}:") for id, why in found.set_aside.items())
    if aside:
        blocks.append(Points(aside, "Set aside, with the reason"))
    if found.missing:
        blocks.append(Points(fact_lines(review, found.missing), "Said by a source, and asked by nothing"))
    return (*blocks, *references(review))


def cited(review: Review) -> Mapping[tuple[Cites, str], tuple[str, ...]]:
    """The facts that each thing rests on."""
    found: dict[tuple[Cites, str], tuple[str, ...]] = {}
    for one in review.trace.citations:
        found[one.cites, one.id] = (*found.get((one.cites, one.id), ()), one.fact)
    return found


def control_rows(review: Review, section: Section) -> Iterator[tuple[Lines, ...]]:
    facts = cited(review)
    for id in section.controls:
        if (Cites.CONTROL, id) in facts:
            yield (control_line(review, id),), fact_lines(review, facts[Cites.CONTROL, id])


def other_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    for (cites, id), facts in cited(review).items():
        if cites in OTHERS:
            title = Line(title_of(review.checklist, cites, id), label=f"{OTHERS[cites]}:", code=id)
            yield (title,), fact_lines(review, facts)


def title_of(checklist: Checklist, cites: Cites, id: str) -> str:
    """The name of what rests on a fact; empty where it has none but its id."""
    match cites:
        case Cites.SECTION:
            return checklist.sections[id].title
        case Cites.PROFILE:
            return checklist.profile[id].text
        case Cites.MATRIX if checklist.matrix:
            return checklist.profile[checklist.matrix.rows].values[id]
        case Cites.PLAN if checklist.plans:
            return checklist.plans.rows[id].title
        case Cites.RESPONSIBILITY:
            return checklist.responsibilities[id].title
        case Cites.RULE:
            return checklist.rules[id].says
        case _:
            return ""


def fact_lines(review: Review, ids: Iterable[str]) -> Lines:
    """Each fact with the section that says it, and the source where there are several."""
    digests = review.trace.digests
    home = {id: digest.id for digest in digests for id in digest.facts}
    known = review.trace.facts

    def line(id: str) -> Line:
        if id not in known:
            return Line(code=id)
        source = f"{home[id]}, " if len(digests) > 1 else ""
        return Line(known[id].text, label=f"{source}{clause(known[id].section)}:", code=id)

    return tuple(map(line, ids))


def references(review: Review) -> Iterator[Block]:
    """Which controls a checklist relates to which entries of other frameworks."""
    named: dict[str, tuple[str, ...]] = {}
    for control in review.checklist.controls.values():
        for reference in control.references:
            named[reference] = (*named.get(reference, ()), control.id)
    rows = tuple((cell(id), tuple(control_line(review, one) for one in named[id])) for id in sorted(named))
    if rows:
        yield Table(INDICATIVE, ("Reference", "Controls"), rows, "Cross-reference to other frameworks")
