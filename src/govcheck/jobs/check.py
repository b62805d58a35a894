"""The gate's work: which files, judged on which day, with the lines that the findings are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from govcheck.jobs.load import ANSWERS, EngagementFile, find_answers, open_all, shown_from
from govcheck.rules.judge import Checked, Demand, GateRun, judge
from govcheck.rules.suggest import write_instead
from govcheck.words.assessment import Finding
from govcheck.words.errors import Refused
from govcheck.words.vocabulary import Subject


def answers_files(named: Sequence[Path], here: Path) -> Mapping[str, Path]:
    """The answers files to judge, by the name to show: those named, those in folders named, else the nearest one."""
    if not named:
        nearest = find_answers(here)
        return {shown_from(nearest, here): nearest}
    found: dict[str, Path] = {}
    for path in named:
        inside = in_folder(path, here) if (here / path).is_dir() else [path]
        found |= {one.as_posix(): here / one for one in inside}
    return found


def in_folder(path: Path, here: Path) -> list[Path]:
    """Every answers file in a folder and below it. Raises Refused where there is none: nothing checked is not green."""
    found = sorted((here / path).rglob(ANSWERS))
    if not found:
        raise Refused(
            f"there is no {ANSWERS} in {path.as_posix()}", "name an answers file or the folder of an engagement"
        )
    return [path / one.relative_to(here / path) for one in found]


def check(named: Mapping[str, Path], demand: Demand, today: date) -> GateRun:
    """Judge every file that can be opened; the problems of the others come along."""
    opened, problems = open_all(named)
    for shown, file in opened.items():
        refuse_unknown_uses(shown, file, demand, today)
    checked = tuple(checked_file(shown, file, today) for shown, file in opened.items())
    notes = tuple(note for file in opened.values() for note in file.notes)
    return GateRun(checked, problems, demand, notes)


def checked_file(shown: str, file: EngagementFile, today: date) -> Checked:
    judgement = judge(file.case(today))
    places = {finding: place(file, finding) for finding in judgement.assessment.findings}
    return Checked(shown, judgement, places)


def refuse_unknown_uses(shown: str, file: EngagementFile, demand: Demand, today: date) -> None:
    known = file.case(today).use_cases
    for use in demand.uses:
        if use not in known:
            raise Refused(f"{shown} has no use case {use}", write_instead(use, known))


def place(file: EngagementFile, finding: Finding) -> tuple[int, int]:
    """Line and column of what a finding is about, or of the nearest thing above it."""
    paths = list(paths_of(file, finding))
    written = (path for path in paths if is_written(file.document.data, path))
    return file.document.at(next(written, paths[0]), key=True)


def paths_of(file: EngagementFile, finding: Finding) -> Iterator[tuple[str, ...]]:
    """Where in the file a reader would look, the best place first."""
    subject = finding.subject
    match finding.about:
        case Subject.CONTROL | Subject.ANSWER:
            yield "answers", subject
        case Subject.RULE:
            yield from (("answers", control) for control in sorted(file.checklist.rules[subject].controls))
        case Subject.CELL:
            yield "matrix", *subject.split("/")
        case Subject.PLAN:
            yield "plans", subject
            yield ("profile",)
        case Subject.PROFILE:
            yield "profile", subject
        case Subject.FRONT_PAGE:
            yield "engagement", subject
        case Subject.NAME:
            yield "answers", subject
            yield "engagement", subject
            yield "matrix", *subject.split("/")
    yield from (("use-cases", use) for use in finding.uses)


def is_written(data: Any, path: tuple[str, ...]) -> bool:
    """Whether the file has something at the path."""
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True
