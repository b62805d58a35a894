"""How long a reply of the vendor counts, and with it the proofs that are its record."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.rules.case import Case, place_of
from govcheck.rules.dates import days_after
from govcheck.rules.exchanges import before
from govcheck.words.checklist import Control
from govcheck.words.engagement import Engagement, Evidence, Exchange
from govcheck.words.vocabulary import REPLY_DAYS, EvidenceKind, Outcome

Place = tuple[str | int, ...]
"""Keys of the answers file: `questions` and an id, of an earlier reply also `earlier` and its number."""


def lasts_until(exchange: Exchange) -> date | None:
    """The last day of a reply, whatever was made of it; None where none is dated."""
    if exchange.valid_until or exchange.replied_on is None:
        return exchange.valid_until
    return days_after(exchange.replied_on, REPLY_DAYS)


def recorded(case: Case, control: Control, proof: Evidence) -> Mapping[Place, Exchange]:
    """The replies that a proof is the record of, by their place in the file: at the same file, a copy or address.

    One letter may answer several questions. Of those the control's own are meant; where it asks none of them nobody can
    tell which, and then it rests on all.
    """
    if proof.kind is not EvidenceKind.WRITTEN_REPLY or not proof.ref:
        return {}
    there = {at: one for at, one in replies(case.engagement) if one.ref and same_record(case, proof.ref, one.ref)}
    return {at: one for at, one in there.items() if at[1] in control.asks} or there


def same_record(case: Case, one: str, other: str) -> bool:
    """Whether two references lead to the same: under another name a letter that ran out is no fresh one."""
    digest = case.digests.get(one)
    return place_of(one) == place_of(other) or (digest is not None and digest == case.digests.get(other))


def replies(engagement: Engagement) -> Iterator[tuple[Place, Exchange]]:
    """What came back to each question, and what came before. A question withdrawn or reworded concerns all of it."""
    for id, exchange in engagement.questions.items():
        yield ("questions", id), exchange
        withdrawn = exchange.outcome is Outcome.WITHDRAWN
        for number, one in enumerate(before(exchange)[: len(exchange.earlier)]):
            judged = replace(one, outcome=Outcome.WITHDRAWN) if withdrawn else one
            yield ("questions", id, "earlier", number), judged


def record_fault(case: Case, control: Control, proof: Evidence) -> str:
    """Which reply it is that a proof is the record of and that does not count today, and why; empty where none is."""
    faults = ((at, one, reply_fault(one, case.today)) for at, one in recorded(case, control, proof).items())
    return next((f"{reply_title(str(at[1]), one)}, {fault}" for at, one, fault in faults if fault), "")


def reply_title(question: str, exchange: Exchange) -> str:
    return f"the reply of {exchange.replied_on} to {question}" if exchange.replied_on else f"the reply to {question}"


def reply_fault(exchange: Exchange, today: date) -> str:
    """Why a reply does not count today; empty when it does.

    One that nobody has judged yet counts: the outcome is about the question, and whoever named the reply as a proof
    has judged it for the control. What was judged against the reply is another matter, and so is its end.
    """
    end = lasts_until(exchange)
    if exchange.outcome is Outcome.WITHDRAWN:
        return "a question that was withdrawn"
    if exchange.confirm_again:
        return "a question that was reworded since"
    if exchange.outcome is Outcome.INSUFFICIENT:
        return "which is not enough"
    if exchange.outcome is Outcome.DIFFERS:
        return "which differs from the contract"
    if exchange.replied_on and exchange.replied_on > today:
        return "which came after the day of assessment"
    return f"which was valid until {end}" if end and end < today else ""


def record_ends(case: Case, control: Control, proof: Evidence) -> Iterator[tuple[date, Place]]:
    """The last days of the replies that a proof is the record of, each with its place in the file."""
    for at, exchange in recorded(case, control, proof).items():
        end = lasts_until(exchange)
        if end:
            yield end, at


def end_path(at: Place, exchange: Exchange) -> Place:
    """Where stands what ends a reply."""
    return (*at, "valid-until" if exchange.valid_until else "replied-on")
