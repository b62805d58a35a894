"""Which facts of the deployment make criteria hold, in words. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts, holds
from govcheck.rules.reach import facts_by_use
from govcheck.rules.wording import value_labels
from govcheck.words.criteria import Criteria, FactIs, leaves
from govcheck.words.vocabulary import UNKNOWN


def reasons(case: Case, criteria: Criteria) -> tuple[str, ...]:
    """The profile values that make criteria hold somewhere, or leave them open: `surfaces is claude.ai`."""
    found: dict[str, dict[str, None]] = {}
    for facts in facts_by_use(case).values():
        if holds(criteria, facts) is not False:
            for question, value in true_values(case, criteria, facts):
                found.setdefault(question, {})[value] = None
    return tuple(f"{question} is {value_labels(case, question, values)}" for question, values in found.items())


def true_values(case: Case, criteria: Criteria, facts: Facts) -> Iterator[tuple[str, str]]:
    """The facts that the entries of criteria find true, or not known: question and value."""
    for leaf, negated in leaves(criteria):
        if not isinstance(leaf, FactIs):
            continue
        derived, have = case.checklist.profile[leaf.question].derived, facts.values(leaf.question)
        told = [value for value in have if negated or value == UNKNOWN or value in leaf.values]
        if derived is None:
            yield from ((leaf.question, value) for value in told)
        elif told:
            yield from true_values(case, derived, facts)
