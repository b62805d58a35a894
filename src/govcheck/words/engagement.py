"""An engagement as written in its answers file. Nothing here is derived."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime

from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Cell, Claim, EvidenceKind, Outcome, Residual, Stage, Status, Verdict

Values = tuple[str, ...]
"""What is known of a profile question: one value, several of an any-of question, or `unknown`."""


@dataclass(frozen=True)
class Evidence:
    """One proof."""

    kind: EvidenceKind
    ref: str
    """A URL, or a file below the folder of the answers file."""
    collected: date
    by: str
    valid_until: date | None = None
    sha256: str = ""


@dataclass(frozen=True)
class Remedy:
    """Who closes the gap by when, and what protects until then."""

    owner: str
    due: date
    guardrail: str


@dataclass(frozen=True)
class Acceptance:
    """A dated, expiring decision to live with a gap; the status stays the truth."""

    risk: str
    residual: Residual
    compensating: str
    by: str
    role: str
    dated: date
    expires: date


@dataclass(frozen=True)
class Answer:
    """What is true of one control."""

    status: Status
    answered_by: str
    answered_on: date
    note: str = ""
    owner: str = ""
    approved_by: str = ""
    evidence: tuple[Evidence, ...] = ()
    remedy: Remedy | None = None
    no_remedy: bool = False
    """`remedy: none`: it is decided that the gap stays."""
    acceptance: Acceptance | None = None
    confirm_again: str = ""
    """Why somebody has to say it again, since the question was changed; empty where nobody has to."""


@dataclass(frozen=True)
class FrontPage:
    """Who decides what, and when."""

    organization: str
    title: str
    owner: str = ""
    reviewed_by: str = ""
    stage: Stage | None = None
    dated: date | None = None
    next_review: date | None = None
    people: Mapping[str, str] = field(default_factory=dict)
    """A name for each role."""


@dataclass(frozen=True)
class UseCase:
    """A named thing that the requester asks to run."""

    id: str
    title: str
    profile: Mapping[str, Values] = field(default_factory=dict)
    """Its own values, laid over those of the engagement."""


@dataclass(frozen=True)
class CellChoice:
    """A matrix cell where the engagement differs from the checklist."""

    cell: Cell
    acceptance: Acceptance | None = None


@dataclass(frozen=True)
class Confirmation:
    """What the vendor said of one plan row, for one plan."""

    plan: str
    confirmed: Claim
    by: str
    dated: date
    ref: str
    sha256: str = ""
    confirm_again: str = ""


@dataclass(frozen=True)
class Exchange:
    """What was asked of the vendor, and what came back."""

    asked_on: date
    asked_of: str
    due: date | None = None
    reply: str = ""
    replied_by: str = ""
    replied_on: date | None = None
    ref: str = ""
    valid_until: date | None = None
    outcome: Outcome | None = None
    follow_up: str = ""
    """What is still missing, in the words in which the vendor is asked for it."""
    earlier: tuple[Exchange, ...] = ()
    """What was asked and replied before, oldest first; none of these has earlier ones itself."""
    confirm_again: str = ""
    sha256: str = ""
    """Of the record of the reply."""
    contract_says: str = ""
    """Where the reply differs from the contract, what that says. The vendor is never shown it."""


@dataclass(frozen=True)
class Approval:
    """What somebody approved in a role. It shows whether the content changed since, not who typed the name."""

    verdict: Verdict
    by: str
    at: datetime
    """In UTC."""
    digest: str
    """Of the content at that time: `sha256:` and 64 digits."""
    reason: str = ""
    until: date | None = None


@dataclass(frozen=True)
class Engagement:
    """One review of one organisation."""

    checklists: Mapping[str, str]
    """Id to version of those that are judged."""
    front: FrontPage
    profile: Mapping[str, Values] = field(default_factory=dict)
    use_cases: Mapping[str, UseCase] = field(default_factory=dict)
    matrix: Mapping[tuple[str, str], CellChoice] = field(default_factory=dict)
    plans: Mapping[str, Confirmation] = field(default_factory=dict)
    answers: Mapping[str, Answer] = field(default_factory=dict)
    questions: Mapping[str, Exchange] = field(default_factory=dict)
    kept: Mapping[str, Answer] = field(default_factory=dict)
    """Answers to controls that an adapted checklist has dropped: they stay in the file and do nothing."""
    passed_over: Mapping[tuple[str, ...], str] = field(default_factory=dict)
    """What else stands in the file and is not asked any more, by its place, with the reason in a clause."""
    own_names: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    """Profile question to value to what the organisation calls it."""
    approvals: Mapping[str, Approval] = field(default_factory=dict)
    """By role."""
