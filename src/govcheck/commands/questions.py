"""`govcheck questions`: what only the vendor's account team can answer."""

from __future__ import annotations

import typer

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ForceOption,
    FormatOption,
    OutputOption,
    day_of,
    opened,
    settings_of,
)
from govcheck.commands.output import emit_bytes, format_of
from govcheck.jobs.reporting import SHEET_FORMATS, vendor_sheet

questions = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Open questions to the vendor's account team."
)


@questions.callback()
def group() -> None:
    """Open questions to the vendor's account team."""


@questions.command("export")
def export(
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Write the open questions as a sheet that can be sent: no ratings, no notes, no evidence."""
    file = opened(answers)
    chosen = format_of(format, output, SHEET_FORMATS, settings_of(file).formats.get("questions", "md"))
    emit_bytes(vendor_sheet(file, day_of(as_of), chosen), output, force=force, filled_in=True)
