"""`govcheck status`: where the review stands."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ForceOption,
    OutputOption,
    WithinOption,
    day_of,
    days_ahead,
    format_option,
    opened,
    settings_of,
)
from govcheck.commands.output import emit, format_of
from govcheck.commands.person import terminal
from govcheck.jobs.share import share_meant
from govcheck.jobs.status import STATUS_FORMATS, status_lines
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules.overview import overview
from govcheck.words.vocabulary import Phase


def status(
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    owner: Annotated[
        str, typer.Option(metavar="NAME", help="Read it for this person, or this role: what is theirs.")
    ] = "",
    phase: Annotated[
        str,
        typer.Option(
            metavar="PHASE", help=f"Read it for this phase: {', '.join(Phase)}. Of a later one, what will be due."
        ),
    ] = "",
    within: WithinOption = None,
    format: Annotated[str | None, format_option(STATUS_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Say where the review stands, what is overdue, and what to do next. Reads only; the verdict is no exit code."""
    file = opened(answers)
    settings = settings_of(file)
    chosen = format_of(format, output, STATUS_FORMATS, settings.formats.get("status", "text"))
    case = file.case(day_of(as_of))
    view = without_secrets(overview(case, days_ahead(within, settings), share_meant(case, owner, phase)))
    named = "" if answers is None else shlex.quote(file.shown)
    screen = terminal()
    if chosen == "text" and output is None and screen.stdout.isatty():
        for text, tone in status_lines(view, named, screen.columns):
            screen.show(text, tone)
    else:
        emit(STATUS_FORMATS[chosen](view, named), output, force=force)
