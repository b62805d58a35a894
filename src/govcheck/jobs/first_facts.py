"""Asking `init`'s questions about facts of the deployment or of one use case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from govcheck.jobs.choices import NONE, Choices, ask_choice, ask_several, show_choices
from govcheck.jobs.dialogue import NOTHING, Person
from govcheck.jobs.given_engagement import with_fact
from govcheck.rules.wording import own_label
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement, Values
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import UNKNOWN, QuestionType

UNTOLD = "Enter: unknown"
Step = Callable[[Engagement], Engagement]


@dataclass(frozen=True)
class Beginning:
    """Whom to ask about which checklist on which day."""

    person: Person
    checklist: Checklist
    today: date


def fact_step(start: Beginning, question: ProfileQuestion, use: str = "") -> Step:
    def step(told: Engagement) -> Engagement:
        labels = {value: own_label(told, question, value) for value in question.values}
        values = ask_fact(start.person, question, labels, proposed(told, question.id, use))
        return with_fact(told, use, question.id, values)

    return step


def proposed(told: Engagement, id: str, use: str) -> Values | None:
    """What holds now, else what the use case before has; None where there is neither, or it is unknown."""
    profiles = [told.profile]
    if use:
        before = list(told.use_cases)[: list(told.use_cases).index(use)]
        profiles = [told.use_cases[use].profile, told.profile, *(told.use_cases[one].profile for one in before[-1:])]
    values = next((profile[id] for profile in profiles if id in profile), None)
    return None if values == (UNKNOWN,) else values


def ask_fact(person: Person, question: ProfileQuestion, labels: Mapping[str, str], default: Values | None) -> Values:
    """The values of one profile question; unknown where the person does not know."""
    person.show(f"\n{question.text}", "title")
    hint = f" ({UNTOLD})" if default is None else ""
    before = default[0] if default else ""
    if question.type is QuestionType.YES_NO:
        return (ask_choice(person, f"Yes or no{hint}", Choices(labels, also=UNKNOWN), before) or UNKNOWN,)
    choices = Choices(labels, tuple(labels), UNKNOWN)
    show_choices(person, labels.values())
    if question.type is QuestionType.ONE_OF:
        return (ask_choice(person, f"Number or word{hint}", choices, before) or UNKNOWN,)
    person.show(f"Several with commas between them; {NONE} or {NOTHING} for an empty list.", "quiet")
    values = ask_several(person, f"Which ones{hint}", choices, default)
    return (UNKNOWN,) if values is None else values


def fact_steps(start: Beginning, questions: Sequence[ProfileQuestion], use: str = "") -> list[Step]:
    return [fact_step(start, question, use) for question in questions]
