"""A checklist as read: sections of controls, and what decides where and how much each of them weighs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from functools import cached_property

from govcheck.words.criteria import Criteria, controls_in, questions_in
from govcheck.words.history import Release
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import (
    ACCEPTANCE_DAYS,
    CONFIRMATION_DAYS,
    DEFAULT_ACCEPTS,
    STALE_DAYS,
    Basis,
    Cell,
    Claim,
    EvidenceKind,
    Gate,
    Phase,
    QuestionType,
    Severity,
)


@dataclass(frozen=True)
class Edition:
    """Which checklist, in which version, and with which content."""

    id: str
    title: str
    version: str
    digest: str = ""
    """sha256 over everything that it asks and weighs, also what it takes from others. Layout and comments are not."""
    extends: str = ""
    """The checklist that it adapts."""
    history: tuple[Release, ...] = ()
    """What its versions changed, the oldest first."""


@dataclass(frozen=True)
class ProfileQuestion:
    """A fact about the deployment, not a judgement. Asked, or derived from questions above it."""

    id: str
    text: str
    type: QuestionType
    values: Mapping[str, str]
    """Value to label; of a yes-no question `yes` and `no`."""
    per_use_case: bool = False
    needed: bool = False
    derived: Criteria | None = None
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Control:
    """One thing that must be true, phrased as one question."""

    id: str
    section: str
    question: str
    gate: Gate
    why: str = ""
    verify: str = ""
    gate_when: Mapping[Gate, Criteria] = field(default_factory=dict)
    applies: Criteria | None = None
    """None: always, and then a not-applicable answer needs an approver."""
    owner: str = ""
    """The role that owns it; empty: the owner of the engagement."""
    phase: Phase = Phase.PRE_SIGN
    """By when it must hold; the first phase where the checklist does not say, so that it is always due."""
    evidence: str = ""
    """What proves it, in words."""
    accepts: tuple[EvidenceKind, ...] = DEFAULT_ACCEPTS
    stale_after: int = STALE_DAYS
    """Days that its evidence counts."""
    acceptable: bool = True
    topics: tuple[str, ...] = ()
    asks: tuple[str, ...] = ()
    """The open questions that wait while it is not settled."""
    facts: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    origin: str = ""
    """The checklist that it is taken from; empty: the one that it stands in."""
    home: str = ""
    """The checklist that it was written for: its origin, what an adapted one adapts, or where it stands."""

    @property
    def conditional(self) -> bool:
        """Whether facts decide where it applies, or how much it weighs."""
        return self.applies is not None or bool(self.gate_when)


@dataclass(frozen=True)
class Section:
    """A group of controls."""

    id: str
    title: str
    controls: Mapping[str, Control]
    facts: tuple[str, ...] = ()
    checklist: str = ""
    """The checklist that it belongs to."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The controls taken from another checklist, each with the facts that this one's source adds."""

    @property
    def shown(self) -> tuple[str, ...]:
        """Every control that is read here, also those that stand in a section of another checklist."""
        return (*self.controls, *(control for control in self.shared if control not in self.controls))


@dataclass(frozen=True)
class Matrix:
    """What is allowed where: the values of one profile question against those of another."""

    rows: str
    columns: str
    cells: Mapping[tuple[str, str], Cell]
    guardrails: Mapping[str, str] = field(default_factory=dict)
    """By row; printed with every verdict that allows it."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlanRow:
    """One thing that a plan has or has not."""

    id: str
    title: str
    claimed: Mapping[str, Claim]
    basis: Basis | None = None
    needed: Criteria | None = None
    """None: nothing here needs it."""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class PlanTable:
    """What each plan is said to offer."""

    question: str
    rows: Mapping[str, PlanRow]
    stale_after: int = CONFIRMATION_DAYS


@dataclass(frozen=True)
class Party:
    """One side that tasks are shared with."""

    id: str
    title: str
    roles: tuple[str, ...] = ()
    """The roles that stand behind it."""


@dataclass(frozen=True)
class Responsibility:
    """Who does what: one row of the shared-responsibility table."""

    id: str
    title: str
    parties: Mapping[str, str]
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class VendorQuestion:
    """Something that only the vendor's account team can answer."""

    id: str
    to: str
    text: str
    yes_means: str = ""
    no_means: str = ""
    facts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rule:
    """A cross-check: it fires where `when` is not false."""

    id: str
    severity: Severity
    when: Criteria
    says: str
    facts: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    """The checklists that have to be there for it to be checked."""

    @cached_property
    def controls(self) -> frozenset[str]:
        """The controls that it speaks about."""
        return controls_in(self.when)


