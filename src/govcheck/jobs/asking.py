"""Asking the account team: which questions go to whom, and writing down when they were sent."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field, replace
from datetime import date
from pathlib import Path

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.saving import Entry, save
from govcheck.jobs.unsaid import without_secrets
from govcheck.jobs.written import QUESTIONS, exchange_mapping
from govcheck.rules.case import Case
from govcheck.rules.dates import days_after
from govcheck.rules.exchanges import CAME_LATER, DIFFERS, TO_JUDGE, WAITING, asked_again, half_written, progress
from govcheck.rules.judge import Judgement
from govcheck.rules.names import same_name
from govcheck.rules.next_steps import IMPORT, JUDGE, command_line
from govcheck.rules.questions import asked_of
from govcheck.rules.report.exchanges import numbers
from govcheck.rules.suggest import nearest
from govcheck.words.assessment import Assessment, OpenQuestion
from govcheck.words.engagement import Exchange
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Gate

Exchanges = Mapping[str, Exchange]
HALF = "half written"
BLOCKER_DAYS, OTHER_DAYS = 14, 28
"""How long the account team has where nobody says otherwise: ten working days while a blocker waits, else twenty."""


@dataclass(frozen=True)
class Asking:
    """What becomes of each question when a sheet goes out."""

    sent: Exchanges = field(default_factory=dict)
    """Asked now, with what is written of it."""
    waiting: tuple[str, ...] = ()
    """Asked before, and not answered: their dates stay."""
    later: Exchanges = field(default_factory=dict)
    """The same, where another day is named by which a reply is wanted."""
    to_judge: tuple[str, ...] = ()
    """Answered, and nobody has judged the reply."""
    differing: tuple[str, ...] = ()
    """Answered otherwise than the contract says, so that counsel decides first."""
    half_written: tuple[str, ...] = ()
    """The record of a reply is named, without the reply."""
    came_later: tuple[str, ...] = ()
    """Answered after this day, so that asking on it would say what was not so."""

    @property
    def written(self) -> Exchanges:
        return {**self.sent, **self.later}


def addressed(judgement: Judgement, to: str) -> tuple[OpenQuestion, ...]:
    """The open questions that are still asked; those to a role, by its id or title, or to a person.

    Raises Refused where none goes there.
    """
    case, asked = judgement.case, numbers(judgement)
    still = [one for one in judgement.questions if one.id in asked]
    if not to:
        return tuple(still)
    found = tuple(one for one in still if any(same_name(to, name) for name in names(case, one)))
    if not found:
        known = list(dict.fromkeys(name for one in still for name in names(case, one)))
        near = nearest(to, known)
        hint = f"did you mean {near}?" if near else f"they go to {', '.join(dict.fromkeys(one.to for one in still))}"
        raise Refused(f"no open question goes to {to}", hint if still else "there are no open questions")
    return found


def names(case: Case, question: OpenQuestion) -> Iterator[str]:
    """What its addressee is called."""
    yield question.to
    yield case.checklist.roles.get(question.to, question.to)
    if person := asked_of(case, question):
        yield person


def asking(case: Case, assessment: Assessment, questions: Iterable[OpenQuestion], due: date | None) -> Asking:
    """What is to be written when these are sent today. What waits, or waits for us, is not asked again."""
    sent, later = dict[str, Exchange](), dict[str, Exchange]()
    stay: dict[str, list[str]] = {WAITING: [], TO_JUDGE: [], DIFFERS: [], HALF: [], CAME_LATER: []}
    for one in questions:
        before = case.engagement.questions.get(one.id)
        stands = HALF if before and half_written(before) else progress(before, case.today)
        if before and stands == WAITING and due not in (None, before.due):
            later[one.id] = replace(before, due=due)
        elif stands in stay:
            stay[stands].append(one.id)
        else:
            person = asked_of(case, one) or case.checklist.roles.get(one.to, one.to)
            sent[one.id] = asked_again(before, case.today, person, due or due_by(case, assessment, one))
    waiting, to_judge, differing, half, came_later = map(tuple, stay.values())
    return Asking(without_secrets(sent), waiting, later, to_judge, differing, half, came_later)


def due_by(case: Case, assessment: Assessment, question: OpenQuestion) -> date:
    """By when a reply is wanted where nobody says so."""
    urgent = any(assessment.gate(control) is Gate.BLOCKER for control in question.waiting)
    return days_after(case.today, BLOCKER_DAYS if urgent else OTHER_DAYS)


def refuse_unwritable(path: Path, shown: str) -> None:
    """Raises Refused where the answers file cannot be written, before anything else is done."""
    save(path, shown, lambda _: ())


def save_exchanges(path: Path, shown: str, before: Exchanges, after: Exchanges) -> None:
    """Writes what was asked and replied, all of it at once.

    Raises Refused where somebody has changed the same in the meantime, and as `save` does; then nothing is changed.
    """
    entries = [Entry((QUESTIONS, id), exchange_mapping(exchange)) for id, exchange in after.items()]

    def change(now: EngagementFile) -> Iterable[Entry]:
        changed = [id for id in after if now.engagement.questions.get(id) != before.get(id)]
        if changed:
            raise Refused(f"somebody has changed {', '.join(changed)} in the meantime", "do it again")
        return entries

    save(path, shown, change)


def told(asking: Asking, named: str) -> Iterator[str]:
    """What was written, and what was left as it is."""
    by_due: dict[str, list[str]] = {}
    for id, exchange in asking.sent.items():
        by_due.setdefault(f"reply wanted by {exchange.due}", []).append(id)
    for due, ids in by_due.items():
        yield f"Recorded as asked, {due}: {', '.join(ids)}."
    for id, exchange in asking.later.items():
        yield f"Asked before and not answered, reply wanted by {exchange.due} now: {id}."
    if asking.waiting:
        yield f"Asked before and not answered, so the dates stay: {', '.join(asking.waiting)}."
    if asking.to_judge:
        yield f"Answered, but nobody has judged the reply: {', '.join(asking.to_judge)}."
        yield f"  {command_line(f'{JUDGE} {asking.to_judge[0]} accepted', named)}, or insufficient, or differs"
    if asking.differing:
        yield f"The reply differs from the contract, so counsel decides first: {', '.join(asking.differing)}."
    if asking.half_written:
        yield f"A ref is named without a reply, so nothing is recorded: {', '.join(asking.half_written)}."
    if asking.came_later:
        yield f"{CAME_LATER[0].upper()}{CAME_LATER[1:]}, so nothing is recorded: {', '.join(asking.came_later)}."
    if asking.sent or asking.later:
        yield f"What comes back is read in with: {command_line(f'{IMPORT} FILE', named)}"
