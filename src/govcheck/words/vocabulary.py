"""The vocabulary: every closed list of words that files, code and reports share.

The schemas are held to it by a test.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cached_property


class Word(StrEnum):
    """A closed list of words. Members stand in their order, the lowest first where they have one."""

    rank: int
    """Place in the list, from 0."""

    def __init__(self, _: str) -> None:
        self.rank = len(type(self).__members__)

    @cached_property
    def label(self) -> str:
        """The word as a reader meets it."""
        return str(self).replace("-", " ").capitalize()


class Status(Word):
    """What a person says of a control."""

    MET = "met"
    PARTIAL = "partial"
    NOT_MET = "not-met"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


STATUS_ALIASES = {"yes": Status.MET, "no": Status.NOT_MET, "n/a": Status.NOT_APPLICABLE, "na": Status.NOT_APPLICABLE}
"""Read in any case; a closed list."""

SILENCE = "unanswered"
"""How a rule names a control without an answer. Never written in an answers file."""


class Gate(Word):
    """How much a control weighs, lightest first."""

    RECOMMENDED = "recommended"
    REQUIRED = "required"
    BLOCKER = "blocker"


class Phase(Word):
    """By when a control must hold, earliest first."""

    PRE_SIGN = "pre-sign"
    AT_SIGN = "at-sign"
    GO_LIVE = "go-live"
    POST_SIGN = "post-sign"

    @cached_property
    def label(self) -> str:
        return {
            Phase.PRE_SIGN: "Before signing",
            Phase.AT_SIGN: "At signing",
            Phase.GO_LIVE: "Before go-live",
            Phase.POST_SIGN: "In operation",
        }[self]


class Stage(Word):
    """What is being decided, earliest first."""

    SIGN = "sign"
    GO_LIVE = "go-live"
    OPERATE = "operate"

    @cached_property
    def label(self) -> str:
        return {Stage.SIGN: "to sign", Stage.GO_LIVE: "to go live", Stage.OPERATE: "to go on operating"}[self]

    @property
    def step(self) -> str:
        """What its controls are due for, in two or three words."""
        return {Stage.SIGN: "to sign", Stage.GO_LIVE: "to go live", Stage.OPERATE: "to operate"}[self]

    @property
    def last_phase(self) -> Phase:
        """The last phase whose controls are due."""
        return {Stage.SIGN: Phase.AT_SIGN, Stage.GO_LIVE: Phase.GO_LIVE, Stage.OPERATE: Phase.POST_SIGN}[self]


class Cell(Word):
    """What the matrix says of one row and column, loosest first."""

    ALLOWED = "allowed"
    ALLOWED_WITH_CONTROLS = "allowed-with-controls"
    CONDITIONAL = "conditional"
    CASE_BY_CASE = "case-by-case"
    PROHIBITED = "prohibited"


class EvidenceKind(Word):
    """What sort of proof it is. Without order: a clause proves a promise, a test proves a setting."""

    CONTRACT_CLAUSE = "contract-clause"
    TEST_RESULT = "test-result"
    ADMIN_EXPORT = "admin-export"
    INDEPENDENT_REPORT = "independent-report"
    WRITTEN_REPLY = "written-reply"
    INTERNAL_RECORD = "internal-record"
    PUBLIC_DOCUMENT = "public-document"
    VERBAL = "verbal"


DEFAULT_ACCEPTS = tuple(
    kind for kind in EvidenceKind if kind not in (EvidenceKind.PUBLIC_DOCUMENT, EvidenceKind.VERBAL)
)
"""What counts for a control that does not say what it accepts."""


class Residual(Word):
    """What risk an acceptance leaves."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(Word):
    """What the reviewer makes of a reply."""

    ACCEPTED = "accepted"
    INSUFFICIENT = "insufficient"
    DIFFERS = "differs"
    WITHDRAWN = "withdrawn"


