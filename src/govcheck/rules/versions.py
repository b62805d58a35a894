"""Which version of a checklist comes after which, and what changed between two of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import TypeGuard

from govcheck.rules.suggest import write_instead
from govcheck.words.checklist import Checklist, Edition
from govcheck.words.history import IdChange, Release
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part, QuestionType

Numbers = tuple[int, int, int]
Ids = tuple[str, ...]
VERSION = re.compile(r"(0|[1-9][0-9]{0,9})\.(0|[1-9][0-9]{0,9})\.(0|[1-9][0-9]{0,9})")


def is_version(value: object) -> TypeGuard[str]:
    """Whether it can be compared; the schema tells of what it is not."""
    return isinstance(value, str) and VERSION.fullmatch(value) is not None


def numbers(version: str) -> Numbers:
    """Major, minor and patch of a version that the schema has passed."""
    major, minor, patch = map(int, version.split("."))
    return major, minor, patch


def major(version: str) -> int:
    return numbers(version)[0]


def since(edition: Edition, version: str) -> tuple[Release, ...]:
    """The releases after a version, the oldest first."""
    return tuple(release for release in edition.history if numbers(release.version) > numbers(version))


def without_history(edition: Edition, version: str) -> str:
    """The first major version after this one of which the checklist does not say what it changed; empty if none."""
    told = {release.version for release in edition.history}
    majors = range(numbers(version)[0] + 1, numbers(edition.version)[0] + 1)
    return next((f"{major}.0.0" for major in majors if f"{major}.0.0" not in told), "")


def editions(checklist: Checklist) -> Mapping[str, Edition]:
    """Every checklist that has a part in the engagement, also those that are only built on, by id."""
    return {edition.id: edition for edition in (*checklist.editions, *checklist.bases)}


def ids_of(checklist: Checklist, part: Part) -> Mapping[str, Ids]:
    """The ids of one part that answers can name; those of values by their profile question, else under no name."""
    asked = {id: one for id, one in checklist.profile.items() if one.derived is None}
    match part:
        case Part.CONTROLS:
            return {"": (*checklist.controls, *checklist.dropped)}
        case Part.QUESTIONS:
            return {"": tuple(checklist.questions)}
        case Part.PLANS:
            return {"": tuple(checklist.plans.rows) if checklist.plans else ()}
        case Part.PROFILE:
            return {"": tuple(asked)}
        case Part.VALUES:
            return {id: tuple(one.values) for id, one in asked.items() if one.type is not QuestionType.YES_NO}
        case Part.ROLES:
            return {"": tuple(checklist.roles)}


def told_since(edition: Edition, version: str, checklist: Checklist) -> tuple[Release, ...]:
    """The releases after a version, as far as they concern the answers: an id that another checklist has stays."""
    releases = since(edition, version)
    still = Stays(checklist)
    return tuple(
        replace(one, changes=tuple(change for change in one.changes if not still.has(change, releases[place + 1 :])))
        for place, one in enumerate(releases)
    )


@dataclass(frozen=True)
class Stays:
    """Which ids that are gone by one history are there all the same: no history says so of ids of its own checklist."""

    checklist: Checklist

    def has(self, change: IdChange, later: Sequence[Release]) -> bool:
        return gone(change) and change.id in self.ids[change.part].get(name_now(change.question, later), ())

    @cached_property
    def ids(self) -> Mapping[Part, Mapping[str, Ids]]:
        return {part: ids_of(self.checklist, part) for part in Part}


@dataclass(frozen=True)
class Gone:
    """What became of an id that no version has any more."""

    change: IdChange
    version: str
    heirs: tuple[str, ...]
    """The ids that ask it by now; empty where nothing does."""

    @property
    def text(self) -> str:
        """In a clause, with the ids of today."""
        if not self.change.to or self.heirs == self.change.to:
            return became(self.change, self.version)
        if not self.heirs:
            return f"{became(self.change, self.version)}, and not asked any more"
        return became(replace(self.change, to=self.heirs), "").removesuffix(" since ") + " now"


Former = Mapping[tuple[str, str], Gone]
"""By the profile question that a value belongs to (else empty) and the id that there was."""


def former(checklist: Checklist, part: Part) -> Former:
    """The ids of one part that no version has any more, each with what became of it."""
    histories = (edition.history for edition in editions(checklist).values())
    there = ids_of(checklist, part)
    return {
        (of, id): one
        for history in histories
        for (of, id), one in former_ids(history, part).items()
        if id not in there.get(of, ())  # another checklist has it
    }


@lru_cache(maxsize=256)  # it is asked for again at every assessment
def former_ids(history: tuple[Release, ...], part: Part) -> Former:
    """The same of one checklist."""
    return {
        (name_now(change.question, later), change.id): Gone(
            change, release.version, heirs(change.to, part, change.question, later)
        )
        for place, release in enumerate(history)
        for later in (history[place + 1 :],)
        for change in release.changes
        if change.part is part and gone(change)
    }


def instead(former: Former, question: str = "") -> Mapping[str, str]:
    """By the id that there was: what became of it, as a hint to somebody who wrote it."""
    return {id: f"it is {one.text}" for (of, id), one in former.items() if of == question}


def other_control(checklist: Checklist, id: str) -> str:
    """What to write instead of a control that there is not."""
    return instead(former(checklist, Part.CONTROLS)).get(id) or write_instead(id, checklist.controls)


def removed(checklist: Checklist, part: Part) -> Former:
    """Those of which no version asks anything any more: what was said of them has no other place to go to."""
    return {where: one for where, one in former(checklist, part).items() if one.change.fate is Fate.REMOVED}


def heirs(ids: Iterable[str], part: Part, question: str, releases: Iterable[Release]) -> tuple[str, ...]:
    """What ids have become after these releases; those of values belong to a question as it is called before them."""
    now = tuple(ids)
    for release in releases:
        question = name_now(question, (release,))
        to = {
            change.id: change.to
            for change in release.changes
            if change.part is part and change.question == question and change.fate is not Fate.REWORDED
        }
        now = tuple(dict.fromkeys(heir for id in now for heir in to.get(id, (id,))))
    return now


def name_now(question: str, releases: Iterable[Release]) -> str:
    """What a profile question is called after these releases."""
    for release in releases:
        for change in release.changes:
            if change.part is Part.PROFILE and change.fate is Fate.RENAMED and change.id == question:
                question = change.to[0]
    return question


def gone(change: IdChange) -> bool:
    """Whether the id is no longer there."""
    return change.fate is not Fate.REWORDED and change.id not in change.to


def became(change: IdChange, version: str) -> str:
    """In a clause."""
    to = " and ".join(change.to)
    match change.fate:
        case Fate.RENAMED:
            return f"called {to} since {version}"
        case Fate.SPLIT:
            return f"asked as {to} since {version}"
        case Fate.MERGED:
            return f"asked in {to} since {version}"
        case Fate.REMOVED:
            return f"not there any more since {version}: {clause(change.says)}"
        case Fate.REWORDED:
            return f"reworded in {version}: {clause(change.says)}"


def split_text(id: str, version: str) -> str:
    """Why the parts of a control have to be confirmed."""
    return f"{id} was split in {version}"


def merged_text(ids: Sequence[str], version: str) -> str:
    """Why what several controls were merged into has to be confirmed."""
    return f"{' and '.join(ids)} {'was' if len(ids) == 1 else 'were'} merged into it in {version}"


def clause(sentence: str) -> str:
    """A sentence as a part of another one."""
    return sentence.strip().removesuffix(".")
