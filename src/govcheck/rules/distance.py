"""How far it is to the next better verdict: counted from the findings, so that every question can show it."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.words.assessment import Assessment, Finding
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Effect, Subject, Verdict


@dataclass(frozen=True)
class Distance:
    """What stands between a verdict and the next better one, as the findings name it; settling it may wake more."""

    verdict: Verdict
    """The one that is reached once all of it is settled."""
    things: frozenset[tuple[Subject, str]]

    @property
    def count(self) -> int:
        return len(self.things)

    @property
    def controls(self) -> frozenset[str]:
        return frozenset(subject for about, subject in self.things if about is Subject.CONTROL)


def to_next(assessment: Assessment) -> Distance | None:
    """From the present verdict to the next better one; None where there is none."""
    match assessment.verdict:
        case Verdict.GO:
            return None
        case Verdict.CONDITIONAL_GO:
            left = things(assessment.having(Effect.STOPS, Effect.HOLDS, Effect.LIMITS))
            return Distance(Verdict.GO, left)
        case Verdict.NOT_READY:
            undecided = things(assessment.having(Effect.UNDECIDED))
            left = undecided | fewest(assessment, Effect.STOPS, Effect.HOLDS)
            return Distance(Verdict.CONDITIONAL_GO, left)
        case Verdict.NO_GO:
            return Distance(Verdict.NOT_READY, fewest(assessment, Effect.STOPS))


def fewest(assessment: Assessment, *effects: Effect) -> frozenset[tuple[Subject, str]]:
    """What closes the use case that has least of it: one that may go ahead is enough."""
    found = assessment.having(*effects)
    by_use = [things(one for one in found if use in one.uses) for use in assessment.uses]
    return min(by_use, key=len, default=frozenset())


def things(findings: Iterable[Finding]) -> frozenset[tuple[Subject, str]]:
    return frozenset((finding.about, finding.subject) for finding in findings)
