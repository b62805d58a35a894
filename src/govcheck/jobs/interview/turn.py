"""One question: what is typed, and where it leads."""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.answer_text import state_text, tone_of
from govcheck.jobs.dialogue import NOTHING, Back, EndOfInput, Quit, ask_line, ask_text, continued, heard_line
from govcheck.jobs.interview.answering import gathered, keep, unfinished
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.keys import LONG, Move, Typed, understood
from govcheck.jobs.interview.listing import listed
from govcheck.jobs.interview.page import help_lines
from govcheck.jobs.interview.selection import found
from govcheck.jobs.interview.sitting import Sitting, View
from govcheck.jobs.interview.topic import Topic
from govcheck.jobs.saving import Saved
from govcheck.words.vocabulary import Status

SHOWN = 10
"""So many hits of a search are listed."""
OWNER = "Who did it or will; - takes the name out, and then the person of the control's role owns it."


class Unfinished(EndOfInput):
    """The input ended in the middle of an answer."""


def put(sitting: Sitting, view: View, course: Course) -> Course:
    """Puts the question until something leads on, or back."""
    while True:
        typed = heard(sitting, view)
        if typed.what is Move.OWNER and view.answer is None:
            course = noted(sitting, view, course, typed.rest)
        elif moved := led(sitting, view, course, typed):
            return moved


def heard(sitting: Sitting, view: View) -> Typed:
    """What the reviewer types, once it is clear."""
    prompt = f"Answer [{view.answer.status}]: " if view.answer else "Answer: "
    while True:
        typed = understood(heard_line(sitting.person, prompt))
        if typed and isinstance(typed.what, Status) and typed.rest:
            return replace(typed, rest=continued(sitting.person, typed.rest))
        if typed:
            return typed
        sitting.person.show("Type y, p, n, u, a, or ? for help.", "poor")


def led(sitting: Sitting, view: View, course: Course, typed: Typed) -> Course | None:
    """Where a line leads; None to stay at the question."""
    match typed.what:
        case Status():
            return answered(sitting, view, course, typed)
        case Move.SKIP | Move.KEEP | Move.BACK:
            return stepped(sitting, view, course, typed.what)
        case Move.GO:
            return sought(sitting, view, course, typed.rest)
        case Move.LIST:
            sitting.tell(listed(view, course, whole=typed.rest.casefold() == "all"))
        case Move.OWNER:
            return owned(sitting, view, course, typed.rest)
        case Move.HELP:
            sitting.tell(help_lines(view.case, view.assessment, view.control))
            sitting.person.show(LONG)
        case Move.QUIT:
            raise Quit
    return None


def stepped(sitting: Sitting, view: View, course: Course, move: Move) -> Course | None:
    """One step on, or back, where there is one."""
    if move is Move.KEEP and view.answer is None:
        sitting.person.show("There is no answer to keep yet. Type one, or s to skip.", "poor")
    elif move is Move.BACK and not course.trail:
        sitting.person.show("This is the first question.", "poor")
    else:
        return course.back() if move is Move.BACK else course.onward()
    return None


def answered(sitting: Sitting, view: View, course: Course, typed: Typed) -> Course:
    """Asks for what the status needs and saves the whole. Back in the middle leads to the question again."""
    person, status = sitting.person, Status(typed.what)
    gates = frozenset(view.assessment.gates[view.id].values())
    topic = Topic(person, view.case, view.control, gates, sitting.by, view.file.folder)
    try:
        new = gathered(topic, status, typed.rest, course.owners.get(view.id, ""))
        saved = keep(person, sitting.path, sitting.shown, view.id, view.answer, new)
    except Back:
        person.show("Nothing of this answer is saved.")
        return course
    except (Quit, KeyboardInterrupt) as stop:
        unfinished(person, sitting.path, sitting.shown, view.id, view.answer)
        if isinstance(stop, EndOfInput):
            raise Unfinished from None
        raise
    confirm(sitting, saved, view.id)
    waiting = {id: name for id, name in course.owners.items() if id != view.id}
    return replace(course.onward(), owners=waiting)


def confirm(sitting: Sitting, saved: Saved | None, id: str) -> None:
    """Says that an answer is on disk, and what is missing for it to count."""
    if saved is None:
        sitting.person.show("Theirs stays; nothing was written.")
        return
    sitting.person.show("Saved.", "good")
    view = View(saved.file, sitting.today, id)
    state = view.assessment.states.get(id)
    if state and (text := state_text(state, view.assessment.gate(id))):
        sitting.person.show(text, tone_of(state))


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
            name = ask_text(sitting.person, "Owner", default, OWNER) or NOTHING
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
    confirm(sitting, saved, view.id)
    return replace(course)


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
    excluded = text in view.case.checklist.controls
    few = (
        "The profile rules it out."
        if excluded
        else "Nothing fits."
        if not hits
        else f"{len(hits)} fit; g and an id goes there."
    )
    sitting.person.show(few, "poor")
    return None
