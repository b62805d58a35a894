"""The readiness report in each of its formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path

from govcheck.jobs.load import EngagementFile
from govcheck.jobs.own_template import OwnTemplate, own_report
from govcheck.jobs.reporting import Finished, fingerprint, readiness_report, vendor_sheet
from govcheck.rules.formats.plain import plain
from govcheck.rules.formats.report_json import report_json
from govcheck.rules.report.register import REGISTER, register_rows
from govcheck.rules.report.review import WHOLE_REPORT, Before, Wanted
from govcheck.rules.report.tracker import tracker
from govcheck.tools.csvtext import csv_bytes
from govcheck.tools.pdf import pdf_bytes
from govcheck.tools.templates import render, render_bytes
from govcheck.tools.xlsx import Edges, book_bytes
from govcheck.tools.yamltext import MAX_BYTES, read_bytes
from govcheck.words.errors import Refused
from govcheck.words.settings import Branding
from govcheck.words.values import dataclass
from govcheck.words.vocabulary import ReportEdition


@dataclass(frozen=True)
class Template:
    """A document of Word to write into, and its name to show."""

    data: bytes
    shown: str


def read_template(path: Path, shown: str) -> Template:
    data = read_bytes(path, shown)
    if len(data) > MAX_BYTES:
        raise Refused(f"{shown} is larger than {MAX_BYTES // 1024**2} MiB", "make its pictures smaller")
    return Template(data, shown)


def finished(
    file: EngagementFile,
    today: date,
    branding: Branding,
    before: Before | None = None,
    wanted: Wanted = WHOLE_REPORT,
) -> Finished:
    """The readiness report as of a day, from the answers file as it is."""
    return readiness_report(file, today, fingerprint(file.path.read_bytes()), branding, before, wanted)


def report_bytes(made: Finished, format: str, template: Template | OwnTemplate | None = None) -> bytes:
    """The report in a format. The same report gives the same bytes."""
    if isinstance(template, OwnTemplate):
        return own_report(made, template, format).encode("utf-8")
    return as_docx(made, template) if template else REPORT_FORMATS[format](made)


def as_markdown(made: Finished) -> str:
    return render("report", "md", {"report": made.report})


def as_html(made: Finished) -> str:
    return render("report", "html", {"report": made.report})


def as_json(made: Finished) -> str:
    return report_json(made.report, made.review)


def as_pdf(made: Finished) -> bytes:
    """Its own page on paper. What libraries write of the present time, the caller has to hold still."""
    page = render("report", "pdf", {"report": made.report})
    logo = made.report.brand.logo
    inside = (logo.uri,) if logo else ()
    return pdf_bytes(page, made.review.assessment.as_of, made.review.origin.tool, made.report.edition, inside)


def as_docx(made: Finished, template: Template | None = None) -> bytes:
    from govcheck.tools.wordreport import docx_bytes  # noqa: PLC0415 - only this format needs it

    data, shown = (template.data, template.shown) if template else (None, "")
    return docx_bytes(made.report, made.review.assessment.as_of, data, shown)


def as_csv(made: Finished) -> bytes:
    """The register, each row on a line of its own: what imports it need not know that a cell can have several."""
    if made.review.edition is ReportEdition.VENDOR:
        return questions_only(made, "csv")
    rows = ([column.heading for column in REGISTER], *register_rows(made.review))
    return csv_bytes([plain(text) for text in row] for row in rows)


def as_xlsx(made: Finished) -> bytes:
    if made.review.edition is ReportEdition.VENDOR:
        return questions_only(made, "xlsx")
    report = made.report
    edges = Edges(f"{report.organization}: {report.title}", report.marking.upper(), report.running)
    return book_bytes(f"Readiness report: {edges.left}", tracker(made.review), made.review.assessment.as_of, edges)


def questions_only(made: Finished, format: str) -> bytes:
    """As a table the vendor edition is the sheet that the account team fills in."""
    return vendor_sheet(made.review.judgement, None, format)


TEXTS: Mapping[str, Callable[[Finished], str]] = {"md": as_markdown, "html": as_html, "json": as_json}
"""The formats that a committed report can be compared in, line by line."""

WITH_PARTS = (*TEXTS, "pdf", "docx")
"""The formats that have the parts of the report; the others are lists of what it is about."""

NOT_TEXT = ("pdf", "docx", "xlsx")


def encoded(text: Callable[[Finished], str]) -> Callable[[Finished], bytes]:
    return lambda made: text(made).encode("utf-8")


REPORT_FORMATS: Mapping[str, Callable[[Finished], bytes]] = {
    **{format: encoded(text) for format, text in TEXTS.items()},
    "html": lambda made: render_bytes("report", "html", {"report": made.report}),
    "pdf": as_pdf,
    "docx": as_docx,
    "csv": as_csv,
    "xlsx": as_xlsx,
}
