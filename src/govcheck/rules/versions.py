"""Which version of a checklist comes after which, and what changed between two of them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TypeGuard

from govcheck.words.checklist import Checklist, Edition
from govcheck.words.history import Change, Release
from govcheck.words.vocabulary import Fate, Part

Numbers = tuple[int, int, int]
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


def editions(checklist: Checklist) -> Mapping[str, Edition]:
    """Every checklist that has a part in the engagement, also those that are only built on, by id."""
    return {edition.id: edition for edition in (*checklist.editions, *checklist.bases)}


Former = Mapping[tuple[str, str], str]
"""What became of it, by the profile question that a value belongs to (else empty) and the id that there was."""


def former(checklist: Checklist, part: Part) -> Former:
    """The ids of one part that no version has any more, each with what became of it."""
    return {
        (name_now(change.question, edition.history[place + 1 :]), change.id): became(change, release.version)
        for edition in editions(checklist).values()
        for place, release in enumerate(edition.history)
        for change in release.changes
        if change.part is part and gone(change)
    }


def name_now(question: str, releases: Iterable[Release]) -> str:
    """What a profile question is called after these releases."""
    for release in releases:
        for change in release.changes:
            if change.part is Part.PROFILE and change.fate is Fate.RENAMED and change.id == question:
                question = change.to[0]
    return question


def gone(change: Change) -> bool:
    """Whether the id is no longer there."""
    return change.fate is not Fate.REWORDED and change.id not in change.to


def became(change: Change, version: str) -> str:
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
            return f"not there any more since {version}: {change.says}"
        case Fate.REWORDED:
            return f"reworded in {version}: {change.says}"
