"""The smallest change: a list of changes that was tried, and the verdict that it really gives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.change import applied, is_known
from govcheck.words.assessment import Assessment, Change, Finding, WayForward
from govcheck.words.checklist import ProfileQuestion
from govcheck.words.criteria import Criteria, FactIs, PlanOffers, leaves
from govcheck.words.vocabulary import (
    UNKNOWN,
    Cell,
    Effect,
    QuestionType,
    Standing,
    Step,
    Subject,
    Verdict,
)

ROUNDS = 24
"""Each round mends what the one before woke; far more than any file needed."""


def way_forward(case: Case) -> WayForward:
    """The list that leads to the next better verdict; an empty one, with the present verdict, where none was found."""
    start = now = assess(case)
    done: dict[tuple[str, str, str], Change] = {}
    tried: set[Change] = set()
    for _ in range(ROUNDS):
        if now.verdict.rank > start.verdict.rank or now.verdict is Verdict.GO:
            break
        fresh = [change for change in wanted(all_applied(done.values(), case), now) if change not in tried]
        if not fresh:
            return WayForward(start.verdict, ())
        tried |= set(fresh)
        done |= {key(change): change for change in fresh}
        now = assess(all_applied(done.values(), case))
    if now.verdict.rank <= start.verdict.rank:
        return WayForward(start.verdict, ())
    return WayForward(now.verdict, needed(case, tuple(done.values()), now.verdict))


def all_applied(changes: Iterable[Change], case: Case) -> Case:
    for change in changes:
        case = applied(change, case)
    return case


def needed(case: Case, changes: tuple[Change, ...], verdict: Verdict) -> tuple[Change, ...]:
    """Without the changes that others made needless: possible only where a rule or a fact was touched."""
    if not any(touches_others(case, change) for change in changes):
        return changes
    for one in changes:
        rest = tuple(change for change in changes if change != one)
        if rest and assess(all_applied(rest, case)).verdict.rank >= verdict.rank:
            return needed(case, rest, verdict)
    return changes


def touches_others(case: Case, change: Change) -> bool:
    return change.step is not Step.SATISFY or change.subject in case.checklist.ruled


def wanted(case: Case, assessment: Assessment) -> list[Change]:
    """What the verdict rests on, as changes: format.md section 8, "smallest change"."""

    def fixes(use: str, *effects: Effect) -> list[Change]:
        there = [found for found in assessment.having(*effects) if not use or use in found.uses]
        return fixed(case, assessment, there, use)

    if assessment.verdict is Verdict.NO_GO:
        return min((fixes(use, Effect.STOPS) for use in assessment.uses), key=len)
    if assessment.verdict is Verdict.NOT_READY and assessment.having(Effect.UNDECIDED):
        return fixes("", Effect.UNDECIDED)
    if assessment.verdict is Verdict.NOT_READY:  # counted once everything undecided is gone
        return min((fixes(use, Effect.STOPS, Effect.HOLDS) for use in assessment.uses), key=len)
    return fixes("", Effect.STOPS, Effect.HOLDS, Effect.LIMITS)


def fixed(case: Case, assessment: Assessment, findings: list[Finding], use: str) -> list[Change]:
    """One change for each finding: the candidate that ends it and leaves the least behind.

    Where there is a choice it is made after the changes chosen so far, which may have ended the finding already.
    """
    chosen: dict[tuple[str, str, str], Change] = {}
    for found in findings:
        uses = (use,) if use else found.uses
        options = list(dict.fromkeys(change for name in uses for change in candidates(case, assessment, found, name)))
        if not options or {key(option) for option in options} & set(chosen):
            continue
        best = options[0]
        if len(options) > 1:
            so_far = all_applied(chosen.values(), case)
            if not remains(found, assess(so_far)):
                continue
            best = min(options, key=lambda change: cost(so_far, change, found))
        chosen[key(best)] = best
    return list(chosen.values())


def remains(found: Finding, after: Assessment) -> bool:
    """Whether a finding is still there, in some use case at least."""
    return any(
        (other.effect, other.about, other.subject) == (found.effect, found.about, found.subject)
        and set(other.uses) & set(found.uses)
        for other in after.findings
    )


def cost(case: Case, change: Change, found: Finding) -> tuple[bool, int, bool, bool, int]:
    """Does the finding stay, how good is the verdict, is a use case given up, is a fact bent, what is left."""
    after = assess(applied(change, case))
    left = sum(len(other.uses) for other in after.findings if other.effect is not Effect.NOTES)
    return remains(found, after), -after.verdict.rank, change.step is Step.LEAVE_OUT, bends(case, change), left


def bends(case: Case, change: Change) -> bool:
    """Whether a change alters a fact that is known: the last thing to suggest. Plan and place are for us to choose."""
    matrix, plans = case.checklist.matrix, case.checklist.plans
    chosen = {matrix.columns if matrix else "", plans.question if plans else ""}
    return change.step is Step.PROFILE and change.subject not in chosen and is_known(case, change)


def key(change: Change) -> tuple[str, str, str]:
    """Changes of one key exclude each other: a control is satisfied or withdrawn, a value is one of several."""
    kind = Subject.CONTROL if change.step in (Step.SATISFY, Step.WITHDRAW) else change.step
    return kind, change.subject, change.use


def candidates(case: Case, assessment: Assessment, found: Finding, use: str) -> Iterator[Change]:
    """What could end a finding in a use case."""
    match found.about:
        case Subject.CONTROL:
            yield Change(Step.SATISFY, found.subject)
        case Subject.FRONT_PAGE:
            yield Change(Step.COMPLETE, found.subject)
        case Subject.PROFILE:
            yield from other_values(case, found.subject, use, ())
        case Subject.PLAN:
            yield from plan_candidates(case, found.subject, use)
        case Subject.CELL:
            yield from cell_candidates(case, found.subject, use)
        case Subject.RULE:
            yield from rule_candidates(case, assessment, found.subject, use)
        case Subject.ANSWER | Subject.NAME:
            return
    if found.about in (Subject.CELL, Subject.RULE, Subject.PLAN) and len(assessment.uses) > 1:
        yield Change(Step.LEAVE_OUT, use)


def plan_candidates(case: Case, row: str, use: str) -> Iterator[Change]:
    table = case.checklist.plans
    assert table is not None  # the finding came from it
    yield from other_values(case, table.question, use, ())
    yield Change(Step.CONFIRM, row)
    yield from other_facts(case, table.rows[row].needed or (), use)


def cell_candidates(case: Case, place: str, use: str) -> Iterator[Change]:
    matrix, (row, column) = case.checklist.matrix, place.split("/")
    assert matrix is not None  # the finding came from it
    if (row, column) in case.engagement.matrix:
        yield Change(Step.CELL, place)
    yield from other_values(case, matrix.columns, use, (column,))
    yield Change(Step.CELL, place, to=(Cell.CONDITIONAL,))
    yield from other_values(case, matrix.rows, use, (row,))


def rule_candidates(case: Case, assessment: Assessment, id: str, use: str) -> Iterator[Change]:
    rule = case.checklist.rules[id]
    for control in sorted(rule.controls):
        state = assessment.states.get(control)
        if state and state.standing is Standing.MET:
            yield Change(Step.WITHDRAW, control, to=(UNKNOWN,))
        elif state:
            yield Change(Step.SATISFY, control)
        elif control in case.engagement.answers:  # excluded: its answer goes
            yield Change(Step.WITHDRAW, control)
    yield from other_facts(case, rule.when, use)


def other_facts(case: Case, criteria: Criteria, use: str) -> Iterator[Change]:
    """Changes to the facts that criteria look at."""
    for leaf, _ in leaves(criteria):
        match leaf:
            case FactIs(question, values):
                yield from other_values(case, question, use, values)
            case PlanOffers(rows) if case.checklist.plans:
                yield from (Change(Step.CONFIRM, row) for row in rows)
                yield from other_values(case, case.checklist.plans.question, use, ())
            case _:
                continue  # answers are other candidates' business


def other_values(case: Case, id: str, use: str, leave: tuple[str, ...]) -> Iterator[Change]:
    """Other values of a profile question: of an any-of what is left without `leave`, else one value."""
    question = case.checklist.profile.get(id)
    if question is None:
        return
    if question.derived is not None:
        yield from other_facts(case, question.derived, use)
        return
    for where in places(case, question, use):
        yield from values_at(case, question, where, leave)


def places(case: Case, question: ProfileQuestion, use: str) -> Iterator[str]:
    """Where a value could be changed: for the whole engagement where the use case has none of its own, and there."""
    own = case.engagement.use_cases.get(use)
    if own is None or question.id not in own.profile:
        yield ""
    if own is not None and question.per_use_case:
        yield use


def values_at(case: Case, question: ProfileQuestion, where: str, leave: tuple[str, ...]) -> Iterator[Change]:
    profile = case.engagement.profile
    have = (case.engagement.use_cases[where].profile if where else profile).get(question.id)
    have = profile.get(question.id, (UNKNOWN,)) if have is None else have
    rest = tuple(value for value in have if value not in leave and value != UNKNOWN)
    if question.type is QuestionType.ANY_OF and rest != have and (rest or not question.needed):
        yield Change(Step.PROFILE, question.id, where, rest)
    others = (value for value in question.values if value not in {*leave, *have})
    yield from (Change(Step.PROFILE, question.id, where, (value,)) for value in others)
