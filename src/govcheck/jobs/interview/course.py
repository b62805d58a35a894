"""The way through a list of questions: forward, back, and to any of them. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace

from govcheck.jobs.saving import Saved
from govcheck.words.engagement import Confirmation
from govcheck.words.values import dataclass

UNDONE = 100
"""So many changes can be undone."""


@dataclass(frozen=True)
class Course:
    """Where one is, where one came from, and what is still to come."""

    queue: tuple[str, ...]
    """The whole list."""
    upcoming: tuple[str, ...]
    """The question at hand, then the others."""
    trail: tuple[str, ...] = ()
    """Those that were left, the last one last."""
    owners: Mapping[str, str] = field(default_factory=dict)
    """Names that wait for the answer to their question."""
    saved: tuple[tuple[Saved, str], ...] = ()
    """What was saved in this sitting, the last one last, each with what it is for a reader."""
    reply: Confirmation | None = None
    """What the account team confirmed last in this sitting: one reply often tells of several rows."""

    @property
    def here(self) -> str:
        """The question at hand; empty behind the last one."""
        return next(iter(self.upcoming), "")

    @property
    def place(self) -> str:
        """Where the question at hand stands in the list: `3 of 12`."""
        if self.here not in self.queue:
            return "beside the list"
        return f"{self.queue.index(self.here) + 1} of {len(self.queue)}"

    def onward(self) -> Course:
        """To the next question."""
        return replace(self, upcoming=self.upcoming[1:], trail=(*self.trail, self.here))

    def back(self) -> Course:
        """To the question before, if there was one; the one at hand comes again after it."""
        if not self.trail:
            return self
        return replace(self, upcoming=(self.trail[-1], *self.upcoming), trail=self.trail[:-1])

    def with_saved(self, saved: Saved, what: str) -> Course:
        """With one more thing that can be undone."""
        return replace(self, saved=(*self.saved[1 - UNDONE :], (saved, what)))

    def without(self, ids: Iterable[str]) -> Course:
        """Without questions that do not apply any more: neither forward nor back leads to them."""
        gone = frozenset(ids)
        queue, upcoming, trail = (
            tuple(id for id in row if id not in gone) for row in (self.queue, self.upcoming, self.trail)
        )
        return replace(self, queue=queue, upcoming=upcoming, trail=trail)

    def extended(self, ids: Iterable[str]) -> Course:
        """With more questions at the end."""
        more = tuple(id for id in ids if id not in self.queue)
        return replace(self, queue=(*self.queue, *more), upcoming=(*self.upcoming, *more))

    def to(self, id: str) -> Course:
        """To a question. In the list one goes on behind it, else where one was."""
        rest = self.queue[self.queue.index(id) :] if id in self.queue else (id, *self.upcoming)
        return replace(self, upcoming=rest, trail=(*self.trail, *self.upcoming[:1]))
