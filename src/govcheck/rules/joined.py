"""Several checklists as one: one profile, one set of controls, one verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations
from typing import Any

from govcheck.words.checklist import Checklist, Control, Edition, Section, Unchecked
from govcheck.words.values import dataclass

UNIQUE: Mapping[str, str] = {
    "sections": "section",
    "rules": "rule",
    "responsibilities": "responsibility",
    "views": "view",
}
ALIKE: Mapping[str, str] = {
    "profile": "profile question",
    "questions": "question",
    "parties": "party",
    "roles": "role",
    "topics": "topic",
}
"""May stand in two checklists where they are the same."""
TABLES: Mapping[str, str] = {"matrix": "matrix", "plans": "plan table"}


@dataclass(frozen=True)
class Clash:
    """Why two checklists cannot be judged together."""

    one: str
    other: str
    message: str
    hint: str


def joined(checklists: Sequence[Checklist]) -> Checklist:
    """The checklists as one, in their order. They must not clash.

    A control that one takes from another stands in the section of that other one, where it is there. A rule that needs
    a checklist which is not there is not checked.
    """
    provided = names_of(checklists)
    sections = dict(joined_sections(checklists))
    controls = {id for section in sections.values() for id in section.controls}
    unchecked = [one for each in checklists for one in each.unchecked]
    whole_again = {one.rule.id: one.rule for one in unchecked if one.rule.controls <= controls}
    rules = {**merged(checklists, "rules"), **whole_again}
    absent = tuple(
        Unchecked(rule, f"it needs {', '.join(lacking)}")
        for rule in rules.values()
        if (lacking := [id for id in rule.needs if id not in provided])
    )
    lost = tuple(
        Unchecked(rule, f"{gone[0]} was dropped", dropped=True)
        for rule in rules.values()
        if rule.needs and (gone := sorted(rule.controls - controls)) and all(id in provided for id in rule.needs)
    )
    left_out = {unchecked.rule.id for unchecked in (*absent, *lost)}
    first = checklists[0]
    return replace(
        first,
        editions=tuple(edition for one in checklists for edition in one.editions),
        sections=sections,
        sources=each(checklists, "sources"),
        acceptance_days=min(one.acceptance_days for one in checklists),
        approvals=each(checklists, "approvals"),
        topics=merged(checklists, "topics"),
        roles=joined_roles(checklists),
        profile=merged(checklists, "profile"),
        matrix=next((one.matrix for one in checklists if one.matrix), None),
        plans=next((one.plans for one in checklists if one.plans), None),
        parties=merged(checklists, "parties"),
        responsibilities=merged(checklists, "responsibilities"),
        questions=merged(checklists, "questions"),
        rules={id: rule for id, rule in rules.items() if id not in left_out},
        views=merged(checklists, "views"),
        set_aside=merged(checklists, "set_aside"),
        taken=frozenset(),
        tightened=merged(checklists, "tightened"),
        dropped={id: replace(one, still_asked=id in controls) for id, one in merged(checklists, "dropped").items()},
        unchecked=(*(one for one in unchecked if one.rule.id not in whole_again), *absent, *lost),
        bases=tuple(only_built_on(checklists).values()),
    )


def only_built_on(checklists: Iterable[Checklist]) -> Mapping[str, Edition]:
    """The checklists that these take parts from and that are not among them, by id."""
    judged = {edition.id for one in checklists for edition in one.editions}
    return {base.id: base for one in checklists for base in one.bases if base.id not in judged}


def names_of(checklists: Iterable[Checklist]) -> frozenset[str]:
    """The checklists that are there, adapted ones by both names."""
    return frozenset(
        name for one in checklists for edition in one.editions for name in (edition.id, edition.extends) if name
    )


def joined_sections(checklists: Sequence[Checklist]) -> Iterator[tuple[str, Section]]:
    """Each section with the controls that stand in it; a control that several checklists have stands in one."""
    added: dict[str, tuple[str, ...]] = {}
    for section in sections_of(checklists):
        for id, facts in section.shared.items():
            added[id] = tuple(dict.fromkeys((*added.get(id, ()), *facts)))
    stands = places(checklists)
    for section in sections_of(checklists):
        own = {id: one for id, one in section.controls.items() if stands[id] == section.checklist}
        lent = {id: section.shared.get(id, ()) for id in section.controls if id not in own}
        kept = {id: with_facts(one, added.get(id, ())) for id, one in own.items()}
        yield section.id, replace(section, controls=kept, shared={**section.shared, **lent})


def places(checklists: Iterable[Checklist]) -> Mapping[str, str]:
    """In which checklist each control stands: where it is tightened, else where it was written for, else the first."""
    found: dict[str, list[tuple[bool, bool, str]]] = {}
    for one in checklists:
        for id, control in one.controls.items():
            adapted, at_home = bool(one.edition.extends), control.home == one.edition.id
            found.setdefault(id, []).append((adapted, at_home, one.edition.id))
    return {id: max(names, key=lambda name: name[:2])[2] for id, names in found.items()}


def with_facts(control: Control, facts: Iterable[str]) -> Control:
    return replace(control, facts=tuple(dict.fromkeys((*control.facts, *facts)))) if facts else control


def sections_of(checklists: Iterable[Checklist]) -> Iterator[Section]:
    for one in checklists:
        yield from one.sections.values()


def merged(checklists: Iterable[Checklist], part: str) -> dict[str, Any]:
    """One part of all checklists; where two have the same entry the first counts."""
    whole: dict[str, Any] = {}
    for one in checklists:
        whole |= {id: value for id, value in getattr(one, part).items() if id not in whole}
    return whole


def joined_roles(checklists: Sequence[Checklist]) -> dict[str, str]:
    """The roles of all; those of a checklist that lists none are the owners that it names."""
    roles = merged(checklists, "roles")
    if not roles:
        return roles
    unlisted = (control.owner for one in checklists if not one.roles for control in one.controls.values())
    return {**{owner: owner for owner in unlisted if owner}, **roles}


def each(checklists: Iterable[Checklist], part: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for one in checklists for name in getattr(one, part)))


def clashes(checklists: Sequence[Checklist]) -> Iterator[Clash]:
    """Why these checklists cannot be judged together: an id that means two things, or two tables of a kind."""
    for one, other in combinations(checklists, 2):
        yield from (replace(clash, one=one.edition.id, other=other.edition.id) for clash in pair_clashes(one, other))


def pair_clashes(one: Checklist, other: Checklist) -> Iterator[Clash]:
    name = one.edition.id
    base = adapted_by_both(one, other)
    if base:
        yield Clash("", "", f"it has every control of {base}, which {name} has too", "keep one of them")
        return
    yield from control_clashes(one, other)
    for part, kind in UNIQUE.items():
        for id in sorted(ids_of(other, part) & ids_of(one, part)):
            yield Clash("", "", f"{name} has a {kind} called {id} too", "rename it in one of them")
    yield from unlike(one, other)


def ids_of(one: Checklist, part: str) -> set[str]:
    """The ids of one part; of the rules also of those that cannot be checked."""
    lost = [unchecked.rule.id for unchecked in one.unchecked] if part == "rules" else []
    return {*getattr(one, part), *lost}


def control_clashes(one: Checklist, other: Checklist) -> Iterator[Clash]:
    """An id that means two controls, or one control in two wordings of which neither is the adapted one."""
    name = one.edition.id
    mine = {**{id: lost.control for id, lost in one.dropped.items()}, **one.controls}
    theirs = {**{id: lost.control for id, lost in other.dropped.items()}, **other.controls}
    adapting = bool(one.edition.extends) != bool(other.edition.extends)
    for id, control in theirs.items():
        if id not in mine:
            continue
        if mine[id].home != control.home:
            yield Clash("", "", f"control {id} stands in {name} already", "rename it in one of them")
        elif not adapting and content(mine[id]) != content(control):
            yield Clash("", "", f"control {id} is not the same in {name}", "make it the same in both")


def content(control: Control) -> Control:
    """A control without where it stands and which facts are cited for it."""
    return replace(control, section="", origin="", facts=())


def unlike(one: Checklist, other: Checklist) -> Iterator[Clash]:
    """What may stand in both, but only where it is the same."""
    name = one.edition.id
    for part, kind in ALIKE.items():
        for id, value in getattr(other, part).items():
            if getattr(one, part).get(id, value) != value:
                yield Clash("", "", f"{name} has another {kind} called {id}", "rename it in one of them")
    for part, kind in TABLES.items():
        here, there = getattr(one, part), getattr(other, part)
        if here and there and here != there:
            yield Clash("", "", f"{name} has another {kind}", "keep one of them")


def adapted_by_both(one: Checklist, other: Checklist) -> str:
    """The checklist of which both have every control; empty where there is none."""
    ids = (one.edition.id, other.edition.id)
    for base in (one.edition.extends, other.edition.extends):
        if base and (base in ids or one.edition.extends == other.edition.extends):
            return base
    return ""
