"""Whose report this is, who signs it, and what it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.assess import RULES
from govcheck.rules.report.approved import approver, status
from govcheck.rules.report.blocks import (
    Block,
    Blocks,
    Fact,
    Facts,
    Line,
    Lines,
    Points,
    Table,
    cell,
    fact,
    filled,
    prose,
)
from govcheck.rules.report.editions import SAYS, shows
from govcheck.rules.report.lasting import valid_until
from govcheck.rules.report.marks import (
    EXCLUDED,
    EXCLUDED_MEANS,
    LATER,
    LATER_MEANS,
    READY,
    READY_SAYS,
    RESULT_SAYS,
    RESULTS,
    STANDING_MEANS,
    STANDINGS,
    VERDICTS,
)
from govcheck.rules.report.order import CAN_BE_LEFT_OUT
from govcheck.rules.report.partial import has
from govcheck.rules.report.phrases import day, role_title, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.wording import stage_words, use_title, value_labels
from govcheck.words.assessment import Approved
from govcheck.words.checklist import Edition
from govcheck.words.vocabulary import Verdict

NOTICE = "Assessed from the answers given on the date stated. Not legal advice."
METHOD = """\
Each control is one question about the deployment. People answer it and name evidence; the rest is worked out from the
answers, the facts given and the day of assessment, by the rules below and always in the same way.

Each use case is judged by itself, by the controls that concern it and that have to hold for the step that is decided:
to sign, to go live, or to go on operating.

A control counts when it is met with fresh evidence of a kind that is accepted for it, when it does not apply, or when
somebody other than the owner of the gap has accepted it until a date. Where a blocker or a required control is said not
to apply, somebody who neither answered nor owns it has to approve that. What is unanswered, not known, out of date or
without evidence does not count.

A blocker that does not count closes every use case in which it is a blocker: the use case is stopped where it is
decided that the gap stays, else it is on hold. A required control that does not count is a condition where somebody
closes the gap by a date no later than the next review, with a safeguard until then; without that it holds the use cases
that it concerns. Recommended controls are shown and decide nothing by themselves.

An unanswered blocker or required control, a contradiction between answers, a needed fact that nobody knows and an
incomplete front page leave the whole decision open. They change no other state. A combination that is not permitted
holds the use cases in which it occurs.

An acceptance, an approved "not applicable", a warning, and a blocker of which only its owner gathered the evidence are
conditions of the decision.

{own}

