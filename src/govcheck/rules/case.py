"""What is judged, on which day, and the few things that every rule asks of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from functools import cached_property, lru_cache
from pathlib import PurePosixPath

from govcheck.rules.dates import days_after
from govcheck.rules.versions import Former, former
from govcheck.words.checklist import Checklist, Control
from govcheck.words.engagement import Answer, Confirmation, Engagement, Evidence, Exchange, UseCase
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import DEPLOYMENT, Claim, Part, Phase, Stage, Status

GAPS = (Status.NOT_MET, Status.PARTIAL)
"""The graver first."""
WHOLE = UseCase(DEPLOYMENT, "The whole deployment")


@dataclass(frozen=True)
class Case:
    """A checklist, an engagement, the day, and what became of the files that serve as evidence."""

    checklist: Checklist
    engagement: Engagement
    today: date
    digests: Mapping[str, str | None] = field(default_factory=dict)
    """File reference to its present sha256, None where no such file can be used; other references are absent."""

    @property
    def use_cases(self) -> Mapping[str, UseCase]:
        """Those that were asked for, or the whole deployment as one."""
        return self.engagement.use_cases or {DEPLOYMENT: WHOLE}

    @property
    def last_phase(self) -> Phase:
        """The last one that is due: of its stage, and where it names none of all."""
        return (self.engagement.front.stage or Stage.OPERATE).last_phase

    def owner(self, control: Control, answer: Answer | None) -> str:
        """Who did it or will: of the answer, else the person of the control's role, else the engagement's owner."""
        front = self.engagement.front
        return (answer.owner if answer else "") or front.people.get(control.owner, "") or front.owner

    def before(self, control: str) -> Mapping[str, Answer]:
        """What was said of controls that this one asks about by now, and has to be confirmed with it."""
        return {id: said for id, said in self.engagement.kept.items() if control in self.in_doubt(id)}

    def in_doubt(self, id: str) -> tuple[str, ...]:
        """The controls that ask what one that is gone asked, while they have to be confirmed again because of it."""
        gone, answers = self.gone, self.engagement.answers
        heirs = gone["", id].heirs if ("", id) in gone else ()
        return tuple(heir for heir in heirs if heir in answers and id in self.behind(answers[heir].confirm_again))

    @cached_property
    def gone(self) -> Former:
        """The controls that no version has any more."""
        return former(self.checklist, Part.CONTROLS)

    def behind(self, mark: str) -> frozenset[str]:
        """The controls that are gone and that a mark names, and those that their own marks name."""
        kept, found, marks = self.engagement.kept, set[str](), [mark]
        while marks:
            text = marks.pop()
            fresh = [id for id in kept if id not in found and named(id, text)]
            found.update(fresh)
            marks += [kept[id].confirm_again for id in fresh]
        return frozenset(found)

    def stands(self, control: str, answer: Answer) -> Status:
        """The status that can be relied on: until somebody confirms it a no stays a no, and a yes is not known."""
        if not answer.confirm_again:
            return answer.status
        said = {one.status for one in (answer, *self.before(control).values())}
        return next((status for status in GAPS if status in said), Status.UNKNOWN)

    def file_fault(self, proof: Evidence | Confirmation | Exchange) -> str:
        """Why the file behind a proof does not count; empty when it does, or when it is no file."""
        if proof.ref not in self.digests:
            return ""
        found = self.digests[proof.ref]
        if found is None:
            return f"{proof.ref} is missing, empty or a pointer of Git LFS, or not a file in the engagement's folder"
        return f"{proof.ref} has changed since it was recorded" if proof.sha256 and proof.sha256 != found else ""

    def confirmation(self, row: str, plan: str) -> Confirmation | None:
        """What the vendor said of a plan row for this plan, while it counts. Only a yes ages."""
        said = self.engagement.plans.get(row)
        return said if said and not self.confirmation_fault(said, plan) else None

    def confirmation_fault(self, said: Confirmation, plan: str) -> str:
        """Why a confirmation does not count for this plan today; empty when it does."""
        table = self.checklist.plans
        if table is None or said.plan != plan:
            return "it is for another plan"
        if said.confirmed is not Claim.YES:  # what speaks against the plan neither ages nor needs its proof
            return ""
        if said.confirm_again:
            return f"it is to be confirmed again: {said.confirm_again}"
        if said.dated > self.today:
            return f"it is dated {said.dated}, after the day of assessment"
        if days_after(said.dated, table.stale_after) < self.today:
            return f"it is older than {table.stale_after} days"
        return self.file_fault(said)


def named(id: str, text: str) -> bool:
    return re.search(rf"(?<![a-z0-9-]){re.escape(id)}(?![a-z0-9-])", text) is not None


def files_named(engagement: Engagement) -> frozenset[str]:
    """Every file that the engagement names as proof; addresses on the net are not files."""
    refs = {proof.ref for answer in engagement.answers.values() for proof in answer.evidence}
    refs |= {confirmation.ref for confirmation in engagement.plans.values()}
    refs |= {one.ref for exchange in engagement.questions.values() for one in (exchange, *exchange.earlier)}
    return frozenset(ref for ref in refs if ref and not is_url(ref))


def is_url(ref: str) -> bool:
    """An address on the net, which is kept and never fetched."""
    scheme, _, rest = ref.partition("://")
    return scheme.lower() in ("https", "http") and bool(rest.strip("/ "))


@lru_cache(4096)
def place_of(ref: str) -> str:
    """A reference in the one way in which it is compared: `./evidence/a.txt` is the file `evidence/a.txt`."""
    if not is_url(ref):
        return str(PurePosixPath(ref))
    scheme, _, rest = ref.partition("://")
    host, _, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}/{path}"
