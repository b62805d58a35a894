"""What of an engagement each edition of a report may hold, field by field: one of which nobody decided stays inside.

The verdict is always that of the whole engagement. What an edition says is made from what this module lets through, and
from the texts of the checklists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum, auto
from typing import Any, cast

from govcheck.rules.case import is_url, place_of
from govcheck.rules.names import folded
from govcheck.rules.secrets import masked
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import (
    Acceptance,
    Answer,
    Approval,
    CellChoice,
    Confirmation,
    Engagement,
    Evidence,
    Exchange,
    FrontPage,
    Remedy,
    UseCase,
)
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import ReportEdition

ELSEWHERE = "see the full edition"
"""What stands where something was said that an edition does not repeat."""


class Way(Enum):
    """How much of a field is let through."""

    SHOWN = auto()
    """As it is, without what looks like a secret."""
    INSIDE = auto()
    """Its own fields decide, one by one."""
    BY_ROLE = auto()
    """A person by their role in the review, or by a number."""
    OF_ASKED = auto()
    """Of the people only those who are asked something."""
    NUMBERED = auto()
    """A file or an address by a number."""
    MENTIONED = auto()
    """That something was said, and not what."""
    LEFT_OUT = auto()


SHOWN, INSIDE, BY_ROLE, OF_ASKED = Way.SHOWN, Way.INSIDE, Way.BY_ROLE, Way.OF_ASKED
NUMBERED, MENTIONED, LEFT_OUT = Way.NUMBERED, Way.MENTIONED, Way.LEFT_OUT


@dataclass(frozen=True)
class Decision:
    """What was decided about one field for the two editions that leave the house, and why."""

    client: Way
    vendor: Way
    why: str

    def of(self, edition: ReportEdition) -> Way:
        return {ReportEdition.CLIENT: self.client, ReportEdition.VENDOR: self.vendor}.get(edition, LEFT_OUT)


NAMES_REVIEW = "Says whose review it is and of what."
FACTS = "The facts that a decision rests on; the questions to the vendor name them."
DAYS = "A date or a word of the vocabulary: it carries a decision and holds no text."
PEOPLE = "Readers have to know which role sees to it, and not who holds that role."
NOTES = "Written for those who work on the review."
FILES = "Names of files and addresses show how the organisation keeps its house."
DECIDED = "A part of the decision itself: whoever relies on it has to keep to it."
THEIRS = "The vendor's own words: the vendor has them, and readers at the client may not be meant to."
HOUSE = "Says something only to those who keep the answers file."
ASKING = "The account team needs it to reply; the client's readers learn what it comes to."

DECISIONS: Mapping[type, Mapping[str, Decision]] = {
    Engagement: {
        "checklists": Decision(SHOWN, SHOWN, NAMES_REVIEW),
        "front": Decision(INSIDE, INSIDE, NAMES_REVIEW),
        "profile": Decision(SHOWN, SHOWN, FACTS),
        "use_cases": Decision(INSIDE, INSIDE, FACTS),
        "matrix": Decision(INSIDE, LEFT_OUT, DECIDED),
        "plans": Decision(INSIDE, LEFT_OUT, DECIDED),
        "answers": Decision(INSIDE, LEFT_OUT, DECIDED),
        "questions": Decision(INSIDE, INSIDE, ASKING),
        "kept": Decision(LEFT_OUT, LEFT_OUT, HOUSE),
        "passed_over": Decision(LEFT_OUT, LEFT_OUT, HOUSE),
        "own_names": Decision(SHOWN, LEFT_OUT, "What the client's readers call their data; nobody else has to know."),
        "approvals": Decision(INSIDE, LEFT_OUT, DECIDED),
    },
    FrontPage: {
        "organization": Decision(SHOWN, SHOWN, NAMES_REVIEW),
        "title": Decision(SHOWN, SHOWN, NAMES_REVIEW),
        "owner": Decision(BY_ROLE, SHOWN, f"{PEOPLE} The account team has to know whom to reply to."),
        "reviewed_by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "stage": Decision(SHOWN, LEFT_OUT, DAYS),
        "dated": Decision(SHOWN, LEFT_OUT, DAYS),
        "next_review": Decision(SHOWN, LEFT_OUT, DAYS),
        "people": Decision(BY_ROLE, OF_ASKED, f"{PEOPLE} The account team is addressed by name."),
    },
    UseCase: {
        "id": Decision(SHOWN, SHOWN, FACTS),
        "title": Decision(SHOWN, SHOWN, FACTS),
        "profile": Decision(SHOWN, SHOWN, FACTS),
    },
    CellChoice: {
        "cell": Decision(SHOWN, LEFT_OUT, DAYS),
        "acceptance": Decision(INSIDE, LEFT_OUT, DECIDED),
    },
    Confirmation: {
        "plan": Decision(SHOWN, LEFT_OUT, DAYS),
        "confirmed": Decision(SHOWN, LEFT_OUT, DAYS),
        "by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "dated": Decision(SHOWN, LEFT_OUT, DAYS),
        "ref": Decision(NUMBERED, LEFT_OUT, FILES),
        "sha256": Decision(SHOWN, LEFT_OUT, DAYS),
        "confirm_again": Decision(MENTIONED, LEFT_OUT, NOTES),
    },
    Answer: {
        "status": Decision(SHOWN, LEFT_OUT, DAYS),
        "answered_by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "answered_on": Decision(SHOWN, LEFT_OUT, DAYS),
        "note": Decision(LEFT_OUT, LEFT_OUT, NOTES),
        "owner": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "approved_by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "evidence": Decision(INSIDE, LEFT_OUT, "Of which kind and age a proof is says how sure an answer is."),
        "remedy": Decision(INSIDE, LEFT_OUT, DECIDED),
        "no_remedy": Decision(SHOWN, LEFT_OUT, DAYS),
        "acceptance": Decision(INSIDE, LEFT_OUT, DECIDED),
        "confirm_again": Decision(MENTIONED, LEFT_OUT, NOTES),
    },
    Evidence: {
        "kind": Decision(SHOWN, LEFT_OUT, DAYS),
        "ref": Decision(NUMBERED, LEFT_OUT, FILES),
        "collected": Decision(SHOWN, LEFT_OUT, DAYS),
        "by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "valid_until": Decision(SHOWN, LEFT_OUT, DAYS),
        "sha256": Decision(SHOWN, LEFT_OUT, DAYS),
    },
    Remedy: {
        "owner": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "due": Decision(SHOWN, LEFT_OUT, DAYS),
        "guardrail": Decision(SHOWN, LEFT_OUT, DECIDED),
    },
    Acceptance: {
        "risk": Decision(SHOWN, LEFT_OUT, DECIDED),
        "residual": Decision(SHOWN, LEFT_OUT, DECIDED),
        "compensating": Decision(SHOWN, LEFT_OUT, DECIDED),
        "by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "role": Decision(SHOWN, LEFT_OUT, "In which role somebody could accept it."),
        "dated": Decision(SHOWN, LEFT_OUT, DAYS),
        "expires": Decision(SHOWN, LEFT_OUT, DAYS),
    },
    Exchange: {
        "asked_on": Decision(SHOWN, SHOWN, DAYS),
        "asked_of": Decision(BY_ROLE, SHOWN, f"{PEOPLE} The account team is addressed by name."),
        "due": Decision(SHOWN, SHOWN, DAYS),
        "reply": Decision(MENTIONED, SHOWN, THEIRS),
        "replied_by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "replied_on": Decision(SHOWN, SHOWN, DAYS),
        "ref": Decision(NUMBERED, LEFT_OUT, FILES),
        "sha256": Decision(SHOWN, LEFT_OUT, DAYS),
        "valid_until": Decision(SHOWN, LEFT_OUT, DAYS),
        "outcome": Decision(SHOWN, SHOWN, DAYS),
        "follow_up": Decision(MENTIONED, SHOWN, ASKING),
        "earlier": Decision(INSIDE, INSIDE, THEIRS),
        "contract_says": Decision(MENTIONED, LEFT_OUT, "For counsel, who compares the two."),
        "confirm_again": Decision(MENTIONED, MENTIONED, NOTES),
    },
    Approval: {
        "verdict": Decision(SHOWN, LEFT_OUT, DECIDED),
        "by": Decision(BY_ROLE, LEFT_OUT, PEOPLE),
        "at": Decision(SHOWN, LEFT_OUT, DAYS),
        "digest": Decision(SHOWN, LEFT_OUT, DAYS),
        "reason": Decision(SHOWN, LEFT_OUT, DECIDED),
        "until": Decision(SHOWN, LEFT_OUT, DAYS),
    },
}
"""Every field of the answers file. A new one fails a test here, and is left out until it has a row."""


@dataclass(frozen=True)
class Allowed:
    """What an edition may hold, and how it calls the files."""

    engagement: Engagement
    reference: Callable[[str], str]
    """What stands for a reference of the whole engagement."""


def for_edition(engagement: Engagement, checklist: Checklist, edition: ReportEdition) -> Allowed:
    """The engagement as an edition may hold it; the full edition has all of it."""
    if edition is ReportEdition.FULL:
        return Allowed(engagement, lambda ref: ref)
    reader = Reader(engagement, checklist, edition)
    return Allowed(cast(Engagement, reader.built(engagement)), reader.numbered)


class Reader:
    """Builds what one edition may hold. One person has one name in it and one file one number, whatever is shown."""

    def __init__(self, engagement: Engagement, checklist: Checklist, edition: ReportEdition) -> None:
        self.edition = edition
        self.asked = frozenset(question.to for question in checklist.questions.values())
        self.labels = labels(engagement.front, checklist.roles)
        self.known = len(self.labels)
        self.numbers: dict[str, str] = {}

    def built(self, value: Any) -> Any:
        """A value of the model anew, from the fields that are let through; the others are as if nobody gave them."""
        decided = DECISIONS.get(type(value), {})
        shown = {
            field.name: self.let_through(decided[field.name].of(self.edition), getattr(value, field.name))
            for field in fields(value)
            if field.name in decided and decided[field.name].of(self.edition) is not LEFT_OUT
        }
        return type(value)(**shown)

    def let_through(self, way: Way, value: Any) -> Any:
        match way:
            case Way.SHOWN:
                return masked(value) if isinstance(value, str) and not isinstance(value, Enum) else value
            case Way.INSIDE:
                return each(value, self.built)
            case Way.BY_ROLE:
                return each(value, self.by_role)
            case Way.OF_ASKED:
                return {role: name for role, name in value.items() if role in self.asked}
            case Way.NUMBERED:
                return self.numbered(value)
            case Way.MENTIONED:
                return ELSEWHERE if value else ""
            case Way.LEFT_OUT:
                raise AssertionError(way)  # never asked for

    def by_role(self, name: str) -> str:
        """What stands for a name: the same for the same person, and another for another."""
        person = folded(name)
        if person and person not in self.labels:
            self.labels[person] = free(f"Person or team {len(self.labels) - self.known + 1}", self.labels.values())
        return self.labels[person] if person else ""

    def numbered(self, ref: str) -> str:
        if not ref:
            return ""
        kind = "Address" if is_url(ref) else "File"
        return self.numbers.setdefault(place_of(ref), f"{kind} {len(self.numbers) + 1}")


def each(value: Any, change: Callable[[Any], Any]) -> Any:
    """A value changed, or every one of several; what is not given stays so."""
    if isinstance(value, Mapping):
        return {key: change(one) for key, one in value.items()}
    if isinstance(value, tuple):
        return tuple(map(change, value))
    return change(value) if is_dataclass(value) or isinstance(value, str) else value


def labels(front: FrontPage, roles: Mapping[str, str]) -> dict[str, str]:
    """What stands for the people who have a part in the review: the titles of all the roles that they have."""
    titles: dict[str, list[str]] = {}
    for role, name in front.people.items():
        titles.setdefault(folded(name), []).append(roles.get(role, role))
    found: dict[str, str] = {}
    for person, held in titles.items():
        found[person] = free("; ".join(held), found.values())
    for name, part in ((front.owner, "Owner of the review"), (front.reviewed_by, "Reviewer")):
        if folded(name) not in found:
            found[folded(name)] = free(part, found.values())
    found.pop("", None)
    return found


def free(label: str, taken: Iterable[str]) -> str:
    """The label, with a number where somebody else has it: two people never look like one."""
    used = {folded(one) for one in taken}
    numbered = (label if number == 1 else f"{label} ({number})" for number in range(1, len(used) + 2))
    return next(one for one in numbered if folded(one) not in used)
