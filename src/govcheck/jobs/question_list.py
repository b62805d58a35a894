"""The open questions, as lines that fit a width and as JSON: format 1. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from govcheck.jobs.layout import filled, quoted
from govcheck.jobs.progress import Line
from govcheck.jobs.written import exchange_mapping, iso
from govcheck.rules.exchanges import DIFFERS, TO_JUDGE
from govcheck.rules.formats.plain import json_text
from govcheck.rules.next_steps import EXPORT, IMPORT, JUDGE, command_line
from govcheck.rules.question_list import Listed, QuestionList
from govcheck.tools.terminal import USUAL, Tone

FORMAT = 1
WIDEST = 100
"""Longer lines are hard to follow."""


def list_text(view: QuestionList, named: str) -> str:
    """Plain text of the usual width."""
    return "".join(f"{text}\n" for text, _ in list_lines(view, named, USUAL))


def list_lines(view: QuestionList, named: str, width: int) -> Iterator[Line]:
    """A few lines for each question; `named` is as commands have to be told of the answers file."""
    many = len(view.questions)
    if not many:
        yield "There are no open questions to the account team.", ""
        return
    heading = f"{many} open question{'' if many == 1 else 's'} to the account team: {view.asking}"
    yield from lines(heading, width, "title", indent=0)
    for one in view.questions:
        yield "", ""
        yield from question_lines(one, named, width)
    yield "", ""
    yield from lines(f"To send them: {command_line(EXPORT, named)} --record", width, indent=0)
    yield from lines(f"To read in what comes back: {command_line(f'{IMPORT} FILE', named)}", width, indent=0)


def question_lines(one: Listed, named: str, width: int) -> Iterator[Line]:
    person = f": {one.person}" if one.person else ""
    yield from lines(f"{one.number}. {one.id}, to {one.addressee}{person}", width, "title")
    yield from lines(one.text, width, indent=3)
    yield from lines(f"{standing(one)}.", width, "bad" if one.overdue else "", indent=3)
    for said in (*one.exchange.earlier, one.exchange) if one.exchange else ():
        if said.reply:
            yield from lines(f"{said.replied_by} replied on {said.replied_on}:", width, indent=3)
            yield from ((line, "") for line in quoted(said.reply, min(width, WIDEST), indent=5))
    if one.missing:
        yield from lines(f"Still missing: {one.missing}", width, indent=3)
    if one.stands == DIFFERS:
        says = f"The contract says: {one.exchange.contract_says}" if one.exchange and one.exchange.contract_says else ""
        yield from lines(says, width, indent=3) if says else ()
        yield from lines(f"It prevails; {one.counsel} decides. The reply does not count.", width, indent=3)
    waiting = "; ".join(f"{control.id} ({control.gate.label.lower()})" for control in one.waiting)
    yield from lines(f"Waits for it: {waiting}", width, indent=3)
    if one.yes_means:
        yield from lines(f"A yes would mean: {one.yes_means}", width, indent=3)
    if one.no_means:
        yield from lines(f"A no would mean: {one.no_means}", width, indent=3)
    if one.stands == TO_JUDGE:
        judge = command_line(f"{JUDGE} {one.id} accepted", named)
        yield from lines(f"Judge it: {judge}, or insufficient, or differs", width, indent=3)


def lines(text: str, width: int, tone: Tone = "", *, indent: int = 0) -> Iterator[Line]:
    yield from ((line, tone) for line in filled(text, min(width, WIDEST), indent, hang=2))


def standing(one: Listed) -> str:
    """Where it stands, in a sentence without its full stop."""
    stands = one.stands[0].upper() + one.stands[1:]
    if one.exchange is None:
        return stands
    due = f", reply wanted by {one.exchange.due}" if one.exchange.due else ""
    return f"{stands}; asked on {one.exchange.asked_on}{due}{', overdue' if one.overdue else ''}"


def list_json(view: QuestionList, _named: str) -> str:
    document = {"format": FORMAT, "as-of": view.as_of.isoformat(), "questions": [entry(one) for one in view.questions]}
    return json_text(document)


def entry(one: Listed) -> dict[str, Any]:
    sent = one.exchange
    return {
        "id": one.id,
        "number": one.number,
        "text": one.text,
        "to": one.to,
        "addressee": one.addressee,
        "person": one.person or None,
        "stands": one.stands,
        "asked-on": sent.asked_on.isoformat() if sent else None,
        "due": (iso(sent.due) if sent else "") or None,
        "overdue": one.overdue,
        "waiting": [{"id": control.id, "gate": control.gate, "question": control.question} for control in one.waiting],
        "yes-means": one.yes_means or None,
        "no-means": one.no_means or None,
        "exchange": exchange_mapping(sent) if sent else None,
        "missing": one.missing or None,
    }


LIST_FORMATS: Mapping[str, Callable[[QuestionList, str], str]] = {"text": list_text, "json": list_json}
