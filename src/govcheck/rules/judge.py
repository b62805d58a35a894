"""Everything that judging an engagement gives, in one value, and whether that is enough."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import field, replace
from datetime import date

from govcheck.rules.assess import look
from govcheck.rules.case import Case
from govcheck.rules.clash import Said
from govcheck.rules.looks import Look
from govcheck.rules.near import NEAR_DAYS, NearDate
from govcheck.rules.questions import by_addressee, open_questions
from govcheck.rules.way_forward import way_forward
from govcheck.words.assessment import Assessment, Finding, OpenQuestion, WayForward
from govcheck.words.errors import ExitCode, Problem
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate, Result, Stage, Verdict


@dataclass(frozen=True)
class Judgement:
    """A case with its assessment, the way forward and the open questions."""

    case: Case
    assessment: Assessment
    way: WayForward
    questions: tuple[OpenQuestion, ...]
    """One addressee after the other."""
    narrowed: Verdict | None = None
    """The verdict if only the use cases that are clear were asked for; None where all or none are."""


@dataclass(frozen=True)
class Clashing:
    """One thing that a cross-check looked at, with its place in the file."""

    said: Said
    line: int
    column: int


@dataclass(frozen=True)
class Dated:
    """A near or past date, with its place in the file."""

    date: NearDate
    line: int
    column: int
    noted: bool = False
    """A finding says already that it is past, though it is no reason of the verdict."""


@dataclass(frozen=True)
class Checked:
    """One answers file that was judged."""

    path: str
    """As the user named it."""
    judgement: Judgement
    places: Mapping[Finding, tuple[int, int]]
    """Line and column, from 1, of what each finding is about."""
    clashing: Mapping[Finding, tuple[Clashing, ...]] = field(default_factory=dict)
    """What each cross-check that fired looked at."""
    controls: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Line and column of the answer to each control that is reached, or of the place for it."""
    dates: tuple[Dated, ...] = ()
    """What is overdue, then what ends or is due soon. Told ahead only: it decides nothing."""
    unusable: tuple[tuple[int, str], ...] = ()
    """The line of each proof whose file is missing or changed, and why it does not count."""


@dataclass(frozen=True)
class Demand:
    """What a gate asks for. Use cases and a stage only ever demand more."""

    require: Verdict | None = Verdict.CONDITIONAL_GO
    """None: valid files are enough."""
    uses: tuple[str, ...] = ()
    stage: Stage | None = None


@dataclass(frozen=True)
class GateRun:
    """A run of the gate over some files."""

    checked: tuple[Checked, ...]
    problems: tuple[Problem, ...]
    """Of the files that could not be judged."""
    demand: Demand
    as_of: date
    notes: tuple[str, ...] = ()
    """What the reader should know about how the files were read."""
    within: int = NEAR_DAYS
    """So many days ahead dates are told."""
    undelivered: tuple[str, ...] = ()
    """Why results of this run did not arrive where they were wanted."""

    @property
    def verdict(self) -> Verdict | None:
        """The worst of all files; None where it cannot be told."""
        verdicts = [one.judgement.assessment.verdict for one in self.checked]
        return None if self.problems else min(verdicts, key=lambda verdict: verdict.rank, default=None)


def judge(case: Case) -> Judgement:
    """Assess a case and work out what follows."""
    seen = look(case)
    questions = by_addressee(case, open_questions(case, seen.assessment))
    tried = replace(case, engagement=replace(case.engagement, approvals={}))  # what is tried, nobody has approved
    return Judgement(case, seen.assessment, way_forward(tried, seen), questions, narrowed(tried, seen))


def narrowed(case: Case, seen: Look) -> Verdict | None:
    """The verdict of the same engagement with the use cases left out that may not go ahead."""
    uses = seen.assessment.uses
    clear = {use: one for use, one in case.engagement.use_cases.items() if uses[use] is Result.CLEAR}
    if not clear or len(clear) == len(uses):
        return None
    return look(replace(case, engagement=replace(case.engagement, use_cases=clear)), seen).assessment.verdict


NOTHING_DUE = "no blocker or required control is due"


def decides(assessment: Assessment) -> bool:
    """Whether anything is due that a verdict could rest on."""
    return any(assessment.gate(control) is not Gate.RECOMMENDED for control in assessment.due)


def shortfalls(assessment: Assessment, demand: Demand) -> tuple[str, ...]:
    """Why an assessment is less than demanded, as clauses; empty when it is enough."""
    return tuple(found_short(assessment, demand))


def enough(run: GateRun) -> bool | None:
    """Whether every file reaches what is demanded; None where it cannot be told. Nothing is never enough."""
    if run.problems:
        return None
    short = any(shortfalls(one.judgement.assessment, run.demand) for one in run.checked)
    return bool(run.checked) and not short


def exit_code(run: GateRun) -> ExitCode:
    """No: not enough. Cannot tell: of a file, or a result did not arrive."""
    told = {True: ExitCode.DONE, False: ExitCode.NO, None: ExitCode.CANNOT_TELL}
    return ExitCode.CANNOT_TELL if run.undelivered else told[enough(run)]


def found_short(assessment: Assessment, demand: Demand) -> Iterable[str]:
    if demand.require and assessment.verdict.rank < demand.require.rank:
        yield f"{demand.require} is required"
    stage = assessment.stage
    if demand.stage and (stage is None or stage.rank < demand.stage.rank):
        yield f"stage {demand.stage} is required, and the file decides {stage or 'no stage'}"
    for use in demand.uses:
        if assessment.uses[use] is not Result.CLEAR:
            yield f"use case {use} is {assessment.uses[use]} and has to be clear"
