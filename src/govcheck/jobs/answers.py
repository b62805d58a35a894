"""Putting one answer into an answers file, on what stands there at that moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.saving import Entry, Saved, save
from govcheck.jobs.written import ANSWERS, answer_mapping
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Status

Decide = Callable[[Answer | None], Answer]
"""From the answer that stands in the file, if any, to the one that shall."""


class Meanwhile(Exception):
    """Somebody answered the same control after it was shown."""

    def __init__(self, theirs: Answer | None) -> None:
        self.theirs = theirs
        super().__init__("answered meanwhile")


def save_answer(path: Path, shown: str, control: str, decide: Decide) -> Saved:
    """Decides on the answer that stands in the file now, writes the new one, and returns the file as it is then.

    Raises as `save` does, and whatever `decide` raises; then nothing is changed.
    """

    def change(file: EngagementFile) -> Iterable[Entry]:
        new = decide(file.engagement.answers.get(control))
        return [Entry((ANSWERS, control), answer_mapping(new))]

    return save(path, shown, change)


def unless_changed(shown: Answer | None, new: Answer) -> Decide:
    """The new answer, but only over the one that the person saw. The decision raises Meanwhile for another one."""

    def decide(theirs: Answer | None) -> Answer:
        if theirs != shown:
            raise Meanwhile(theirs)
        return new

    return decide


def fitting(answer: Answer) -> Answer:
    """The answer without what does nothing beside its status."""
    if answer.status not in (Status.PARTIAL, Status.NOT_MET):
        answer = replace(answer, remedy=None, no_remedy=False, acceptance=None)
    return answer if answer.status is Status.NOT_APPLICABLE else replace(answer, approved_by="")
