"""Dates as a picture: a line for each kind, from the day of assessment on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from govcheck.rules.dates import days_after
from govcheck.rules.report.blocks import Box, Picture, Stroke, Words
from govcheck.rules.report.drawing import WIDTH, key, lines_of, stacked
from govcheck.words.values import dataclass

LEFT, RIGHT, LANE, TOP, DOT = 124, 24, 40, 24, 18
BACK, AHEAD = 120, 400
"""So many days the picture reaches; what is further away stands in the table only."""
LEAST = 90
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
TICKS = 13
"""So many months are named; of more only each third."""
TO_COME, PAST = "to-come", "past"


@dataclass(frozen=True)
class Lane:
    """Days of one kind; a day may be there several times."""

    name: str
    days: tuple[date, ...]


@dataclass(frozen=True)
class Span:
    """The days that a picture covers, and where each of them lies."""

    first: date
    last: date

    def x(self, day: date) -> int:
        share = (day - self.first).days / ((self.last - self.first).days or 1)
        return LEFT + round(share * (WIDTH - LEFT - RIGHT))

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


def timeline(lanes: Sequence[Lane], today: date) -> Picture:
    span = span_of([day for lane in lanes for day in lane.days], today)
    bottom = TOP + LANE * len(lanes)
    boxes, words, strokes = list[Box](), list[Words](), list[Stroke]()
    for number, lane in enumerate(lanes):
        middle = TOP + LANE * number + LANE // 2
        lines = lines_of(lane.name, LEFT - 8, 2)
        words += stacked(lines, 0, middle + 4 - 7 * (len(lines) - 1))
        strokes.append(Stroke(LEFT, middle, WIDTH - RIGHT, middle))
        for x, count, look in dots(span, lane, today):
            boxes.append(Box(x - DOT // 2, middle - DOT // 2, DOT, DOT, look, round=True))
            words.append(Words(x, middle + 4, str(count), "middle", f"on-{look}"))
    strokes.append(Stroke(span.x(today), TOP - 8, span.x(today), bottom, "today"))
    words.append(Words(span.x(today), TOP - 12, today.isoformat(), look="soft"))
    for day, label in ticks(span):
        strokes.append(Stroke(span.x(day), bottom, span.x(day), bottom + 5))
        words += stacked(label, span.x(day), bottom + 17, "middle", "soft")
    overdue = any(day < today for lane in lanes for day in lane.days)
    entries = ((TO_COME, "Number of dates to come"), *(((PAST, "Past"),) if overdue else ()))
    key_boxes, key_words, height = key(entries, bottom + 42)
    return Picture(
        name="Dates to come, by kind",
        alternative=alternative(lanes, span),
        width=WIDTH,
        height=height,
        strokes=tuple(strokes),
        boxes=(*boxes, *key_boxes),
        words=(*words, *key_words),
    )


def span_of(days: Sequence[date], today: date) -> Span:
    near = [day for day in days if -BACK <= (day - today).days <= AHEAD]
    return Span(min([*near, today]), max([*near, days_after(today, LEAST)]))


def dots(span: Span, lane: Lane, today: date) -> Iterator[tuple[int, int, str]]:
    """Where dots stand, for how many dates each: those that would cover each other are one."""
    groups: list[list[date]] = []
    for day in sorted(filter(span.holds, lane.days)):
        near = groups and span.x(day) - span.x(groups[-1][0]) <= DOT
        if near and (groups[-1][0] < today) is (day < today):
            groups[-1].append(day)
        else:
            groups.append([day])
    for days in groups:
        yield span.x(days[0]), len(days), PAST if days[0] < today else TO_COME


def ticks(span: Span) -> Iterator[tuple[date, tuple[str, ...]]]:
    """The first of each month, or of each third; with the year below where one begins, and at the first."""
    months = tuple(firsts(span))
    step = 1 if len(months) <= TICKS else 3
    year = 0
    for day in months[::step]:
        name = MONTHS[day.month - 1]
        yield day, (name, str(day.year)) if day.year != year else (name,)
        year = day.year


def firsts(span: Span) -> Iterator[date]:
    year, month = span.first.year, span.first.month
    while True:
        year, month = (year, month + 1) if month < len(MONTHS) else (year + 1, 1)
        day = date(year, month, 1)
        if day > span.last:
            return
        yield day


def alternative(lanes: Sequence[Lane], span: Span) -> str:
    """Such as `Evidence ends: 3 in Dec 2026`."""
    return " ".join(f"{lane.name}: {', '.join(by_month(lane, span))}." for lane in lanes)


def by_month(lane: Lane, span: Span) -> Iterator[str]:
    counts: Mapping[tuple[int, int], int] = Counter(
        (day.year, day.month) for day in sorted(lane.days) if span.holds(day)
    )
    yield from (f"{count} in {MONTHS[month - 1]} {year}" for (year, month), count in counts.items())
    outside = sum(not span.holds(day) for day in lane.days)
    if outside:
        yield f"{outside} further away"
