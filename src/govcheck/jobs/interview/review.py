"""The review from its first question to its summary.

No answer is kept in memory between two questions. Where the review stands is what the answers file says, and it is read
anew before each question, since a colleague may have written to it.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

from govcheck.jobs.dialogue import Back, Quit, Unfinished, ask_name
from govcheck.jobs.interview.closing import closing
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.keys import LONG, SHORT
from govcheck.jobs.interview.page import page
from govcheck.jobs.interview.selection import Wanted, owner_meant, selected, suits
from govcheck.jobs.interview.sitting import Sitting, View, readable
from govcheck.jobs.interview.turn import behind, put
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.progress import counted
from govcheck.rules.assess import assess
from govcheck.rules.difference import Judged
from govcheck.rules.wording import stage_words
from govcheck.words.assessment import Assessment
from govcheck.words.errors import GovcheckError, Refused


def review(sitting: Sitting, wanted: Wanted) -> None:
    """Asks until the list, the input or the reviewer's patience ends, then says where the review stands.

    Raises InvalidInput or Refused where there is nothing to start with, Refused where input ends in an answer or
    nobody can put right what keeps one from being saved, and
    after the summary KeyboardInterrupt or BrokenPipeError where it was interrupted.
    """
    file = sitting.open()
    case = file.case(sitting.today)
    start = Judged(case, assess(case))
    wanted = replace(wanted, owner=owner_meant(case, start.assessment, wanted.owner))
    queue = selected(case, start.assessment, wanted)
    greet(sitting, file, start.assessment, queue)
    try:
        if queue or sitting.person.present():
            walk(named(sitting), Course(queue, queue), wanted)
    except Unfinished:
        finish(sitting, start)
        raise Refused("what was begun last is not finished and was not saved", "give all of its lines") from None
    except (KeyboardInterrupt, BrokenPipeError):
        with suppress(OSError, KeyboardInterrupt):  # the terminal may be gone
            finish(sitting, start)
        raise
    except Quit:
        pass
    finish(sitting, start)


def greet(sitting: Sitting, file: EngagementFile, assessment: Assessment, queue: tuple[str, ...]) -> None:
    front = file.engagement.front
    sitting.person.show(f"{front.organization}: {front.title}, {stage_words(assessment)}", "title")
    sitting.person.show(f"{counted(assessment)} {len(queue)} to ask in {sitting.shown}.")
    sitting.tell((note, "poor") for note in file.notes)
    if queue and sitting.by_git:
        sitting.person.show(f"Answers are written as {sitting.by} (from git; --by NAME changes it).")
    if queue:
        sitting.person.show("Type a letter or a word, then Enter:")
        sitting.person.show(LONG)
    else:
        sitting.person.show("Nothing is left to ask of what was wanted; --only all shows everything.")


def finish(sitting: Sitting, start: Judged) -> None:
    """Says what has changed and where the review stands, by what the file holds now."""
    try:
        case = sitting.open().case(sitting.today)
    except GovcheckError as error:
        sitting.person.show(str(error), "bad")
    else:
        sitting.tell(closing(start, Judged(case, assess(case)), sitting.named))


def named(sitting: Sitting) -> Sitting:
    """With the reviewer's name, which stands beside each answer."""
    if sitting.by:
        return sitting
    why = "Your name stands beside each answer."
    while True:
        try:
            name = ask_name(sitting.person, "Your name", about=why, needed=f"{why} --by NAME gives it too.")
        except Back:
            sitting.person.show("There is nothing before this.", "poor")
        else:
            return replace(sitting, by=name)


def walk(sitting: Sitting, course: Course, wanted: Wanted) -> None:
    """From question to question, until the reviewer is done behind the last one. Raises Quit.

    A change of the facts, by the reviewer or somebody else, drops questions and adds others, which come at the end.
    """
    known: frozenset[str] | None = None
    while course.upcoming or sitting.person.present():
        view = View(readable(sitting), sitting.today, course.here)
        applying = frozenset(view.assessment.states)
        course = without_dropped(sitting, course, applying)
        if known is not None and (more := fresh(view, wanted, applying - known, course)):
            course = course.extended(more)
            sitting.person.show(f"More to ask at the end of the list, since the facts have changed: {len(more)}.")
        known, view = applying, view.at(course.here)
        course = at_hand(sitting, view, course) if course.upcoming else behind(sitting, view, course)
    sitting.person.show("\nThat was the last question.")


def without_dropped(sitting: Sitting, course: Course, applying: frozenset[str]) -> Course:
    """Without the questions that do not apply any more. Should they apply again, they are asked again."""
    gone = [id for id in dict.fromkeys((*course.queue, *course.upcoming, *course.trail)) if id not in applying]
    for id in gone:
        sitting.person.show(f"{id} does not apply any more.", "quiet")
    return course.without(gone) if gone else course


def at_hand(sitting: Sitting, view: View, course: Course) -> Course:
    """Puts the question at hand."""
    sitting.tell(page(view.case, view.assessment, view.control, course.place))
    sitting.person.show(SHORT, "quiet")
    return put(sitting, view, course)


def fresh(view: View, wanted: Wanted, added: frozenset[str], course: Course) -> tuple[str, ...]:
    """What was asked for among controls that apply only now, in the checklist's order."""
    controls = view.case.checklist.controls
    asked = (id for id in view.assessment.states if id in added and id not in course.queue)
    return tuple(id for id in asked if suits(view.case, controls[id], view.assessment, wanted))
