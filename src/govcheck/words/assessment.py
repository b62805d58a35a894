"""What assessing produces. Derived, never stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property

from govcheck.words.engagement import Approval
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Gate, Result, Stage, Standing, Step, Subject, Verdict


@dataclass(frozen=True)
class State:
    """What becomes of an answer on a date."""

    standing: Standing
    why: str = ""
    """One clause for a reader: why it is so."""
    until: date | None = None
    """The last day on which it holds."""
    against_profile: bool = False
    """Not applicable, while the profile does not rule the control out."""
    only_owner: bool = False
    """All the evidence that counts was gathered by the owner."""


@dataclass(frozen=True)
class Finding:
    """One thing that was found, with what it does and where."""

    effect: Effect
    about: Subject
    subject: str
    """Control, rule, plan row, profile question, front-page field, or `row/column` of the matrix."""
    uses: tuple[str, ...]
    """The use cases that it bears on."""
    text: str
    in_doubt: bool = False
    """Of a rule: it cannot be told whether it fires, until something is answered."""


@dataclass(frozen=True)
class Approved:
    """What has become of the approval that one role has to give."""

    role: str
    approval: Approval | None
    """None: nobody has approved in this role."""
    why: str = ""
    """Why it does not count; empty where it does."""

    void: bool = False
    """The content is not the one that was approved."""

    @property
    def valid(self) -> bool:
        return not self.why


@dataclass(frozen=True)
class Assessment:
    """An engagement judged on a date."""

    verdict: Verdict
    stage: Stage | None
    """None: the file names none, and every phase was judged."""
    as_of: date
    uses: Mapping[str, Result]
    states: Mapping[str, State]
    """Of the controls that reach some use case; the others are excluded."""
    later: frozenset[str]
    """Controls of a phase after the stage."""
    gates: Mapping[str, Mapping[str, Gate]]
    """Control, then use case that it reaches."""
    findings: tuple[Finding, ...]
    valid_until: date | None
    approvals: tuple[Approved, ...] = ()
    """One for each role that the checklist names."""

    @property
    def approved(self) -> bool:
        """Whether everybody who has to approve has, and it counts. Never where the checklist names nobody."""
        return bool(self.approvals) and all(one.valid for one in self.approvals)

    @cached_property
    def due(self) -> tuple[str, ...]:
        """The controls that decide at this stage."""
        return tuple(control for control in self.states if control not in self.later)

    def gate(self, control: str) -> Gate:
        """The highest gate that the control has in any use case that it reaches."""
        return max(self.gates[control].values(), key=lambda gate: gate.rank)

    def having(self, *effects: Effect) -> tuple[Finding, ...]:
        """The findings with one of these effects."""
        return tuple(finding for finding in self.findings if finding.effect in effects)


@dataclass(frozen=True)
class Change:
    """One step towards a better verdict: something that somebody could do in the answers file."""

    step: Step
    subject: str
    use: str = ""
    """For a profile value: the use case; empty: the whole engagement."""
    to: tuple[str, ...] = ()
    """The value to write, where the kind needs one."""


@dataclass(frozen=True)
class WayForward:
    """The smallest change that was found, and the verdict that it really gives."""

    verdict: Verdict
    changes: tuple[Change, ...]
    """Empty: no list was found."""


@dataclass(frozen=True)
class OpenQuestion:
    """A question to the account team that still waits, its text completed from the engagement."""

    id: str
    to: str
    text: str
    waiting: tuple[str, ...]
    """The controls that wait for it."""
