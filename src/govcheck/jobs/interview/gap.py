"""Asking what becomes of a gap: a remedy, an acceptance, neither, or a decision later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import date
from functools import partial

from govcheck.jobs.answer_text import acceptance_text, remedy_text
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import NOTHING, Back, ask_date, ask_name, ask_note
from govcheck.jobs.interview.acceptance import Decision, ask_acceptance
from govcheck.jobs.interview.topic import Topic, given, note_step
from govcheck.jobs.steps import part, text_step, through
from govcheck.rules.states import remedy_fault
from govcheck.words.engagement import Answer, Remedy
from govcheck.words.vocabulary import Gate, Status

REMEDY, ACCEPTANCE, NONE = "remedy", "acceptance", "none"
WAYS: Mapping[str, str] = {
    REMEDY: "somebody closes it by a date",
    ACCEPTANCE: "somebody other than the owner lives with it until a date",
    NONE: "it is decided that the gap stays",
}
MISSING = "Say what is missing."
STAYS = "Say why the gap stays."
GAP = "A remedy is a promise, an acceptance a decision with an end; with neither the gap stays open."
CLOSES = "The remedy is a promise; this is who gives it."
GUARDRAIL = "A guardrail is what keeps the risk small until the gap is closed."


def about_gap(topic: Topic, answer: Answer) -> Answer:
    """It does not hold, or not fully: what is missing, and what becomes of it."""
    needed = MISSING if answer.status is Status.PARTIAL else ""
    note = [] if given(topic, answer) else [note_step(topic, "What is missing", MISSING, needed)]
    return through([*note, partial(with_way, topic)], answer)


def with_way(topic: Topic, answer: Answer) -> Answer:
    """What becomes of the gap. Back out of a remedy or an acceptance leads to this choice again."""
    while True:
        way = ask_way(topic, answer)
        with suppress(Back):
            return decided(topic, answer, way)


def decided(topic: Topic, answer: Answer, way: str) -> Answer:
    """The answer with what this way needs. Raises Back."""
    match way:
        case "remedy":
            return replace(answer, remedy=ask_remedy(topic, answer), no_remedy=False)
        case "acceptance":
            decision = Decision(topic.person, topic.case, topic.case.owner(topic.control, answer))
            return replace(answer, acceptance=ask_acceptance(decision, answer.acceptance))
        case "none":
            note = answer.note or ask_note(topic.person, "Why it stays", about=STAYS, needed=STAYS)
            return replace(answer, note=note, remedy=None, no_remedy=True)
        case "-":
            return replace(answer, remedy=None, no_remedy=False, acceptance=None)
        case _:
            return answer


def ask_way(topic: Topic, answer: Answer) -> str:
    """What becomes of the gap; empty to leave it as it is."""
    person, control = topic.person, topic.control
    before = decided_text(answer)
    ways = {word: word for word in WAYS if word != ACCEPTANCE or control.acceptable}
    person.show("What becomes of the gap?")
    for word in ways:
        person.show(f"  {word[0]}  {word}: {WAYS[word]}")
    if not control.acceptable:
        person.show("  This control cannot be accepted; the use case can only be taken out.")
    if Gate.BLOCKER in topic.gates:
        person.show("  A remedy does not open a blocker; it says who works on it.")
    person.show("  Enter  " + (f"as before: {before}; {NOTHING} takes it out" if before else "decide later"))
    return ask_choice(person, "Gap", Choices(ways, also=NOTHING if before else "", about=GAP))


def decided_text(answer: Answer) -> str:
    parts = [f"remedy by {remedy_text(answer.remedy)}"] if answer.remedy else []
    parts += ["it stays"] if answer.no_remedy else []
    parts += [f"accepted by {acceptance_text(answer.acceptance)}"] if answer.acceptance else []
    return "; ".join(parts)


def ask_remedy(topic: Topic, answer: Answer) -> Remedy:
    """Who closes the gap by when, and what protects until then."""
    person = topic.person
    before = vars(answer.remedy) if answer.remedy else {"owner": topic.case.owner(topic.control, answer)}
    steps = [
        part("owner", lambda draft: ask_name(person, "Who closes it", draft["owner"], CLOSES, "Name somebody.")),
        part("due", lambda draft: ask_due(topic, draft.get("due"))),
        text_step(person, "guardrail", "What protects until then", GUARDRAIL, "Say what protects until then."),
    ]
    return Remedy(**through(steps, dict(before)))


def ask_due(topic: Topic, before: date | None) -> date:
    today = topic.case.today
    due = ask_date(topic.person, "By when", today, before, not_past(today))
    if late := remedy_fault(topic.case, due):
        topic.person.show(f"This will not count: {late}.", "poor")
    return due


def not_past(today: date) -> Callable[[date], str]:
    return lambda due: f"{due} is past." if due < today else ""
