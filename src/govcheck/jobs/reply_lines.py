"""Replies that came back, for a reader: what they would change, and what follows once they are recorded. Pure."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from govcheck.jobs.judging import SET, changes, proposals
from govcheck.jobs.layout import cut, quoted
from govcheck.jobs.progress import Line
from govcheck.jobs.reply_import import Comparison, Proposal, Received
from govcheck.rules.case import Case
from govcheck.rules.counsel import about_contract, compare_text, to_counsel_text
from govcheck.rules.next_steps import EXPORT, JUDGE, command_line
from govcheck.rules.questions import asked_by, completed_text, waiting_for
from govcheck.rules.report.sheet import REFERENCE
from govcheck.rules.wording import few
from govcheck.words.assessment import Assessment
from govcheck.words.vocabulary import Outcome

LEFT_SHOWN = 8
"""So many lines that belong to no reply are shown."""


def comparison_lines(case: Case, file: Received, told: Comparison, ref: str, width: int) -> Iterator[Line]:
    """What would be other than before."""
    for one in told.proposals:
        yield from proposal_lines(case, one, width)
    yield from ((f"Not recorded: {why}", "poor") for why in told.passed_over)
    for row in told.unread:
        yield f"Row {row.number} is about no question and was not read: {cut(row[REFERENCE], width // 2)}", ""
    if file.left:
        many = f"{len(file.left)} line{'' if len(file.left) == 1 else 's'}"
        yield f"Part of no reply, {many}:", ""
        for text in file.left[:LEFT_SHOWN]:
            yield from ((line, "") for line in quoted(cut(text, width - 4), width, indent=2))
    counts = [f"{len(told.proposals)} to record"]
    counts += [f"{len(told.same)} as it stands"] if told.same else []
    counts += [f"{len(told.blank)} without a reply ({few(told.blank)})"] if told.blank else []
    counts += [f"{len(told.passed_over)} not recorded"] if told.passed_over else []
    yield f"{', '.join(counts)}.", "title"
    if told.proposals:
        yield f"The file is kept as {ref}.", ""


def proposal_lines(case: Case, one: Proposal, width: int) -> Iterator[Line]:
    question = case.checklist.questions[one.told.question]
    text = completed_text(case, question.text, case.use_cases)
    yield f"{question.id}: {cut(text, width - len(question.id) - 2)}", "title"
    if one.before and one.before.reply:
        yield f"  In the answers file, {one.before.replied_by} on {one.before.replied_on}:", ""
        yield from ((line, "") for line in quoted(one.before.reply, width, indent=4))
    yield f"  {one.after.replied_by} replied on {one.after.replied_on}:", ""
    yield from ((line, "") for line in quoted(one.after.reply, width, indent=4))
    if one.after.valid_until:
        yield f"  Valid until {one.after.valid_until}, as they say.", ""
    if one.after.follow_up:
        yield f"  Still missing: {one.after.follow_up}", ""
    if one.after.contract_says:
        yield f"  The contract says: {one.after.contract_says}", ""
    yield from ((f"  {note}", "poor") for note in one.notes)
    if one.secrets:
        kinds = " and ".join(one.secrets)
        yield f"  That looks like {kinds}. It is left out here; the file that is kept still holds it.", "bad"


def recorded_lines(
    case: Case, before: Assessment, after: Assessment, recorded: tuple[Proposal, ...], named: str
) -> Iterator[Line]:
    """What follows from replies that were saved. Statuses are proposed and never set."""
    for one in recorded:
        id = one.told.question
        yield "", ""
        if one.after.outcome is Outcome.INSUFFICIENT:
            yield from partial_lines(case, after, id, named)
        elif one.after.outcome is Outcome.DIFFERS:
            yield f"{id}: the reply differs from the contract. {to_counsel_text(case)}", "title"
            yield f"Once that is decided: {command_line(f'{JUDGE} {id} insufficient --follow-up TEXT', named)}", ""
        else:
            yield f"{id}: nobody has judged the reply yet. Read it, then say what it is:", "title"
            yield f"  {command_line(f'{JUDGE} {id} accepted', named)}, or insufficient --follow-up TEXT, or differs", ""
            yield from proposals(case, after, id, named)
        controls = waiting_for(case, after, id) or asked_by(case, after, id)
        if one.after.outcome is not Outcome.DIFFERS and about_contract(case, controls):
            yield compare_text(case), "poor"
    yield from changes(before, after)


def partial_lines(case: Case, assessment: Assessment, id: str, named: str) -> Iterator[Line]:
    exchange = case.engagement.questions[id]
    yield f"{id}: the reply is partial. To ask again: {command_line(f'{EXPORT} --record', named)}", "title"
    if not exchange.follow_up:
        yield f"To say what is missing: {command_line(f'{JUDGE} {id} insufficient --follow-up TEXT', named)}", ""
    note = shlex.quote(f"{id}: {exchange.follow_up or 'the reply is partial'}")
    waiting = waiting_for(case, assessment, id)
    if waiting:
        yield "These controls wait for it. If part of it is so, and the rest is asked again:", ""
    for control in waiting:
        yield f"  {control} ({assessment.gate(control).label.lower()}): {case.checklist.controls[control].question}", ""
        yield f"    {command_line(f'{SET} {control} partial --note {note}', named)}", ""
