"""The report: its parts in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from govcheck.rules.judge import Judgement
from govcheck.rules.report.account_team import about, asked_questions
from govcheck.rules.report.action_plan import action_plan
from govcheck.rules.report.answers import answers
from govcheck.rules.report.applicability import applicability
from govcheck.rules.report.approved import marking, running
from govcheck.rules.report.blocks import Blocks, Part, Report
from govcheck.rules.report.calendar import dates
from govcheck.rules.report.changes import changes
from govcheck.rules.report.contract import contract
from govcheck.rules.report.decided import acceptances, questions
from govcheck.rules.report.decision import conditions_and_changes, decision
from govcheck.rules.report.editions import SAYS, in_edition, shows
from govcheck.rules.report.evidence import evidence
from govcheck.rules.report.formalities import NOTICE, basis, document_control, sign_off
from govcheck.rules.report.gaps import contradictions, gaps
from govcheck.rules.report.guardrails import guardrails
from govcheck.rules.report.order import VIEW, is_kept, place
from govcheck.rules.report.partial import has, kept, made_for, says, without_dead_links
from govcheck.rules.report.review import Before, Origin, Review, Wanted
from govcheck.rules.report.scope import matrix, plan_gaps, responsibilities
from govcheck.rules.report.stamp import stamp_text
from govcheck.rules.report.standing import readiness, topics, view
from govcheck.rules.report.tracing import tracing
from govcheck.words.vocabulary import ReportEdition

Compute = Callable[[Review], Blocks]
BEFORE_VIEWS: tuple[tuple[str, str, Compute], ...] = (
    ("decision", "Decision", decision),
    ("topics", "Topics at a glance", topics),
    ("conditions", "Conditions and the way forward", conditions_and_changes),
    ("changes", "What changed since the last report", changes),
    ("document-control", "Document control", document_control),
    ("guardrails", "Guardrails", guardrails),
)
AFTER_VIEWS: tuple[tuple[str, str, Compute], ...] = (
    ("readiness", "Readiness by section", readiness),
    ("gaps", "Blockers and gaps", gaps),
    ("contradictions", "Contradictions and warnings", contradictions),
    ("matrix", "What is allowed where", matrix),
    ("plan-gaps", "Plan and gaps", plan_gaps),
    ("responsibilities", "Shared responsibility", responsibilities),
    ("contract", "Contract and policy findings", contract),
    ("acceptances", "Risk acceptances", acceptances),
    ("questions", "Open questions for the account team", questions),
    ("action-plan", "Action plan by owner and by phase", action_plan),
    ("dates", "What ends and what falls due", dates),
    ("sign-off", "Sign-off", sign_off),
    ("answers", "Annex: every answer", answers),
    ("applicability", "Annex: statement of applicability", applicability),
    ("evidence", "Annex: evidence register", evidence),
    ("trace", "Annex: from each control to its source", tracing),
    ("basis", "Annex: basis and method", basis),
)
VENDOR_PARTS: tuple[tuple[str, str, Compute], ...] = (
    ("about", "About these questions", about),
    ("questions", "Questions for the account team", asked_questions),
)
"""All that the vendor edition has."""


CALLED: Mapping[ReportEdition, str] = {
    ReportEdition.FULL: "readiness report",
    ReportEdition.CLIENT: "readiness report",
    ReportEdition.VENDOR: "questions to the account team",
}


def report(
    judgement: Judgement,
    origin: Origin,
    before: Before | None = None,
    edition: ReportEdition = ReportEdition.FULL,
) -> Report:
    """The readiness report of a judged engagement."""
    whole = Review(judgement, origin, before)
    return report_of(in_edition(whole, edition), stamp_text(whole, Wanted(edition)))


def report_of(review: Review, stamp: str) -> Report:
    """The report of a review as its edition shows it; the stamp is that of the whole."""
    front, origin = review.front, review.origin
    return Report(
        title=front.title,
        organization=front.organization,
        marking=marking(review),
        notice=" ".join(filter(None, (SAYS[review.edition], says(review), NOTICE))),
        running=running(review),
        stamp=stamp,
        classification=origin.branding.classification,
        prepared_by=origin.branding.prepared_by,
        parts=in_order(review),
        edition=review.edition,
        contact=origin.branding.contact,
        cover="" if review.edition is ReportEdition.VENDOR else origin.branding.cover,  # it is written for the client
        brand=origin.branding.brand,
        name=CALLED[review.edition],
    )


def in_order(review: Review) -> tuple[Part, ...]:
    """The parts in the order of whoever makes the report; what is left out, nothing leads to."""
    sections = review.origin.branding.sections
    if review.edition is ReportEdition.VENDOR:
        return tuple(parts(review))
    kept_parts = (part for part in parts(review) if is_kept(part.id, sections))
    found = tuple(sorted(kept_parts, key=lambda part: place(part.id, sections)))
    return without_dead_links(found) if review.share or sections.without else found


def parts(review: Review) -> Iterator[Part]:
    """Each part of the edition by itself; one that the checklist has nothing for is left out."""
    if review.edition is ReportEdition.VENDOR:
        yield from (Part(id, title, compute(review)) for id, title, compute in VENDOR_PARTS)
        return
    views = tuple(
        (f"{VIEW}{id}", shown.title, lambda review, shown=shown: view(review, shown))
        for id, shown in review.checklist.views.items()
    )
    for id, title, compute in (*BEFORE_VIEWS, *views, *AFTER_VIEWS):
        shown = shows(review.edition, id) and has(review, id)
        blocks = kept(review, id, compute(made_for(review, id))) if shown else ()
        if blocks:
            yield Part(id, title, blocks)
