"""Where a sheet that came back is from: which review, and in which versions of its checklists it was asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from govcheck.rules.case import Case
from govcheck.rules.versions import (
    became,
    editions,
    gone,
    heirs,
    is_version,
    merged_text,
    numbers,
    split_text,
    told_since,
)
from govcheck.words.checklist import Checklist
from govcheck.words.history import IdChange
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Fate, Part

NAME = re.compile(r"(.*) \(([^()]*)\)", re.DOTALL)


@dataclass(frozen=True)
class Origin:
    """What a sheet says of itself."""

    organization: str
    versions: Mapping[str, str]
    """By checklist; empty where an older sheet does not say it."""


@dataclass(frozen=True)
class Now:
    """What a control of a sheet is by now."""

    id: str
    doubt: str = ""
    """Why its answer has to be confirmed, since it is to another question; empty where it is not."""
    gone: str = ""
    """What became of it, in a clause, where no control asks the same."""


def review_name(case: Case) -> str:
    """What tells sheets of different reviews and versions apart."""
    named = (f"{edition.id} {edition.version}" for edition in editions(case.checklist).values())
    return f"{case.engagement.front.organization} ({', '.join(named)})"


def origin(text: str) -> Origin:
    """What stands on a sheet, as far as it can be read."""
    found = NAME.fullmatch(text)
    parts = [part.partition(" ") for part in found[2].split(", ")] if found else []
    return Origin(found[1] if found else text, {id: version for id, _, version in parts if id})


def judged_name(one: Origin, checklist: Checklist) -> str:
    """A review in words: the organisation, and the checklists that it is judged by."""
    bases = [base.id for base in checklist.bases]
    named = ", ".join(id for id in one.versions if id not in bases)
    return f"{one.organization} ({named})" if one.versions else one.organization


def later_version(one: Origin, checklist: Checklist) -> str:
    """What a sheet asks in a later version than the checklists here; empty where it does not."""
    for id, edition in editions(checklist).items():
        version = one.versions.get(id)
        if is_version(version) and numbers(version) > numbers(edition.version):
            return f"{id} {version}, and the checklist here is {edition.version}"
    return ""


def asked_now(id: str, one: Origin, checklist: Checklist) -> Now:
    """What became of a control since the sheet was written; it is as it was where the sheet does not say when."""
    doubts: list[str] = []
    for edition in editions(checklist).values():
        written = one.versions.get(edition.id)
        releases = told_since(edition, written, checklist) if is_version(written) else ()
        for place, release in enumerate(releases):
            version = f"{edition.id} {release.version}"
            changes = [change for change in release.changes if change.part is Part.CONTROLS]
            own = next((change for change in changes if change.id == id), None)
            if own and own.fate is Fate.RENAMED:
                id = own.to[0]
            elif own and gone(own):
                to = heirs(own.to, Part.CONTROLS, "", releases[place + 1 :])
                return Now(id, gone=became(replace(own, to=to or own.to), version))
            doubts += doubts_of(id, changes, version)
    return Now(id, "; ".join(doubts))


def doubts_of(id: str, changes: list[IdChange], version: str) -> list[str]:
    """Why one release asks something else of a control that is still there."""
    merged = [change.id for change in changes if change.fate is Fate.MERGED and change.to == (id,)]
    told = [became(one, version) for one in changes if one.id == id and one.fate is Fate.REWORDED]
    told += [split_text(id, version) for one in changes if one.id == id and one.fate is Fate.SPLIT]
    return told + ([merged_text(merged, version)] if merged else [])
