"""Many engagements on one page: each as a row, the worst first, and what can be said of all of them together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.exchanges import first_asked, overdue, progress, stands_text
from govcheck.rules.names import folded
from govcheck.rules.near import NEAR_DAYS, NearDate, near_dates
from govcheck.rules.questions import open_questions
from govcheck.rules.wording import count_line, gaps, stage_words
from govcheck.words.assessment import Assessment
from govcheck.words.errors import Problem
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate, Result, Stage, Verdict

FAR = 36_500
"""Days within which the next date of an engagement is looked for."""


@dataclass(frozen=True)
class QuestionHere:
    """A question to the vendor that is open in one engagement."""

    id: str
    text: str
    """As the checklist asks it of anybody."""
    to: str
    """The title of the role that it goes to."""
    waiting: tuple[str, ...]
    """The questions of the controls that wait for the reply."""
    stands: str
    """Where the exchange stands."""
    asked_on: date | None
    """None: not sent yet."""
    overdue: bool


@dataclass(frozen=True)
class Row:
    """One engagement on one day, without the file that it was read from."""

    path: str
    """As the user named it."""
    organization: str
    title: str
    owner: str
    """Empty where nobody is named."""
    verdict: Verdict
    stage: Stage | None
    deciding: str
    """The stage in words."""
    why: str
    """The verdict's reasons, counted."""
    uses: Mapping[Result, int]
    """How many use cases are stopped, held and clear."""
    blockers: int
    """Those that do not count."""
    next: NearDate | None
    """The first day to come on which something ends or is due, however far."""
    dates: tuple[NearDate, ...]
    """What is overdue, longest first, then what comes up."""
    checklists: Mapping[str, str]
    """Id to the version that it was judged by."""
    older: Mapping[str, str]
    """Id to the version that the file was written for, where that is an earlier one."""
    approved: bool
    valid_until: date | None
    """The last day of what the verdict rests on."""
    questions: tuple[QuestionHere, ...] = ()

    @property
    def overdue(self) -> int:
        return sum(one.overdue for one in self.dates)

    @property
    def holds_until(self) -> date | None:
        """The last day of a verdict that lets something go ahead."""
        return self.valid_until if self.verdict.rank >= Verdict.CONDITIONAL_GO.rank else None


@dataclass(frozen=True)
class Broken:
    """What was named or found and could not be judged."""

    path: str
    problem: Problem
    """The first one."""
    more: int = 0
    """How many others there are."""


@dataclass(frozen=True)
class Due:
    """What one person has to see to on one day in one engagement."""

    date: NearDate
    """Without its subject."""
    subjects: tuple[str, ...]
    organization: str
    title: str
    path: str


@dataclass(frozen=True)
class QuestionOverall:
    """A question to the vendor, over all engagements in which it is open."""

    id: str
    text: str
    to: str
    engagements: int
    clients: tuple[str, ...]
    """Each once, by name."""
    waiting: tuple[str, ...]
    """The questions of the controls that wait for it somewhere."""
    stands: str
    """In how many engagements it stands where."""
    asked_on: date | None
    """When it was sent first, of where it is open; None: nowhere yet."""
    overdue: int
    """At how many clients the day is past by which a reply was wanted."""


@dataclass(frozen=True)
class Portfolio:
    """Many engagements on one day."""

    as_of: date
    within: int
    rows: tuple[Row, ...]
    """The worst first."""
    broken: tuple[Broken, ...]
    questions: tuple[QuestionOverall, ...]
    """Those that are open at most clients first."""
    again: tuple[str, ...] = ()
    """Other names of engagements that are rows already."""
    masked: bool = False
    """Names are replaced."""

    @property
    def files(self) -> int:
        return len(self.rows) + len(self.broken)

    @property
    def clients(self) -> int:
        return len({folded(row.organization) for row in self.rows})

    @property
    def verdicts(self) -> Mapping[Verdict, int]:
        found = Counter(row.verdict for row in self.rows)
        return {verdict: found[verdict] for verdict in Verdict}

    @property
    def uses(self) -> Mapping[Result, int]:
        return {result: sum(row.uses[result] for row in self.rows) for result in Result}

    @property
    def blockers(self) -> int:
        return sum(row.blockers for row in self.rows)

    @property
    def overdue(self) -> int:
        return sum(row.overdue for row in self.rows)

    @property
    def due(self) -> int:
        """What ends or is due within the days looked ahead, without what is overdue."""
        return sum(len(row.dates) for row in self.rows) - self.overdue

    @property
    def approved(self) -> int:
        return sum(row.approved for row in self.rows)

    @property
    def whole(self) -> bool:
        """Everything that was named could be judged, and that is something."""
        return bool(self.rows) and not self.broken


