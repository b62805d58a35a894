"""The questions of `init`: the front page, the facts, the use cases, who owns what. Asks only for what is not given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from govcheck.jobs.dialogue import (
    Back,
    EndOfInput,
    Person,
    ask_choice,
    ask_date,
    ask_several,
    ask_text,
    show_choices,
)
from govcheck.jobs.given_engagement import free_id, with_fact, with_unknowns
from govcheck.jobs.new_engagement import asked
from govcheck.jobs.steps import Ended, Step, outermost, through
from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.rules.reach import facts_by_use, gates_of
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement, UseCase, Values
from govcheck.words.vocabulary import REVIEW_DAYS, UNKNOWN, QuestionType, Stage

REVIEW_AFTER = timedelta(days=90)
"""What is proposed for the next review."""
UNTOLD = "Enter: unknown"
NOBODY = "Enter: nobody yet"
WELCOME = "A few facts first. Enter leaves one unknown, b goes back, q stops. The file can be edited by hand later."
USE_CASES = (
    "\nWhat do you ask to run? Name one use case after the other; each is judged by itself. Two data classes or two "
    "surfaces in one use case mean every combination of them."
)


@dataclass(frozen=True)
class Beginning:
    """Whom to ask about which checklist on which day."""

    person: Person
    checklist: Checklist
    today: date


def completed(start: Beginning, given: Engagement) -> Engagement:
    """The engagement with what the person knows besides. Raises Quit where the person stops, not where input ends."""
    start.person.show(start.checklist.title, "title")
    start.person.show(WELCOME)
    first = front_page_steps(start, given) + profile_steps(start, given) + use_case_steps(start, given)
    try:
        told = outermost(start.person, first, given)
        told = outermost(start.person, role_steps(start, told), told)
    except Ended as end:
        told = end.value
    named = replace(told.front, title=told.front.title or start.checklist.title)
    return with_unknowns(start.checklist, replace(told, front=named))


def front_page_steps(start: Beginning, given: Engagement) -> list[Step]:
    """Who decides what, and when."""
    front, person = given.front, start.person
    needed = "Name the organisation."
    steps: dict[str, tuple[object, Callable[[Engagement], object]]] = {
        "organization": (front.organization, lambda _: ask_text(person, "Organisation", needed=needed)),
        "title": (front.title, lambda _: ask_text(person, "Title of the review", start.checklist.title)),
        "owner": (front.owner, lambda _: ask_text(person, f"Owner ({NOBODY})")),
        "reviewed_by": (front.reviewed_by, lambda told: ask_reviewer(person, told.front.owner)),
        "stage": (front.stage, lambda _: ask_stage(person)),
        "next_review": (front.next_review, lambda _: ask_next_review(start)),
    }
    return [front_step(field, ask) for field, (have, ask) in steps.items() if not have]


def front_step(field: str, ask: Callable[[Engagement], object]) -> Step:
    def step(told: Engagement) -> Engagement:
        return replace(told, front=replace(told.front, **{field: ask(told)}))  # type: ignore[arg-type]  # by name

    return step


def ask_reviewer(person: Person, owner: str) -> str:
    while True:
        name = ask_text(person, f"Reviewed by ({NOBODY})")
        if not same_name(name, owner):
            return name
        person.show("Somebody other than the owner has to review.", "poor")


def ask_stage(person: Person) -> Stage | None:
    labels = {stage.value: stage.label for stage in Stage}
    person.show("\nWhat is being decided?", "title")
    show_choices(person, labels.values())
    chosen = ask_choice(person, f"Number or word ({UNTOLD})", labels)
    return Stage(chosen) if chosen else None


def ask_next_review(start: Beginning) -> date:
    last = start.today + timedelta(days=REVIEW_DAYS)

    def fault(day: date) -> str:
        return "" if start.today <= day <= last else f"Choose a day from {start.today} to {last}."

    return ask_date(start.person, "Next review", start.today, start.today + REVIEW_AFTER, fault)


def profile_steps(start: Beginning, given: Engagement) -> list[Step]:
    """The facts about the whole deployment."""
    open_ones = [one for one in asked(start.checklist) if not one.per_use_case and one.id not in given.profile]
    return [fact_step(start, question, "") for question in open_ones]


def fact_step(start: Beginning, question: ProfileQuestion, use: str, default: Values | None = None) -> Step:
    def step(told: Engagement) -> Engagement:
        return with_fact(told, use, question.id, ask_fact(start.person, question, default))

    return step


def ask_fact(person: Person, question: ProfileQuestion, default: Values | None) -> Values:
    """The values of one profile question; unknown where the person does not know."""
    person.show(f"\n{question.text}", "title")
    hint = f" ({UNTOLD})" if default is None else ""
    before = default[0] if default else ""
    if question.type is QuestionType.YES_NO:
        return (ask_choice(person, f"Yes or no{hint}", question.values, before, UNKNOWN) or UNKNOWN,)
    show_choices(person, question.values.values())
    if question.type is QuestionType.ONE_OF:
        return (ask_choice(person, f"Number or word{hint}", question.values, before, UNKNOWN) or UNKNOWN,)
    person.show("Several with commas between them, or none.", "quiet")
    values = ask_several(person, f"Which ones{hint}", question.values, default, UNKNOWN)
    return (UNKNOWN,) if values is None else values


def use_case_steps(start: Beginning, given: Engagement) -> list[Step]:
    """What is asked to run, and the facts that may differ between them."""
    if not any(question.per_use_case for question in asked(start.checklist)):
        return []
    if given.use_cases:
        return [step for use in given.use_cases for step in own_steps(start, given, use)]
    return [lambda told: ask_use_cases(start, told)]


def ask_use_cases(start: Beginning, told: Engagement) -> Engagement:
    """One use case after the other; without any the whole deployment is one. Back takes the last one out."""
    start.person.show(USE_CASES)
    while True:
        try:
            title = ask_use_title(start.person, told)
            if title:
                told = with_use_case(start, told, title)
            else:
                return told if told.use_cases else through(own_steps(start, told, ""), told)
        except Back:
            if not told.use_cases:
                raise
            *others, last = told.use_cases.values()
            start.person.show(f"Taken out: {last.title}")
            told = replace(told, use_cases={use.id: use for use in others})
        except Ended:
            raise
        except EndOfInput:
            raise Ended(told) from None


def ask_use_title(person: Person, told: Engagement) -> str:
    if told.use_cases:
        return ask_text(person, "Another one (Enter: no more)")
    return ask_text(person, "Its name (Enter: all is one)")


def with_use_case(start: Beginning, told: Engagement, title: str) -> Engagement:
    """With one more use case and its facts; without it where the person goes back before the first of them."""
    id = free_id(title, told.use_cases)
    named = replace(told, use_cases={**told.use_cases, id: UseCase(id, title)})
    try:
        return through(own_steps(start, told, id), named)
    except Back:
        return told


def own_steps(start: Beginning, told: Engagement, use: str) -> list[Step]:
    """The questions that may be answered for each use case; an earlier use case's answer is proposed."""
    earlier = list(told.use_cases.values())[-1].profile if told.use_cases and use not in told.use_cases else {}
    have = told.use_cases[use].profile if use in told.use_cases else {}
    return [
        fact_step(start, question, use, earlier.get(question.id))
        for question in asked(start.checklist)
        if question.per_use_case and question.id not in {**told.profile, **have}
    ]


def role_steps(start: Beginning, told: Engagement) -> list[Step]:
    """A name for each role that owns a control which applies."""
    case = Case(start.checklist, told, start.today)
    by_use = facts_by_use(case)
    owning = {control.owner for control in start.checklist.controls.values() if gates_of(control, by_use)}
    return [
        role_step(start, role, title)
        for role, title in start.checklist.roles.items()
        if role in owning and role not in told.front.people
    ]


def role_step(start: Beginning, role: str, title: str) -> Step:
    def step(told: Engagement) -> Engagement:
        start.person.show(f"\nRole: {title}", "title")
        name = ask_text(start.person, f"Who ({NOBODY})")
        people = {**told.front.people, **({role: name} if name else {})}
        return replace(told, front=replace(told.front, people=people))

    return step
