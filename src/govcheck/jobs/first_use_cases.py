"""Asking `init`'s questions about use cases: one after the other, each with its facts."""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.dialogue import NOTHING, Person, ask_text
from govcheck.jobs.first_facts import Beginning, Step, fact_steps
from govcheck.jobs.given_engagement import free_id
from govcheck.jobs.new_engagement import asked
from govcheck.rules.names import same_name
from govcheck.words.checklist import ProfileQuestion
from govcheck.words.engagement import Engagement, UseCase

USE_CASES = (
    "\nWhat do you ask to run? Name one use case after the other; each is judged by itself. Two data classes or two "
    "surfaces in one use case mean every combination of them."
)
NAME_HELP = f"A few words, such as Drafting letters. {NOTHING} takes a use case out."
NO, YES = ("n", "no", "none"), ("y", "yes")


def use_case_steps(start: Beginning, given: Engagement, told: Engagement) -> list[Step]:
    """What is asked to run, and the facts that may differ between them; without any the whole deployment is one."""
    questions = [one for one in asked(start.checklist) if one.per_use_case and one.id not in given.profile]
    if given.use_cases:
        return [step for use in given.use_cases.values() for step in fact_steps(start, missing(questions, use), use.id)]
    if not any(one.per_use_case for one in asked(start.checklist)):
        return []
    if not told.use_cases:
        return [title_step(start.person, questions, ""), *fact_steps(start, questions)]
    steps = [[title_step(start.person, questions, id), *fact_steps(start, questions, id)] for id in told.use_cases]
    return [*(step for row in steps for step in row), title_step(start.person, questions, "")]


def missing(questions: list[ProfileQuestion], use: UseCase) -> list[ProfileQuestion]:
    return [one for one in questions if one.id not in use.profile]


def title_step(person: Person, questions: list[ProfileQuestion], id: str) -> Step:
    """The step that names a use case, gives it another name, or takes it out; without an id, a further one."""

    def step(told: Engagement) -> Engagement:
        title = ask_title(person, told, id)
        if id:
            return renamed(told, id, title)
        return with_use_case(told, title, questions) if title else told

    return step


def ask_title(person: Person, told: Engagement, id: str) -> str:
    """A title unlike the others; empty for no use case."""
    others = [use.title for use in told.use_cases.values() if use.id != id]
    further = "Another one: its name (Enter: no more)" if others else "Its name (Enter: all is one)"
    if not told.use_cases:
        person.show(USE_CASES)
    while True:
        title = ask_text(person, "Its name" if id else further, told.use_cases[id].title if id else "", NAME_HELP)
        word = title.casefold()
        if word in NO and not id:
            return ""
        if word in (*YES, *NO):
            person.show("Type its name.", "poor")
        elif taken := [other for other in others if same_name(other, title)]:
            person.show(f"There is a use case {taken[0]} already.", "poor")
        else:
            return title


def with_use_case(told: Engagement, title: str, questions: list[ProfileQuestion]) -> Engagement:
    """With one more use case. The first one takes over what was said of the whole deployment."""
    id = free_id(title, told.use_cases)
    own = {one.id: told.profile[one.id] for one in questions if one.id in told.profile}
    profile = {question: values for question, values in told.profile.items() if question not in own}
    return replace(told, profile=profile, use_cases={**told.use_cases, id: UseCase(id, title, own)})


def renamed(told: Engagement, id: str, title: str) -> Engagement:
    """With another title, and the id that fits it; without the use case where the title is empty."""
    uses = [use for use in told.use_cases.values() if use.id != id or title]
    new = id if told.use_cases[id].title == title else free_id(title, set(told.use_cases) - {id})
    uses = [replace(use, id=new, title=title) if use.id == id else use for use in uses]
    return replace(told, use_cases={use.id: use for use in uses})
