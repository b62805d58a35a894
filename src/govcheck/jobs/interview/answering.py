"""From a status that was typed to an answer on disk."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from govcheck.jobs.answer_text import answer_lines, lost_text, state_text, tone_of
from govcheck.jobs.answers import Meanwhile, fitting, save_answer, unless_changed
from govcheck.jobs.approving import void_lines
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import Person, ask_line
from govcheck.jobs.interview.evidence import about_met, about_proven
from govcheck.jobs.interview.gap import about_gap
from govcheck.jobs.interview.keys import Typed
from govcheck.jobs.interview.sitting import Sitting, View
from govcheck.jobs.interview.topic import Topic, about_not_applicable, about_unknown
from govcheck.jobs.load import open_engagement
from govcheck.jobs.saving import Saved
from govcheck.words.engagement import Answer
from govcheck.words.errors import GovcheckError
from govcheck.words.vocabulary import Status, Subject

MINE, THEIRS = "mine", "theirs"


def gathered(topic: Topic, status: Status, typed: Typed, owner: str) -> Answer:
    """The whole answer, with what the status needs. Raises Back and Quit; nothing is saved yet."""
    answer = begun(topic, status, typed.rest, owner)
    match status:
        case Status.MET if typed.proof:
            return about_proven(topic, answer, typed.proof)
        case Status.MET:
            return about_met(topic, answer)
        case Status.PARTIAL | Status.NOT_MET:
            return about_gap(topic, answer)
        case Status.UNKNOWN:
            return about_unknown(topic, answer)
        case Status.NOT_APPLICABLE:
            return about_not_applicable(topic, answer)


def begun(topic: Topic, status: Status, note: str, owner: str) -> Answer:
    """The answer before anything more is asked: it takes over what stays true from the present one."""
    before = topic.present
    new = Answer(status, topic.by, topic.case.today, note=note, owner=owner)
    if before is None:
        return new
    said = replace(before, status=status, answered_by=new.answered_by, answered_on=new.answered_on, confirm_again="")
    new = fitting(said)
    new = replace(new, note=note or before.note, owner=owner or before.owner)
    if lost := lost_text(before, new):
        topic.person.show(f"Taken out, since it does nothing beside {status}: {lost}.")
    return new


def keep(person: Person, path: Path, shown: str, control: str, seen: Answer | None, new: Answer) -> Saved | None:
    """Writes the answer over the one that was seen; None where another one is left standing.

    Raises Back and Quit, and what kept it from being written where nobody can put that right.
    """
    while True:
        try:
            return save_answer(path, shown, control, unless_changed(seen, new))
        except Meanwhile as other:
            if not ask_overwrite(person, other.theirs):
                return None
            seen = other.theirs
        except GovcheckError as error:
            if not person.present():  # the next line was meant for another question
                raise
            person.show(f"Not saved: {error}", "bad")
            ask_line(person, "Enter tries again (b leaves the file as it is, q stops)")


def ask_overwrite(person: Person, theirs: Answer | None) -> bool:
    """Whether to write over what somebody else wrote to the same answer in the meantime."""
    if theirs is None:
        person.show("Somebody has taken this answer out of the file in the meantime.", "poor")
    else:
        person.show(f"{theirs.answered_by} answered this at the same time:", "poor")
        for line in answer_lines(theirs):
            person.show(f"  {line}")
    ways = {THEIRS: "keep theirs", MINE: "write mine"}
    return ask_choice(person, "theirs or mine", Choices(ways), THEIRS) == MINE


def confirm(sitting: Sitting, before: View, saved: Saved | None) -> None:
    """Says that an answer is on disk, what is missing for it to count, and which other answers it clashes with."""
    person = sitting.person
    if saved is None:
        person.show("Theirs stays; nothing was written.")
        return
    person.show("Saved.", "good")
    now = View(saved.file, sitting.today, before.id)
    state = now.assessment.states.get(now.id)
    if state and (text := state_text(state, now.assessment.gate(now.id))):
        person.show(text, tone_of(state))
    known = {finding.subject for finding in before.assessment.findings if finding.about is Subject.RULE}
    if saved.raised:
        person.show(saved.raised, "poor")
    for finding in now.assessment.findings:
        rule = finding.about is Subject.RULE and finding.subject not in known
        if rule and now.id in now.case.checklist.rules[finding.subject].controls:
            others = ", ".join(sorted(now.case.checklist.rules[finding.subject].controls - {now.id}))
            person.show(f"{finding.text}{f' See {others}.' if others else ''}", "bad")
    sitting.tell(void_lines(saved, sitting.today))


def unfinished(person: Person, path: Path, shown: str, control: str, before: Answer | None) -> None:
    """Says what became of an answer that was broken off, by what the file holds."""
    try:
        now = open_engagement(path, shown).engagement.answers.get(control)
    except GovcheckError:
        now = before
    person.show(
        f"The answer to {control} was not finished; nothing of it is saved."
        if now == before
        else f"The answer to {control} is saved."
    )