@dataclass(frozen=True)
class Unchecked:
    """A rule that cannot be checked."""

    rule: Rule
    why: str
    dropped: bool = False
    """Because a control that it names was dropped, not because a checklist is absent."""


@dataclass(frozen=True)
class Dropped:
    """A control that an adapted checklist leaves out."""

    control: Control
    reason: str
    still_asked: bool = False
    """Another checklist of the engagement asks it all the same."""


@dataclass(frozen=True)
class ViewRow:
    """Shows the worst of its controls."""

    title: str
    controls: tuple[str, ...]


@dataclass(frozen=True)
class View:
    """Another order of the same controls."""

    id: str
    title: str
    rows: tuple[ViewRow, ...]


@dataclass(frozen=True, eq=False)
class Checklist:
    """A versioned list of controls with its profile, matrix, plan table, questions, rules and views.

    Several that one engagement is judged by are joined to one; then there are as many editions.
    """

    editions: tuple[Edition, ...]
    sections: Mapping[str, Section]
    sources: tuple[str, ...] = ()
    acceptance_days: int = ACCEPTANCE_DAYS
    topics: Mapping[str, str] = field(default_factory=dict)
    approvals: tuple[str, ...] = ()
    roles: Mapping[str, str] = field(default_factory=dict)
    profile: Mapping[str, ProfileQuestion] = field(default_factory=dict)
    matrix: Matrix | None = None
    plans: PlanTable | None = None
    parties: Mapping[str, Party] = field(default_factory=dict)
    """Empty: nothing is known of the parties of the responsibilities but their ids."""
    responsibilities: Mapping[str, Responsibility] = field(default_factory=dict)
    questions: Mapping[str, VendorQuestion] = field(default_factory=dict)
    rules: Mapping[str, Rule] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
    set_aside: Mapping[str, str] = field(default_factory=dict)
    """Fact to the reason why nothing asks about it."""
    taken: frozenset[str] = frozenset()
    """What it takes over from other checklists: `profile/ID`, `questions/ID`, `matrix`, `plans`."""
    dropped: Mapping[str, Dropped] = field(default_factory=dict)
    tightened: Mapping[str, str] = field(default_factory=dict)
    """Controls that an adapted checklist tightens, each with its reason."""
    unchecked: tuple[Unchecked, ...] = ()
    bases: tuple[Edition, ...] = ()
    """The checklists that it takes parts from and that are not judged themselves."""

    @property
    def edition(self) -> Edition:
        """The first, and of a checklist that is not joined the only one."""
        return self.editions[0]

    @property
    def title(self) -> str:
        """Of the first: what a review is called where nobody names it."""
        return self.edition.title

    @property
    def versions(self) -> Mapping[str, str]:
        """Id to version of each edition."""
        return {edition.id: edition.version for edition in self.editions}

    @cached_property
    def controls(self) -> Mapping[str, Control]:
        """Every control by id, in the checklist's order."""
        return {id: control for section in self.sections.values() for id, control in section.controls.items()}

    @cached_property
    def depending(self) -> Mapping[str, frozenset[str]]:
        """The controls of which a profile question decides where they apply, or how much they weigh."""
        found: dict[str, set[str]] = {}
        for id, control in self.controls.items():
            for criteria in (control.applies or (), *control.gate_when.values()):
                for question in questions_in(criteria):
                    found.setdefault(question, set()).add(id)
        return {question: frozenset(ids) for question, ids in found.items()}

    @cached_property
    def of_phase(self) -> Mapping[Phase, frozenset[str]]:
        """The controls of each phase."""
        found: dict[Phase, set[str]] = {phase: set() for phase in Phase}
        for id, control in self.controls.items():
            found[control.phase].add(id)
        return {phase: frozenset(ids) for phase, ids in found.items()}

    @cached_property
    def of_each(self) -> Mapping[str, frozenset[str]]:
        """The controls that each edition asks, by its id; what two of them need is in both."""
        asked: dict[str, set[str]] = {edition.id: set() for edition in self.editions}
        for section in self.sections.values():
            asked.setdefault(section.checklist, set()).update(section.shown)
        return {id: frozenset(controls & self.controls.keys()) for id, controls in asked.items()}

    @cached_property
    def asking(self) -> Mapping[str, tuple[str, ...]]:
        """The controls that ask each question, in the checklist's order."""
        asking: dict[str, tuple[str, ...]] = {}
        for control in self.controls.values():
            asking |= {question: (*asking.get(question, ()), control.id) for question in control.asks}
        return asking

    @cached_property
    def ruled(self) -> frozenset[str]:
        """The controls that some rule names."""
        return frozenset(control for rule in self.rules.values() for control in rule.controls)
