"""A portfolio without names: whoever reads it can tell engagements apart, and not whose they are.

What is kept is what was worked out, and what anybody can read in the checklists that come with govcheck. What else
somebody wrote is replaced or left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace

from govcheck.rules.names import folded
from govcheck.rules.near import NearDate
from govcheck.rules.portfolio import Broken, Portfolio, QuestionHere, QuestionOverall, Row
from govcheck.words.checklist import Checklist
from govcheck.words.errors import Problem
from govcheck.words.values import dataclass

WITHHELD = "what is wrong here is not told, as it may name somebody"
OWN_CONTROL, OWN_QUESTION = "A control of an own checklist", "A question of an own checklist"


@dataclass(frozen=True)
class Known:
    """The words of the checklists that come with govcheck."""

    checklists: frozenset[str]
    subjects: frozenset[str]
    """Ids of controls, questions, roles and plan rows, and the cells of the matrix."""
    texts: frozenset[str]
    """Of questions and controls, and the titles of roles."""


def known_words(checklists: Iterable[Checklist]) -> Known:
    every = list(checklists)
    return Known(
        frozenset(one.edition.id for one in every),
        frozenset(id for one in every for id in subjects(one)),
        frozenset(text for one in every for text in texts(one)),
    )


def subjects(one: Checklist) -> Iterable[str]:
    yield from (*one.controls, *one.questions, *one.roles, *(one.plans.rows if one.plans else ()))
    if one.matrix:
        columns = one.profile[one.matrix.columns].values
        yield from (f"{row}/{column}" for row in one.profile[one.matrix.rows].values for column in columns)


def texts(one: Checklist) -> Iterable[str]:
    yield from (question.text for question in one.questions.values())
    yield from (control.question for control in one.controls.values())
    yield from one.roles.values()


@dataclass(frozen=True)
class Aliases:
    """What stands for each name, in the order of the names."""

    known: Known
    clients: Mapping[str, str]
    titles: Mapping[str, str]
    """By path: two engagements never share one."""
    people: Mapping[str, str]
    files: Mapping[str, str]
    checklists: Mapping[str, str]
    questions: Mapping[tuple[str, str], str]

    def person(self, name: str) -> str:
        return self.people.get(folded(name), "")

    def date(self, one: NearDate) -> NearDate:
        subject = one.subject if one.subject in self.known.subjects else ""
        return replace(one, subject=subject, who=self.person(one.who))

    def versions(self, of: Mapping[str, str]) -> Mapping[str, str]:
        return {self.checklists.get(id, id): version for id, version in of.items()}

    def text(self, text: str, instead: str) -> str:
        return text if text in self.known.texts else instead


def without_names(one: Portfolio, known: Known) -> Portfolio:
    """The same portfolio, in the same order, with an alias for each organisation, title, person and path."""
    using = aliases(one, known)
    return replace(
        one,
        rows=tuple(masked_row(row, using) for row in one.rows),
        broken=tuple(masked_broken(broken, using) for broken in one.broken),
        questions=tuple(masked_overall(question, using) for question in one.questions),
        again=tuple(using.files[path] for path in one.again),
        masked=True,
    )


def aliases(one: Portfolio, known: Known) -> Aliases:
    rows, questions = one.rows, one.questions
    named = [name for row in rows for name in (row.owner, *(date.who for date in dates_of(row)))]
    paths = [*(row.path for row in rows), *one.again]
    paths += [path for broken in one.broken for path in (broken.path, broken.problem.path)]
    by_title = sorted(rows, key=lambda row: (folded(row.title), folded(row.organization), row.path))
    ids = {id for row in rows for id in (*row.checklists, *row.older)} - known.checklists
    own = {(question.id, question.text) for question in questions if not is_known(question, known)}
    return Aliases(
        known,
        clients=numbered("Client {}", {folded(row.organization) for row in rows}),
        titles={row.path: f"Engagement {number}" for number, row in enumerate(by_title, 1)},
        people=numbered("Person {}", {folded(name) for name in named} - {""}),
        files=numbered("File {}", set(paths)),
        checklists=numbered("own-checklist-{}", ids),
        questions={key: f"own-question-{number}" for number, key in enumerate(sorted(own), 1)},
    )


def numbered(alias: str, names: set[str]) -> dict[str, str]:
    return {name: alias.format(number) for number, name in enumerate(sorted(names), 1)}


def dates_of(row: Row) -> tuple[NearDate, ...]:
    return (*row.dates, row.next) if row.next else row.dates


def is_known(question: QuestionHere | QuestionOverall, known: Known) -> bool:
    return question.id in known.subjects and question.text in known.texts


def masked_row(row: Row, using: Aliases) -> Row:
    return replace(
        row,
        path=using.files[row.path],
        organization=using.clients[folded(row.organization)],
        title=using.titles[row.path],
        owner=using.person(row.owner),
        next=using.date(row.next) if row.next else None,
        dates=tuple(map(using.date, row.dates)),
        checklists=using.versions(row.checklists),
        older=using.versions(row.older),
        questions=tuple(masked_here(question, using) for question in row.questions),
    )


def masked_broken(broken: Broken, using: Aliases) -> Broken:
    found = broken.problem
    problem = Problem(using.files[found.path], found.line, found.column, WITHHELD)
    return replace(broken, path=using.files[broken.path], problem=problem)


def masked_here(question: QuestionHere, using: Aliases) -> QuestionHere:
    return replace(
        question,
        id=using.questions.get((question.id, question.text), question.id),
        text=using.text(question.text, OWN_QUESTION),
        to=using.text(question.to, ""),
        waiting=waiting(question.waiting, using.text),
    )


def masked_overall(question: QuestionOverall, using: Aliases) -> QuestionOverall:
    return replace(
        question,
        id=using.questions.get((question.id, question.text), question.id),
        text=using.text(question.text, OWN_QUESTION),
        to=using.text(question.to, ""),
        clients=tuple(using.clients[folded(client)] for client in question.clients),
        waiting=waiting(question.waiting, using.text),
    )


def waiting(titles: tuple[str, ...], text: Callable[[str, str], str]) -> tuple[str, ...]:
    """The titles that may be read, and one for all the others."""
    return tuple(dict.fromkeys(text(title, OWN_CONTROL) for title in titles))
