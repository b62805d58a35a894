"""The decision in one or two sentences, told of this engagement."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.matrix import discounted, ruling
from govcheck.rules.report.obstacles import obstacles
from govcheck.rules.report.phrases import count, listed, quoted, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.wording import cell_title, use_title
from govcheck.words.assessment import Finding
from govcheck.words.vocabulary import Effect, Result, Status, Subject, Verdict

SHORT_OF = {Status.PARTIAL: "met in part only", Status.NOT_MET: "not met"}


def story(review: Review) -> str:
    """What a reader has to know before anything else."""
    first = {
        Verdict.GO: go,
        Verdict.CONDITIONAL_GO: conditional_go,
        Verdict.NOT_READY: not_ready,
        Verdict.NO_GO: no_go,
    }[review.assessment.verdict]
    return " ".join((*first(review), *stopped(review)))


def go(review: Review) -> Iterator[str]:
    yield f"{all_uses(review)} may go ahead. No condition is left."


def conditional_go(review: Review) -> Iterator[str]:
    uses, permitted = review.assessment.uses, review.permitted
    some = f"{len(permitted)} of {len(uses)} use cases" if len(permitted) < len(uses) else all_uses(review)
    bearing = sum(not set(permitted).isdisjoint(found.uses) for found in review.assessment.having(Effect.LIMITS))
    under = f"under {count(bearing, 'condition')}" if bearing else "without conditions"
    yield f"{some} may go ahead, {under}."
    held = titles(review, Result.HELD)
    if held:
        yield sentence(f"On hold: {held}")


def not_ready(review: Review) -> Iterator[str]:
    """Ends with what stands in the way, and with what would not have to wait for it."""
    uses = tuple(review.assessment.uses)
    nothing = "No use case may" if len(uses) > 1 else f"{use_title(review.case, uses[0])} may not"
    yield f"{nothing} go ahead yet: {listed(tuple(obstacles(review)))}."
    if review.clear:
        yield sentence(f"Ready by itself: {titles(review, Result.CLEAR)}")


def no_go(review: Review) -> Iterator[str]:
    if len(review.assessment.uses) > 1:
        yield "No use case may go ahead."


def all_uses(review: Review) -> str:
    uses = tuple(review.assessment.uses)
    return "Every use case" if len(uses) > 1 else use_title(review.case, uses[0])


def titles(review: Review, result: Result) -> str:
    uses = review.assessment.uses
    return "; ".join(use_title(review.case, use) for use in uses if uses[use] is result)


def stopped(review: Review) -> Iterator[str]:
    """The use cases that are stopped, with what stops them; those with the same reasons together."""
    by_reason: dict[tuple[Finding, ...], list[str]] = {}
    for use, result in review.assessment.uses.items():
        if result is Result.STOPPED:
            reasons = tuple(found for found in review.assessment.having(Effect.STOPS) if use in found.uses)
            by_reason.setdefault(reasons, []).append(use_title(review.case, use))
    for (first, *others), named in by_reason.items():
        more = f", and for {count(len(others), 'more reason')}" if others else ""
        yield f"Stopped: {'; '.join(named)}, because {because(review, first)}{more}."


def because(review: Review, found: Finding) -> str:
    if found.about is Subject.CELL:
        return f"the matrix prohibits {cell_title(review.case, found.subject)}{but_set(review, found.subject)}"
    control = review.checklist.controls[found.subject]
    short = SHORT_OF[review.case.stands(control.id, review.case.engagement.answers[control.id])]
    return f"{quoted(control.question)} is {short}, and it is decided that this gap stays"


def but_set(review: Review, place: str) -> str:
    """Why a looser setting of this review does not count, where it has one."""
    matrix, (row, column) = review.checklist.matrix, place.split("/")
    assert matrix is not None  # the finding came from it
    rule = ruling(review.case, matrix, (row, column))
    return f" ({discounted(rule)})" if rule.fault else ""
