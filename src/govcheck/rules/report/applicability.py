"""The annex that says of every control whether it applies and why: the statement of applicability."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from govcheck.rules.findings import kept_does
from govcheck.rules.report.answers import answer_facts
from govcheck.rules.report.blocks import Blocks, Fact, Line, Lines, Table, cell, fact, prose
from govcheck.rules.report.excluded import needs, needs_and_has
from govcheck.rules.report.phrases import control_line, control_mark, count, day, sentence, stated, uses_text
from govcheck.rules.report.review import Review
from govcheck.rules.versions import former
from govcheck.words.engagement import Answer
from govcheck.words.vocabulary import Part, Status

ALWAYS = "Always asked."


def applicability(review: Review) -> Blocks:
    tables = (
        Table(
            "By the facts given, each bears on the use cases named.",
            ("Control", "Use cases", "Why it applies"),
            tuple(applying_rows(review)),
            "Controls that apply",
        ),
        Table(
            "The facts do not rule these out. Somebody says so, with a reason.",
            ("Control", "State", "Reason given", "Said by", "Approved by", "Counts until"),
            tuple(said_rows(review)),
            "Controls that are said not to apply",
        ),
        Table(
            "These do not apply to any use case, by the facts given.",
            ("Control", "Why it does not apply", "Answer on file"),
            tuple(excluded_rows(review)),
            "Controls that do not apply",
        ),
        Table(
            "The checklist leaves these out, each with its reason.",
            ("Control", "Why it is left out", "Answer on file"),
            tuple(dropped_rows(review)),
            "Controls that are not asked",
        ),
        Table(
            "Answers that were given for an earlier version of the checklist. They are kept, and decide nothing else.",
            ("Control", "What became of it", "Answer on file"),
            tuple(former_rows(review)),
            "Controls of earlier versions",
        ),
    )
    return (prose(summary(review)), *(table for table in tables if table.rows))


def summary(review: Review) -> str:
    """How many apply, and how many do not for which reason."""
    applying, said = len(review.assessment.states), sum(1 for _ in said_not_to_apply(review))
    excluded = len(review.checklist.controls) - applying
    dropped = sum(not one.still_asked for one in review.checklist.dropped.values())
    apply = (
        f"{applying} of {count(len(review.checklist.controls), 'control')} {'apply' if applying != 1 else 'applies'}"
    )
    rest = (
        f"the facts given rule {excluded} out" if excluded else "",
        f"{said} of those that apply {'are' if said != 1 else 'is'} said not to" if said else "",
        f"{dropped} {'are' if dropped != 1 else 'is'} left out of the checklist" if dropped else "",
    )
    return sentence("; ".join(filter(None, (apply, *rest))))


def applying_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    for id, control in review.checklist.controls.items():
        if id in review.assessment.states:
            why = (Line(needs(review, control), label="Applies with:"),) if control.applies else cell(ALWAYS)
            yield (control_line(review, id),), cell(uses_text(review, review.assessment.gates[id])), why


def said_not_to_apply(review: Review) -> Iterator[tuple[str, Answer]]:
    for id, answer in review.case.engagement.answers.items():
        if answer.status is Status.NOT_APPLICABLE and id in review.assessment.states:
            yield id, answer


def said_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    for id, answer in said_not_to_apply(review):
        state = review.assessment.states[id]
        faulty = not state.standing.settled
        yield (
            (control_line(review, id),),
            (Line(sentence(state.why) if faulty else "", mark=control_mark(review, id)),),
            cell(answer.note),
            cell(f"{answer.answered_by} on {answer.answered_on}"),
            cell(answer.approved_by or "Nobody"),
            cell(day(state.until, "")),
        )


def excluded_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    for control in review.checklist.controls.values():
        if control.id not in review.assessment.states:
            answer = review.case.engagement.answers.get(control.id)
            yield (Line(control.question, code=control.id),), needs_and_has(review, control), on_file(review, answer)


def dropped_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    for id, dropped in review.checklist.dropped.items():
        if not dropped.still_asked:
            answer = review.case.engagement.kept.get(id)
            yield (
                (Line(dropped.control.question, code=id),),
                cell(f"Dropped: {dropped.reason}"),
                on_file(review, answer),
            )


def former_rows(review: Review) -> Iterator[tuple[Lines, ...]]:
    """What was said of controls that the checklist no longer has: it is kept."""
    for (_, id), one in former(review.checklist, Part.CONTROLS).items():
        answer = review.case.engagement.kept.get(id)
        if answer:
            does = sentence(kept_does(review.case, id, answer))
            yield (Line("", code=id),), (*cell(sentence(one.text)), *cell(does)), on_file(review, answer)


def on_file(review: Review, answer: Answer | None) -> Lines:
    """Everything that was said of a control that nobody asks about here. Nothing of it counts."""
    if answer is None:
        return cell("None")
    note, *rest = answer_facts(review, None, answer)
    owner = fact("Owner", answer.owner)
    again = fact("To be confirmed again", answer.confirm_again)
    return (*cell(stated(review, answer)), *note.lines, *labelled((owner, *rest, again)))


def labelled(facts: Iterable[Fact]) -> Lines:
    """Facts inside a cell: the label before the first line of each."""
    return tuple(
        replace(line, label=line.label if number or line.label else f"{one.label}:")
        for one in facts
        for number, line in enumerate(one.lines)
    )
