"""What changed between two assessments of one engagement."""

from __future__ import annotations

from collections.abc import Mapping

from govcheck.rules.case import Case
from govcheck.rules.questions import open_questions
from govcheck.words.assessment import Assessment, Finding
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Result, Standing, Subject, Verdict

SPOKEN = (Subject.RULE, Subject.PLAN, Subject.CELL, Subject.PROFILE, Subject.FRONT_PAGE)
"""What findings are about that no single answer is behind."""


@dataclass(frozen=True)
class Judged:
    """A case and what assessing it gave."""

    case: Case
    assessment: Assessment

    @property
    def open_questions(self) -> tuple[str, ...]:
        return tuple(question.id for question in open_questions(self.case, self.assessment))


@dataclass(frozen=True)
class Difference:
    """What is other than before, ids in the checklist's order."""

    verdict: tuple[Verdict, Verdict]
    """Before and after, the same where nothing changed."""
    uses: Mapping[str, tuple[Result | None, Result | None]]
    """The use cases that changed; None where there is none of that name."""
    added: tuple[str, ...]
    """Controls that apply now."""
    dropped: tuple[str, ...]
    """Controls that do not apply any more."""
    heavier: tuple[str, ...]
    """Controls whose gate rose, in whichever use case."""
    lighter: tuple[str, ...]
    """Controls whose gate fell, in whichever use case."""
    due: tuple[str, ...]
    """Controls that were due later and are due now."""
    later: tuple[str, ...]
    """Controls that were due and are due later now."""
    answered: tuple[str, ...]
    """Controls that had no answer before."""
    changed: tuple[str, ...]
    """Controls that had another answer before."""
    better: tuple[str, ...]
    """Controls that count more than before."""
    worse: tuple[str, ...]
    found: tuple[Finding, ...]
    """Rules, plan rows and cells that speak up now and did not before."""
    settled: tuple[Finding, ...]
    """Those that spoke up before and do not now."""
    opened: tuple[str, ...]
    """Questions to the account team that are open now."""
    closed: tuple[str, ...]

    def __bool__(self) -> bool:
        """Anything but the verdict's place in the pair."""
        rest = [value for name, value in vars(self).items() if name != "verdict"]
        return self.verdict[0] is not self.verdict[1] or any(rest)


def difference(before: Judged, after: Judged) -> Difference:
    """From one assessment to the other."""
    old, new = before.assessment, after.assessment
    ids = dict.fromkeys((*after.case.checklist.controls, *before.case.checklist.controls))
    both = [id for id in ids if id in old.states and id in new.states]
    moved = {id: weight(new, id) - weight(old, id) for id in both}
    had, has = before.case.engagement.answers, after.case.engagement.answers
    asked, asks = before.open_questions, after.open_questions
    return Difference(
        verdict=(old.verdict, new.verdict),
        uses={
            use: (old.uses.get(use), new.uses.get(use))
            for use in dict.fromkeys((*old.uses, *new.uses))
            if old.uses.get(use) is not new.uses.get(use)
        },
        added=tuple(id for id in ids if id in new.states and id not in old.states),
        dropped=tuple(id for id in ids if id in old.states and id not in new.states),
        heavier=tuple(id for id in both if rises(old, new, id)),
        lighter=tuple(id for id in both if rises(new, old, id)),
        due=tuple(id for id in both if id in old.later and id not in new.later),
        later=tuple(id for id in both if id in new.later and id not in old.later),
        answered=tuple(id for id in ids if id in has and id not in had),
        changed=tuple(id for id in ids if id in had and had.get(id) != has.get(id)),
        better=tuple(id for id in both if moved[id] > 0),
        worse=tuple(id for id in both if moved[id] < 0),
        found=tuple(one for one in spoken(new) if place(one) not in map(place, spoken(old))),
        settled=tuple(one for one in spoken(old) if place(one) not in map(place, spoken(new))),
        opened=tuple(id for id in asks if id not in asked),
        closed=tuple(id for id in asked if id not in asks),
    )


def rises(old: Assessment, new: Assessment, control: str) -> bool:
    """Whether a control weighs more than before: in a use case that it reached before, or at its heaviest."""
    was, now = old.gates[control], new.gates[control]
    return new.gate(control).rank > old.gate(control).rank or any(
        now[use].rank > gate.rank for use, gate in was.items() if use in now
    )


def weight(assessment: Assessment, control: str) -> int:
    """How much an answer counts: failed, open and unanswered alike, and what is met and what does not apply alike."""
    standing = assessment.states[control].standing
    if standing in (Standing.FAILED, Standing.OPEN, Standing.UNANSWERED):
        return Standing.FAILED.rank
    return Standing.MET.rank if standing is Standing.NOT_APPLICABLE else standing.rank


def spoken(assessment: Assessment) -> tuple[Finding, ...]:
    """The findings that no single answer is behind."""
    return tuple(finding for finding in assessment.findings if finding.about in SPOKEN)


def place(finding: Finding) -> tuple[str, ...]:
    return finding.effect, finding.about, finding.subject
