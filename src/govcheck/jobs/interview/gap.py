"""Asking what becomes of a gap: a remedy, an acceptance, neither, or a decision later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from govcheck.jobs.answer_text import acceptance_text, remedy_text
from govcheck.jobs.dialogue import NOTHING, ask_choice, ask_date, ask_note, ask_text
from govcheck.jobs.interview.topic import Topic, given
from govcheck.rules.names import same_name
from govcheck.rules.states import remedy_fault
from govcheck.words.engagement import Acceptance, Answer, Remedy
from govcheck.words.vocabulary import Gate, Residual, Status

REMEDY, ACCEPTANCE, NONE, DROP = "remedy", "acceptance", "none", "drop"
WAYS: Mapping[str, str] = {
    REMEDY: "somebody closes it by a date",
    ACCEPTANCE: "somebody other than the owner lives with it until a date",
    NONE: "it is decided that the gap stays",
}
MISSING = "Say what is missing."
STAYS = "Say why the gap stays."


def about_gap(topic: Topic, answer: Answer) -> Answer:
    """It does not hold, or not fully: what is missing, and what becomes of it."""
    needed = MISSING if answer.status is Status.PARTIAL else ""
    prompt = "What is missing" if needed else "What is missing (Enter: no note)"
    note = answer.note if given(topic, answer) else ask_note(topic.person, prompt, answer.note, MISSING, needed)
    answer = replace(answer, note=note)
    match ask_way(topic, answer):
        case "remedy":
            return replace(answer, remedy=ask_remedy(topic, answer), no_remedy=False)
        case "acceptance":
            return replace(answer, acceptance=ask_acceptance(topic, answer))
        case "none":
            note = answer.note or ask_note(topic.person, "Why it stays", about=STAYS, needed=STAYS)
            return replace(answer, note=note, remedy=None, no_remedy=True)
        case "drop":
            return replace(answer, remedy=None, no_remedy=False, acceptance=None)
        case _:
            return answer


def ask_way(topic: Topic, answer: Answer) -> str:
    """What becomes of the gap; empty to leave it as it is."""
    person, control = topic.person, topic.control
    decided = answer.remedy or answer.no_remedy or answer.acceptance
    person.show("What becomes of the gap?")
    for word, means in WAYS.items():
        if word != ACCEPTANCE or control.acceptable:
            person.show(f"  {word[0]}  {word}: {means}")
    if not control.acceptable:
        person.show("  This control cannot be accepted; the use case can only be taken out.")
    if Gate.BLOCKER in topic.gates:
        person.show("  A remedy does not open a blocker; it says who works on it.")
    person.show(
        "  Enter  " + (f"as before: {decided_text(answer)}; {NOTHING} takes it out" if decided else "decide later")
    )
    ways = {word: word for word in WAYS if word != ACCEPTANCE or control.acceptable}
    return ask_choice(person, "Gap", {**ways, **({DROP: NOTHING} if decided else {})})


def decided_text(answer: Answer) -> str:
    parts = [f"remedy by {remedy_text(answer.remedy)}"] if answer.remedy else []
    parts += ["it stays"] if answer.no_remedy else []
    parts += [f"accepted by {acceptance_text(answer.acceptance)}"] if answer.acceptance else []
    return "; ".join(parts)


def ask_remedy(topic: Topic, answer: Answer) -> Remedy:
    """Who closes the gap by when, and what protects until then."""
    person, before, today = topic.person, answer.remedy, topic.case.today
    owner = topic.case.owner(topic.control, answer)
    who = ask_text(person, "Who closes it", before.owner if before else owner, needed="Name somebody.")
    due = ask_date(person, "By when", today, before.due if before else None, not_past(today))
    late = remedy_fault(topic.case, due)
    if late:
        person.show(f"This will not count: {late}.", "poor")
    guardrail = ask_text(
        person,
        "What protects until then",
        before.guardrail if before else "",
        "A guardrail is what keeps the risk small until the gap is closed.",
        "Say what protects until then.",
    )
    return Remedy(who, due, guardrail)


def ask_acceptance(topic: Topic, answer: Answer) -> Acceptance:
    """Who lives with the gap until when, and with what instead."""
    person, today, before = topic.person, topic.case.today, answer.acceptance
    risk = ask_text(person, "Which risk is accepted", before.risk if before else "", needed="Name the risk.")
    residual = ask_residual(topic, before)
    instead = before.compensating if before else ""
    compensating = ask_text(person, "What is done instead", instead, needed="Say what is done instead.")
    by = ask_acceptor(topic, answer)
    role = ask_text(person, "In which role", before.role if before else "", needed="Name the role.")
    dated = ask_date(person, "Accepted on", today, today)
    longest = dated + timedelta(days=topic.case.checklist.acceptance_days)
    expires = ask_date(person, f"Until (at the latest {longest})", today, None, between(dated, longest))
    return Acceptance(risk, Residual(residual), compensating, by, role, dated, expires)


def ask_residual(topic: Topic, before: Acceptance | None) -> str:
    levels = {level.value: level.value for level in Residual}
    while True:
        level = ask_choice(topic.person, "Risk left (low, medium, high)", levels, before.residual if before else "")
        if level:
            return level
        topic.person.show("Type low, medium or high.", "poor")


def ask_acceptor(topic: Topic, answer: Answer) -> str:
    """Somebody other than the owner of the answer."""
    owner = topic.case.owner(topic.control, answer)
    before = answer.acceptance.by if answer.acceptance else ""
    while True:
        name = ask_text(topic.person, "Accepted by", before, needed="Name who accepts it.")
        if not same_name(name, owner):
            return name
        topic.person.show(f"{name} owns the gap. Somebody else has to accept it.", "poor")
        before = ""


def not_past(today: date) -> Callable[[date], str]:
    return lambda due: f"{due} is past." if due < today else ""


def between(first: date, last: date) -> Callable[[date], str]:
    return lambda end: "" if first <= end <= last else f"{end} is not between {first} and {last}."
