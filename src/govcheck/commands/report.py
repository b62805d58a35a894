"""`govcheck report`: the readiness report."""

from __future__ import annotations

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ForceOption,
    FormatOption,
    OutputOption,
    answers_path,
    day_of,
)
from govcheck.commands.output import emit, format_of
from govcheck.commands.streams import tell
from govcheck.jobs.load import open_engagement
from govcheck.jobs.reporting import REPORT_FORMATS, report_text


def report(
    answers: AnswersOption = None,
    as_of: AsOfOption = None,
    format: FormatOption = None,
    output: OutputOption = None,
    force: ForceOption = False,
) -> None:
    """Write the readiness report, as Markdown or as one HTML file."""
    chosen = format_of(format, output, REPORT_FORMATS, "md")
    file = open_engagement(*answers_path(answers))
    for note in file.notes:
        tell(note)
    emit(report_text(file, day_of(as_of), chosen), output, force=force)
