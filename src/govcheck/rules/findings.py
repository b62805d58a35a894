"""What assessing finds, one generator for each kind of thing that is looked at.

Findings look once: they see answers as written and states as worked out, and change neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from govcheck.rules.case import GAPS, Case
from govcheck.rules.criteria import Facts, holds
from govcheck.rules.names import near_name, same_name
from govcheck.rules.reach import gates_of
from govcheck.words.assessment import Finding, State
from govcheck.words.checklist import Rule
from govcheck.words.criteria import Criteria, FactIs, leaves
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import REVIEW_DAYS, UNKNOWN, Effect, Gate, Severity, Standing, Subject

Gates = Mapping[str, Gate]
RULE_EFFECT = {
    Severity.CONTRADICTION: Effect.UNDECIDED,
    Severity.HOLD: Effect.HOLDS,
    Severity.WARNING: Effect.LIMITS,
}
GAP_EFFECT: Mapping[tuple[Gate, Standing], Effect] = {
    (Gate.BLOCKER, Standing.FAILED): Effect.STOPS,
    (Gate.BLOCKER, Standing.OPEN): Effect.HOLDS,
    (Gate.BLOCKER, Standing.PROMISED): Effect.HOLDS,  # a blocker cannot be a promise
    (Gate.REQUIRED, Standing.FAILED): Effect.HOLDS,
    (Gate.REQUIRED, Standing.OPEN): Effect.HOLDS,
    (Gate.REQUIRED, Standing.PROMISED): Effect.LIMITS,
}


def control_findings(control: str, state: State, gates: Gates) -> Iterator[Finding]:
    """What a due control does to the use cases that it reaches. Recommended ones do nothing."""

    def found(effect: Effect, uses: tuple[str, ...], text: str) -> Finding:
        return Finding(effect, Subject.CONTROL, control, uses, text)

    deciding = tuple(use for use, gate in gates.items() if gate is not Gate.RECOMMENDED)
    nothing_to_say = state.standing is Standing.MET and not state.only_owner and not state.against_profile
    if nothing_to_say or not deciding:
        return
    if state.standing is Standing.UNANSWERED or state.against_profile:
        yield found(Effect.UNDECIDED, deciding, state.why)
    if state.standing in (Standing.ACCEPTED, Standing.NOT_APPLICABLE):
        yield found(Effect.LIMITS, deciding, f"{state.standing.label.lower()}: {state.why}")
    for gate in (Gate.BLOCKER, Gate.REQUIRED):
        uses = tuple(use for use in deciding if gates[use] is gate)
        effect = GAP_EFFECT.get((gate, state.standing))
        if uses and effect:
            must = "a blocker has to hold now; " if gate is Gate.BLOCKER and state.standing is Standing.PROMISED else ""
            yield found(effect, uses, must + state.why)
        if uses and gate is Gate.BLOCKER and state.only_owner:
            yield found(Effect.LIMITS, uses, "all of its evidence was gathered by its own owner")


def rule_findings(case: Case, rules: Iterable[Rule], by_use: Mapping[str, Facts]) -> Iterator[Finding]:
    """A rule fires in the use cases where it is true or cannot be told."""
    for rule in rules:
        truths = {use: holds(rule.when, facts) for use, facts in by_use.items()}
        hit = tuple(use for use, truth in truths.items() if truth is not False)
        if hit:
            text = rule.says if True in truths.values() else doubt(case, rule, [by_use[use] for use in hit])
            in_doubt = True not in truths.values()
            yield Finding(RULE_EFFECT[rule.severity], Subject.RULE, rule.id, hit, text, in_doubt)


def doubt(case: Case, rule: Rule, seen: Iterable[Facts]) -> str:
    """That a rule cannot be ruled out, and what has to be known for that."""
    views = tuple(seen)
    asked = {id: None for id in facts_in(case, rule.when) if any(UNKNOWN in facts.values(id) for facts in views)}
    known = "; ".join(case.checklist.profile[id].text for id in asked)
    again = [id for id in sorted(rule.controls) if any(id in facts.doubted for facts in views)]
    confirmed = f"until {' and '.join(again)} {'is' if len(again) == 1 else 'are'} confirmed again" if again else "yet"
    until = f"until this is answered: {known}" if known else confirmed
    return f"{rule.says} This cannot be ruled out {until}"


def facts_in(case: Case, criteria: Criteria) -> Iterator[str]:
    """The profile questions that people answer and that criteria look at."""
    for leaf, _ in leaves(criteria):
        if isinstance(leaf, FactIs):
            derived = case.checklist.profile[leaf.question].derived
            yield from facts_in(case, derived) if derived is not None else (leaf.question,)


def plan_findings(case: Case, by_use: Mapping[str, Facts]) -> Iterator[Finding]:
    """A plan row that is needed, or could be, and that the chosen plan is not known to offer."""
    for row in case.checklist.plans.rows.values() if case.checklist.plans else ():
        if row.needed is None:
            continue
        wanted = {use: holds(row.needed, facts) for use, facts in by_use.items() if not facts.offers.get(row.id)}
        hit = tuple(use for use, truth in wanted.items() if truth is not False)
        if hit:
            need = "needed here" if True in wanted.values() else "perhaps needed here"
            yield Finding(
                Effect.UNDECIDED, Subject.PLAN, row.id, hit, f"{need}, and {lack(case, row.id, by_use[hit[0]])}"
            )


def lack(case: Case, row: str, facts: Facts) -> str:
    """That the chosen plan has not got the row, as far as it is known."""
    table = case.checklist.plans
    assert table is not None  # the caller walks its rows
    plan = facts.values(table.question)[0]
    label = case.checklist.profile[table.question].values.get(plan)
    if label is None:
        return "the plan is not known yet"
    said = case.engagement.plans.get(row)
    fault = case.confirmation_fault(said, plan) if said else ""
    but = f" (the confirmation does not count: {fault})" if fault else ""
    offer = "does not offer it" if facts.offers.get(row) is False else "is not known to offer it"
    return f"{label} {offer}{but}"


def profile_findings(case: Case, by_use: Mapping[str, Facts]) -> Iterator[Finding]:
    """A needed fact that nobody knows."""
    for question in case.checklist.profile.values():
        if not question.needed:
            continue
        hit = tuple(use for use, facts in by_use.items() if UNKNOWN in facts.values(question.id))
        if hit:
            places = [("profile", question.id), *(("use-cases", use, question.id) for use in hit)]
            over = case.engagement.passed_over
            texts = ["must be known before a verdict", *dict.fromkeys(over[place] for place in places if place in over)]
            yield Finding(Effect.UNDECIDED, Subject.PROFILE, question.id, hit, "; ".join(texts))


def front_page_findings(case: Case) -> Iterator[Finding]:
    """The front page has to be complete, and owner and reviewer two people."""
    for field, text in front_page_faults(case).items():
        yield Finding(Effect.UNDECIDED, Subject.FRONT_PAGE, field, tuple(case.use_cases), text)


def front_page_faults(case: Case) -> Mapping[str, str]:
    front = case.engagement.front
    fields = {
        "stage": front.stage,
        "owner": front.owner.strip(),
        "reviewed-by": front.reviewed_by.strip(),
        "date": front.dated,
        "next-review": front.next_review,
    }
    faults = {name: "missing" for name, value in fields.items() if not value}
    if same_name(front.owner, front.reviewed_by):
        faults["reviewed-by"] = f"{front.reviewed_by} is also the owner; somebody else has to review"
    if front.dated and front.dated > case.today:
        faults["date"] = f"{front.dated} is after the day of assessment"
    if front.next_review and front.next_review < case.today:
        faults["next-review"] = f"the review was due on {front.next_review}"
    elif front.next_review and front.dated and (front.next_review - front.dated).days > REVIEW_DAYS:
        faults["next-review"] = f"{front.next_review} is more than {REVIEW_DAYS} days after the date of the review"
    return faults


def note_findings(case: Case, reached: Mapping[str, Gates]) -> Iterator[Finding]:
    """What decides nothing and should still be seen."""
    for id, answer in case.engagement.answers.items():
        texts = [] if id in reached else ["answered, but the profile rules it out"]
        yield from (noted(Subject.ANSWER, id, text) for text in (*texts, *answer_notes(case, answer)))
    gone = case.gone
    for id, answer in case.engagement.kept.items():
        if ("", id) in gone:
            does = kept_does(case, id, answer) or "the answer does nothing"
            yield noted(Subject.ANSWER, id, f"answered, but the control is {gone['', id].text}; {does}")
    for place, why in case.engagement.passed_over.items():
        yield noted(Subject.GONE, ".".join(place), why)
    for row, said in case.engagement.plans.items():
        fault = case.confirmation_fault(said, chosen_plan(case))
        if fault:
            yield noted(Subject.PLAN, row, f"the confirmation of {said.dated} does not count: {fault}")
    for where, one, other in people_to_compare(case):
        if one and near_name(one, other):  # most answers have neither approver nor acceptance
            text = f"{one} and {other} are nearly the same name; say whether they are one person"
            yield noted(Subject.NAME, where, text)


def kept_does(case: Case, id: str, answer: Answer) -> str:
    """What an answer still does to a control that is gone; empty where it does nothing."""
    waiting = case.in_doubt(id)
    return f"it stays a no until {' and '.join(waiting)} is confirmed" if waiting and answer.status in GAPS else ""


def dropped_findings(case: Case, by_use: Mapping[str, Facts], last: int) -> Iterator[Finding]:
    """What was dropped as a blocker or required is a condition where it would be due; else it is noted."""
    for id, dropped in case.checklist.dropped.items():
        gates = gates_of(dropped.control, by_use)
        deciding = tuple(use for use, gate in gates.items() if gate is not Gate.RECOMMENDED)
        text = f"dropped from the checklist: {dropped.reason}"
        if dropped.still_asked:
            yield noted(Subject.DROPPED, id, f"{text} It is asked all the same, because another checklist needs it.")
            continue
        if id in case.engagement.kept:
            text += " Its answer stays in the file and does nothing."
        if deciding and dropped.control.phase.rank <= last:
            yield Finding(Effect.LIMITS, Subject.DROPPED, id, deciding, text)
        else:
            yield noted(Subject.DROPPED, id, text)


def unchecked_findings(case: Case) -> Iterator[Finding]:
    """A rule that lost a control is a condition; one whose checklist is not there is noted."""
    for one in case.checklist.unchecked:
        if one.dropped:
            text = f"not checked, because {one.why}"
            yield Finding(Effect.LIMITS, Subject.UNCHECKED, one.rule.id, tuple(case.use_cases), text)
        else:
            yield noted(Subject.UNCHECKED, one.rule.id, f"not checked: {one.why}")


def noted(about: Subject, subject: str, text: str) -> Finding:
    return Finding(Effect.NOTES, about, subject, (), text)


def answer_notes(case: Case, answer: Answer) -> Iterator[str]:
    gap = answer.status in GAPS
    if not gap and (answer.remedy or answer.no_remedy):
        yield f"a remedy beside {answer.status} does nothing"
    if not gap and answer.acceptance:
        yield f"an acceptance beside {answer.status} does nothing"
    if answer.answered_on > case.today:
        yield f"answered on {answer.answered_on}, after the day of assessment"


def chosen_plan(case: Case) -> str:
    """The plan that the engagement names; unknown where it names none."""
    table = case.checklist.plans
    return case.engagement.profile.get(table.question, (UNKNOWN,))[0] if table else UNKNOWN


def people_to_compare(case: Case) -> Iterator[tuple[str, str, str]]:
    """Pairs of people who must not be the same: where, one, the other."""
    front = case.engagement.front
    yield "reviewed-by", front.reviewed_by, front.owner
    for id, answer in case.engagement.answers.items():
        owner = case.owner(case.checklist.controls[id], answer)
        yield id, answer.approved_by, owner
        yield id, answer.approved_by, answer.answered_by
        yield id, answer.acceptance.by if answer.acceptance else "", owner
    for (row, column), choice in case.engagement.matrix.items():
        yield f"{row}/{column}", choice.acceptance.by if choice.acceptance else "", front.owner
