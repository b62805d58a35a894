"""Where each question to the account team stands, and by which number report and sheet call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date

from govcheck.rules.case import Case
from govcheck.rules.judge import Judgement
from govcheck.words.engagement import Exchange
from govcheck.words.vocabulary import Outcome

NOT_SENT, WAITING, NOT_ENOUGH = "not sent yet", "waiting for a reply", "the reply is not enough"
TO_JUDGE, RAN_OUT, WITHDRAWN = "the reply is not judged yet", "the reply no longer counts", "withdrawn"
PROGRESS = (NOT_SENT, WAITING, NOT_ENOUGH, TO_JUDGE, RAN_OUT, WITHDRAWN)


def progress(exchange: Exchange | None) -> str:
    """Where an open question stands."""
    if exchange is None:
        return NOT_SENT
    match exchange.outcome:
        case Outcome.WITHDRAWN:
            return WITHDRAWN
        case Outcome.INSUFFICIENT:
            return NOT_ENOUGH
        case Outcome.ACCEPTED:
            return RAN_OUT
        case None:
            return TO_JUDGE if exchange.reply else WAITING


def overdue(exchange: Exchange | None, today: date) -> bool:
    """The day is past, and the account team still owes an answer."""
    late = exchange is not None and exchange.due is not None and exchange.due < today
    return late and progress(exchange) in (WAITING, NOT_ENOUGH)


def numbers(judgement: Judgement) -> Mapping[str, int]:
    """The open questions that are still asked, numbered through."""
    sent = judgement.case.engagement.questions
    still = (one.id for one in judgement.questions if progress(sent.get(one.id)) != WITHDRAWN)
    return {id: number for number, id in enumerate(still, 1)}


def progress_text(case: Case, ids: Mapping[str, int]) -> str:
    """`3 waiting for a reply, 1 not sent yet; 2 are overdue`."""
    exchanges = [case.engagement.questions.get(id) for id in ids]
    counts = Counter(map(progress, exchanges))
    late = sum(overdue(one, case.today) for one in exchanges)
    told = ", ".join(f"{counts[stand]} {COUNTED.get(stand, stand)}" for stand in PROGRESS if counts[stand])
    return told + (f"; {late} {'is' if late == 1 else 'are'} overdue" if late else "")


COUNTED = {
    NOT_ENOUGH: "with a reply that is not enough",
    TO_JUDGE: "with a reply that is not judged yet",
    RAN_OUT: "with a reply that no longer counts",
}
"""The words where questions are counted."""
