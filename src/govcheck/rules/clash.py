"""What a cross-check looked at when it fired: each answer and fact with what it says, and how to put it right."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from govcheck.rules.case import Case
from govcheck.rules.criteria import Facts
from govcheck.rules.reach import facts_by_use, gates_of
from govcheck.rules.states import state_of
from govcheck.words.assessment import Finding
from govcheck.words.criteria import AnswersAre, Criteria, FactIs, PlanOffers, Settled, leaves
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import SILENCE, UNKNOWN, Severity, Status, Subject

RESOLVE: Mapping[Severity, str] = {
    Severity.CONTRADICTION: "These cannot all stand. Find out which one is wrong, and correct it or put it right.",
    Severity.HOLD: "Change what the use case involves, or ask without it.",
    Severity.WARNING: "It stays a condition until the facts or the answers change.",
}
IN_DOUBT = "Answer what is unanswered or unknown."
OFFERED = {True: "offered", False: "not offered", None: "not known to be offered"}


@dataclass(frozen=True)
class Said:
    """One thing that a cross-check looked at, and what the answers file says of it."""

    path: tuple[str, ...]
    """Where in the answers file."""
    subject: str
    says: str


def looked_at(case: Case, found: Finding) -> tuple[Said, ...]:
    """What is behind a finding of a rule, each thing once; nothing behind any other."""
    if found.about is not Subject.RULE:
        return ()
    by_use = {use: facts for use, facts in facts_by_use(case).items() if use in found.uses}
    return tuple(dict.fromkeys(behind(case, case.checklist.rules[found.subject].when, by_use)))


def resolution(case: Case, found: Finding) -> str:
    """How to put right what a rule found. What cannot be told has to be answered first."""
    silent = any(one.says in (SILENCE, UNKNOWN) for one in looked_at(case, found))
    return IN_DOUBT if found.in_doubt or silent else RESOLVE[case.checklist.rules[found.subject].severity]


def behind(case: Case, criteria: Criteria, by_use: Mapping[str, Facts]) -> Iterator[Said]:
    for leaf, _ in leaves(criteria):
        match leaf:
            case AnswersAre(statuses):
                yield from (Said(("answers", control), control, status(case, control)) for control in statuses)
            case Settled(controls):
                yield from (Said(("answers", control), control, settled(case, control, by_use)) for control in controls)
            case PlanOffers(rows):
                for row in rows:
                    for offers in dict.fromkeys(facts.offers.get(row) for facts in by_use.values()):
                        yield Said(plan_path(case, row), row, OFFERED[offers])
            case FactIs(question, _):
                yield from facts_said(case, question, by_use)


def status(case: Case, control: str) -> str:
    answer = case.engagement.answers.get(control)
    if answer is None:
        return SILENCE
    stands = case.stands(control, answer)
    again = answer.confirm_again and stands is Status.UNKNOWN
    return f"{answer.status}, to be confirmed again" if again else stands


def settled(case: Case, control: str, by_use: Mapping[str, Facts]) -> str:
    """What was answered, and whether that counts."""
    asked = case.checklist.controls[control]
    gates = gates_of(asked, by_use)
    if not gates:
        return "ruled out by the profile"
    counts = state_of(case, asked, gates).standing.settled
    return f"{status(case, control)}, and it {'counts' if counts else 'does not count'}"


def plan_path(case: Case, row: str) -> tuple[str, ...]:
    """Where the vendor's word on a row is written; without one, where the plan is."""
    table = case.checklist.plans
    return ("plans", row) if row in case.engagement.plans or table is None else ("profile", table.question)


def facts_said(case: Case, question: str, by_use: Mapping[str, Facts]) -> Iterator[Said]:
    """A fact where it is written: of each use case, or of the whole; a derived one by those that it rests on."""
    derived = case.checklist.profile[question].derived
    if derived is not None:
        yield from behind(case, derived, by_use)
        return
    for use, facts in by_use.items():
        own = question in case.use_cases[use].profile
        path = ("use-cases", use, question) if own else ("profile", question)
        yield Said(path, question, ", ".join(facts.values(question)) or "none")
