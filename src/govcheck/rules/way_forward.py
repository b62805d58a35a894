"""The smallest change: a list of changes that was tried, and the verdict that it really gives."""

from __future__ import annotations

from collections.abc import Iterable

from govcheck.rules.assess import look
from govcheck.rules.candidates import candidates
from govcheck.rules.case import Case
from govcheck.rules.change import all_applied, applied, is_known, without_one
from govcheck.rules.looks import Look
from govcheck.words.assessment import Assessment, Change, Finding, WayForward
from govcheck.words.vocabulary import (
    Effect,
    Gate,
    Step,
    Subject,
    Verdict,
)

ROUNDS = 24
"""Each round mends what the one before woke, in all use cases at once."""
WEIGHED = 24
"""So many findings of a round have each of their candidates tried; of more, one that bends no fact is taken."""


def way_forward(case: Case, before: Look | None = None) -> WayForward:
    """The list that leads to the next better verdict; an empty one, with the present verdict, where none was found.

    `before` is a look at a case like it, where there is one.
    """
    start = now = look(case, before)
    done: dict[tuple[str, str, str], Change] = {}
    tried: set[Change] = set()
    for _ in range(ROUNDS):
        if better(now, start) or now.assessment.verdict is Verdict.GO:
            break
        fresh = wanted(now, tried)
        if not fresh:
            return WayForward(start.assessment.verdict, ())
        tried |= set(fresh)
        done |= {key(change): change for change in fresh}
        now = look(all_applied(done.values(), case), now)
    if not better(now, start):
        return WayForward(start.assessment.verdict, ())
    return needed(case, tuple(done.values()), now, now.assessment.verdict)


def better(one: Look, other: Look) -> bool:
    return one.assessment.verdict.rank > other.assessment.verdict.rank


def needed(case: Case, changes: tuple[Change, ...], after: Look, least: Verdict) -> WayForward:
    """Without the changes that others made needless: possible only where a rule or a fact was touched.

    `after` is what all of them come to.
    """
    kept, now = changes, after
    for one in [change for change in changes if may_be_needless(case, change, after.assessment)]:
        if rest := tuple(change for change in kept if change != one):
            without = look(without_one(one, kept, now.case, case), now)
            if without.assessment.verdict.rank >= least.rank:
                kept, now = rest, without
    return WayForward(now.assessment.verdict, kept) if kept == changes else needed(case, kept, now, least)


def may_be_needless(case: Case, change: Change, after: Assessment) -> bool:
    """A control that no rule names has to be satisfied, unless the other changes leave it without a say."""
    control = change.subject
    if change.step is not Step.SATISFY or control in case.checklist.ruled:
        return True
    return control not in after.states or control in after.later or after.gate(control) is Gate.RECOMMENDED


def wanted(now: Look, tried: set[Change]) -> list[Change]:
    """What the verdict rests on, as changes: format.md section 8, "smallest change"."""
    assessment = now.assessment

    def fixes(use: str, *effects: Effect) -> list[Change]:
        there = [found for found in assessment.having(*effects) if not use or use in found.uses]
        return fixed(now, there, use, tried)

    if assessment.verdict is Verdict.NO_GO:
        return fewest(fixes(use, Effect.STOPS) for use in assessment.uses)
    if assessment.verdict is Verdict.NOT_READY and assessment.having(Effect.UNDECIDED):
        return fixes("", Effect.UNDECIDED)
    if assessment.verdict is Verdict.NOT_READY:  # counted once everything undecided is gone
        return fewest(fixes(use, Effect.STOPS, Effect.HOLDS) for use in assessment.uses)
    return fixes("", Effect.STOPS, Effect.HOLDS, Effect.LIMITS)


def fewest(lists: Iterable[list[Change]]) -> list[Change]:
    """The shortest; an empty one means that nothing is left to try there."""
    return min((one for one in lists if one), key=len, default=[])


def fixed(now: Look, findings: list[Finding], use: str, tried: set[Change]) -> list[Change]:
    """One change for each finding: the candidate that ends it and leaves the least behind.

    Where there is a choice it is made after the changes chosen so far, which may have ended the finding already.
    """
    chosen: dict[tuple[str, str, str], Change] = {}
    so_far, to_come, weighed = now, list[Change](), 0
    for found, name in [(one, name) for one in findings for name in ((use,) if use else one.uses)]:
        options = list(dict.fromkeys(candidates(now.case, now.assessment, found, name)))
        if weighed >= WEIGHED:
            options = sorted(
                (one for one in options if sensible(one, so_far.case, tried)),
                key=lambda change: (change.step is Step.LEAVE_OUT, bends(now.case, change, found)),
            )
        elif len(options) > 1 or any(one.step is Step.LEAVE_OUT for one in options):
            weighed += 1
            so_far, to_come = look(all_applied(to_come, so_far.case), so_far), []
            if not remains(found, name, so_far.assessment):
                continue
            costs = {one: cost(so_far, one, found, name) for one in options if sensible(one, so_far.case, tried)}
            options = sorted(costs, key=costs.__getitem__)
        elif options[:1] and options[0] in tried:
            continue
        if options and not any(key(option) in chosen for option in options):
            chosen[key(options[0])] = options[0]
            to_come.append(options[0])
    return list(chosen.values())


def sensible(change: Change, so_far: Case, tried: set[Change]) -> bool:
    """Not tried before, does not undo what the list asks for, and leaves something to ask for."""
    if change in tried or (change.step is Step.WITHDRAW and Change(Step.SATISFY, change.subject) in tried):
        return False
    return change.step is not Step.LEAVE_OUT or len(so_far.use_cases) > 1


def remains(found: Finding, use: str, after: Assessment) -> bool:
    """Whether a finding still bears on a use case."""
    return any(
        (other.effect, other.about, other.subject) == (found.effect, found.about, found.subject) and use in other.uses
        for other in after.findings
    )


def cost(now: Look, change: Change, found: Finding, use: str) -> tuple[bool, int, bool, bool, int]:
    """Does the finding stay, how good is the verdict, is a use case given up, is a fact bent, what is left."""
    after = look(applied(change, now.case), now).assessment
    left = sum(len(other.uses) for other in after.findings if other.effect is not Effect.NOTES)
    return (
        remains(found, use, after),
        -after.verdict.rank,
        change.step is Step.LEAVE_OUT,
        bends(now.case, change, found),
        left,
    )


def bends(case: Case, change: Change, found: Finding) -> bool:
    """Whether a change alters a fact that is known: the last thing to suggest.

    Plan and place are for us to choose, but not where answers contradict each other.
    """
    if found.about is Subject.RULE and case.checklist.rules[found.subject].controls:
        return change.step is Step.PROFILE and is_known(case, change)
    matrix, plans = case.checklist.matrix, case.checklist.plans
    chosen = {matrix.columns if matrix else "", plans.question if plans else ""}
    return change.step is Step.PROFILE and change.subject not in chosen and is_known(case, change)


def key(change: Change) -> tuple[str, str, str]:
    """Changes of one key exclude each other: a control is satisfied or withdrawn, a value is one of several."""
    kind = Subject.CONTROL if change.step in (Step.SATISFY, Step.WITHDRAW) else change.step
    return kind, change.subject, change.use
