"""The front page, the facts and the use cases as a table, changed cell by cell in the middle of a review."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from govcheck.jobs.dialogue import Back, ask_date, ask_line
from govcheck.jobs.first_facts import Beginning, Step, fact_step, fact_steps
from govcheck.jobs.first_questions import front_page, role_step
from govcheck.jobs.first_use_cases import ask_title, renamed, title_step
from govcheck.jobs.given_engagement import with_unknowns
from govcheck.jobs.interview.change import put_in_place
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.sitting import Sitting, readable
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.new_engagement import asked
from govcheck.jobs.saving import Saved
from govcheck.jobs.steps import through
from govcheck.jobs.typed import hyphened, matched, words_for
from govcheck.rules.wording import own_label
from govcheck.tools.terminal import Grid, letters
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement, Values
from govcheck.words.values import dataclass

UNTOLD = "not told yet"
FRONT = {
    "organization": "Organisation",
    "title": "Title",
    "owner": "Owner",
    "reviewed_by": "Reviewed by",
    "stage": "What is decided",
    "next_review": "Next review",
}
ABOUT = (
    "Type the number of a line or its first word, or the name of a cell such as 12b. + adds a use case; - and its "
    "letter takes it out. What a change does is shown before it is saved."
)


@dataclass(frozen=True)
class Field:
    """One thing that can be changed."""

    label: str
    text: str
    step: Step


def change_facts(sitting: Sitting, course: Course) -> Course:
    """Shows everything that the answers rest on and changes what is named, until Enter alone or b."""
    fresh = True
    while True:
        file = readable(sitting)
        start = Beginning(sitting.person, file.checklist, sitting.today)
        single = fields(start, file.engagement)
        grid = use_grid(file.checklist, file.engagement, len(single) + 1)
        if fresh:
            show(sitting, file, single, grid)
        try:
            typed = ask_line(sitting.person, "Change which (Enter: done)", ABOUT)
            if not typed:
                return course
        except Back:
            return course
        step = meant(start, file.engagement, single, grid, typed)
        if step is None:
            sitting.person.show(f"{typed} is none of them. {ABOUT}", "poor")
        saved = stepped(sitting, file, step) if step else None
        fresh = saved is not None
        course = course.with_saved(saved, "the change of the facts") if saved else course


def stepped(sitting: Sitting, file: EngagementFile, step: Step) -> Saved | None:
    """Asks for what one step asks, and saves it; None where nothing was saved, or the person went back. Raises Quit."""
    try:
        return put_in_place(sitting, file, step)
    except Back:
        return None


def show(sitting: Sitting, file: EngagementFile, single: tuple[Field, ...], grid: Grid) -> None:
    """The whole list: what holds for everything, then the use cases."""
    person = sitting.person
    person.show()
    person.show("What the answers rest on", "title")
    for number, field in enumerate(single, 1):
        person.show(f"{number:>3}  {field.label}: {field.text}")
    if grid.rows:
        person.show("Use cases; two values in one cell mean every combination of them", "title")
        person.grid(grid)
    elif any(one.per_use_case for one in asked(file.checklist)):
        person.show("There is no use case; the whole deployment is one. + adds one.", "quiet")


def fields(start: Beginning, engagement: Engagement) -> tuple[Field, ...]:
    """The front page, the people, and the facts about the whole deployment."""
    return (
        *front_fields(start, engagement),
        *role_fields(start, engagement),
        *(
            Field(one.id, told(engagement, one, engagement.profile), fact_step(start, one))
            for one in asked(start.checklist)
            if not one.per_use_case or not engagement.use_cases or one.id in engagement.profile
        ),
    )


def front_fields(start: Beginning, engagement: Engagement) -> Iterator[Field]:
    front = engagement.front
    for name, step in front_page(start).items():
        value = getattr(front, name)
        text = value.label if name == "stage" and value else str(value or UNTOLD)
        yield Field(FRONT[name], text, step)

    def dated(known: Engagement) -> Engagement:
        day = ask_date(start.person, "Date of the review", start.today, known.front.dated or start.today)
        return replace(known, front=replace(known.front, dated=day))

    yield Field("Date of the review", str(front.dated or UNTOLD), dated)


def role_fields(start: Beginning, engagement: Engagement) -> Iterator[Field]:
    people = engagement.front.people
    for role, title in start.checklist.roles.items():
        yield Field(f"Role: {title}", people.get(role, "nobody yet"), role_step(start.person, role, title))


def told(engagement: Engagement, question: ProfileQuestion, profile: Mapping[str, Values]) -> str:
    values = profile.get(question.id)
    if values is None:
        return UNTOLD
    return ", ".join(own_label(engagement, question, value) for value in values) or "none"


def use_questions(checklist: Checklist) -> list[ProfileQuestion]:
    return [one for one in asked(checklist) if one.per_use_case]


def use_grid(checklist: Checklist, engagement: Engagement, first: int) -> Grid:
    """The use cases as columns, their title and facts as rows. What holds for all of them stands in no cell."""
    uses = tuple(engagement.use_cases.values())
    if not uses:
        return Grid((), (), first)
    rows = [("title", [use.title for use in uses])]
    for question in use_questions(checklist):
        own = [told(engagement, question, {**engagement.profile, **use.profile}) for use in uses]
        rows.append((question.id, own))
    return Grid([use.id for use in uses], rows, first)


def meant(start: Beginning, engagement: Engagement, single: tuple[Field, ...], grid: Grid, typed: str) -> Step | None:
    """The step for what was typed: a line, a cell, a use case more or less."""
    word = hyphened(typed)
    lines = words_for({str(number): field.label for number, field in enumerate(single, 1)})
    if line := matched(word, lines):
        return single[int(line) - 1].step
    uses = dict(zip(letters(len(grid.columns)), engagement.use_cases, strict=True))
    questions = use_questions(start.checklist)
    if typed == "+" and questions:
        return adding(start, questions)
    if typed.startswith("-"):
        use = uses.get(typed[1:].strip().casefold())
        return taking_out(start, use) if use else None
    place = grid.names().get(word)
    if place is None:
        return None
    row, column = place
    use = tuple(uses.values())[column]
    return retitling(start, use) if row == 0 else fact_step(start, questions[row - 1], use)


def retitling(start: Beginning, use: str) -> Step:
    """Another title; its id stays, since reports and commands name it."""

    def step(known: Engagement) -> Engagement:
        title = ask_title(start.person, known, use) or known.use_cases[use].title
        return replace(known, use_cases={**known.use_cases, use: replace(known.use_cases[use], title=title)})

    return step


def adding(start: Beginning, questions: list[ProfileQuestion]) -> Step:
    """A further use case with all of its facts."""

    def step(known: Engagement) -> Engagement:
        taken_over = [] if known.use_cases else questions  # what holds for all of them goes on to hold for all of them
        named = title_step(start.person, taken_over, "")(known)
        fresh = [use for use in named.use_cases if use not in known.use_cases]
        if not fresh:
            return known
        told_all = through(fact_steps(start, questions, fresh[0]), named)
        return with_unknowns(start.checklist, told_all)

    return step


def taking_out(start: Beginning, use: str) -> Step:
    """Without a use case. The last one leaves its facts to the whole deployment."""

    def step(known: Engagement) -> Engagement:
        without = renamed(known, use, "")
        if without.use_cases:
            return without
        profile = {**known.profile, **known.use_cases[use].profile}
        return with_unknowns(start.checklist, replace(without, profile=profile))

    return step
