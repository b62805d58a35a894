"""Merging a sheet that came back: what changes is shown, clashes are asked, each answer is saved by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from govcheck.jobs.answer_text import answer_lines, state_text, tone_of
from govcheck.jobs.answers import Meanwhile, save_answer, unless_changed
from govcheck.jobs.approving import void_lines
from govcheck.jobs.choices import Choices, ask_choice
from govcheck.jobs.dialogue import Person
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.proof import caution
from govcheck.jobs.sheet_import import Comparison, Proposal, proposal_lines
from govcheck.jobs.unsaid import secrets_in, without_secrets
from govcheck.rules.assess import assess
from govcheck.tools.terminal import Tone
from govcheck.words.errors import Refused
from govcheck.words.values import dataclass

SHEET, FILE = "sheet", "file"
YES, NO = "yes", "no"


@dataclass(frozen=True)
class Merge:
    """Who is told and asked, and which file is written."""

    talk: Callable[[str, Tone], None]
    person: Person | None
    """None where nobody can be asked."""
    path: Path
    shown: str
    today: date
    prefer_sheet: bool | None = None
    """What is taken at a clash; None: it is asked."""


def show_comparison(merge: Merge, comparison: Comparison) -> None:
    """What the sheet would change, and where the file was changed as well."""
    for one in comparison.changes:
        show_proposal(merge, one)
    for one in comparison.conflicts:
        merge.talk("Changed on the sheet and in the file since it was written:", "poor")
        show_proposal(merge, one)
        for line in answer_lines(one.before) if one.before else ():
            merge.talk(f"  In the file. {line}", "")
    counts = [f"{len(comparison.changes)} to write", f"{comparison.same} as they stand"]
    counts += [f"{len(comparison.conflicts)} changed on both sides"] if comparison.conflicts else []
    merge.talk(f"{', '.join(counts)}.", "title")


def show_proposal(merge: Merge, one: Proposal) -> None:
    for line in proposal_lines(without_secrets(one)):
        merge.talk(line, "")
    if kinds := secrets_in(one.after):
        merge.talk(f"  That looks like {' and '.join(kinds)}. It is left out; that part is not saved.", "bad")


def resolved(merge: Merge, comparison: Comparison, *, ask: bool) -> tuple[Proposal, ...]:
    """What shall be written: the changes, and of the clashes those that were decided for the sheet.

    Raises Refused where a clash has to be asked and nobody can be, and Back and Quit.
    """
    if comparison.conflicts and merge.prefer_sheet is None and merge.person is None:
        ids = ", ".join(one.control for one in comparison.conflicts)
        raise Refused(f"both sides were changed: {ids}", "add --prefer sheet or --prefer file; nothing was written")
    chosen = (*comparison.changes, *(one for one in comparison.conflicts if sheets(merge, one)))
    if ask and merge.person and chosen:
        count = "this answer" if len(chosen) == 1 else f"these {len(chosen)} answers"
        if ask_choice(merge.person, f"Write {count}", Choices({YES: YES, NO: NO}), YES) == NO:
            return ()
    return chosen


def sheets(merge: Merge, one: Proposal) -> bool:
    """Whether the sheet's answer is taken at a clash."""
    if merge.prefer_sheet is not None or merge.person is None:
        return bool(merge.prefer_sheet)
    ways = {FILE: "leave the file", SHEET: "take the sheet"}
    return ask_choice(merge.person, f"{one.control}: file or sheet", Choices(ways), FILE) == SHEET


def written(merge: Merge, chosen: Iterable[Proposal]) -> bool:
    """Saves each answer, and says what it amounts to; False where somebody changed one in this moment."""
    whole = True
    for one in chosen:
        clean = replace(one, after=without_secrets(one.after))
        try:
            decide = unless_changed(clean.before, clean.after)
            saved = save_answer(merge.path, merge.shown, clean.control, decide)
        except Meanwhile:
            merge.talk(f"{one.control} was changed in this moment; it is left as it is.", "bad")
            whole = False
        else:
            confirm(merge, saved.file, clean)
            for line, tone in void_lines(saved, merge.today):
                merge.talk(line, tone)
            if saved.raised:
                merge.talk(saved.raised, "poor")
    return whole


def confirm(merge: Merge, saved: EngagementFile, one: Proposal) -> None:
    merge.talk(f"Saved: {one.control} is {one.after.status}.", "good")
    for proof in one.after.evidence:
        if not proof.sha256 and (told := caution(proof.ref, proof.sha256, saved.folder)):
            merge.talk(f"  {told}", "poor")
    assessment = assess(saved.case(merge.today))
    if one.control not in assessment.states:
        merge.talk("  The profile rules this control out; the answer is kept and does nothing.", "poor")
    elif told := state_text(assessment.states[one.control], assessment.gate(one.control)):
        merge.talk(f"  {told}", tone_of(assessment.states[one.control]))