Files named as evidence are compared with the fingerprint that was recorded for them. Addresses on the net are kept as
given and were not opened."""
OF_MATRIX = """\
The matrix stops a use case that stands in a prohibited cell, and holds one that stands in a cell which nobody has set.
A cell that is set looser than the checklist has it counts only while somebody other than the owner accepts it."""
SHOWS = "The digest shows whether anything changed since. It does not show who typed a name."
OF_PLAN = """\
What is needed and not known to be offered by the chosen plan leaves the whole decision open as well."""


def document_control(review: Review) -> Blocks:
    front, assessment, checklist = review.front, review.assessment, review.checklist
    branding, several = review.origin.branding, len(checklist.editions) > 1
    facts = (
        fact("Organisation", front.organization),
        fact("Review", front.title),
        *filled(
            fact("Classification", branding.classification),
            fact("Prepared by", branding.prepared_by),
            fact("Contact", branding.contact),
        ),
        fact("Owner", front.owner or "not given"),
        fact("Reviewed by", front.reviewed_by or "not given"),
        fact("Date of the review", day(front.dated)),
        fact("Next review", day(front.next_review)),
        fact("Assessed for", stage_words(assessment)),
        fact("Assessed as of", day(assessment.as_of)),
        *((Fact("Valid until", valid_until(review)),) if review.supported else ()),
        fact("Status", status(review)),
        *filled(fact("Edition", SAYS[review.edition]), fact("Annexes left out", left_out(review))),
        Fact("Checklists" if several else "Checklist", tuple(map(edition_line, checklist.editions))),
        Fact(
            f"{'Fingerprints of the checklists' if several else 'Fingerprint of the checklist'} (SHA-256)",
            tuple(Line(f"{one.id}:" if several else "", code=one.digest) for one in checklist.editions),
        ),
        fact("Made with", review.origin.tool),
        Fact("Fingerprint of the answers file (SHA-256)", (Line(code=review.origin.answers_sha256),)),
    )
    return (Facts(facts),)


def left_out(review: Review) -> str:
    """What this report would have had besides; a reader has to know that it is not all there is."""
    names = review.origin.branding.sections.without
    there = (name for name in names if shows(review.edition, name) and has(review, name))
    return sentence("; ".join(CAN_BE_LEFT_OUT[name] for name in there))


def edition_line(edition: Edition) -> Line:
    adapts = f", adapts {edition.extends}" if edition.extends else ""
    return Line(f"{edition.title}, version {edition.version}{adapts}", code=edition.id)


def sign_off(review: Review) -> Blocks:
    columns = ("Role", "Name", "Decision", "Date", "Signature")
    rows = tuple(approval_row(review, one) for one in review.assessment.approvals)
    return (
        prose(standing(review)),
        Table("Approval of the decision in this report.", columns, rows or (owner_row(review),)),
    )


def standing(review: Review) -> str:
    """What the block amounts to, and no more than that."""
    if not review.assessment.approvals:
        return "The checklist names nobody who approves, so this report stays a draft. Its owner can sign here."
    if review.assessment.approved:
        return f"Everybody who has to approve has approved. {SHOWS}"
    given = any(one.approval for one in review.assessment.approvals)
    return f"This report is a draft until everybody named here has approved it.{f' {SHOWS}' if given else ''}"


def approval_row(review: Review, one: Approved) -> tuple[Lines, ...]:
    """One role: empty cells to sign in, or what was approved and whether it still counts."""
    title, given = cell(role_title(review, one.role)), one.approval
    if given is None:
        return (title, cell(approver(review, one.role)), (), (), ())
    void = Line(sentence(one.why), label="" if one.void else "Does not count:")
    decision = (
        *((void,) if one.why else ()),
        Line(f"{given.verdict.label}."),
        *((Line(f"Until {given.until}. {sentence(given.reason)}"),) if given.until else ()),
        Line("Digest of what was approved:", code=given.digest),
    )
    return (title, cell(given.by), decision, cell(f"{given.at:%Y-%m-%d %H:%M} UTC"), ())


def owner_row(review: Review) -> tuple[tuple[Line, ...], ...]:
    return (cell("Owner of the review"), cell(review.front.owner), (), (), ())


def basis(review: Review) -> Blocks:
    states = (
        *(Fact(STANDINGS[standing].word, cell(means)) for standing, means in STANDING_MEANS.items()),
        fact(LATER.word, LATER_MEANS),
        fact(EXCLUDED.word, EXCLUDED_MEANS),
    )
    results = tuple(Fact(RESULTS[result].word, cell(says)) for result, says in RESULT_SAYS.items())
    verdicts = tuple(Fact(VERDICTS[verdict].word, cell(RULES[verdict])) for verdict in Verdict)
    blocks: list[Block] = [
        prose(*method(review)),
        Facts(states, "States of a control"),
        Facts((*results, fact(READY.word, READY_SAYS)), "What becomes of a use case"),
        Facts(verdicts, "Verdicts: the first line that fits decides"),
    ]
    table = facts_table(review)
    if table.rows:
        blocks.append(table)
    if review.checklist.sources:
        blocks.append(Points(tuple(source_line(review, id) for id in review.checklist.sources), "Sources", shown=20))
    return (*blocks, prose(NOTICE))


def method(review: Review) -> Iterator[str]:
    """The method in paragraphs, of matrix and plan only where the checklist has them."""
    own = ((OF_MATRIX, review.checklist.matrix), (OF_PLAN, review.checklist.plans))
    text = METHOD.format(own="\n\n".join(paragraph for paragraph, there in own if there))
    yield from (" ".join(paragraph.split()) for paragraph in text.split("\n\n") if paragraph.strip())


def facts_table(review: Review) -> Table:
    """The facts that were given, for the whole and for each use case."""
    case = review.case
    asked = [question for question in review.checklist.profile.values() if question.derived is None]
    rows = []
    for question in asked:
        own = {
            use: case.use_cases[use].profile[question.id]
            for use in case.use_cases
            if question.id in case.use_cases[use].profile
        }
        lines = tuple(
            Line(value_labels(case, question.id, have), label=f"{use_title(case, use)}:") for use, have in own.items()
        )
        if question.id in case.engagement.profile:
            lines = (Line(value_labels(case, question.id, case.engagement.profile[question.id])), *lines)
        rows.append((cell(question.text), lines or cell("Not answered")))
    return Table("As given by the organisation.", ("Question", "Answer"), tuple(rows), "Facts about the deployment")


def source_line(review: Review, id: str) -> Line:
    known = {source.id: source for source in review.origin.sources}.get(id)
    if known is None:
        return Line(code=id)
    return Line(f"{known.title}. {known.publisher}. Date of the document: {known.dated}.", code=id)
