"""What was said before its question changed, and lost its mark without being said again. Pure.

The gate sees one file, in which such an answer looks like any other. Only the file from before tells that it is old.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcheck.rules.case import named
from govcheck.rules.entries import EntryChange, confirmation_text, exchange_text
from govcheck.rules.fates import PLANS, QUESTIONS
from govcheck.rules.names import same_name
from govcheck.words.engagement import Answer, Confirmation, Engagement, Exchange


def unconfirmed(carried: Iterable[Engagement], new: Engagement) -> dict[str, str]:
    """The controls whose answer is from before, each with why somebody had to say it again.

    `carried` is what was said before, as migrate carries it to the versions of now: with a mark where it is in doubt.
    """
    found: dict[str, str] = {}
    for before in carried:
        for id, was in before.answers.items():
            now, mark = new.answers.get(id), was.confirm_again
            if now and mark and not now.confirm_again and is_old(now, was, before):
                found.setdefault(id, mark)
    return found


def is_old(now: Answer, was: Answer, before: Engagement) -> bool:
    """Whether an answer is one of those that are in doubt, or from a day before."""
    return now.answered_on < was.answered_on or any(same(now, one) for one in behind(before, was))


def behind(before: Engagement, answer: Answer) -> Iterator[Answer]:
    """The answer, and those to the controls that its mark names: any of them may have been taken for it."""
    yield answer
    yield from (one for id, one in before.answers.items() if named(id, answer.confirm_again))


def same(now: Answer, was: Answer) -> bool:
    """Whether nobody has said it again since: by status, day and name, whatever else was written beside it."""
    return (now.status, now.answered_on) == (was.status, was.answered_on) and same_name(
        now.answered_by, was.answered_by
    )


def entries_unconfirmed(carried: Iterable[Engagement], new: Engagement) -> tuple[EntryChange, ...]:
    """Replies and confirmations of the plan that are from before, with why they had to be confirmed."""
    found: dict[str, EntryChange] = {}
    for before in carried:
        for row, said in before.plans.items():
            now = new.plans.get(row)
            if now and said.confirm_again and not now.confirm_again and confirmed(now) == confirmed(said):
                place = f"{PLANS}.{row}"
                found.setdefault(place, EntryChange(place, said.confirm_again, confirmation_text(now)))
        for id, asked in before.questions.items():
            is_now = new.questions.get(id)
            if is_now and asked.confirm_again and not is_now.confirm_again and replied(is_now) == replied(asked):
                place = f"{QUESTIONS}.{id}"
                found.setdefault(place, EntryChange(place, asked.confirm_again, exchange_text(is_now)))
    return tuple(found.values())


def confirmed(said: Confirmation) -> object:
    return said.plan, said.confirmed, said.by, said.dated


def replied(asked: Exchange) -> object:
    return asked.reply, asked.replied_by, asked.replied_on
