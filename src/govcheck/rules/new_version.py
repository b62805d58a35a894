"""By which number a checklist has to be raised, and why. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from govcheck.rules.asks_less import Less
from govcheck.rules.two_versions import Versions
from govcheck.rules.versions import ids_of, numbers
from govcheck.rules.weighed import weighed
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part


class Raised(IntEnum):
    """The highest number of a version that is other than before."""

    NOT = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True)
class Reason:
    """Why a version has to be raised."""

    raised: Raised
    text: str
    """In a clause."""


def raised(before: str, now: str) -> Raised:
    """By which number one version is higher than another one."""
    pairs = zip(numbers(before), numbers(now), strict=True)
    first = next((place for place, (was, is_now) in enumerate(pairs) if was != is_now), None)
    return Raised.NOT if first is None else Raised(Raised.MAJOR - first)


def version_for(wanted: Raised, before: str, now: str) -> str:
    """The first version after the earlier one that is raised so far, or the later one where it is."""
    if raised(before, now) >= wanted:
        return now
    major, minor, patch = numbers(before)
    first = {
        Raised.MAJOR: (major + 1, 0, 0),
        Raised.MINOR: (major, minor + 1, 0),
        Raised.PATCH: (major, minor, patch + 1),
    }
    return ".".join(map(str, first[wanted]))


def reasons(two: Versions, less: tuple[Less, ...]) -> Iterator[Reason]:
    """The weightiest first."""
    yield from (Reason(Raised.MAJOR, one.text) for one in less)
    yield from (Reason(Raised.MAJOR, text) for text in breaks(two))
    yield from (Reason(Raised.MINOR, text) for text in weighs_otherwise(two))
    if two.old.edition.digest != two.new.edition.digest:
        yield Reason(Raised.PATCH, "the content is not the same")


def breaks(two: Versions) -> Iterator[str]:
    """What makes an answers file say something else, or nothing at all."""
    for part in Part:
        now = ids_of(two.new, part)
        for question, ids in ids_of(two.old, part).items():
            asked = two.called(Part.PROFILE, question) if question else ""
            there = now.get(asked, ())
            yield from (f"{id} is gone from {asked or part.value}" for id in ids if id not in there)
    for id, was in two.before.profile.items():
        is_now = two.new.profile.get(id)
        if is_now and was.type is not is_now.type:
            yield f"profile question {id} is {is_now.type}, before {was.type}"
        if is_now and was.per_use_case and not is_now.per_use_case:
            yield f"profile question {id} is no longer answered for each use case"


def weighs_otherwise(two: Versions) -> Iterator[str]:
    """What is new or weighs more, and what has to be confirmed again."""
    was, is_now = weighed(two.before), weighed(two.new)
    for place in dict.fromkeys((*is_now, *was)):
        if place not in was:
            yield f"{' '.join(place)} is new"
        elif was[place] != is_now.get(place):
            yield f"{' '.join(place)} is other than before"
    yield from (f"{one.id} is reworded" for one in two.changes if one.fate is Fate.REWORDED)
