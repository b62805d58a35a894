"""From an engagement file to the text of a report or of the question sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping
from datetime import date

from govcheck import __version__
from govcheck.jobs.digests import open_digests
from govcheck.jobs.load import EngagementFile
from govcheck.jobs.unsaid import without_secrets
from govcheck.rules.judge import Judgement, judge
from govcheck.rules.report.blocks import Report
from govcheck.rules.report.compose import report
from govcheck.rules.report.mail import mail_text
from govcheck.rules.report.review import Origin, Source
from govcheck.rules.report.sheet import (
    SHEET_COLUMNS,
    SHEET_HEADINGS,
    Sheet,
    question_sheet,
    reply_fields,
    sheet_about,
    sheet_rows,
)
from govcheck.tools.csvtext import csv_bytes
from govcheck.tools.forms import block
from govcheck.tools.templates import FORMATS, render
from govcheck.tools.xlsx import xlsx_bytes
from govcheck.words.settings import Branding
from govcheck.words.table import Table

REPORT_FORMATS = tuple(FORMATS)


TOOL = f"govcheck {__version__}"


def report_text(file: EngagementFile, today: date, format: str, branding: Branding) -> str:
    """The readiness report as of a day. The same file, day and branding give the same bytes."""
    return rendered(readiness_report(file, today, fingerprint(file.path.read_bytes()), branding), format)


def readiness_report(file: EngagementFile, today: date, answers_sha256: str, branding: Branding) -> Report:
    """The report before it has a format."""
    sources = open_digests(file.checklist.sources)
    named = tuple(Source(one.id, one.title, one.publisher, one.dated) for one in sources)
    return report(judge(file.case(today)), Origin(TOOL, answers_sha256, named, branding))


def rendered(report: Report, format: str) -> str:
    return render("report", format, {"report": report})


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def vendor_sheet(judgement: Judgement, only: Collection[str], format: str) -> bytes:
    """Those of the open questions as a sheet for the account team."""
    return SHEET_FORMATS[format](without_secrets(question_sheet(judgement, only)), judgement.case.today)


def sheet_markdown(sheet: Sheet, _: date) -> bytes:
    asked = [one for addressee in sheet.addressees for one in addressee.questions]
    blocks = {one.reference: block(reply_fields(sheet, one)) for one in asked}
    return render("questions", "md", {"sheet": sheet, "blocks": blocks}).encode("utf-8")


def sheet_as_text(sheet: Sheet, _: date) -> bytes:
    return mail_text(sheet).encode("utf-8")


def sheet_as_csv(sheet: Sheet, _: date) -> bytes:
    return csv_bytes([SHEET_HEADINGS, *sheet_rows(sheet)])


def sheet_as_xlsx(sheet: Sheet, today: date) -> bytes:
    title = f"Questions from {sheet.organization}: {sheet.title}"
    return xlsx_bytes(Table(title, sheet_about(sheet), SHEET_COLUMNS, sheet_rows(sheet)), today)


SHEET_FORMATS: Mapping[str, Callable[[Sheet, date], bytes]] = {
    "md": sheet_markdown,
    "csv": sheet_as_csv,
    "xlsx": sheet_as_xlsx,
    "text": sheet_as_text,
}
