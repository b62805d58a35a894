"""The report as a whole: both formats say the same, from the same data, and every report says what it is."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, replace
from types import SimpleNamespace

import pytest

from finished import FORMATS, PARTS, PICTURE, START, rendered, split, words
from govcheck.tools.templates import render
from govcheck.words.checklist import Checklist, Edition, Section
from govcheck.words.engagement import Engagement
from govcheck.words.vocabulary import Cell, Claim, Outcome, Residual, Stage, Status
from sample import CHECKLIST, ENGAGEMENT, ORIGIN, case, sample_report


def test_the_parts_stand_in_order_in_both_formats() -> None:
    report = sample_report()
    assert [one.id for one in report.parts] == PARTS
    for format in FORMATS:
        assert list(split(rendered(report, format), format)) == PARTS


def test_both_formats_say_the_same() -> None:
    report = sample_report()
    found = {format: split(rendered(report, format), format) for format in FORMATS}
    for id in PARTS:
        assert words(found["html"][id], "html") == words(found["md"][id], "md"), id


def test_the_same_input_gives_the_same_bytes() -> None:
    for format in FORMATS:
        assert rendered(sample_report(), format) == rendered(sample_report(), format)


def test_a_report_is_plain_data() -> None:
    """A template gets nothing that it could call, and a report can be stored as JSON."""
    stored = json.dumps(asdict(sample_report()), allow_nan=False)
    copied = json.loads(stored, object_hook=lambda fields: SimpleNamespace(**fields))
    for format in FORMATS:
        assert render("report", format, {"report": copied}) == rendered(sample_report(), format)
    assert not names(json.loads(stored)) & {"items", "keys", "values", "get", "pop", "copy", "update"}


def names(data: object) -> set[str]:
    if isinstance(data, dict):
        return set(data) | set().union(*map(names, data.values()))
    return set().union(*map(names, data)) if isinstance(data, list) else set()


@pytest.mark.parametrize("format", FORMATS)
def test_every_report_says_draft_and_from_answers_given(format: str) -> None:
    text = rendered(sample_report(), format)
    top = START[format].split(text)[0]
    assert re.search("DRAFT" if format == "md" else '<p class="stamp stamp-draft">Draft</p>', top)
    assert "Assessed from the answers given on the date stated. Not legal advice." in top


def test_the_first_heading_says_what_it_is() -> None:
    assert "\n# Readiness report for Halden Freight: Robots for the back office\n" in rendered(sample_report(), "md")
    assert "<h1>Robots for the back office: readiness report</h1>" in rendered(sample_report(), "html")


def test_dates_do_not_break_across_lines() -> None:
    text = rendered(sample_report(), "html").partition("<main")[2].partition("</main>")[0]
    bare = re.sub(r'<span class="day">\d{4}-\d\d-\d\d</span>', "", PICTURE.sub("", text))
    assert not re.findall(r"\d{4}-\d\d-\d\d", bare)


def test_paper_is_not_laid_out_like_a_small_screen() -> None:
    """A browser takes the width of the paper for the width of the screen, and A4 is narrow."""
    queries = re.findall(r"@media ([^{]*width[^{]*) \{", rendered(sample_report(), "html"))
    assert queries
    assert all(query.startswith("screen and ") for query in queries)


def test_on_paper_a_grid_stays_whole_and_breaks_long_words() -> None:
    """A word that cannot be broken makes a browser print the whole report smaller."""
    print_style = rendered(sample_report(), "html").partition("@media print {")[2].partition("</style>")[0]
    assert re.search(r"\.scroll \{[^}]*break-inside: avoid;", print_style)
    assert re.search(r"\.scroll :is\(td, th\) \{ overflow-wrap: anywhere; \}", print_style)


def test_every_printed_page_says_draft_and_the_day() -> None:
    page = rendered(sample_report(), "html").partition("@page")[2]
    strings = [re.sub(r"\\(\w{6})", lambda code: chr(int(code[1], 16)), text) for text in re.findall('"([^"]*)"', page)]
    assert strings[:3] == ["Halden Freight", "DRAFT", "Draft. Conditional go, as of 2026-11-22"]
    assert "counter(page)" in page


def test_every_text_that_a_person_wrote_is_in_the_report() -> None:
    for format in FORMATS:
        text = rendered(sample_report(), format).replace("\\", "")
        for written in sorted(strings(asdict(ENGAGEMENT)) - CODES):
            assert written.replace("\n", "<br>") in text, written


CODES = {word.value for words in (Status, Stage, Cell, Claim, Residual, Outcome) for word in words} | {
    *("1" * 64, "3" * 64, "9" * 64, "robots", "test-result"),
    *("desk", "api", "open", "secret", "beta", "full", "office", "letters"),
}
"""What the answers file holds besides text: words of the vocabulary, ids and fingerprints."""


def strings(data: object) -> set[str]:
    if isinstance(data, str):
        return {data}
    if isinstance(data, dict):
        return set().union(*map(strings, data.values()))
    return set().union(*map(strings, data)) if isinstance(data, list | tuple) else set()


def test_the_least_checklist_has_a_report_too() -> None:
    """No profile, matrix, plan table, topics, views, roles or questions: their parts are left out."""
    least = Checklist((Edition("move", "Office move", "1.0.0"),), {"all": Section("all", "All", {})})
    control = replace(CHECKLIST.controls["c-poster"], section="all", gate=CHECKLIST.controls["c-sign-in"].gate)
    least = replace(least, sections={"all": Section("all", "All", {"c-poster": control})})
    answers = {"c-poster": ENGAGEMENT.answers["c-drill"]}
    moved = Engagement({"move": "1.0.0"}, replace(ENGAGEMENT.front, people={}), answers=answers)
    report = sample_report(case(moved, least), replace(ORIGIN, sources=()))
    annexes = ["answers", "applicability", "evidence", "basis"]
    left = [
        "decision",
        "document-control",
        "guardrails",
        "readiness",
        "gaps",
        "contradictions",
        "acceptances",
        "questions",
    ]
    assert [one.id for one in report.parts] == [*left, "action-plan", "dates", "sign-off", *annexes]
    for format in FORMATS:
        text = rendered(report, format)
        assert "Go" in text
        assert "The whole deployment" in text
