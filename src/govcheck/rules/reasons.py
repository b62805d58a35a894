"""Which facts of the deployment make criteria hold, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts, holds
from govcheck.rules.reach import facts_by_use
from govcheck.rules.wording import value_labels
from govcheck.words.criteria import Criteria, FactIs, leaves
from govcheck.words.vocabulary import NO, UNKNOWN


def reasons(case: Case, criteria: Criteria) -> tuple[str, ...]:
    """The profile values that make criteria hold somewhere, or leave them open: `surfaces is claude.ai`."""
    found = facts_behind(case, criteria, facts_by_use(case).values())
    return tuple(f"{question} is {value_labels(case, question, values)}" for question, values in found.items())


def facts_behind(case: Case, criteria: Criteria, seen: Iterable[Facts]) -> Mapping[str, Iterable[str]]:
    """Profile question to the values that make criteria hold in one of these views, or leave them open."""
    found: dict[str, dict[str, None]] = {}
    for facts in seen:
        if holds(criteria, facts) is not False:
            for question, value in true_values(case, criteria, facts):
                found.setdefault(question, {})[value] = None
    return found


def true_values(case: Case, criteria: Criteria, facts: Facts, *, negated: bool = False) -> Iterator[tuple[str, str]]:
    """The facts that the entries of criteria find true, or not known: question and value."""
    for leaf, against in leaves(criteria, negated=negated):
        if not isinstance(leaf, FactIs):
            continue
        derived, have = case.checklist.profile[leaf.question].derived, facts.values(leaf.question)
        told = [value for value in have if against or value == UNKNOWN or value in leaf.values]
        if derived is None:
            yield from ((leaf.question, value) for value in told)
        elif told:
            yield from true_values(case, derived, facts, negated=have == (NO,))
