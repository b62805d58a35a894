"""`govcheck diff`: what changed between two answers files."""

from __future__ import annotations

from typing import Annotated

import typer

from govcheck.commands.check import named_path
from govcheck.commands.options import (
    AsOfOption,
    ForceOption,
    FormatOption,
    OutputOption,
    day_of,
    opened,
)
from govcheck.commands.output import emit, format_of
from govcheck.commands.streams import tell
from govcheck.jobs.diffing import DIFF_FORMATS, compared
from govcheck.rules.formats.diff_words import counts, headline


def diff(
    old: Annotated[str, typer.Argument(help="The answers file, or the folder of the engagement, before.")],
    new: Annotated[str, typer.Argument(help="The same afterwards.")],
    exit_code: Annotated[bool, typer.Option("--exit-code", help="Exit code 1 on any difference.")] = False,
    worse: Annotated[
        bool, typer.Option("--worse", help="Exit code 1 when the verdict, a use case or a blocker is worse.")
    ] = False,
    as_of: AsOfOption = None,
    as_of_old: Annotated[
        str | None, typer.Option(metavar="DATE", help="Judge the old one as of this day, to see what ran out since.")
    ] = None,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Say what changed between two answers files: verdict, controls, findings, conditions, questions. Exit code 0."""
    chosen = format_of(format, output, DIFF_FORMATS, "text")
    day = day_of(as_of)
    days = (day_of(as_of_old, "--as-of-old") if as_of_old is not None else day, day)
    files = [opened(named_path(path)) for path in (old, new)]
    found = compared(files[0], files[1], days)
    emit(DIFF_FORMATS[chosen](found), output, force=force)
    if output:
        tell(f"{headline(found)}. {counts(found).capitalize()}.")
    raise typer.Exit(1 if (exit_code and found) or (worse and found.got_worse) else 0)
