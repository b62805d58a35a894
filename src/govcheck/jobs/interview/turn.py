"""One question: what is typed, and where it leads."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from govcheck.jobs.dialogue import Back, EndOfInput, Quit, Unfinished, continued, heard_line
from govcheck.jobs.interview.answering import confirm, gathered, keep, unfinished
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.facts import change_facts
from govcheck.jobs.interview.keys import Move, Typed, understood
from govcheck.jobs.interview.matrix import change_matrix
from govcheck.jobs.interview.moves import looked, noted, owned, sought, undone
from govcheck.jobs.interview.plans import change_plans
from govcheck.jobs.interview.sitting import Sitting, View
from govcheck.jobs.interview.topic import Topic
from govcheck.words.vocabulary import Status

BESIDE: Mapping[Move, Callable[[Sitting, Course], Course | None]] = {
    Move.UNDO: undone,
    Move.FACTS: change_facts,
    Move.MATRIX: change_matrix,
    Move.VENDOR: change_plans,
}
"""What changes something else than the answer to the question at hand."""


def put(sitting: Sitting, view: View, course: Course) -> Course:
    """Puts the question until something leads on, or back."""
    while True:
        typed = heard(sitting, view)
        if typed.what is Move.OWNER and view.answer is None:
            course = noted(sitting, view, course, typed.rest)
        elif moved := led(sitting, view, course, typed):
            return moved


def behind(sitting: Sitting, view: View, course: Course) -> Course:
    """Behind the last question: there is still time to go back, to undo and to look. Raises Quit at Enter alone."""
    last = "That was the last question. b, g" if course.queue else "g"
    sitting.person.show(f"\n{last}, z, l, f, m, v and w work here too.", "quiet")
    while True:
        typed = understood(heard_line(sitting.person, "Done (Enter: yes): "))
        match typed.what if typed else None:
            case Move.KEEP:
                raise Quit
            case Move.BACK if course.trail:
                return course.back()
            case Move.GO | Move.UNDO | Move.FACTS | Move.MATRIX | Move.VENDOR | Move.LIST | Move.WHERE | Move.QUIT:
                assert typed is not None  # it has a move
                if moved := led(sitting, view, course, typed):
                    return moved
            case _:
                sitting.person.show("Press Enter to end, or type g and an id to go there.", "poor")


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
        case Move.OWNER:
            return owned(sitting, view, course, typed.rest)
        case Move.UNDO | Move.FACTS | Move.MATRIX | Move.VENDOR:
            return BESIDE[typed.what](sitting, course)
        case Move.QUIT:
            raise Quit
        case _:
            looked(sitting, view, course, typed)
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
        new = gathered(topic, status, typed, course.owners.get(view.id, ""))
        saved = keep(person, sitting.path, sitting.shown, view.id, view.answer, new)
    except Back:
        person.show("Nothing of this answer is saved.")
        return course
    except (Quit, KeyboardInterrupt) as stop:
        unfinished(person, sitting.path, sitting.shown, view.id, view.answer)
        if isinstance(stop, EndOfInput):
            raise Unfinished from None
        raise
    confirm(sitting, view, saved)
    waiting = {id: name for id, name in course.owners.items() if id != view.id}
    course = course.with_saved(saved, f"the answer to {view.id}") if saved else course
    return replace(course.onward(), owners=waiting)
