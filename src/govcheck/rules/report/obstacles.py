"""What keeps a decision from being better, counted by kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from govcheck.rules.report.phrases import count
from govcheck.rules.report.review import Review
from govcheck.words.assessment import Finding
from govcheck.words.vocabulary import Effect, Standing, Subject

POINTS = {
    "contradiction": ("contradiction", ""),
    "hold": ("combination that is not permitted", "combinations that are not permitted"),
    "in doubt": ("cross-check in doubt", "cross-checks in doubt"),
    Subject.PLAN: ("plan gap", ""),
    Subject.PROFILE: ("missing fact", ""),
    Subject.FRONT_PAGE: ("entry of the front page to complete", "entries of the front page to complete"),
    Subject.CELL: ("closed cell of the matrix", "closed cells of the matrix"),
}
"""The words for what is not a control, of a rule by its severity: one, and several."""


def obstacles(review: Review) -> Iterator[str]:
    """`24 controls are unanswered`, `11 gaps are open`, then what is not a control."""
    found = review.assessment.having(Effect.STOPS, Effect.HOLDS, Effect.UNDECIDED)
    controls = {one.subject for one in found if one.about is Subject.CONTROL}
    silent = sum(review.assessment.states[one].standing is Standing.UNANSWERED for one in controls)
    if silent:
        yield count(silent, "control is unanswered", "controls are unanswered")
    if len(controls) > silent:
        yield count(len(controls) - silent, "gap is open", "gaps are open")
    yield from points(review, found)


def points(review: Review, findings: Iterable[Finding]) -> Iterator[str]:
    """`1 contradiction`, `2 plan gaps`: each thing once, however many use cases it bears on."""
    named = {(kind(review, found), found.subject) for found in findings}
    counts = Counter(kind for kind, _ in named)
    yield from (count(counts[kind], *words) for kind, words in POINTS.items() if counts[kind])


def kind(review: Review, found: Finding) -> str:
    if found.in_doubt:
        return "in doubt"
    return review.checklist.rules[found.subject].severity if found.about is Subject.RULE else found.about
