"""`govcheck init`: a new engagement."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import AsOfOption, day_of
from govcheck.commands.person import AtTerminal, anybody, stopped_by_signals, terminal, unsaid
from govcheck.jobs.checklists import available, find_checklist, together
from govcheck.jobs.choices import Choices, ask_several, show_choices
from govcheck.jobs.dialogue import Back, EndOfInput, Quit
from govcheck.jobs.first_facts import Beginning
from govcheck.jobs.first_questions import Told, completed
from govcheck.jobs.given_engagement import with_facts, with_people, with_unknowns, with_use_cases
from govcheck.jobs.new_folder import refuse_existing, write_folder
from govcheck.jobs.proof import EVIDENCE
from govcheck.jobs.typed import date_given
from govcheck.rules.assess import assess
from govcheck.rules.dates import days_after
from govcheck.rules.suggest import write_instead
from govcheck.tools.terminal import Terminal
from govcheck.words.checklist import Checklist
from govcheck.words.engagement import Engagement, FrontPage
from govcheck.words.errors import ExitCode, Refused
from govcheck.words.vocabulary import REVIEW_DAYS, Gate, Stage

STOPPED = "Stopped; nothing was written."


def init(
    folder: Annotated[Path, typer.Argument(help="Where the engagement will lie. Without it, this folder.")] = Path(),
    checklist: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="A checklist; govcheck checklist list names them. Repeatable."),
    ] = None,
    organization: Annotated[str, typer.Option(metavar="NAME", help="Whose review it is.")] = "",
    title: Annotated[str, typer.Option(metavar="TEXT", help="Its title. Without it, the checklist's.")] = "",
    owner: Annotated[str, typer.Option(metavar="NAME", help="Who answers for it.")] = "",
    reviewed_by: Annotated[str, typer.Option(metavar="NAME", help="Who reviews it; not the owner.")] = "",
    stage: Annotated[Stage | None, typer.Option(help="What is being decided.")] = None,
    next_review: Annotated[str, typer.Option(metavar="DATE", help="The next review, such as 2027-02-20 or +90.")] = "",
    person: Annotated[
        list[str] | None, typer.Option(metavar="ROLE=NAME", help="Who is in charge of a role. Repeatable.")
    ] = None,
    use_case: Annotated[
        list[str] | None, typer.Option(metavar="[ID=]TITLE", help="Something that you ask to run. Repeatable.")
    ] = None,
    profile: Annotated[
        list[str] | None,
        typer.Option(metavar="[USE.]QUESTION=VALUES", help="A fact, with commas between several values. Repeatable."),
    ] = None,
    as_of: AsOfOption = None,
) -> None:
    """Start an engagement. Asks for what no option gives; what nobody knows yet stays unknown."""
    here, today = terminal(), day_of(as_of)
    refuse_existing(folder)
    asking = AtTerminal(here) if anybody(here) else None
    with stopped_by_signals():
        try:
            chosen = chosen_checklists(checklist or (), folder, asking)
        except (Back, Quit, KeyboardInterrupt) as stop:
            raise left(here, stop) from None
        named = unsaid((organization.strip(), title.strip(), owner.strip(), reviewed_by.strip()), here)
        uses, people, facts = (tuple(texts or ()) for texts in (use_case, person, profile))
        uses, people, facts = unsaid((uses, people, facts), here)
        review = date_given("--next-review", next_review, today)
        refuse_late(review, today)
        front = FrontPage(
            organization=named[0],
            title=named[1] or ("" if asking else chosen.title),
            owner=named[2],
            reviewed_by=named[3],
            stage=stage,
            dated=today,
            next_review=review,
        )
        given = with_use_cases(Engagement(chosen.versions, front), uses)
        given = with_people(chosen, with_facts(chosen, given, facts), people)
        told = completed(Beginning(asking, chosen, today), given) if asking else Told(with_unknowns(chosen, given))
        if told.stopped and not isinstance(told.stopped, EndOfInput) and not told.engagement.front.organization:
            raise left(here, told.stopped)
        write(here, folder, chosen, told, today)


def refuse_late(review: date | None, today: date) -> None:
    """A next review that no verdict could rest on is not written."""
    if review and not today <= review <= days_after(today, REVIEW_DAYS):
        last = days_after(today, REVIEW_DAYS)
        raise Refused(f"--next-review {review} is not within {REVIEW_DAYS} days", f"name a day up to {last}")


def left(here: Terminal, stop: BaseException) -> typer.Exit:
    """Says that there is nothing to write; the end of the command."""
    here.talk(f"\n{STOPPED}")
    return typer.Exit(ExitCode.of_stop(stop))


def chosen_checklists(ids: Sequence[str], folder: Path, asking: AtTerminal | None) -> Checklist:
    """The checklists that were named, or the only one there is, or those that the person chooses, as one."""
    known = available(folder)
    if not ids and len(known) > 1 and asking:
        titles = {one: f"{one}: {find_checklist(one, folder).title}" for one in known}
        asking.show("Which checklists?")
        show_choices(asking, titles.values())
        asking.show("One, or several with commas between them: they are judged as one.", "quiet")
        ids = ask_several(asking, "Numbers or ids", Choices(titles, tuple(titles))) or ()
    if not ids and len(known) > 1:
        raise Refused("no checklist is named", f"add --checklist ID; {write_instead('', known)}")
    return together([find_checklist(id, folder) for id in dict.fromkeys(ids or known)])


def write(here: Terminal, folder: Path, checklist: Checklist, told: Told, today: date) -> None:
    """Writes the engagement and says what comes next."""
    if not told.engagement.front.organization:
        raise Refused("the organisation is not named", "add --organization NAME")
    file = write_folder(folder, checklist, told.engagement)
    assessment = assess(file.case(today))
    blockers = sum(assessment.gate(id) is Gate.BLOCKER for id in assessment.due)
    shown = (folder / file.path.name).as_posix()
    here.talk(f"Written: {shown}, with {len(assessment.due)} controls to answer, {blockers} of them blockers.", "good")
    if told.stopped:
        here.talk("What is missing is unknown; complete it in the file.", "poor")
    here.talk(f"Files that prove something go into {(folder / EVIDENCE).as_posix()}.")
    here.talk("Next: govcheck review" + ("" if folder == Path() else f" -a {shlex.quote(shown)}"))
    here.talk("  --gate blocker asks for the blockers only")
    if code := ExitCode.of_stop(told.stopped):
        raise typer.Exit(code)
