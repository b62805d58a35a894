"""What somebody decided to live with: on the first page in a line each, in full among the acceptances."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.matrix import ruling
from govcheck.rules.report.blocks import Line, Lines
from govcheck.rules.report.phrases import accepted_by, anchor, one_line
from govcheck.rules.report.review import Review
from govcheck.words.engagement import Acceptance
from govcheck.words.vocabulary import Standing

SHORT = 160
"""Characters of a risk that stands in full among the acceptances."""


def accepted_risks(review: Review) -> Lines:
    """The risks that are accepted today, the highest that is left first."""
    found = sorted(in_force(review), key=lambda one: -one[0].residual.rank)
    return tuple(risk_line(accepted, control) for accepted, control in found)


def in_force(review: Review) -> Iterator[tuple[Acceptance, str]]:
    """The acceptances that count, each with its control; of cells of the matrix without one."""
    engagement, matrix = review.case.engagement, review.checklist.matrix
    for id, state in review.assessment.states.items():
        accepted = engagement.answers[id].acceptance if state.standing is Standing.ACCEPTED else None
        if accepted:
            yield accepted, id
    for place, chosen in engagement.matrix.items() if matrix else ():
        assert matrix is not None
        ruled = ruling(review.case, matrix, place)
        if chosen.acceptance and ruled.looser and not ruled.fault:
            yield chosen.acceptance, ""


def risk_line(accepted: Acceptance, control: str) -> Line:
    until = f"Accepted by {accepted_by(accepted)} until {accepted.expires}."
    text = f"{one_line(accepted.risk, SHORT)} {until}"
    return Line(text, label=f"{accepted.residual.label}:", code=control, anchor=anchor(control) if control else "")
