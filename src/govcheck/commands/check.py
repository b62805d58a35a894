"""`govcheck check`: the gate."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import AsOfOption, ForceOption, FormatOption, OutputOption, day_of
from govcheck.commands.output import emit, format_of
from govcheck.commands.streams import tell
from govcheck.jobs.check import answers_files
from govcheck.jobs.check import check as run_gate
from govcheck.rules.formats import CHECK_FORMATS
from govcheck.rules.formats.as_text import first_line
from govcheck.rules.judge import Demand, enough
from govcheck.words.errors import InvalidInput, Refused
from govcheck.words.vocabulary import Stage, Verdict


class Level(StrEnum):
    """What `--require` takes."""

    VALID = "valid"
    CONDITIONAL_GO = "conditional-go"
    GO = "go"


def check(
    answers: Annotated[
        list[str] | None, typer.Argument(help="Answers files, or folders to look for them. Without one, the nearest.")
    ] = None,
    require: Annotated[Level, typer.Option(help="What every file has to reach.")] = Level.CONDITIONAL_GO,
    use_case: Annotated[list[str] | None, typer.Option(help="A use case that has to be clear. Repeatable.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="The stage that has to be decided, at least.")] = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Judge committed answers files. Exit code 0: they reach what is required; 1: they do not; 2: cannot tell."""
    level = None if require is Level.VALID else Verdict(require.value)
    demand = Demand(level, tuple(use_case or ()), stage)
    chosen = format_of(format, output, CHECK_FORMATS, "text")
    run = run_gate(answers_files([named_path(text) for text in answers or ()], Path.cwd()), demand, day_of(as_of))
    emit(CHECK_FORMATS[chosen](run), output, force=force)
    for line in [*run.notes, *(first_line(one) for one in run.checked if output)]:
        tell(line)
    if run.problems:
        raise InvalidInput(run.problems)
    raise typer.Exit(0 if enough(run) else 1)


def named_path(text: str) -> Path:
    """A path as it was typed. An empty one is a variable that was not set, and not this folder."""
    if not text:
        raise Refused("an empty name was given for an answers file", "name a file or a folder")
    return Path(text)
