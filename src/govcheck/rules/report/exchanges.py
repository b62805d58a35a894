"""By which number report and sheet call a question to the account team."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from govcheck.rules.case import Case
from govcheck.rules.exchanges import WITHDRAWN, progress, progress_counts
from govcheck.rules.judge import Judgement


def numbers(judgement: Judgement) -> Mapping[str, int]:
    """The open questions that are still asked, numbered through."""
    case = judgement.case
    sent = case.engagement.questions
    still = (one.id for one in judgement.questions if progress(sent.get(one.id), case.today) != WITHDRAWN)
    return {id: number for number, id in enumerate(still, 1)}


def progress_text(case: Case, ids: Iterable[str]) -> str:
    """`3 waiting for a reply, 1 not sent yet; 2 are overdue`."""
    return progress_counts([case.engagement.questions.get(id) for id in ids], case.today)
