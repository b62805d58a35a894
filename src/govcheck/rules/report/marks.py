"""How the vocabulary's words look in a report. Each table names every member; a test holds it to that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from govcheck.rules import wording
from govcheck.rules.report.blocks import Mark
from govcheck.rules.wording import RESULT_MEANS
from govcheck.words.vocabulary import Cell, Offer, Result, Severity, Standing, Verdict

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
READY = Mark(wording.READY, "quiet", "…")
"""Nothing closes the use case, but the decision as a whole does not let anything go ahead."""

STANDINGS: Mapping[Standing, Mark] = {
    Standing.FAILED: Mark(Standing.FAILED.label, "bad", "✗"),
    Standing.OPEN: Mark(Standing.OPEN.label, "bad", "○"),
    Standing.UNANSWERED: Mark(Standing.UNANSWERED.label, "wait", "?"),
    Standing.PROMISED: Mark("Gap with a date", "fair", "◐"),
    Standing.ACCEPTED: Mark(Standing.ACCEPTED.label, "fair", "◆"),
    Standing.MET: Mark(Standing.MET.label, "good", "✓"),
    Standing.NOT_APPLICABLE: Mark(Standing.NOT_APPLICABLE.label, "quiet", "–"),
}
DATED_BLOCKER = replace(STANDINGS[Standing.PROMISED], tone="bad", glyph="⊘")
"""A blocker has to hold now, so a date for closing its gap opens nothing."""
LATER = Mark("Due later", "quiet", "›")
EXCLUDED = Mark("Ruled out", "quiet", "–")

STANDING_MEANS: Mapping[Standing, str] = {
    Standing.MET: "It is true, and fresh evidence of an accepted kind shows it.",
    Standing.NOT_APPLICABLE: "It does not concern this deployment. The reason is given, and approved where needed.",
    Standing.ACCEPTED: "There is a gap, and somebody other than its owner accepted it until a date.",
    Standing.PROMISED: (
        "There is a gap, and somebody closes it by a date no later than the next review, with a safeguard until then. "
        "A blocker cannot wait: until it is closed, its use cases are on hold."
    ),
    Standing.OPEN: (
        "The answer is not known, no evidence counts, or there is a gap with no remedy in time and no acceptance in "
        "force."
    ),
    Standing.FAILED: "There is a gap, and it is decided that it stays.",
    Standing.UNANSWERED: "Nobody has answered yet.",
}
LATER_MEANS = "It has to hold only after the step that is decided here. Until then only cross-checks look at it."
EXCLUDED_MEANS = "The facts given rule it out for every use case."
RESULT_SAYS: Mapping[Result, str] = {
    Result.CLEAR: "Nothing closes it. Its conditions have to be kept.",
    Result.HELD: "A gap or an open point closes it for now.",
    Result.STOPPED: "A blocker closes it of which it is decided that the gap stays, or it is prohibited.",
}
READY_SAYS = "Nothing closes it, but the decision as a whole lets nothing go ahead yet."

CELLS: Mapping[Cell | None, Mark] = {
    Cell.ALLOWED: Mark(Cell.ALLOWED.label, "quiet", "□"),
    Cell.ALLOWED_WITH_CONTROLS: Mark(Cell.ALLOWED_WITH_CONTROLS.label, "quiet", "◱"),
    Cell.CONDITIONAL: Mark(Cell.CONDITIONAL.label, "quiet", "◧"),
    Cell.CASE_BY_CASE: Mark(Cell.CASE_BY_CASE.label, "quiet", "▨"),
    Cell.PROHIBITED: Mark(Cell.PROHIBITED.label, "quiet", "■"),
    None: Mark("Not set", "quiet", "–"),
}
"""What the matrix permits in principle, all of one tone: whether a use case may go ahead is another question."""

SEVERITIES: Mapping[Severity, Mark] = {
    Severity.CONTRADICTION: Mark(Severity.CONTRADICTION.label, "bad", "≠"),
    Severity.HOLD: Mark(Severity.HOLD.label, "wait", "○"),
    Severity.WARNING: Mark(Severity.WARNING.label, "fair", "△"),
}

OFFERS: Mapping[Offer, Mark] = {
    Offer.GAP: Mark(Offer.GAP.label, "bad", "✗"),
    Offer.CLAIMED: Mark(Offer.CLAIMED.label, "fair", "◐"),
    Offer.CONFIRMED: Mark(Offer.CONFIRMED.label, "good", "✓"),
    Offer.NOT_NEEDED: Mark(Offer.NOT_NEEDED.label, "quiet", "–"),
}

IN_FORCE = Mark("In force", "good", "✓")
NOT_IN_FORCE = Mark("Not in force", "quiet", "–")
OVERDUE = Mark("Overdue", "bad", "○")
