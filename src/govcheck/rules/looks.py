"""A look at an engagement: what it was made from, and what the next one can take over from it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import compress
from operator import is_, is_not
from typing import TypeVar

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.reach import facts_by_use, facts_of, gates_of, values_by_use
from govcheck.words.assessment import Assessment, Finding
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate

Gates = Mapping[str, Gate]
T = TypeVar("T")


@dataclass(frozen=True)
class Reach:
    """Which controls reach which use cases."""

    by_use: Mapping[str, Facts]
    """What each use case sees."""
    gates: Mapping[str, Gates]
    """Control, then use case that it reaches."""
    later: frozenset[str]
    """Controls of a phase after the stage."""


@dataclass(frozen=True)
class Look:
    """An assessment, and what it was made from."""

    case: Case
    reach: Reach
    fired: Mapping[str, Finding]
    """The rules that are true there, or cannot be told."""
    found: Mapping[str, tuple[Finding, ...]]
    """What each control does to the use cases that it reaches: nothing where it is due later."""
    assessment: Assessment


def is_alike(one: Case, other: Case) -> bool:
    """Whether the state of a control is the same in both where its answer and its gates are.

    A state looks at nothing else but the front page, the replies, the day, the files, and what was said of controls
    that are gone.
    """
    old, new = one.engagement, other.engagement
    same = one.checklist is other.checklist and one.digests is other.digests and one.today == other.today
    return same and old.front == new.front and old.questions is new.questions and not (old.kept or new.kept)


def reach_again(case: Case, alike: Look | None) -> Reach:
    """What reaches what; after an alike case what is the same is the very same."""
    by_use = facts_again(case, alike)
    if alike and by_use is alike.reach.by_use:
        return alike.reach
    gates, last = gates_again(case, by_use, alike), case.last_phase.rank
    after = (ids for phase, ids in case.checklist.of_phase.items() if phase.rank > last)
    return Reach(by_use, gates, frozenset().union(*after) & gates.keys())


def facts_again(case: Case, alike: Look | None) -> Mapping[str, Facts]:
    """The facts of each use case: those of an alike case where its values and the plan's are the same."""
    if alike is None or alike.case.engagement.plans is not case.engagement.plans:
        return facts_by_use(case)
    old, new = alike.case.engagement, case.engagement
    if old.profile is new.profile and old.use_cases is new.use_cases:
        return alike.reach.by_use
    were = values_by_use(alike.case)
    return {
        use: alike.reach.by_use[use] if values == were.get(use) else facts_of(case, values)
        for use, values in values_by_use(case).items()
    }


def gates_again(case: Case, by_use: Mapping[str, Facts], alike: Look | None) -> Mapping[str, Gates]:
    """The controls that reach some use case, each with its gate in every use case that it reaches.

    With the same use cases as in an alike case only those can differ that depend on a fact that changed.
    """
    controls = case.checklist.controls
    were: Mapping[str, Gates] = {}
    looked_at: Iterable[str] = controls
    if alike and [*by_use] == [*alike.reach.by_use]:
        were, depending = alike.reach.gates, case.checklist.depending
        looked_at = {id for fact in facts_changed(by_use, alike) for id in depending.get(fact, ())}
    anywhere = {gate: dict.fromkeys(by_use, gate) for gate in Gate}
    again = {
        id: gates_of(controls[id], by_use) if controls[id].conditional else anywhere[controls[id].gate]
        for id in looked_at
    }
    changed = {id: gates for id, gates in again.items() if gates != were.get(id, {})}
    if were and not changed:
        return were
    gone = {id for id, gates in changed.items() if not gates}
    return laid_over(were, changed, [id for id in controls if id not in gone and (id in were or id in changed)])


def facts_changed(by_use: Mapping[str, Facts], alike: Look) -> set[str]:
    """The profile questions that some use case answers otherwise than in an alike case."""
    pairs = [(facts.profile, alike.reach.by_use[use].profile) for use, facts in by_use.items()]
    return {fact for now, was in pairs if now is not was for fact in {*now, *was} if now.get(fact) != was.get(fact)}


def gates_changed(reach: Reach, alike: Look | None) -> Iterable[str]:
    """The controls whose gates are others than in an alike case."""
    were = alike.reach.gates if alike else {}
    return () if reach.gates is were else [id for id, uses in reach.gates.items() if uses is not were.get(id)]


def answers_changed(case: Case, alike: Look | None) -> Sequence[str]:
    """The controls that are answered otherwise than in an alike case, whether they reach anything or not."""
    new = case.engagement.answers
    old = alike.case.engagement.answers if alike else new
    if old is new:
        return ()
    if len(old) == len(new) and all(map(is_, old, new)):  # the same ids in the same order, as after most changes
        others = compress(new, map(is_not, old.values(), new.values()))
        return [id for id in others if old[id] != new[id]]
    told = [id for id, answer in new.items() if answer is not (was := old.get(id)) and answer != was]
    return (*told, *(id for id in old if id not in new))


def weighs_otherwise(gates: Gates, id: str, alike: Look | None) -> bool:
    """Whether a state may be another than in an alike case: it knows what gates there are, not where."""
    return alike is None or {*gates.values()} != {*alike.reach.gates.get(id, {}).values()}


def laid_over(old: Mapping[str, T], new: Mapping[str, T], ids: Collection[str]) -> Mapping[str, T]:
    """What stands for each of these ids, in their order: what is new, else what was there."""
    if not new and len(old) == len(ids):
        return old
    whole = {**old, **new}
    return whole if len(whole) == len(old) == len(ids) else {id: whole[id] for id in ids}
