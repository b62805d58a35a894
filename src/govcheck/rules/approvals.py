"""What has become of the approvals that a checklist asks for. They never change a verdict."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.case import Case
from govcheck.rules.content import content_digest
from govcheck.rules.names import near_name, same_name
from govcheck.words.assessment import Approved, Finding
from govcheck.words.engagement import Approval
from govcheck.words.vocabulary import Effect, Subject, Verdict

MISSING = "nobody has approved"


def approvals(case: Case, verdict: Verdict) -> tuple[Approved, ...]:
    """One for each role that has to approve, in the checklist's order."""
    given = case.engagement.approvals
    digest = content_digest(case) if given else ""
    return tuple(
        Approved(role, approval, fault(case, approval, verdict, digest), approval.digest != digest)
        if (approval := given.get(role))
        else Approved(role, None, MISSING)
        for role in case.checklist.approvals
    )


def fault(case: Case, approval: Approval, verdict: Verdict, digest: str) -> str:
    """Why an approval does not count; empty when it does."""
    front, day = case.engagement.front, approval.at.date()
    if approval.digest != digest:
        return f"void since the content changed: {approval.by} approved it on {day}, and what changed is not known"
    if day > case.today:
        return f"approved on {day}, after the day of assessment"
    if same_name(approval.by, front.owner):
        return f"{approval.by} is the owner of the review; somebody else has to approve"
    if looser(approval, verdict) and not (approval.reason and approval.until):
        return f"{approval.verdict} is better than the verdict, {verdict}: that needs a reason and an end"
    if approval.until and approval.until < case.today:
        return f"ended on {approval.until}"
    if approval.until and not (front.next_review and approval.until <= front.next_review):
        return f"its end, {approval.until}, is after the next review"
    return ""


def voided(before: Case, after: Case) -> tuple[str, ...]:
    """The roles whose approval fitted the content before a change and does not after it."""
    given = after.engagement.approvals
    if not given:
        return ()
    was, now = content_digest(before), content_digest(after)
    fitted = (role for role in after.checklist.approvals if role in given and given[role].digest == was)
    return tuple(fitted) if was != now else ()


def looser(approval: Approval, verdict: Verdict) -> bool:
    """Whether something better was approved than what the answers amount to."""
    return approval.verdict.rank > verdict.rank


def approval_findings(case: Case, found: tuple[Approved, ...], verdict: Verdict) -> Iterator[Finding]:
    """What should be seen of approvals that were given; that one is still missing is no finding."""
    for one in found:
        if one.approval is None:
            continue
        if one.why:
            yield noted(one.role, one.why)
        elif looser(one.approval, verdict):
            yield noted(one.role, looser_text(one.approval, verdict))
        elif one.approval.verdict is not verdict:
            yield noted(
                one.role, f"{one.approval.by} approved {one.approval.verdict} only, and the verdict is {verdict}"
            )
        if near_name(one.approval.by, case.engagement.front.owner):
            names = f"{one.approval.by} and {case.engagement.front.owner}"
            yield noted(one.role, f"{names} are nearly the same name; say whether they are one person")


def looser_text(approval: Approval, verdict: Verdict) -> str:
    what = f"{approval.verdict} until {approval.until}, and the verdict is {verdict}"
    return f"{approval.by} approved {what}: {approval.reason}"


def noted(role: str, text: str) -> Finding:
    return Finding(Effect.NOTES, Subject.APPROVAL, role, (), text)
