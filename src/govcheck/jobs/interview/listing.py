"""The controls with what has become of each answer, a line each. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import shorten

from govcheck.jobs.answer_text import tone_of
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.sitting import View
from govcheck.jobs.progress import Line
from govcheck.rules.findings import kept_does
from govcheck.rules.versions import former
from govcheck.words.vocabulary import Gate, Part, Standing

WIDTH = 79
"""So long is a line at most."""


def listed(view: View, course: Course, *, whole: bool) -> Iterator[Line]:
    """The section at hand, or all of them: what counts, what does not yet, and with a number what is in the list."""
    for section in view.case.checklist.sections.values():
        ids = [id for id in section.shown if id in view.assessment.states]
        if ids and (whole or view.id in ids):
            yield section.title, "title"
            yield from (line(view, course, id) for id in ids)
    if whole:
        yield from kept(view)
    else:
        yield "l all lists every section; g and a number goes there.", "quiet"


def kept(view: View) -> Iterator[Line]:
    """The answers to what is not asked any more: they stay in the file, and do nothing."""
    engagement, checklist = view.case.engagement, view.case.checklist
    ruled_out = {id: answer for id, answer in engagement.answers.items() if id not in view.assessment.states}
    asked = {**{id: lost.control for id, lost in checklist.dropped.items()}, **checklist.controls}
    gone = {id: one.text for (_, id), one in former(checklist, Part.CONTROLS).items()}
    does = {id: text for id, answer in engagement.kept.items() if (text := kept_does(view.case, id, answer))}
    nothing = "kept, and doing nothing"
    told = {
        f"the profile rules it out; {nothing}": {id: asked[id].question for id in ruled_out},
        f"the checklist dropped it; {nothing}": {id: asked[id].question for id in engagement.kept if id in asked},
        f"the checklist has changed; {nothing}": {
            id: why for id, why in gone.items() if id in engagement.kept and id not in does
        },
        "the checklist has changed; kept": does,
    }
    for why, texts in told.items():
        if texts:
            yield f"Answered, but {why}", "title"
        for id, text in texts.items():
            answer = engagement.answers.get(id) or engagement.kept[id]
            yield f"     {shorten(f'{id} ({answer.status}): {text}', WIDTH - 5, placeholder=' ...')}", "quiet"


def line(view: View, course: Course, id: str) -> Line:
    number = course.queue.index(id) + 1 if id in course.queue else ""
    mark = ">" if id == course.here else " "
    text = f"{id} ({became(view, id)}): {view.case.checklist.controls[id].question}"
    return f"{mark}{number:>3} {shorten(text, WIDTH - 5, placeholder=' ...')}", tone_of(view.assessment.states[id])


def became(view: View, id: str) -> str:
    """What was answered, and whether it counts."""
    answer, standing = view.case.engagement.answers.get(id), view.assessment.states[id].standing
    if answer is None:
        return "not answered yet"
    promised = standing is Standing.PROMISED and view.assessment.gate(id) is not Gate.BLOCKER
    counts = "counts" if standing.settled else "a condition" if promised else "does not count"
    return f"{answer.status}, {counts}{'' if standing.settled or promised or standing is Standing.FAILED else ' yet'}"
