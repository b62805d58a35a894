"""From an engagement file to a report before it has a format, and to the question sheet."""

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
from govcheck.rules.report.compose import report_of
from govcheck.rules.report.editions import in_edition
from govcheck.rules.report.mail import mail_text
from govcheck.rules.report.review import WHOLE_REPORT, Before, Origin, Review, Wanted
from govcheck.rules.report.sheet import (
    SHEET_COLUMNS,
    SHEET_HEADINGS,
    Sheet,
    question_sheet,
    reply_fields,
    sheet_about,
    sheet_rows,
)
from govcheck.rules.report.stamp import stamp_text
from govcheck.tools.csvtext import csv_bytes
from govcheck.tools.forms import block
from govcheck.tools.templates import render
from govcheck.tools.xlsx import xlsx_bytes
from govcheck.words.settings import Branding
from govcheck.words.table import Table
from govcheck.words.values import dataclass

TOOL = f"govcheck {__version__}"


@dataclass(frozen=True)
class Finished:
    """A readiness report before it has a format, and what it was computed from."""

    report: Report
    review: Review


def readiness_report(
    file: EngagementFile,
    today: date,
    answers_sha256: str,
    branding: Branding,
    before: Before | None = None,
    wanted: Wanted = WHOLE_REPORT,
) -> Finished:
    """An edition or a part of the report as of a day. The verdict is that of the whole engagement."""
    sources = open_digests(file.checklist.sources)
    judgement, origin = judge(file.case(today)), Origin(TOOL, answers_sha256, sources, branding)
    whole = Review(judgement, origin, before, share=wanted.share)
    review = in_edition(whole, wanted.edition)
    return Finished(report_of(review, stamp_text(whole, wanted)), review)


def fingerprint(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def vendor_sheet(judgement: Judgement, only: Collection[str] | None, format: str) -> bytes:
    """Those of the open questions as a sheet for the account team; all of them where none are named."""
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
