"""Where each question to the account team stands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Outcome

NOT_SENT, WAITING, NOT_ENOUGH = "not sent yet", "waiting for a reply", "the reply is not enough"
TO_JUDGE, RAN_OUT, WITHDRAWN = "the reply is not judged yet", "the reply no longer counts", "withdrawn"
DIFFERS = "the reply differs from the contract"
REWORDED = "the question was reworded since"
CAME_LATER = "the reply came after the day of assessment"
PROGRESS = (NOT_SENT, WAITING, CAME_LATER, NOT_ENOUGH, TO_JUDGE, DIFFERS, RAN_OUT, REWORDED, WITHDRAWN)

COUNTED = {
    CAME_LATER: "with a reply that came after the day of assessment",
    NOT_ENOUGH: "with a reply that is not enough",
    TO_JUDGE: "with a reply that is not judged yet",
    DIFFERS: "with a reply that differs from the contract",
    RAN_OUT: "with a reply that no longer counts",
    REWORDED: "that was reworded since it was asked",
}
"""The words where questions are counted."""


def progress(exchange: Exchange | None, today: date) -> str:
    """Where an open question stands on a day. What was made of a reply that had not come then says nothing of it."""
    if exchange is None:
        return NOT_SENT
    if exchange.confirm_again and exchange.outcome is not Outcome.WITHDRAWN:
        return REWORDED
    if exchange.outcome is Outcome.WITHDRAWN:
        return WITHDRAWN
    if exchange.replied_on and exchange.replied_on > today:
        return CAME_LATER
    match exchange.outcome:
        case Outcome.INSUFFICIENT:
            return NOT_ENOUGH
        case Outcome.DIFFERS:
            return DIFFERS
        case Outcome.ACCEPTED:
            return RAN_OUT
        case None:
            return TO_JUDGE if exchange.reply else WAITING


def overdue(exchange: Exchange | None, today: date) -> bool:
    """The day is past, and the account team still owes an answer."""
    end = owed_by(exchange, today)
    return end is not None and end < today


def owed_by(exchange: Exchange | None, today: date) -> date | None:
    """The day by which the account team was asked to answer, while it owes an answer."""
    return exchange.due if exchange and progress(exchange, today) in (WAITING, CAME_LATER, NOT_ENOUGH) else None


def progress_counts(exchanges: Sequence[Exchange | None], today: date) -> str:
    """How many stand where: `3 waiting for a reply, 1 not sent yet; 2 are overdue`."""
    return stands_text((progress(one, today) for one in exchanges), sum(overdue(one, today) for one in exchanges))


def stands_text(stands: Iterable[str], late: int) -> str:
    """The same from where each of them stands, and how many are overdue."""
    counts = Counter(stands)
    told = ", ".join(f"{counts[stand]} {COUNTED.get(stand, stand)}" for stand in PROGRESS if counts[stand])
    return told + (f"; {late} {'is' if late == 1 else 'are'} overdue" if late else "")


def before(exchange: Exchange) -> tuple[Exchange, ...]:
    """What was asked and replied so far, as it is kept beside what comes next. What was reworded is marked so."""
    replied = (*exchange.earlier, replace(exchange, earlier=())) if exchange.reply else exchange.earlier
    return tuple(replace(one, confirm_again=one.confirm_again or exchange.confirm_again) for one in replied)


def asked_again(exchange: Exchange | None, on: date, of: str, due: date) -> Exchange:
    """What is asked on a day, with what was asked and replied before."""
    return Exchange(on, of, due, earlier=before(exchange) if exchange else ())


def confirmed(exchange: Exchange) -> Exchange:
    """The exchange of which somebody said that the reply fits the question as it reads now; earlier ones do not."""
    if not exchange.confirm_again:
        return exchange
    return replace(exchange, earlier=before(exchange)[: len(exchange.earlier)], confirm_again="")


def first_asked(exchange: Exchange) -> date:
    """When it was asked for the first time."""
    return min(one.asked_on for one in (exchange, *exchange.earlier))


def half_written(exchange: Exchange) -> bool:
    """The record of a reply is named, and the reply is missing: nothing is put in its place."""
    return bool(exchange.ref) and not exchange.reply


def last_round(exchange: Exchange) -> Exchange:
    """The last time that something came back; where nothing ever did, this time."""
    return exchange if exchange.reply or not exchange.earlier else exchange.earlier[-1]


def missing(exchange: Exchange) -> str:
    """What the last reply lacks, as the account team is told."""
    return last_round(exchange).follow_up
