"""The report as data: format 1. Its parts are the blocks that every other format is made of."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date
from typing import Any

from govcheck.rules.formats.plain import json_text
from govcheck.rules.report.blocks import Line, Part, Report
from govcheck.rules.report.review import Review
from govcheck.words.vocabulary import ReportEdition

FORMAT, KIND = 1, "readiness-report"
Doc = dict[str, Any]
LINE = {field.name for field in fields(Line)}
DRAWN = "picture"
"""What a table has besides, and what says nothing that the table does not."""


def report_json(report: Report, review: Review) -> str:
    """One object; the same report gives the same bytes."""
    return json_text(report_document(report, review))


def report_document(report: Report, review: Review) -> Doc:
    """The same as values. Its kind comes first: no other output begins with it."""
    assessment, told = review.assessment, review.edition is not ReportEdition.VENDOR
    return {
        "kind": KIND,
        "format": FORMAT,
        "stamp": report.stamp,
        "organization": report.organization,
        "title": report.title,
        "edition": report.edition,
        "stage": assessment.stage if told else None,
        "as-of": assessment.as_of.isoformat(),
        "verdict": assessment.verdict if told else None,
        "valid-until": day(assessment.valid_until) if told else None,
        "use-cases": dict(assessment.uses) if told else {},
        "approved": assessment.approved,
        "marking": report.marking,
        "classification": report.classification or None,
        "prepared-by": report.prepared_by or None,
        "contact": report.contact or None,
        "cover": report.cover or None,
        "notice": report.notice,
        "running": report.running,
        "parts": [part(one) for one in report.parts],
    }


def part(one: Part) -> Doc:
    blocks = [{"kind": block.kind, **asdict(block, dict_factory=entries)} for block in one.blocks]
    return {"id": one.id, "title": one.title, "blocks": blocks}


def entries(named: list[tuple[str, Any]]) -> Doc:
    """A value of the blocks as an object: a line without what it does not have, a table without its picture."""
    doc = {name: value for name, value in named if name != DRAWN}
    return {name: value for name, value in named if value} if doc.keys() == LINE else doc


def day(one: date | None) -> str | None:
    return one.isoformat() if one else None
