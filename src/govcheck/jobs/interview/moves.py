"""What one can do at a question besides answering it: look, undo, name an owner, go elsewhere."""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.approving import void_lines
from govcheck.jobs.dialogue import NOTHING, Back, ask_line, ask_name
from govcheck.jobs.digests import open_digests
from govcheck.jobs.interview.answering import confirm, keep
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.keys import LONG, Move, Typed, understood
from govcheck.jobs.interview.listing import listed
from govcheck.jobs.interview.page import excluded_lines, help_lines
from govcheck.jobs.interview.selection import found
from govcheck.jobs.interview.sitting import Sitting, View
from govcheck.jobs.progress import summary
from govcheck.jobs.saving import ChangedSince, save, taken_back
from govcheck.jobs.written import ANSWERS
from govcheck.words.errors import GovcheckError

SHOWN = 10
"""So many hits of a search are listed."""
OWNER = "Who did it or will; - takes the name out, and then the person of the control's role owns it."


def looked(sitting: Sitting, view: View, course: Course, typed: Typed) -> None:
    """Shows something, and stays at the question."""
    match typed.what:
        case Move.LIST:
            sitting.tell(listed(view, course, whole=typed.rest.casefold() == "all" or not view.id))
        case Move.WHERE:
            sitting.tell(summary(view.case, sitting.named))
        case _:
            facts = {
                id: fact for digest in open_digests(view.case.checklist.sources) for id, fact in digest.facts.items()
            }
            sitting.tell(help_lines(view.case, view.assessment, view.control, facts))
            sitting.person.show(LONG)


def undone(sitting: Sitting, course: Course) -> Course | None:
    """Takes back what was saved last in this sitting, and goes to the question if it was an answer."""
    if not course.saved:
        sitting.person.show("Nothing was saved in this sitting yet.", "poor")
        return None
    *earlier, (saved, what) = course.saved
    try:
        back = save(sitting.path, sitting.shown, taken_back(saved))
    except GovcheckError as error:
        sitting.person.show(f"Not undone, {what}: {error}", "poor")
        return replace(course, saved=tuple(earlier)) if isinstance(error, ChangedSince) else course
    course = replace(course, saved=tuple(earlier))
    sitting.person.show(f"Undone: {what}.", "good")
    sitting.tell(void_lines(back, sitting.today))
    answers = [entry.path[1] for entry in saved.before if entry.path[0] == ANSWERS]
    if not answers or answers[0] == course.here:
        return course
    return course.back() if course.trail[-1:] == (answers[0],) else course.to(answers[0])


def noted(sitting: Sitting, view: View, course: Course, name: str) -> Course:
    """Remembers who owns what has no answer yet, until it has one."""
    owner = ask_owner(sitting, view, name, course.owners.get(view.id, ""))
    if owner is None:
        return course
    text = f"{owner} is its owner; that is written with the answer." if owner else "No owner is named."
    sitting.person.show(text)
    return replace(course, owners={**course.owners, view.id: owner})


def ask_owner(sitting: Sitting, view: View, name: str, before: str) -> str | None:
    """Who did it or will, empty for nobody named; None to leave it as it is."""
    if not name:
        default = before or view.case.owner(view.control, None)
        try:
            name = ask_name(sitting.person, "Owner", default, OWNER) or NOTHING
        except Back:
            return None
        if name == default:
            return None
    return "" if name == NOTHING else name


def owned(sitting: Sitting, view: View, course: Course, name: str) -> Course | None:
    """Gives an answer that is there another owner, or none; who answered and when stays."""
    assert view.answer is not None  # without one the owner waits for the answer
    owner = ask_owner(sitting, view, name, view.answer.owner)
    if owner is None or owner == view.answer.owner:
        return None
    new = replace(view.answer, owner=owner)
    try:
        saved = keep(sitting.person, sitting.path, sitting.shown, view.id, view.answer, new)
    except Back:
        return course
    confirm(sitting, view, saved)
    return course.with_saved(saved, f"the owner of {view.id}") if saved else course


def sought(sitting: Sitting, view: View, course: Course, text: str) -> Course | None:
    """Where `g` leads: to the one control that fits, else a list of those that do."""
    try:
        text = text or ask_line(sitting.person, "Go to an id, a number, or a word of a question")
    except Back:
        return None
    typed = understood(text)
    text = typed.rest if typed and typed.what is Move.GO else text  # `g sso`, though g was typed before
    numbered = dict(enumerate(course.queue, 1)).get(int(text)) if text.isdecimal() else None
    hits = (numbered,) if numbered else found(view.case, view.assessment.states, text)
    if len(hits) == 1:
        return course.to(hits[0])
    sitting.tell((f"  {id}  {view.case.checklist.controls[id].question}", "") for id in hits[:SHOWN])
    if text in view.case.checklist.controls and not hits:
        sitting.tell(excluded_lines(view.case, text))
        return None
    few = "Nothing fits." if not hits else f"{len(hits)} fit; g and an id goes there."
    sitting.person.show(few, "poor")
    return None
