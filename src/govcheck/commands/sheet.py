"""`govcheck sheet`: what colleagues have to answer, out as a sheet and in again."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ByOption,
    ForceOption,
    OutputOption,
    answers_path,
    day_of,
    format_option,
    opened,
    settings_of,
)
from govcheck.commands.output import emit_bytes, format_of
from govcheck.commands.person import AtTerminal, stopped_by_signals, terminal
from govcheck.jobs.dialogue import Back, Quit
from govcheck.jobs.interview.selection import Only, Wanted
from govcheck.jobs.load import open_engagement
from govcheck.jobs.sheet_export import FORMATS, sheet
from govcheck.jobs.sheet_import import compared, rows_in
from govcheck.jobs.sheet_merge import Merge, resolved, show_comparison, written
from govcheck.jobs.sheet_rows import Reading
from govcheck.words.errors import ExitCode, Refused
from govcheck.words.vocabulary import Gate, Phase, Stage


class Prefer(StrEnum):
    """Which answer is taken where the sheet and the file were both changed."""

    SHEET = "sheet"
    FILE = "file"


sheets = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Sheets for colleagues, out and in again.")


@sheets.callback()
def group() -> None:
    """Sheets for colleagues, out and in again."""


@sheets.command("export")
def export(
    owner: Annotated[str, typer.Option(metavar="NAME", help="Only what this person, or this role, owns.")] = "",
    checklist: Annotated[str, typer.Option(metavar="ID", help="Only this checklist.")] = "",
    section: Annotated[str, typer.Option(metavar="ID", help="Only this section.")] = "",
    topic: Annotated[str, typer.Option(metavar="ID", help="Only this topic.")] = "",
    gate: Annotated[Gate | None, typer.Option(help="Only controls of this gate.")] = None,
    phase: Annotated[Phase | None, typer.Option(help="Only controls of this phase.")] = None,
    stage: Annotated[Stage | None, typer.Option(help="Only what has to hold at this stage.")] = None,
    only: Annotated[
        Only | None,
        typer.Option(
            help="Only what is unanswered, open or stale; plan, these and the gaps that have a date; or all. "
            "Without it, unanswered and open."
        ),
    ] = None,
    blank: Annotated[
        bool, typer.Option("--blank", help="The whole questionnaire, without the answers that are there.")
    ] = False,
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: Annotated[str | None, format_option(FORMATS)] = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Write what colleagues have to answer, as Markdown, CSV or a workbook that they can fill in and send back."""
    file = opened(answers)
    chosen = format_of(format, output, FORMATS, settings_of(file).formats.get("sheet", "md"))
    wanted = Wanted(checklist, section, topic, gate, phase, stage, owner, only)
    emit_bytes(sheet(file, day_of(as_of), wanted, chosen, blank=blank), output, force=force, filled_in=True)


@sheets.command("import")
def import_sheet(
    file: Annotated[Path, typer.Argument(metavar="SHEET", help="A sheet that was filled in: .md, .csv or .xlsx.")],
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be written.")] = False,
    prefer: Annotated[
        Prefer | None, typer.Option(help="Which answer to take where both were changed, instead of asking.")
    ] = None,
    by: ByOption = "",
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show what a sheet that came back would change, and write it. A clash with a newer answer is asked."""
    path, shown = answers_path(answers)
    here, today = terminal(), day_of(as_of)
    rows = rows_in(file, file.as_posix())
    engagement = open_engagement(path, shown)
    reading = Reading(engagement.case(today), file.as_posix(), by)
    comparison = compared(engagement, reading, rows)
    person = AtTerminal(here) if here.interactive else None
    merge = Merge(here.talk, person, path, shown, today, None if prefer is None else prefer is Prefer.SHEET)
    show_comparison(merge, comparison)
    if dry_run or not (comparison.changes or comparison.conflicts):
        return
    if person is None and not yes:
        raise Refused("nobody can be asked here, so nothing was written", "add --yes, or --dry-run only to look")
    with stopped_by_signals():
        try:
            chosen = resolved(merge, comparison, ask=not yes)
        except (Back, Quit, KeyboardInterrupt) as stop:
            here.talk("Stopped; nothing was written.")
            raise typer.Exit(ExitCode.of_stop(stop)) from None
        if not written(merge, chosen):
            raise Refused("some answers were changed in this moment and are left as they are", "import the sheet again")
