"""What was found about contract and policy, clause by clause of the sources: for counsel."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.rules.counsel import about_contract, counsel
from govcheck.rules.names import folded
from govcheck.rules.owners import doer
from govcheck.rules.questions import answered, asked_by
from govcheck.rules.report.action_plan import NOBODY
from govcheck.rules.report.blocks import Block, Blocks, Line, Lines, Points, Prose, Table, cell
from govcheck.rules.report.exchanges import numbers
from govcheck.rules.report.marks import OFFERS, SEVERITIES
from govcheck.rules.report.phrases import clause, control_line, control_mark, role_title
from govcheck.rules.report.review import Review
from govcheck.rules.trace import Citation, Cites
from govcheck.words.digest import Digest, SourceFact
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import EvidenceKind, Offer, Outcome, Standing, Subject

OWN_WORDS = "In our own words. Read the clause itself before anything rests on it."
SETTLED = "Nothing that rests on this source and is due now is open."
UNCLEAR = "Unclear, missing or contradictory in the text"


@dataclass(frozen=True)
class Issue:
    """Something that is open and rests on a fact of a source."""

    line: Line
    who: str
    """Who sees to it."""


def contract(review: Review) -> Blocks:
    found = issues(review)
    blocks: list[Block] = []
    for digest in review.trace.digests:
        rows = tuple(clause_rows(digest, found))
        columns = ("Clause", "What it says", "What is open", "Who sees to it")
        settled = Prose(cell(SETTLED), digest.title)
        blocks.append(Table(OWN_WORDS, columns, rows, digest.title) if rows else settled)
        if digest.defects:
            blocks.append(Points(tuple(map(Line, digest.defects)), f"{UNCLEAR}: {digest.id}", shown=3))
    relied = tuple(relied_rows(review))
    if relied:
        caption = "These answers count because of what an agreement says. When the clause changes, look at them again."
        blocks.append(Table(caption, ("Control", "Clause"), relied, "What rests on a clause of an agreement"))
    differing = tuple(differing_lines(review))
    if differing:
        intro = f"The agreement prevails, and these replies do not count. {counsel(review.case)} decides what follows."
        blocks.append(Points(differing, "Replies that differ from the agreement", intro=intro))
    replies = tuple(reply_lines(review))
    if replies:
        intro = f"Where a reply and the agreement differ, the agreement prevails. This is for {counsel(review.case)}."
        blocks.append(Points(replies, "Replies to compare with the agreement", intro=intro))
    return tuple(blocks)


def issues(review: Review) -> Mapping[str, tuple[Issue, ...]]:
    """What is open, by the fact that it rests on, in the order of the checklist."""
    found: dict[str, tuple[Issue, ...]] = {}
    for citation in review.trace.citations:
        for issue in issues_of(review, citation):
            if issue not in found.get(citation.fact, ()):
                found[citation.fact] = (*found.get(citation.fact, ()), issue)
    return found


def issues_of(review: Review, citation: Citation) -> Iterator[Issue]:
    """What is open about one thing that rests on a fact; nothing where all is well."""
    match citation.cites:
        case Cites.CONTROL:
            yield from control_issues(review, citation.id)
        case Cites.QUESTION:
            number = numbers(review.judgement).get(citation.id)
            if number:
                to = review.checklist.questions[citation.id].to
                line = Line(f"Question {number} is open.", code=citation.id, anchor=f"question-{citation.id}")
                yield Issue(line, role_title(review, to))
        case Cites.RULE:
            for found in review.assessment.findings:
                if found.about is Subject.RULE and found.subject == citation.id:
                    mark = SEVERITIES[review.checklist.rules[citation.id].severity]
                    yield Issue(Line(found.text, mark=mark, code=citation.id), review.front.owner)
        case Cites.PLAN:
            offer = review.offers.get(citation.id, Offer.NOT_NEEDED)
            if offer in (Offer.GAP, Offer.CLAIMED):
                assert review.checklist.plans is not None  # the offer came from there
                title = review.checklist.plans.rows[citation.id].title
                yield Issue(Line(title, mark=OFFERS[offer]), review.front.owner)
        case Cites.SECTION | Cites.PROFILE | Cites.MATRIX | Cites.RESPONSIBILITY:
            return


def control_issues(review: Review, control: str) -> Iterator[Issue]:
    """A control that is due and does not count, or counts only because somebody accepted its gap."""
    if control in review.assessment.due:
        standing = review.assessment.states[control].standing
        if not standing.settled or standing is Standing.ACCEPTED:
            yield Issue(control_line(review, control, control_mark(review, control)), doer(review.case, control))


def clause_rows(digest: Digest, found: Mapping[str, tuple[Issue, ...]]) -> Iterator[tuple[Lines, ...]]:
    """A row for each clause with something open, in the order of the source."""
    clauses: dict[str, list[SourceFact]] = {}
    for fact in digest.facts.values():
        if fact.id in found:
            clauses.setdefault(fact.section, []).append(fact)
    for section, facts in clauses.items():
        here = tuple(dict.fromkeys(issue for fact in facts for issue in found[fact.id]))
        yield (
            cell(clause(section)),
            tuple(Line(fact.text, code=fact.id) for fact in facts),
            tuple(issue.line for issue in here),
            tuple(map(Line, {folded(issue.who): issue.who or NOBODY for issue in here}.values())),
        )


def relied_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    """The answers that are met by a clause of an agreement."""
    for id, answer in review.case.engagement.answers.items():
        state = review.assessment.states.get(id)
        if state and state.standing is Standing.MET:
            refs = dict.fromkeys(proof.ref for proof in answer.evidence if proof.kind is EvidenceKind.CONTRACT_CLAUSE)
            if refs:
                yield (control_line(review, id),), tuple(map(Line, refs))


def differing_lines(review: Review) -> Iterator[Line]:
    """The replies that somebody found to differ from the agreement, with what that says."""
    for id, exchange in review.case.engagement.questions.items():
        if exchange.outcome is Outcome.DIFFERS:
            said = f"Reply of {exchange.replied_on} by {exchange.replied_by}."
            yield Line(f"{said} {exchange.contract_says}".strip(), code=id, anchor=f"question-{id}")


def reply_lines(review: Review) -> Iterator[Line]:
    """The replies that count as answers, to questions that a clause could answer as well."""
    for id, exchange in review.case.engagement.questions.items():
        asking = asked_by(review.case, review.assessment, id)
        if answered(review.case, exchange) and about_contract(review.case, asking):
            said = f"Reply of {exchange.replied_on} by {exchange.replied_by}."
            yield Line(said, code=id, anchor=f"question-{id}")
