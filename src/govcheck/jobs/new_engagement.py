"""The text of a new answers file, with comments for whoever opens it in an editor. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from govcheck.jobs.example_lines import examples
from govcheck.jobs.written import front_mapping, profile_mapping
from govcheck.rules.case import Case
from govcheck.rules.migration import BUILT_ON
from govcheck.rules.reach import facts_by_use, gates_of
from govcheck.tools.yamledit.emit import Layout, entry
from govcheck.words.checklist import Checklist, ProfileQuestion
from govcheck.words.engagement import Engagement, FrontPage, UseCase, Values
from govcheck.words.vocabulary import UNKNOWN, QuestionType, Stage

FORMAT = 1
STEP = 2
HEAD = """\
# yaml-language-server: $schema={schema}
# One review: what is decided, facts, use cases, answers. Edit it by hand or with govcheck; comments stay.
# govcheck review asks the questions, govcheck check judges, govcheck report prints.
"""
FRONT_PAGE_HINTS = {
    "organization": "whose review it is",
    "title": "what is reviewed",
    "owner": "who answers for the review",
    "reviewed-by": "somebody other than the owner",
    "stage": f"what is decided: {', '.join(Stage)}",
    "date": "the day of the review",
    "next-review": "at most 365 days later",
}


def engagement_text(checklist: Checklist, engagement: Engagement, schema: str) -> str:
    """An answers file with this engagement and no answers: one comment line for each control that applies.

    `schema` is where an editor finds the JSON Schema. What was not given stands as a comment, so that it can be
    filled in by hand.
    """
    parts = [
        HEAD.format(schema=schema).splitlines(),
        [f"format: {FORMAT}", *lines("checklists", checklist.versions), *built_on_lines(checklist)],
        front_page_lines(engagement.front),
        profile_lines(checklist, engagement),
        use_case_lines(checklist, engagement.use_cases.values()),
        *examples(checklist, engagement),
        answer_lines(checklist, engagement),
    ]
    return "\n\n".join("\n".join(part) for part in parts if part) + "\n"


def built_on_lines(checklist: Checklist) -> list[str]:
    """The versions of what the checklists take parts from."""
    bases = {base.id: base.version for base in checklist.bases}
    return lines(BUILT_ON, bases) if bases else []


def lines(key: str, value: Any, column: int = 0) -> list[str]:
    return entry(key, value, column, Layout())


def comment(text: str, column: int = STEP) -> str:
    """A comment of one line, whatever the text holds."""
    return f"{' ' * column}# {' '.join(text.split())}"


def front_page_lines(front: FrontPage) -> list[str]:
    """Who decides what, and when; a verdict needs all of it."""
    values = front_mapping(front)
    told = ["# Who decides what, and when. Without any of it there is no verdict.", "engagement:"]
    for key, hint in FRONT_PAGE_HINTS.items():
        told += lines(key, values[key], STEP) if key in values else [comment(f"{key}: {hint}")]
    return told + (lines("people", values["people"], STEP) if front.people else [])


def profile_lines(checklist: Checklist, engagement: Engagement) -> list[str]:
    """The facts about the whole deployment, each below its question."""
    if not checklist.profile:
        return []
    inner = list(fact_lines(checklist, engagement.profile, STEP))
    inner += [
        comment(question_text(question))
        for question in asked(checklist)
        if question.id not in engagement.profile and not (question.per_use_case and engagement.use_cases)
    ]
    return ["# Facts about the deployment. What nobody knows yet is unknown.", "profile:", *inner]


def use_case_lines(checklist: Checklist, uses: Iterable[UseCase]) -> list[str]:
    """What is asked to run, each with its own facts; the first one shows the questions."""
    told: list[str] = []
    for use in uses:
        told += [
            *lines(use.id, {"title": use.title}, STEP),
            *fact_lines(checklist, use.profile, 2 * STEP, bare=bool(told)),
        ]
    if not told and not any(question.per_use_case for question in asked(checklist)):
        return []
    if not told:
        return ["# What you ask to run. Without a use case the whole deployment is one.", "use-cases: {}"]
    return ["# What you ask to run. Each use case is judged by itself.", "use-cases:", *told]


def fact_lines(
    checklist: Checklist, profile: Mapping[str, Values], column: int, *, bare: bool = False
) -> Iterator[str]:
    """Facts with their values, each below its question; `bare` without."""
    for id, value in profile_mapping(checklist, profile).items():
        if not bare:
            yield comment(question_text(checklist.profile[id]), column)
        yield from lines(id, value, column)


def asked(checklist: Checklist) -> Sequence[ProfileQuestion]:
    """The profile questions that somebody has to answer."""
    return [question for question in checklist.profile.values() if question.derived is None]


def question_text(question: ProfileQuestion) -> str:
    """A profile question with the values that can be written."""
    shape = "a list of " if question.type is QuestionType.ANY_OF else ""
    return f"{question.text} {shape}{', '.join(question.values)} or {UNKNOWN}"


def answer_lines(checklist: Checklist, engagement: Engagement) -> list[str]:
    """A comment line for each control that applies, in the checklist's order; answers go below them."""
    by_use = facts_by_use(Case(checklist, engagement, date.min))
    told = ["# Each answer goes below the line with its id.", "answers:"]
    for section in checklist.sections.values():
        applying = [control for control in section.controls.values() if gates_of(control, by_use)]
        told += [*([""] if told[2:] else []), comment(f"{section.title}:")] if applying else []
        told += [comment(f"{control.id}: {control.question}") for control in applying]
    return told
