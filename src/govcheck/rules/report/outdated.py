"""Whether what a report says still holds on another day."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.report.approved import APPROVED, DRAFT
from govcheck.rules.wording import use_means
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Verdict


def outdated(then: Assessment, now: Assessment) -> Iterator[str]:
    """Why a report of one day may not stand for a later one, as sentences; none where it may.

    Not the verdict alone: the first page also says which use cases may go ahead, who has approved, and until when.
    """
    if then.verdict is not now.verdict:
        yield f"The verdict is {now.verdict} on {now.as_of}; the report says {then.verdict}."
    for use in then.uses:
        before, after = (use_means(one, use).lower() for one in (then, now))
        if before != after:
            yield f"{use}: {after} on {now.as_of}; the report says {before}."
    if then.approved is not now.approved:
        before, after = ((APPROVED if one.approved else DRAFT).lower() for one in (then, now))
        yield f"It is {after} on {now.as_of}; the report says {before}."
    supported = then.verdict.rank >= Verdict.CONDITIONAL_GO.rank  # of another decision it names no last day
    if supported and then.valid_until and then.valid_until < now.as_of:
        yield f"It says itself that it was valid until {then.valid_until}."
