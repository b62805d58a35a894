"""How the vocabulary's words look in a report. Each table names every member; a test holds it to that."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.report.blocks import Mark
from govcheck.rules.wording import RESULT_MEANS
from govcheck.words.vocabulary import Cell, Result, Severity, Standing, Verdict

VERDICTS: Mapping[Verdict, Mark] = {
    Verdict.NO_GO: Mark(Verdict.NO_GO.label, "bad", "✗"),
    Verdict.NOT_READY: Mark(Verdict.NOT_READY.label, "wait", "○"),
    Verdict.CONDITIONAL_GO: Mark(Verdict.CONDITIONAL_GO.label, "fair", "◐"),
    Verdict.GO: Mark(Verdict.GO.label, "good", "✓"),
}

RESULTS: Mapping[Result, Mark] = {
    Result.STOPPED: Mark(RESULT_MEANS[Result.STOPPED], "bad", "✗"),
    Result.HELD: Mark(RESULT_MEANS[Result.HELD], "wait", "○"),
    Result.CLEAR: Mark(RESULT_MEANS[Result.CLEAR], "good", "✓"),
}

STANDINGS: Mapping[Standing, Mark] = {
    Standing.FAILED: Mark(Standing.FAILED.label, "bad", "✗"),
    Standing.OPEN: Mark(Standing.OPEN.label, "bad", "○"),
    Standing.UNANSWERED: Mark(Standing.UNANSWERED.label, "wait", "?"),
    Standing.PROMISED: Mark(Standing.PROMISED.label, "fair", "◐"),
    Standing.ACCEPTED: Mark(Standing.ACCEPTED.label, "fair", "◆"),
    Standing.MET: Mark(Standing.MET.label, "good", "✓"),
    Standing.NOT_APPLICABLE: Mark(Standing.NOT_APPLICABLE.label, "quiet", "–"),
}
LATER = Mark("Due later", "quiet", "›")
EXCLUDED = Mark("Ruled out", "quiet", "–")

STANDING_MEANS: Mapping[Standing, str] = {
    Standing.MET: "It is true, and fresh evidence of an accepted kind shows it.",
    Standing.NOT_APPLICABLE: "It does not concern this deployment, and somebody gave the reason.",
    Standing.ACCEPTED: "There is a gap, and somebody other than its owner accepted it until a date.",
    Standing.PROMISED: "There is a gap, with an owner, a date before the next review, and a safeguard until then.",
    Standing.OPEN: "There is a gap, or the evidence does not count, and nothing says what will be done.",
    Standing.FAILED: "There is a gap, and it is decided that it stays.",
    Standing.UNANSWERED: "Nobody has answered yet.",
}

CELLS: Mapping[Cell | None, Mark] = {
    Cell.ALLOWED: Mark(Cell.ALLOWED.label, "good", "✓"),
    Cell.ALLOWED_WITH_CONTROLS: Mark(Cell.ALLOWED_WITH_CONTROLS.label, "good", "✓"),
    Cell.CONDITIONAL: Mark(Cell.CONDITIONAL.label, "fair", "◐"),
    Cell.CASE_BY_CASE: Mark(Cell.CASE_BY_CASE.label, "fair", "◐"),
    Cell.PROHIBITED: Mark(Cell.PROHIBITED.label, "bad", "✗"),
    None: Mark("Not set", "quiet", "–"),
}

SEVERITIES: Mapping[Severity, Mark] = {
    Severity.CONTRADICTION: Mark(Severity.CONTRADICTION.label, "bad", "≠"),
    Severity.HOLD: Mark(Severity.HOLD.label, "wait", "○"),
    Severity.WARNING: Mark(Severity.WARNING.label, "fair", "△"),
}

GAP = Mark("Gap", "bad", "✗")
CONFIRMED = Mark("Confirmed", "good", "✓")
CLAIMED = Mark("Claimed only", "fair", "◐")
NOT_NEEDED = Mark("Not needed", "quiet", "–")

IN_FORCE = Mark("In force", "good", "✓")
NOT_IN_FORCE = Mark("Not in force", "quiet", "–")
OVERDUE = Mark("Overdue", "bad", "○")
REPLIED = Mark("Answered", "good", "✓")
