"""Approving an engagement in a role, and taking that back: what is refused, what is shown, what is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.progress import Line
from govcheck.jobs.saving import Entry, Saved, save
from govcheck.jobs.written import approval_mapping
from govcheck.rules.approvals import looser, voided
from govcheck.rules.content import content_digest
from govcheck.rules.judge import NOTHING_DUE, decides
from govcheck.rules.names import same_name
from govcheck.rules.suggest import write_instead
from govcheck.rules.wording import use_means
from govcheck.words.assessment import Assessment
from govcheck.words.engagement import Approval
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Verdict

APPROVALS = "approvals"
SHOWN = len("sha256:") + 16
"""So much of a digest is shown; all of it stands in the file."""


@dataclass(frozen=True)
class Wanted:
    """What somebody wants to approve."""

    role: str
    by: str
    verdict: Verdict | None
    """None: the verdict that the answers amount to."""
    reason: str = ""
    until: date | None = None


def known_role(file: EngagementFile, role: str) -> str:
    """The role, if the checklist asks for its approval. Raises Refused."""
    roles = file.checklist.approvals
    if not roles:
        raise Refused("the checklist names nobody who approves", "write approvals: [ROLE] into the checklist")
    if not role:
        raise Refused("no role is named", f"name the one that approves: {', '.join(roles)}")
    if role not in roles:
        raise Refused(f"no role {role} approves", write_instead(role, roles))
    return role


def approval(file: EngagementFile, found: Assessment, wanted: Wanted, at: datetime) -> Approval:
    """The approval as it will be written. Raises Refused for what may not be approved so."""
    known_role(file, wanted.role)
    if not decides(found):
        hint = "check the checklist, the stage and the profile"
        raise Refused(f"{NOTHING_DUE}, so there is nothing to approve", hint)
    if not wanted.by:
        raise Refused("nobody is named who approves", "add --by NAME")
    if same_name(wanted.by, file.engagement.front.owner):
        raise Refused(f"{wanted.by} is the owner of the review and cannot approve it", "ask somebody else to approve")
    digest = content_digest(file.case(found.as_of))
    given = Approval(wanted.verdict or found.verdict, wanted.by, at, digest, wanted.reason, wanted.until)
    refuse_loose(file, found, given)
    return given


def refuse_loose(file: EngagementFile, found: Assessment, given: Approval) -> None:
    """Something better than the verdict needs a reason and an end, and no end is later than the next review."""
    if looser(given, found.verdict) and not (given.reason and given.until):
        says = f"{given.verdict} is better than the verdict, {found.verdict}"
        raise Refused(says, "add --reason TEXT and --until DATE, or approve the verdict as it is")
    if bool(given.reason) != bool(given.until):
        raise Refused("a reason and an end belong together", "give both --reason and --until, or neither")
    if given.until is None:
        return
    last = file.engagement.front.next_review
    if given.until <= found.as_of:
        raise Refused(f"--until {given.until} is not after {found.as_of}", "name a later day")
    if last is None:
        raise Refused("the front page names no next review, which is the last end there can be", "write next-review")
    if given.until > last:
        raise Refused(f"--until {given.until} is after the next review", f"name a day up to {last}")


def shown(file: EngagementFile, found: Assessment, given: Approval, role: str) -> Iterator[str]:
    """What is approved, for the person who is about to."""
    front, case = file.engagement.front, file.case(found.as_of)
    yield f"{front.organization}: {front.title}"
    yield f"To approve: {given.verdict.label}, by {given.by} for {role} ({file.checklist.roles.get(role, role)})"
    named = front.people.get(role, "")
    if named and not same_name(named, given.by):
        yield f"The front page names {named} for {role}."
    if given.verdict is not found.verdict:
        yield f"The verdict is {found.verdict.label.lower()}, and stays so."
    if given.until:
        yield f"Until {given.until}, because: {given.reason}"
    yield from (f"  {use_means(found, id)}: {use.title}" for id, use in case.use_cases.items())
    conditions = list(dict.fromkeys(f"{one.subject}: {one.text}" for one in found.having(Effect.LIMITS)))
    yield f"Conditions: {len(conditions)}"
    yield from (f"  {' '.join(text.split())}" for text in conditions)
    yield f"Digest of the content: {given.digest[:SHOWN]}"


def save_approval(path: Path, name: str, role: str, given: Approval) -> Saved:
    """Writes the approval, if the content is still what was shown. Raises Refused where it is not."""

    def change(file: EngagementFile) -> Iterable[Entry]:
        if content_digest(file.case(given.at.date())) != given.digest:
            raise Refused("the content was changed in this moment, so nothing was approved", "look at it again")
        return [Entry((APPROVALS, role), approval_mapping(given))]

    return save(path, name, change)


def withdraw(path: Path, name: str, role: str) -> Saved:
    """Takes an approval out of the file. Raises Refused where there is none."""

    def change(file: EngagementFile) -> Iterable[Entry]:
        others = file.engagement.approvals.keys() - {known_role(file, role)}
        if role not in file.engagement.approvals:
            raise Refused(f"nobody has approved for {role}", "there is nothing to withdraw")
        return [Entry((APPROVALS, role) if others else (APPROVALS,), None)]

    return save(path, name, change)


def checked(file: EngagementFile, found: Assessment, role: str) -> tuple[tuple[str, ...], bool]:
    """A line for each approval that is needed, and whether all of them count. Raises Refused where none is needed."""
    if role or not found.approvals:
        known_role(file, role)
    asked = [one for one in found.approvals if role in ("", one.role)]
    return tuple(f"{one.role}: {one.why or counting(one.approval)}" for one in asked), all(one.valid for one in asked)


def void_lines(saved: Saved, today: date) -> Iterator[Line]:
    """Which approvals a change has made void; nothing where it has not, as where they were void before."""
    if roles := voided(saved.was.case(today), saved.file.case(today)):
        yield f"Approvals that are void now: {', '.join(roles)}.", "poor"


def counting(given: Approval | None) -> str:
    return f"{given.verdict}, {given.by} on {given.at.date()}" if given else ""
