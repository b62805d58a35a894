"""Whether a report is a draft, and what was approved."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.names import same_name
from govcheck.rules.report.blocks import Line
from govcheck.rules.report.editions import NAMES
from govcheck.rules.report.marks import VERDICTS
from govcheck.rules.report.partial import named
from govcheck.rules.report.phrases import day, in_role, listed, role_title, sentence
from govcheck.rules.report.review import Review
from govcheck.words.assessment import Approved
from govcheck.words.vocabulary import ReportEdition, Verdict

DRAFT, APPROVED = "Draft", "Approved"


def marking(review: Review) -> str:
    """What stands on every page."""
    return APPROVED if review.assessment.approved else DRAFT


def running(review: Review) -> str:
    """The line at the foot of every page. The verdict in it is the one that the answers amount to."""
    classified = review.origin.branding.classification
    as_of = f"as of {day(review.assessment.as_of)}{f'. {classified}' if classified else ''}"
    if review.edition is ReportEdition.VENDOR:
        return f"{NAMES[review.edition]}. {marking(review)}, {as_of}"
    return ". ".join(filter(None, (NAMES[review.edition], named(review), decided(review, as_of))))


def decided(review: Review, as_of: str) -> str:
    verdict, approved = review.assessment.verdict, approved_verdict(review)
    if approved in (None, verdict):
        return f"{marking(review)}. {VERDICTS[verdict].word}, {as_of}"
    return f"Approved as {lower(approved)}. The verdict is {lower(verdict)}, {as_of}"


def approved_verdict(review: Review) -> Verdict | None:
    """The worst that was approved; None while the report is a draft."""
    given = [one.approval.verdict for one in review.assessment.approvals if one.approval]
    return min(given, key=lambda verdict: verdict.rank) if review.assessment.approved else None


def lower(verdict: Verdict | None) -> str:
    return verdict.label.lower() if verdict else ""


def status(review: Review) -> str:
    """Draft or approved, with who is still missing, or who approved when."""
    found = review.assessment.approvals
    if not found:
        return f"{DRAFT}: the checklist names nobody who approves"
    if review.assessment.approved:
        return f"{APPROVED} by {'; '.join(who_and_when(review, one) for one in found)}"
    given = tuple(one for one in found if one.approval)
    if not given:
        return f"{DRAFT}: nobody has approved this report"
    left = tuple(role_title(review, one.role) for one in found if not one.valid)
    return f"{DRAFT}: no approval that counts by {listed(left)}"


def who_and_when(review: Review, one: Approved) -> str:
    given = one.approval
    return f"{in_role(given.by, role_title(review, one.role))} on {given.at.date()}" if given else ""


def approved_otherwise(review: Review) -> Iterator[Line]:
    """On the first page: every approval that counts and is not of the verdict, with its reason and end."""
    verdict = review.assessment.verdict
    for one in review.assessment.approvals:
        given = one.approval
        if given and one.valid and given.verdict is not verdict:
            ends = f", until {given.until}. {sentence(given.reason)}" if given.until else "."
            text = f"{given.verdict.label}, by {who_and_when(review, one)}{ends}"
            yield Line(f"{text} The verdict stays: {lower(verdict)}.", label="Approved otherwise")


def approver(review: Review, role: str) -> str:
    """The person of a role, who cannot be the owner of the review; empty where nobody is named."""
    name = review.front.people.get(role, "")
    return f"somebody other than {name}, who owns the review" if same_name(name, review.front.owner) else name
