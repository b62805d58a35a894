"""From an engagement file to the text of a report or of the question sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

from govcheck import __version__
from govcheck.jobs.digests import open_digests
from govcheck.jobs.load import EngagementFile
from govcheck.rules.judge import judge
from govcheck.rules.report.compose import report
from govcheck.rules.report.review import Origin, Source
from govcheck.rules.report.sheet import question_sheet, sheet_rows
from govcheck.tools.csvtext import csv_text
from govcheck.tools.templates import FORMATS, render

REPORT_FORMATS = tuple(FORMATS)


def report_text(file: EngagementFile, today: date, format: str) -> str:
    """The readiness report as of a day. The same file and day give the same bytes."""
    return render("report", format, {"report": report(judge(file.case(today)), origin(file))})


def origin(file: EngagementFile) -> Origin:
    sources = open_digests(file.checklist.sources)
    return Origin(
        tool=f"govcheck {__version__}",
        answers_sha256=hashlib.sha256(file.path.read_bytes()).hexdigest(),
        sources=tuple(Source(one.id, one.title, one.publisher, one.dated) for one in sources),
    )


def sheet_text(file: EngagementFile, today: date, format: str) -> str:
    """The open questions as a sheet for the account team."""
    return SHEET_FORMATS[format](file, today)


def sheet_markdown(file: EngagementFile, today: date) -> str:
    return render("questions", "md", {"sheet": question_sheet(judge(file.case(today)))})


def sheet_as_csv(file: EngagementFile, today: date) -> str:
    return csv_text(sheet_rows(question_sheet(judge(file.case(today)))))


SHEET_FORMATS: Mapping[str, Callable[[EngagementFile, date], str]] = {"md": sheet_markdown, "csv": sheet_as_csv}
