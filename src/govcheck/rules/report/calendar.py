"""What ends and what falls due, and when: as a picture and as a list."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from govcheck.rules.near import DateKind, NearDate, all_dates, told_once
from govcheck.rules.report.blocks import Blocks, Line, Lines, Table, cell, prose
from govcheck.rules.report.marks import OVERDUE
from govcheck.rules.report.phrases import control_line, day, person, role_title, sentence
from govcheck.rules.report.review import Review
from govcheck.rules.report.timeline import Lane, timeline
from govcheck.rules.wording import cell_title

LANES: Mapping[str, tuple[DateKind, ...]] = {
    "Review and approval": (DateKind.NEXT_REVIEW, DateKind.APPROVAL, DateKind.VERDICT),
    "Gaps to close": (DateKind.REMEDY,),
    "Acceptances end": (DateKind.ACCEPTANCE, DateKind.CELL),
    "Account team": (DateKind.REPLY_DUE, DateKind.REPLY, DateKind.PLAN),
    "Evidence ends": (DateKind.EVIDENCE, DateKind.NOT_APPLICABLE),
}
"""The lines of the picture, each with its kinds of date."""
CAPTION = "What the decision rests on, the first to come first. Every day is the last one on which it holds."


def dates(review: Review) -> Blocks:
    found = told(review)
    if not found:
        return (prose("Nothing that the decision rests on has a date."),)
    lanes = tuple(lane for name, kinds in LANES.items() if (lane := lane_of(name, kinds, found)).days)
    rows = tuple(date_row(review, ones) for ones in alike(found))
    return (Table(CAPTION, ("Day", "What", "About", "Up to"), rows, picture=timeline(lanes, review.case.today)),)


def told(review: Review) -> tuple[NearDate, ...]:
    """Every date, the longest past first."""
    today = review.case.today
    every = told_once(all_dates(review.case, review.assessment))
    theirs = (one for one in every if not review.share or review.share.has_date(review.case, review.assessment, one))
    dates = (replace(one, overdue=one.day < today) for one in theirs)
    return tuple(sorted(dates, key=lambda one: (one.day, one.kind.rank)))


def lane_of(name: str, kinds: tuple[DateKind, ...], found: tuple[NearDate, ...]) -> Lane:
    return Lane(name, tuple(one.day for one in found if one.kind in kinds))


def alike(found: tuple[NearDate, ...]) -> Iterator[tuple[NearDate, ...]]:
    """The dates of one kind on one day together."""
    groups: dict[tuple[date, DateKind], tuple[NearDate, ...]] = {}
    for one in found:
        groups[one.day, one.kind] = (*groups.get((one.day, one.kind), ()), one)
    yield from groups.values()


def date_row(review: Review, ones: tuple[NearDate, ...]) -> tuple[Lines, ...]:
    first = ones[0]
    return (
        (Line(day(first.day), mark=OVERDUE if first.overdue else None),),
        cell(sentence(first.kind.label).removesuffix(".")),
        tuple(line for one in ones for line in about(review, one)),
        tuple(Line(person(review, who)) for who in dict.fromkeys(one.who for one in ones) if who),
    )


def about(review: Review, one: NearDate) -> Iterator[Line]:
    """What a date is about, by its name."""
    checklist = review.checklist
    match one.kind:
        case DateKind.EVIDENCE | DateKind.NOT_APPLICABLE | DateKind.ACCEPTANCE | DateKind.REMEDY:
            yield control_line(review, one.subject)
        case DateKind.CELL:
            yield Line(cell_title(review.case, one.subject))
        case DateKind.REPLY_DUE | DateKind.REPLY:
            to = role_title(review, checklist.questions[one.subject].to)
            yield Line(f"Question to {to}", code=one.subject, anchor=f"question-{one.subject}")
        case DateKind.PLAN if checklist.plans:
            yield Line(checklist.plans.rows[one.subject].title)
        case DateKind.APPROVAL:
            yield Line(role_title(review, one.subject))
        case _:
            yield Line("The whole review")
