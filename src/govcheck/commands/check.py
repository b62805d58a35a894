"""`govcheck check`: the gate."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.deliver import Delivery, delivered, in_format
from govcheck.commands.options import (
    AsOfOption,
    ForceOption,
    OutputOption,
    WithinOption,
    day_of,
    days_ahead,
    format_option,
    named_path,
)
from govcheck.commands.output import STANDARD, emit, format_of
from govcheck.commands.reports import refuse_taken, report_to, reports_of
from govcheck.commands.streams import tell
from govcheck.jobs.check import Named, answers_files, unlisted
from govcheck.jobs.check import check as run_gate
from govcheck.jobs.load import shown_from
from govcheck.jobs.settings import OWN, configured_for, meant
from govcheck.rules.formats import CHECK_FORMATS
from govcheck.rules.formats.as_text import first_line
from govcheck.rules.judge import Demand, exit_code
from govcheck.words.errors import InvalidInput, Refused, problems_of
from govcheck.words.settings import Settings
from govcheck.words.vocabulary import Stage, Verdict


class Requirement(StrEnum):
    """What `--require` takes."""

    VALID = "valid"
    CONDITIONAL_GO = "conditional-go"
    GO = "go"


def check(
    answers: Annotated[
        list[str] | None, typer.Argument(help="Answers files, or folders to look for them. Without one, the nearest.")
    ] = None,
    require: Annotated[Requirement, typer.Option(help="What every file has to reach.")] = Requirement.CONDITIONAL_GO,
    use_case: Annotated[list[str] | None, typer.Option(help="A use case that has to be clear. Repeatable.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="The stage that has to be decided, at least.")] = None,
    as_of: AsOfOption = None,
    within: WithinOption = None,
    format: Annotated[str | None, format_option(CHECK_FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
    report: Annotated[
        list[str] | None,
        typer.Option(metavar="FORMAT=PATH", help="Write this file as well; an earlier one is replaced. Repeatable."),
    ] = None,
) -> None:
    """Judge committed answers files. Exit code 0: they reach what is required; 1: they do not; 2: cannot tell."""
    level = None if require is Requirement.VALID else Verdict(require.value)
    demand = Demand(level, tuple(use_case or ()), stage)
    here, given = Path.cwd(), [named_path(text) for text in answers or ()]
    settings, named = meant_by(given, here)
    chosen = format_of(format, output, CHECK_FORMATS, settings.formats.get("check", "text"))
    wanted = reports_of(report or ())
    with counting(len(named.files)) as one_more:
        gated = run_gate(named, demand, day_of(as_of), days_ahead(within, settings), one_more)
    refuse_taken(wanted, output, gated.inputs)
    to_file = output not in (None, STANDARD)
    results = [in_format(chosen, lambda text: emit(text, output, force=force), to_file=to_file)]
    if chosen == "text" and not (to_file or gated.run.checked):
        results = []  # standard error says what is wrong, and there is nothing else to say
    results += [in_format(kind, partial(report_to, path), to_file=True) for path, kind in wanted]
    if chosen == "github":
        from govcheck.commands.actions import write_outputs, write_summary  # noqa: PLC0415 - only that format needs them

        results += [Delivery(write_summary), Delivery(write_outputs, says_how_it_ended=True)]
    run = delivered(gated.run, results)
    for line in [*run.notes, *(first_line(one) for one in run.checked if output)]:
        tell(line)
    if run.problems:
        raise InvalidInput(run.problems)
    raise typer.Exit(exit_code(run))


def counting(files: int) -> AbstractContextManager[Callable[[], None]]:
    """Tells a person at a terminal how far it is, where there is more than one file."""
    if files < 2:
        return nullcontext(lambda: None)
    from govcheck.commands.person import terminal  # noqa: PLC0415 - most runs are about one file

    return terminal().counting(files, "Judged")


def meant_by(given: list[Path], here: Path) -> tuple[Settings, Named]:
    """The settings that hold, and the files to judge: none where the configuration cannot be used, which is told."""
    try:
        found = configured_for(given, here)
        paths = given or [Path(shown_from(path, here)) for path in meant(found, here)]
    except (InvalidInput, Refused) as error:
        return Settings(), Named({}, problems_of(error, OWN))
    named = answers_files(paths, here)
    if paths and not given:
        named = replace(named, problems=(*named.problems, *unlisted(named, found, here)))
    return found.settings, named
