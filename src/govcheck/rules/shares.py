"""A share of a review: what is one owner's, of one phase or of one topic. Whose something is, and nothing else."""

from __future__ import annotations

import shlex

from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.rules.near import DateKind, NearDate
from govcheck.rules.owners import is_theirs
from govcheck.rules.questions import asked_by
from govcheck.words.assessment import Assessment
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Phase

OF_CONTROLS = (DateKind.EVIDENCE, DateKind.NOT_APPLICABLE, DateKind.ACCEPTANCE, DateKind.REMEDY)
OF_QUESTIONS = (DateKind.REPLY_DUE, DateKind.REPLY)


@dataclass(frozen=True)
class Share:
    """Without owner, phase and topic it is the whole review."""

    owner: str = ""
    """A person, or the id of a role."""
    phase: Phase | None = None
    topic: str = ""
    """The id of a topic."""

    def __bool__(self) -> bool:
        return bool(self.owner or self.phase or self.topic)

    @property
    def options(self) -> str:
        """As the commands that read a share have to be told; empty for the whole."""
        owner = f" --owner {shlex.quote(self.owner)}" if self.owner else ""
        topic = f" --topic {self.topic}" if self.topic else ""
        return owner + (f" --phase {self.phase}" if self.phase else "") + topic

    def has(self, case: Case, control: str) -> bool:
        one = case.checklist.controls[control]
        inside = (self.phase is None or one.phase is self.phase) and (not self.topic or self.topic in one.topics)
        return inside and (not self.owner or is_theirs(case, control, self.owner))

    def has_date(self, case: Case, assessment: Assessment, one: NearDate) -> bool:
        """A date of a control or a question goes with the controls; any other has a person and no phase."""
        up_to_them = (
            self.phase is None and not self.topic and any(same_name(one.who, name) for name in self.names(case))
        )
        if one.kind in OF_CONTROLS:
            return up_to_them or self.has(case, one.subject)
        if one.kind in OF_QUESTIONS:
            asking = asked_by(case, assessment, one.subject)
            return up_to_them or any(self.has(case, control) for control in asking)
        return not self or up_to_them

    def names(self, case: Case) -> tuple[str, ...]:
        """The owner, and the person of the role where it is one."""
        return self.owner, case.engagement.front.people.get(self.owner, "")

    def title(self, case: Case) -> str:
        """`Security, before go-live`; empty for the whole."""
        owner = case.checklist.roles.get(self.owner, self.owner)
        phase = self.phase.label if self.phase else ""
        topic = case.checklist.topics.get(self.topic, self.topic)
        named = [owner, phase.lower() if owner else phase, topic]
        return ", ".join(filter(None, named))


WHOLE = Share()
