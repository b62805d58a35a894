"""Where a review stands, in a few lines: how far, the verdict, what blocks, what to do next. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.next_steps import command_line, next_steps
from govcheck.rules.wording import count_line, counted, finding_text, reason_findings, stage_words
from govcheck.tools.terminal import Tone
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Verdict

__all__ = ["Line", "counted", "next_command", "summary"]

Line = tuple[str, Tone]

SHOWN = 5
"""So many reasons are listed."""
TONES: dict[Verdict, Tone] = {
    Verdict.GO: "good",
    Verdict.CONDITIONAL_GO: "good",
    Verdict.NOT_READY: "poor",
    Verdict.NO_GO: "bad",
}


def summary(case: Case, named: str) -> Iterator[Line]:
    """How far the review is; `named` is how commands have to be told of the file, empty where they find it."""
    assessment = assess(case)
    yield "", ""
    yield counted(assessment), ""
    yield (
        f"Verdict now: {assessment.verdict}, {stage_words(assessment)} ({count_line(assessment)})",
        TONES[assessment.verdict],
    )
    reasons = reason_findings(assessment)
    for reason in reasons[:SHOWN]:
        yield f"  {finding_text(reason)}", ""
    if len(reasons) > SHOWN:
        yield f"  and {len(reasons) - SHOWN} more; govcheck check{f' {named}' if named else ''} lists them", "quiet"
    yield f"Next: {command_line(next_command(case, assessment), named)}", ""


def next_command(case: Case, assessment: Assessment) -> str:
    """What to do now, as the command for it."""
    return next(step.command for step in next_steps(case, assessment) if step.command)
