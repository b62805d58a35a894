"""Changing what the answers rest on in the middle of a review: what that does is shown before it is saved."""

from __future__ import annotations

from collections.abc import Callable

from govcheck.jobs.approving import void_lines
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import EndOfInput, Quit, Unfinished
from govcheck.jobs.interview.consequences import consequences
from govcheck.jobs.interview.sitting import Sitting
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.saving import Saved, instead, save
from govcheck.rules.assess import assess
from govcheck.rules.case import Case
from govcheck.rules.difference import Difference, Judged, difference
from govcheck.words.engagement import Engagement
from govcheck.words.errors import GovcheckError

YES, NO = "yes", "no"
Step = Callable[[Engagement], Engagement]


def judged(case: Case) -> Judged:
    return Judged(case, assess(case))


def put_in_place(sitting: Sitting, file: EngagementFile, step: Step) -> Saved | None:
    """Asks what a step asks, shows what that changes, asks again, and saves it; None where nothing was saved.

    Raises Back and Quit, the latter as Unfinished where the input ended: nothing is saved then, which is said. Raises
    what kept it from being saved where nobody can put that right.
    """
    person = sitting.person
    try:
        new = step(file.engagement)
        if new == file.engagement:
            person.show("Nothing is different.", "quiet")
            return None
        found = agreed(sitting, file, new)
    except (Quit, KeyboardInterrupt) as stop:
        person.show("This change is not saved.")
        if isinstance(stop, EndOfInput):
            raise Unfinished from None
        raise
    if found is None:
        person.show("Not saved.")
        return None
    try:
        saved = save(sitting.path, sitting.shown, instead(file, new))
    except GovcheckError as error:
        if not person.present():  # the next line was meant for something else
            raise
        person.show(f"Not saved: {error}", "bad")
        return None
    person.show("Saved." if found else "Saved. Nothing else changes by it.", "good")
    sitting.tell(void_lines(saved, sitting.today))
    if saved.raised:
        person.show(saved.raised, "poor")
    return saved


def agreed(sitting: Sitting, file: EngagementFile, new: Engagement) -> Difference | None:
    """What a change does, once the person has seen it and wants it; None where the person does not."""
    before, after = judged(file.case(sitting.today)), judged(file.holding(new).case(sitting.today))
    found = difference(before, after)
    if not found:
        return found
    sitting.tell(consequences(before, after, found))
    return None if ask_choice(sitting.person, "Save this", Choices({YES: YES, NO: NO}), YES) == NO else found
