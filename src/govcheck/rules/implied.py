"""Whether criteria hold at least wherever others do: what can be read from how they are written. Pure.

In three values: where the one is true the other is true, and where it cannot be told the other is not false. What
cannot be read is no, so that a reader is told once too often rather than never.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govcheck.words.criteria import AnswersAre, AnyOf, Criteria, Criterion, FactIs, Not, PlanOffers, Settled, leaves
from govcheck.words.vocabulary import YES


def covers(wide: Criteria | None, narrow: Criteria | None) -> bool:
    """Whether the first hold wherever the second do. None: always."""
    if wide is None:
        return True
    return narrow is not None and all(has(narrow, entry) for entry in wide)


def has(criteria: Criteria, wanted: Criterion) -> bool:
    """Whether criteria hold nowhere but where an entry does."""
    split = (entry for entry in criteria if isinstance(entry, AnyOf))
    return (
        any(entry_has(entry, wanted) for entry in criteria)
        or (isinstance(wanted, AnyOf) and any(covers(part, criteria) for part in wanted.parts))
        or any(all(has(part, wanted) for part in entry.parts) for entry in split)
    )


def entry_has(entry: Criterion, wanted: Criterion) -> bool:
    match entry, wanted:
        case FactIs(), FactIs():
            return entry.question == wanted.question and {*entry.values} <= {*wanted.values}
        case Not(), Not():
            return covers(entry.part, wanted.part)
        case AnswersAre(), AnswersAre():
            said = entry.statuses
            return all(id in said and {*said[id]} <= {*statuses} for id, statuses in wanted.statuses.items())
        case Settled(), Settled():
            return {*wanted.controls} <= {*entry.controls}
        case PlanOffers(), PlanOffers():
            return {*wanted.rows} <= {*entry.rows}
    return entry == wanted


def asked_for_no(question: str, criteria: Iterable[Criteria]) -> bool:
    """Whether some of these can hold because a yes-no question is not yes."""
    return any(
        isinstance(leaf, FactIs) and leaf.question == question and (negated or leaf.values != (YES,))
        for one in criteria
        for leaf, negated in leaves(one)
    )


def written(criteria: Criteria | None) -> str:
    """As in a checklist, on one line; `always` for none."""
    return "always" if criteria is None else "{" + ", ".join(map(entry_written, criteria)) + "}"


def entry_written(entry: Criterion) -> str:
    match entry:
        case FactIs(question, values):
            return f"{question}: {ids(values)}"
        case AnyOf(parts):
            return f"any: [{', '.join(map(written, parts))}]"
        case Not(part):
            return f"not: {written(part)}"
        case AnswersAre(statuses):
            return f"answers: {{{by_control(statuses)}}}"
        case Settled(controls):
            return f"settled: {ids(controls)}"
        case PlanOffers(rows):
            return f"plan-offers: {ids(rows)}"


def by_control(statuses: Mapping[str, tuple[str, ...]]) -> str:
    return ", ".join(f"{id}: {ids(wanted)}" for id, wanted in statuses.items())


def ids(names: tuple[str, ...]) -> str:
    return names[0] if len(names) == 1 else f"[{', '.join(names)}]"
