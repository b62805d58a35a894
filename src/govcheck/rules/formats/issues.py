"""What a run of the gate found, as one list that code hosts show line by line. The heaviest stands first."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from govcheck.rules.date_words import date_text
from govcheck.rules.formats.as_text import bearing, first_line
from govcheck.rules.formats.plain import plain
from govcheck.rules.judge import Checked, Clashing, Dated, GateRun, shortfalls
from govcheck.rules.near import NearDate
from govcheck.rules.wording import subject_title
from govcheck.words.assessment import Finding
from govcheck.words.errors import Problem
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Subject, Word

VERDICT = "verdict"
PROBLEM = "problem"
DATE = "date"


class Level(Word):
    """How much an issue weighs, heaviest first."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


LEVELS = {
    Effect.STOPS: Level.ERROR,
    Effect.HOLDS: Level.ERROR,
    Effect.UNDECIDED: Level.ERROR,
    Effect.LIMITS: Level.WARNING,
    Effect.NOTES: Level.NOTE,
}


@dataclass(frozen=True)
class Issue:
    """One thing to show at one line. Its texts are plain."""

    path: str
    line: int
    column: int
    level: Level
    about: str
    """What sort of thing: a Subject, `verdict`, `problem`, or `date/` with its kind."""
    subject: str
    title: str
    """The subject for a reader who does not know ids."""
    text: str
    same: tuple[str, ...]
    """What makes it the same issue in another run. No line is part of it."""
    effect: Effect | None = None
    checked: Checked | None = None
    clashing: tuple[Clashing, ...] = ()
    near: NearDate | None = None
    """Of a date that is near or past. It weighs as a note: it decides nothing."""

    @property
    def rule(self) -> str:
        """The same for every issue with the same subject."""
        return f"{self.about}/{self.subject}" if self.effect else self.about

    def fingerprint(self, *more: str) -> str:
        """The same for the same issue, whatever its line."""
        return hashlib.sha256("\0".join([*self.same, *more]).encode("utf-8", "replace")).hexdigest()


def issues(run: GateRun) -> tuple[Issue, ...]:
    """Problems, what is short of what is demanded, findings by their effect, dates; no two are the same."""
    found = [
        *(of_problem(problem) for problem in run.problems),
        *(issue for one in run.checked for issue in of_verdict(one, run)),
        *(of_finding(finding, one) for effect in Effect for one in run.checked for finding in having(one, effect)),
        *sorted(
            (of_date(dated, one, run) for one in run.checked for dated in one.dates if not dated.noted), key=day_of
        ),
    ]
    return tuple(numbered(found))


def having(checked: Checked, effect: Effect) -> tuple[Finding, ...]:
    return checked.judgement.assessment.having(effect)


def numbered(found: Iterable[Issue]) -> Iterator[Issue]:
    """What one file has several times over is told apart by its number."""
    seen: dict[tuple[str, ...], int] = {}
    for one in found:
        key = (one.path, *one.same)
        seen[key] = seen.get(key, 0) + 1
        yield replace(one, same=(*one.same, str(seen[key])))


def of_problem(problem: Problem) -> Issue:
    text = plain(f"{problem.message}; {problem.hint}".removesuffix("; "))
    title = "The file cannot be judged"
    same = (PROBLEM, problem.message)
    return Issue(problem.path, problem.line, problem.column, Level.ERROR, PROBLEM, "", title, text, same)


def of_verdict(checked: Checked, run: GateRun) -> Iterator[Issue]:
    short = shortfalls(checked.judgement.assessment, run.demand)
    if short:
        text = plain(f"Not enough: {'; '.join(short)}. {first_line(checked)}")
        same = (*checked.judgement.case.checklist.versions, VERDICT)
        yield Issue(checked.path, 1, 1, Level.ERROR, VERDICT, "", "The verdict is not enough", text, same)


def of_finding(finding: Finding, checked: Checked) -> Issue:
    case = checked.judgement.case
    line, column = checked.places[finding]
    return Issue(
        path=checked.path,
        line=line,
        column=column,
        level=LEVELS[finding.effect],
        about=finding.about,
        subject=finding.subject,
        title=title_of(checked, finding),
        text=plain(f"{finding.subject}: {finding.text}{bearing(finding, checked.judgement.assessment)}"),
        same=(*case.checklist.versions, finding.about, finding.subject, *sorted(finding.uses)),
        effect=finding.effect,
        checked=checked,
        clashing=checked.clashing.get(finding, ()),
    )


def of_date(dated: Dated, checked: Checked, run: GateRun) -> Issue:
    """The same from the day on which it is near until it is dealt with, whatever its day."""
    one, about = dated.date, f"{DATE}/{dated.date.kind}"
    return Issue(
        path=checked.path,
        line=dated.line,
        column=dated.column,
        level=Level.NOTE,
        about=about,
        subject=one.subject,
        title=one.kind.label.capitalize(),
        text=plain(date_text(one, run.as_of)),
        same=(*checked.judgement.case.checklist.versions, about, one.subject),
        checked=checked,
        near=one,
    )


def day_of(issue: Issue) -> date:
    """The day of a date that is near or past."""
    assert issue.near is not None  # only such issues are sorted by it
    return issue.near.day


def title_of(checked: Checked, finding: Finding) -> str:
    if finding.about is Subject.NAME:
        return "Names that are nearly the same"
    return plain(subject_title(checked.judgement.case, finding.about, finding.subject))
