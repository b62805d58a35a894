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
    """The profile values that make criteria hold, or leave them open: `surfaces: claude.ai`."""
    found: dict[str, None] = {}
    for facts in facts_by_use(case).values():
        if holds(criteria, facts) is not False:
            found |= dict.fromkeys(true_leaves(case, criteria, facts))
    return tuple(found)


def true_leaves(case: Case, criteria: Criteria, facts: Facts) -> Iterator[str]:
    """The entries about facts that are not false, in words."""
    for leaf, negated in leaves(criteria):
        if not isinstance(leaf, FactIs):
            continue
        question, have = case.checklist.profile[leaf.question], facts.values(leaf.question)
        told = have if negated else tuple(value for value in have if value in leaf.values)
        if question.derived is not None:
            yield from true_leaves(case, question.derived, facts) if told else ()
        elif UNKNOWN in have:
            yield f"{question.id} is not known yet"
        elif told:
            yield f"{question.id} is {value_labels(case, question.id, told)}"
