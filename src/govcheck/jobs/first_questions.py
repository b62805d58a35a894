"""The questions of `init`: the front page, the facts, the use cases, who owns what. Asks only for what is not given."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from govcheck.jobs.choices import Choices, ask_choice, show_choices
from govcheck.jobs.dialogue import Back, Person, Quit, ask_date, ask_name, ask_text
from govcheck.jobs.first_facts import UNTOLD, Beginning, Step, fact_steps
from govcheck.jobs.first_use_cases import use_case_steps
from govcheck.jobs.given_engagement import with_unknowns
from govcheck.jobs.new_engagement import asked
from govcheck.rules.case import Case
from govcheck.rules.names import same_name
from govcheck.rules.reach import facts_by_use, gates_of
from govcheck.words.engagement import Engagement
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import REVIEW_DAYS, Stage

REVIEW_AFTER = timedelta(days=90)
"""What is proposed for the next review."""
NOBODY = " (Enter: nobody yet)"
WELCOME = (
    "A few facts first. Enter keeps what stands in brackets, or leaves a fact unknown; b goes back; q stops and keeps "
    "what was given. The file can be edited by hand later."
)


@dataclass(frozen=True)
class Told:
    """What the person gave, complete with what is unknown."""

    engagement: Engagement
    stopped: BaseException | None = None
    """What ended it before the last question."""


def completed(start: Beginning, given: Engagement) -> Told:
    """The engagement with what the person knows besides, as far as the person went. Nothing is raised at the end."""
    start.person.show(start.checklist.title, "title")
    start.person.show(WELCOME)
    told = asked_through(start, given)
    named = replace(told.engagement.front, title=told.engagement.front.title or start.checklist.title)
    whole = with_unknowns(start.checklist, replace(told.engagement, front=named))
    return replace(told, engagement=whole)


def asked_through(start: Beginning, given: Engagement) -> Told:
    """Step by step; what comes next depends on what was told. Back leads one step back and forgets nothing."""
    told, at = given, 0
    while at < len(steps := row(start, given, told)):
        try:
            after = steps[at](told)
        except Back:
            if at == 0:
                start.person.show("There is nothing before this.", "poor")
            at = max(at - 1, 0)
        except (Quit, KeyboardInterrupt, BrokenPipeError) as stop:  # the last: the terminal is gone
            return Told(told, stop)
        else:
            at += len(after.use_cases) >= len(told.use_cases)  # in the place of one that was taken out the next stands
            told = after
    return Told(told)


def row(start: Beginning, given: Engagement, told: Engagement) -> list[Step]:
    """The steps from the first to the last, as far as they can be known by now."""
    about_all = [one for one in asked(start.checklist) if not one.per_use_case and one.id not in given.profile]
    return [
        *front_page_steps(start, given),
        *fact_steps(start, about_all),
        *use_case_steps(start, given, told),
        *role_steps(start, given, told),
    ]


def front_page_steps(start: Beginning, given: Engagement) -> list[Step]:
    """Who decides what, and when, as far as it is not given."""
    return [step for field, step in front_page(start).items() if not getattr(given.front, field)]


def front_page(start: Beginning) -> Mapping[str, Step]:
    """The step for each field of the front page but the people."""
    person, title = start.person, start.checklist.title
    needed = "Name the organisation."
    asking: dict[str, Callable[[Engagement], object]] = {
        "organization": lambda told: ask_text(person, "Organisation", told.front.organization, needed=needed),
        "title": lambda told: ask_text(
            person, "Title of the review", told.front.title or title, needed="Give it a title."
        ),
        "owner": lambda told: ask_person(person, "Owner", told.front.owner),
        "reviewed_by": lambda told: ask_reviewer(person, told.front.owner, told.front.reviewed_by),
        "stage": lambda told: ask_stage(person, told.front.stage),
        "next_review": lambda told: ask_next_review(start, told.front.next_review),
    }
    return {field: front_step(field, ask) for field, ask in asking.items()}


def front_step(field: str, ask: Callable[[Engagement], object]) -> Step:
    def step(told: Engagement) -> Engagement:
        return replace(told, front=replace(told.front, **{field: ask(told)}))  # type: ignore[arg-type]  # by name

    return step


def ask_person(person: Person, prompt: str, before: str) -> str:
    return ask_name(person, prompt + ("" if before else NOBODY), before)


def ask_reviewer(person: Person, owner: str, before: str) -> str:
    while True:
        name = ask_person(person, "Reviewed by", before)
        if not same_name(name, owner):
            return name
        person.show("Somebody other than the owner has to review.", "poor")
        before = ""


def ask_stage(person: Person, before: Stage | None) -> Stage | None:
    labels = {stage.value: stage.label for stage in Stage}
    person.show("\nWhat is being decided?", "title")
    show_choices(person, labels.values())
    prompt = "Number or word" if before else f"Number or word ({UNTOLD})"
    chosen = ask_choice(person, prompt, Choices(labels, tuple(labels)), before or "")
    return Stage(chosen) if chosen else None


def ask_next_review(start: Beginning, before: date | None) -> date:
    last = start.today + timedelta(days=REVIEW_DAYS)

    def fault(day: date) -> str:
        return "" if start.today <= day <= last else f"Choose a day from {start.today} to {last}."

    return ask_date(start.person, "Next review", start.today, before or start.today + REVIEW_AFTER, fault)


def role_steps(start: Beginning, given: Engagement, told: Engagement) -> list[Step]:
    """A name for each role that owns a control which applies."""
    by_use = facts_by_use(Case(start.checklist, told, start.today))
    owning = {control.owner for control in start.checklist.controls.values() if gates_of(control, by_use)}
    return [
        role_step(start.person, role, title)
        for role, title in start.checklist.roles.items()
        if role in owning and role not in given.front.people
    ]


def role_step(person: Person, role: str, title: str) -> Step:
    def step(told: Engagement) -> Engagement:
        person.show(f"\nRole: {title}", "title")
        name = ask_person(person, "Who", told.front.people.get(role, ""))
        others = {one: who for one, who in told.front.people.items() if one != role}
        return replace(told, front=replace(told.front, people={**others, **({role: name} if name else {})}))

    return step
