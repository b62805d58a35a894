"""What criteria amount to, in three values: true, false, and None where it cannot be told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field
from itertools import repeat
from typing import assert_never

from govcheck.words.criteria import AnswersAre, AnyOf, Criteria, Criterion, FactIs, Not, PlanOffers, Settled
from govcheck.words.engagement import Values
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import SILENCE, UNKNOWN

Truth = bool | None


@dataclass(frozen=True)
class Facts:
    """What criteria can see, narrowed to one use case."""

    profile: Mapping[str, Values] = field(default_factory=dict)
    """Derived questions included; a question that is absent is unknown."""
    offers: Mapping[str, Truth] = field(default_factory=dict)
    """Plan row to: has the chosen plan got it?"""
    answers: Mapping[str, str] = field(default_factory=dict)
    """Control to status as written, or `unanswered` where it is due here; absent where nothing is written or due."""
    settled: frozenset[str] = frozenset()
    """The controls that count here, excluded ones included."""
    doubted: Mapping[str, str] = field(default_factory=dict)
    """Control to status as written, of those that have to be confirmed again: it may be that as well."""
    perhaps: frozenset[str] = frozenset()
    """The controls that would count here if they were confirmed."""

    def values(self, question: str) -> Values:
        """What is known of a profile question."""
        return self.profile.get(question, (UNKNOWN,))


def holds(criteria: Criteria, facts: Facts) -> Truth:
    """Whether every entry holds."""
    return every(map(entry_holds, criteria, repeat(facts)))  # without a generator: this runs most


def entry_holds(entry: Criterion, facts: Facts) -> Truth:
    match entry:
        case FactIs():
            return among(facts.values(entry.question), entry.values)
        case AnyOf(parts):
            return negate(every(negate(holds(part, facts)) for part in parts))
        case Not(part):
            return negate(holds(part, facts))
        case AnswersAre(statuses):
            return every(is_answered(control, wanted, facts) for control, wanted in statuses.items())
        case Settled(controls):
            return every(
                control in facts.settled or (None if control in facts.perhaps else False) for control in controls
            )
        case PlanOffers(rows):
            return every(facts.offers.get(row) for row in rows)
        case _ as never:
            assert_never(never)


def among(have: Values, wanted: Values) -> Truth:
    """One of the values is wanted; what is unknown could be."""
    for value in have:
        if value in wanted:
            return True
    return None if UNKNOWN in have else False


def is_answered(control: str, wanted: Values, facts: Facts) -> Truth:
    """What has to be confirmed again may be what is written, so nothing that it clashes with is ruled out by that."""
    sure, written = matches(facts.answers.get(control), wanted), facts.doubted.get(control)
    return sure if written is None or matches(written, wanted) is sure else None


def matches(status: str | None, wanted: Values) -> bool:
    """Silence where an answer is due is also `unknown`; silence elsewhere is nothing."""
    return status in wanted or (status == SILENCE and UNKNOWN in wanted)


def every(truths: Iterable[Truth]) -> Truth:
    """Kleene's and: what is false decides at once."""
    seen: Truth = True
    for truth in truths:
        if truth is False:
            return False
        seen = seen and truth
    return seen


def negate(truth: Truth) -> Truth:
    return None if truth is None else not truth
