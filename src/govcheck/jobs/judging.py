"""Judging a reply of the account team, and what a reply means for the controls that wait for it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.progress import Line
from govcheck.rules.case import Case
from govcheck.rules.counsel import about_contract, compare_text, to_counsel_text
from govcheck.rules.exchanges import confirmed
from govcheck.rules.next_steps import EXPORT, IMPORT, command_line
from govcheck.rules.questions import asked_by, waiting_for
from govcheck.rules.replies import lasts_until, reply_fault
from govcheck.rules.suggest import write_instead
from govcheck.words.assessment import Assessment
from govcheck.words.engagement import Exchange
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import EvidenceKind, Outcome

SET = "set"


@dataclass(frozen=True)
class Judged:
    """What somebody makes of a reply."""

    outcome: Outcome
    valid_until: date | None = None
    follow_up: str = ""
    """What is still missing."""
    contract_says: str = ""
    """What the contract says instead."""


def judged_exchange(file: EngagementFile, id: str, judged: Judged) -> Exchange:
    """The exchange with its outcome. Raises Refused where there is nothing to judge, or a part does not fit."""
    questions = file.checklist.questions
    if id not in questions:
        raise Refused(f"there is no question {id}", write_instead(id, questions))
    exchange = file.engagement.questions.get(id)
    if exchange is None:
        raise Refused(f"{id} was never asked", "send it with: govcheck questions export --record")
    if not exchange.reply and judged.outcome is not Outcome.WITHDRAWN:
        raise Refused(f"{id} has no reply yet", f"read it in with: govcheck {IMPORT} FILE")
    if judged.valid_until and judged.outcome is not Outcome.ACCEPTED:
        raise Refused(f"--valid-until goes with {Outcome.ACCEPTED}", "leave it out")
    if judged.follow_up and judged.outcome is not Outcome.INSUFFICIENT:
        raise Refused(f"--follow-up goes with {Outcome.INSUFFICIENT}", "leave it out")
    if judged.contract_says and judged.outcome is not Outcome.DIFFERS:
        raise Refused(f"--contract-says goes with {Outcome.DIFFERS}", "leave it out")
    if judged.valid_until and exchange.replied_on and judged.valid_until < exchange.replied_on:
        raise Refused(f"the reply came on {exchange.replied_on}, after {judged.valid_until}", "name a later day")
    missing = judged.follow_up or exchange.follow_up if judged.outcome is Outcome.INSUFFICIENT else ""
    until = judged.valid_until or exchange.valid_until
    clause = judged.contract_says or exchange.contract_says if judged.outcome is Outcome.DIFFERS else ""
    new = replace(exchange, outcome=judged.outcome, valid_until=until, follow_up=missing, contract_says=clause)
    return new if judged.outcome is Outcome.WITHDRAWN else confirmed(new)


def outcome_lines(case: Case, before: Assessment, after: Assessment, id: str, named: str) -> Iterator[Line]:
    """What follows from an outcome that was saved. Statuses are proposed and never set."""
    exchange = case.engagement.questions[id]
    waiting = waiting_for(case, after, id)
    match exchange.outcome:
        case Outcome.ACCEPTED:
            fault = reply_fault(exchange, case.today)
            yield f"It counts until {lasts_until(exchange)}." if not fault else f"It does not count: {fault}.", ""
            yield from proposals(case, after, id, named)
            if about_contract(case, waiting or asked_by(case, after, id)):
                yield compare_text(case), "poor"
        case Outcome.INSUFFICIENT:
            yield f"The next sheet asks again, with this reply: {command_line(f'{EXPORT} --record', named)}", ""
            if not exchange.follow_up:
                yield "To say on it what is missing, judge it again with --follow-up TEXT.", ""
        case Outcome.DIFFERS:
            yield to_counsel_text(case), "poor"
            if not exchange.contract_says:
                yield "To write down what the contract says, judge it again with --contract-says TEXT.", ""
            yield "Once that is decided, judge it again, or withdraw the question.", ""
        case _:
            left = f" These still wait: {', '.join(waiting)}." if waiting else ""
            yield f"It is not asked any more.{left}", "poor" if waiting else ""
            yield "To ask it again, take its outcome out of the answers file.", ""
    yield from changes(before, after)


def proposals(case: Case, assessment: Assessment, id: str, named: str) -> Iterator[Line]:
    """The controls that wait for a reply, each with the command that would set it, for somebody to judge."""
    question, exchange = case.checklist.questions[id], case.engagement.questions[id]
    if question.yes_means:
        yield f"A yes would mean: {question.yes_means}", ""
    if question.no_means:
        yield f"A no would mean: {question.no_means}", ""
    waiting = waiting_for(case, assessment, id)
    if not waiting:
        yield "No control waits for it now.", ""
        return
    yield "These controls wait for it. Read the reply, then set what it shows: met, partial or not-met.", ""
    for control in waiting:
        asked = case.checklist.controls[control]
        yield f"  {control} ({assessment.gate(control).label.lower()}): {asked.question}", ""
        if EvidenceKind.WRITTEN_REPLY in asked.accepts:
            yield f"    {command_line(setting(control, exchange), named)}", ""
        else:
            yield f"    A reply in writing does not count here; it takes {', '.join(asked.accepts)}.", "poor"


def setting(control: str, exchange: Exchange) -> str:
    """The command that would answer a control by a reply."""
    proof = shlex.quote(f"{EvidenceKind.WRITTEN_REPLY}:{exchange.ref or 'evidence/FILE'}")
    until = f" --valid-until {exchange.valid_until}" if exchange.valid_until else ""
    collected = f" --collected {exchange.replied_on}" if exchange.replied_on else ""
    return f"{SET} {control} met --evidence {proof}{collected}{until}"


def changes(before: Assessment, after: Assessment) -> Iterator[Line]:
    """Which controls and which verdict are other than before, and which approvals are void."""
    for id, state in after.states.items():
        was = before.states.get(id)
        if was and was.standing is not state.standing:
            why = f": {state.why}" if state.why else ""
            yield f"{id}: {was.standing.value} -> {state.standing.value}{why}", "poor"
    if before.verdict is not after.verdict:
        yield f"Verdict: {before.verdict} -> {after.verdict}", "poor"
    if void := [one.role for one in after.approvals if one.void]:
        yield f"Approvals that are void now: {', '.join(void)}.", "poor"
