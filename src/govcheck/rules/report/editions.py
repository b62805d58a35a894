"""The editions of a report: what each says of itself, and the review that it is made from.

A part of the report and a finding reach the client only by a list here. What decides is taken from the whole review,
and every text from the engagement as the edition may hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from govcheck.rules.approvals import fault
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.editions import ELSEWHERE, for_edition
from govcheck.rules.judge import Judgement
from govcheck.rules.questions import completed_text, reached_by
from govcheck.rules.report.review import Review
from govcheck.words.assessment import Approved, Assessment, Finding, State
from govcheck.words.vocabulary import Effect, ReportEdition

SAYS: Mapping[ReportEdition, str] = {
    ReportEdition.FULL: "",
    ReportEdition.CLIENT: (
        "Client edition: without the notes, the vendor's replies and the names of people and files, which the full "
        "edition has."
    ),
    ReportEdition.VENDOR: "Vendor edition: only the questions to the account team.",
}
NAMES: Mapping[ReportEdition, str] = {
    ReportEdition.FULL: "",
    ReportEdition.CLIENT: "Client edition",
    ReportEdition.VENDOR: "Vendor edition",
}
"""What stands on every page."""

VIEWS = "view-"
"""How the ids of the parts begin that are views of a checklist."""
CLIENT_PARTS: Mapping[str, str] = {
    "decision": "What may go ahead is for everybody.",
    "topics": "Counts and states.",
    "conditions": "Whoever relies on the decision has to keep them.",
    "document-control": "Which report it is, of which day.",
    "guardrails": "What users and administrators have to keep to.",
    VIEWS: "The checklist's own order of the same states.",
    "readiness": "Counts.",
    "gaps": "What is missing, without what was noted about it.",
    "contradictions": "Which statements do not fit together.",
    "matrix": "What is allowed where.",
    "plan-gaps": "What the chosen plan lacks.",
    "responsibilities": "Which role does what.",
    "acceptances": "Which gaps were accepted, in which role and until when.",
    "questions": "What the vendor is asked, without the replies.",
    "action-plan": "Which role has to do what.",
    "dates": "What ends and falls due.",
    "answers": "Each status with the kinds and the age of its evidence.",
    "applicability": "What applies and what does not.",
    "trace": "Public sources in our own words.",
    "basis": "How the verdict is worked out.",
}
"""The parts of the client edition, each with the reason."""
CLIENT_WITHOUT: Mapping[str, str] = {
    "changes": "It repeats what was written before, in the words of that time.",
    "contract": "Findings for counsel.",
    "sign-off": "It is the full edition that is approved.",
    "evidence": "A register of files.",
}
"""The parts of which it was decided that they stay inside. What stands in neither list stays inside too."""
CLIENT_SHEETS = ("Summary", "Action plan", "Answers", "Questions", "Acceptances", "Dates")
"""The sheets of the workbook."""


def shows(edition: ReportEdition, part: str) -> bool:
    """Whether an edition has a part of the full report. Of those the vendor's has none: its own are made for it."""
    if edition is ReportEdition.FULL:
        return True
    return edition is ReportEdition.CLIENT and (VIEWS if part.startswith(VIEWS) else part) in CLIENT_PARTS


def in_edition(review: Review, edition: ReportEdition) -> Review:
    """The review as an edition may show it."""
    if edition is ReportEdition.FULL:
        return review
    return replace(review, judgement=shown(review.judgement, edition), before=None, edition=edition)


def shown(judgement: Judgement, edition: ReportEdition) -> Judgement:
    """The same judgement of what an edition may hold: decided by the whole, in words that are free of the rest."""
    whole, checklist = judgement.case, judgement.case.checklist
    allowed = for_edition(whole.engagement, checklist, edition)
    digests = {allowed.reference(ref): digest for ref, digest in whole.digests.items()}
    case = Case(checklist, allowed.engagement, whole.today, digests)
    assessment = in_words_of(case, judgement.assessment)
    questions = tuple(
        replace(one, text=completed_text(case, checklist.questions[one.id].text, reached_by(assessment, one.waiting)))
        for one in judgement.questions
    )
    return replace(judgement, case=case, assessment=assessment, questions=questions)


def in_words_of(case: Case, whole: Assessment) -> Assessment:
    """An assessment with every text from assessing another case; where that one finds otherwise, without one.

    What only was noticed decides nothing, and is for those who keep the answers file.
    """
    other = assess(case)
    return replace(
        whole,
        states={id: state_in_words(state, other.states.get(id)) for id, state in whole.states.items()},
        findings=tuple(findings_in_words(whole.findings, other.findings)),
        approvals=tuple(approval_in_words(case, one, whole) for one in whole.approvals),
    )


def state_in_words(state: State, other: State | None) -> State:
    alike = other is not None and other.standing is state.standing
    return replace(state, why=other.why if alike and other else ELSEWHERE if state.why else "")


def findings_in_words(whole: Iterable[Finding], others: Iterable[Finding]) -> Iterable[Finding]:
    texts: dict[Finding, list[str]] = {}
    for one in others:
        texts.setdefault(replace(one, text=""), []).append(one.text)
    for one in whole:
        if one.effect is not Effect.NOTES:
            told = texts.get(replace(one, text=""), [])
            yield replace(one, text=told.pop(0) if told else ELSEWHERE)


def approval_in_words(case: Case, one: Approved, whole: Assessment) -> Approved:
    given = case.engagement.approvals.get(one.role)
    if given is None or not one.why:
        return replace(one, approval=given, why=ELSEWHERE if one.approval and one.why else one.why)
    digest = "" if one.void else given.digest
    return replace(one, approval=given, why=fault(case, given, whole.verdict, digest) or ELSEWHERE)
