"""The review from its first question to its summary.

Nothing is kept in memory between two questions. Where the review stands is what the answers file says, and it is read
anew before each question, since a colleague may have written to it.
"""

from __future__ import annotations

from dataclasses import replace

from govcheck.jobs.dialogue import Back, Quit, ask_line, ask_text
from govcheck.jobs.interview.course import Course
from govcheck.jobs.interview.keys import LONG, SHORT
from govcheck.jobs.interview.page import page
from govcheck.jobs.interview.selection import Wanted, selected
from govcheck.jobs.interview.sitting import Sitting, View
from govcheck.jobs.interview.turn import Unfinished, put
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.progress import counted, summary
from govcheck.rules.assess import assess
from govcheck.rules.wording import stage_words
from govcheck.words.assessment import Assessment
from govcheck.words.errors import GovcheckError, Refused


def review(sitting: Sitting, wanted: Wanted) -> None:
    """Asks until the list, the input or the reviewer's patience ends, then says where the review stands.

    Raises InvalidInput or Refused where there is nothing to start with, and Refused where input ends in an answer.
    """
    file = sitting.open()
    case = file.case(sitting.today)
    assessment = assess(case)
    queue = selected(case, assessment, wanted)
    greet(sitting, file, assessment, queue)
    try:
        if queue:
            walk(named(sitting), Course(queue, queue))
    except Unfinished:
        finish(sitting)
        raise Refused("the last answer is not finished and was not saved", "give all of its lines") from None
    except Quit:
        pass
    finish(sitting)


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


def finish(sitting: Sitting) -> None:
    """Says where the review stands, by what the file holds now."""
    try:
        case = sitting.open().case(sitting.today)
    except GovcheckError as error:
        sitting.person.show(str(error), "bad")
    else:
        sitting.tell(summary(case, sitting.named))


def named(sitting: Sitting) -> Sitting:
    """With the reviewer's name, which stands beside each answer."""
    if sitting.by:
        return sitting
    why = "Your name stands beside each answer."
    while True:
        try:
            name = ask_text(sitting.person, "Your name", about=why, needed=f"{why} --by NAME gives it too.")
        except Back:
            sitting.person.show("There is nothing before this.", "poor")
        else:
            return replace(sitting, by=name)


def walk(sitting: Sitting, course: Course) -> None:
    """From question to question. Raises Quit."""
    while course.upcoming:
        view = View(readable(sitting), sitting.today, course.here)
        if course.here not in view.assessment.states:
            sitting.person.show(f"{course.here} does not apply any more.", "quiet")
            course = course.onward()
            continue
        sitting.tell(page(view.case, view.assessment, view.control, course.place))
        sitting.person.show(SHORT, "quiet")
        course = put(sitting, view, course)
    sitting.person.show("\nThat was the last question.")


def readable(sitting: Sitting) -> EngagementFile:
    """The file as it is now; where somebody has broken it, once it is mended."""
    while True:
        try:
            return sitting.open()
        except GovcheckError as error:
            sitting.person.show(f"The answers file cannot be read now:\n{error}", "bad")
        try:
            ask_line(sitting.person, "Mend it, then Enter")
        except Back:
            continue
