"""`govcheck report`: the readiness report."""

from __future__ import annotations

from govcheck.commands.options import (
    AnswersOption,
    AsOfOption,
    ForceOption,
    FormatOption,
    OutputOption,
    day_of,
    opened,
)
from govcheck.commands.output import emit, format_of
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
    emit(report_text(opened(answers), day_of(as_of), chosen), output, force=force)
