"""Reading a finished report: its parts, and the words of each."""

from __future__ import annotations

import html
import re

from govcheck.rules.case import Case
from govcheck.rules.report.blocks import Report
from govcheck.tools.templates import render
from sample import sample_report

FORMATS = ("md", "html")
PARTS = [
    "decision",
    "topics",
    "conditions",
    "document-control",
    "guardrails",
    "view-rollout",
    "readiness",
    "gaps",
    "contradictions",
    "matrix",
    "plan-gaps",
    "responsibilities",
    "contract",
    "acceptances",
    "questions",
    "action-plan",
    "dates",
    "sign-off",
    "answers",
    "applicability",
    "evidence",
    "trace",
    "basis",
]
START = {
    "md": re.compile(r'^<a id="([\w-]+)"></a>\n\n## ', re.MULTILINE),
    "html": re.compile(r'^<section class="part" id="([\w-]+)"', re.MULTILINE),
}

PICTURE = re.compile(r'<svg [^>]*role="img".*?</svg>', re.DOTALL)
"""A drawing; the table below it says the same."""
DAY = re.compile(r'<span class="day">([^<]*)</span>')


def rendered(report: Report, format: str) -> str:
    return render("report", format, {"report": report})


def split(text: str, format: str) -> dict[str, str]:
    """The parts of a finished report by their ids."""
    _, *found = START[format].split(re.split(r"^(?:</main>|---)$", text, flags=re.MULTILINE)[0])
    return dict(zip(found[::2], found[1::2], strict=True))


def part(id: str, one: Case | None = None) -> str:
    """One part as a reader sees it: the HTML without its tags."""
    text = PICTURE.sub(" ", DAY.sub(r"\g<1>", split(rendered(sample_report(one), "html"), "html")[id]))
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", text.partition(">")[2])).split())


def words(text: str, format: str) -> list[str]:
    """The words of a finished part, in order, whatever the format adds to them."""
    if format == "html":
        text = re.sub(r'<span class="label" aria-hidden="true">[^<]*</span>|<summary>.*?</summary>', " ", text)
        text = html.unescape(re.sub(r"<[^>]+>", " ", PICTURE.sub(" ", text).partition(">")[2]))
    else:
        text = re.sub(r"\]\(#[^)]*\)|<a id=[^>]*></a>|<br>|^[>|#-]+|\\", " ", text, flags=re.MULTILINE)
    return re.findall(r"\w+", text)
