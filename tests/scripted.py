"""A reviewer made of lines, and a small engagement on disk for it to answer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from govcheck.jobs.interview.review import review
from govcheck.jobs.interview.selection import Only, Wanted
from govcheck.jobs.interview.sitting import Sitting
from govcheck.jobs.load import open_engagement
from govcheck.tools.terminal import Grid, Tone, as_list
from govcheck.words.engagement import Answer

TODAY = date(2026, 11, 22)

CHECKLIST = """\
format: 1
id: office-move
title: Office move
version: 1.0.0
roles: {facility: Facility management, fire: Fire safety}
topics: {doors: Doors}
profile:
  site:
    question: Which site?
    type: one-of
    values: {tower: The tower, barn: The barn}
    needed: true
  goods:
    question: What is moved?
    type: any-of
    values: {desks: Desks, servers: Servers}
    per-use-case: true
    needed: true
sections:
  building:
    title: The building
    controls:
      doors-locked:
        question: Are all doors locked at night?
        why: Anybody can walk in.
        verify: Try each door after eight.
        gate: blocker
        owner: facility
        phase: go-live
        topic: doors
        evidence: {what: A round with a list, accepts: [test-result, internal-record]}
        stale-after: 90
        facts: [MOVE-1]
      exits-marked:
        question: Are the exits marked?
        gate: required
        owner: fire
        phase: go-live
        acceptable: false
      crane-booked:
        question: Is the crane booked?
        gate: required
        gate-when: {blocker: {goods: servers}}
        applies: {site: tower}
        phase: go-live
        asks: q-crane
  people:
    title: The people
    controls:
      plants-labelled:
        question: Are the plants labelled?
        gate: recommended
        phase: go-live
      keys-returned:
        question: Are the old keys returned?
        gate: required
        phase: post-sign
questions:
  q-crane:
    to: facility
    text: Which crane can {organization} have for {goods}?
"""

ANSWERS = """\
# yaml-language-server: $schema=answers.schema.json
format: 1
checklists: {office-move: 1.0.0}
engagement:
  organization: Larch Ltd
  title: Move to the tower
  owner: Olga
  reviewed-by: Rex
  stage: go-live
  date: 2026-11-20
  next-review: 2027-02-15
  people: {facility: Sam}
profile:
  site: tower
use-cases:
  furniture: {title: Moving the furniture, goods: [desks]}
  machines: {title: Moving the machines, goods: [servers]}
answers:
  # The building
  # doors-locked: Are all doors locked at night?
  # exits-marked: Are the exits marked?
  # crane-booked: Is the crane booked?

  # The people
  # plants-labelled: Are the plants labelled?
  # keys-returned: Are the old keys returned?
"""


@dataclass
class Lines:
    """Reads its answers from a list, and remembers what it was shown."""

    lines: list[str]
    shown: list[str] = field(default_factory=list)
    prompts: list[str] = field(default_factory=list)
    editor: str | None = None
    pasted: int = 0
    """So many lines come together with the next one."""

    def show(self, text: str = "", tone: Tone = "") -> None:
        assert tone in ("", "title", "quiet", "good", "poor", "bad")
        self.shown.append(text)

    def grid(self, grid: Grid) -> None:
        self.shown += as_list(grid)

    def ask(self, prompt: str) -> str | None:
        self.prompts.append(prompt)
        return self.lines.pop(0) if self.lines else None

    def present(self) -> bool:
        return True

    def waiting(self) -> bool:
        self.pasted -= 1
        return self.pasted >= 0

    def edit(self, text: str) -> str | None:
        return None if self.editor is None else text + self.editor

    @property
    def text(self) -> str:
        return "\n".join(self.shown)


def engagement(folder: Path, answers: str = ANSWERS, checklist: str = CHECKLIST) -> Path:
    """The small engagement in a folder; its answers file."""
    (folder / "checklists").mkdir(parents=True)
    (folder / "checklists" / "office-move.yaml").write_text(checklist, "utf-8")
    (folder / "evidence").mkdir()
    (folder / "evidence" / "round.txt").write_text("all locked\n", "utf-8")
    path = folder / "answers.yaml"
    path.write_bytes(answers.encode("utf-8"))
    return path


def sit(
    path: Path, lines: Iterable[str], wanted: Wanted | None = None, by: str = "Lin", person: Lines | None = None
) -> Lines:
    """Hold a review with these lines; what the reviewer saw."""
    person = person or Lines(list(lines))
    review(Sitting(person, path, "answers.yaml", TODAY, by), wanted or Wanted())
    return person


def answer(path: Path, control: str) -> Answer:
    return answers(path)[control]


def answers(path: Path) -> dict[str, Answer]:
    return dict(open_engagement(path, "answers.yaml").engagement.answers)


EVERYTHING = Wanted(only=Only.ALL)
