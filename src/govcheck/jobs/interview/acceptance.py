"""Asking for an acceptance: who lives with a gap until when, with what instead."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import Person, ask_date, ask_name
from govcheck.jobs.steps import Draft, part, text_step, through
from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.words.engagement import Acceptance
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Residual

RISK = "What can happen while the gap is there."
LEFT = "The risk that is left once something is done instead."
INSTEAD = "A compensating measure: what is done in the place of this control."
ACCEPTS = "Whoever decides to live with the risk; not the owner of the gap."
ROLE = "The role in which it is accepted, such as CISO."
BEGINS = "The day of the decision."
ENDS = "An acceptance always ends; then it is decided anew."


@dataclass(frozen=True)
class Decision:
    """What somebody decides to live with."""

    person: Person
    case: Case
    owner: str
    """Who owns the gap, and so cannot accept it."""


def ask_acceptance(decision: Decision, present: Acceptance | None) -> Acceptance:
    """Who lives with the gap until when, and with what instead. It begins anew each time."""
    person, today = decision.person, decision.case.today
    longest = timedelta(days=decision.case.checklist.acceptance_days)
    before = {**vars(present), "dated": today, "expires": None} if present else {}

    def ask_end(draft: Draft) -> date:
        first, last = draft["dated"], draft["dated"] + longest
        have = draft.get("expires")
        return ask_date(person, f"Until (at the latest {last})", today, have, between(first, last), ENDS)

    steps = [
        text_step(person, "risk", "Which risk is accepted", RISK, "Name the risk."),
        part("residual", lambda draft: ask_residual(person, draft.get("residual"))),
        text_step(person, "compensating", "What is done instead", INSTEAD, "Say what is done instead."),
        part("by", lambda draft: ask_acceptor(decision, draft.get("by", ""))),
        text_step(person, "role", "In which role", ROLE, "Name the role."),
        part("dated", lambda draft: ask_begin(person, today, draft.get("dated", today))),
        part("expires", ask_end),
    ]
    return Acceptance(**through(steps, before))


def ask_begin(person: Person, today: date, before: date) -> date:
    begin = ask_date(person, "Accepted on", today, before, about=BEGINS)
    if begin > today:
        person.show(f"It begins on {begin}; until then it does not count.", "poor")
    return begin


def ask_residual(person: Person, before: Residual | None) -> Residual:
    levels = Choices({level.value: level.value for level in Residual}, about=LEFT)
    while True:
        level = ask_choice(person, "Risk left (low, medium, high)", levels, before or "")
        if level:
            return Residual(level)
        person.show(levels.ways, "poor")


def ask_acceptor(decision: Decision, before: str) -> str:
    """Somebody other than the owner."""
    while True:
        name = ask_name(decision.person, "Accepted by", before, ACCEPTS, "Name who accepts it.")
        if not same_name(name, decision.owner):
            return name
        decision.person.show(f"{name} owns the gap. Somebody else has to accept it.", "poor")
        before = ""


def between(first: date, last: date) -> Callable[[date], str]:
    return lambda end: "" if first <= end <= last else f"{end} is not between {first} and {last}."
