"""Where a review stands, in a few lines: how far, the verdict, what blocks, what to do next. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.questions import open_questions
from govcheck.rules.wording import count_line, finding_text, reason_findings, stage_words
from govcheck.tools.terminal import Tone
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Standing, Verdict

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
    yield f"Next: {next_command(case, assessment)}{f' -a {named}' if named else ''}", ""


def counted(assessment: Assessment) -> str:
    """How many of the controls due are answered."""
    unanswered = [id for id in assessment.due if assessment.states[id].standing is Standing.UNANSWERED]
    settled = [id for id in assessment.due if assessment.states[id].standing.settled]
    due, later = len(assessment.due), len(assessment.later)
    count = {0: "none counts yet", 1: "1 counts"}.get(len(settled), f"{len(settled)} count")
    more = f" {later} more {'is' if later == 1 else 'are'} due later." if later else ""
    return f"{due - len(unanswered)} of {due} answered; {count}.{more}"


def next_command(case: Case, assessment: Assessment) -> str:
    """What to do now."""
    standings = {assessment.states[id].standing for id in assessment.due}
    if Standing.UNANSWERED in standings:
        return "govcheck review"
    if open_questions(case, assessment):
        return "govcheck questions export"
    return "govcheck review" if Standing.OPEN in standings else "govcheck report"