def reviewed(
    path: str, case: Case, found: Assessment, within: int = NEAR_DAYS, older: Mapping[str, str] | None = None
) -> Row:
    """An assessed case as a row, with what is near so many days ahead."""
    front = case.engagement.front
    ahead = tuple(replace(one, path=()) for one in near_dates(case, found, FAR))
    last = days_after(case.today, within)
    uses = Counter(found.uses.values())
    return Row(
        path=path,
        organization=front.organization,
        title=front.title,
        owner=front.owner,
        verdict=found.verdict,
        stage=found.stage,
        deciding=stage_words(found),
        why=count_line(found),
        uses={result: uses[result] for result in Result},
        blockers=gaps(found, Gate.BLOCKER),
        next=next((one for one in ahead if not one.overdue), None),
        dates=tuple(one for one in ahead if one.day <= last),
        checklists=case.checklist.versions,
        older=older or {},
        approved=found.approved,
        valid_until=found.valid_until,
        questions=tuple(questions_here(case, found)),
    )


def questions_here(case: Case, found: Assessment) -> Iterator[QuestionHere]:
    asked, controls = case.checklist.questions, case.checklist.controls
    for one in open_questions(case, found):
        exchange = case.engagement.questions.get(one.id)
        yield QuestionHere(
            id=one.id,
            text=asked[one.id].text,
            to=case.checklist.roles.get(one.to, one.to),
            waiting=tuple(controls[id].question for id in one.waiting),
            stands=progress(exchange, case.today),
            asked_on=first_asked(exchange) if exchange else None,
            overdue=overdue(exchange, case.today),
        )


def portfolio(
    found: Iterable[Row | Broken], as_of: date, within: int = NEAR_DAYS, again: Iterable[str] = ()
) -> Portfolio:
    """All of them together. The order in which they come does not matter."""
    every = list(found)
    rows = sorted((one for one in every if isinstance(one, Row)), key=urgency)
    broken = sorted((one for one in every if isinstance(one, Broken)), key=lambda one: (one.path, one.problem))
    questions = overall((row.organization, question) for row in rows for question in row.questions)
    return Portfolio(as_of, within, tuple(rows), tuple(broken), tuple(questions), tuple(sorted(again)))


def urgency(row: Row) -> tuple[int, date, str, str, str]:
    """The worst first, then what has the nearest date to come, then by name."""
    return (
        row.verdict.rank,
        row.next.day if row.next else date.max,
        folded(row.organization),
        folded(row.title),
        row.path,
    )


def overall(found: Iterable[tuple[str, QuestionHere]]) -> list[QuestionOverall]:
    """One for each question, from the clients with what each is asked. The same id with another text is another one."""
    groups: dict[tuple[str, str], list[tuple[str, QuestionHere]]] = {}
    for client, question in found:
        groups.setdefault((question.id, question.text), []).append((client, question))
    told = [gathered(group) for group in groups.values()]
    return sorted(told, key=lambda one: (-len(one.clients), -one.overdue, one.id, one.text))


def gathered(group: list[tuple[str, QuestionHere]]) -> QuestionOverall:
    questions = [question for _, question in group]
    first, late = questions[0], [client for client, question in group if question.overdue]
    return QuestionOverall(
        id=first.id,
        text=first.text,
        to=min(question.to for question in questions),
        engagements=len(group),
        clients=by_name(client for client, _ in group),
        waiting=tuple(sorted({title for question in questions for title in question.waiting})),
        stands=stands_text((question.stands for question in questions), 0),
        asked_on=min((question.asked_on for question in questions if question.asked_on), default=None),
        overdue=len(by_name(late)),
    )


def by_name(names: Iterable[str]) -> tuple[str, ...]:
    """Each once, in order; names that differ in case or spaces only are one."""
    found: dict[str, str] = {}
    for name in sorted(names, key=lambda name: (folded(name), name)):
        found.setdefault(folded(name), name)
    return tuple(found.values())


def dues(rows: Iterable[Row]) -> tuple[Due, ...]:
    """What is overdue anywhere, longest first, then what comes up; what is one person's on one day is told once."""
    told = [due for row in rows for due in dues_of(row)]
    return tuple(sorted(told, key=lambda one: (one.date.day, one.date.kind.rank, folded(one.organization), one.path)))


def dues_of(row: Row) -> Iterator[Due]:
    alike: dict[NearDate, list[str]] = {}
    for one in row.dates:
        alike.setdefault(replace(one, subject=""), []).append(one.subject)
    for one, subjects in alike.items():
        yield Due(one, tuple(filter(None, subjects)), row.organization, row.title, row.path)
