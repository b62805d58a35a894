"""What does not count, what contradicts, and what else was noticed."""

from __future__ import annotations

from collections.abc import Iterator

from govcheck.rules.clash import resolution
from govcheck.rules.report.blocks import Block, Blocks, Line, Lines, Points, Table, cell, prose
from govcheck.rules.report.decision import finding_lines
from govcheck.rules.report.marks import EXCLUDED, SEVERITIES, STANDINGS
from govcheck.rules.report.phrases import control_line, control_mark, lead, sentence, stated, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.wording import subject_title, value_labels
from govcheck.words.assessment import Finding
from govcheck.words.criteria import AnswersAre, FactIs, Leaf, PlanOffers, Settled, leaves
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Effect, Gate, Standing, Status, Subject

TITLES = {
    Gate.BLOCKER: ("Blockers", "Due now and not settled. Each closes the use cases that it concerns."),
    Gate.REQUIRED: (
        "Required controls",
        "Due now and not settled. Without a date for closing the gap, each closes the use cases that it concerns.",
    ),
    Gate.RECOMMENDED: ("Recommended controls", "Due now and not settled. They decide nothing."),
}
TO_DO = {Status.UNKNOWN: "Find it out.", Status.MET: "Name evidence that counts."}
"""What an answer asks for to which no remedy belongs."""


def gaps(review: Review) -> Blocks:
    blocks = list(gap_tables(review))
    facts = [
        found
        for found in review.assessment.having(Effect.UNDECIDED)
        if found.about in (Subject.FRONT_PAGE, Subject.PROFILE)
    ]
    if facts:
        blocks.append(Points(finding_lines(review, facts), "Facts that are missing"))
    return tuple(blocks) or (prose("Every control that is due is settled."),)


def gap_tables(review: Review) -> Iterator[Block]:
    assessment = review.assessment
    unsettled = [id for id in assessment.due if not assessment.states[id].standing.settled]
    for gate, (title, caption) in TITLES.items():
        rows = tuple(gap_row(review, control) for control in unsettled if assessment.gate(control) is gate)
        if rows:
            columns = ("Control", "State", "Why it is not settled", "What is to be done", "Use cases")
            yield Table(caption, columns, rows, title)


def gap_row(review: Review, control: str) -> tuple[Lines, ...]:
    answer = review.case.engagement.answers.get(control)
    return (
        (control_line(review, control),),
        (Line(mark=control_mark(review, control)), *cell(stated(review, answer) if answer else "")),
        why_lines(review, control, answer),
        remedy_lines(review, control, answer),
        cell(uses_text(review, review.assessment.gates[control])),
    )


def why_lines(review: Review, control: str, answer: Answer | None) -> Lines:
    """Why it is not settled, and what people say is missing. A gap that is only promised needs no other reason."""
    state = review.assessment.states[control]
    reason = "" if state.standing is Standing.PROMISED else sentence(state.why)
    return (*cell(reason), *cell(answer.note if answer else "")) or cell("The gap is not closed yet.")


def remedy_lines(review: Review, control: str, answer: Answer | None) -> Lines:
    if answer and answer.remedy:
        return (
            Line(answer.remedy.owner, label="Owner:"),
            Line(answer.remedy.due.isoformat(), label="Due:"),
            Line(answer.remedy.guardrail, label="Until then:"),
        )
    owner = Line(review.case.owner(review.checklist.controls[control], answer), label="Owner:")
    if review.assessment.states[control].standing is Standing.FAILED:
        return (Line("Nothing: it is decided that the gap stays."), owner)
    if answer and answer.confirm_again:
        return (Line("Confirm the answer again."), owner)
    return (Line(TO_DO.get(answer.status, "No remedy is named.") if answer else "Answer it."), owner)


def contradictions(review: Review) -> Blocks:
    fired = [found for found in review.assessment.findings if found.about is Subject.RULE]
    rows = tuple(rule_row(review, found) for found in fired)
    blocks: list[Block] = []
    if rows:
        columns = ("Cross-check", "What it says", "What was stated", "How to resolve it", "Use cases")
        blocks.append(Table("Cross-checks between answers, and between answers and facts.", columns, rows))
    else:
        blocks.append(prose("No cross-check between answers and facts found anything."))
    notes = tuple(note_line(review, found) for found in review.assessment.having(Effect.NOTES))
    if notes:
        blocks.append(Points(notes, "Also noticed, without effect on the decision"))
    return tuple(blocks)


def rule_row(review: Review, found: Finding) -> tuple[Lines, ...]:
    rule = review.checklist.rules[found.subject]
    involved = [line for leaf, _ in leaves(rule.when) for line in leaf_lines(review, leaf, found.uses)]
    return (
        (Line(mark=SEVERITIES[rule.severity], code=rule.id),),
        cell(found.text),
        tuple(dict.fromkeys(involved)),
        cell(resolution(review.case, found)),
        cell(uses_text(review, found.uses)),
    )


def leaf_lines(review: Review, leaf: Leaf, uses: tuple[str, ...]) -> Iterator[Line]:
    """What was said about the things that a rule looks at."""
    match leaf:
        case AnswersAre(statuses):
            for control in statuses:
                answer = review.case.engagement.answers.get(control)
                yield said_line(review, control, answer.status.label if answer else "Not answered")
        case Settled(controls):
            states = review.assessment.states
            for control in controls:
                mark = STANDINGS[states[control].standing] if control in states else EXCLUDED
                yield said_line(review, control, mark.word)
        case PlanOffers(rows) if review.checklist.plans:
            for row in rows:
                offers = {review.facts[use].offers.get(row) for use in uses}
                said = (
                    "offered" if offers == {True} else "not offered" if False in offers else "not known to be offered"
                )
                yield Line(f"{said} by this plan", label=lead(review.checklist.plans.rows[row].title))
        case FactIs(question, _):
            yield from fact_lines(review, question, uses)
        case _:
            return


def said_line(review: Review, control: str, said: str) -> Line:
    line = control_line(review, control)
    return Line(said, label=line.text, code=line.code, anchor=line.anchor)


def fact_lines(review: Review, question: str, uses: tuple[str, ...]) -> Iterator[Line]:
    """A profile question with what these use cases have; a derived one by the questions that it rests on."""
    asked = review.checklist.profile[question]
    if asked.derived is not None:
        for leaf, _ in leaves(asked.derived):
            yield from leaf_lines(review, leaf, uses)
        return
    have = dict.fromkeys(value for use in uses for value in review.facts[use].values(question))
    yield Line(value_labels(review.case, question, have), label=lead(asked.text.partition(" (")[0]))


def note_line(review: Review, found: Finding) -> Line:
    title = subject_title(review.case, found.about, found.subject)
    return Line(sentence(found.text), label=lead(title), code=found.subject)
