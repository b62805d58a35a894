"""Days as people write them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from govcheck.rules.day_text import SERIAL_START, days_meant

FORMS = [
    "2026-11-16",
    "2026/11/16",
    "2026.11.16",
    "2026-11-16T10:31:00Z",
    "2026-11-16 00:00:00",
    "16.11.2026",
    "16. 11. 2026",
    "16/11/2026",
    "11/16/2026",
    "16-11-2026",
    "16 Nov 2026",
    "16-Nov-2026",
    "16. November 2026",
    "16th of November, 2026",
    "November 16, 2026",
    "Nov 16th 2026",
    "Mon, 16 Nov 2026 10:31:00 +0100",
    "Monday, 16 November 2026 10:31",
    "Monday, November 16, 2026 10:31 AM",
    " 16 nov. 2026 ",
    "46342",
    "46342.0",
]


@pytest.mark.parametrize("text", FORMS)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    assert days_meant(text) == (date(2026, 11, 16),)


NO_DAYS = [
    "",
    "soon",
    "16.11.26",
    "31.11.2026",
    "16 Foo 2026",
    "Q3 2026",
    "2026",
    "12345",
    "99999",
    "٤٦٣٤٢",
    "1 ma 2026",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days_meant(text) == ()


def test_what_may_be_two_days_is_not_guessed() -> None:
    assert days_meant("03/04/2026") == (date(2026, 3, 4), date(2026, 4, 3))
    assert days_meant("04/04/2026") == (date(2026, 4, 4),)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
def test_every_day_is_found_in_each_form_that_means_one(day: date) -> None:
    serial = (day - SERIAL_START).days
    for text in (day.isoformat(), f"{day:%d.%m.%Y}", f"{day:%d %B %Y}", f"{day:%b %d, %Y}", str(serial)):
        assert days_meant(text) == (day,)
    assert day in days_meant(f"{day:%d/%m/%Y}")
