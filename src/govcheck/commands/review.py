"""`govcheck review`: the interview."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from govcheck.commands.options import AnswersOption, AsOfOption, ByOption, answers_path, day_of
from govcheck.commands.person import AtTerminal, anybody, stopped_by_signals, terminal
from govcheck.jobs.interview.review import review as hold_review
from govcheck.jobs.interview.selection import Only, Wanted
from govcheck.jobs.interview.sitting import Sitting
from govcheck.tools.git import user_name
from govcheck.words.errors import ExitCode, Refused
from govcheck.words.vocabulary import Gate, Phase, Stage


def review(
    checklist: Annotated[str, typer.Option(metavar="ID", help="Ask only about this checklist.")] = "",
    section: Annotated[str, typer.Option(metavar="ID", help="Ask only about this section.")] = "",
    topic: Annotated[str, typer.Option(metavar="ID", help="Ask only about this topic.")] = "",
    gate: Annotated[Gate | None, typer.Option(help="Ask only about controls of this gate.")] = None,
    phase: Annotated[Phase | None, typer.Option(help="Ask only about controls of this phase.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="Ask only about what has to hold at this stage.")] = None,
    owner: Annotated[str, typer.Option(metavar="NAME", help="Ask only about what this person owns.")] = "",
    only: Annotated[
        Only | None,
        typer.Option(
            help="Ask only what is unanswered, open or stale; plan, these and the gaps that have a date; or all. "
            "Without it, unanswered and open."
        ),
    ] = None,
    start: Annotated[str, typer.Option("--from", metavar="ID", help="Begin with this control.")] = "",
    by: ByOption = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Answer the questions one by one. Every answer is saved at once; come back at any time."""
    path, shown = answers_path(answers)
    here = terminal()
    if not anybody(here):
        raise Refused("nobody can answer here: no terminal, and no lines to read", "use: govcheck set CONTROL STATUS")
    named = "" if answers is None else shlex.quote(shown)
    name = by or user_name(path.parent)
    sitting = Sitting(AtTerminal(here), path, shown, day_of(as_of), name, by_git=not by and bool(name), named=named)
    try:
        with stopped_by_signals():
            hold_review(sitting, Wanted(checklist, section, topic, gate, phase, stage, owner, only, start))
    except (KeyboardInterrupt, BrokenPipeError):
        raise typer.Exit(ExitCode.INTERRUPTED) from None