class Claim(Word):
    """Whether a plan offers a thing, as far as somebody said."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Offer(Word):
    """What comes of a row of the plan table."""

    GAP = "gap"
    CLAIMED = "claimed-only"
    CONFIRMED = "confirmed"
    NOT_NEEDED = "not-needed"


class Basis(Word):
    """How a claim was read from the source."""

    STATED = "stated"
    INFERRED = "inferred"


class QuestionType(Word):
    """How a profile question is answered."""

    ONE_OF = "one-of"
    ANY_OF = "any-of"
    YES_NO = "yes-no"


class Severity(Word):
    """What a rule that fires does."""

    CONTRADICTION = "contradiction"
    HOLD = "hold"
    WARNING = "warning"


class Standing(Word):
    """What an answer amounts to on a date, worst first: the name of a state."""

    FAILED = "failed"
    OPEN = "open"
    UNANSWERED = "unanswered"
    PROMISED = "promised"
    ACCEPTED = "accepted"
    MET = "met"
    NOT_APPLICABLE = "not-applicable"

    @property
    def settled(self) -> bool:
        """It counts."""
        return self in (Standing.MET, Standing.NOT_APPLICABLE, Standing.ACCEPTED)


class Effect(Word):
    """What a finding does to a use case or to the verdict, heaviest first."""

    STOPS = "stops"
    HOLDS = "holds"
    UNDECIDED = "undecided"
    LIMITS = "limits"
    NOTES = "notes"


class Subject(Word):
    """What a finding is about."""

    CONTROL = "control"
    RULE = "rule"
    CELL = "cell"
    PLAN = "plan"
    PROFILE = "profile"
    FRONT_PAGE = "front-page"
    ANSWER = "answer"
    NAME = "name"
    DROPPED = "dropped"
    """A control that an adapted checklist leaves out."""
    UNCHECKED = "unchecked"
    """A rule that could not be checked."""
    APPROVAL = "approval"
    GONE = "gone"
    """Something else in the answers file that is not asked any more."""


class Result(Word):
    """What becomes of a use case, worst first."""

    STOPPED = "stopped"
    HELD = "held"
    CLEAR = "clear"


class Verdict(Word):
    """The decision, worst first."""

    NO_GO = "no-go"
    NOT_READY = "not-ready"
    CONDITIONAL_GO = "conditional-go"
    GO = "go"

    @cached_property
    def label(self) -> str:
        return "No-go" if self is Verdict.NO_GO else super().label


class Step(Word):
    """What one change towards a better verdict asks for."""

    SATISFY = "satisfy"
    """Make the control met, with evidence that counts."""
    WITHDRAW = "withdraw"
    """Take back an answer that contradicts another: set it to unknown, or remove it where the control is excluded."""
    COMPLETE = "complete"
    """Fill in, or put right, a field of the front page."""
    PROFILE = "profile"
    """Give a profile question another value."""
    CONFIRM = "confirm"
    """Have the vendor confirm a plan row."""
    CELL = "cell"
    """Set a matrix cell, with an acceptance, or take one's own setting back."""
    LEAVE_OUT = "leave-out"
    """Ask without a use case."""


class Part(Word):
    """The parts of a checklist with ids that an answers file names."""

    CONTROLS = "controls"
    QUESTIONS = "questions"
    PLANS = "plans"
    PROFILE = "profile"
    VALUES = "values"
    ROLES = "roles"


class Fate(Word):
    """What a new version of a checklist makes of an id."""

    RENAMED = "renamed"
    SPLIT = "split"
    MERGED = "merged"
    REMOVED = "removed"
    REWORDED = "reworded"


class ReportEdition(Word):
    """For whom a report is made."""

    FULL = "full"
    CLIENT = "client"
    """For readers at the client who do not work on the review."""
    VENDOR = "vendor"
    """For the account team: what they are asked."""


UNKNOWN = "unknown"
"""A profile value that says that nobody knows yet."""
YES, NO = "yes", "no"

REVIEW_DAYS = 365
"""Longest time from the review's date to its next review, in days."""
REPLY_DAYS = 180
"""How long a reply without an end counts, in days."""
STALE_DAYS = 365
"""Life of evidence where neither control nor checklist says, in days."""
ACCEPTANCE_DAYS = 180
"""Longest acceptance where the checklist does not say, in days."""
CONFIRMATION_DAYS = 90
"""How long a plan confirmation counts where the checklist does not say, in days."""
DEPLOYMENT = "deployment"
"""The one use case of an engagement that names none."""
