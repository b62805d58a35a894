"""Days as people from outside write them. What may be two days is not guessed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, timedelta

MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
SHORTEST = 3
"""Letters of a month."""
WEEKDAY = re.compile(r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,? +", re.IGNORECASE)
TIME = r"(?:[T ,].*)?"
YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.])(\d\d?)\2(\d\d?){TIME}", re.ASCII | re.DOTALL)
DOTTED = re.compile(rf"(\d\d?)\. ?(\d\d?)\. ?(\d{{4}}){TIME}", re.ASCII | re.DOTALL)
EITHER = re.compile(rf"(\d\d?)([-/])(\d\d?)\2(\d{{4}}){TIME}", re.ASCII | re.DOTALL)
DAY_MONTH = re.compile(
    rf"(\d\d?)(?:st|nd|rd|th)?[-. ]+(?:of )?([a-z]+)[-., ]+(\d{{4}}){TIME}", re.ASCII | re.IGNORECASE | re.DOTALL
)
MONTH_DAY = re.compile(
    rf"([a-z]+)[-. ]+(\d\d?)(?:st|nd|rd|th)?[-, ]+(\d{{4}}){TIME}", re.ASCII | re.IGNORECASE | re.DOTALL
)
SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
"""A day as spreadsheets count it, where a cell lost its format."""
SERIAL_START, SERIALS = date(1899, 12, 30), range(36526, 73051)
"""From the year 2000 up to 2099."""


def days_meant(text: str) -> tuple[date, ...]:
    """The days that a text may mean: one, or two of `03/04/2026`, or none of what is no date."""
    said = WEEKDAY.sub("", text.strip(), count=1)
    found = set[date]()
    for year, month, day in readings(said):
        with suppress(ValueError, OverflowError):
            found.add(date(year, month, day))
    if (serial := SERIAL.fullmatch(said)) and int(serial[1]) in SERIALS:
        found.add(SERIAL_START + timedelta(days=int(serial[1])))
    return tuple(sorted(found))


def readings(said: str) -> Iterator[tuple[int, int, int]]:
    """Year, month and day, in each way in which they can be read; none need exist."""
    if match := YEAR_FIRST.fullmatch(said):
        yield int(match[1]), int(match[3]), int(match[4])
    elif match := DOTTED.fullmatch(said):
        yield int(match[3]), int(match[2]), int(match[1])
    elif match := EITHER.fullmatch(said):
        yield int(match[4]), int(match[3]), int(match[1])
        yield int(match[4]), int(match[1]), int(match[3])
    elif match := DAY_MONTH.fullmatch(said):
        yield int(match[3]), month_of(match[2]), int(match[1])
    elif match := MONTH_DAY.fullmatch(said):
        yield int(match[3]), month_of(match[1]), int(match[2])


def month_of(name: str) -> int:
    """Its number; 0 for what is no month."""
    begun = name.casefold()
    found = [number for number, month in enumerate(MONTHS, 1) if len(begun) >= SHORTEST and month.startswith(begun)]
    return found[0] if found else 0
