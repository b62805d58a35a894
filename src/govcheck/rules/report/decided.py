"""What people decided or asked outside the answers: acceptances and questions to the account team, in full."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from govcheck.rules.exchanges import overdue, progress
from govcheck.rules.matrix import ruling
from govcheck.rules.questions import answered, asked_of, completed_text
from govcheck.rules.replies import lasts_until
from govcheck.rules.report.blocks import Block, Blocks, Fact, Line, Lines, Record, Records, cell, fact, filled, prose
from govcheck.rules.report.exchanges import numbers
from govcheck.rules.report.marks import IN_FORCE, NOT_IN_FORCE, OVERDUE
from govcheck.rules.report.phrases import (
    control_line,
    day,
    gate_text,
    lead,
    person,
    role_title,
    sentence,
    stated,
    uses_text,
)
from govcheck.rules.report.review import Review
from govcheck.rules.states import control_acceptance_fault
from govcheck.rules.wording import cell_title
from govcheck.words.assessment import OpenQuestion
from govcheck.words.engagement import Acceptance, Answer, Exchange
from govcheck.words.vocabulary import REPLY_DAYS, Outcome, Standing, Status

ANSWERED, NO_REPLY = "answered", "None so far"


def acceptances(review: Review) -> Blocks:
    records = (*control_acceptances(review), *cell_acceptances(review))
    return (Records(records),) if records else (prose("Nobody has accepted a gap."),)


def control_acceptances(review: Review) -> Iterator[Record]:
    engagement = review.case.engagement
    for id, answer in engagement.answers.items():
        if answer.acceptance:
            fault = answer_fault(review, id, answer, answer.acceptance)
            facts = (*acceptance_facts(answer.acceptance, fault), *gap_facts(review, id, answer))
            yield Record(f"acceptance-{id}", review.checklist.controls[id].question, facts, id)
    for id, answer in engagement.kept.items():
        if answer.acceptance:
            dropped = review.checklist.dropped.get(id)
            title = dropped.control.question if dropped else "A control that is not asked any more"
            facts = acceptance_facts(answer.acceptance, "nobody asks about the control any more")
            yield Record(f"acceptance-{id}", title, facts, id)


def gap_facts(review: Review, control: str, answer: Answer) -> tuple[Fact, ...]:
    """What it is that was accepted, and on what it bears."""
    owner = person(review, review.case.owner(review.checklist.controls[control], answer))
    gates = review.assessment.gates.get(control, {})
    return filled(
        Fact("What was accepted", (*cell(stated(review, answer)), *cell(answer.note))),
        fact("Owner of the gap", owner),
        fact("Weight", gate_text(review, control) if gates else ""),
        fact("Use cases", uses_text(review, gates)),
    )


def answer_fault(review: Review, control: str, answer: Answer, accepted: Acceptance) -> str:
    """Why an acceptance beside an answer is not in force; empty when it is."""
    state = review.assessment.states.get(control)
    if state is None:
        return "the profile rules the control out"
    if state.standing is Standing.ACCEPTED:
        return ""
    if answer.status not in (Status.PARTIAL, Status.NOT_MET):
        return f"it stands beside the answer {answer.status.label.lower()}, where there is nothing to accept"
    return control_acceptance_fault(review.case, review.checklist.controls[control], answer, accepted)


def cell_acceptances(review: Review) -> Iterator[Record]:
    matrix = review.checklist.matrix
    for (row, column), choice in review.case.engagement.matrix.items() if matrix else ():
        assert matrix is not None
        if choice.acceptance:
            ruled = ruling(review.case, matrix, (row, column))
            fault = ruled.fault if ruled.looser else "the setting is not looser than the checklist"
            title = f"{cell_title(review.case, f'{row}/{column}')}: {choice.cell.label.lower()}"
            facts = (*acceptance_facts(choice.acceptance, fault), *filled(fact("Owner", review.front.owner)))
            yield Record(f"cell-{row}--{column}", title, facts)


def acceptance_facts(accepted: Acceptance, fault: str) -> tuple[Fact, ...]:
    mark = NOT_IN_FORCE if fault else IN_FORCE
    return filled(
        Fact("State", (Line(sentence(fault), mark=mark),)),
        fact("Risk", accepted.risk),
        fact("Residual risk", accepted.residual.label),
        fact("Compensating control", accepted.compensating),
        fact("Accepted by", accepted.by),
        fact("Role", accepted.role),
        fact("From", day(accepted.dated)),
        fact("Until", day(accepted.expires)),
    )


def questions(review: Review) -> Blocks:
    number = numbers(review.judgement)
    still_open = tuple(
        question_record(review, question, number[question.id])
        for question in review.judgement.questions
        if question.id in number
    )
    closed = tuple(
        closed_record(review, id, exchange)
        for id, exchange in review.case.engagement.questions.items()
        if id not in number
    )
    blocks: list[Block] = [Records(still_open) if still_open else prose("No question waits for the account team.")]
    if closed:
        blocks.append(Records(closed, "No longer open"))
    return tuple(blocks)


def question_record(review: Review, question: OpenQuestion, number: int) -> Record:
    asked = review.checklist.questions[question.id]
    waiting = tuple(control_line(review, control) for control in question.waiting)
    facts = filled(
        fact("Question", question.text),
        Fact("Waiting for it", waiting),
        fact("A good answer means", asked.yes_means),
        fact("Otherwise", asked.no_means),
        *exchange_facts(review, review.case.engagement.questions.get(question.id), waiting=True),
    )
    title = f"{number}. {addressee(review, question.to, asked_of(review.case, question))}"
    return Record(f"question-{question.id}", title, facts, question.id)


def addressee(review: Review, role: str, person: str) -> str:
    title = role_title(review, role)
    return f"{title}: {person}" if person and person != title else title


def exchange_facts(review: Review, exchange: Exchange | None, *, waiting: bool) -> tuple[Fact, ...]:
    stands = ANSWERED if answered(review.case, exchange) else progress(exchange, review.case.today)
    if exchange is None:
        return (fact("Where it stands", sentence(stands)),)
    late = waiting and overdue(exchange, review.case.today)
    return filled(
        fact("Where it stands", sentence(stands)),
        fact("To be confirmed again", sentence(exchange.confirm_again)),
        *(Fact("Earlier", earlier_lines(one)) for one in exchange.earlier),
        fact("Asked", f"{exchange.asked_on}, of {exchange.asked_of}"),
        Fact("Wanted by", (Line(day(exchange.due, "no date given"), mark=OVERDUE if late else None),)),
        *reply_facts(exchange),
    )


def earlier_lines(exchange: Exchange) -> Lines:
    """What was asked and replied before, with what was made of it."""
    wanted = f", wanted by {exchange.due}" if exchange.due else ""
    asked = f"Asked on {exchange.asked_on}, of {exchange.asked_of}{wanted}."
    again = fact("To be confirmed again", sentence(exchange.confirm_again))
    told = (
        replace(line, label=line.label or f"{one.label}:")
        for one in (*reply_facts(exchange), again)
        for line in one.lines
    )
    return (Line(asked), *told)


def reply_facts(exchange: Exchange) -> tuple[Fact, ...]:
    said = ", ".join(part for part in (exchange.replied_by, day(exchange.replied_on, "")) if part)
    reply = Line(exchange.reply, label=lead(said) if said else "") if exchange.reply else Line(NO_REPLY)
    outcome = exchange.outcome.label if exchange.outcome else "Not judged yet"
    return filled(
        Fact("Reply", (reply,)),
        fact("Record of the reply", exchange.ref),
        Fact("SHA-256 of the record", (Line(code=exchange.sha256),) if exchange.sha256 else ()),
        fact("Valid until", reply_end_text(exchange) if exchange.reply else ""),
        fact("Judged", outcome if exchange.reply else ""),
        fact("Still missing", exchange.follow_up),
        fact("The contract says", exchange.contract_says),
    )


def reply_end_text(exchange: Exchange) -> str:
    """The end of a reply, also where it follows from its day; empty where it was not taken as an answer."""
    if exchange.valid_until or exchange.outcome in (Outcome.INSUFFICIENT, Outcome.DIFFERS, Outcome.WITHDRAWN):
        return day(exchange.valid_until, "")
    end = lasts_until(exchange)
    return f"{end}, {REPLY_DAYS} days after it came" if end else ""


def closed_record(review: Review, id: str, exchange: Exchange) -> Record:
    asked = review.checklist.questions[id]
    text = completed_text(review.case, asked.text, review.assessment.uses)
    facts = (fact("Question", text), *exchange_facts(review, exchange, waiting=False))
    return Record(f"question-{id}", addressee(review, asked.to, exchange.asked_of), facts, id)
