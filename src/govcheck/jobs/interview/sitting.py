"""What stays the same while a reviewer sits before a file, and what is known when a question is put."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path

from govcheck.jobs.dialogue import Back, Person, ask_line
from govcheck.jobs.load import EngagementFile, open_engagement
from govcheck.jobs.progress import Line
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.words.assessment import Assessment
from govcheck.words.checklist import Control
from govcheck.words.engagement import Answer
from govcheck.words.errors import GovcheckError
from govcheck.words.values import dataclass


@dataclass(frozen=True)
class Sitting:
    """One reviewer before one answers file on one day."""

    person: Person
    path: Path
    shown: str
    """The file as the reviewer named it."""
    today: date
    by: str = ""
    """Who answers; asked once when empty."""
    by_git: bool = False
    """The name came from git, and nobody said it."""
    named: str = ""
    """How other commands have to be told of the file; empty where they find it."""

    def tell(self, lines: Iterable[Line]) -> None:
        for text, tone in lines:
            self.person.show(text, tone)

    def open(self) -> EngagementFile:
        return open_engagement(self.path, self.shown)


@dataclass(frozen=True)
class View:
    """What is known when a question is put."""

    file: EngagementFile
    today: date
    id: str

    @cached_property
    def case(self) -> Case:
        return self.file.case(self.today)

    @cached_property
    def assessment(self) -> Assessment:
        return assess(self.case)

    def at(self, id: str) -> View:
        """The view of another question, or this one itself: what was judged stays."""
        return self if id == self.id else replace(self, id=id)

    @property
    def control(self) -> Control:
        return self.case.checklist.controls[self.id]

    @property
    def answer(self) -> Answer | None:
        return self.case.engagement.answers.get(self.id)


def readable(sitting: Sitting) -> EngagementFile:
    """The file as it is now; where somebody has broken it, once it is mended."""
    while True:
        try:
            return sitting.open()
        except GovcheckError as error:
            sitting.person.show(f"The answers file cannot be read now:\n{error}", "bad")
        try:
            ask_line(sitting.person, "Mend it, then Enter (q stops)")
        except Back:
            continue
