"""Two versions of checklists, and what each thing of the earlier one is called in the later one. Pure.

Either may be several that were joined. What they are built on counts as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from typing import Any

from govcheck.rules.versions import Ids, editions, heirs, told_since
from govcheck.words.checklist import Checklist, Control, Matrix, PlanRow, PlanTable, ProfileQuestion, Rule, Section
from govcheck.words.criteria import AnswersAre, AnyOf, Criteria, Criterion, FactIs, Not, PlanOffers, Settled
from govcheck.words.history import IdChange, Release
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part


@dataclass(frozen=True)
class Versions:
    """Two versions, each valid by itself."""

    old: Checklist
    new: Checklist

    @cached_property
    def releases(self) -> Mapping[str, tuple[Release, ...]]:
        """By checklist, what its history says of the versions between the two, the oldest first."""
        now = editions(self.new)
        return {id: told_since(now[id], one.version, self.new) for id, one in editions(self.old).items() if id in now}

    @property
    def changes(self) -> Iterator[IdChange]:
        return (change for told in self.releases.values() for release in told for change in release.changes)

    def heirs(self, part: Part, id: str, question: str = "") -> Ids:
        """What an id of the earlier version has become by what the histories say."""
        return self.along(part, id, question, lambda release: release)

    def called(self, part: Part, id: str, question: str = "") -> str:
        """What an id of the earlier version is called in the later one, if it is there and asks the same."""
        return self.along(part, id, question, only_renamed)[0]

    def along(self, part: Part, id: str, question: str, kept: Callable[[Release], Release]) -> Ids:
        now: Ids = (id,)
        for told in self.releases.values():
            now = heirs(now, part, question, map(kept, told))
        return now

    @cached_property
    def before(self) -> Checklist:
        """The earlier version with the names that its things have in the later one."""
        return Names(self).checklist()

    def now(self, id: str) -> Ids:
        """The controls of the later version that ask what one of the earlier version asked."""
        asking = dict.fromkeys((*self.heirs(Part.CONTROLS, id), self.called(Part.CONTROLS, id)))
        return tuple(one for one in asking if one in self.new.controls)


def only_renamed(release: Release) -> Release:
    return replace(release, changes=tuple(change for change in release.changes if change.fate is Fate.RENAMED))


@dataclass(frozen=True)
class Names:
    """Puts the names of the later version into the earlier one."""

    two: Versions

    def checklist(self) -> Checklist:
        old, called = self.two.old, self.two.called
        return replace(
            old,
            sections={id: self.section(one) for id, one in old.sections.items()},
            approvals=tuple(called(Part.ROLES, id) for id in old.approvals),
            roles=self.keyed(Part.ROLES, old.roles),
            profile={called(Part.PROFILE, id): self.fact(one) for id, one in old.profile.items()},
            matrix=self.matrix(old.matrix) if old.matrix else None,
            plans=self.plans(old.plans) if old.plans else None,
            questions={called(Part.QUESTIONS, id): one for id, one in old.questions.items()},
            rules={id: self.rule(one) for id, one in old.rules.items()},
            dropped={
                called(Part.CONTROLS, id): replace(one, control=self.control(one.control))
                for id, one in old.dropped.items()
            },
            unchecked=tuple(replace(one, rule=self.rule(one.rule)) for one in old.unchecked),
        )

    def keyed(self, part: Part, there: Mapping[str, Any], question: str = "") -> dict[str, Any]:
        return {self.two.called(part, id, question): value for id, value in there.items()}

    def section(self, one: Section) -> Section:
        controls = {self.two.called(Part.CONTROLS, id): self.control(each) for id, each in one.controls.items()}
        return replace(one, controls=controls, shared=self.keyed(Part.CONTROLS, one.shared))

    def control(self, one: Control) -> Control:
        called = self.two.called
        return replace(
            one,
            id=called(Part.CONTROLS, one.id),
            gate_when={gate: self.criteria(when) for gate, when in one.gate_when.items()},
            applies=self.criteria(one.applies) if one.applies is not None else None,
            owner=called(Part.ROLES, one.owner),
            asks=tuple(called(Part.QUESTIONS, id) for id in one.asks),
        )

    def fact(self, one: ProfileQuestion) -> ProfileQuestion:
        return replace(
            one,
            id=self.two.called(Part.PROFILE, one.id),
            values=self.keyed(Part.VALUES, one.values, one.id),
            derived=self.criteria(one.derived) if one.derived is not None else None,
        )

    def matrix(self, one: Matrix) -> Matrix:
        called = self.two.called
        cells = {
            (called(Part.VALUES, row, one.rows), called(Part.VALUES, column, one.columns)): cell
            for (row, column), cell in one.cells.items()
        }
        return replace(one, rows=called(Part.PROFILE, one.rows), columns=called(Part.PROFILE, one.columns), cells=cells)

    def plans(self, one: PlanTable) -> PlanTable:
        rows = {self.two.called(Part.PLANS, id): self.row(row, one.question) for id, row in one.rows.items()}
        return replace(one, question=self.two.called(Part.PROFILE, one.question), rows=rows)

    def row(self, one: PlanRow, question: str) -> PlanRow:
        needed = self.criteria(one.needed) if one.needed is not None else None
        id, claimed = self.two.called(Part.PLANS, one.id), self.keyed(Part.VALUES, one.claimed, question)
        return replace(one, id=id, claimed=claimed, needed=needed)

    def rule(self, one: Rule) -> Rule:
        return replace(one, when=self.criteria(one.when))

    def criteria(self, one: Criteria) -> Criteria:
        return tuple(map(self.entry, one))

    def entry(self, one: Criterion) -> Criterion:
        called = self.two.called
        match one:
            case FactIs(question, values):
                now = tuple(called(Part.VALUES, value, question) for value in values)
                return FactIs(called(Part.PROFILE, question), now)
            case AnyOf(parts):
                return AnyOf(tuple(map(self.criteria, parts)))
            case Not(part):
                return Not(self.criteria(part))
            case AnswersAre(statuses):
                return AnswersAre(self.keyed(Part.CONTROLS, statuses))
            case Settled(controls):
                return Settled(tuple(called(Part.CONTROLS, id) for id in controls))
            case PlanOffers(rows):
                return PlanOffers(tuple(called(Part.PLANS, id) for id in rows))
