"""What a newer version of a checklist asks less, so that an answer may count that did not. Pure.

Looked at is everything that a verdict is made of. Where the two cannot be compared, it is told as less.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from govcheck.rules.implied import asked_for_no, covers, written
from govcheck.rules.two_versions import Versions
from govcheck.rules.versions import editions
from govcheck.words.checklist import Checklist, Control, Dropped, Matrix, PlanRow, PlanTable, ProfileQuestion, Rule
from govcheck.words.criteria import Criteria, PlanOffers, leaves
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import Cell, Claim, Fate, Gate, Part

Path = tuple[str, ...]
CLAIMS = (Claim.NO, Claim.UNKNOWN, Claim.YES)
"""The least that a plan is said to offer first."""
OF_ALL = "the owner of the engagement"


@dataclass(frozen=True)
class Less:
    """One thing that is asked less, and how it was and is."""

    path: Path
    """Where it stands in the newer checklist, or would."""
    about: str
    what: str
    before: str
    after: str

    @property
    def place(self) -> str:
        return f"{self.about}: {self.what}" if self.what else self.about

    @property
    def text(self) -> str:
        """In a clause."""
        return f"{self.about}: {f'{self.what} ' if self.what else ''}{self.after}, before {self.before}"


def asks_less(two: Versions) -> tuple[Less, ...]:
    """All of it, in the order of the checklist; what is not asked any more first."""
    before, new = two.before, two.new
    return (
        *checklists_less(two),
        *controls_gone(two),
        *limits_less(before, new),
        *profile_less(before, new),
        *matrix_less(before, new),
        *plans_less(before, new),
        *controls_less(two),
        *questions_less(before, new),
        *rules_less(before, new),
        *history_less(two),
    )


def checklists_less(two: Versions) -> Iterator[Less]:
    asked = two.new.versions
    for id, edition in two.old.versions.items():
        if id not in asked:
            yield Less(("checklists",), f"checklist {id}", "", edition, "not asked")


def controls_gone(two: Versions) -> Iterator[Less]:
    for id, control in two.old.controls.items():
        if not two.now(id):
            after = "dropped" if id in two.new.dropped else "not asked"
            yield Less(("sections", control.section), f"control {id}", "", heaviest(control), after)
    for id in two.before.dropped:
        if id not in two.new.dropped and id not in two.new.controls:
            yield Less(("changes",), f"control {id}", "", "dropped, which is a condition", "not told")


def heaviest(control: Control) -> str:
    raised = [gate for gate in control.gate_when if gate.rank > control.gate.rank]
    return f"{control.gate}{''.join(f', {gate} where that is said' for gate in raised)}"


def limits_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    days = (before.acceptance_days, new.acceptance_days)
    yield from more_days(("limits", "acceptance-days"), "limits", "acceptance-days", *days)
    lost = [role for role in before.approvals if role not in new.approvals]
    if lost:
        yield Less(("approvals",), "approvals", "", names(before.approvals), names(new.approvals) or "nobody")


def more_days(path: Path, about: str, what: str, before: int, after: int) -> Iterator[Less]:
    if after > before:
        yield Less(path, about, what, f"{before}", f"{after}")


def names(words: Iterable[str]) -> str:
    return ", ".join(words)


def profile_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    for id, was in before.profile.items():
        now, path, about = new.profile.get(id), ("profile", id), f"profile question {id}"
        if was.needed and not (now and now.needed):
            yield Less((*path, "needed"), about, "", "needed", "not needed" if now else "not asked")
        if was.derived != (now.derived if now else None) and not widened(was, now, new):
            after = written(now.derived) if now and now.derived else "not derived"
            yield Less((*path, "derived"), about, "derived", written(was.derived or ()), after)


def widened(was: ProfileQuestion, now: ProfileQuestion | None, new: Checklist) -> bool:
    """Whether a derived question is yes wherever it was, and nothing waits for it to be no."""
    derived = (now.derived, was.derived) if now else (None, None)
    return None not in derived and covers(*derived) and not asked_for_no(was.id, all_criteria(new))


def all_criteria(checklist: Checklist) -> Iterator[Criteria]:
    yield from (rule.when for rule in checklist.rules.values())
    yield from (one.derived for one in checklist.profile.values() if one.derived)
    yield from (row.needed for row in (checklist.plans.rows.values() if checklist.plans else ()) if row.needed)
    for control in checklist.controls.values():
        yield from ((control.applies,) if control.applies else ())
        yield from control.gate_when.values()


def matrix_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    was, now = before.matrix, new.matrix
    if was is None:
        return
    if now is None or (was.rows, was.columns) != (now.rows, now.columns):
        after = f"{now.rows} by {now.columns}" if now else "not there"
        yield Less(("matrix",), "matrix", "", f"{was.rows} by {was.columns}", after)
        return
    for place in dict.fromkeys((*was.cells, *now.cells)):
        yield from cell_less(place, was, now, before)


def cell_less(place: tuple[str, str], was: Matrix, now: Matrix, before: Checklist) -> Iterator[Less]:
    """A looser cell; one that the matrix left out before, which holds; one that it leaves out, which does not stop."""
    old, new, (row, column) = was.cells.get(place), now.cells.get(place), place
    known = row in before.profile[was.rows].values and column in before.profile[was.columns].values
    looser = old and new and new.rank < old.rank
    filled = known and old is None and new is not Cell.PROHIBITED
    emptied = old is Cell.PROHIBITED and new is None
    if looser or filled or emptied:
        left_out = "left out"
        yield Less(("matrix", "cells", row, column), "matrix", "/".join(place), old or left_out, new or left_out)


def plans_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    was, now = before.plans, new.plans
    if was is None:
        return
    if now is None or was.question != now.question:
        yield Less(("plans", "question"), "plan table", "", was.question, now.question if now else "not there")
        return
    yield from more_days(("plans", "stale-after"), "plan table", "stale-after", was.stale_after, now.stale_after)
    relied = {
        row
        for rule in new.rules.values()
        for leaf, negated in leaves(rule.when)
        if isinstance(leaf, PlanOffers) and not negated
        for row in leaf.rows
    }
    for id, row in was.rows.items():
        yield from row_less(row, now, relied=id in relied)


def row_less(was: PlanRow, table: PlanTable, *, relied: bool) -> Iterator[Less]:
    """`relied`: a rule fires because the plan has it, so that saying the contrary silences it."""
    now, path, about = table.rows.get(was.id), ("plans", "rows", was.id), f"plan row {was.id}"
    if now is None:
        yield Less(path, about, "", "there", "not there")
        return
    for plan, claim in was.claimed.items():
        said = now.claimed.get(plan, Claim.UNKNOWN)
        if CLAIMS.index(said) > CLAIMS.index(claim) or (relied and said is not claim):
            yield Less((*path, "claimed", plan), about, f"claimed for {plan}", claim, said)
    if was.needed is not None and (now.needed is None or not covers(now.needed, was.needed)):
        after = written(now.needed) if now.needed is not None else "never"
        yield Less((*path, "needed"), about, "needed", written(was.needed), after)


def controls_less(two: Versions) -> Iterator[Less]:
    for id in two.old.controls:
        was = two.before.controls[two.called(Part.CONTROLS, id)]
        for heir in two.now(id):
            now = two.new.controls[heir]
            yield from control_less(was, now, ("sections", now.section, "controls", heir))
    for id, lost in two.before.dropped.items():
        if id in two.new.dropped:
            yield from dropped_less(lost, two.new.dropped[id])


def dropped_less(was: Dropped, now: Dropped) -> Iterator[Less]:
    yield from control_less(was.control, now.control, ("changes", now.control.id))


def control_less(was: Control, now: Control, path: Path) -> Iterator[Less]:
    """How much it weighs and where, then what counts as an answer to it."""

    def less(key: str, before: str, after: str) -> Less:
        return Less((*path, *key.split()), f"control {now.id}", key, before, after)

    if now.gate.rank < was.gate.rank:
        yield less("gate", was.gate, now.gate)
    for gate, when in was.gate_when.items():
        if not is_raised(now, gate, when):
            after = written(now.gate_when[gate]) if gate in now.gate_when else "never"
            yield less(f"gate-when {gate}", written(when), after)
    if not covers(now.applies, was.applies):
        yield less("applies", written(was.applies), written(now.applies))
    elif now.applies is None and was.applies is not None:
        yield less("applies", written(was.applies), "always, so that not applicable can be approved")
    if now.phase.rank > was.phase.rank:
        yield less("phase", was.phase, now.phase)
    yield from (less(*one) for one in counts_sooner(was, now))


def counts_sooner(was: Control, now: Control) -> Iterator[tuple[str, str, str]]:
    """What makes an answer count that did not: the key, and how it was and is."""
    if {*now.accepts} - {*was.accepts}:
        yield "evidence accepts", names(was.accepts), names(now.accepts)
    if now.stale_after > was.stale_after:
        yield "stale-after", f"{was.stale_after}", f"{now.stale_after}"
    if now.acceptable and not was.acceptable:
        yield "acceptable", "no", "yes"
    if now.owner != was.owner:  # whoever owns a gap cannot accept it, nor prove alone that there is none
        yield "owner", was.owner or OF_ALL, now.owner or OF_ALL
    if {*was.asks} - {*now.asks} or (now.asks and not was.asks):  # a proof may rest on the replies to other questions
        yield "asks", names(was.asks) or "no question", names(now.asks) or "no question"


def is_raised(control: Control, gate: Gate, when: Criteria) -> bool:
    """Whether a control weighs at least so much under these criteria."""
    raised = (one for other, one in control.gate_when.items() if other.rank >= gate.rank)
    return control.gate.rank >= gate.rank or any(covers(one, when) for one in raised)


def questions_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    """A proof that is the record of a reply ends with the reply, as long as the question is there."""
    for id in before.questions:
        if id not in new.questions:
            yield Less(("questions", id), f"question {id}", "", "asked", "not asked")


def rules_less(before: Checklist, new: Checklist) -> Iterator[Less]:
    checked = new.rules.values()
    for id, was in before.rules.items():
        if not any(fires_for(now, was) for now in checked):
            yield from rule_less(id, was, new)
    unchecked = {one.rule.id for one in new.unchecked}
    for one in before.unchecked:
        if one.rule.id not in unchecked and not any(fires_for(now, one.rule) for now in checked):
            yield Less(("rules",), f"cross-check {one.rule.id}", "", "not checked, which is told", "not there")


def fires_for(now: Rule, was: Rule) -> bool:
    """Whether a rule does at least what another one did."""
    heavy = now.severity.rank <= was.severity.rank
    return heavy and {*now.needs} <= {*was.needs} and covers(now.when, was.when)


def rule_less(id: str, was: Rule, new: Checklist) -> Iterator[Less]:
    now, path, about = new.rules.get(id), ("rules", id), f"cross-check {id}"
    if now is None:
        lost = any(one.rule.id == id for one in new.unchecked)
        yield Less(path if lost else ("rules",), about, "", was.severity, "not checked" if lost else "not there")
        return
    if now.severity.rank > was.severity.rank:
        yield Less((*path, "severity"), about, "severity", was.severity, now.severity)
    if not covers(now.when, was.when):
        yield Less((*path, "when"), about, "when", written(was.when), written(now.when))
    if not {*now.needs} <= {*was.needs}:
        yield Less((*path, "needs"), about, "needs", names(was.needs) or "no other checklist", names(now.needs))


def history_less(two: Versions) -> Iterator[Less]:
    """What a history said of answers from long ago, and says no more: they would not be confirmed again."""
    now = editions(two.new)
    for id, edition in editions(two.old).items():
        there = {release.version: release for release in now[id].history} if id in now else {}
        for release in edition.history if id in now else ():
            about = f"history {release.version}" if len(now) == 1 else f"history of {id} {release.version}"
            path = ("history", release.version)
            if release.version not in there:
                yield Less(path, about, "", "there", "not there")
                continue
            said = {(one.part, one.question, one.id, one.fate, one.to) for one in there[release.version].changes}
            for one in release.changes:
                if (one.part, one.question, one.id, one.fate, one.to) not in said:
                    yield Less((*path, one.part), about, one.id, told(one.fate, one.to), "not so")


def told(fate: Fate, to: tuple[str, ...]) -> str:
    return f"{fate}{f' {names(to)}' if to else ''}"
