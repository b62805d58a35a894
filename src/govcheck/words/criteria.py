"""Criteria: the small language of `applies`, `gate-when`, `derived`, `needed` and a rule's `when`, as data.

A criteria is a tuple of which every entry must hold. What they amount to is worked out in `rules.criteria`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.words.values import dataclass


@dataclass(frozen=True)
class FactIs:
    """The profile question has this value, or any of these."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class AnyOf:
    """At least one of these criteria holds."""

    parts: tuple[Criteria, ...]


@dataclass(frozen=True)
class Not:
    """These criteria do not hold."""

    part: Criteria


@dataclass(frozen=True)
class AnswersAre:
    """Each control's answer, as written, is one of these statuses. Rules only."""

    statuses: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Settled:
    """All of these controls count. Rules only."""

    controls: tuple[str, ...]


@dataclass(frozen=True)
class PlanOffers:
    """The chosen plan has all of these rows. Rules only."""

    rows: tuple[str, ...]


Leaf = FactIs | AnswersAre | Settled | PlanOffers
Criterion = Leaf | AnyOf | Not
Criteria = tuple[Criterion, ...]


def leaves(criteria: Criteria, *, negated: bool = False) -> Iterator[tuple[Leaf, bool]]:
    """Every entry but `any` and `not`, each with whether it stands below an odd number of `not`."""
    for entry in criteria:
        match entry:
            case AnyOf(parts):
                for part in parts:
                    yield from leaves(part, negated=negated)
            case Not(part):
                yield from leaves(part, negated=not negated)
            case _:
                yield entry, negated


def questions_in(criteria: Criteria) -> frozenset[str]:
    """The profile questions that criteria look at, derived ones by their own names."""
    return frozenset(leaf.question for leaf, _ in leaves(criteria) if isinstance(leaf, FactIs))


def controls_in(criteria: Criteria) -> frozenset[str]:
    """The controls that a rule speaks about, so that nobody has to list them twice."""
    named: set[str] = set()
    for leaf, _ in leaves(criteria):
        if isinstance(leaf, AnswersAre):
            named.update(leaf.statuses)
        elif isinstance(leaf, Settled):
            named.update(leaf.controls)
    return frozenset(named)
