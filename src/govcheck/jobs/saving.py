"""Changing entries of an answers file, on what stands there at that moment, and taking the change back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from govcheck.jobs.former import as_asked, kept_beside
from govcheck.jobs.load import EngagementFile, engagement_in
from govcheck.jobs.written import ANSWERS, entries
from govcheck.rules.fates import CONFIRM, PLANS, QUESTIONS, Rename, path_before
from govcheck.rules.migration import Migration
from govcheck.tools import files, yamledit
from govcheck.tools.yamlfile import Document
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Engagement
from govcheck.words.errors import InvalidInput, Problem, Refused
from govcheck.words.values import dataclass

Keys = tuple[str, ...]
IN_BETWEEN = re.compile(r"^line \d+: |, from line \d+ on")
"""A place in a text that is neither the file as it is nor the one that it would be."""
PARTS = (
    "format",
    "checklists",
    "built-on",
    "engagement",
    "profile",
    "use-cases",
    "own-names",
    "matrix",
    "plans",
    "answers",
    "questions",
    "approvals",
)
"""The parts of an answers file in their order."""


@dataclass(frozen=True)
class Entry:
    """What one place of the file holds, or shall hold."""

    path: Keys
    value: Any
    """A mapping of plain values; None where there is nothing."""


@dataclass(frozen=True)
class Saved:
    """A change that is on disk."""

    was: EngagementFile
    file: EngagementFile
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]

    @property
    def raised(self) -> str:
        """What the same change made of a file that was written for an earlier version; empty where it was not."""
        return raised(self.was, self.file)


class ChangedSince(Refused):
    """What was saved has been changed by somebody since, so that it cannot be taken back."""


Change = Callable[[EngagementFile], Iterable[Entry]]
"""From the file as it is now to what shall be different."""


def save(path: Path, shown: str, change: Change) -> Saved:
    """Changes the entries and returns the file as it is then, with what stood there before.

    A file that was written for an earlier version of its checklists is brought to the present one by the same change.
    Everything else in the file stays as it is, what others wrote a moment ago included. Raises InvalidInput where the
    file is invalid, before or after, Refused where it cannot be written, and whatever `change` raises; then nothing
    is changed.
    """
    done: list[Saved] = []

    def changed(before: bytes) -> bytes:
        old = engagement_in(before, shown, path)
        wanted = tuple(Entry(one.path, beside_unread(old, one)) for one in change(old))
        text = carried(before.decode("utf-8"), old.document, old.migration, old.checklist)
        parts = set(old.document.data)
        for entry in wanted:
            text = with_entry(text, entry if entry.path[0] in parts else whole_part(entry), old.checklist)
            parts.add(entry.path[0])
        after = text.encode("utf-8")
        new = engagement_in(after, shown, path)
        done.append(Saved(old, new, held(old, wanted), held(new, wanted)))
        return after

    files.save(path, changed)
    return done[-1]


def taken_back(saved: Saved) -> Change:
    """What undoes a saved change. Raises ChangedSince where somebody has changed the same entries since."""

    def change(now: EngagementFile) -> Iterable[Entry]:
        if held(now, saved.after) != saved.after:
            raise ChangedSince("it has been changed again since, so it stays as it is")
        return saved.before

    return change


def instead(file: EngagementFile, new: Engagement) -> Change:
    """What turns the engagement that was read from this file into another one, but for answers and questions.

    Raises Refused where somebody has changed the same entries since.
    """
    old, wanted = entries(file.checklist, file.engagement), entries(file.checklist, new)
    places = [path for path in dict.fromkeys((*old, *wanted)) if old.get(path) != wanted.get(path)]
    after = tuple(Entry(path, wanted.get(path)) for path in places)

    def change(now: EngagementFile) -> Iterable[Entry]:
        if held(now, after) != held(file, after):
            raise Refused("somebody has changed the same in the meantime", "look at it again")
        return after

    return change


def raised(old: EngagementFile, new: EngagementFile) -> str:
    """That a file is written for newer versions now, with marks at what has to be confirmed again."""
    if not old.migration.versions:
        return ""
    versions = " and ".join(f"{id} {now}" for id, _, now in old.migration.versions)
    left = [id for id in old.migration.confirm if is_marked(new, id)]
    marks = f", with a mark at what has to be confirmed again: {', '.join(left)}" if left else ""
    return f"{new.shown} is written for {versions} now{marks}."


def is_marked(file: EngagementFile, id: str) -> bool:
    data = file.document.data
    return any(value_at(data, (part, id, CONFIRM)) for part in (ANSWERS, QUESTIONS, PLANS))


def held(file: EngagementFile, places: Iterable[Entry]) -> tuple[Entry, ...]:
    """What a file holds at these places, as it was read: with the marks that its versions bring."""
    return tuple(Entry(entry.path, value_at(file.migration.data, entry.path)) for entry in places)


def carried(text: str, document: Document, migration: Migration, checklist: Checklist) -> str:
    """The text brought to the versions that its checklists have now; `document` is what was read of it.

    Raises InvalidInput with the place of what cannot be changed, in the file as it is.
    """
    for number, edit in enumerate(migration.edits):
        try:
            if isinstance(edit, Rename):
                text = yamledit.rename(text, edit.path, edit.to)
            else:
                text = yamledit.put(text, edit.path, edit.value, order_of(checklist, edit.path))
        except Refused as error:
            place = document.at(path_before(edit.path, migration.edits[:number]), key=True)
            says = IN_BETWEEN.sub("", error.message)
            raise InvalidInput([Problem(document.path, *place, says, IN_BETWEEN.sub("", error.hint))]) from None
    return text


def beside_unread(file: EngagementFile, entry: Entry) -> Any:
    """What the entry shall hold, with what stands there and was not read since nobody asks for it any more."""
    if entry.value is None or entry.path[0] == ANSWERS:
        return entry.value
    there = file.migration.data
    return kept_beside(value_at(there, entry.path), value_at(as_asked(there, file.checklist), entry.path), entry.value)


def value_at(data: Any, path: Keys) -> Any:
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return None
        data = data[key]
    return data


def whole_part(entry: Entry) -> Entry:
    """The same with the part of the file that holds it, for a file that does not have that part yet."""
    head, *below = entry.path
    value = entry.value
    for key in reversed(below):
        value = {key: value}
    return Entry((head,), value)


def with_entry(text: str, entry: Entry, checklist: Checklist) -> str:
    """The text with the entry as it shall be."""
    if entry.value is None:
        return yamledit.remove(text, entry.path)
    return yamledit.put(text, entry.path, entry.value, order_of(checklist, entry.path))


def order_of(checklist: Checklist, path: Keys) -> Sequence[str]:
    """The order in which the entries beside this one stand."""
    if path[1:]:
        matrix, plans = checklist.matrix, checklist.plans
        beside: Mapping[str, Iterable[str]] = {
            "answers": checklist.controls,
            "questions": checklist.questions,
            "matrix": checklist.profile[matrix.rows].values if matrix else (),
            "plans": plans.rows if plans else (),
            "approvals": checklist.approvals,
        }
        return tuple(beside.get(path[0], ()))
    return PARTS
