"""The gate's work: which files, judged on which day, with the lines that the findings are about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from govcheck.jobs.checklists import OWN_FOLDER
from govcheck.jobs.load import ANSWERS, EngagementFile, find_answers, open_engagement, shown_from
from govcheck.jobs.search import OutOfSight, nothing_in, searched
from govcheck.jobs.settings import Configured
from govcheck.rules.case import Case
from govcheck.rules.clash import Said, looked_at, plan_path
from govcheck.rules.judge import (
    NOTHING_DUE,
    Checked,
    Clashing,
    Dated,
    Demand,
    GateRun,
    Judgement,
    decides,
    judge,
)
from govcheck.rules.near import NEAR_DAYS, said_by, to_tell
from govcheck.rules.proofs import file_faults
from govcheck.rules.suggest import write_instead
from govcheck.words.assessment import Finding
from govcheck.words.characters import COMMAND, safe_text
from govcheck.words.errors import InvalidInput, Problem, Refused, problems_of
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Subject


@dataclass(frozen=True)
class Named:
    """The answers files to judge, by the name to show, and what was named and leads to none."""

    files: Mapping[str, Path]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Gated:
    """A run of the gate, and every file that it rests on as far as it is known: answers, evidence, own checklists."""

    run: GateRun
    inputs: frozenset[Path]


def answers_files(named: Sequence[Path], here: Path) -> Named:
    """The answers files that were named, those in folders that were named, else the nearest one.

    That there is none is a problem like others: whoever reads the result has to see it, wherever it was written to.
    """
    files: dict[str, Path] = {}
    problems: list[Problem] = []
    wanted: Sequence[Path | None] = named or [None]
    for path in wanted:
        try:
            found = tuple(files_at(path, here))
        except Refused as error:
            problems += problems_of(error, ANSWERS if path is None else plain(path.as_posix()))
            continue
        for shown, file in found:
            if files.setdefault(shown, file) != file:
                says = f"two answers files would both be called {shown}"
                problems.append(Problem(shown, 1, 1, says, "rename the folder of one of them"))
    return Named(files, tuple(problems))


def files_at(path: Path | None, here: Path) -> Iterator[tuple[str, Path]]:
    """The nearest file, those in a folder, or the file itself, which need not be there. Raises Refused for none."""
    if path is None:
        nearest = find_answers(here)
        yield plain(shown_from(nearest, here)), nearest
        return
    for one in in_folder(path, here) if (here / path).is_dir() else [path]:
        yield plain(one.as_posix()), here / one


def unlisted(named: Named, found: Configured, here: Path) -> Iterator[Problem]:
    """The answers files below the folder of a configuration that it does not list: none of them is passed over."""
    listed = {path.resolve() for path in named.files.values()}
    for path in in_folder(Path(shown_from(found.folder, here)), here):
        if (here / path).resolve() not in listed:
            says = f"this is not among the engagements of {found.settings.source}"
            hint = "add it there, or name on the command line what is to be judged"
            yield Problem(plain(path.as_posix()), 1, 1, says, hint)


def plain(name: str) -> str:
    """A path as it can stand at the beginning of a line: it ends none, and is no command of a build server."""
    shown = COMMAND.sub("# #", safe_text(name)).replace("\n", "\\n").replace("\t", "\\t")
    return f"./{shown}" if shown.startswith(":") else shown


def in_folder(path: Path, here: Path) -> list[Path]:
    """Every answers file in a folder and below it. Raises Refused where there is none: nothing checked is not green."""
    found: list[Path] = []
    for one in searched(path, here):
        if isinstance(one, OutOfSight):
            raise one
        if isinstance(one, Path):
            found.append(one)
    if not found:
        raise nothing_in(path)
    return sorted(found)


def check(
    named: Named,
    demand: Demand,
    today: date,
    within: int = NEAR_DAYS,
    one_more: Callable[[], None] = lambda: None,
) -> Gated:
    """Judge every file that can be opened; the problems of the others come along, and the dates so many days ahead.

    `one_more` is called when another file is done with, whatever came of it.
    """
    judged, notes, read = list[Checked](), list[str](), set[Path]()  # of a file itself nothing is kept
    unread, unknown = set[Problem](), list[Problem]()
    for shown, path in named.files.items():
        try:
            file = open_engagement(path, shown)
        except (InvalidInput, Refused) as error:
            unread.update(problems_of(error, shown))
            read.update(rests_on(path))
        else:
            notes += file.notes
            read.update(rests_on(path, file.digests))
            missing = tuple(unknown_uses(file, demand, today))
            unknown += missing
            judged += [] if missing else [checked_file(shown, file, today, within)]
        one_more()
    checked = tuple(one for one in judged if decides(one.judgement.assessment))
    problems = (*sorted(unread), *named.problems, *unknown)
    problems += tuple(nothing_due(one.path) for one in judged if one not in checked)
    return Gated(GateRun(checked, problems, demand, today, tuple(notes), within), frozenset(read))


def rests_on(answers: Path, refs: Iterable[str] = ()) -> Iterator[Path]:
    """An answers file, the checklists beside it, and the files that it names as evidence."""
    yield answers
    yield from (answers.parent / OWN_FOLDER).glob("*.yaml")
    yield from (answers.parent / ref for ref in refs)


def unknown_uses(file: EngagementFile, demand: Demand, today: date) -> Iterator[Problem]:
    """The use cases that have to be clear and that the file does not have."""
    known = file.case(today).use_cases
    for use in demand.uses:
        if use not in known:
            place = file.document.at(("use-cases",), key=True)
            yield Problem(file.shown, *place, f"this file has no use case {use}", write_instead(use, known))


def nothing_due(shown: str) -> Problem:
    """A verdict on nothing is no verdict."""
    says = f"{NOTHING_DUE}, so there is nothing to judge"
    return Problem(shown, 1, 1, says, "check the checklist, the stage and the profile")


def checked_file(shown: str, file: EngagementFile, today: date, within: int) -> Checked:
    judgement = judge(file.case(today))
    case, findings = judgement.case, judgement.assessment.findings
    said = {finding: looked_at(case, finding) for finding in findings}
    places = {finding: place(file, paths_of(case, finding, said[finding])) for finding in findings}
    clashing = {finding: with_places(file, told) for finding, told in said.items() if told}
    controls = {id: file.document.at(("answers", id), key=True) for id in judgement.assessment.states}
    dates, gone = tuple(dates_in(file, judgement, within)), tuple(unusable(file, judgement))
    return Checked(shown, judgement, places, clashing, controls, dates, gone)


def unusable(file: EngagementFile, judgement: Judgement) -> Iterator[tuple[int, str]]:
    """Each proof that does not count because of its file, by its line: also where another one still does."""
    for path, why in file_faults(judgement.case, judgement.assessment):
        yield file.document.at(path, key=True)[0], why


def dates_in(file: EngagementFile, judgement: Judgement, within: int) -> Iterator[Dated]:
    """The dates to tell, each with the place where it is written."""
    case, assessment = judgement.case, judgement.assessment
    for one in to_tell(case, assessment, within):
        noted = said_by(case, assessment, one) is not None
        yield Dated(one, *file.document.at(one.path, key=True), noted)


def with_places(file: EngagementFile, told: Iterable[Said]) -> tuple[Clashing, ...]:
    """What a cross-check looked at, with the line of each; of what is not written, of the nearest thing above it."""
    return tuple(Clashing(said, *file.document.at(said.path, key=True)) for said in told)


def place(file: EngagementFile, paths: Iterable[tuple[str, ...]]) -> tuple[int, int]:
    """Line and column of the first of these that is written, or of the nearest thing above it."""
    paths = list(paths)
    written = (path for path in paths if is_written(file.document.data, path))
    return file.document.at(next(written, paths[0]), key=True)


def paths_of(case: Case, finding: Finding, told: Iterable[Said]) -> Iterator[tuple[str, ...]]:
    """Where in the file a reader would look, the best place first."""
    subject = finding.subject
    match finding.about:
        case Subject.CONTROL | Subject.ANSWER:
            yield "answers", subject
            yield ("answers",)
        case Subject.RULE:
            yield from sorted((one.path for one in told), key=lambda path: path[0] != "answers")
        case Subject.CELL:
            yield "matrix", *subject.split("/")
        case Subject.PLAN:
            yield plan_path(case, subject)
            yield ("profile",)
        case Subject.PROFILE:
            yield "profile", subject
            yield from (("use-cases", use, subject) for use in finding.uses)
            yield ("profile",)
        case Subject.FRONT_PAGE:
            yield "engagement", subject
            yield ("engagement",)
        case Subject.NAME:
            yield "answers", subject
            yield "engagement", subject
            yield "matrix", *subject.split("/")
        case Subject.DROPPED | Subject.UNCHECKED:
            yield ("checklists",)
        case Subject.APPROVAL | Subject.GONE:
            yield ("approvals", subject) if finding.about is Subject.APPROVAL else tuple(subject.split("."))
    yield from (("use-cases", use) for use in finding.uses)


def is_written(data: Any, path: tuple[str, ...]) -> bool:
    """Whether the file has something at the path."""
    for key in path:
        if not isinstance(data, dict) or key not in data:
            return False
        data = data[key]
    return True
